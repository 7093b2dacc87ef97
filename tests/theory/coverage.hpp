// How often intervals hold what they are to hold, over many repetitions of an experiment whose truth is known.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "outlive/estimate.hpp"
#include "sim/engine/random_stream.hpp"

namespace outlive::theory {

/// Counts successes and compares their share with a probability.
class Frequency {
 public:
  explicit Frequency(std::string what) : what_(std::move(what)) {}

  void add(bool success) {
    ++count_;
    if (success) ++successes_;
  }
  /// Whether an interval, which there must be, holds the truth.
  void add(const std::optional<Interval>& interval, double truth) {
    const Interval there = interval.value();
    add(there.lower <= truth && truth <= there.upper);
  }

  [[nodiscard]] double share() const { return successes_ / count_; }
  /// By how many standard errors the share is above `probability`.
  [[nodiscard]] double z(double probability) const {
    return (share() - probability) / std::sqrt(probability * (1 - probability) / count_);
  }

  void check_is(double probability) const {
    const std::string line = told("is", probability);
    CAPTURE(line);
    CHECK(std::abs(z(probability)) <= 4);
  }
  void check_is_at_least(double probability) const {
    const std::string line = told("is at least", probability);
    CAPTURE(line);
    CHECK(z(probability) >= -4);
  }
  void check_is_surely_below(double probability) const {
    const std::string line = told("is below", probability);
    CAPTURE(line);
    CHECK(z(probability) < -4);
  }

 private:
  [[nodiscard]] std::string told(const std::string& relation, double probability) const {
    std::ostringstream line;
    line << what_ << ": " << share() << " of " << count_ << ", which " << relation << " " << probability
         << ", z " << z(probability);
    if (std::getenv("OUTLIVE_SHOW_THEORY") != nullptr) MESSAGE(line.str());
    return line.str();
  }

  std::string what_;
  double count_ = 0;
  double successes_ = 0;
};

/// Standard normal numbers, for one experiment after another.
class Normal {
 public:
  explicit Normal(std::uint64_t seed) : random_(seed, 0, 0, 0) {}
  double operator()() { return elementary::normal_quantile(random_.uniform()); }

 private:
  engine::RandomStream random_;
};

}  // namespace outlive::theory
