// One logical process of people: users with everything that they start, on one state machine.
//
// People's actions come in order from outside and are carried out here; clocks run out inside the machine.
// After either, the journal is read once: records, usage, fingerprint and lives all come from that one place
// (ledger.cpp).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/cost/attendance.hpp"
#include "sim/engine/logical_process.hpp"
#include "sim/lifetime/machine.hpp"
#include "sim/services/enablement.hpp"
#include "sim/workload/crowd.hpp"
#include "sim/workload/inputs.hpp"
#include "sim/workload/lines_by_user.hpp"
#include "sim/workload/live.hpp"
#include "sim/workload/rows.hpp"
#include "sim/workload/usage_lines.hpp"

namespace outlive::workload {

/// The line of what populations do: at one instant it comes after the scenario's.
inline constexpr std::uint32_t after_all_lines = std::numeric_limits<std::uint32_t>::max();

/// Why nothing came of what somebody wanted of a session that goes on without them.
inline constexpr std::string_view out_of_reach = "nobody could reach the session any more [GLUE-4]";

/// How finely Control::done counts.
inline constexpr std::uint64_t parts_of_user = 256;

class Estate {
 public:
  /// `records` has a row for each session, job, sign-in and host that the actions number.
  Estate(const Inputs& inputs, Records& records);

  /// For processes that each number their rows from 0: forgets the rows of the process before, here and in
  /// the records. Totals and fingerprint go on.
  void renew_rows(const Rows& rows);

  /// Whether playing such a process tells Control of its work part by part; whoever plays another tells of it afterwards.
  [[nodiscard]] static bool is_told_in_parts(std::size_t users, std::size_t actions) {
    return users > 64 || actions > 10'000;
  }

  /// Plays one logical process from the beginning to the horizon.
  void play(std::span<const Number> users, std::span<const Action> actions,
            std::span<const Members> members = {});

  [[nodiscard]] const ResourceNumbers& numbers() const { return numbers_; }
  [[nodiscard]] const Intervals& intervals() const { return intervals_; }

  // For engine::run_until. At one instant the lines of the scenario come before what populations do.
  [[nodiscard]] Instant next_action_time() const {
    const Instant next = std::min(next_line_time(), crowd_.next_time());
    return machine_.waiting() == 0 ? next : std::min(next, next_change_of_quotas().at);
  }
  void act();
  void fire(std::uint32_t slot);

  // For the crowd: what its people do, and the rows that it does it with (recycling.cpp).
  [[nodiscard]] Instant now() const { return machine_.now(); }
  void advance_to(Instant now) { machine_.advance_to(now); }
  /// Fills in who acts, and that it is now.
  void perform(Number user, Action& action);
  [[nodiscard]] bool signed_in(Number user) { return open_sign_in(user) != no_number; }
  [[nodiscard]] bool session_alive(Number row) const { return machine_.alive(sessions_[row].ref); }
  /// Whether its user can still have it run something.
  [[nodiscard]] bool can_run(Number session) const;
  /// Whether nothing else ends where the user signs out: run_ahead.cpp.
  [[nodiscard]] bool signs_out_alone(Number user);
  /// Why it could not be started; Cause::none if it was.
  [[nodiscard]] Cause refusal_of_session(Number row) const;
  [[nodiscard]] bool was_rejected(Number job) const {  // and is not just under way
    return records_.jobs[job].outcome == Outcome::rejected && records_.jobs[job].cause != Cause::none;
  }
  Number take_sign_in_row();
  Number take_session_row(Number visit, Number tally, Instant wanted);
  Number take_job_row(Number visit, Number tally, Instant wanted);
  void let_go_of_session(Number row);
  void let_go_of_job(Number row);
  void forget_visit_of_job(Number row) { jobs_[row].visit = no_number; }
  void close_notebook_of(Number user, Number session);
  void look_ahead_to_user(Number user) const;  // look_ahead.cpp
  void look_ahead_to_session(Number row) const;
  void look_ahead_in_session(Number user, Number row) const;
  void look_ahead_in_sign_in(Number user) const;
  [[nodiscard]] ActivityResult& tally(Number activity) { return records_.activities[activity]; }
  [[nodiscard]] PeopleCounts& people_of(Number population) { return records_.people[population]; }

 private:
  /// What is left to do once the journal of an event has been read.
  struct FollowUp {
    enum class What : std::uint8_t { vend, leave, empty_pool, age_pool, close_notebook } what;
    lifetime::Index index;  // of the job, the sign-in, the pool, the notebook
    Number number;          // of the job
  };
  struct Exchanges {
    std::int64_t second = -1;
    std::int64_t count = 0;
    std::uint32_t resource = 0;
  };

