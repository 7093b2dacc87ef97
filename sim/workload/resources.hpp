// The finite resources of an account, as the machine numbers them.
#pragma once

#include <cstdint>

namespace outlive::workload {

inline constexpr std::uint32_t dpus = 0;  // glue.dpu_quota
inline constexpr std::uint32_t resource_count = 1;

}  // namespace outlive::workload
