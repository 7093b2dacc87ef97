// Amazon EMR Serverless: applications and the Livy sessions in them (rules EMRS-1 to EMRS-10).
#pragma once

#include "outlive/time.hpp"
#include "outlive/work.hpp"
#include "sim/lifetime/kind.hpp"

namespace outlive::services {

namespace emr_serverless_session_clock {
inline constexpr lifetime::ClockId start_up = 0, idle_timeout = 1, hard_cap = 2, stop = 3, complete = 4;
}
namespace application_clock {
inline constexpr lifetime::ClockId auto_stop = 0;
}

/// No Livy session lives longer, busy or not (EMRS-3).
inline constexpr Duration livy_hard_cap = std::chrono::hours{24};

/// Storage of a worker that costs nothing (EMRS-APP).
inline constexpr std::int64_t free_storage_gb = 20;

/// The first release whose Livy sessions carry an identity, know background sessions and have a ttl of their own.
inline constexpr Release emr_serverless_release{7, 8};

}  // namespace outlive::services
