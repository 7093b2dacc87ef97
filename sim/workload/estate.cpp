#include "sim/workload/estate.hpp"

#include <algorithm>

#include "sim/engine/logical_process.hpp"
#include "sim/services/kinds.hpp"

namespace outlive::workload {

Inputs inputs_of(const Scenario& scenario, const RunOptions& options) {
  Inputs inputs{.settings = &scenario.settings,
                .directory = &scenario.directory,
                .access = &scenario.access,
                .prices = &scenario.prices,
                .assumptions = scenario.assumptions,
                .users = scenario.users,
                .works = scenario.works,
                .hosts = scenario.hosts,
                .setups = scenario.setups,
                .reads = scenario.reads,
                .groups = scenario.groups.size(),
                .seed = scenario.seed,
                .replication = options.replication,
                .horizon = scenario.horizon,
                .record_lives = options.record_lives,
                .record_over_time = options.record_over_time,
                .shuffle = options.shuffle,
                .account_count = std::max<std::size_t>(scenario.accounts.size(), 1),
                .counts_glue_sessions = {},
                .changes_of_quotas = changes_of_quotas(scenario),
                .habits = {},
                .control = options.control};
  for (Number account = 0; account < inputs.account_count; ++account)
    inputs.counts_glue_sessions.push_back(ever_limited(scenario, {ResourceKind::glue_sessions, account}));
  auto user = static_cast<Number>(scenario.users.size());
  Number tally = 0;
  for (Number i = 0; i < scenario.populations.size(); ++i) {
    const Population& population = scenario.populations[i];
    inputs.habits.emplace_back(scenario, i, user, tally, options.replication);
    user += population.most_users;
    tally += static_cast<Number>(population.activities.size());
  }
  return inputs;
}

const Habits* Inputs::habits_of(Number user) const {
  if (user < users.size()) return nullptr;
  const Habits* found = nullptr;
  for (const Habits& each : habits) {
    if (each.first_user() <= user) found = &each;
  }
  return found;
}

void Records::make_room(const Inputs& inputs) {
  totals.usage.resize(inputs.prices->skus.size());
  totals.cost.resize(inputs.prices->skus.size());
  people.resize(inputs.habits.size());
  std::size_t count = 0;
  for (const Habits& habits : inputs.habits) count += habits.activities().size();
  activities.resize(count);
}

void Records::add_sums(const Records& other) {
  totals += other.totals;
  fingerprint += other.fingerprint;
  for (std::size_t i = 0; i < people.size(); ++i) {
    people[i].users += other.people[i].users;
    people[i].leavers += other.people[i].leavers;
    people[i].sign_ins += other.people[i].sign_ins;
  }
  for (std::size_t i = 0; i < activities.size(); ++i) activities[i] += other.activities[i];
  if (resources.size() < other.resources.size()) resources.resize(other.resources.size());
  for (std::size_t i = 0; i < other.resources.size(); ++i) resources[i] += other.resources[i];
  recording += other.recording;
}

Estate::Estate(const Inputs& inputs, Records& records)
    : inputs_(inputs),
      records_(records),
      machine_(services::all_kinds()),
      lines_(inputs, records, attendance_),
      sign_ins_(records.sign_ins.size()),
      sessions_(records.sessions.size()),
      jobs_(records.jobs.size()),
      hosts_(records.hosts.size()),
      exchanges_(inputs.account_count * application_count),
      numbers_(inputs.account_count, inputs.prices->skus.size(), records.hosts.size()),
      intervals_(Intervals(inputs.horizon).in_parts()),
      reported_(reported_intervals(inputs.horizon)),
      rows_{sign_ins_.size(), sessions_.size(), jobs_.size(), hosts_.size()},
      crowd_(inputs.habits, *this) {
  records_.make_room(inputs);
  records_.resources.resize(numbers_.size());
}

void Estate::renew_rows(const Rows& rows) {
  rows_ = rows;
  records_.sign_ins.assign(rows.sign_ins, SignInResult{});
  records_.sessions.assign(rows.sessions, SessionResult{});
  records_.jobs.assign(rows.jobs, JobResult{});
  records_.hosts.assign(rows.hosts, HostResult{});
  records_.lines.clear();
  records_.line_costs.clear();
  sign_ins_.assign(rows.sign_ins, LiveSignIn{});
  sessions_.assign(rows.sessions, LiveSession{});
  jobs_.assign(rows.jobs, LiveJob{});
  hosts_.assign(rows.hosts, LiveHost{});
  numbers_ = {inputs_.account_count, inputs_.prices->skus.size(), rows.hosts};
  if (records_.resources.size() < numbers_.size()) records_.resources.resize(numbers_.size());
}

void Estate::play(std::span<const Number> users, std::span<const Action> actions,
                  std::span<const Members> members) {
  users_ = users;
  users_are_in_a_row_ = !users.empty() && users.back() - users.front() + 1 == users.size();
  actions_ = actions;
  next_action_ = 0;
  live_users_.assign(users.size(), LiveUser{});
  if (inputs_.record_over_time) choose_sample();
  machine_.reset(users, numbers_.size());
  attendance_.reset(users.size());
  deferred_.clear();
  withdrawals_.clear();
  std::fill(exchanges_.begin(), exchanges_.end(), Exchanges{});
  moment_ = {};
  lines_.reset();
  drop_crowd_rows();
  is_closing_ = false;
  turns_.taken = can_run_ahead();
  crowd_.reset(members, turns_.taken);
  if (turns_.taken) line_up();

  run_to_horizon();
  is_closing_ = true;
  close();
  drop_crowd_rows();
}

void Estate::run_to(Instant until) {
  if (turns_.taken) {
    run_ahead(until);
  } else {
    engine::run_until(*this, machine_.events(), until);
  }
}

/// In parts of about so many events, so that those who wait hear of it and can stop it.
void Estate::run_to_horizon() {
  constexpr double events_of_part = 500'000;
  horizon_ = inputs_.horizon;
  if (inputs_.control == nullptr || !is_told_in_parts(users_.size(), actions_.size()))
    return run_to(horizon_);
  const auto whole = static_cast<double>(horizon_.time_since_epoch().count());
  const double all_parts = static_cast<double>(users_.size()) * parts_of_user;
  std::uint64_t told = 0;
  double share = 0;
  for (double part = 1.0 / 256; share < 1;) {
    share = std::min(share + part, 1.0);
    const Instant until =
        share < 1 ? Instant{Duration{static_cast<std::int64_t>(share * whole)}} : inputs_.horizon;
    const std::uint64_t before = records_.totals.events;
    run_to(until);
    const std::uint64_t events = records_.totals.events - before;
    inputs_.control->events += events;
    if (inputs_.control->stop && share < 1) {
      horizon_ = until;
      return;
    }
    const auto done = static_cast<std::uint64_t>(share * all_parts);
    inputs_.control->done += done - told;
    told = done;
    part *= std::clamp(events_of_part / static_cast<double>(events + 1), 0.5, 2.0);
    part = std::min(part, 1.0 / 16);
  }
}

}  // namespace outlive::workload
