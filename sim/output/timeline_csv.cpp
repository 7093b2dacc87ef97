#include "sim/output/timeline_csv.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "sim/output/capacity.hpp"
#include "sim/output/csv.hpp"
#include "sim/output/json.hpp"
#include "sim/output/words.hpp"
#include "sim/services/service.hpp"
#include "sim/text/number.hpp"

namespace outlive::output {
namespace {

constexpr std::array attendances{Attendance::attended, Attendance::background};

/// `glue session` and `training job` are two services of columns: a name and a type as scenarios call them.
std::string column_of(ServiceType type) {
  const services::Service& service = services::service_of(type);
  std::string name(service.name);
  if (!service.type.empty()) name += "_" + std::string(service.type);
  std::replace(name.begin(), name.end(), ' ', '_');
  return "running_" + name;
}

std::vector<std::string> titles(const Scenario& scenario, const Results& results) {
  std::vector<std::string> all{"start"};
  for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
    for (const Attendance attendance : attendances) {
      all.push_back("cost_" + std::string(name_of(static_cast<Bucket>(bucket))) + "_" +
                    std::string(name_of(attendance)) + unit_key(scenario.prices.currency));
    }
  }
  for (const RunningOverTime& running : results.over_time.running) all.push_back(column_of(running.service));
  for (const ResourceResult& resource : results.resources) {
    for (const std::string_view what : {"_mean", "_most", "_refused", "_mean_queue", "_most_queue"})
      all.push_back(csv::guarded(resource.name + std::string(what)));
  }
  return all;
}

void add_use(std::vector<std::string>& fields, const Scenario& scenario, const ResourceResult& resource,
             Instant from, Instant until) {
  const auto interval_at = [&](Instant at) {  // the first that begins then or later
    const std::int64_t length = resource.interval.count();
    const std::int64_t first = (at.time_since_epoch().count() + length - 1) / length;
    return std::min(static_cast<std::size_t>(first), resource.mean_use.size());
  };
  const UseStretch use = use_between(scenario, resource, interval_at(from), interval_at(until));
  fields.push_back(text::format_scaled(use.mean, 3));
  fields.push_back(std::to_string(use.most));
  fields.push_back(std::to_string(use.refused));
  fields.push_back(text::format_scaled(use.mean_queue, 3));
  fields.push_back(std::to_string(use.most_queue));
}

}  // namespace

std::string timeline_csv(const Scenario& scenario, const Results& results) {
  std::string csv;
  csv::end_row(csv, titles(scenario, results));
  const OverTime& over_time = results.over_time;
  for (std::size_t i = 0; i < over_time.cost.size(); ++i) {
    const Instant from{over_time.interval * static_cast<std::int64_t>(i)};
    const Instant until = std::min(from + over_time.interval, scenario.horizon);
    std::vector<std::string> fields{iso(scenario, from)};
    for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
      for (const Attendance attendance : attendances)
        fields.push_back(exact(over_time.cost[i].at(static_cast<Bucket>(bucket), attendance)));
    }
    for (const RunningOverTime& running : over_time.running)
      fields.push_back(std::to_string(running.most[i]));
    for (const ResourceResult& resource : results.resources) add_use(fields, scenario, resource, from, until);
    csv::end_row(csv, fields);
  }
  return csv;
}

}  // namespace outlive::output
