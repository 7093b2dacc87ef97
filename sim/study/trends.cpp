#include "sim/study/trends.hpp"

#include <algorithm>
#include <numeric>
#include <string>

namespace outlive::study {
namespace {

/// Below zero, zero or above: how two points compare in all factors but one.
int compare_others(const Study& study, std::size_t a, std::size_t b, std::size_t factor) {
  for (std::size_t i = 0; i < study.factors.size(); ++i) {
    if (i == factor) continue;
    const int found = study.points[a].levels[i].text.compare(study.points[b].levels[i].text);
    if (found != 0) return found;
  }
  return 0;
}

}  // namespace

std::vector<Step> steps_along(const Study& study, std::size_t factor) {
  const auto position = [&](std::size_t point) { return study.points[point].levels[factor].position; };
  std::vector<std::size_t> order(study.points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const int others = compare_others(study, a, b, factor);
    return others != 0 ? others < 0 : position(a) < position(b);
  });
  std::vector<Step> steps;
  const std::size_t none = order.size();
  std::size_t next = none;
  for (std::size_t i = order.size(); i-- > 1;) {
    if (compare_others(study, order[i - 1], order[i], factor) != 0) {
      next = none;
    } else if (position(order[i - 1]) < position(order[i])) {
      next = order[i];
    }
    if (next != none) steps.push_back({order[i - 1], next});
  }
  std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.from < b.from; });
  return steps;
}

bool is_picked(const Study& study, std::size_t point, std::span<const StudyExpectation::Choice> choices) {
  return std::all_of(choices.begin(), choices.end(), [&](const StudyExpectation::Choice& choice) {
    return study.points[point].levels[choice.factor].text ==
           study.factors[choice.factor].levels[choice.level].text;
  });
}

bool is_trend(const StudyExpectation& expectation) {
  return expectation.kind == StudyExpectation::Kind::rises_with ||
         expectation.kind == StudyExpectation::Kind::falls_with;
}

bool has_step(const Study& study, const StudyExpectation& trend) {
  const std::vector<Step> steps = steps_along(study, trend.factor);
  return std::any_of(steps.begin(), steps.end(),
                     [&](const Step& step) { return is_picked(study, step.from, trend.at); });
}

}  // namespace outlive::study
