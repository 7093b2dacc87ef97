// Simulation against theory: an estimate over replications, its interval, and how many standard errors it is off.
#pragma once

#include <string>
#include <vector>

namespace outlive::self_test {

/// What one replication says about one quantity, as a quotient: of a sum and the number of what it is a sum of.
struct Quotient {
  double sum = 0;
  double count = 1;
};

struct Agreement {
  std::string what;
  double estimate = 0;
  double half_width = 0;  // of the 95 % interval
  double theory = 0;
  double z = 0;

  /// A true theory is further off than 4 standard errors once in 16,000 normal samples.
  [[nodiscard]] bool holds() const;
};

/// The estimate from all replications with Student's interval, by the delta method where counts vary. Throws
/// std::invalid_argument for fewer than two replications.
Agreement compare_with_theory(std::string what, const std::vector<Quotient>& replications, double theory);

/// "waits: estimate 0.41 +- 0.01, theory 0.409, z 0.3"
std::string line_of(const Agreement& agreement);

}  // namespace outlive::self_test
