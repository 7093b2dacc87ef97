// One logical process of people: users with everything that they start, on one state machine.
//
// People's actions come in order from outside and are carried out here; clocks run out inside the machine.
// After either, the journal is read once: records, usage, fingerprint and lives all come from that one place
// (ledger.cpp).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/cost/attendance.hpp"
#include "sim/engine/fingerprint.hpp"
#include "sim/lifetime/machine.hpp"
#include "sim/services/enablement.hpp"

namespace outlive::workload {

/// What is known beforehand and shared by all logical processes: settings as history, prices, and the tables
/// that actions refer to.
struct Inputs {
  const SettingsHistory* settings = nullptr;
  const PriceBook* prices = nullptr;
  std::span<const User> users;
  std::span<const Work> works;
  Instant horizon{};
  bool record_lives = false;
};

/// What the logical processes write: each touches only the rows of its own users, and adds to the sums.
struct Records {
  std::vector<SessionResult> sessions;
  std::vector<JobResult> jobs;
  std::vector<SignInResult> sign_ins;
  std::vector<UsageLine> lines;
  std::vector<Cells<Money>> line_costs;  // one for each of `lines`
  std::vector<Ineffective> ineffective;
  std::vector<LifeEvent> lives;
  Totals totals;
  engine::Fingerprint fingerprint;
};

/// The users of a logical process and what they do, in the order of (at, line).
struct Process {
  std::vector<Number> users;  // ascending
  std::vector<Action> actions;
};

/// How many of each the actions of a process number.
struct Rows {
  std::size_t sign_ins = 0;
  std::size_t sessions = 0;
  std::size_t jobs = 0;
  std::size_t apps = 0;
};

class Estate {
 public:
  /// `records` has a row for each session, job and sign-in that the actions number; `apps` counts the apps.
  Estate(const Inputs& inputs, Records& records, std::size_t apps);

  /// For processes that each number their rows from 0: forgets the rows of the process before, here and in
  /// the records. Totals and fingerprint go on.
  void renew_rows(const Rows& rows);

  /// Plays one logical process from the beginning to the horizon.
  void play(std::span<const Number> users, std::span<const Action> actions);

  // For engine::run_until.
  [[nodiscard]] Instant next_action_time() const {
    return next_action_ < actions_.size() ? actions_[next_action_].at : never;
  }
  void act();
  void fire(std::uint32_t slot);

 private:
  struct LiveUser {
    Number latest_sign_in = no_number;
    lifetime::Ref shared_background{};  // traces: the one that all jobs of the user share
  };
  struct LiveSignIn {
    lifetime::Ref ref{};
    Moment since{};
    Duration lasts{};
    Number before = no_number;  // the user's sign-in before this one
  };
  struct LiveSession {
    lifetime::Ref ref{};
    lifetime::Ref notebook{};
    Number work = no_number;
    Number sign_in = no_number;  // that it was started from
    Instant projected = never;   // when the statements that it took with it would have been done
  };
  struct LiveJob {
    lifetime::Ref ref{};
    Number work = no_number;  // no_number for a statement
    Number app = no_number;   // that it was started from
    Number sign_in = no_number;
    bool fails = false;        // its own error is to end it
    Duration attended_then{};  // reading of attendance when its work began
    Instant told_to_stop = never;
  };
  struct LiveApp {
    lifetime::Ref ref{};
    Moment since{};
  };
  /// What a usage line needs while its meter runs.
  struct Meter {
    std::uint32_t user;
    Duration attended_then{};  // reading of attendance when it started
    bool present_at_end = false;
  };
  /// Usage whose bucket is known only when the fate of the job that took it over is known.
  struct Deferred {
    Number job;
    LineSpan lines;
    cost::Split kept;
  };

  // What people do: acting.cpp.
  void sign_in(const Action& action);
  void end_sign_in(const Action& action);
  void revoke(const Action& action);
  void stop_session(const Action& action);
  void close_notebook(const Action& action);
  void stop_job(const Action& action);
  void open_app(const Action& action);
  void stop_app(const Action& action);
  void no_effect(const Action& action, std::string what);

  // Starting work: starting.cpp.
  void start_session(const Action& action, Number session);
  void restart_kernel(const Action& action);
  void run_statement(const Action& action);
  void start_job(const Action& action, Number work, Duration takes);
  void restart_job(const Action& action);
  struct Started {
    bool refused = false;
    Cause cause = Cause::none;
    Rule rule = Rule::none;
    Identity identity = Identity::none;
    Duration background_duration{};
    Instant background_since = never;
    Number sign_in = no_number;
    lifetime::Ref ref{};
  };
  struct Wanted {
    const Action* action;
    const Work* work;
    Number tag;
    Duration takes{};
    lifetime::Index notebook = lifetime::no_index;
  };
  Started start(const Wanted& wanted);
  void give_background_session(lifetime::Birth& birth, const Wanted& wanted, Started& started);
  [[nodiscard]] lifetime::Birth birth_of(const Wanted& wanted) const;
  void reject_job(Number job, Cause cause, Rule rule);
  void reject_session(Number session, Cause cause, Rule rule);
  [[nodiscard]] Number open_sign_in(Number user);
  [[nodiscard]] bool reachable(const lifetime::Lifetime& session) const;

  // Reading the journal: ledger.cpp.
  void read_journal();
  void note_sign_in(const lifetime::Lifetime& life, const lifetime::State& to);
  void note_session(const lifetime::Lifetime& life, const lifetime::State* from, const lifetime::State& to);
  void note_job(const lifetime::Lifetime& life, const lifetime::State* from, const lifetime::State& to);
  void note_life(const lifetime::Lifetime& life, const lifetime::State& to);
  void end_job(const lifetime::Lifetime& life, Outcome outcome, Cause cause, Rule rule);
  void judge_completed(const lifetime::Lifetime& life, JobResult& job) const;
  void bill_job(const lifetime::Lifetime& life, const JobResult& job, const cost::Split& worked);
  void note_needs(const lifetime::Lifetime& life, JobResult& job);
  [[nodiscard]] Instant projected_end(const lifetime::Lifetime& life, const JobResult& job);
  void note_checkpoint(JobResult& job, const LiveJob& live) const;
  LineSpan open_lines(std::uint32_t user, const Meters& meters);
  void close_lines(const LineSpan& span, bool idle_between);
  void bill(const LineSpan& lines, Bucket bucket, const cost::Split& time);
  void count_session(const SessionResult& session);
  void count_job(const JobResult& job);

  // At the horizon: closing.cpp.
  void close();
  void settle_deferred();
  void price_lines();
  [[nodiscard]] Bucket fate_of(Number job) const;

  [[nodiscard]] Moment now(const Action& action) const { return {action.at, action.line}; }

  const Inputs& inputs_;
  Records& records_;
  lifetime::Machine machine_;
  cost::Attendance attendance_;

  std::span<const Number> users_;
  std::span<const Action> actions_;
  std::size_t next_action_ = 0;
  std::vector<Number> local_user_;  // by number in the scenario
  std::vector<LiveUser> live_users_;
  std::vector<LiveSignIn> sign_ins_;
  std::vector<LiveSession> sessions_;
  std::vector<LiveJob> jobs_;
  std::vector<LiveApp> apps_;
  std::vector<Deferred> deferred_;
  std::vector<Number> ended_sessions_;
  std::vector<Meter> meters_;  // of records_.lines from first_line_ on
  Number first_line_ = 0;
};

}  // namespace outlive::workload
