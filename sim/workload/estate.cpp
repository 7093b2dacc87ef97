#include "sim/workload/estate.hpp"

#include "sim/engine/logical_process.hpp"
#include "sim/services/kinds.hpp"
#include "sim/workload/resources.hpp"

namespace outlive::workload {

Inputs inputs_of(const Scenario& scenario, bool record_lives) {
  return {.settings = &scenario.settings,
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
          .record_lives = record_lives};
}

Estate::Estate(const Inputs& inputs, Records& records)
    : inputs_(inputs),
      records_(records),
      machine_(services::all_kinds()),
      local_user_(inputs.users.size()),
      sign_ins_(records.sign_ins.size()),
      sessions_(records.sessions.size()),
      jobs_(records.jobs.size()),
      hosts_(records.hosts.size()) {
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
}

void Estate::play(std::span<const Number> users, std::span<const Action> actions) {
  users_ = users;
  actions_ = actions;
  next_action_ = 0;
  for (Number local = 0; local < users.size(); ++local) local_user_[users[local]] = local;
  live_users_.assign(users.size(), LiveUser{});
  machine_.reset(users, resource_count);
  attendance_.reset(users.size());
  deferred_.clear();
  meters_.clear();
  exchanges_.fill({});
  first_line_ = static_cast<Number>(records_.lines.size());

  engine::run_until(*this, machine_.events(), inputs_.horizon);
  close();
}

}  // namespace outlive::workload
