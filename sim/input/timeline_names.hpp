// The lines of a timeline and the names in it: what each line starts gets its number and its name before
// any line is read, since lines may stand in any order.
#pragma once

#include <string_view>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/accounts.hpp"
#include "sim/input/document.hpp"
#include "sim/input/names.hpp"

namespace outlive::input {

/// One line with its place in the order of what people do, and the number of what it starts.
struct TimelineLine {
  Node node;
  Moment at;
  std::string_view verb;
  Number subject = no_number;
};

/// The words that messages and names have for hosts.
namespace host_word {
inline constexpr std::string_view app = "app", application = "application", cluster = "cluster";
}

/// The time of an `at:`. What lies before the start is a problem; what lies after the horizon gets a warning.
Instant time_of(Node at, const Scenario& scenario, Diagnostics& problems);

struct TimelineNames {
  /// Knows the users, domains and accounts of the scenario.
  explicit TimelineNames(const Scenario& scenario);

  /// Numbers what the line starts, adds it to the scenario's tables, still without a user, and makes its
  /// name known.
  void declare(TimelineLine& line, Scenario& scenario, Diagnostics& problems);

  /// Whatever a line that cannot be read may have started is not to be missed.
  void expect_names_of(Node line);

  Names users{"user", "users are named under 'users:'"};
  Names domains{"SageMaker domain",
                "no user works in it, and 'settings: sagemaker: domains:' does not name it"};
  AccountNames accounts;
  Names sign_ins{"sign-in"};
  Names sessions{"session"};
  Names jobs{"job"};
  Names hosts{"app"};  // apps, applications and clusters: no two have one name
  Names projects{"project", "projects are named under 'projects:'"};

 private:
  void declare_host(TimelineLine& line, HostType type, std::string_view word, Scenario& scenario,
                    Diagnostics& problems);
  void declare_work(Names& own, Node name, const TimelineLine& line, Diagnostics& problems);
};

}  // namespace outlive::input
