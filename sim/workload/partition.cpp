#include "sim/workload/partition.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "sim/services/service.hpp"

namespace outlive::workload {
namespace {

/// Users and populations joined by what they share, as a forest of sets. A population is one member, behind the users.
class Coupling {
 public:
  explicit Coupling(const Scenario& scenario)
      : users_(static_cast<Number>(scenario.users.size())),
        parent_(scenario.users.size() + scenario.populations.size()),
        together_(scenario.populations.size()) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }

  [[nodiscard]] Number member_of(std::size_t population) const {
    return users_ + static_cast<Number>(population);
  }
  /// Whether the users of a population share something.
  [[nodiscard]] bool together(std::size_t population) const { return together_[population]; }

  Number representative(Number member) {
    while (parent_[member] != member) member = parent_[member] = parent_[parent_[member]];
    return member;
  }
  /// The set's first member represents it.
  void join(Number a, Number b) {
    for (const Number member : {a, b}) {
      if (member >= users_) together_[member - users_] = true;
    }
    a = representative(a);
    b = representative(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }
  /// Joins with whoever came before through the same `first`.
  void join_through(Number& first, Number member) {
    if (first == no_number) first = member;
    join(first, member);
  }

 private:
  Number users_;
  std::vector<Number> parent_;
  std::vector<bool> together_;
};

bool starts_work(const Action& action) {
  return action.verb == Verb::start_session || action.verb == Verb::start_job ||
         action.verb == Verb::restart_kernel || action.verb == Verb::restart_job;
}

bool acts_on_host(Verb verb) { return verb >= Verb::open_app && verb <= Verb::terminate_cluster; }

template <class Visit>  // visit(member, work, account)
void for_each_start_of_users(const Scenario& scenario, Visit visit) {
  for (const Action& action : scenario.actions) {
    if (starts_work(action) && action.work != no_number)
      visit(action.user, scenario.works[action.work], scenario.users[action.user].account);
  }
}

template <class Visit>
void for_each_start_of_populations(const Scenario& scenario, const Coupling& coupling, Visit visit) {
  for (std::size_t i = 0; i < scenario.populations.size(); ++i) {
    for (const Activity& activity : scenario.populations[i].activities) {
      for (const Activity::Choice& choice : activity.starts) {
        visit(coupling.member_of(i), scenario.works[choice.work], scenario.populations[i].account);
      }
    }
  }
}

std::size_t account_count(const Scenario& scenario) {
  return std::max<std::size_t>(scenario.accounts.size(), 1);
}

/// The quota that a start draws on, as a small number, if one is ever set in the account.
class Quotas {
 public:
  Quotas(const Scenario& scenario, Number account)
      : glue_(ever_limited(scenario, {ResourceKind::dpus, account}) ||
              ever_limited(scenario, {ResourceKind::glue_sessions, account})),
        serverless_(ever_limited(scenario, {ResourceKind::emr_serverless_vcpus, account})),
        limited_(scenario.prices.skus.size()) {
    for (const SettingsHistory::InstanceQuota& quota : scenario.settings.instance_quotas()) {
      if (quota.account == account || quota.account == general_owner)
        limited_[quota.sku] = ever_limited(scenario, {ResourceKind::instances, account, quota.sku});
    }
  }

  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  [[nodiscard]] std::size_t of(const Work& work) const {
    switch (services::service_of(work.service).capacity) {
      case services::Capacity::dpus: return glue_ ? 0 : none;
      case services::Capacity::application: return of_applications();
      case services::Capacity::instances: {
        const SkuNumber sku = work.meters[0].sku;
        return sku != no_sku && limited_[sku] ? 2 + sku : none;
      }
      default: return none;
    }
  }
  [[nodiscard]] std::size_t of_applications() const { return serverless_ ? 1 : none; }
  [[nodiscard]] std::size_t count() const { return 2 + limited_.size(); }