  [[nodiscard]] Instant next_line_time() const {
    return next_action_ < actions_.size() ? actions_[next_action_].at : never;
  }
  [[nodiscard]] std::uint32_t local(Number user) const {
    if (users_are_in_a_row_) return user - users_.front();
    return static_cast<std::uint32_t>(std::lower_bound(users_.begin(), users_.end(), user) - users_.begin());
  }

  // Users one after the other, each as far as they get alone: run_ahead.cpp.
  [[nodiscard]] bool can_run_ahead() const;
  void line_up();
  void run_ahead(Instant until);
  void take_turn(std::uint32_t user, std::int64_t last);
  void stand_in_line();
  void turn_to(std::uint32_t user);
  struct Next {
    engine::EventKey key;
    enum class Of : std::uint8_t { clock, line, crowd } of;
  };
  [[nodiscard]] Next next_of_turn() const;
  void do_next(const Next& next);
  [[nodiscard]] bool is_own_affair(const Next& next) const;
  [[nodiscard]] bool opens_something(const lifetime::Lifetime& life) const;
  [[nodiscard]] bool quotas_change_before(engine::EventKey next) const;
  void look_ahead_to_turns() const;
  void look_ahead_to_lines() const;

  void look_ahead_to_clocks() const;
  void look_ahead_to_actions() const;
  void look_ahead_to_row_of_user(std::uint32_t user) const;
  void look_ahead_to_job(Number row) const;
  void look_ahead_to_rows_of(const lifetime::Lifetime& life) const;
  void look_ahead_behind_rows_of(const lifetime::Lifetime& life) const;
  void carry_out(const Action& action);
  void run_to_horizon();
  void run_to(Instant until);
  void drop_crowd_rows();

  // What people do: acting.cpp.
  void sign_in(const Action& action);
  void end_sign_in(const Action& action);
  void end_one_sign_in(Number sign_in, Cause cause, Rule rule);
  void save_stopping_work(std::uint32_t user, lifetime::Index sign_in);
  [[nodiscard]] bool lost_its_sign_in(lifetime::Index work) const;
  void stop_session(const Action& action);
  void stop_kernel(const Action& action);
  void close_notebook(const Action& action);
  void stop_job(const Action& action);
  void no_effect(const Action& action, std::string_view what);
  [[nodiscard]] Number open_sign_in(Number user);

  // What administrators do to people: administering.cpp.
  void revoke(const Action& action);
  void end_account(const Action& action);
  void leave_group(const Action& action);
  void remove_assignment(const Action& action);
  void lose_assignment(Number user, Application application, Duration older_bound);
  void withdraw_assignment(lifetime::Index work, Duration bound);
  void withdraw_from_apps(Number user, Duration bound);
  void see_removal_later(lifetime::Index work, std::optional<Application> application, Moment when);
  void deny_user(const Action& action);
  [[nodiscard]] std::vector<lifetime::Index> background_sessions_of(Number user) const;
  template <class Visit>
  void for_each_identified(Number user, Visit visit);
  struct Refusal {
    Cause cause = Cause::none;
    Rule rule = Rule::none;
  };
  [[nodiscard]] Refusal refusal_of_user(Number user, Moment when) const;
  [[nodiscard]] Refusal refusal_of_assignment(Number user, std::optional<Application> application,
                                              Moment when) const;
  [[nodiscard]] Instant unseen_removal(Number user, std::optional<Application> application,
                                       Moment when) const;

  // Apps, applications, clusters: hosting.cpp.
  [[nodiscard]] std::string_view refusal_of_app(const Action& action);
  void open_app(const Action& action);
  void restart_app(const Action& action);
  [[nodiscard]] std::optional<Application> application_of_app(const Action& action) const;
  [[nodiscard]] Number sign_in_for(const Action& action);
  [[nodiscard]] bool create_host(const Action& action);
  [[nodiscard]] bool may_change(const Action& action);
  void stop_app(const Action& action);
  void create_application(const Action& action);
  void update_application(const Action& action);
  void start_application(const Action& action);
  bool begin_application(Number host, Number user, Moment now);
  void stop_host(const Action& action, Cause cause);
  void launch_cluster(const Action& action);
  void note_host(const lifetime::Lifetime& life, const lifetime::State* from, const lifetime::State& to);
  void note_pool(const lifetime::Lifetime& life, lifetime::Index index, const lifetime::State& to);
  void close_pool_lines(LivePool& pool);
  void begin_sharing(Number host, Number job);
  void end_sharing(Number host, Number job, Bucket bucket);
  [[nodiscard]] BilledTime shared_time(const LiveHost& host, std::uint32_t user) const;
  void hand_over(LiveHost& host);
  void close_ended_hosts();
  void close_host_lines(LiveHost& host, HostResult& record);

