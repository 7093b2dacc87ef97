// How sure one must be before a limit is said to hold or not to hold.
#include "sim/study/judging.hpp"

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "sim/engine/elementary.hpp"
#include "sim/engine/random_stream.hpp"
#include "sim/study/comparing.hpp"

using namespace outlive;
using namespace outlive::study;

namespace {

Expected number(double value) {
  Expected expected;
  expected.type = Expected::Type::number;
  expected.number = static_cast<Int128>(std::llround(value * 1e9));
  return expected;
}

Expectation limit(Comparison comparison, Expected low, Expected high = {}) {
  return {.key = "totals.jobs",
          .comparison = comparison,
          .low = std::move(low),
          .high = std::move(high),
          .place = {}};
}

Series series_of(const std::vector<double>& values) {
  Series all;
  for (const double value : values) all.add(nearest_value(Expected::Type::number, value));
  return all;
}

Value word(const char* text) {
  Value value{.type = Expected::Type::text};
  value.text = text;
  return value;
}

Value instant(std::int64_t ticks) {
  Value value{.type = Expected::Type::instant};
  value.ticks = ticks;
  return value;
}

// Mean 6, and t of 4 degrees of freedom times the root of 2 around it: 3.926 at 95 %, 6.511 at 99 %.
const std::vector<double> five{4, 8, 6, 2, 10};

}  // namespace

TEST_CASE("judging: all of an interval within the limits, all of it beyond, or neither") {
  constexpr Interval interval{2, 4};
  CHECK(answer_of(interval, {.high = 4}) == Answer::yes);  // both ends belong to the limits
  CHECK(answer_of(interval, {.high = 3.9}) == Answer::undecided);
  CHECK(answer_of(interval, {.high = 2}) == Answer::undecided);
  CHECK(answer_of(interval, {.high = 1.9}) == Answer::no);
  CHECK(answer_of(interval, {.low = 2}) == Answer::yes);
  CHECK(answer_of(interval, {.low = 2.1}) == Answer::undecided);
  CHECK(answer_of(interval, {.low = 4.1}) == Answer::no);
  CHECK(answer_of(interval, {2, 4}) == Answer::yes);
  CHECK(answer_of(interval, {2.5, 3.5}) == Answer::undecided);  // narrower than the interval
  CHECK(answer_of(interval, {3, 9}) == Answer::undecided);
  CHECK(answer_of(interval, {5, 9}) == Answer::no);
  CHECK(answer_of(interval, {0, 1}) == Answer::no);
  CHECK(answer_of(interval, {}) == Answer::yes);
}

TEST_CASE("judging: a limit on what varies is held against the interval of its mean") {
  const auto ask = [](Comparison comparison, double low, double high = 0) {
    return decide(limit(comparison, number(low), number(high)), series_of(five));
  };
  CHECK(ask(Comparison::at_most, 9.93).answer == Answer::yes);
  CHECK(ask(Comparison::at_most, 9.92).answer == Answer::undecided);
  CHECK(ask(Comparison::at_most, 2.08).answer == Answer::undecided);
  CHECK(ask(Comparison::at_most, 2.07).answer == Answer::no);
  CHECK(ask(Comparison::at_least, 2.07).answer == Answer::yes);
  CHECK(ask(Comparison::at_least, 9.93).answer == Answer::no);
  CHECK(ask(Comparison::between, 2, 10).answer == Answer::yes);
  CHECK(ask(Comparison::between, 3, 10).answer == Answer::undecided);
  CHECK(ask(Comparison::between, 10, 20).answer == Answer::no);
  const Decision decision = ask(Comparison::at_most, 9);
  REQUIRE(decision.mean);
  CHECK(decision.mean->value == 6);
  CHECK(decision.mean->count == 5);
  CHECK(decision.mean->interval->half_width() == doctest::Approx(3.926487));
}

TEST_CASE("judging: an undecided one says how many replications would decide") {
  const auto wanted = [](Comparison comparison, double low, double high = 0) {
    return decide(limit(comparison, number(low), number(high)), series_of(five)).replications_wanted;
  };
  CHECK(wanted(Comparison::at_most, 9) == 9);       // 5 (3.926 / 3)^2 = 8.57
  CHECK(wanted(Comparison::at_most, 7) == 78);      // 5 (3.926 / 1)^2 = 77.1
  CHECK(wanted(Comparison::between, 5, 90) == 78);  // the limit that it straddles is the near one
  CHECK(wanted(Comparison::between, 4, 7) == 78);   // of both, the nearer one
  CHECK_FALSE(wanted(Comparison::at_most, 6));      // the mean is the limit
  CHECK_FALSE(wanted(Comparison::at_most, 20));     // decided
  CHECK_FALSE(deciding_replications(Estimate{1, std::nullopt, 1}, {}));  // no interval
}

TEST_CASE("judging: an expectation may ask for more confidence") {
  Expectation expectation = limit(Comparison::at_most, number(10));
  CHECK(decide(expectation, series_of(five)).answer == Answer::yes);
  expectation.confidence = 0.99;
  CHECK(decide(expectation, series_of(five)).answer == Answer::undecided);
}

TEST_CASE("judging: what was the same every time, or was seen once, is compared exactly") {
  for (const std::vector<double>& values : {std::vector<double>{6}, std::vector<double>{6, 6, 6}}) {
    const Decision decision = decide(limit(Comparison::at_most, number(6)), series_of(values));
    CHECK(decision.answer == Answer::yes);
    CHECK_FALSE(decision.mean);
    CHECK(decide(limit(Comparison::at_most, number(5.999999999)), series_of(values)).answer == Answer::no);
  }
  CHECK_THROWS_AS(decide(limit(Comparison::at_most, number(1)), {}), std::logic_error);
}

