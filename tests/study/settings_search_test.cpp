// The search for the cheapest settings that keep their promises, on studies whose truth is known.
#include "sim/study/settings_search.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include <doctest/doctest.h>

#include "tests/study/toy_study.hpp"

using namespace outlive;
using namespace outlive::testing;
using outlive::study::SettingsSearch;
using End = Recommendation::End;
using State = Candidate::State;

namespace {

struct Found {
  End end = End::stopped;
  std::size_t point = 0;
  std::vector<Candidate> candidates;
  std::uint64_t replications = 0;
  std::optional<std::uint64_t> wanted;
};

/// `even`: all points get as many replications as the one that needs most.
template <class Sampler>
Found search(const Study& study, const Sampler& sampler, bool random = true, bool even = false) {
  Observations observations(study.points.size(), study.responses.size());
  SettingsSearch search(study, observations, random);
  Found found;
  for (auto units = search.next(); !units.empty(); units = search.next()) {
    if (even) {
      std::uint32_t most = 0;
      for (const Unit& unit : units) most = std::max(most, unit.first + 1);
      units.clear();
      for (std::uint32_t point = 0; point < study.points.size(); ++point) {
        const std::uint32_t count = observations.replications(point);
        units.push_back({no_unit, point, count, most - count});
      }
    }
    for (const Unit& unit : units) {
      sampler(unit, observations);
      found.replications += unit.count;
    }
  }
  found.end = search.end();
  found.point = search.point();
  found.candidates = search.candidates();
  found.wanted = search.wanted();
  return found;
}

/// Cost and survival of each point in every replication.
auto exactly(std::vector<std::vector<double>> rows) {
  return [rows = std::move(rows)](const Unit& unit, Observations& observations) {
    for (std::uint32_t i = unit.first; i < unit.first + unit.count; ++i)
      observations.set(unit.point, i, rows[unit.point]);
  };
}

}  // namespace

TEST_CASE("search: without chance one replication of each point is exact") {
  const Study study = toy_study(2, 2);
  const Found found = search(study, exactly({{10, 0.99}, {12, 0.995}, {15, 1}, {11, 0.9949}}), false);
  CHECK(found.end == End::chosen);
  CHECK(found.point == 1);
  CHECK(found.replications == 4);
  CHECK(found.candidates[0].state == State::breaks_promise);
  CHECK(found.candidates[2].state == State::dearer);
  CHECK(found.candidates[2].because == 1);
  CHECK(found.candidates[3].state == State::breaks_promise);
}

TEST_CASE("search: of points that are equal the first is chosen") {
  const Found found = search(toy_study(2, 2), exactly({{12, 0.9}, {12, 1}, {12, 1}, {12.01, 1}}), false);
  CHECK(found.end == End::chosen);
  CHECK(found.point == 1);
  CHECK(found.candidates[2].state == State::open);  // neither is dearer
}

TEST_CASE("search: where no point keeps the promises the nearest miss is told") {
  const Found found = search(toy_study(1, 3), exactly({{1, 0.5}, {2, 0.9}, {3, 0.8}}), false);
  CHECK(found.end == End::none_keeps);
  CHECK(found.point == 1);
}

TEST_CASE("search: what never ends has no mean, and is not recommended") {
  const double never = std::numeric_limits<double>::infinity();
  const Found found = search(toy_study(1, 3), exactly({{never, 1}, {2, 1}, {1, never}}), false);
  CHECK(found.end == End::chosen);
  CHECK(found.point == 1);
  CHECK(found.candidates[0].state == State::without_number);
  CHECK(found.candidates[2].state == State::without_number);
}

TEST_CASE("search: a study without a goal has nothing to look for") {
  Study study = toy_study(1, 2);
  study.goal.reset();
  const Observations observations(2, 2);
  CHECK_THROWS_AS(SettingsSearch(study, observations, true), std::invalid_argument);
}

// 12 settings: cost rises with both factors, survival with the first. The best is a = 3, b = 1.
TEST_CASE(
    "search: the best is chosen at least as often as the confidence says, and with fewer replications") {
  Study study = toy_study(4, 3);
  study.goal->indifference = 0.01;
  std::vector<ToyPoint> truth;
  for (int a = 0; a < 4; ++a)
    for (int b = 0; b < 3; ++b) truth.push_back({100.0 + 4 * a + 3 * b, 0.9935 + 0.001 * a});
  constexpr std::size_t best = 6;
  const ToyNoise noise{.common_cost = 20, .own_cost = 4, .own_survival = 0.001};
  int good = 0;
  int wrong = 0;
  std::uint64_t spent = 0;
  std::uint64_t even = 0;
  constexpr int repetitions = 200;
  for (int i = 0; i < repetitions; ++i) {
    const ToySampler sampler(truth, noise, static_cast<std::uint64_t>(i));
    const Found found = search(study, sampler);
    if (found.end == End::chosen) ++(found.point == best ? good : wrong);
    spent += found.replications;
    if (i < 40) even += 5 * search(study, sampler, true, true).replications;
  }
  MESSAGE("good ", good, ", wrong ", wrong, " of ", repetitions, "; replications ", spent / repetitions,
          ", evenly ", even / repetitions);
  CHECK(good >= 0.95 * repetitions);
  CHECK(wrong <= 0.05 * repetitions);
  CHECK(spent < even);
}
