// Whether a recommendation stands under other assumptions, on studies whose truth is known.
#include "sim/study/assumption_trials.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <doctest/doctest.h>

#include "sim/study/neighbours.hpp"
#include "sim/study/settings_search.hpp"
#include "tests/study/toy_study.hpp"

using namespace outlive;
using namespace outlive::testing;
using namespace outlive::study;
using Effect = AssumptionTrial::Effect;

namespace {

/// What cost and survival become under one option, at design points by the level of `a`.
using World = std::map<std::string, std::array<double, 2>>;

/// Four settings, of which the third is the cheapest that keeps 99.5 %.
class Toy {
 public:
  explicit Toy(bool random) : study(toy_study(4, 1)), observations(4, 2) {
    found.random = random;
    if (random) study.scenario.populations.emplace_back();
    study.load_base = [](const auto&, const auto&, Diagnostics&) {
      return std::optional<Scenario>(Scenario{});
    };
    SettingsSearch search(study, observations, random);
    for (auto units = search.next(); !units.empty(); units = search.next())
      for (const Unit& unit : units) add(study, unit, observations, {});
    found.end = search.end();
    found.point = search.point();
    found.candidates = search.candidates();
    found.rivals = {1, 3};
  }

  /// Tries one option under which the world is as told.
  AssumptionTrial attempt(const World& world) {
    replications = 0;
    const AssumptionTrials trials(
        study, observations, found,
        [&](const Study& tried, std::span<const Unit> units, Observations& after, Diagnostics& /*problems*/) {
          CHECK(tried.assumptions.back().key == "glue_timeout");
          for (const Unit& unit : units) add(tried, unit, after, world);
          replications += units.size();
          return SweepEnd::complete;
        });
    AssumptionTrial trial;
    trial.assumption = Assumption::glue_timeout;
    trial.to = 1;
    CHECK(trials.run(trial));
    return trial;
  }

  Study study;
  Observations observations;
  Recommendation found;
  std::size_t replications = 0;  // of the last attempt

 private:
  void add(const Study& of, const Unit& unit, Observations& to, const World& world) const {
    const std::string& level = of.points[unit.point].levels[0].text;
    static const World as_it_is{
        {"1", {80, 0.98}}, {"2", {90, 0.99}}, {"3", {100, 0.997}}, {"4", {110, 0.999}}};
    const auto other = world.find(level);
    std::array<double, 2> values = other == world.end() ? as_it_is.at(level) : other->second;
    if (found.random) {
      const double common = unit.first % 2 == 0 ? 1 : -1;
      values[0] += 5 * common + 0.5 * (unit.first % 3);
      values[1] += 0.0002 * common;
    }
    to.set(unit.point, unit.first, values);
  }
};

}  // namespace

TEST_CASE("assumption trials: an option that changes nothing is dropped after two replications") {
  Toy toy(true);
  REQUIRE(toy.found.end == Recommendation::End::chosen);
  REQUIRE(toy.found.point == 2);
  CHECK(toy.attempt({}).effect == Effect::nothing);
  CHECK(toy.replications == 2 * 3);
}

TEST_CASE("assumption trials: a broken promise is told, with who would keep it") {
  for (const bool random : {true, false}) {
    CAPTURE(random);
    Toy toy(random);
    const AssumptionTrial trial = toy.attempt({{"3", {95, 0.98}}});
    CHECK(trial.effect == Effect::breaks_promise);
    CHECK(trial.promise == 0);
    CHECK(trial.promised->value == doctest::Approx(0.98).epsilon(0.001));
    CHECK(trial.difference->value == doctest::Approx(-5));
    CHECK(trial.instead == std::size_t{3});
    CHECK(trial.replications == (random ? 10 : 1));
  }
}

TEST_CASE("assumption trials: where no rival would keep the promises none is named") {
  Toy toy(false);
  const AssumptionTrial trial = toy.attempt({{"3", {95, 0.98}}, {"4", {110, 0.9}}});
  CHECK(trial.effect == Effect::breaks_promise);
  CHECK_FALSE(trial.instead);
}

TEST_CASE("assumption trials: a rival that keeps all and is cheaper changes the choice") {
  Toy toy(true);
  AssumptionTrial trial = toy.attempt({{"2", {90, 0.9975}}});
  CHECK(trial.effect == Effect::changes_choice);
  CHECK(trial.instead == std::size_t{1});
  // As cheap within the indifference is no reason.
  trial = toy.attempt({{"2", {99.5, 0.9975}}});
  CHECK(trial.effect == Effect::moves_numbers);
}

TEST_CASE("assumption trials: what lies on its limit may break, and numbers may move") {
  Toy toy(true);
  CHECK(toy.attempt({{"3", {100, 0.99495}}}).effect == Effect::may_break_promise);
  const AssumptionTrial trial = toy.attempt({{"3", {101, 0.997}}});
  CHECK(trial.effect == Effect::moves_numbers);
  CHECK(trial.difference->value == doctest::Approx(1));
}

TEST_CASE("assumption trials: a scenario that cannot be is told") {
  Toy toy(false);
  const AssumptionTrials trials(
      toy.study, toy.observations, toy.found,
      [](const Study&, std::span<const Unit>, Observations&, Diagnostics& problems) {
        problems.error({"base.yaml", 1, 1}, "no");
        return SweepEnd::invalid;
      });
  AssumptionTrial trial;
  CHECK(trials.run(trial));
  CHECK(trial.effect == Effect::impossible);
  CHECK(trial.refused.has_errors());
}

TEST_CASE("assumption trials: every other option of every assumption that does not vary") {
  Toy toy(false);
  const auto none = [](const Study&, std::span<const Unit>, Observations&, Diagnostics&) {
    return SweepEnd::complete;
  };
  std::size_t options = 0;
  for (std::size_t i = 0; i < assumption_count; ++i)
    options += info_of(static_cast<Assumption>(i)).options.size() - 1;
  CHECK(AssumptionTrials(toy.study, toy.observations, toy.found, none).planned().size() == options);
  toy.study.factors[0].keys = {"assumptions.glue_timeout"};
  const std::size_t own = info_of(Assumption::glue_timeout).options.size() - 1;
  CHECK(AssumptionTrials(toy.study, toy.observations, toy.found, none).planned().size() == options - own);
}

TEST_CASE("assumption trials: the greatest effect comes first") {
  std::vector<AssumptionTrial> trials(4);
  trials[0].effect = Effect::moves_numbers;
  trials[0].difference = Estimate{1, std::nullopt, 1};
  trials[1].effect = Effect::moves_numbers;
  trials[1].difference = Estimate{-2, std::nullopt, 1};
  trials[2].effect = Effect::nothing;
  trials[3].effect = Effect::breaks_promise;
  sort_by_effect(trials);
  CHECK(trials[0].effect == Effect::breaks_promise);
  CHECK(trials[1].difference->value == -2);
  CHECK(trials[2].difference->value == 1);
  CHECK(trials[3].effect == Effect::nothing);
}

TEST_CASE("chance: populations and random stops have a part of it, a factor may bring it in") {
  Study study = toy_study(2, 1);
  CHECK_FALSE(has_chance(study));
  study.assumptions = {{"stop_latency", "random"}};
  CHECK(has_chance(study));
  study.assumptions.push_back({"stop_latency", "none"});
  CHECK_FALSE(has_chance(study));
  study.factors[0].keys = {"assumptions.stop_latency"};
  CHECK(has_chance(study));
  study.factors[0].keys = {"a"};
  study.scenario.populations.emplace_back();
  CHECK(has_chance(study));
}
