#include "sim/study/assumption_trials.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "sim/study/goal_comparison.hpp"
#include "sim/study/promises.hpp"
#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

using Effect = AssumptionTrial::Effect;

constexpr std::uint32_t first_look = 2;  // where not even these differ, no more are done
constexpr std::uint32_t most_paired = 10;

std::string key_of(Assumption assumption) { return std::string(info_of(assumption).key); }

bool varies(const Study& study, Assumption assumption) {
  const std::string key = "assumptions." + key_of(assumption);
  return std::any_of(study.factors.begin(), study.factors.end(), [&](const Factor& factor) {
    return std::find(factor.keys.begin(), factor.keys.end(), key) != factor.keys.end();
  });
}

/// What the points that were tried came to under the other option, against what they came to as it is.
class Trial {
 public:
  struct Before {
    const Observations& observations;
    const Recommendation& found;
    const std::vector<std::size_t>& points;  // numbers there, of those tried
  };

  Trial(const Study& study, const Observations& after, const Before& before, bool random)
      : study_(study),
        after_(after),
        before_(before),
        certainty_{random, study.confidence},
        compare_(study, after, certainty_) {}

  /// Whether anything that decides differs in any replication.
  [[nodiscard]] bool differs() const {
    for (std::size_t i = 0; i < before_.points.size(); ++i) {
      if (differs(i, study_.goal->least)) return true;
      for (const Promise& promise : study_.goal->promises)
        if (differs(i, promise.response)) return true;
    }
    return false;
  }

  void judge(AssumptionTrial& trial) const {
    trial.replications = after_.replications(0);
    trial.difference = change(0, study_.goal->least);
    if (!differs()) return;
    trial.effect = Effect::moves_numbers;
    const std::vector<PromiseStanding> own = promises_of(0);
    if (keeping(own) != Answer::yes) judge_broken(own, trial);
    judge_rivals(trial);
  }

 private:
  [[nodiscard]] bool differs(std::size_t i, std::size_t response) const {
    return values_before(i, response) != after_.values(i, response);
  }

  /// As many as there are afterwards. Without chance there is one, which all others would repeat.
  [[nodiscard]] std::vector<double> values_before(std::size_t i, std::size_t response) const {
    std::vector<double> values = before_.observations.values(before_.points[i], response);
    values.resize(after_.replications(i), values.front());
    return values;
  }

  /// What the response changes by. Of means paired.
  [[nodiscard]] std::optional<Estimate> change(std::size_t i, std::size_t response) const {
    const std::vector<double> was = values_before(i, response);
    std::vector<double> is = after_.values(i, response);
    const Response& of = study_.responses[response];
    if (of.statistic == Response::Statistic::mean) {
      for (std::size_t k = 0; k < is.size(); ++k) is[k] -= was[k];
      return estimate_of(of, is, certainty_);
    }
    const auto left = estimate_of(of, is, certainty_);
    const auto right = estimate_of(of, was, certainty_);
    if (!left || !right) return std::nullopt;
    return Estimate{.value = left->value - right->value, .interval = std::nullopt, .count = is.size()};
  }

  /// Means are known from all replications as it is, plus what these few change: that varies less.
  [[nodiscard]] std::optional<Estimate> promised(std::size_t i, std::size_t promise) const {
    const std::size_t response = study_.goal->promises[promise].response;
    const auto& was = before_.found.candidates[before_.points[i]].promises[promise].estimate;
    const auto changed = change(i, response);
    const bool is_mean = study_.responses[response].statistic == Response::Statistic::mean;
    if (!is_mean || !changed || !changed->interval || !was || !was->interval)
      return estimate_of(study_.responses[response], after_.values(i, response), certainty_);
    return Estimate{.value = was->value + changed->value,
                    .interval = Interval{was->interval->lower + changed->interval->lower,
                                         was->interval->upper + changed->interval->upper},
                    .count = changed->count};
  }

  [[nodiscard]] std::vector<PromiseStanding> promises_of(std::size_t i) const {
    std::vector<PromiseStanding> all;
    for (std::size_t promise = 0; promise < study_.goal->promises.size(); ++promise)
      all.push_back(standing_of(promised(i, promise), study_.goal->promises[promise], certainty_.random));
    return all;
  }

  static Answer keeping(const std::vector<PromiseStanding>& promises) {
    Candidate candidate;
    candidate.promises = promises;
    return candidate.keeps();
  }

  void judge_broken(const std::vector<PromiseStanding>& own, AssumptionTrial& trial) const {
    const auto set = [&](std::size_t promise, Effect effect) {
      trial.effect = effect;
      trial.promise = promise;
      trial.promised = own[promise].estimate;
    };
    const auto missed = worst_miss(study_, own);
    if (missed) set(*missed, Effect::may_break_promise);
    for (std::size_t i = own.size(); i-- > 0;) {
      // What never ends keeps no limit.
      if (own[i].answer == Answer::no || !own[i].estimate) set(i, Effect::breaks_promise);
    }
  }

