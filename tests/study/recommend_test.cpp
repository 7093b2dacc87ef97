// What a search that was stopped is known to have found.
#include "sim/study/recommend.hpp"

#include <doctest/doctest.h>

#include "sim/study/assumption_trials.hpp"
#include "tests/study/toy_study.hpp"

using namespace outlive;
using namespace outlive::testing;
using State = Candidate::State;

TEST_CASE("a search that was stopped: among the settings that were tried, one leads") {
  const Study study = toy_study(2, 2);
  REQUIRE_FALSE(study::has_chance(study));
  Observations some = no_observations(study);
  CHECK_FALSE(study::found_so_far(study, some).has_value());
  some.set(0, 0, std::vector{10.0, 0.9});
  some.set(1, 0, std::vector{14.0, 1.0});
  some.set(3, 0, std::vector{12.0, 1.0});
  const auto so_far = study::found_so_far(study, some);
  REQUIRE(so_far.has_value());
  CHECK(so_far->found.end == Recommendation::End::stopped);
  CHECK(so_far->found.point == 2);
  CHECK(so_far->study.points[2].number == 3);
  REQUIRE(so_far->found.candidates.size() == 3);
  CHECK(so_far->found.candidates[0].state == State::breaks_promise);
  CHECK(so_far->found.candidates[2].keeps() == Answer::yes);
  CHECK(so_far->study.unfinished->points_done == 3);
  CHECK(so_far->study.unfinished->points_planned == 4);
  // What only a choice has.
  CHECK(so_far->found.neighbours.empty());
  CHECK(so_far->found.rivals.empty());
  CHECK_FALSE(so_far->found.surface.has_value());
}

TEST_CASE("a search that was stopped knows what it knew before it asked for more, however far that came") {
  Study study = toy_study(2, 2);
  study.assumptions.push_back({"stop_latency", "random"});
  REQUIRE(study::has_chance(study));
  const ToySampler sampler({{1000, 0.9951}, {1010, 0.9951}, {1020, 0.9951}, {1500, 0.9951}},
                           {.own_cost = 100, .own_survival = 0.001}, 3);
  Observations done = no_observations(study);
  study::SettingsSearch search(study, done, true);
  for (int looks = 0; looks < 3; ++looks) {
    const std::vector<Unit> units = search.next();
    REQUIRE_FALSE(units.empty());
    for (const Unit& unit : units) sampler(unit, done);
  }
  const std::vector<Unit> more = search.next();
  REQUIRE(more.size() > 1);
  const std::vector<Candidate> known = search.candidates();
  for (std::size_t cut = 0; cut + 1 < more.size(); ++cut) {
    if (cut > 0) sampler(more[cut - 1], done);
    const auto so_far = study::found_so_far(study, done);
    REQUIRE(so_far.has_value());
    CHECK(so_far->found.end == Recommendation::End::stopped);
    CHECK(so_far->found.point == search.point());
    CHECK(so_far->found.confidence_of_each == search.certainty().confidence);
    REQUIRE(so_far->found.candidates.size() == known.size());
    for (std::size_t point = 0; point < known.size(); ++point) {
      CHECK(so_far->found.candidates[point].state == known[point].state);
      CHECK(so_far->found.candidates[point].replications == known[point].replications);
      CHECK(so_far->found.candidates[point].goal->value == known[point].goal->value);
    }
  }
}
