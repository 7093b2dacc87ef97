#include "sim/study/data_seen.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace outlive::study {

// A statement's own line says what it reads, not that of its session.
DataSeen::DataSeen(const Scenario& scenario, const Results& results)
    : scenario_(scenario), results_(results) {
  reads_.reserve(scenario.jobs.size());
  for (const JobSpec& spec : scenario.jobs) {
    reads_.push_back(spec.work == no_number ? no_number : scenario.works[spec.work].reads);
  }
  for (const Action& action : scenario.actions) {
    if (action.verb == Verb::run) reads_[action.subject] = action.reads;
  }
  by_job_.resize(results.vendings.size());
  std::iota(by_job_.begin(), by_job_.end(), Number{0});
  std::stable_sort(by_job_.begin(), by_job_.end(),
                   [&](Number a, Number b) { return results.vendings[a].job < results.vendings[b].job; });
}

std::vector<Number> DataSeen::vendings_of(Number job) const {
  const auto first = std::partition_point(
      by_job_.begin(), by_job_.end(), [&](Number vending) { return results_.vendings[vending].job < job; });
  const auto last = std::partition_point(
      first, by_job_.end(), [&](Number vending) { return results_.vendings[vending].job == job; });
  return {first, last};
}

const Reads* DataSeen::reads_of(Number job) const {
  return reads_[job] == no_number ? nullptr : &scenario_.reads[reads_[job]];
}

std::optional<std::vector<std::string>> DataSeen::columns(Number job) const {
  std::map<Number, const Vending*> last;  // by table
  const Reads* reads = reads_of(job);
  bool reads_tables = reads != nullptr && !reads->tables.empty();
  for (const Number number : vendings_of(job)) {
    const Vending& vending = results_.vendings[number];
    if (vending.table == no_number) continue;
    reads_tables = true;
    if (vending.allowed()) last[vending.table] = &vending;
  }
  if (!reads_tables) return std::nullopt;
  std::vector<std::string> columns;
  for (const auto& [number, vending] : last) {
    const Table& table = scenario_.access.tables[number];
    for (const Number column : vending->columns) {
      columns.push_back(table.name + "." + table.columns.at(column).name);
    }
  }
  return columns;
}

std::string DataSeen::location(const Vending& vending) const {
  const Reads* reads = reads_of(vending.job);
  if (vending.location == no_number || reads == nullptr) return {};
  return vending.location < reads->locations.size() ? reads->locations[vending.location] : std::string{};
}

}  // namespace outlive::study
