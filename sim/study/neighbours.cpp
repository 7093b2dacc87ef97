#include "sim/study/neighbours.hpp"

#include <algorithm>
#include <utility>

#include "sim/study/point_estimates.hpp"
#include "sim/study/promises.hpp"

namespace outlive::study {
namespace {

/// What it would be over the replications of `from`: the value there and the difference over those that both have.
std::optional<double> comparable(const Study& study, const Observations& observations, std::size_t response,
                                 std::size_t point, std::size_t from) {
  const auto there = estimate_of(study, observations, from, response);
  const auto difference = difference_of(study, observations, point, from, response);
  if (!there || !difference) return std::nullopt;
  return there->value + difference->value;
}

/// Less is better.
double badness(double value, const Promise& promise) {
  switch (promise.comparison) {
    case Comparison::at_least: return -value;
    case Comparison::at_most: return value;
    default: return miss_of(value, promise);
  }
}

void mark_front(const Promise& promise, std::vector<Candidate>& candidates) {
  struct Mark {
    double goal;
    double badness;
    Candidate* candidate;
  };
  std::vector<Mark> marks;
  for (Candidate& each : candidates) {
    if (each.comparable_goal && each.comparable_promise)
      marks.push_back({*each.comparable_goal, badness(*each.comparable_promise, promise), &each});
  }
  std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
    return std::pair(a.goal, a.badness) < std::pair(b.goal, b.badness);
  });
  const Mark* last = nullptr;
  for (const Mark& mark : marks) {
    const bool is_equal = last != nullptr && mark.goal == last->goal && mark.badness == last->badness;
    mark.candidate->on_front = last == nullptr || is_equal || mark.badness < last->badness;
    if (mark.candidate->on_front) last = &mark;
  }
}

/// Whether one is the next level of the factor to the other, to either side.
bool is_one_step(const Factor& factor, const Level& one, const Level& other) {
  if (one.text == other.text) return false;
  if (factor.type == Factor::Type::word) return true;
  const auto [low, high] = std::minmax(one.position, other.position);
  return std::none_of(
      factor.levels.begin(), factor.levels.end(),
      [low = low, high = high](const Level& each) { return each.position > low && each.position < high; });
}

/// The factor in which two points differ; nothing if that is none, or more than one.
std::optional<std::size_t> only_difference(const DesignPoint& a, const DesignPoint& b) {
  std::optional<std::size_t> found;
  for (std::size_t factor = 0; factor < a.levels.size(); ++factor) {
    if (a.levels[factor].text == b.levels[factor].text) continue;
    if (found) return std::nullopt;
    found = factor;
  }
  return found;
}

}  // namespace

void compare_with(std::size_t point, const Study& study, const Observations& observations,
                  const GoalComparison& compare, std::vector<Candidate>& candidates) {
  const Promise& first = study.goal->promises.front();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    candidates[i].difference = compare.difference(i, point);
    candidates[i].comparable_goal = comparable(study, observations, study.goal->least, i, point);
    candidates[i].comparable_promise = comparable(study, observations, first.response, i, point);
  }
  mark_front(first, candidates);
}

std::vector<Neighbour> neighbours_of(std::size_t point, const Study& study, const GoalComparison& compare,
                                     const std::vector<Candidate>& candidates) {
  std::vector<Neighbour> neighbours;
  for (std::size_t other = 0; other < candidates.size(); ++other) {
    const auto factor = only_difference(study.points[point], study.points[other]);
    if (!factor || !is_one_step(study.factors[*factor], study.points[point].levels[*factor],
                                study.points[other].levels[*factor]))
      continue;
    Neighbour& neighbour = neighbours.emplace_back();
    neighbour.point = other;
    neighbour.factor = *factor;
    neighbour.breaks = worst_miss(study, candidates[other].promises);
    neighbour.as_good = !neighbour.breaks && candidates[other].state != Candidate::State::without_number &&
                        compare.as_good(other, point);
  }
  return neighbours;
}

std::vector<std::size_t> rivals_of(std::size_t point, const Study& study,
                                   const std::vector<Candidate>& candidates) {
  constexpr std::size_t of_each = 2;
  using Ranked = std::pair<double, std::size_t>;
  std::vector<Ranked> cheaper;
  std::vector<Ranked> dearer;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& each = candidates[i];
    if (i == point || !each.difference || each.state == Candidate::State::without_number) continue;
    const auto missed = worst_miss(study, each.promises);
    if (!missed) {
      dearer.emplace_back(each.difference->value, i);
    } else if (each.difference->value < 0) {
      cheaper.emplace_back(miss_of(each.promises[*missed].estimate->value, study.goal->promises[*missed]), i);
    }
  }
  std::vector<std::size_t> rivals;
  for (std::vector<Ranked>* group : {&cheaper, &dearer}) {
    std::sort(group->begin(), group->end());
    for (std::size_t i = 0; i < std::min(of_each, group->size()); ++i) rivals.push_back((*group)[i].second);
  }
  std::sort(rivals.begin(), rivals.end());
  return rivals;
}

}  // namespace outlive::study
