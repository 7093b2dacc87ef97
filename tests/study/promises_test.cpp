// Whether a promise is kept, and how far it is missed.
#include "sim/study/promises.hpp"

#include <array>

#include <doctest/doctest.h>

#include "tests/study/toy_study.hpp"

using namespace outlive;
using namespace outlive::study;
using outlive::testing::toy_study;

namespace {

Promise promise(Comparison comparison, double low, double high = 0) {
  const auto expected = [](double value) {
    Expected limit;
    limit.type = Expected::Type::number;
    limit.number = static_cast<std::int64_t>(value * 1e9);
    return limit;
  };
  return {0, comparison, expected(low), expected(high), {}};
}

Estimate estimate(double value, double half_width) {
  return {.value = value, .interval = Interval{value - half_width, value + half_width}, .count = 10};
}

}  // namespace

TEST_CASE("promises: a miss is a share of the limit that is missed") {
  CHECK(miss_of(1.0, promise(Comparison::at_least, 0.8)) == 0);
  CHECK(miss_of(0.6, promise(Comparison::at_least, 0.8)) == doctest::Approx(0.25));
  CHECK(miss_of(0.9, promise(Comparison::at_most, 0.8)) == doctest::Approx(0.125));
  CHECK(miss_of(0.5, promise(Comparison::between, 1, 2)) == doctest::Approx(0.5));
  CHECK(miss_of(3, promise(Comparison::between, 1, 2)) == doctest::Approx(0.5));
  CHECK(miss_of(3, promise(Comparison::equals, 2)) == doctest::Approx(0.5));
  CHECK(miss_of(0.25, promise(Comparison::at_most, 0)) == doctest::Approx(0.25));  // no share of nothing
}

TEST_CASE("promises: the whole interval decides") {
  const Promise limit = promise(Comparison::at_least, 0.8);
  CHECK(standing_of(estimate(0.9, 0.05), limit, true).answer == Answer::yes);
  CHECK(standing_of(estimate(0.7, 0.05), limit, true).answer == Answer::no);
  const PromiseStanding open = standing_of(estimate(0.9, 0.15), limit, true);
  CHECK(open.answer == Answer::undecided);
  CHECK(open.wanted == std::uint64_t{23});  // 10 (0.15 / 0.1)^2 = 22.5
  const Estimate single{.value = 0.9, .interval = std::nullopt, .count = 1};
  CHECK(standing_of(single, limit, true).answer == Answer::undecided);
  CHECK(standing_of(single, limit, false).answer == Answer::yes);  // without chance it is exact
  CHECK(standing_of(std::nullopt, limit, true).answer == Answer::undecided);
}

TEST_CASE("promises: the worst of several is told") {
  Study study = toy_study(1, 1);
  study.goal->promises = {promise(Comparison::at_least, 0.8), promise(Comparison::at_most, 0.1)};
  const auto of = [&](double first, double second) {
    const std::array both{standing_of(estimate(first, 0), study.goal->promises[0], true),
                          standing_of(estimate(second, 0), study.goal->promises[1], true)};
    return worst_miss(study, both);
  };
  CHECK_FALSE(of(0.9, 0.1));
  CHECK(of(0.7, 0.1) == std::size_t{0});
  CHECK(of(0.7, 0.2) == std::size_t{1});
}
