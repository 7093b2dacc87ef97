#include "sim/study/settling.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "sim/study/warm_up.hpp"

namespace outlive::study {
namespace {

constexpr std::uint32_t pilot_runs = 5;

const ResourceResult& resource_named(const Results& results, const std::string& name) {
  const auto found = std::find_if(results.resources.begin(), results.resources.end(),
                                  [&](const ResourceResult& each) { return each.name == name; });
  if (found == results.resources.end()) throw std::logic_error("there is no resource '" + name + "'");
  return *found;
}

}  // namespace

bool settle_warm_up(Study& study, RunOptions options) {
  if (!study.warm_up || study.warm_up->series.empty()) return true;
  std::vector<std::vector<double>> series;
  Duration interval{};
  for (options.replication = 0; options.replication < pilot_runs; ++options.replication) {
    const Results results = run(study.scenario, options);
    if (results.incomplete) return false;
    const ResourceResult& resource = resource_named(results, study.warm_up->series);
    interval = resource.interval;
    series.emplace_back(resource.mean_use.begin(), resource.mean_use.end());
  }
  const Truncation truncation = mser5(series);
  study.warm_up->length = interval * static_cast<std::int64_t>(truncation.observations);
  if (truncation.too_short) {
    study.notes.push_back("The run is too short to say when " + study.warm_up->series +
                          " has settled: choose a longer horizon, or a warm-up by hand.");
  }
  return true;
}

}  // namespace outlive::study
