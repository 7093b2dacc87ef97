// Credentials that Lake Formation and S3 Access Grants hand to a job (rules DATA-1, DATA-2).
#pragma once

#include "sim/lifetime/kind.hpp"

namespace outlive::services {

/// The one clock of a credential, and of the job's wait until it asks for new ones.
inline constexpr lifetime::ClockId credential_clock = 0;

}  // namespace outlive::services
