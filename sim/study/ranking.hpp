// Which of several systems, such as the design points of a study, is best: replications are added to those that still may be
// until one is left.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace outlive::study {

/// Which mean is best.
enum class Sense : std::uint8_t { least, greatest };

/// The fully sequential procedure KN of Kim and Nelson (ACM Transactions on Modeling and Computer Simulation 11, 2001,
/// section 3, with c = 1).
///
/// If the best mean is better than all others by `indifference` or more, it picks that system with at least the probability
/// `confidence`. If others are nearer, it picks one that is nearer than `indifference`, as far as anybody has seen: this is
/// not proven (Eckman and Henderson, Winter Simulation Conference 2018), but tests/theory repeats it. Observations are taken
/// to be normal, and each replication to be independent of the others. The systems may depend on each other, as under common
/// random numbers: only differences are looked at, and Bonferroni's inequality holds under any dependence.
class Ranking {
 public:
  struct Plan {
    std::size_t systems = 2;
    Sense sense = Sense::least;
    double indifference =
        0;  // in the unit of the observations, more than 0: a smaller difference matters to nobody
    double confidence = 0.95;
    /// Replications from which variances are estimated, before anybody is told apart. At least 2; with few of them the
    /// bounds are wide, from 10 to 20 on they cost little.
    std::uint32_t first_stage = 20;
  };

  /// Throws std::invalid_argument for a plan that no procedure could follow.
  explicit Ranking(const Plan& plan);

  /// Those that may still be the best, ascending.
  [[nodiscard]] const std::vector<std::size_t>& survivors() const { return survivors_; }
  /// The winner, once there is one; of systems that are equal in every respect the first.
  [[nodiscard]] std::optional<std::size_t> best() const { return best_; }
  /// Of each survivor.
  [[nodiscard]] std::uint32_t replications() const { return replications_; }
  /// After so many replications of each survivor there will be a winner; nothing before the first stage is complete.
  [[nodiscard]] std::optional<std::uint64_t> replications_at_most() const;

  /// One replication of every survivor, in their order. Throws std::invalid_argument if there are more or fewer, or one is
  /// not finite, and std::logic_error if the winner is known.
  void add(std::span<const double> values);

 private:
  [[nodiscard]] double bound(std::size_t a, std::size_t b) const;
  [[nodiscard]] double slack(std::size_t a, std::size_t b) const;
  [[nodiscard]] double greatest_bound() const;
  void measure_pairs();
  void screen();

  Plan plan_;
  std::uint32_t replications_ = 0;
  std::vector<std::size_t> survivors_;
  std::vector<double> means_;  // of all systems, with the sign that makes the greatest best
  std::vector<std::vector<double>> first_stage_;  // of each system; empty after the first stage
  std::vector<double> bounds_;  // of all pairs: replications after which the larger mean wins
  std::optional<std::size_t> best_;
};

}  // namespace outlive::study
