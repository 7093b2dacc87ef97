// Polynomials fitted to design points, and how far they can be trusted.
#include "sim/study/regression.hpp"

#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tests/study/study_sample.hpp"

using namespace outlive;
using namespace outlive::study;
using namespace outlive::testing;

namespace {

using Responses = std::vector<std::vector<double>>;
using Errors = Regression::Errors;

Regression fit(const std::vector<Factor>& factors, const std::vector<DesignPoint>& points,
               const Responses& responses, ModelTerms::Order order, Errors errors = Errors::independent) {
  return {ModelTerms(factors, points, order), points, responses, {.confidence = 0.95, .errors = errors}};
}

constexpr ModelTerms::Order main_effects{.interactions = false, .squares = false};
constexpr ModelTerms::Order quadratic{.interactions = false, .squares = true};
constexpr ModelTerms::Order crossed{.interactions = true, .squares = false};

const std::vector<Factor> one_factor{numeric_factor("x", {-1, 0, 1})};
const std::vector<DesignPoint> three_points = points_at({{-1}, {0}, {1}});

}  // namespace

// The pilot plant of Box, Hunter and Hunter, Statistics for Experimenters, chapter on factorial designs at two levels.
// Effects as printed there: temperature 23, concentration -5, catalyst 1.5; 1.5, 10 and 0 between two of them. A
// coefficient is half an effect. What is left is the interaction of all three, 0.5.
TEST_CASE("regression: effects of the pilot plant") {
  const std::vector<Factor> factors{numeric_factor("temperature", {160, 180}),
                                    numeric_factor("concentration", {20, 40}),
                                    word_factor("catalyst", {"B", "A"})};
  const auto points = points_at({{160, 20, 1},
                                 {180, 20, 1},
                                 {160, 40, 1},
                                 {180, 40, 1},
                                 {160, 20, 0},
                                 {180, 20, 0},
                                 {160, 40, 0},
                                 {180, 40, 0}});
  const Responses yields{{60}, {72}, {54}, {68}, {52}, {83}, {45}, {80}};
  const Regression regression = fit(factors, points, yields, crossed);
  const std::array expected{64.25, 11.5, -2.5, 0.75, 0.75, 5.0, 0.0};
  const auto coefficients = regression.coefficients();
  REQUIRE(coefficients.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(regression.terms().names()[i]);
    CHECK(coefficients[i].term == i);
    CHECK(std::abs(coefficients[i].estimate.value - expected.at(i)) < 1e-9);
    // One degree of freedom: residuals of 0.25, t 12.7062, a standard error of sqrt(8 * 0.25^2 / 8).
    CHECK(coefficients[i].estimate.interval->half_width() == doctest::Approx(12.7062 * 0.25));
  }
  const Quality quality = regression.quality();
  // Sum of squares: 2 for each squared effect.
  const double total = 2 * (23 * 23 + 25 + 2 * 1.5 * 1.5 + 100 + 0.25);
  CHECK(quality.r_squared.value() == doctest::Approx(1 - 0.5 / total));
  CHECK(quality.adjusted.value() == doctest::Approx(1 - 0.5 / total * 7));
  // All leverages are 7/8.
  CHECK(quality.predicted.value() == doctest::Approx(1 - 0.5 * 64 / total));
  CHECK_FALSE(quality.lack_of_fit.has_value());

  const auto ranges = regression.ranges();
  REQUIRE(ranges.size() == 3);
  CHECK(ranges[0].factor == 0);
  CHECK(ranges[0].difference.value == doctest::Approx(23));
  CHECK(ranges[0].least_at == 160);
  CHECK(ranges[0].least == doctest::Approx(52.75));
  CHECK(ranges[1].factor == 1);
  CHECK(ranges[1].difference.value == doctest::Approx(5));
  CHECK(ranges[1].least_at == 40);
  CHECK(ranges[2].difference.value == doctest::Approx(1.5));
  CHECK(ranges[2].greatest_at == 0);
  CHECK(ranges[2].difference.interval->half_width() == doctest::Approx(2 * 12.7062 * 0.25));
  CHECK(regression.predict(std::array{180.0, 40.0, 0.0}).value == doctest::Approx(79.75));
}