  // Starting work: starting.cpp.
  void start_session(const Action& action, Number session, Duration background_left = from_settings);
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
    SignInSpan sign_in{};
    std::int64_t pre_initialised = 0;
    lifetime::Ref ref{};
  };
  struct Wanted {
    const Action* action;
    const Work* work;
    Number tag;
    Duration takes{};
    lifetime::Index notebook = lifetime::no_index;
    Duration background_left = from_settings;  // of the background session that this one takes over (B-30)
  };
  Started start(const Wanted& wanted);
  Refusal enter_host(Number host, Number user, Moment at, services::Circumstances& when);
  void give_background_session(lifetime::Birth& birth, const Wanted& wanted, Started& started);
  [[nodiscard]] lifetime::Index open_notebook(const Action& action, lifetime::Ref app);
  void reject_job(Number job, Cause cause, Rule rule);
  void reject_session(Number session, Cause cause, Rule rule);
  [[nodiscard]] bool reachable(const lifetime::Lifetime& session) const;

  // What a start is limited by and begins with: beginning.cpp.
  [[nodiscard]] lifetime::Birth birth_of(const Wanted& wanted, Started& started);
  void set_limits(lifetime::Birth& birth, const Wanted& wanted) const;
  [[nodiscard]] lifetime::CauseMask spared_losses(const Work& work) const;
  [[nodiscard]] lifetime::StopShare stop_share(Number user, std::uint32_t purpose, std::uint64_t draw) const;
  [[nodiscard]] lifetime::StopShare draw_stop_share(std::uint32_t user);
  [[nodiscard]] lifetime::StopShare share_of_user(Number user) const;
  [[nodiscard]] Duration background_duration(const Wanted& wanted) const;
  [[nodiscard]] bool counts_from_work(const services::Service& service) const;
  [[nodiscard]] Duration background_delay(const services::Service& service,
                                          const lifetime::ClockLimits& limits) const;
  [[nodiscard]] Duration tie_break(const services::Service& service, const lifetime::ClockLimits& limits,
                                   Duration until_expiry) const;
  void enter_warm_pool(lifetime::Birth& birth, const Wanted& wanted);
  [[nodiscard]] std::int64_t free_pre_initialised(const Work& work) const;

  // What it draws on, and who waits for that: capacity.cpp.
  [[nodiscard]] Number account_of(Number user) const { return inputs_.account_of(user); }
  [[nodiscard]] std::uint32_t number_of(ResourceKind kind, Number user, Number of = 0) const;
  [[nodiscard]] SettingValue limit_of(const Resource& resource, Moment when) const;
  [[nodiscard]] lifetime::Draws draws_of(const Work& work, Number user, std::int64_t pre_initialised) const;
  [[nodiscard]] const lifetime::Draw* lacking(const lifetime::Draws& draws, Moment when);
  [[nodiscard]] Refusal refusal_of_capacity(const Wanted& wanted, lifetime::Birth& birth);
  Refusal note_refusal(std::uint32_t resource);
  [[nodiscard]] bool throttled(const services::Service& service, Number user, Moment when);
  void end_second(const Exchanges& exchanges);
  void read_uses(std::size_t& read);
  void note_granted(lifetime::Index index);
  void settle_background_clock(lifetime::Index index);
  void hand_on_pre_initialised(Number host);
  [[nodiscard]] Moment next_change_of_quotas() const;
  void change_quotas(Moment when);

  // What jobs read: vending.cpp.
  void vend(Number job);
  [[nodiscard]] Moment entitlements_seen(Number job) const;

  // Reading the journal: ledger.cpp.
  void read_journal();
  void note_sign_outs(std::span<const lifetime::JournalEntry> unread);
  void read_entry(const lifetime::JournalEntry& entry);
  void follow_up();
  void leave(lifetime::Index sign_in);
  void note_sign_in(const lifetime::Lifetime& life, const lifetime::State& to);
  void note_session(const lifetime::Lifetime& life, const lifetime::State* from, const lifetime::State& to);
  void note_job(const lifetime::Lifetime& life, const lifetime::State* from, const lifetime::State& to);
  void note_renewal(const lifetime::Lifetime& life, const lifetime::State& to);
  void note_lost_identity(const lifetime::Lifetime& life);
  [[nodiscard]] Instant* identity_lost_of(const lifetime::Lifetime& life);
  void record_life(const lifetime::Lifetime& life, const lifetime::State& to);
  void note_life(const lifetime::Lifetime& life, const lifetime::State& to);
  void end_job(const lifetime::Lifetime& life, Outcome outcome, Cause cause, Rule rule);
  [[nodiscard]] bool left_its_sign_in(const lifetime::Lifetime& life) const;
  void judge_completed(const lifetime::Lifetime& life, JobResult& job) const;
  void note_needs(const lifetime::Lifetime& life, JobResult& job);
  [[nodiscard]] Instant granted_or_now(Instant granted) const;
  [[nodiscard]] Instant projected_end(const lifetime::Lifetime& life, const JobResult& job);
  void note_checkpoint(JobResult& job, const LiveJob& live) const;
  void count_session(Number row);
  void count_job(Number row);

