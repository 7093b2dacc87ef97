// One server and a queue that is empty at first, by Lindley's recursion: customers come at rate `load` and are served in 1 on
// average.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/engine/random_stream.hpp"

namespace outlive::theory {

struct SingleServer {
  double load = 0.8;
  double service = 1;  // its mean; arrivals come at `load`, whatever this is
  std::uint64_t seed = 1;

  /// What the first customers of one replication wait, their gaps and services. Common to all servers of a seed.
  struct Day {
    std::vector<double> waits;
    double mean_gap = 0;
    double mean_service = 0;
  };
  [[nodiscard]] Day play(std::uint32_t replication, std::size_t customers) const {
    engine::RandomStream arrivals(seed, replication, 0, 0);
    engine::RandomStream services(seed, replication, 0, 1);
    Day day;
    day.waits.reserve(customers);
    double wait = 0;
    for (std::size_t i = 0; i < customers; ++i) {
      day.waits.push_back(wait);
      const double busy = services.exponential(service);
      const double gap = arrivals.exponential(1 / load);
      wait = std::max(0.0, wait + busy - gap);
      day.mean_service += busy / static_cast<double>(customers);
      day.mean_gap += gap / static_cast<double>(customers);
    }
    return day;
  }

  /// The mean wait after the first `left_out` customers.
  [[nodiscard]] double mean_wait(std::uint32_t replication, std::size_t left_out,
                                 std::size_t customers) const {
    engine::RandomStream arrivals(seed, replication, 0, 0);
    engine::RandomStream services(seed, replication, 0, 1);
    double wait = 0;
    double sum = 0;
    for (std::size_t i = 0; i < left_out + customers; ++i) {
      if (i >= left_out) sum += wait;
      wait = std::max(0.0, wait + services.exponential(service) - arrivals.exponential(1 / load));
    }
    return sum / static_cast<double>(customers);
  }

  /// What the first customers wait on average, exactly. An arrival finds others with some probability and waits for each of
  /// them; before the next one as many leave as a geometric number says, and not more than there are.
  [[nodiscard]] double true_mean_wait(std::size_t customers) const {
    const double leaves = 1 / (1 + load * service);
    std::vector<double> found(customers + 1, 0);
    found[0] = 1;
    double sum = 0;
    for (std::size_t i = 0; i < customers; ++i) {
      std::vector<double> next(customers + 1, 0);
      for (std::size_t others = 0; others <= i; ++others) {
        sum += found[others] * static_cast<double>(others) * service;
        double left = found[others];  // those who are still there are others + 1 less those who went
        for (std::size_t there = others + 1; there > 0; --there) {
          if (there < next.size()) next[there] += left * (1 - leaves);
          left *= leaves;
        }
        next[0] += left;
      }
      found = std::move(next);
    }
    return sum / static_cast<double>(customers);
  }

  /// In the long run; for service of mean 1.
  [[nodiscard]] double steady_wait() const { return load / (1 - load); }
};

}  // namespace outlive::theory
