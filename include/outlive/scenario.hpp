// A scenario after the loader has found nothing wrong with it: numbers instead of names, everything resolved.
//
// Users, sign-ins, sessions, jobs and hosts are numbered in the order of the file; tables turn numbers back into names.
// What people do is one list of actions in the order in which they happen. Traces become jobs and actions too.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "outlive/access.hpp"
#include "outlive/assumptions.hpp"
#include "outlive/diagnostic.hpp"
#include "outlive/directory.hpp"
#include "outlive/population.hpp"
#include "outlive/prices.hpp"
#include "outlive/settings.hpp"
#include "outlive/time.hpp"
#include "outlive/vocabulary.hpp"
#include "outlive/work.hpp"

namespace outlive {

enum class Verb : std::uint8_t {
  sign_in,          // subject: sign-in
  sign_out,         // from: sign-in
  end_interactive,  // by an administrator; from: sign-in, or no_number for all of the user's
  revoke,  // the background session of `subject` among sessions, or `object` among jobs; neither: all of the user's
  start_session,   // subject: session, work
  run,             // subject: job, object: session
  stop_session,    // subject: session
  stop_kernel,     // subject: session, by whoever can reach it
  restart_kernel,  // object: session, subject: the session that follows, or no_number
  close_notebook,  // subject: session whose notebook it is
  start_job,       // subject: job, work; object: app or no_number
  stop_job,        // subject: job
  restart_job,     // subject: the new job, object: the one that ended; work
  // Hosts: the subject is the host; what it is set up with is `work` among Scenario::setups.
  open_app,
  restart_app,
  stop_app,
  create_application,
  update_application,
  start_application,
  stop_application,
  launch_cluster,
  terminate_cluster,
  // Administrators; DirectoryHistory says the same for what starts later.
  disable_user,
  delete_user,
  leave_group,        // object: group
  remove_assignment,  // object: application; of this user, alone or with a group that has lost it
  deny_user,
};

/// One thing that a user or an administrator does. Administrators' settings are in SettingsHistory instead.
struct Action {
  Instant at{};
  Duration takes{};  // work to do, for run and start_job
  std::uint32_t line =
      0;  // of the scenario file: decides at one instant; rows of traces come after all lines
  Number user = 0;
  Number subject = no_number;
  Number object = no_number;
  Number from = no_number;  // the sign-in that is meant, no_number: the one that is open
  Number work = no_number;
  Number reads = no_number;  // of a statement: among Scenario::reads
  Verb verb = Verb::sign_in;
  bool saves_results = false;
  bool fails = false;          // its own error ends it
  bool own_background = true;  // traces: false lets all jobs of a user share one background session
};

struct User {
  std::string name;
  std::vector<std::string> groups;
  Domain domain = general_domain;
  Number account = 0;  // whose quotas they use: among Scenario::accounts
};

struct SignInSpec {
  std::string name;
  Number user = 0;
};

struct SessionSpec {
  std::string name;
  Number user = 0;
  Number work = no_number;
  Place place;  // where it is started
};

struct JobSpec {
  std::string name;
  Number user = 0;
  Number work = no_number;     // no_number for a statement
  Number session = no_number;  // of a statement
  Number trace = no_number;    // of a row of a trace
  std::uint32_t line = 0;      // in the scenario, or in the trace
};

struct HostSpec {
  std::string name;
  Number user = 0;  // its owner
  HostType type = HostType::studio_app;
  std::uint32_t line = 0;
};

/// Which moment starts the background session of a traced job.
enum class Anchor : std::uint8_t { start, submission, user };

struct TraceSpec {
  std::string path;
  Anchor anchor = Anchor::start;
  std::size_t rows = 0;             // accepted
  std::vector<Diagnostic> refused;  // rows that could not be used, if the scenario lets them pass
};

/// A value that an expectation names, as written: a word, a duration or instant, money, a share or a count.
struct Expected {
  enum class Type : std::uint8_t { text, flag, duration, instant, money, number };
  Type type = Type::text;
  std::string text;  // as written, for messages
  bool flag = false;
  std::int64_t ticks = 0;  // duration or instant in milliseconds
  Money money;
  Int128 number = 0;  // scaled by 10^9
  int decimals = 0;   // written, for money and numbers: `equals` rounds results half-even to as many
};

/// What the values of an expectation are: as they stand, or about the same quantity in saved results (a baseline).
enum class Relation : std::uint8_t {
  absolute,
  share_of,     // 105% of what it was
  change_from,  // so much more or less than it was, or such a share of it
};

enum class Comparison : std::uint8_t { equals, at_least, at_most, between };

/// One line of `expect:`: a quantity of the results and what it must be.
struct Expectation {
  std::string key;  // "jobs.backfill.outcome", "cost.idle.share"
  Comparison comparison = Comparison::equals;
  Expected low;   // the value itself, or the lower end
  Expected high;  // the upper end of `between`
  Place place;
  double confidence = 0.95;  // of the interval by which a mean over replications is judged
  Relation relation = Relation::absolute;
  bool relative = false;        // of a change: the values are shares of what it was
  Number baseline = no_number;  // among Scenario::baselines, of all that are not absolute
};

struct RunRecord;

/// Saved results that expectations are held against.
struct Baseline {
  std::string path;
  Place place;                              // where it is first named
  std::shared_ptr<const RunRecord> record;  // read by `read_baselines` (outlive/load.hpp), not before
};

/// `KEY=VALUE`, a setting that replaces the one in the file for the start of the study, a key of a population, or `prices`;
/// or `KEY=OPTION`, an assumption.
struct Override {
  std::string key;
  std::string value;
};

/// An account in a region: who works in it shares its quotas. Either may have no name.
struct Account {
  std::string name;
  std::string region;

  /// What results call it; no two of a scenario have one label.
  [[nodiscard]] std::string label() const {
    return name + (name.empty() || region.empty() ? "" : ".") + region;
  }
  friend bool operator==(const Account&, const Account&) = default;
};

struct Scenario {
  std::string path;
  std::string title;
  std::int64_t start_unix_ms = 0;
  Instant horizon{};
  std::uint64_t seed = 1;

  std::vector<std::string> domains;  // names of SageMaker domains; [0] is the general one, without a name
  SettingsHistory settings;
  Assumptions assumptions;
  DirectoryHistory directory;
  AccessCatalog access;
  PriceBook prices;

  std::vector<User> users;
  std::vector<SignInSpec> sign_ins;
  std::vector<SessionSpec> sessions;
  std::vector<JobSpec> jobs;
  std::vector<HostSpec> hosts;
  std::vector<HostSetup> setups;
  std::vector<std::string> groups;
  std::vector<Work> works;
  std::vector<Reads> reads;
  std::vector<TraceSpec> traces;
  std::vector<Action> actions;  // in the order of (at, line)

  std::vector<Account> accounts;  // [0] is the one of whoever names none, without a name
  std::vector<Calendar> calendars;
  std::vector<Population> populations;

  std::vector<Expectation> expectations;
  std::vector<Baseline> baselines;
};

}  // namespace outlive
