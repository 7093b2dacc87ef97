// Which quota would have been enough? Found by running the scenario again with other values of one quota at a time, so that
// retries, queues and everything else that follows from a refusal are as they would have been.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/run.hpp"
#include "outlive/scenario.hpp"

namespace outlive {

/// What was asked of one resource with a limit, in one replication or in several together.
struct ResourceRequests {
  std::string resource;  // as in ResourceResult::name
  SettingValue limit = setting_none;
  std::uint64_t requests = 0;  // each retry is one
  std::uint64_t missed = 0;    // that were refused or had to wait

  [[nodiscard]] double share_missed() const {
    return requests == 0 ? 0 : static_cast<double>(missed) / static_cast<double>(requests);
  }
};

/// Adds those of one replication to those of the ones before.
void add_requests(const Results& results, std::vector<ResourceRequests>& all);

struct NeededQuota {
  std::string resource;  // as in ResourceResult::name
  bool found = false;    // else `why_not`
  std::string why_not;
  SettingValue quota =
      0;  // the least that keeps the share of requests that were refused or had to wait, each retry counted as
          // a request, at or below what was asked for, as far as
          // a search by halves can tell: a larger quota is taken to refuse no more
  double refused = 0;        // the share with it
  double refused_below = 1;  // the share with one unit less
  std::size_t runs = 0;      // of all replications
};

/// For each resource of which more than `share` of the requests were refused or had to wait in `replications` replications
/// together, the first of them `options.replication`; `asked` is what was asked of each in them. Called before each run: how
/// many runs there have been, for all resources.
std::vector<NeededQuota> find_needed_quotas(const Scenario& scenario,
                                            const std::vector<ResourceRequests>& asked,
                                            std::uint32_t replications, double share,
                                            const RunOptions& options = {},
                                            const std::function<void(std::size_t)>& progress = {});

/// The same of one replication, with these results.
std::vector<NeededQuota> find_needed_quotas(const Scenario& scenario, const Results& results, double share,
                                            const RunOptions& options = {},
                                            const std::function<void(std::size_t)>& progress = {});

}  // namespace outlive
