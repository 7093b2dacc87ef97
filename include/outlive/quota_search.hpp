// Which quota would have been enough? Found by running the scenario again with other values of one quota at a time, so that
// retries, queues and everything else that follows from a refusal are as they would have been.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/run.hpp"
#include "outlive/scenario.hpp"

namespace outlive {

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
  std::size_t runs = 0;
};

/// For each resource of `results` of which more than `share` of the requests were refused or had to wait. Called before each
/// run: how many runs there have been, for all of them.
std::vector<NeededQuota> find_needed_quotas(const Scenario& scenario, const Results& results, double share,
                                            const RunOptions& options = {},
                                            const std::function<void(std::size_t)>& progress = {});

}  // namespace outlive
