// From factors to design points.
#include "sim/study/design_points.hpp"

#include <doctest/doctest.h>

using namespace outlive;

namespace {

Factor factor(const std::string& name, std::size_t levels) {
  Factor made;
  made.name = name;
  made.keys = {name};
  made.type = Factor::Type::count;
  for (std::size_t i = 0; i < levels; ++i) {
    const std::string text = std::to_string(i);
    made.levels.push_back({text, {text}, static_cast<double>(i), {}});
  }
  return made;
}

std::string numbers_of(const Study& study) {
  std::string text;
  for (const DesignPoint& point : study.points) {
    text += (text.empty() ? "" : " ") + std::to_string(point.number) + ":";
    for (const Level& level : point.levels) text += level.text;
  }
  return text;
}

}  // namespace

TEST_CASE("design points: all combinations, the last factor changing fastest") {
  Study study;
  study.factors = {factor("a", 2), factor("b", 3)};
  CHECK(study::lay_out(study, {}, 1) == "");
  CHECK(numbers_of(study) == "0:00 1:01 2:02 3:10 4:11 5:12");
  CHECK(study.points_of_design == 6);
}

TEST_CASE("design points: a constraint leaves points out, and changes no number") {
  Study study;
  study.factors = {factor("a", 2), factor("b", 3)};
  std::string reason;
  const std::vector<study::Constraint> constraints{
      study::Constraint::parse("a != b", study.factors, reason).value(),
      study::Constraint::parse("b < 2", study.factors, reason).value()};
  CHECK(study::lay_out(study, constraints, 1) == "");
  CHECK(numbers_of(study) == "1:01 3:10");
  CHECK(study.points_of_design == 6);
}

TEST_CASE("design points: none, or far too many, are told") {
  Study study;
  study.factors = {factor("a", 2)};
  std::string reason;
  const std::vector<study::Constraint> never{
      study::Constraint::parse("a > 5", study.factors, reason).value()};
  CHECK(study::lay_out(study, never, 1) == "the constraints leave no design point");
  study.factors = {factor("a", 1001), factor("b", 1000)};
  CHECK(study::lay_out(study, {}, 1).starts_with("the factors have more than 1000000 combinations; "));
  study.factors = {factor("a", 100), factor("b", 100)};
  CHECK(study::lay_out(study, {}, 1) == "");
  CHECK(study.points.size() == 10'000);
}