 private:
  bool glue_;
  bool serverless_;
  std::vector<bool> limited_;  // instances, by the SKU that bills them
};

/// Quotas of an account couple all who draw on them, once they are ever set. Populations among themselves only where
/// `limits` says so; with users who are lines of the scenario in any case.
void join_by_quota(const Scenario& scenario, SharedLimits limits, Coupling& coupling, Partition& partition) {
  std::vector<Quotas> quotas;  // by account
  std::vector<std::vector<Number>> first;
  for (Number account = 0; account < account_count(scenario); ++account) {
    quotas.emplace_back(scenario, account);
    first.emplace_back(quotas.back().count(), no_number);
  }
  for_each_start_of_users(scenario, [&](Number member, const Work& work, Number account) {
    if (const std::size_t quota = quotas[account].of(work); quota != Quotas::none)
      coupling.join_through(first[account][quota], member);
  });
  // An application draws for its pre-initialised workers, whoever works in it or nobody (EMRS-9).
  for (const HostSpec& host : scenario.hosts) {
    const Number account = scenario.users[host.user].account;
    const std::size_t quota = quotas[account].of_applications();
    if (host.type == HostType::application && quota != Quotas::none)
      coupling.join_through(first[account][quota], host.user);
  }
  const std::vector<std::vector<Number>> of_users = first;
  for_each_start_of_populations(scenario, coupling, [&](Number member, const Work& work, Number account) {
    const std::size_t quota = quotas[account].of(work);
    if (quota == Quotas::none) return;
    const bool with_users = of_users[account][quota] != no_number;
    if (limits == SharedLimits::couple || with_users) {
      coupling.join_through(first[account][quota], member);
    } else {
      partition.is_tentative = true;
    }
  });
}

/// Whoever owns, starts, stops or works in an application or a cluster.
void join_by_host(const Scenario& scenario, Coupling& coupling) {
  for (const Action& action : scenario.actions) {
    if (acts_on_host(action.verb)) coupling.join(action.user, scenario.hosts[action.subject].user);
  }
  const auto join = [&](Number member, const Work& work, Number) {
    if (work.host != no_number) coupling.join(member, scenario.hosts[work.host].user);
  };
  for_each_start_of_users(scenario, join);
  for_each_start_of_populations(scenario, coupling, join);
}

/// The application whose tokens a start may exchange.
std::optional<Application> exchanging_application(const Work& work) {
  const services::Service& service = services::service_of(work.service);
  if (service.background == services::BackgroundSwitch::never) return std::nullopt;
  return service.application;
}

/// A rate that cannot be reached couples nobody: all starts of an application in one second are counted (IDC-17). What
/// populations start is known only afterwards.
void join_by_exchange_rate(const Scenario& scenario, SharedLimits limits, Coupling& coupling,
                           Partition& partition) {
  struct Window {
    SettingValue rate = setting_none;
    std::int64_t second = -1;
    SettingValue starts = 0;
    bool reached = false;
    bool of_populations = false;
    Number first = no_number;
  };
  std::vector<std::array<Window, application_count>> windows(account_count(scenario));
  for (Number account = 0; account < windows.size(); ++account) {
    const auto rates = limits_in_force(scenario, {ResourceKind::exchanges, account});
    for (Window& window : windows[account])
      window.rate = SettingsHistory::range_of(rates, scenario.horizon).least;
  }
  const auto window_of = [&](const Work& work, Number account) -> Window* {
    const auto application = exchanging_application(work);
    if (!application) return nullptr;
    Window& window = windows[account][static_cast<std::size_t>(*application)];
    return window.rate == setting_none ? nullptr : &window;
  };
  for (const Action& action : scenario.actions) {  // in the order of time
    if (!starts_work(action) || action.work == no_number) continue;
    Window* window = window_of(scenario.works[action.work], scenario.users[action.user].account);
    if (window == nullptr) continue;
    const std::int64_t second = action.at.time_since_epoch().count() / 1000;
    if (second != window->second) {
      window->second = second;
      window->starts = 0;
    }
    window->reached = ++window->starts > window->rate || window->reached;
  }
  for_each_start_of_populations(scenario, coupling, [&](Number, const Work& work, Number account) {
    if (Window* window = window_of(work, account)) window->of_populations = true;
  });
  const auto join = [&](Number member, const Work& work, Number account) {
    Window* window = window_of(work, account);
    if (window == nullptr) return;
    if (window->reached || (window->of_populations && limits == SharedLimits::couple)) {
      coupling.join_through(window->first, member);
    } else if (window->of_populations) {
      partition.is_tentative = true;
    }
  };
  for_each_start_of_users(scenario, join);
  for_each_start_of_populations(scenario, coupling, join);
}

/// Puts everybody into the process of those whom they share something with.
void assign(const Scenario& scenario, const Inputs& inputs, Coupling& coupling, Partition& partition) {
  const auto users = static_cast<Number>(scenario.users.size());
  std::vector<Number> process_of(users + scenario.populations.size(), no_number);
  const auto process = [&](Number member) -> Process& {
    Number& number = process_of[coupling.representative(member)];
    if (number == no_number) {
      number = static_cast<Number>(partition.processes.size());
      partition.processes.emplace_back();
    }
    return partition.processes[number];
  };
  for (Number user = 0; user < users; ++user) process(user).users.push_back(user);
  for (Number i = 0; i < scenario.populations.size(); ++i) {
    const Members everybody{i, 0, scenario.populations[i].most_users};
    if (!coupling.together(i)) {
      partition.alone.push_back(everybody);
      continue;
    }
    Process& theirs = process(coupling.member_of(i));
    theirs.members.push_back(everybody);
    for (Number index = 0; index < everybody.count; ++index) {
      theirs.users.push_back(inputs.habits[i].first_user() + index);
    }
  }
  for (const Action& action : scenario.actions) process(action.user).actions.push_back(action);
}

}  // namespace

Partition partition(const Scenario& scenario, const Inputs& inputs, SharedLimits limits) {
  Partition partition;
  Coupling coupling(scenario);
  join_by_quota(scenario, limits, coupling, partition);
  join_by_host(scenario, coupling);
  join_by_exchange_rate(scenario, limits, coupling, partition);
  assign(scenario, inputs, coupling, partition);
  return partition;
}

}  // namespace outlive::workload
