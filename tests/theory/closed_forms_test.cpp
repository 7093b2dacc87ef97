// The formulas themselves, against published values and against sums and integrals taken by brute force.
#include "sim/self_test/closed_forms.hpp"

#include <cmath>

#include "tests/theory/classical.hpp"

namespace outlive::theory {
namespace {

using self_test::Billing;
using self_test::WorkTime;

void check_near(double value, double wanted, double relative = 1e-6) {
  CAPTURE(value);
  CAPTURE(wanted);
  CHECK(std::abs(value - wanted) <= relative * std::abs(wanted));
}

/// The integral of P(D > u) between two moments, by the midpoint rule.
double integral(const WorkTime& work, double from, double to) {
  constexpr int steps = 200'000;
  double sum = 0;
  for (int i = 0; i < steps; ++i) sum += work.longer_than(from + (to - from) * (i + 0.5) / steps);
  return sum * (to - from) / steps;
}

}  // namespace

TEST_CASE("theory, formulas: Erlang's and Pollaczek's as tables have them") {
  check_near(self_test::erlang_b(10, 8), 0.121661, 1e-5);
  check_near(self_test::erlang_b(32, 28), 0.066498, 1e-5);
  check_near(self_test::erlang_b(100, 90), 0.026957, 2e-5);
  check_near(self_test::erlang_c(10, 8), 0.409180, 1e-5);
  check_near(self_test::erlang_wait(10, 8), 0.204590, 1e-5);
  check_near(self_test::erlang_c(100, 90), 0.216940, 1e-5);
  check_near(self_test::erlang_c(1, 0.8), 0.8);
  check_near(self_test::erlang_wait(1, 0.8), 4);
  check_near(self_test::pollaczek_khinchine(0.8, 1), 4);
  check_near(self_test::pollaczek_khinchine(0.8, 4), 10);
  check_near(self_test::pollaczek_khinchine(0.9, 0), 4.5);
}

TEST_CASE("theory, formulas: the mean of work up to a limit is the integral of how often it is longer") {
  for (const WorkTime& work : {WorkTime::exponential(4), WorkTime::lognormal(2, 1.5)}) {
    check_near(work.up_to(6), integral(work, 0, 6));
    check_near(self_test::outlives_sign_out(work, 2, 3, 6), integral(work, 2, 3) - work.longer_than(6));
    // The charge, directly: each grain k is charged wherever work is longer than k grains.
    const Billing minute{.grain = 1.0 / 60, .minimum = 0.25};
    double charge = 0;
    for (int k = 1; k <= 360; ++k) {  // ends in the k-th minute
      const double ends_here = work.longer_than((k - 1) / 60.0) - (k < 360 ? work.longer_than(k / 60.0) : 0);
      charge += ends_here * std::fmax(0.25, k / 60.0);
    }
    check_near(self_test::charged(work, 6, minute), charge);
  }
  CHECK(WorkTime::lognormal(2, 1.5).longer_than(2) == doctest::Approx(0.5));
  CHECK(WorkTime::exponential(4).longer_than(0) == 1);
}

TEST_CASE("theory, formulas: gaps against an idle timeout") {
  check_near(self_test::ended_in_gap(20, 10), 0.6065, 1e-4);
  check_near(self_test::ended_in_gap(20, 60), 0.0498, 1e-3);
  check_near(self_test::idle_in_gap(20, 10), 7.869, 1e-4);
  check_near(self_test::idle_in_gap(20, 60), 19.004, 1e-4);
  check_near(self_test::all_gaps_survived(1, 20, 10), 1 - std::exp(-0.5));
  check_near(self_test::idle_in_gaps(1, 20, 10), self_test::idle_in_gap(20, 10));
  check_near(self_test::idle_in_gaps(3, 20, 10), 7.869387 * (1 + 0.393469 + 0.393469 * 0.393469), 1e-5);
}

TEST_CASE("theory, agreement: an interval is Student's, and a theory 4 standard errors off is rejected") {
  const std::vector<Quotient> five{{1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}};
  const Agreement agreement = self_test::compare_with_theory("numbers", five, 2);
  check_near(agreement.estimate, 3);
  check_near(agreement.half_width, 2.776445 * std::sqrt(0.5), 1e-5);
  check_near(agreement.z, 1 / std::sqrt(0.5));
  CHECK(agreement.holds());
  CHECK_FALSE(self_test::compare_with_theory("numbers", five, 0).holds());
  CHECK_FALSE(self_test::compare_with_theory("numbers", five, 6).holds());
  CHECK(line_of(agreement) == "numbers: estimate 3 +- 2, theory 2, z 1.41");
  CHECK_THROWS_AS(self_test::compare_with_theory("one", {{1, 1}}, 0), std::invalid_argument);
}

TEST_CASE("theory, agreement: a quotient of sums that vary together has the interval of its residuals") {
  const Agreement agreement = self_test::compare_with_theory("share", {{1, 2}, {2, 4}, {3, 6}, {4, 9}}, 0.5);
  check_near(agreement.estimate, 10.0 / 21);
  double squares = 0;
  for (const auto& [sum, count] : std::vector<std::pair<double, double>>{{1, 2}, {2, 4}, {3, 6}, {4, 9}})
    squares += std::pow(sum - 10.0 / 21 * count, 2);
  check_near(agreement.z, (10.0 / 21 - 0.5) / (std::sqrt(squares / 12) / (21.0 / 4)));
}

}  // namespace outlive::theory
