// One server and a queue that is empty at first, by Lindley's recursion: gaps between customers and their service are
// exponential.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/engine/random_stream.hpp"

namespace outlive::theory {

struct SingleServer {
  double load = 0.8;   // arrivals per unit of time
  double service = 1;  // its mean
  std::uint64_t seed = 1;

  /// The first customers of one replication, the numbers of which are common to all servers of a seed: `visit` is called
  /// with the wait and the service of each, and the gap to the next.
  template <class Visit>
  void play(std::uint32_t replication, std::size_t customers, Visit visit) const {
    engine::RandomStream arrivals(seed, replication, 0, 0);
    engine::RandomStream services(seed, replication, 0, 1);
    double wait = 0;
    for (std::size_t i = 0; i < customers; ++i) {
      const double busy = services.exponential(service);
      const double gap = arrivals.exponential(1 / load);
      visit(wait, busy, gap);
      wait = std::max(0.0, wait + busy - gap);
    }
  }

  [[nodiscard]] std::vector<double> waits(std::uint32_t replication, std::size_t customers) const {
    std::vector<double> all;
    play(replication, customers, [&](double wait, double, double) { all.push_back(wait); });
    return all;
  }

  /// The mean wait after the first `left_out` customers.
  [[nodiscard]] double mean_wait(std::uint32_t replication, std::size_t left_out,
                                 std::size_t customers) const {
    std::size_t number = 0;
    double sum = 0;
    play(replication, left_out + customers, [&](double wait, double, double) {
      if (number++ >= left_out) sum += wait;
    });
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
