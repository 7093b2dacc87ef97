// How long CloudTrail takes to deliver a record: about five minutes on average, without a guarantee (CT-1, B-25).
#pragma once

#include "outlive/time.hpp"

namespace outlive::output {

/// The standard normal variate whose distribution function is `uniform`, strictly between 0 and 1; relative error
/// below 2e-9 (Acklam's rational approximation).
double normal_quantile(double uniform);

/// Lognormal by inversion: its mean is 5 minutes, one record in a hundred takes longer than 15.
Duration audit_delay(double uniform);

/// The other reading of B-25.
inline constexpr Duration fixed_audit_delay = std::chrono::minutes{5};

}  // namespace outlive::output
