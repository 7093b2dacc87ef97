// The same scenario run several times with other random numbers, and what its responses are on average: never a mean
// without the interval that it is uncertain by.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/run.hpp"
#include "outlive/run_record.hpp"
#include "outlive/scenario.hpp"

namespace outlive::study {

inline constexpr double confidence = 0.95;

struct Replications {
  std::uint32_t wanted = 0;
  std::uint32_t count = 0;  // that went to their end
  std::vector<Observed> responses;

  void add(const Scenario& scenario, const Results& results);
};

/// Runs replications 0, 1 ... of `scenario` and hands the results of each to `each`; what `options` wants recorded is recorded
/// of the first. One that `options.control` stopped is
/// the last, and does not count.
Replications replicate(const Scenario& scenario, const RunOptions& options, std::uint32_t wanted,
                       const std::function<void(Results)>& each);

}  // namespace outlive::study
