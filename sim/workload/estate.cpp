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
                .counts_glue_sessions = scenario.settings.ever_limited(Setting::glue_session_quota),
                .changes_of_quotas = changes_of_quotas(scenario.settings),
                .habits = {},
                .control = options.control};
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
  meters_.clear();
  std::fill(exchanges_.begin(), exchanges_.end(), Exchanges{});
  moment_ = {};
  first_line_ = static_cast<Number>(records_.lines.size());
  drop_crowd_rows();
  is_closing_ = false;
  crowd_.reset(members);

  run_to_horizon();
  is_closing_ = true;
  close();
  drop_crowd_rows();
}

/// In parts, so that those who wait hear of it and can stop it.
void Estate::run_to_horizon() {
  constexpr std::uint64_t parts = 256;
  horizon_ = inputs_.horizon;
  const bool is_large = users_.size() > 64 || actions_.size() > 10'000;
  if (inputs_.control == nullptr || !is_large) {
    engine::run_until(*this, machine_.events(), horizon_);
    return;
  }
  std::uint64_t events = records_.totals.events;
  for (std::uint64_t part = 1; part <= parts; ++part) {
    const auto share = static_cast<double>(part) / static_cast<double>(parts);
    const Instant until =
        part == parts ? inputs_.horizon
                      : Instant{Duration{static_cast<std::int64_t>(
                            share * static_cast<double>(inputs_.horizon.time_since_epoch().count()))}};
    engine::run_until(*this, machine_.events(), until);
    inputs_.control->events += records_.totals.events - events;
    events = records_.totals.events;
    if (inputs_.control->stop && part < parts) {
      horizon_ = until;
      return;
    }
    inputs_.control->done += users_.size() * parts_of_user / parts;
  }
}

}  // namespace outlive::workload
