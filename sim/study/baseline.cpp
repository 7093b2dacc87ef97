#include "sim/study/baseline.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "sim/study/contrast.hpp"
#include "sim/study/judging.hpp"
#include "sim/study/run_record.hpp"
#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

/// As far as both sides are compared: which numbers are common, and the values.
RunRecord record_of(const Scenario& scenario, const Expectation& expectation, const Series& series) {
  RunRecord own;
  own.seed = scenario.seed;
  own.chance =
      has_chance(!scenario.populations.empty(), scenario.assumptions.option(Assumption::stop_latency));
  own.replications = static_cast<std::uint32_t>(series.count());
  const std::vector<double> values(series.numbers().begin(), series.numbers().end());
  own.responses.push_back({expectation.key, ResponseUnit::number, values});
  return own;
}

/// A limit on own - slope * there.
struct Line {
  double slope = 1;
  double offset = 0;
};

Line line_at(const Expectation& expectation, const Expected& limit) {
  const double value = limits_of(Comparison::equals, limit, limit).low;
  if (expectation.relation == Relation::share_of) return {value, 0};
  return expectation.relative ? Line{1 + value, 0} : Line{1, value};
}

class Scale {
 public:
  Scale(const Expectation& expectation, const Sides& sides) : expectation_(expectation), sides_(sides) {
    result_.there = mean_of(sides.a, expectation.confidence).value;
    result_.own = mean_of(sides.b, expectation.confidence).value;
  }

  AgainstBaseline weigh() {
    result_.answer = Answer::yes;
    const Comparison comparison = expectation_.comparison;
    if (comparison != Comparison::at_most) hold(line_at(expectation_, expectation_.low), true);
    if (comparison == Comparison::at_most) hold(line_at(expectation_, expectation_.low), false);
    if (comparison == Comparison::between) hold(line_at(expectation_, expectation_.high), false);
    tell();
    return result_;
  }

 private:
  /// Where the line is the lower limit, or the upper.
  void hold(const Line& line, bool is_lower) {
    Estimate estimate = contrast(sides_, line.slope, expectation_.confidence);
    estimate.value -= line.offset;
    if (estimate.interval)
      estimate.interval =
          Interval{estimate.interval->lower - line.offset, estimate.interval->upper - line.offset};
    // What is left of a difference where two sides differ by the offset but for rounding is nothing.
    constexpr double noise = 1e-12;
    if (std::abs(estimate.value) <= noise * (std::abs(result_.own) + std::abs(result_.there)))
      estimate.value = 0;
    const Limits limits = is_lower ? Limits{.low = 0} : Limits{.high = 0};
    const Answer answer =
        answer_of(estimate.interval.value_or(Interval{estimate.value, estimate.value}), limits);
    if (answer == Answer::no) result_.answer = Answer::no;
    if (answer != Answer::undecided) return;
    if (result_.answer == Answer::yes) result_.answer = Answer::undecided;
    // As many as the harder of two limits takes; if one cannot be told, neither can both.
    const auto wanted = deciding_replications(estimate, limits);
    const bool is_first = !any_wanted_;
    any_wanted_ = true;
    result_.replications_wanted =
        wanted && (is_first || result_.replications_wanted)
            ? std::optional(std::max(*wanted, result_.replications_wanted.value_or(0)))
            : std::nullopt;
  }

  void tell() {
    if (expectation_.relation == Relation::change_from && !expectation_.relative) {
      result_.told = contrast(sides_, 1, expectation_.confidence);
      return;
    }
    if (result_.there == 0) return;
    // At its own slope the contrast is 0, with the interval that the share is uncertain by.
    const double share = result_.own / result_.there;
    Estimate estimate = contrast(sides_, share, expectation_.confidence);
    const double shift = expectation_.relation == Relation::share_of ? share : share - 1;
    if (estimate.interval) {
      const double half_width = estimate.interval->half_width() / std::abs(result_.there);
      estimate.interval = Interval{shift - half_width, shift + half_width};
    }
    estimate.value = shift;
    result_.told = estimate;
  }

  const Expectation& expectation_;
  const Sides& sides_;
  AgainstBaseline result_;
  bool any_wanted_ = false;
};

}  // namespace

AgainstBaseline hold_against(const RunRecord& baseline, const Scenario& scenario,
                             const Expectation& expectation, const Series& series) {
  if (!series.has_mean()) throw std::logic_error("'" + expectation.key + "' has no mean");
  const RunRecord own = record_of(scenario, expectation, series);
  const Sides sides = sides_of(baseline, own, expectation.key);
  AgainstBaseline result = Scale(expectation, sides).weigh();
  if (result.answer != Answer::undecided) result.replications_wanted.reset();
  return result;
}

}  // namespace outlive::study
