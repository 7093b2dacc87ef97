#include "sim/study/study_verdicts.hpp"

#include <algorithm>

#include "sim/study/main_effects.hpp"
#include "sim/study/point_estimates.hpp"
#include "sim/study/sample.hpp"
#include "sim/study/trends.hpp"

namespace outlive::study {
namespace {

/// Without an interval nothing is uncertain: there is one run, or nothing is random.
Interval interval_of(const Estimate& estimate) {
  return estimate.interval.value_or(Interval{estimate.value, estimate.value});
}

/// How much worse one answer is than another: no comes first, then undecided.
int badness(Answer answer) { return answer == Answer::no ? 2 : (answer == Answer::undecided ? 1 : 0); }

class Judge {
 public:
  Judge(const Study& study, const Observations& observations, const StudyExpectation& expectation)
      : study_(study), observations_(observations), expectation_(expectation) {
    verdict_.expectation = &expectation;
    verdict_.answer = Answer::yes;
  }

  StudyVerdict judge() {
    switch (expectation_.kind) {
      case StudyExpectation::Kind::limit: judge_limit(); break;
      case StudyExpectation::Kind::difference: judge_differences(); break;
      case StudyExpectation::Kind::rises_with: judge_trend({.low = 0}); break;
      case StudyExpectation::Kind::falls_with: judge_trend({.high = 0}); break;
    }
    if (!any_) verdict_.answer = Answer::undecided;
    return verdict_;
  }

 private:
  [[nodiscard]] Limits limits() const {
    return limits_of(expectation_.comparison, expectation_.low, expectation_.high);
  }

  [[nodiscard]] const std::string& level(std::size_t point, std::size_t factor) const {
    return study_.points[point].levels[factor].text;
  }

  /// Whether two points differ in no factor but those that `may` names.
  template <class May>
  [[nodiscard]] bool alike_but(std::size_t a, std::size_t b, const May& may) const {
    for (std::size_t factor = 0; factor < study_.factors.size(); ++factor) {
      if (!may(factor) && level(a, factor) != level(b, factor)) return false;
    }
    return true;
  }

  void judge_limit() {
    for (const std::size_t point : picked(expectation_.at))
      hold(estimate_of(study_, observations_, point, expectation_.response), limits(), point, point);
  }

  void judge_differences() {
    for (const std::size_t point : picked(expectation_.at)) judge_difference(point);
    if (!any_) judge_means();
  }

  void judge_difference(std::size_t point) {
    const auto chosen = [&](std::size_t factor) {
      const auto is = [factor](const StudyExpectation::Choice& choice) { return choice.factor == factor; };
      return std::any_of(expectation_.at.begin(), expectation_.at.end(), is) ||
             std::any_of(expectation_.from.begin(), expectation_.from.end(), is);
    };
    for (std::size_t from = 0; from < study_.points.size(); ++from) {
      if (!is_picked(study_, from, expectation_.from) || !alike_but(point, from, chosen)) continue;
      const auto difference =
          expectation_.relative
              ? relative_difference_of(study_, observations_, point, from, expectation_.response)
              : difference_of(study_, observations_, point, from, expectation_.response);
      hold(difference, limits(), point, from);
    }
  }

  /// Where the design has no two points that differ in nothing else, as fractions have none: the means over all that `at`
  /// picks against those over all that `from` picks.
  void judge_means() {
    const std::vector<std::size_t> at = picked(expectation_.at);
    const std::vector<std::size_t> from = picked(expectation_.from);
    std::vector<double> one = means_over(observations_, at, expectation_.response);
    std::vector<double> other = means_over(observations_, from, expectation_.response);
    const std::size_t count = std::min(one.size(), other.size());
    if (count == 0) return;
    one.resize(count);
    other.resize(count);
    for (std::size_t i = 0; i < count; ++i) one[i] -= other[i];
    hold(expectation_.relative ? ratio_of_means(one, other, study_.confidence)
                               : mean_of(one, study_.confidence),
         limits(), at.front(), from.front());
    verdict_.over_all = true;
  }

  [[nodiscard]] std::vector<std::size_t> picked(const std::vector<StudyExpectation::Choice>& choices) const {
    std::vector<std::size_t> points;
    for (std::size_t point = 0; point < study_.points.size(); ++point) {
      if (is_picked(study_, point, choices)) points.push_back(point);
    }
    return points;
  }

  /// Each point against that with the next level of the factor.
  void judge_trend(const Limits& limits) {
    for (const Step& step : steps_along(study_, expectation_.factor)) {
      if (!is_picked(study_, step.from, expectation_.at)) continue;
      hold(difference_of(study_, observations_, step.to, step.from, expectation_.response), limits, step.to,
           step.from);
    }
  }

  void hold(const std::optional<Estimate>& estimate, const Limits& limits, std::size_t point,
            std::size_t from) {
    const Answer answer = estimate ? answer_of(interval_of(*estimate), limits) : Answer::undecided;
    if (any_ && badness(answer) <= badness(verdict_.answer)) return;
    any_ = true;
    verdict_.answer = answer;
    verdict_.point = point;
    verdict_.from = from;
    verdict_.estimate = estimate;
    verdict_.wanted.reset();
    if (answer == Answer::undecided && estimate) verdict_.wanted = deciding_replications(*estimate, limits);
  }

  const Study& study_;
  const Observations& observations_;
  const StudyExpectation& expectation_;
  StudyVerdict verdict_;
  bool any_ = false;
};

}  // namespace

std::vector<StudyVerdict> judge(const Study& study, const Observations& observations) {
  std::vector<StudyVerdict> verdicts;
  for (const StudyExpectation& expectation : study.expectations)
    verdicts.push_back(Judge(study, observations, expectation).judge());
  return verdicts;
}

}  // namespace outlive::study
