// How reports tell which quotas would have been enough.
#pragma once

#include <vector>

#include "outlive/quota_search.hpp"
#include "sim/output/document.hpp"
#include "sim/output/json.hpp"

namespace outlive::output {

/// What `outlive run --refusals-under` asks for, a share from 0 to 1 of the requests, and what was found.
struct NeededQuotas {
  double share = 0;
  std::uint32_t replications = 1;   // whose requests together it is a share of
  std::vector<NeededQuota> quotas;  // of the resources that refused more than that, or kept more waiting
};

Section needed_quotas_section(const NeededQuotas& needed);
Json needed_quotas_json(const NeededQuotas& needed);

}  // namespace outlive::output