// By hand. Means 2, 9 and 4: the line is 5 + x, residuals -2, 4, -2. Pure error: 6 with 3 degrees of freedom.
TEST_CASE("regression: lack of fit is told apart from noise") {
  const Responses responses{{1, 3}, {8, 10}, {3, 5}};
  const Regression line = fit(one_factor, three_points, responses, main_effects);
  CHECK(line.coefficients()[1].estimate.value == doctest::Approx(1));
  CHECK(line.coefficients()[1].estimate.count == 6);
  // (48 + 6) / 4 of variance, over a sum of squares of 4; t of 4 degrees of freedom.
  CHECK(line.coefficients()[1].estimate.interval->half_width() ==
        doctest::Approx(2.776445 * std::sqrt(13.5 / 4)));
  const LackOfFit lack = line.quality().lack_of_fit.value();
  CHECK(lack.ratio == doctest::Approx(24));
  CHECK(lack.model_degrees == 1);
  CHECK(lack.error_degrees == 3);
  CHECK(lack.probability ==
        doctest::Approx(0.016281));  // two-sided of t = sqrt(24) with 3 degrees of freedom
  CHECK_FALSE(fit(one_factor, three_points, responses, quadratic).quality().lack_of_fit.has_value());
  // Whatever is common to a replication is no noise.
  CHECK_FALSE(fit(one_factor, three_points, responses, main_effects, Errors::common)
                  .quality()
                  .lack_of_fit.has_value());
}

// By hand. The replications' slopes are 2 and 3, their levels 4 and 8; around the means of points (2, 9, 7) and replications
// (4 and 8 around 6) rests of -1/2, 0, 1/2 and the reverse are left.
TEST_CASE("regression: under common random numbers each replication has its own model") {
  const Responses responses{{0.5, 3.5}, {7, 11}, {4.5, 9.5}};
  const Regression line = fit(one_factor, three_points, responses, main_effects, Errors::common);
  const auto coefficients = line.coefficients();
  CHECK(coefficients[0].estimate.value == doctest::Approx(6));
  CHECK(coefficients[0].estimate.interval->half_width() == doctest::Approx(12.7062 * 2));
  CHECK(coefficients[1].estimate.value == doctest::Approx(2.5));
  CHECK(coefficients[1].estimate.interval->half_width() == doctest::Approx(12.7062 * 0.5));
  CHECK(line.predict(std::array{1.0}).interval->half_width() == doctest::Approx(12.7062 * 2.5));
  const LackOfFit lack = line.quality().lack_of_fit.value();
  // Means 2, 9, 7 around 3.5, 6, 8.5: residuals -1.5, 3, -1.5. Twice their squares over what is left, 1 with 2 degrees.
  CHECK(lack.ratio == doctest::Approx(27 / (1 / 2.0)));
  CHECK(lack.model_degrees == 1);
  CHECK(lack.error_degrees == 2);
}

TEST_CASE("regression: of a single replication under common random numbers the level has no interval") {
  const Responses responses{{1}, {4}, {5}};
  const auto common = fit(one_factor, three_points, responses, main_effects, Errors::common).coefficients();
  const auto independent = fit(one_factor, three_points, responses, main_effects).coefficients();
  CHECK_FALSE(common[0].estimate.interval);
  CHECK(independent[0].estimate.interval);
  CHECK(common[1].estimate.interval->half_width() == independent[1].estimate.interval->half_width());
}

TEST_CASE("regression: a point is foretold by those who have not seen it") {
  const auto points = points_at({{-1}, {-0.4}, {0.1}, {0.3}, {0.8}, {1}});
  const Responses responses{{2}, {3.5}, {3}, {4.4}, {7.9}, {9}};
  const std::vector<Factor> factors{numeric_factor("x", {-1, 1})};
  double press = 0;
  double total = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    auto others = points;
    auto theirs = responses;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    theirs.erase(theirs.begin() + static_cast<std::ptrdiff_t>(i));
    const double foretold =
        fit(factors, others, theirs, quadratic).predict(std::array{points[i].levels[0].position}).value;
    press += (responses[i][0] - foretold) * (responses[i][0] - foretold);
    total += (responses[i][0] - 29.8 / 6) * (responses[i][0] - 29.8 / 6);
  }
  const Quality quality = fit(factors, points, responses, quadratic).quality();
  CHECK(quality.predicted.value() == doctest::Approx(1 - press / total));
}

