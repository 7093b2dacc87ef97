#include "sim/workload/resources.hpp"

#include <algorithm>

namespace outlive::workload {
namespace {

constexpr Number of_account(ResourceKind kind) { return static_cast<Number>(kind); }

using Range = SettingsHistory::Range;

Range range_of_host(const Scenario& scenario, Number host) {
  Range range;
  for (const Action& action : scenario.actions) {
    const bool sets_up = action.verb == Verb::create_application || action.verb == Verb::update_application ||
                         action.verb == Verb::launch_cluster;
    if (!sets_up || action.subject != host || action.at > scenario.horizon) continue;
    const HostSetup& setup = scenario.setups[action.work];
    if ((setup.changes & HostSetup::maximum) != 0 && setup.maximum_vcpu != 0) range.add(setup.maximum_vcpu);
  }
  return range;
}

Range limits_of(const Scenario& scenario, const Resource& resource) {
  if (resource.kind == ResourceKind::host_vcpus) return range_of_host(scenario, resource.of);
  return SettingsHistory::range_of(limits_in_force(scenario, resource), scenario.horizon);
}

std::string_view unit_of(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::glue_sessions:
    case ResourceKind::host_sessions: return "sessions";
    case ResourceKind::dpus: return "DPU";
    case ResourceKind::emr_serverless_vcpus:
    case ResourceKind::host_vcpus: return "vCPU";
    case ResourceKind::exchanges: return unit_of_exchanges;
    case ResourceKind::instances: break;
  }
  return "instances";
}

}  // namespace

std::uint32_t ResourceNumbers::number(const Resource& resource) const {
  const auto host = accounts_ * per_account_ + resource.of * per_host;
  std::size_t within = of_account(resource.kind);
  switch (resource.kind) {
    case ResourceKind::glue_sessions:
    case ResourceKind::dpus:
    case ResourceKind::emr_serverless_vcpus: break;
    case ResourceKind::exchanges: within = before_exchanges + resource.of; break;
    case ResourceKind::instances: within = before_instances + resource.of; break;
    case ResourceKind::host_sessions: return static_cast<std::uint32_t>(host);
    case ResourceKind::host_vcpus: return static_cast<std::uint32_t>(host + 1);
  }
  return static_cast<std::uint32_t>(resource.account * per_account_ + within);
}

Resource ResourceNumbers::at(std::uint32_t number) const {
  if (number >= accounts_ * per_account_) {
    const std::size_t place = number - accounts_ * per_account_;
    const ResourceKind kind = place % per_host == 0 ? ResourceKind::host_sessions : ResourceKind::host_vcpus;
    return {kind, 0, static_cast<Number>(place / per_host)};
  }
  const auto account = static_cast<Number>(number / per_account_);
  const std::size_t within = number % per_account_;
  if (within < before_exchanges) return {static_cast<ResourceKind>(within), account, 0};
  if (within < before_instances)
    return {ResourceKind::exchanges, account, static_cast<Number>(within - before_exchanges)};
  return {ResourceKind::instances, account, static_cast<Number>(within - before_instances)};
}

std::optional<Setting> setting_of(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::glue_sessions: return Setting::glue_session_quota;
    case ResourceKind::dpus: return Setting::glue_dpu_quota;
    case ResourceKind::emr_serverless_vcpus: return Setting::emr_serverless_vcpu_quota;
    case ResourceKind::exchanges: return Setting::token_exchange_rate;
    case ResourceKind::host_sessions: return Setting::emr_serverless_sessions;
    case ResourceKind::instances:
    case ResourceKind::host_vcpus: break;
  }
  return std::nullopt;
}

std::vector<SettingsHistory::Change> limits_in_force(const Scenario& scenario, const Resource& resource) {
  const auto account = static_cast<Owner>(resource.account);
  if (const auto setting = setting_of(resource.kind)) return scenario.settings.in_force(*setting, account);
  if (resource.kind == ResourceKind::instances)
    return scenario.settings.instances_in_force(resource.of, account);
  return {};
}

bool ever_limited(const Scenario& scenario, const Resource& resource) {
  return SettingsHistory::ever_limited(limits_in_force(scenario, resource));
}

Rule rule_of(ResourceKind kind) {
  switch (kind) {
    case ResourceKind::glue_sessions:
    case ResourceKind::dpus: return Rule::glue_10;
    case ResourceKind::emr_serverless_vcpus:
    case ResourceKind::host_vcpus: return Rule::emrs_9;
    case ResourceKind::exchanges: return Rule::idc_17;
    case ResourceKind::host_sessions: return Rule::emrs_8;
    case ResourceKind::instances: break;
  }
  return Rule::none;
}

ResourceUse& ResourceUse::operator+=(const ResourceUse& other) {
  use += other.use;
  requests += other.requests;
  refusals += other.refusals;
  queued += other.queued;
  abandoned += other.abandoned;
  waits += other.waits;
  queue += other.queue;
  if (other.refused.size() > refused.size()) refused.resize(other.refused.size());
  for (std::size_t i = 0; i < other.refused.size(); ++i) refused[i] += other.refused[i];
  return *this;
}

