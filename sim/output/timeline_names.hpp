// What the rows of a timeline are called, in the page of a report and by `explain`.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/scenario.hpp"
#include "sim/output/timeline_rows.hpp"

namespace outlive::output {

/// What rows are called, and what they are of. Those of users of populations are called `analysts 17 #3`: the third lifetime of
/// the 17th of them.
class TimelineNames {
 public:
  explicit TimelineNames(const Scenario& scenario);

  [[nodiscard]] std::string id(const TimelineRow& row) const;
  /// Of a population and the user's number in it, from 1 on.
  [[nodiscard]] std::string user(const TimelineRow& row) const;
  [[nodiscard]] std::string kind(const RowKey& key) const;
  [[nodiscard]] std::string_view service(const TimelineRow& row) const;

 private:
  /// A job that has the name of a session is called as `explain` calls it.
  [[nodiscard]] std::string id_of_job(Number job) const;

  const Scenario& scenario_;
  std::set<std::string_view> sessions_;
  std::vector<Number> first_users_;  // of each population
};

}  // namespace outlive::output