  // Usage: billing.cpp.
  [[nodiscard]] static Bucket bucket_of(const JobResult& job);
  void bill_job(const lifetime::Lifetime& life, JobResult& job, const cost::Split& worked);
  void bill_query(const lifetime::Lifetime& life, JobResult& job, Bucket bucket, const cost::Split& worked);
  void bill_start_up(const SessionResult& session);
  /// Whether a job is one that its session runs; others may be held by a warm pool.
  [[nodiscard]] bool is_statement(const lifetime::Lifetime& life) const {
    return jobs_[life.tag].work == no_number && life.container != lifetime::no_index;
  }
  [[nodiscard]] Number shared_host_of(const lifetime::Lifetime& job) const;
  [[nodiscard]] Meters meters_of(const LiveSession& session) const;
  [[nodiscard]] bool billed_from_creation(const Work& work) const;

  // What happened when, if it is to be recorded: over_time.cpp.
  void record_running(Number work, std::int64_t change) {
    if (inputs_.record_over_time && work != no_number) count_running(work, change);
  }
  void count_running(Number work, std::int64_t change);
  void record_need(const JobResult& job);
  Cells<Money> settle_and_record_lines(Number session);
  void choose_sample();
  void note_sampled_life(const lifetime::Lifetime& life, const lifetime::State& to);

  // Rows of the crowd: recycling.cpp.
  void settle_session(Number row);
  void settle_job(Number row);
  void settle_ended();

  // At the horizon: closing.cpp.
  void close();
  void settle_deferred();
  void close_uses();
  void close_host(Number host);
  [[nodiscard]] Bucket fate_of(Number job) const;

  [[nodiscard]] static Moment now(const Action& action) { return {action.at, action.line}; }
  [[nodiscard]] bool otherwise(Assumption assumption) const {
    return inputs_.assumptions.otherwise(assumption);
  }
  /// Whether work of a service carries its user's identity but depends on none of their sessions (B-28).
  [[nodiscard]] bool is_unbound(const services::Service& service) const {
    return service.unbound_by && !otherwise(*service.unbound_by);
  }
  /// Whether a host runs and takes sessions.
  [[nodiscard]] bool is_open(const LiveHost& host) const {
    return machine_.alive(host.ref) && machine_.state_of(host.ref.index).open;
  }
  /// An application that asks for background sessions while Identity Center has them off (EMRS-1).
  [[nodiscard]] bool is_refused(const HostSetup& setup, Moment when) const {
    return setup.background_sessions && !inputs_.settings->flag(Setting::background_sessions_enabled, when);
  }

  const Inputs& inputs_;
  Records& records_;
  lifetime::Machine machine_;
  cost::Attendance attendance_;
  UsageLines lines_;

  std::span<const Number> users_;
  std::span<const Action> actions_;
  std::size_t next_action_ = 0;
  Moment
      moment_{};  // the line that was acted last; before all lines of the instant where only clocks ran out
  bool users_are_in_a_row_ = false;
  struct Turns {
    bool taken = false;       // else everybody's events are in one list
    bool runs_ahead = false;  // whose turn it is
    std::uint32_t user = 0;
    Number first_person = 0;  // users before that are the scenario's own
    engine::EventList line;   // each user's next event
    LinesByUser lines;
    engine::Repeats repeats;
  } turns_;
  std::vector<LiveUser> live_users_;
  std::vector<LiveSignIn> sign_ins_;
  std::vector<LiveSession> sessions_;
  std::vector<LiveJob> jobs_;
  std::vector<LiveHost> hosts_;
  std::vector<Deferred> deferred_;
  std::vector<Withdrawal> withdrawals_;  // kept only where a new sign-in saves work
  std::vector<Number> ended_sessions_;
  std::vector<Number> ended_hosts_;
  std::vector<FollowUp> follow_ups_;
  std::vector<Exchanges> exchanges_;  // by account and application
  ResourceNumbers numbers_;
  Intervals intervals_;  // that use is counted in
  Intervals reported_;   // of what is recorded over time
  std::vector<LivePool> pools_;

  Rows rows_;          // of the scenario; those behind them are the crowd's
  Instant horizon_{};  // an earlier one if the run was told to stop
  bool is_closing_ = false;

  Crowd crowd_;
  FreeRows free_sign_ins_;
  FreeRows free_sessions_;
  FreeRows free_jobs_;
  std::vector<Number> ended_jobs_;
};

}  // namespace outlive::workload
