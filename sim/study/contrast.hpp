// How far one response of two records lies apart, and what of that may be chance.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "outlive/comparison.hpp"

namespace outlive::study {

/// How differences between these two are known.
Basis basis_of(const RunRecord& a, const RunRecord& b);

/// The values of a response on both sides, as many as can be compared: replications that only one side has are left out where
/// they are paired. What a side has none of was nothing in every replication.
struct Sides {
  Basis basis = Basis::exact;
  std::vector<double> a;
  std::vector<double> b;

  [[nodiscard]] bool is_finite() const;  // every replication had a number
};
Sides sides_of(const RunRecord& a, const RunRecord& b, std::string_view response);

/// Whether a record knows this response: it has it, or has none of it because there was none (causes, services, populations,
/// refusals of resources are told of where there are any). Of what somebody once asked for, absence says nothing.
bool tells_of(const RunRecord& record, std::string_view response);

/// The mean of b minus `slope` times the mean of a. With slope 1 their difference; with slope 1.05 more than 0 exactly where b
/// is more than 5 % above a. Paired it is the mean of as many contrasts; of independent samples the interval is Welch's. No
/// interval where chance had no part or there is one replication. The values must be finite.
Estimate contrast(const Sides& sides, double slope, double confidence);

}  // namespace outlive::study
