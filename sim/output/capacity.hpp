// How reports tell of finite resources: what was used, refused and waited for.
#pragma once

#include <string>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/output/document.hpp"
#include "sim/output/json.hpp"

namespace outlive::output {

/// Those of which somebody was refused or had to wait, or of whose limit at least half was in use at once.
std::vector<const ResourceResult*> scarce_resources(const Results& results);

/// Without what every name of its kind begins with.
std::string short_name_of_resource(const std::string& name);

/// `1,000`, `none`, or `2 to 3` where it was changed.
std::string limit_text(const ResourceResult& resource);

/// `64`, or `64 to 71` where it is known from two sides only.
std::string peak_text(const ResourceResult& resource);

/// What came of the scarce ones, and their use over time. Empty if there are none.
Section capacity_section(const Scenario& scenario, const Results& results);

/// The most that was ever allowed, or the peak where that has no end.
SettingValue whole_of(const ResourceResult& resource);

/// Use in some intervals of a resource that follow each other: mean in thousandths of a unit, rounded down; most units;
/// refusals; the same of requests that wait.
struct UseStretch {
  std::int64_t mean = 0;
  std::int64_t most = 0;
  std::uint64_t refused = 0;
  std::int64_t mean_queue = 0;
  std::int64_t most_queue = 0;
};
UseStretch use_between(const Scenario& scenario, const ResourceResult& resource, std::size_t first,
                       std::size_t end);

/// The same of the whole study in at most `most` equal stretches, of so many whole intervals each. Nothing of a queue where
/// nobody ever waited.
struct UseOverTime {
  Duration stretch{};
  std::vector<std::int64_t> mean;
  std::vector<std::int64_t> most;
  std::vector<std::uint64_t> refused;
  std::vector<std::int64_t> mean_queue;
  std::vector<std::int64_t> most_queue;
};
UseOverTime use_in_stretches(const Scenario& scenario, const ResourceResult& resource, std::size_t most);

/// Every resource, its use over time in at most 1,000 equal stretches.
Json resources_json(const Scenario& scenario, const Results& results);

}  // namespace outlive::output
