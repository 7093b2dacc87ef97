#include "outlive/quota_search.hpp"

#include <algorithm>

#include "sim/workload/resources.hpp"

namespace outlive {
namespace study {
namespace {

using workload::Resource;
using workload::ResourceKind;

double refused_share(const ResourceResult& resource) {
  if (resource.requests == 0) return 0;
  return static_cast<double>(resource.refusals + resource.queued) / static_cast<double>(resource.requests);
}

/// Runs one scenario with one of its quotas as it likes.
class Search {
 public:
  Search(const Scenario& scenario, const ResourceResult& resource, double share, const RunOptions& options,
         const std::function<void(std::size_t)>& progress)
      : scenario_(scenario), wanted_(share), options_(options), progress_(progress) {
    needed_.resource = resource.name;
    now_ = refused_share(resource);
    least_ = resource.limit;
  }

  NeededQuota find() {
    if (!find_resource()) return std::move(needed_);
    SettingValue too_small = least_;
    double refused_below = now_;
    SettingValue enough = least_;
    double refused = now_;
    while (refused > wanted_) {  // twice as much until it is enough
      too_small = enough;
      refused_below = refused;
      enough *= 2;
      refused = share_with(enough);
      if (options_.control != nullptr && options_.control->stop) return give_up("the search was stopped");
    }
    while (enough - too_small > 1) {
      const SettingValue middle = too_small + (enough - too_small) / 2;
      const double share = share_with(middle);
      if (options_.control != nullptr && options_.control->stop) return give_up("the search was stopped");
      (share <= wanted_ ? enough : too_small) = middle;
      (share <= wanted_ ? refused : refused_below) = share;
    }
    needed_.found = true;
    needed_.quota = enough;
    needed_.refused = refused;
    needed_.refused_below = refused_below;
    return std::move(needed_);
  }

 private:
  NeededQuota give_up(std::string why) {
    needed_.why_not = std::move(why);
    return std::move(needed_);
  }

  bool find_resource() {
    const workload::ResourceNumbers numbers(std::max<std::size_t>(scenario_.accounts.size(), 1),
                                            scenario_.prices.skus.size(), scenario_.hosts.size());
    for (std::uint32_t number = 0; number < numbers.size(); ++number) {
      if (workload::name_of(scenario_, numbers.at(number)) == needed_.resource)
        resource_ = numbers.at(number);
    }
    const auto setting = workload::setting_of(resource_.kind);
    const bool has_quota = setting.has_value() || resource_.kind == ResourceKind::instances;
    if (!has_quota) {
      needed_.why_not = "its limit is no setting";
    } else if (workload::limits_in_force(scenario_, resource_).back().from.at > Instant::min()) {
      needed_.why_not = "its limit changes in the course of the study";
    }
    return needed_.why_not.empty();
  }

  static void set_quota(Scenario& scenario, const Resource& of, Moment from, SettingValue quota) {
    const auto account = static_cast<Owner>(of.account);
    if (const auto setting = workload::setting_of(of.kind)) {
      scenario.settings.set(*setting, from, quota, account);
    } else {
      scenario.settings.set_instance_quota(of.of, from, quota, account);
    }
  }

  /// Of one account by itself: those that have no value of their own keep the general one of before.
  static void set_quota_alone(Scenario& scenario, const Resource& of, SettingValue quota) {
    if (of.account == general_owner) {
      const SettingValue before = workload::limits_in_force(scenario, of).back().value;
      for (Number other = 1; other < scenario.accounts.size(); ++other)
        set_quota(scenario, {of.kind, other, of.of}, Moment{Instant::min(), 0}, before);
    }
    set_quota(scenario, of, set_by_override, quota);
  }

  double share_with(SettingValue quota) {
    if (progress_) progress_(needed_.runs);
    ++needed_.runs;
    Scenario changed = scenario_;
    set_quota_alone(changed, resource_, quota);
    const Results results = run(changed, options_);
    for (const ResourceResult& each : results.resources) {
      if (each.name == needed_.resource) return refused_share(each);
    }
    return 0;
  }

  const Scenario& scenario_;
  double wanted_;
  const RunOptions& options_;
  const std::function<void(std::size_t)>& progress_;
  NeededQuota needed_;
  Resource resource_{};
  double now_ = 0;
  SettingValue least_ = 1;
};

}  // namespace
}  // namespace study

std::vector<NeededQuota> find_needed_quotas(const Scenario& scenario, const Results& results, double share,
                                            const RunOptions& options,
                                            const std::function<void(std::size_t)>& progress) {
  std::vector<NeededQuota> needed;
  std::size_t before = 0;
  const std::function<void(std::size_t)> counted = [&](std::size_t runs) {
    if (progress) progress(before + runs);
  };
  for (const ResourceResult& resource : results.resources) {
    if (resource.limit == setting_none || study::refused_share(resource) <= share) continue;
    needed.push_back(study::Search(scenario, resource, share, options, counted).find());
    before += needed.back().runs;
  }
  return needed;
}

}  // namespace outlive
