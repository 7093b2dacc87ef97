#include "sim/output/needed_quotas.hpp"

#include <algorithm>
#include <cmath>

#include "sim/output/words.hpp"
#include "sim/text/number.hpp"

namespace outlive::output {
namespace {

/// What is counted: whoever is refused and tries again asks again.
constexpr std::string_view of_what = "of the requests, retries included";

std::string percent_of(double share) {
  return text::format_scaled(static_cast<Int128>(std::nearbyint(share * 10'000)), 2, true) + " %";
}

}  // namespace

Section needed_quotas_section(const NeededQuotas& needed) {
  Section section;
  section.id = "needed-quotas";
  section.title = "Refused or kept waiting at most " + percent_of(needed.share) + " " + std::string(of_what);
  if (needed.replications > 1)
    section.sentences.push_back("of all " + grouped(needed.replications) + " replications together");
  section.columns = {"resource", "quota", "refused or waited", "with one less"};
  section.words = 1;
  if (needed.quotas.empty()) section.sentences.emplace_back("as it is: no quota needs to be larger");
  // What one quota lets through may be refused by the next, which has not been asked for it until then.
  const bool any_found = std::any_of(needed.quotas.begin(), needed.quotas.end(),
                                     [](const NeededQuota& each) { return each.found; });
  if (any_found)
    section.sentences.emplace_back(
        "each by itself, with the others as they are: set what was found and ask again");
  for (const NeededQuota& quota : needed.quotas) {
    if (quota.found) {
      section.rows.push_back(
          {quota.resource, grouped(quota.quota), percent_of(quota.refused), percent_of(quota.refused_below)});
    } else {
      section.items.push_back(quota.resource + ": not searched, " + quota.why_not);
    }
  }
  return section;
}

Json needed_quotas_json(const NeededQuotas& needed) {
  Json all;
  all["at_most_share"] = needed.share;
  all["share_of"] = of_what.substr(of_what.find("requests"));
  all["replications"] = needed.replications;
  Json& quotas = all["quotas"] = Json::array();
  for (const NeededQuota& quota : needed.quotas) {
    Json row;
    row["resource"] = quota.resource;
    row["quota"] = quota.found ? Json(quota.quota) : Json(nullptr);
    row["refused_or_waited_share"] = quota.found ? Json(quota.refused) : Json(nullptr);
    row["share_with_one_less"] = quota.found ? Json(quota.refused_below) : Json(nullptr);
    row["runs"] = quota.runs;
    row["why_not"] = quota.found ? Json(nullptr) : Json(quota.why_not);
    quotas.push_back(std::move(row));
  }
  return all;
}

}  // namespace outlive::output
