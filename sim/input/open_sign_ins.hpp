// Which of a user's sign-ins are open at a line of the timeline. That depends on nothing but the timeline
// itself and the settings, so a line that does not say which of several it means is an error of the file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"
#include "sim/input/names.hpp"

namespace outlive::input {

class OpenSignIns {
 public:
  /// `certain`: all lines and settings could be read; otherwise nobody can say how many are open.
  OpenSignIns(const Scenario& scenario, bool certain)
      : scenario_(scenario), open_(scenario.users.size()), certain_(certain) {}

  /// Lines come in the order in which they happen.
  void begin(Number user, Number sign_in, Moment now);
  void end(Number user, Number sign_in);
  void end_all(Number user);

  /// The sign-in that `line` means with `from`, or no_number for the one that is open, if any. Nothing if
  /// the line is wrong, which is then reported.
  std::optional<Number> meant(Node line, Number user, const Names& names, Moment now, Diagnostics& problems);

  /// The one that is open now, or no_number.
  [[nodiscard]] Number only(Number user) const;

 private:
  struct Open {
    Number sign_in;
    Moment since;
    Instant expires;
  };
  void forget_ended(Number user, Moment now);

  const Scenario& scenario_;
  std::vector<std::vector<Open>> open_;  // by user
  bool certain_;
};

}  // namespace outlive::input
