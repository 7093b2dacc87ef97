// SageMaker AI training and processing jobs, and the warm pools that training jobs leave (rules SM-1 to SM-15).
#pragma once

#include "outlive/time.hpp"
#include "sim/lifetime/kind.hpp"

namespace outlive::services {

namespace training_clock {
inline constexpr lifetime::ClockId start_up = 0, work = 1, max_runtime = 2, total_runtime = 3, save = 4,
                                   max_pending = 5, stop = 6;
}
namespace processing_clock {
inline constexpr lifetime::ClockId start_up = 0, work = 1, max_runtime = 2, stop = 3;
}
namespace warm_pool_clock {
inline constexpr lifetime::ClockId keep_alive = 0, chain = 1;
}

/// What a job gets between SIGTERM and its end (SM-5).
inline constexpr Duration save_window = std::chrono::seconds{120};

/// A training job may not live longer in all (SM-6).
inline constexpr Duration training_total_runtime = std::chrono::days{30};

/// Instances may be kept warm from job to job for so long in all (SM-14).
inline constexpr Duration warm_pool_chain = std::chrono::days{28};

}  // namespace outlive::services
