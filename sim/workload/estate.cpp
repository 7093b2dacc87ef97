#include "sim/workload/estate.hpp"

#include <algorithm>

#include "sim/engine/logical_process.hpp"
#include "sim/services/kinds.hpp"

namespace outlive::workload {

Inputs inputs_of(const Scenario& scenario, bool record_lives) {
  const SettingsHistory& settings = scenario.settings;
  return {.settings = &settings,
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
          .horizon = scenario.horizon,
          .record_lives = record_lives,
          .accounts = {},
          .account_count = std::max<std::size_t>(scenario.accounts.size(), 1),
          .counts_glue_sessions = settings.ever_limited(Setting::glue_session_quota),
          .changes_of_quotas = changes_of_quotas(settings)};
}

Estate::Estate(const Inputs& inputs, Records& records)
    : inputs_(inputs),
      records_(records),
      machine_(services::all_kinds()),
      local_user_(inputs.users.size()),
      sign_ins_(records.sign_ins.size()),
      sessions_(records.sessions.size()),
      jobs_(records.jobs.size()),
      hosts_(records.hosts.size()),
      exchanges_(inputs.account_count * application_count),
      numbers_(inputs.account_count, inputs.prices->skus.size(), records.hosts.size()),
      intervals_(inputs.horizon) {
  records_.resources.resize(numbers_.size());
  records_.totals.usage.resize(inputs.prices->skus.size());
  records_.totals.cost.resize(inputs.prices->skus.size());
}

void Estate::renew_rows(const Rows& rows) {
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

void Estate::play(std::span<const Number> users, std::span<const Action> actions) {
  users_ = users;
  actions_ = actions;
  next_action_ = 0;
  for (Number local = 0; local < users.size(); ++local) local_user_[users[local]] = local;
  live_users_.assign(users.size(), LiveUser{});
  machine_.reset(users, numbers_.size());
  attendance_.reset(users.size());
  deferred_.clear();
  meters_.clear();
  std::fill(exchanges_.begin(), exchanges_.end(), Exchanges{});
  moment_ = {};
  first_line_ = static_cast<Number>(records_.lines.size());

  engine::run_until(*this, machine_.events(), inputs_.horizon);
  close();
}

}  // namespace outlive::workload
