#include "sim/output/bill_words.hpp"

#include <algorithm>
#include <array>

#include "sim/output/csv.hpp"
#include "sim/output/hosts.hpp"
#include "sim/output/shortfall.hpp"
#include "sim/output/summary.hpp"
#include "sim/output/words.hpp"
#include "sim/services/service.hpp"
#include "sim/study/quantities.hpp"
#include "sim/text/number.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive::output {
namespace {

constexpr std::int64_t ms_per_hour = 3'600'000;
constexpr int quantity_decimals = 12;

constexpr std::array<BilledService, 6> services{{
    {"glue", "AWS Glue", "Analytics", "Data Processing", "AWSGlue"},
    {"sagemaker", "Amazon SageMaker", "AI and Machine Learning", "Machine Learning", "AmazonSageMaker"},
    {"studio", "Amazon SageMaker", "AI and Machine Learning", "Machine Learning", "AmazonSageMaker"},
    {"emr_serverless", "Amazon EMR Serverless", "Analytics", "Data Processing", "ElasticMapReduce"},
    {"emr_ec2", "Amazon EMR", "Analytics", "Data Processing", "ElasticMapReduce"},
    {"athena", "Amazon Athena", "Analytics", "Analytics Platform", "AmazonAthena"},
}};

struct Region {
  std::string_view code;
  std::string_view name;
};

// The regions of one partition that most bills are about; others go by their code.
constexpr std::array<Region, 10> regions{{
    {"us-east-1", "US East (N. Virginia)"},
    {"us-east-2", "US East (Ohio)"},
    {"us-west-1", "US West (N. California)"},
    {"us-west-2", "US West (Oregon)"},
    {"ca-central-1", "Canada (Central)"},
    {"eu-central-1", "Europe (Frankfurt)"},
    {"eu-west-1", "Europe (Ireland)"},
    {"eu-west-2", "Europe (London)"},
    {"ap-northeast-1", "Asia Pacific (Tokyo)"},
    {"ap-southeast-2", "Asia Pacific (Sydney)"},
}};

std::string capitalised(std::string_view word) {
  std::string text(word);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace

BilledService billed_service(std::string_view sku) {
  const std::string_view key = study::service_of_sku(sku);
  const auto* const found = std::find_if(services.begin(), services.end(),
                                         [&](const BilledService& each) { return each.key == key; });
  return found != services.end() ? *found : BilledService{key, key, "Other", "Other (Other)", key};
}

std::string ratio(Int128 dividend, Int128 divisor) {
  std::string text = text::format_scaled(
      text::divide_half_even(dividend * text::power_of_ten(quantity_decimals), divisor), quantity_decimals);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string quantity(std::int64_t usage, const Sku& sku) {
  return ratio(usage, sku.bills_bytes() ? sku.bytes_per_unit : ms_per_hour);
}

std::string focus_unit(std::string_view unit) {
  constexpr std::string_view per_hour = "-hour";
  if (!unit.ends_with(per_hour)) return capitalised(unit);
  return capitalised(unit.substr(0, unit.size() - per_hour.size())) + "-Hours";
}

std::string_view instance_type_of(std::string_view sku) {
  const std::size_t at = sku.find(".ml.");
  return at == std::string_view::npos ? std::string_view{} : sku.substr(at + 1);
}

std::string_view region_name(std::string_view region) {
  const auto* const found =
      std::find_if(regions.begin(), regions.end(), [&](const Region& each) { return each.code == region; });
  return found == regions.end() ? region : found->name;
}

std::string cell(std::string_view text) { return csv::guarded(text::sanitize(text)); }

BilledResource BillNames::resource(const Charge& charge) const {
  const LineOwner& owner = charge.owner;
  if (owner.host != no_number) {
    const HostSpec& host = scenario_.hosts[owner.host];
    return {ids_.host(owner.host), host.name, std::string(title_of(host.type))};
  }
  if (owner.job != no_number) {
    const Work* work = work_of(scenario_, owner.job);
    std::string name = name_of_job(scenario_, owner.job);
    std::string id = ids_.job_arn(owner.job);
    if (id.empty()) id = name;  // a query, a row of a trace
    return {std::move(id), std::move(name),
            work == nullptr ? "job" : std::string(services::service_of(work->service).title)};
  }
  if (owner.session == no_number) return {};
  const SessionSpec& session = scenario_.sessions[owner.session];
  return {ids_.session_arn(owner.session), session.name,
          std::string(services::service_of(scenario_.works[session.work].service).title)};
}

std::string BillNames::user(const Charge& charge) const {
  return charge.owner.user == no_number ? std::string{} : scenario_.users[charge.owner.user].name;
}
std::string BillNames::session(const Charge& charge) const {
  return charge.owner.session == no_number ? std::string{} : scenario_.sessions[charge.owner.session].name;
}
std::string BillNames::job(const Charge& charge) const {
  return charge.owner.job == no_number ? std::string{} : name_of_job(scenario_, charge.owner.job);
}
std::string BillNames::host(const Charge& charge) const {
  return charge.owner.host == no_number ? std::string{} : scenario_.hosts[charge.owner.host].name;
}

std::string BillNames::description(const Charge& charge) const {
  const Sku& priced = sku(charge);
  return text::sanitize(
      std::string(billed_service(priced.name).name) + ": " + exact(priced.price) + " " +
      scenario_.prices.currency + " per " + priced.unit + ", " + std::string(name_of(charge.bucket)) + ", " +
      (charge.attendance == Attendance::attended ? "user signed in" : "user not signed in"));
}

}  // namespace outlive::output
