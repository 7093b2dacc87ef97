// Limits that are about saved results: a share of what was, or the change from it.
#include "sim/study/baseline.hpp"

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "sim/study/comparing.hpp"

using namespace outlive;
using namespace outlive::study;

namespace {

constexpr const char* key = "totals.jobs";

Expected number(double value) {
  Expected expected;
  expected.type = Expected::Type::number;
  expected.number = static_cast<Int128>(std::llround(value * 1e9));
  return expected;
}

Expectation share(Comparison comparison, double low, double high = 0) {
  return {.key = key,
          .comparison = comparison,
          .low = number(low),
          .high = number(high),
          .place = {},
          .relation = Relation::share_of};
}

Expectation change(Comparison comparison, double low, double high, bool relative) {
  Expectation expectation = share(comparison, low, high);
  expectation.relation = Relation::change_from;
  expectation.relative = relative;
  return expectation;
}

/// What was saved, and what is: with chance in it unless there is one value of each.
struct Held {
  std::vector<double> there;
  std::vector<double> own;
  std::uint64_t seed_there = 1;

  [[nodiscard]] AgainstBaseline against(const Expectation& expectation) const {
    RunRecord baseline;
    baseline.seed = seed_there;
    baseline.chance = there.size() > 1;
    baseline.replications = static_cast<std::uint32_t>(there.size());
    baseline.responses.push_back({key, ResponseUnit::number, there});
    Scenario scenario;
    if (own.size() > 1) scenario.populations.emplace_back();
    Series series;
    for (const double value : own) series.add(nearest_value(Expected::Type::number, value));
    return hold_against(baseline, scenario, expectation, series);
  }
};

}  // namespace

TEST_CASE("baseline: where chance has no part, values are held against each other as they are") {
  const Held held{.there = {100}, .own = {105}};
  const AgainstBaseline at_most = held.against(share(Comparison::at_most, 1.05));
  CHECK(at_most.answer == Answer::yes);  // the limit itself is allowed
  CHECK(at_most.own == 105);
  CHECK(at_most.there == 100);
  REQUIRE(at_most.told);
  CHECK(at_most.told->value == doctest::Approx(1.05));
  CHECK(!at_most.told->interval);
  CHECK(held.against(share(Comparison::at_most, 1.04)).answer == Answer::no);
  CHECK(held.against(share(Comparison::at_least, 1.05)).answer == Answer::yes);
  CHECK(held.against(share(Comparison::at_least, 1.06)).answer == Answer::no);
  CHECK(held.against(share(Comparison::between, 0.9, 1.1)).answer == Answer::yes);
  CHECK(held.against(share(Comparison::between, 0.9, 1.04)).answer == Answer::no);
  CHECK(held.against(share(Comparison::between, 1.06, 1.1)).answer == Answer::no);
}

TEST_CASE("baseline: a change is told in the unit of its limits") {
  const Held held{.there = {100}, .own = {95}};
  const AgainstBaseline relative = held.against(change(Comparison::between, -0.05, 0.05, true));
  CHECK(relative.answer == Answer::yes);
  CHECK(relative.told.value().value == doctest::Approx(-0.05));
  CHECK(held.against(change(Comparison::at_least, -0.04, 0, true)).answer == Answer::no);
  const AgainstBaseline absolute = held.against(change(Comparison::at_least, -5, 0, false));
  CHECK(absolute.answer == Answer::yes);
  CHECK(absolute.told.value().value == -5);
  CHECK(held.against(change(Comparison::at_least, -4.5, 0, false)).answer == Answer::no);
}

TEST_CASE("baseline: of nothing there is no share to tell, and still an answer") {
  const AgainstBaseline same = Held{.there = {0}, .own = {0}}.against(share(Comparison::at_most, 1.05));
  CHECK(same.answer == Answer::yes);
  CHECK(!same.told);
  const AgainstBaseline more = Held{.there = {0}, .own = {1}}.against(share(Comparison::at_most, 1.05));
  CHECK(more.answer == Answer::no);
  CHECK(!more.told);
  CHECK(Held{.there = {0}, .own = {1}}.against(change(Comparison::at_most, 2, 0, false)).told->value == 1);
}

// own - 1.1 there = 0, -0.1, -0.2: mean -0.1, standard error 0.1 / sqrt 3; t of 2 degrees of freedom is 4.3027, so that the
// interval is -0.1 -+ 0.24841. It straddles 0; 3 (0.24841 / 0.1)^2 = 18.5 replications would not.
TEST_CASE("baseline: of one seed replications are paired, and the interval may straddle the limit") {
  const Held held{.there = {10, 11, 12}, .own = {11, 12, 13}};
  const AgainstBaseline undecided = held.against(share(Comparison::at_most, 1.1));
  CHECK(undecided.answer == Answer::undecided);
  CHECK(undecided.replications_wanted == 19);
  // At its own slope, 12/11: own - 12/11 there = 1/11, 0, -1/11. The half-width, 4.3027 (1/11) / sqrt 3, as a share of 11.
  REQUIRE(undecided.told.value().interval);
  CHECK(undecided.told->value == doctest::Approx(12.0 / 11));
  CHECK(undecided.told->interval->half_width() ==
        doctest::Approx(4.3027 / 11 / std::sqrt(3.0) / 11).epsilon(1e-4));
  const AgainstBaseline surely = held.against(change(Comparison::between, 0.5, 1.5, false));
  CHECK(surely.answer == Answer::yes);  // each is 1 more than its pair
  CHECK(surely.told.value().interval->half_width() == doctest::Approx(0));
  CHECK(!surely.replications_wanted);
}

TEST_CASE("baseline: what decides between two limits is the harder of them") {
  const Held held{.there = {10, 11, 12}, .own = {11, 12, 13}};
  const AgainstBaseline lower = held.against(share(Comparison::at_least, 1.08));
  const AgainstBaseline upper = held.against(share(Comparison::at_most, 1.1));
  const AgainstBaseline both = held.against(share(Comparison::between, 1.08, 1.1));
  CHECK(both.answer == Answer::undecided);
  CHECK(both.replications_wanted == std::max(lower.replications_wanted, upper.replications_wanted));
  CHECK(held.against(share(Comparison::between, 1.08, 0.5)).answer ==
        Answer::no);  // one limit is broken for certain
  // On the limit no number of replications would do.
  const AgainstBaseline on_it =
      Held{.there = {10, 20, 30}, .own = {11, 21, 31}}.against(share(Comparison::at_most, 1.05));
  CHECK(on_it.answer == Answer::undecided);
  CHECK(!on_it.replications_wanted);
}

TEST_CASE("baseline: of different seeds the samples have nothing to do with each other") {
  const Held paired{.there = {10, 20, 30}, .own = {11, 21, 31}};
  Held apart = paired;
  apart.seed_there = 2;
  const Expectation more = change(Comparison::at_least, 0.5, 0, false);
  CHECK(paired.against(more).answer == Answer::yes);
  CHECK(apart.against(more).answer == Answer::undecided);
  CHECK(apart.against(more).replications_wanted.value() > 100);
}

TEST_CASE("baseline: what is never has no mean to be held against anything") {
  Value never_value{.type = Expected::Type::instant};
  never_value.ticks = std::numeric_limits<std::int64_t>::max();
  Series series;
  series.add(never_value);
  CHECK_THROWS_AS((void)hold_against(RunRecord{}, Scenario{}, share(Comparison::at_most, 1), series),
                  std::logic_error);
}
