// What a record of runs is made of, for those who make one run by run or read one back (outlive/run_record.hpp has the record
// itself).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/run_record.hpp"
#include "sim/study/quantities.hpp"
#include "sim/study/replications.hpp"

namespace outlive::study {

/// Makes a record one replication at a time, so that two scenarios can take turns.
class Recorder {
 public:
  /// The scenario must outlive it. `also` as of `record`.
  Recorder(const Scenario& scenario, const RunOptions& options, const std::vector<std::string>& also);

  /// Runs the next replication. False if it was stopped: then it does not count.
  bool next();
  /// Of the replications that went to their end; the recorder has none of them any more.
  [[nodiscard]] RunRecord take();

 private:
  /// A quantity that is observed besides what every record has.
  struct Asked {
    Quantity quantity;
    Observed observed;
  };

  const Scenario& scenario_;
  RunOptions options_;  // of the next replication
  RunRecord made_;
  Replications all_;
  std::vector<Asked> asked_;
};

/// What a study starts with besides the settings of everybody.
OwnSettings own_settings_of(const Scenario& scenario);

/// What people call a job; a row of a trace without a name goes by its line.
std::string name_of_job(const Scenario& scenario, Number job);

/// Whether a run draws random numbers: users of populations do, and stops that take a random time.
bool has_chance(bool has_populations, Option stop_latency);

/// What kind of number a quantity is (`cost.total`, `jobs.train.worked`); nothing if there is none of this name, or it is no
/// number.
std::optional<ResponseUnit> unit_of_quantity(const Scenario& scenario, std::string_view key);

/// Of a quantity that is a number: shares are called so.
ResponseUnit unit_of_number(std::string_view key);

}  // namespace outlive::study
