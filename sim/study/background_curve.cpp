#include "sim/study/background_curve.hpp"

#include <algorithm>

#include "outlive/settings.hpp"
#include "sim/workload/recording.hpp"
#include "sim/workload/resources.hpp"

namespace outlive::study {

BackgroundCurve::BackgroundCurve(const Results& results) {
  for (const JobResult& job : results.jobs) {
    if (const auto need = workload::background_need(job)) needs_.push_back(*need);
  }
  std::sort(needs_.begin(), needs_.end());
}

std::uint64_t BackgroundCurve::lost_at(Duration duration) const {
  return static_cast<std::uint64_t>(needs_.end() - std::upper_bound(needs_.begin(), needs_.end(), duration));
}

namespace {

using Step = SurvivalCurve::Step;

/// Whether what one job holds can keep another from starting.
bool shares_capacity(const Results& results) {
  return std::any_of(results.resources.begin(), results.resources.end(), [](const ResourceResult& each) {
    return each.limit != setting_none && each.unit != workload::unit_of_exchanges;
  });
}

bool starts_again(const Scenario& scenario) {
  return std::any_of(scenario.actions.begin(), scenario.actions.end(), [](const Action& action) {
    return action.verb == Verb::restart_job || action.verb == Verb::restart_kernel;
  });
}

/// Needs with how many jobs have them, ascending; the same need may stand there twice.
std::vector<Sketch::Cell> all_needs(const Results& results) {
  std::vector<Sketch::Cell> needs = results.over_time.background_needs.cells();
  for (const JobResult& job : results.jobs) {
    if (const auto need = workload::background_need(job)) needs.push_back({*need, 1});
  }
  std::sort(needs.begin(), needs.end(),
            [](const Sketch::Cell& a, const Sketch::Cell& b) { return a.longest < b.longest; });
  return needs;
}

/// A step at each need, and one at `current`.
std::vector<Step> steps_of(const std::vector<Sketch::Cell>& needs, std::uint64_t jobs, Duration current) {
  std::vector<Step> steps{{Duration::zero(), jobs}};
  bool told_current = current <= Duration::zero() || current == unlimited;
  for (const Sketch::Cell& need : needs) {
    if (!told_current && need.longest > current) {
      steps.push_back({current, steps.back().lost});
      told_current = true;
    }
    const std::uint64_t lost = steps.back().lost - need.count;
    if (steps.back().duration == need.longest) {
      steps.back().lost = lost;
    } else {
      steps.push_back({need.longest, lost});
    }
    told_current = told_current || need.longest == current;
  }
  if (!told_current) steps.push_back({current, steps.back().lost});
  return steps;
}

/// The first, the last, the one at `current`, and those by which another share of the jobs is lost no more.
std::vector<Step> thinned(const std::vector<Step>& steps, std::uint64_t jobs, Duration current,
                          std::size_t most) {
  if (steps.size() <= most) return steps;
  const std::uint64_t share = jobs / (most - 2) + 1;
  std::vector<Step> kept{steps.front()};
  for (const Step& step : steps) {
    const bool is_end = &step == &steps.back();
    if (kept.back().lost >= step.lost + share || step.duration == current || is_end) kept.push_back(step);
  }
  return kept;
}

std::string note_of(const SurvivalCurve& curve, bool of_populations, bool shares, bool again,
                    bool is_thinned) {
  std::string note =
      "How long the background session of each job had to last, or would have had to, had no limit ended it. "
      "Jobs that "
      "still ran at the horizon are not counted.";
  if (curve.exact) return note;
  if (of_populations)
    note += " Of populations, needs are told up to 1/64 too long; what people start again is not.";
  if (shares) note += " Limits that are shared couple jobs: one that ends sooner leaves room for others.";
  if (again) note += " What is started again after its end is another job.";
  if (is_thinned) note += " Steps that are left out count from the next one on.";
  return note;
}

}  // namespace

SurvivalCurve survival_curve(const Scenario& scenario, const Results& results, Duration current,
                             std::size_t most_steps) {
  SurvivalCurve curve;
  const std::vector<Sketch::Cell> needs = all_needs(results);
  for (const Sketch::Cell& need : needs) curve.jobs += need.count;
  if (curve.jobs == 0) return curve;
  const std::vector<Step> steps = steps_of(needs, curve.jobs, current);
  curve.steps = thinned(steps, curve.jobs, current, most_steps);
  const bool of_populations = results.over_time.background_needs.count() > 0;
  const bool shares = shares_capacity(results);
  const bool again = starts_again(scenario);
  const bool is_thinned = curve.steps.size() < steps.size();
  curve.exact = !of_populations && !shares && !again && !is_thinned;
  curve.note = note_of(curve, of_populations, shares, again, is_thinned);
  return curve;
}

bool foretell(Study& study, const RunOptions& options) {
  const bool is_one = study.factors.size() == 1 && study.factors.front().keys.size() == 1 &&
                      study.factors.front().keys.front() == info_of(Setting::background_session_duration).key;
  if (!is_one || !study.scenario.populations.empty() || study.points.empty()) return true;
  const auto longest = std::max_element(study.points.begin(), study.points.end(),
                                        [](const DesignPoint& a, const DesignPoint& b) {
                                          return a.levels.front().position < b.levels.front().position;
                                        });
  const Replaced replaced = replaced_at(study, *longest);
  Diagnostics told_when_it_was_loaded;
  const auto scenario = study.load_base(replaced.settings, replaced.assumptions, told_when_it_was_loaded);
  if (!scenario) return true;
  const Results results = run(*scenario, options);
  if (results.incomplete) return false;
  const BackgroundCurve curve(results);
  for (const Level& level : study.factors.front().levels)
    study.foretold.push_back(curve.lost_at(Duration{static_cast<std::int64_t>(level.position)}));
  return true;
}

}  // namespace outlive::study
