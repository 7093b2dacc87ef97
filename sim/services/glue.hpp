// AWS Glue: interactive sessions with their statements, and the jobs that background sessions never cover.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "outlive/work.hpp"
#include "sim/lifetime/kind.hpp"

namespace outlive::services {

inline constexpr Release glue_5{5, 0};  // carries identities, and knows background sessions

namespace glue_session_clock {
inline constexpr lifetime::ClockId start_up = 0, idle_timeout = 1, timeout = 2, stop = 3, complete = 4;
}
namespace glue_job_clock {
inline constexpr lifetime::ClockId start_up = 0, work = 1, timeout = 2;
}
namespace statement_clock {
inline constexpr lifetime::ClockId work = 0;
}

/// A worker type and what one worker counts for (rules.md section 2; G.025X is not for ETL sessions, B-27).
struct WorkerType {
  std::string_view name;
  std::int64_t units;     // DPUs, or M-DPUs for the memory-optimised ones
  bool memory_optimised;  // billed in M-DPU hours
};
std::span<const WorkerType> glue_worker_types();

}  // namespace outlive::services
