// Amazon EMR on EC2: clusters and the Livy sessions in them (rules EMR-1 to EMR-7).
#pragma once

#include "outlive/work.hpp"
#include "sim/lifetime/kind.hpp"

namespace outlive::services {

namespace emr_ec2_session_clock {
inline constexpr lifetime::ClockId start_up = 0, idle_timeout = 1, inactivity = 2, stop = 3, complete = 4;
}
namespace cluster_clock {
inline constexpr lifetime::ClockId start_up = 0, auto_termination = 1;
}

inline constexpr Release emr_release_with_identity{6, 15};
inline constexpr Release emr_release_with_background_sessions{7, 11};

}  // namespace outlive::services
