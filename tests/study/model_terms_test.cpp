// How factors become the columns of a regression.
#include "sim/study/model_terms.hpp"

#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/study/study_sample.hpp"

using namespace outlive;
using namespace outlive::study;
using namespace outlive::testing;

namespace {
using Row = std::vector<double>;
using Names = std::vector<std::string>;
}  // namespace

TEST_CASE("terms: numbers run from -1 to 1, words have effects that add up to 0") {
  const std::array factors{numeric_factor("idle", {60, 180, 120}), word_factor("type", {"a", "b", "c"})};
  const ModelTerms terms(factors, {}, {.interactions = true, .squares = false});
  CHECK(terms.names() == Names{"intercept", "idle", "type=a", "type=b", "idle * type=a", "idle * type=b"});
  CHECK(terms.row(std::array{60.0, 0.0}) == Row{1, -1, 1, 0, -1, 0});
  CHECK(terms.row(std::array{180.0, 1.0}) == Row{1, 1, 0, 1, 0, 1});
  CHECK(terms.row(std::array{150.0, 2.0}) == Row{1, 0.5, -1, -1, -0.5, -0.5});
  CHECK(terms.row_of(0, 180) == Row{1, 1, 0, 0, 0, 0});
  CHECK(terms.row_of(1, 2) == Row{1, 0, -1, -1, 0, 0});
  CHECK(terms.codings()[0].position_of(0.5) == 150);
}

TEST_CASE("terms: squares of what takes three values, and no column for what has one level") {
  const std::array factors{numeric_factor("two", {0, 1}), numeric_factor("one", {5}),
                           word_factor("word", {"x"}), numeric_factor("three", {0, 10})};
  const auto points = points_at({{0, 5, 0, 0}, {1, 5, 0, 5}, {0, 5, 0, 10}});
  const ModelTerms terms(factors, points, {.interactions = false, .squares = true});
  CHECK(terms.names() == Names{"intercept", "two", "three", "three^2"});
  const Matrix design = terms.design(points);
  CHECK(design.rows() == 3);
  CHECK(design.values == Row{1, -1, -1, 1, 1, 1, 0, 0, 1, -1, 1, 1});
}

TEST_CASE("terms: a logarithmic range has its middle where steps multiply") {
  const Coding coding(numeric_factor("x", {1, 100}, true));
  CHECK(coding.value(0, 10) == doctest::Approx(0).epsilon(1e-12));
  CHECK(coding.value(0, 100) == doctest::Approx(1));
  CHECK(coding.position_of(0) == doctest::Approx(10));
  CHECK(coding.position_of(-1) == 1);
  CHECK(coding.position_of(1) == 100);
}
