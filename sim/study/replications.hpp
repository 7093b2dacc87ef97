// The same scenario run several times with other random numbers, and what its responses are on average: never a mean
// without the interval that it is uncertain by.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/run.hpp"
#include "outlive/run_record.hpp"
#include "outlive/scenario.hpp"

namespace outlive::study {

inline constexpr double confidence = 0.95;

/// What is observed of each resource that has a limit, named as an expectation names it: units in use, their mean over the
/// study, attempts that were refused (each retry is one) and their share, attempts that waited, and the mean wait in milliseconds
/// of all that were granted.
inline constexpr std::array<std::string_view, 6> observed_of_resources{
    "peak", "mean_use", "refusals", "refusal_share", "queued", "mean_wait"};

struct Replications {
  std::uint32_t wanted = 0;
  std::uint32_t count = 0;  // that went to their end
  std::vector<Observed> responses;
  std::vector<Observed> at_least{};  // of responses that are what it was at most, by the same names

  void add(const Scenario& scenario, const Results& results);
  [[nodiscard]] const Observed* find(std::string_view response) const;
  /// What it was at least, where that was less in some replication; else nothing.
  [[nodiscard]] const Observed* least_of(const Observed& response) const;
};

/// Runs replications 0, 1 ... of `scenario` and hands the results of each to `each`; what `options` wants recorded is recorded
/// of the first. One that `options.control` stopped is
/// the last, and does not count.
Replications replicate(const Scenario& scenario, const RunOptions& options, std::uint32_t wanted,
                       const std::function<void(Results)>& each);

}  // namespace outlive::study
