#include "outlive/quota_search.hpp"

#include <algorithm>

#include "sim/workload/resources.hpp"

namespace outlive {
namespace study {
namespace {

using workload::Resource;
using workload::ResourceKind;

std::vector<ResourceRequests>::iterator find_requests(std::vector<ResourceRequests>& all,
                                                      const std::string& resource) {
  return std::find_if(all.begin(), all.end(),
                      [&](const ResourceRequests& each) { return each.resource == resource; });
}

/// Runs one scenario, in all its replications, with one of its quotas as it likes.
class Search {
 public:
  Search(const Scenario& scenario, const ResourceRequests& asked, std::uint32_t replications, double share,
         const RunOptions& options, const std::function<void(std::size_t)>& progress)
      : scenario_(scenario),
        replications_(replications),
        wanted_(share),
        options_(options),
        progress_(progress),
        now_(asked.share_missed()),
        least_(asked.limit) {
    needed_.resource = asked.resource;
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
      if (is_stopped()) return give_up("the search was stopped");
    }
    while (enough - too_small > 1) {
      const SettingValue middle = too_small + (enough - too_small) / 2;
      const double share = share_with(middle);
      if (is_stopped()) return give_up("the search was stopped");
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
    const workload::ResourceNumbers numbers = workload::numbers_of(scenario_);
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

  [[nodiscard]] bool is_stopped() const { return options_.control != nullptr && options_.control->stop; }

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
    Scenario changed = scenario_;
    set_quota_alone(changed, resource_, quota);
    std::vector<ResourceRequests> asked;
    RunOptions own = options_;
    for (std::uint32_t number = 0; number < replications_ && !is_stopped(); ++number) {
      if (progress_) progress_(needed_.runs);
      ++needed_.runs;
      own.replication = options_.replication + number;
      add_requests(run(changed, own), asked);
    }
    const auto found = find_requests(asked, needed_.resource);
    return found == asked.end() ? 0 : found->share_missed();
  }

  const Scenario& scenario_;
  std::uint32_t replications_;
  double wanted_;
  const RunOptions& options_;
  const std::function<void(std::size_t)>& progress_;
  NeededQuota needed_;
  Resource resource_{};
  double now_;
  SettingValue least_;
};

}  // namespace
}  // namespace study

void add_requests(const Results& results, std::vector<ResourceRequests>& all) {
  for (const ResourceResult& each : results.resources) {
    auto place = study::find_requests(all, each.name);
    if (place == all.end()) place = all.insert(place, {.resource = each.name, .limit = each.limit});
    place->requests += each.requests;
    place->missed += each.refusals + each.queued;
  }
}

std::vector<NeededQuota> find_needed_quotas(const Scenario& scenario,
                                            const std::vector<ResourceRequests>& asked,
                                            std::uint32_t replications, double share,
                                            const RunOptions& options,
                                            const std::function<void(std::size_t)>& progress) {
  std::vector<NeededQuota> needed;
  std::size_t before = 0;
  const std::function<void(std::size_t)> counted = [&](std::size_t runs) {
    if (progress) progress(before + runs);
  };
  for (const ResourceRequests& each : asked) {
    if (each.limit == setting_none || each.share_missed() <= share) continue;
    needed.push_back(study::Search(scenario, each, replications, share, options, counted).find());
    before += needed.back().runs;
  }
  return needed;
}

std::vector<NeededQuota> find_needed_quotas(const Scenario& scenario, const Results& results, double share,
                                            const RunOptions& options,
                                            const std::function<void(std::size_t)>& progress) {
  std::vector<ResourceRequests> asked;
  add_requests(results, asked);
  return find_needed_quotas(scenario, asked, 1, share, options, progress);
}

}  // namespace outlive
