#include "sim/study/background_curve.hpp"

#include <algorithm>

#include "outlive/settings.hpp"

namespace outlive::study {

BackgroundCurve::BackgroundCurve(const Results& results) {
  for (const JobResult& job : results.jobs) {
    if (job.background_since == never) continue;
    if (job.outcome == Outcome::completed) {
      needs_.push_back(job.ended - job.background_since);
    } else if (job.needs.background_session > Duration::zero()) {
      needs_.push_back(job.needs.background_session);
    }
  }
  std::sort(needs_.begin(), needs_.end());
}

std::uint64_t BackgroundCurve::lost_at(Duration duration) const {
  return static_cast<std::uint64_t>(needs_.end() - std::upper_bound(needs_.begin(), needs_.end(), duration));
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