TEST_CASE("regression: a bar of the tornado ends where the curve turns") {
  // 10 - (x - 0.5)^2 + the effects 1, 2 and -3 of words.
  const std::vector<Factor> factors{word_factor("word", {"a", "b", "c"}), numeric_factor("x", {-1, 1})};
  std::vector<DesignPoint> points =
      points_at({{0, -1}, {1, -1}, {2, -1}, {0, 0}, {1, 0}, {2, 0}, {0, 1}, {1, 1}, {2, 1}});
  Responses responses;
  const std::array effects{1.0, 2.0, -3.0};
  for (const DesignPoint& point : points) {
    const double x = point.levels[1].position - 0.5;
    responses.push_back({10 - x * x + effects.at(static_cast<std::size_t>(point.levels[0].position))});
  }
  const auto ranges = fit(factors, points, responses, quadratic).ranges();
  REQUIRE(ranges.size() == 2);
  CHECK(ranges[0].factor == 0);
  CHECK(ranges[0].least_at == 2);
  CHECK(ranges[0].greatest_at == 1);
  CHECK(ranges[0].difference.value == doctest::Approx(5));
  CHECK(ranges[1].least_at == -1);
  CHECK(ranges[1].least == doctest::Approx(7.75));
  CHECK(ranges[1].greatest_at == doctest::Approx(0.5));
  CHECK(ranges[1].greatest == doctest::Approx(10));
}

TEST_CASE("regression: what a fraction of a design cannot tell apart is told") {
  const std::vector<Factor> factors{numeric_factor("a", {-1, 1}), numeric_factor("b", {-1, 1}),
                                    numeric_factor("c", {-1, 1})};
  const auto points = points_at({{-1, -1, 1}, {1, -1, -1}, {-1, 1, -1}, {1, 1, 1}});
  const Regression regression = fit(factors, points, {{1}, {2}, {3}, {5}}, crossed);
  CHECK(regression.coefficients().size() == 4);
  REQUIRE(regression.left_out().size() == 3);
  const auto& names = regression.terms().names();
  const std::array<std::pair<const char*, const char*>, 3> pairs{
      {{"a * b", "c"}, {"a * c", "b"}, {"b * c", "a"}}};
  for (std::size_t i = 0; i < 3; ++i) {
    const Dependence& left_out = regression.left_out()[i];
    CHECK(names[left_out.column] == pairs.at(i).first);
    REQUIRE(left_out.parts.size() == 1);
    CHECK(names[left_out.parts[0].column] == pairs.at(i).second);
    CHECK(left_out.parts[0].times == doctest::Approx(1));
  }
  // As many terms as points: they are gone through, and nothing is known of how well.
  CHECK_FALSE(regression.coefficients()[1].estimate.interval);
  const Quality quality = regression.quality();
  CHECK_FALSE(quality.r_squared.has_value());
  CHECK_FALSE(quality.adjusted.has_value());
  CHECK_FALSE(quality.predicted.has_value());
}

TEST_CASE("regression: a response that never varies has no share that is explained") {
  const Regression flat = fit(one_factor, three_points, {{0.1}, {0.1}, {0.1}}, main_effects);
  CHECK_FALSE(flat.quality().r_squared.has_value());
  CHECK(flat.coefficients()[0].estimate.value == doctest::Approx(0.1));
}

TEST_CASE("regression: only as many replications are used as all points have") {
  const Regression line = fit(one_factor, three_points, {{1, 100}, {2}, {3, 4, 5}}, main_effects);
  CHECK(line.coefficients()[0].estimate.value == doctest::Approx(2));
  CHECK(line.coefficients()[0].estimate.count == 3);
}

TEST_CASE("regression: what is wrong with the call is told") {
  CHECK_THROWS_AS(fit(one_factor, three_points, {{1}, {2}}, main_effects), std::invalid_argument);
  CHECK_THROWS_AS(fit(one_factor, three_points, {{1}, {2}, {std::nan("")}}, main_effects),
                  std::invalid_argument);
  CHECK_THROWS_AS(fit(one_factor, three_points, {{1}, {2}, {}}, main_effects), std::invalid_argument);
  CHECK_THROWS_AS(fit(one_factor, {}, {}, main_effects), std::invalid_argument);
}
