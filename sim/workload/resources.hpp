// The finite resources, as the machine numbers them: those of each account, then those of each host.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/workload/use_series.hpp"

namespace outlive::workload {

enum class ResourceKind : std::uint8_t {
  glue_sessions,
  dpus,
  emr_serverless_vcpus,
  exchanges,      // of tokens in a second, for each application of Identity Center
  instances,      // of one type, by the SKU that bills them
  host_sessions,  // of one application
  host_vcpus,     // of one application or cluster
};

struct Resource {
  ResourceKind kind = ResourceKind::glue_sessions;
  Number account = 0;
  Number of = 0;  // application of Identity Center, SKU or host
};

class ResourceNumbers {
 public:
  ResourceNumbers() = default;
  ResourceNumbers(std::size_t accounts, std::size_t skus, std::size_t hosts)
      : accounts_(accounts), per_account_(before_instances + skus), hosts_(hosts) {}

  [[nodiscard]] std::size_t size() const { return accounts_ * per_account_ + hosts_ * per_host; }
  [[nodiscard]] std::uint32_t number(const Resource& resource) const;
  [[nodiscard]] Resource at(std::uint32_t number) const;

 private:
  static constexpr std::size_t before_exchanges = 3;
  static constexpr std::size_t before_instances = before_exchanges + application_count;
  static constexpr std::size_t per_host = 2;

  std::size_t accounts_ = 1;
  std::size_t per_account_ = before_instances;
  std::size_t hosts_ = 0;
};

/// What was asked of a resource, added up over logical processes.
struct ResourceUse {
  UseSeries use;
  std::uint64_t requests = 0;
  std::uint64_t refusals = 0;
  std::uint64_t queued = 0;
  std::uint64_t abandoned = 0;
  Sketch waits;
  UseSeries queue;                     // of those who wait
  std::vector<std::uint32_t> refused;  // by reported interval; empty if nothing was

  ResourceUse& operator+=(const ResourceUse& other);
};

/// Of ResourceResult::unit.
inline constexpr std::string_view unit_of_exchanges = "exchanges per second";

/// The setting that limits a resource, or nothing where a host or a table of quotas does.
std::optional<Setting> setting_of(ResourceKind kind);

/// What limits a resource of an account in the course of the study; empty where a host does.
std::vector<SettingsHistory::Change> limits_in_force(const Scenario& scenario, const Resource& resource);
bool ever_limited(const Scenario& scenario, const Resource& resource);

/// What those learn who are refused for want of it; of host_vcpus, those of an application.
Rule rule_of(ResourceKind kind);

ResourceNumbers numbers_of(const Scenario& scenario);

/// Of each resource the least that it is ever limited to, by number; setting_none where it never is.
std::vector<SettingValue> least_limits(const Scenario& scenario);

/// Everything of which something was asked, in the order of the numbers.
std::vector<ResourceResult> summarise_resources(const Scenario& scenario, const Intervals& intervals,
                                                const std::vector<ResourceUse>& uses);

/// "glue.dpu_quota"; that of another account than the first stands behind its label: "research.eu-west-1.glue.dpu_quota".
std::string name_of(const Scenario& scenario, const Resource& resource);

/// Whatever the results of this scenario may have under Results::resources.
std::vector<std::string> resource_names(const Scenario& scenario);

/// The moments at which an administrator changes a quota, in order; not those before the study.
std::vector<Moment> changes_of_quotas(const Scenario& scenario);

}  // namespace outlive::workload
