// SageMaker Studio and Unified Studio: apps, the notebooks in them, and notebook runs (rules SM-12, SM-13, SMUS-1 to 3).
#pragma once

#include "sim/lifetime/kind.hpp"

namespace outlive::services {

namespace studio_app_clock {
inline constexpr lifetime::ClockId start_up = 0, idle_shutdown = 1;
}
namespace notebook_run_clock {
inline constexpr lifetime::ClockId work = 0, timeout = 1;
}

}  // namespace outlive::services
