#include "sim/workload/partition.hpp"

#include <algorithm>
#include <numeric>

#include "sim/services/service.hpp"

namespace outlive::workload {
namespace {

/// Users joined by what they share, as a forest of sets.
class Coupling {
 public:
  explicit Coupling(std::size_t users) : parent_(users) { std::iota(parent_.begin(), parent_.end(), 0); }

  Number representative(Number user) {
    while (parent_[user] != user) user = parent_[user] = parent_[parent_[user]];
    return user;
  }
  /// The set's first user represents it.
  void join(Number a, Number b) {
    a = representative(a);
    b = representative(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }
  /// Joins with whoever came before through the same `first`.
  void join_through(Number& first, Number user) {
    if (first == no_number) first = user;
    join(first, user);
  }

 private:
  std::vector<Number> parent_;
};

bool starts_work(const Action& action) {
  return action.verb == Verb::start_session || action.verb == Verb::start_job ||
         action.verb == Verb::restart_kernel || action.verb == Verb::restart_job;
}

bool acts_on_host(Verb verb) { return verb >= Verb::open_app && verb <= Verb::terminate_cluster; }

/// The instances of a type couple all who want some, once they are ever limited.
void join_by_instance_quota(const Scenario& scenario, Coupling& coupling) {
  if (scenario.settings.instance_quotas().empty()) return;
  std::vector<Number> first(scenario.prices.skus.size(), no_number);
  std::vector<bool> limited(scenario.prices.skus.size(), false);
  for (const SettingsHistory::InstanceQuota& quota : scenario.settings.instance_quotas()) {
    limited[quota.sku] = std::any_of(quota.changes.begin(), quota.changes.end(),
                                     [](const auto& change) { return change.value != setting_none; });
  }
  for (const Action& action : scenario.actions) {
    if (!starts_work(action) || action.work == no_number) continue;
    const Work& work = scenario.works[action.work];
    if (services::service_of(work.service).capacity != services::Capacity::instances) continue;
    const SkuNumber sku = work.meters[0].sku;
    if (sku != no_sku && limited[sku]) coupling.join_through(first[sku], action.user);
  }
}

/// Quotas couple all who draw on them, once they are ever set.
void join_by_quota(const Scenario& scenario, Coupling& coupling) {
  const SettingsHistory& settings = scenario.settings;
  const bool glue =
      settings.ever_limited(Setting::glue_dpu_quota) || settings.ever_limited(Setting::glue_session_quota);
  const bool serverless = settings.ever_limited(Setting::emr_serverless_vcpu_quota);
  Number of_glue = no_number;
  Number of_serverless = no_number;
  for (const Action& action : scenario.actions) {
    if (!starts_work(action) || action.work == no_number) continue;
    const services::Capacity capacity = services::service_of(scenario.works[action.work].service).capacity;
    if (glue && capacity == services::Capacity::dpus) coupling.join_through(of_glue, action.user);
    if (serverless && capacity == services::Capacity::application) {
      coupling.join_through(of_serverless, action.user);
    }
  }
}

/// Whoever owns, starts, stops or works in an application or a cluster.
void join_by_host(const Scenario& scenario, Coupling& coupling) {
  for (const Action& action : scenario.actions) {
    if (acts_on_host(action.verb)) coupling.join(action.user, scenario.hosts[action.subject].user);
    if (!starts_work(action) || action.work == no_number) continue;
    const Number host = scenario.works[action.work].host;
    if (host != no_number) coupling.join(action.user, scenario.hosts[host].user);
  }
}

/// The least number of token exchanges in a second that was ever refused, if one was.
SettingValue least_exchange_rate(const SettingsHistory& settings) {
  SettingValue least = setting_none;
  for (const auto& change : settings.changes(Setting::token_exchange_rate))
    least = std::min(least, change.value);
  return least;
}

/// A rate that cannot be reached couples nobody: all starts of an application in one second are counted (IDC-17).
void join_by_exchange_rate(const Scenario& scenario, Coupling& coupling) {
  const SettingValue rate = least_exchange_rate(scenario.settings);
  if (rate == setting_none) return;
  struct Window {
    std::int64_t second = -1;
    SettingValue starts = 0;
    bool reached = false;
  };
  std::array<Window, application_count> windows{};
  const auto application_of = [&](const Action& action) -> std::optional<Application> {
    if (!starts_work(action) || action.work == no_number) return std::nullopt;
    const services::Service& service = services::service_of(scenario.works[action.work].service);
    if (service.background == services::BackgroundSwitch::never) return std::nullopt;
    return service.application;
  };
  for (const Action& action : scenario.actions) {  // in the order of time
    const auto application = application_of(action);
    if (!application) continue;
    Window& window = windows[static_cast<std::size_t>(*application)];
    const std::int64_t second = action.at.time_since_epoch().count() / 1000;
    if (second != window.second) window = {second, 0, window.reached};
    window.reached = window.reached || ++window.starts > rate;
  }
  std::array<Number, application_count> first;
  first.fill(no_number);
  for (const Action& action : scenario.actions) {
    const auto application = application_of(action);
    if (!application || !windows[static_cast<std::size_t>(*application)].reached) continue;
    coupling.join_through(first[static_cast<std::size_t>(*application)], action.user);
  }
}

}  // namespace

std::vector<Process> partition(const Scenario& scenario) {
  Coupling coupling(scenario.users.size());
  join_by_quota(scenario, coupling);
  join_by_instance_quota(scenario, coupling);
  join_by_host(scenario, coupling);
  join_by_exchange_rate(scenario, coupling);
  std::vector<Process> processes;
  std::vector<Number> process_of(scenario.users.size());
  for (Number user = 0; user < scenario.users.size(); ++user) {
    const Number first = coupling.representative(user);
    if (first == user) {
      process_of[user] = static_cast<Number>(processes.size());
      processes.emplace_back();
    } else {
      process_of[user] = process_of[first];
    }
    processes[process_of[user]].users.push_back(user);
  }
  for (const Action& action : scenario.actions) processes[process_of[action.user]].actions.push_back(action);
  return processes;
}

}  // namespace outlive::workload
