// Which factor moves the goal most, and how far that can be believed.
#include "sim/study/fitted_surface.hpp"

#include <array>
#include <limits>

#include <doctest/doctest.h>

#include "tests/study/toy_study.hpp"

using namespace outlive;
using namespace outlive::testing;
using outlive::study::fitted_surface;

namespace {

/// One replication of a grid, with a cost for each pair of levels.
template <class Cost>
Observations grid_of(const Study& study, const Cost& cost) {
  Observations observations(study.points.size(), 2);
  for (std::size_t point = 0; point < study.points.size(); ++point) {
    const auto& levels = study.points[point].levels;
    observations.set(point, 0, std::array{cost(levels[0].position, levels[1].position), 1.0});
  }
  return observations;
}

}  // namespace

TEST_CASE("surface: what each factor does alone, the widest first") {
  const Study study = toy_study(4, 3);
  const auto surface =
      fitted_surface(study, grid_of(study, [](double a, double b) { return 100 + 2 * a + 10 * b; }), 0)
          .value();
  CHECK(surface.fits());
  CHECK(surface.predicted == doctest::Approx(1));
  CHECK_FALSE(surface.logarithmic);
  REQUIRE(surface.effects.size() == 2);
  CHECK(surface.effects[0].factor == 1);
  CHECK(surface.effects[0].least_at == "1");
  CHECK(surface.effects[0].greatest_at == "3");
  CHECK(surface.effects[0].difference.value == doctest::Approx(20));
  CHECK(surface.effects[1].difference.value == doctest::Approx(6));
  CHECK(surface.terms.front().name == "b");
  CHECK(surface.terms.front().estimate.value == doctest::Approx(10));
  const ResponseSurface::Map& map = surface.map.value();
  CHECK(map.columns == std::vector<std::string>{"1", "2", "3"});
  CHECK(map.rows == std::vector<std::string>{"1", "2", "3", "4"});
  CHECK(map.values[1 * 3 + 2] == doctest::Approx(100 + 2 * 2 + 10 * 3));
}

TEST_CASE("surface: interactions and squares are taken where they foretell better") {
  const Study study = toy_study(4, 4);
  const auto surface =
      fitted_surface(study, grid_of(study, [](double a, double b) { return a * b + 3 * a * a; }), 0).value();
  CHECK(surface.predicted == doctest::Approx(1));
  bool has_interaction = false;
  for (const auto& term : surface.terms) has_interaction = has_interaction || term.name == "a * b";
  CHECK(has_interaction);
}

TEST_CASE("surface: a scale that foretells better is taken") {
  Study study = toy_study(5, 2);
  for (std::size_t i = 0; i < 5; ++i) {
    const double position = static_cast<double>(1U << (2 * i));
    study.factors[0].levels[i].position = position;
    study.points[2 * i].levels[0].position = study.points[2 * i + 1].levels[0].position = position;
  }
  const auto surface = fitted_surface(study,
                                      grid_of(study,
                                              [](double a, double b) {
                                                double steps = 0;
                                                for (; a > 1; a /= 4) ++steps;
                                                return steps + b;
                                              }),
                                      0)
                           .value();
  CHECK(surface.logarithmic);
  CHECK(surface.predicted == doctest::Approx(1));
}

TEST_CASE("surface: where nothing fits nothing is claimed, and too few points say nothing") {
  const Study study = toy_study(4, 3);
  const auto rugged = fitted_surface(
      study, grid_of(study, [](double a, double b) { return static_cast<int>(a * 7 + b * 5) % 3 - 1.0; }), 0);
  CHECK((!rugged || !rugged->fits()));
  CHECK_FALSE(fitted_surface(study, grid_of(study, [](double, double) { return 1.0; }), 0));
  const Study small = toy_study(2, 1);
  CHECK_FALSE(fitted_surface(small, grid_of(small, [](double a, double) { return a; }), 0));
}

TEST_CASE("surface: points without a number are left out") {
  const Study study = toy_study(4, 3);
  const auto surface =
      fitted_surface(study,
                     grid_of(study,
                             [](double a, double b) {
                               return a == 4 && b == 3 ? std::numeric_limits<double>::infinity() : a;
                             }),
                     0)
          .value();
  CHECK(surface.points == 11);
  CHECK(surface.effects[0].difference.value == doctest::Approx(3));
}
