// The finite resources of an account, as the machine numbers them.
#pragma once

#include <cstdint>

namespace outlive::workload {

inline constexpr std::uint32_t dpus = 0;                  // glue.dpu_quota
inline constexpr std::uint32_t glue_sessions = 1;         // glue.session_quota
inline constexpr std::uint32_t emr_serverless_vcpus = 2;  // emr_serverless.vcpu_quota
inline constexpr std::uint32_t resource_count = 3;

}  // namespace outlive::workload
