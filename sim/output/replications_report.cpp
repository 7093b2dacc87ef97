#include "sim/output/replications_report.hpp"

#include <algorithm>
#include <cmath>

#include "sim/output/capacity.hpp"
#include "sim/output/csv.hpp"
#include "sim/output/populations.hpp"
#include "sim/output/response_text.hpp"
#include "sim/output/words.hpp"
#include "sim/text/number.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t table_rows = 14;
constexpr std::size_t response_width = 44;
constexpr std::size_t resource_rows_on_screen = 5 * study::observed_of_resources.size();
constexpr std::string_view of_resources = "resources.";

/// With so many decimals, half-even as everything else.
std::string decimals(double value, int digits) {
  const double scaled = std::nearbyint(value * std::pow(10, digits));
  return text::format_scaled(static_cast<Int128>(scaled), digits, true);
}

std::string shown_value(const Observed& response, double value) {
  switch (response.unit) {
    case ResponseUnit::money: return decimals(value, 2);
    case ResponseUnit::number: return decimals(value, 1);
    case ResponseUnit::share: return decimals(value * 100, 2) + " %";
    case ResponseUnit::duration: return rough(Duration{std::llround(value)});
  }
  return {};
}

std::string with_interval(const Observed& response) {
  const auto interval = response.interval();
  const std::string mean = shown_value(response, response.mean());
  if (!interval) return mean + " (no interval)";
  return mean + " ± " + shown_value(response, interval->half_width());
}

std::string deviation_of(const Observed& response) {
  const auto deviation = response.standard_deviation();
  return deviation ? shown_value(response, *deviation) : "-";
}

/// `95 % over 10 replications`
std::string title_of(const study::Replications& replications) {
  std::string title = "95 % over " + counted(replications.count, "replication");
  if (replications.count < replications.wanted) title += " of " + grouped(replications.wanted);
  return title;
}

bool was_ever_anything(const Observed& response) {
  return std::any_of(response.values.begin(), response.values.end(), [](double value) { return value != 0; });
}

/// Those that ever were anything, as many as there is room for. Resources have a table of their own.
std::vector<const Observed*> telling(const study::Replications& replications) {
  std::vector<const Observed*> all;
  for (const Observed& response : replications.responses) {
    if (all.size() == table_rows) break;
    if (was_ever_anything(response) && !response.name.starts_with(of_resources)) all.push_back(&response);
  }
  return all;
}

/// The names of those of which a replication refused something or kept it waiting, or of whose limit the first used half.
std::vector<std::string> scarce_in_any(const study::Replications& replications,
                                       const std::vector<const ResourceResult*>& scarce) {
  std::vector<std::string> names;
  for (const Observed& response : replications.responses) {
    constexpr std::string_view first = "peak";
    if (!response.name.starts_with(of_resources) || !response.name.ends_with(first)) continue;
    const std::string beginning = response.name.substr(0, response.name.size() - first.size());
    const std::string name =
        beginning.substr(of_resources.size(), beginning.size() - of_resources.size() - 1);
    const auto was = [&](std::string_view what) {
      const Observed* observed = replications.find(beginning + std::string(what));
      return observed != nullptr && was_ever_anything(*observed);
    };
    const bool was_scarce_first = std::any_of(scarce.begin(), scarce.end(),
                                              [&](const ResourceResult* each) { return each->name == name; });
    if (was("refusals") || was("queued") || was_scarce_first) names.push_back(name);
  }
  return names;
}

/// `62.0 ± 1.3 to 64.0 ± 1.5` where it is known from two sides only.
std::string from_least(const study::Replications& replications, const Observed& response,
                       std::string (*tell)(const Observed&)) {
  const Observed* least = replications.least_of(response);
  return (least == nullptr ? "" : tell(*least) + " to ") + tell(response);
}

}  // namespace

std::string short_name(const std::string& name) {
  constexpr std::string_view section = "populations.";
  constexpr std::string_view middle = ".activities.";
  const std::size_t at = name.find(middle);
  if (!name.starts_with(section) || at == std::string::npos) return name;
  return name.substr(section.size(), at - section.size()) + name.substr(at + middle.size() - 1);
}

std::string label_of_first(const study::Replications* replications) {
  return replications == nullptr ? "" : "replication 1 of " + grouped(replications->wanted);
}

bool is_incomplete(const Results& first, const study::Replications* replications) {
  return first.incomplete || (replications != nullptr && replications->count < replications->wanted);
}