std::string name_of(const Scenario& scenario, const Resource& resource) {
  std::string prefix;
  if (resource.account != 0) prefix = scenario.accounts.at(resource.account).label() + ".";
  switch (resource.kind) {
    case ResourceKind::exchanges: {
      const auto application = static_cast<Application>(resource.of);
      return prefix + std::string(info_of(Setting::token_exchange_rate).key) + "." +
             std::string(outlive::name_of(application));
    }
    case ResourceKind::instances:
      return prefix + name_of_instance_quota(scenario.prices.skus[resource.of].name);
    case ResourceKind::host_sessions: return "applications." + scenario.hosts[resource.of].name + ".sessions";
    case ResourceKind::host_vcpus: {
      const HostSpec& host = scenario.hosts[resource.of];
      return (host.type == HostType::cluster ? "clusters." : "applications.") + host.name + ".vcpu";
    }
    default: return prefix + std::string(info_of(*setting_of(resource.kind)).key);
  }
}

ResourceNumbers numbers_of(const Scenario& scenario) {
  return {std::max<std::size_t>(scenario.accounts.size(), 1), scenario.prices.skus.size(),
          scenario.hosts.size()};
}

std::vector<SettingValue> least_limits(const Scenario& scenario) {
  const ResourceNumbers numbers = numbers_of(scenario);
  std::vector<SettingValue> limits;
  for (std::uint32_t number = 0; number < numbers.size(); ++number)
    limits.push_back(limits_of(scenario, numbers.at(number)).least);
  return limits;
}

std::vector<ResourceResult> summarise_resources(const Scenario& scenario, const Intervals& intervals,
                                                const std::vector<ResourceUse>& uses) {
  const ResourceNumbers numbers = numbers_of(scenario);
  const Intervals counted = intervals.in_parts();
  std::vector<ResourceResult> results;
  for (std::uint32_t number = 0; number < uses.size(); ++number) {
    const ResourceUse& use = uses[number];
    if (use.requests == 0) continue;
    const Resource resource = numbers.at(number);
    const UseSeries::Peak peak = use.use.peak(counted);
    const Range limits = limits_of(scenario, resource);
    ResourceResult result{.name = name_of(scenario, resource),
                          .unit = std::string(unit_of(resource.kind)),
                          .limit = limits.least,
                          .most_limit = std::max(limits.most, limits.least),
                          .processes = use.use.processes(),
                          .requests = use.requests,
                          .refusals = use.refusals,
                          .queued = use.queued,
                          .abandoned = use.abandoned,
                          .waits = use.waits,
                          .unit_ms = use.use.unit_ms(),
                          .peak = peak.units,
                          .peak_at_least = peak.at_least,
                          .peak_at = peak.at,
                          .interval = intervals.length,
                          .mean_use = use.use.mean_use(counted, Intervals::parts),
                          .most_use = use.use.most_use(Intervals::parts),
                          .refused = use.refused,
                          .queue_ms = use.queue.unit_ms(),
                          .mean_queue = use.queue.mean_use(counted, Intervals::parts),
                          .most_queue = use.queue.most_use(Intervals::parts)};
    // Where nothing was granted, or nothing refused, the intervals are there all the same.
    result.mean_use.resize(intervals.count());
    result.most_use.resize(intervals.count());
    result.refused.resize(intervals.count());
    results.push_back(std::move(result));
  }
  return results;
}

std::vector<std::string> resource_names(const Scenario& scenario) {
  std::vector<std::string> names;
  const ResourceNumbers numbers = numbers_of(scenario);
  for (std::uint32_t number = 0; number < numbers.size(); ++number) {
    const Resource resource = numbers.at(number);
    const bool of_host =
        resource.kind == ResourceKind::host_sessions || resource.kind == ResourceKind::host_vcpus;
    if (of_host) {
      const HostType type = scenario.hosts[resource.of].type;
      const bool has_it = type == HostType::application ||
                          (type == HostType::cluster && resource.kind == ResourceKind::host_vcpus);
      if (!has_it) continue;
    }
    if (resource.kind == ResourceKind::instances &&
        name_of_instance_quota(scenario.prices.skus[resource.of].name) ==
            scenario.prices.skus[resource.of].name)
      continue;  // no instance
    names.push_back(name_of(scenario, resource));
  }
  return names;
}

std::vector<Moment> changes_of_quotas(const Scenario& scenario) {
  const SettingsHistory& settings = scenario.settings;
  std::vector<Moment> moments;
  const auto add = [&](const std::vector<SettingsHistory::Change>& changes) {
    for (const SettingsHistory::Change& change : changes) {
      if (change.from.at >= Instant{}) moments.push_back(change.from);
    }
  };
  for (const ResourceKind kind : {ResourceKind::glue_sessions, ResourceKind::dpus,
                                  ResourceKind::emr_serverless_vcpus, ResourceKind::host_sessions}) {
    add(settings.changes(*setting_of(kind)));
    for (std::size_t account = 1; account < scenario.accounts.size(); ++account)
      add(settings.changes(*setting_of(kind), static_cast<Owner>(account)));
  }
  for (const SettingsHistory::InstanceQuota& quota : settings.instance_quotas()) add(quota.changes);
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  return moments;
}

}  // namespace outlive::workload
