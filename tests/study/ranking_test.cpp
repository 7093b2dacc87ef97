// Which system is best, step by step.
#include "sim/study/ranking.hpp"

#include <array>
#include <cmath>
#include <initializer_list>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

using namespace outlive::study;

namespace {

using Row = std::initializer_list<double>;

void add(Ranking& ranking, Row values) { ranking.add(std::vector<double>(values)); }

using Systems = std::vector<std::size_t>;

}  // namespace

// By hand after the paper: with 3 replications first, eta = ((2 * 0.05)^(-2/2) - 1) / 2 = 4.5 and h^2 = 2 * 4.5 * 2 = 18.
// The differences 1, 2 and 3 have the variance 1, so that after 18 / 0.9^2 = 22.22 replications the larger mean wins.
TEST_CASE("ranking: two systems, reckoned by hand") {
  Ranking ranking({.systems = 2, .sense = Sense::greatest, .indifference = 0.9, .first_stage = 3});
  add(ranking, {11, 10});
  add(ranking, {12, 10});
  CHECK_FALSE(ranking.replications_at_most());
  add(ranking, {13, 10});
  // The means are 2 apart; 0.9 (22.22 / 3 - 1) / 2 = 2.88 would be enough.
  CHECK(ranking.survivors() == Systems{0, 1});
  CHECK(ranking.replications_at_most() == std::uint64_t{23});
  CHECK_FALSE(ranking.best().has_value());
  SUBCASE(
      "the fourth replication decides where the means are 2.1 apart then: 0.9 (22.22 / 4 - 1) / 2 = 2.05") {
    add(ranking, {17.4, 15});
    CHECK(ranking.survivors() == Systems{0});
    CHECK(ranking.best() == std::size_t{0});
    CHECK(ranking.replications() == 4);
    CHECK(ranking.replications_at_most() == std::uint64_t{4});
    CHECK_THROWS_AS(add(ranking, {1}), std::logic_error);
  }
  SUBCASE("and does not where they are 2 apart") {
    add(ranking, {17, 15});
    CHECK(ranking.survivors() == Systems{0, 1});
  }
  SUBCASE("at the end the larger mean wins, however little larger it is") {
    for (int i = 4; i <= 8; ++i) add(ranking, {10, 11.196});
    for (int i = 9; i <= 23; ++i) {
      CHECK_FALSE(ranking.best().has_value());
      add(ranking, {10, i % 2 == 0 ? 9.99 : 10.01});
    }
    // All differences add up to 0.01.
    CHECK(ranking.best() == std::size_t{0});
    CHECK(ranking.replications() == 23);
  }
}

TEST_CASE("ranking: the least may be the best") {
  Ranking ranking({.systems = 2, .sense = Sense::least, .indifference = 1, .first_stage = 3});
  for (const Row& row : {Row{11, 10}, Row{12, 10}, Row{13, 10}, Row{17, 15}}) add(ranking, row);
  CHECK(ranking.best() == std::size_t{1});
}

// h^2 of 3 systems is 2 (1/0.05 - 1) / 2 * 2 = 38. The first two differ by a constant, the third from both with variance 1.
TEST_CASE("ranking: what rises and falls together is told apart at once, what is out stays out") {
  Ranking ranking({.systems = 3, .sense = Sense::greatest, .indifference = 0.9, .first_stage = 3});
  add(ranking, {4.5, 5, 5});
  add(ranking, {14.5, 15, 14});
  add(ranking, {24.5, 25, 26});
  CHECK(ranking.survivors() == Systems{1, 2});
  CHECK(ranking.replications_at_most() == std::uint64_t{47});  // 38 / 0.9^2 = 46.9
  CHECK_THROWS_AS(add(ranking, {1, 2, 3}), std::invalid_argument);
  // Means that are 0.9 (46.9 / 4 - 1) / 2 apart are enough; those of the first three are equal.
  add(ranking, {40, 40 + 4 * 0.45 * (38 / 0.81 / 4 - 1) + 0.001});
  CHECK(ranking.best() == std::size_t{2});
}

TEST_CASE("ranking: without noise the first stage is enough, and of equals the first is taken") {
  Ranking plain({.systems = 3, .sense = Sense::least, .indifference = 0.1, .first_stage = 2});
  add(plain, {3, 1, 2});
  add(plain, {3, 1, 2});
  CHECK(plain.best() == std::size_t{1});
  Ranking equal({.systems = 3, .sense = Sense::least, .indifference = 0.1, .first_stage = 2});
  add(equal, {3, 1, 1});
  add(equal, {4, 2, 2});
  CHECK(equal.survivors() == Systems{1, 2});
  CHECK(equal.best() == std::size_t{1});
  const Ranking alone({.systems = 1, .indifference = 1});
  CHECK(alone.best() == std::size_t{0});
}

TEST_CASE("ranking: what is wrong with the call is told") {
  const Ranking::Plan good{.systems = 2, .indifference = 1, .first_stage = 2};
  const auto refused = [](const Ranking::Plan& plan) {
    CHECK_THROWS_AS(Ranking{plan}, std::invalid_argument);
  };
  Ranking::Plan plan = good;
  plan.systems = 0;
  refused(plan);
  for (const double indifference : {0.0, -1.0, std::nan(""), double{INFINITY}}) {
    plan = good;
    plan.indifference = indifference;
    refused(plan);
  }
  for (const double confidence : {0.0, 0.5, 1.0, 95.0}) {
    plan = good;
    plan.confidence = confidence;
    refused(plan);
  }
  plan = good;
  plan.first_stage = 1;
  refused(plan);
  Ranking ranking(good);
  CHECK_THROWS_AS(add(ranking, {1}), std::invalid_argument);
  CHECK_THROWS_AS(add(ranking, {1, std::nan("")}), std::invalid_argument);
  CHECK(ranking.replications() == 0);
}
