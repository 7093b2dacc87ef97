// SageMaker AI training and processing jobs.
#pragma once

#include "outlive/time.hpp"
#include "sim/lifetime/kind.hpp"

namespace outlive::services {

namespace training_clock {
inline constexpr lifetime::ClockId start_up = 0, work = 1, max_runtime = 2, total_runtime = 3, save = 4;
}
namespace processing_clock {
inline constexpr lifetime::ClockId start_up = 0, work = 1, max_runtime = 2;
}

/// What a job gets between SIGTERM and its end (SM-5).
inline constexpr Duration save_window = std::chrono::seconds{120};

/// A training job may not live longer in all (SM-6).
inline constexpr Duration training_total_runtime = std::chrono::days{30};

}  // namespace outlive::services
