// What administrators do to users, groups, assignments and grants, line by line: into the histories that say what holds
// for later starts, and as actions where it ends what runs.
#pragma once

#include <optional>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/access_names.hpp"
#include "sim/input/timeline_names.hpp"

namespace outlive::input {

class DirectoryLines {
 public:
  /// For a scenario whose sections have been read, settings included, and all that changes these. `certain`: all of
  /// the file could be read.
  DirectoryLines(Scenario& scenario, Diagnostics& problems, bool certain)
      : scenario_(scenario), problems_(problems), certain_(certain) {}

  /// False if the line is another one. Lines come in the order in which they happen.
  bool read(const TimelineLine& line);

  /// The number of what the line `reads:`, no_number if it reads nothing.
  Number reads_of(const TimelineLine& line);

 private:
  /// Made when the first line needs them: most scenarios have none, and some have very many users.
  const AccessNames& names();

  void set_standing(const TimelineLine& line, Standing standing);
  void change_membership(const TimelineLine& line, bool member);
  void change_assignment(const TimelineLine& line, bool assigned);
  void set_denied(const TimelineLine& line, bool denied);
  void grant(const TimelineLine& line);
  void revoke_grant(const TimelineLine& line);

  [[nodiscard]] Moment effective(const TimelineLine& line);
  void add(Moment when, Verb verb, Number user, Number object = no_number);

  Scenario& scenario_;
  Diagnostics& problems_;
  bool certain_;
  Moment last_passed_on_{Instant::min(), 0};
  std::optional<AccessNames> names_;
};

}  // namespace outlive::input