TEST_CASE("judging: equals must be so in every replication, to the decimals that are written") {
  Expected written = number(6.1);
  written.decimals = 1;
  CHECK(decide(limit(Comparison::equals, written), series_of({6.08, 6.12})).answer == Answer::yes);
  CHECK(decide(limit(Comparison::equals, written), series_of({6.08, 6.12, 6.16})).answer == Answer::no);
  Expected completed;
  completed.text = "completed";
  Series words;
  words.add(word("completed"));
  CHECK(decide(limit(Comparison::equals, completed), words).answer == Answer::yes);
  words.add(word("failed"));
  CHECK(decide(limit(Comparison::equals, completed), words).answer == Answer::no);
}

TEST_CASE("judging: what never came in one replication has no mean, and must hold in each") {
  Expected day;
  day.type = Expected::Type::instant;
  day.ticks = 86'400'000;
  Series ends;
  ends.add(instant(1000));
  ends.add(instant(never.time_since_epoch().count()));
  ends.add(instant(2000));
  CHECK_FALSE(ends.has_mean());
  CHECK(decide(limit(Comparison::at_most, day), ends).answer == Answer::no);
  CHECK(decide(limit(Comparison::at_least, day), ends).answer == Answer::no);
  day.ticks = 1000;
  CHECK(decide(limit(Comparison::at_least, day), ends).answer == Answer::yes);
}

TEST_CASE("judging: an interval that reaches beyond what can be does not make a rare share undecided") {
  Expectation expectation = limit(Comparison::between, number(0), number(0.03));
  expectation.key = "resources.glue.dpu_quota.refusal_share";
  const std::vector<double> rare{0, 0, 0.01, 0, 0, 0, 0.02, 0, 0, 0};
  CHECK(decide(expectation, series_of(rare)).mean->interval->lower < 0);
  CHECK(decide(expectation, series_of(rare)).answer == Answer::yes);
  std::vector<double> common;
  for (const double share : rare) common.push_back(1 - share);
  expectation.low = number(0.97);
  expectation.high = number(1);
  CHECK(decide(expectation, series_of(common)).answer == Answer::yes);
}

// The worst case for a limit is that the mean lies on it: then every decision is wrong or luck. A 95 % interval decides so
// in 5 % of all studies.
TEST_CASE("judging: where the mean lies on the limit, one study in twenty decides") {
  constexpr int studies = 4000;
  constexpr int replications = 10;
  const Expectation expectation = limit(Comparison::at_most, number(100));
  int decided = 0;
  for (std::uint32_t study = 0; study < studies; ++study) {
    engine::RandomStream stream(2026, study, 0, 1);
    std::vector<double> values;
    for (int i = 0; i < replications; ++i)
      values.push_back(100 + elementary::normal_quantile(stream.uniform()));
    if (decide(expectation, series_of(values)).answer != Answer::undecided) ++decided;
  }
  const double z = (decided - 0.05 * studies) / std::sqrt(studies * 0.05 * 0.95);
  CAPTURE(decided);
  CHECK(std::abs(z) <= 4);
}

TEST_CASE(
    "judging: what is known from two sides is decided where both sides agree, and where nothing between "
    "would do") {
  const auto answer = [](Comparison comparison, double low, double high, const std::vector<double>& at_least,
                         const std::vector<double>& at_most) {
    return decide_between(limit(comparison, number(low), number(high)), series_of(at_least),
                          series_of(at_most))
        .answer;
  };
  const auto of_one = [&](Comparison comparison, double low, double high = 0) {
    return answer(comparison, low, high, {64}, {71});
  };
  CHECK(of_one(Comparison::at_most, 71) == Answer::yes);
  CHECK(of_one(Comparison::at_most, 70) == Answer::undecided);
  CHECK(of_one(Comparison::at_most, 63) == Answer::no);
  CHECK(of_one(Comparison::at_least, 64) == Answer::yes);
  CHECK(of_one(Comparison::at_least, 65) == Answer::undecided);
  CHECK(of_one(Comparison::at_least, 72) == Answer::no);
  CHECK(of_one(Comparison::equals, 70) == Answer::undecided);
  CHECK(of_one(Comparison::equals, 71) == Answer::undecided);
  CHECK(of_one(Comparison::equals, 72) == Answer::no);
  CHECK(of_one(Comparison::between, 66, 68) ==
        Answer::undecided);  // neither side is within, what is between them may be
  CHECK(of_one(Comparison::between, 60, 80) == Answer::yes);
  // One replication that surely fails is enough, wherever it comes.
  CHECK(answer(Comparison::equals, 70, 0, {64, 80}, {71, 81}) == Answer::no);
  CHECK(answer(Comparison::equals, 70, 0, {80, 64}, {81, 71}) == Answer::no);
  CHECK(answer(Comparison::equals, 70, 0, {64, 70}, {71, 70}) == Answer::undecided);
  // Means: of 6 and of 7, and 3.926 around both.
  const std::vector<double> more{5, 9, 7, 3, 11};
  CHECK(answer(Comparison::at_most, 11, 0, five, more) == Answer::yes);
  CHECK(answer(Comparison::at_most, 10.5, 0, five, more) == Answer::undecided);
  CHECK(answer(Comparison::at_most, 2, 0, five, more) == Answer::no);
  CHECK(answer(Comparison::at_least, 2.5, 0, five, more) == Answer::undecided);
}
