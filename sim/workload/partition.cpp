#include "sim/workload/partition.hpp"

#include "sim/services/service.hpp"

namespace outlive::workload {
namespace {

/// For each user, whether anything that it starts draws on the DPU quota.
std::vector<bool> users_of_dpus(const Scenario& scenario) {
  std::vector<bool> uses(scenario.users.size(), false);
  if (!scenario.settings.ever_limited(Setting::glue_dpu_quota)) return uses;
  for (const Action& action : scenario.actions) {
    if (action.work == no_number) continue;
    if (services::service_of(scenario.works[action.work].service).capacity == services::Capacity::dpus)
      uses[action.user] = true;
  }
  return uses;
}

}  // namespace

std::vector<Process> partition(const Scenario& scenario) {
  const std::vector<bool> shares = users_of_dpus(scenario);
  std::vector<Process> processes;
  std::vector<Number> process_of(scenario.users.size());
  Number shared = no_number;
  for (Number user = 0; user < scenario.users.size(); ++user) {
    if (shares[user] && shared != no_number) {
      process_of[user] = shared;
    } else {
      process_of[user] = static_cast<Number>(processes.size());
      if (shares[user]) shared = process_of[user];
      processes.emplace_back();
    }
    processes[process_of[user]].users.push_back(user);
  }
  for (const Action& action : scenario.actions) processes[process_of[action.user]].actions.push_back(action);
  return processes;
}

}  // namespace outlive::workload