  /// Whom one would choose instead, and whether one would if the chosen point still keeps its promises.
  void judge_rivals(AssumptionTrial& trial) const {
    std::vector<std::size_t> keepers;
    std::vector<std::size_t> sure;
    for (std::size_t i = 1; i < before_.points.size(); ++i) {
      const std::vector<PromiseStanding> promises = promises_of(i);
      const bool has_numbers = std::all_of(promises.begin(), promises.end(),
                                           [](const PromiseStanding& each) { return each.estimate; });
      if (has_numbers && !worst_miss(study_, promises)) keepers.push_back(i);
      if (keeping(promises) == Answer::yes) sure.push_back(i);
    }
    const auto best = compare_.cheapest(keepers);
    if (!best) return;
    if (trial.effect != Effect::moves_numbers) {
      trial.instead = before_.points[*best];
      return;
    }
    if (!compare_.better(*best, 0)) return;
    trial.instead = before_.points[*best];
    const bool surely = std::any_of(sure.begin(), sure.end(),
                                    [this](std::size_t each) { return compare_.surely_better(each, 0); });
    trial.effect = surely ? Effect::changes_choice : Effect::may_change_choice;
  }

  const Study& study_;
  const Observations& after_;
  const Before& before_;
  Certainty certainty_;
  GoalComparison compare_;
};

std::vector<Unit> units_from(std::size_t points, std::uint32_t first, std::uint32_t end) {
  std::vector<Unit> units;
  for (std::uint32_t point = 0; point < points; ++point)
    for (std::uint32_t i = first; i < end; ++i) units.push_back({no_unit, point, i, 1});
  return units;
}

}  // namespace

bool has_chance(const Study& study) {
  if (!study.scenario.populations.empty() || varies(study, Assumption::stop_latency)) return true;
  bool random = study.scenario.assumptions.stop_latency() == StopLatency::random;
  for (const Override& each : study.assumptions)
    if (each.key == key_of(Assumption::stop_latency)) random = each.value == "random";
  return random;
}

AssumptionTrials::AssumptionTrials(const Study& study, const Observations& observations,
                                   const Recommendation& found, DoUnits do_units)
    : study_(study),
      observations_(observations),
      points_{found.point},
      random_(found.random),
      found_(found),
      do_units_(std::move(do_units)) {
  points_.insert(points_.end(), found.rivals.begin(), found.rivals.end());
}

std::vector<AssumptionTrial> AssumptionTrials::planned() const {
  const Replaced replaced = replaced_at(study_, study_.points[found_.point]);
  Diagnostics ignored;  // it was loaded before
  const auto scenario = study_.load_base(replaced.settings, replaced.assumptions, ignored);
  std::vector<AssumptionTrial> trials;
  for (std::size_t i = 0; scenario && i < assumption_count; ++i) {
    const auto assumption = static_cast<Assumption>(i);
    if (varies(study_, assumption)) continue;
    const Option from = scenario->assumptions.option(assumption);
    for (std::size_t to = 0; to < info_of(assumption).options.size(); ++to) {
      if (to == from) continue;
      AssumptionTrial& trial = trials.emplace_back();
      trial.assumption = assumption;
      trial.from = from;
      trial.to = static_cast<Option>(to);
    }
  }
  return trials;
}

Study AssumptionTrials::study_under(const AssumptionTrial& trial) const {
  Study study = study_;
  study.assumptions.push_back(
      {key_of(trial.assumption), std::string(info_of(trial.assumption).options[trial.to])});
  study.points.clear();
  for (const std::size_t point : points_) study.points.push_back(study_.points[point]);
  return study;
}

std::uint32_t AssumptionTrials::replications() const {
  std::uint32_t least = most_paired;
  for (const std::size_t point : points_) least = std::min(least, observations_.replications(point));
  return least;
}

std::uint64_t AssumptionTrials::replications_at_least() const {
  return points_.size() * (random_ ? first_look : 1);
}

bool AssumptionTrials::run(AssumptionTrial& trial) const {
  const Study study = study_under(trial);
  const bool random = has_chance(study);
  const std::uint32_t all = !random ? 1 : (random_ ? replications() : most_paired);
  Observations after(points_.size(), study.width());
  const Trial::Before before{observations_, found_, points_};
  const Trial tried(study, after, before, random);
  std::uint32_t done = 0;
  for (const std::uint32_t next : {std::min(first_look, all), all}) {
    if (next == done || (done > 0 && !tried.differs())) break;
    switch (do_units_(study, units_from(points_.size(), done, next), after, trial.refused)) {
      case SweepEnd::complete: break;
      case SweepEnd::stopped: return false;
      case SweepEnd::invalid: trial.effect = Effect::impossible; return true;
    }
    done = next;
  }
  tried.judge(trial);
  return true;
}

void sort_by_effect(std::vector<AssumptionTrial>& trials) {
  const auto rank = [](const AssumptionTrial& trial) {
    const double difference = trial.difference ? std::abs(trial.difference->value) : 0;
    return std::tuple(trial.effect, -difference, trial.assumption, trial.to);
  };
  std::sort(trials.begin(), trials.end(),
            [&](const AssumptionTrial& a, const AssumptionTrial& b) { return rank(a) < rank(b); });
}

}  // namespace outlive::study