// How far one came that was stopped is known of the first only: of the others no results are kept.
double share_done(const Results& first, const study::Replications* replications) {
  if (replications == nullptr) return first.done;
  const double done = replications->count == 0 ? first.done : replications->count;
  return done / replications->wanted;
}

std::string incomplete_line(const Results& first, const study::Replications* replications) {
  const auto percent = static_cast<int>(first.done * 100);  // rounded down: never 100 % of what is not done
  if (replications != nullptr && replications->count > 0) {
    return incomplete_after(grouped(replications->count) + " of " +
                            counted(replications->wanted, "replication"));
  }
  return incomplete_after(std::to_string(percent) + " % of " +
                          (replications == nullptr ? "the work" : label_of_first(replications)));
}

Section replications_section(const study::Replications& replications) {
  Section section;
  section.id = "replications";
  section.title = title_of(replications);
  section.columns = {"", "mean ± half-width", "sd"};
  section.words = 1;
  const std::vector<const Observed*> told = telling(replications);
  std::vector<std::string> names;
  for (const Observed* response : told) names.push_back(short_name(response->name));
  names = shown_apart(std::move(names), response_width);
  for (std::size_t i = 0; i < told.size(); ++i)
    section.rows.push_back({names[i], with_interval(*told[i]), deviation_of(*told[i])});
  return section;
}

Section capacity_replications_section(const study::Replications& replications,
                                      const std::vector<const ResourceResult*>& scarce) {
  Section section;
  section.id = "capacity-replications";
  section.title = "Capacity, " + title_of(replications);
  section.columns = {"resource", "", "mean ± half-width", "sd"};
  section.words = 2;
  section.grouped = true;
  section.on_screen = resource_rows_on_screen;
  section.more_in = "summary.csv of -o FOLDER";
  for (const std::string& name : scarce_in_any(replications, scarce)) {
    for (const std::string_view what : study::observed_of_resources) {
      const Observed* response =
          replications.find(std::string(of_resources) + name + "." + std::string(what));
      if (response == nullptr || (what != "refusals" && !was_ever_anything(*response))) continue;
      section.rows.push_back({short_name_of_resource(name), std::string(what),
                              from_least(replications, *response, with_interval),
                              from_least(replications, *response, deviation_of)});
    }
  }
  return section;
}

Json replications_json(const study::Replications& replications, std::string_view currency) {
  Json all;
  all["wanted"] = replications.wanted;
  all["replications"] = replications.count;
  all["confidence"] = study::confidence;
  Json& responses = all["responses"] = Json::object();
  for (const Observed& response : replications.responses) {
    const bool money = response.unit == ResponseUnit::money;
    const auto interval = response.interval();
    const auto deviation = response.standard_deviation();
    Json& row = responses[response.name + (money ? unit_key(currency) : "")];
    row["unit"] = unit_name(response.unit, currency);
    row["mean"] = response.mean();
    if (const Observed* least = replications.least_of(response)) row["mean_at_least"] = least->mean();
    row["half_width"] = interval ? Json(interval->half_width()) : Json(nullptr);
    row["lower"] = interval ? Json(interval->lower) : Json(nullptr);
    row["upper"] = interval ? Json(interval->upper) : Json(nullptr);
    row["standard_deviation"] = deviation ? Json(*deviation) : Json(nullptr);
    row["replications"] = response.values.size();
    row["values"] = response.values;
  }
  return all;
}

std::string replications_csv(const study::Replications& replications, std::string_view currency) {
  std::string text;
  csv::end_row(text, {"response", "unit", "mean", "half_width", "lower", "upper", "standard_deviation",
                      "replications"});
  constexpr int digits = 9;
  const auto number = [](double value) {
    return text::format_scaled(static_cast<Int128>(std::nearbyint(value * 1e9)), digits);
  };
  for (const Observed& response : replications.responses) {
    const auto interval = response.interval();
    const auto deviation = response.standard_deviation();
    csv::end_row(text, {csv::guarded(response.name), std::string(unit_name(response.unit, currency)),
                        number(response.mean()), interval ? number(interval->half_width()) : "",
                        interval ? number(interval->lower) : "", interval ? number(interval->upper) : "",
                        deviation ? number(*deviation) : "", std::to_string(response.values.size())});
  }
  return text;
}

}  // namespace outlive::output
