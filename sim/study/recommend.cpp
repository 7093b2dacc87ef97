#include <algorithm>
#include <stdexcept>
#include <utility>

#include "outlive/recommendation.hpp"
#include "sim/study/assumption_trials.hpp"
#include "sim/study/fitted_surface.hpp"
#include "sim/study/neighbours.hpp"
#include "sim/study/settings_search.hpp"

namespace outlive {
namespace {

using End = Recommendation::End;

class Recommender {
 public:
  Recommender(const Study& study, const RecommendOptions& options, Observations& observations,
              Diagnostics& problems)
      : study_(study), options_(options), observations_(observations), problems_(problems) {
    found_.random = study::has_chance(study);
  }

  Recommendation recommend() {
    study::SettingsSearch search(study_, observations_, found_.random);
    SweepEnd end = SweepEnd::complete;
    for (auto units = search.next(); end == SweepEnd::complete && !units.empty(); units = search.next())
      end = do_units(study_, units, observations_, problems_);
    found_.end =
        end == SweepEnd::complete ? search.end() : (end == SweepEnd::invalid ? End::invalid : End::stopped);
    if (end == SweepEnd::complete) take(search);
    if (found_.end == End::chosen && options_.try_assumptions) try_assumptions();
    return std::move(found_);
  }

 private:
  /// Counts across all sweeps.
  SweepEnd do_units(const Study& study, std::span<const Unit> units, Observations& observations,
                    Diagnostics& problems) {
    const std::uint64_t before = done_;
    SweepOptions how{.threads = options_.threads, .control = options_.control};
    how.on_progress = [&](std::uint64_t done, std::uint64_t whole) {
      done_ = before + done;
      if (options_.on_progress) options_.on_progress(done_, before + whole + ahead_);
    };
    return outlive::do_units(study, units, how, observations, problems);
  }

  void take(const study::SettingsSearch& search) {
    const study::GoalComparison compare(study_, observations_, search.certainty());
    found_.point = search.point();
    found_.candidates = search.candidates();
    found_.looks = search.looks();
    found_.confidence_of_each = search.certainty().confidence;
    found_.wanted = search.wanted();
    for (const Candidate& each : found_.candidates) found_.replications += each.replications;
    study::compare_with(found_.point, study_, observations_, compare, found_.candidates);
    if (found_.end == End::chosen)
      found_.neighbours = study::neighbours_of(found_.point, study_, compare, found_.candidates);
    found_.rivals = study::rivals_of(found_.point, study_, found_.candidates);
    found_.surface = study::fitted_surface(study_, observations_, found_.point);
  }

  void try_assumptions() {
    const study::AssumptionTrials trials(
        study_, observations_, found_,
        [this](const Study& study, std::span<const Unit> units, Observations& observations,
               Diagnostics& problems) { return do_units(study, units, observations, problems); });
    std::vector<AssumptionTrial> all = trials.planned();
    for (std::size_t i = 0; i < all.size(); ++i) {
      ahead_ = (all.size() - i - 1) * trials.replications_at_least();
      if (trials.run(all[i])) continue;
      found_.untried = all.size() - i;
      all.resize(i);
    }
    study::sort_by_effect(all);
    found_.trials = std::move(all);
  }

  const Study& study_;
  const RecommendOptions& options_;
  Observations& observations_;
  Diagnostics& problems_;
  std::uint64_t done_ = 0;   // replications
  std::uint64_t ahead_ = 0;  // in sweeps to come, as far as is known
  Recommendation found_;
};

}  // namespace

Recommendation recommend(const Study& study, const RecommendOptions& options, Observations& observations,
                         Diagnostics& problems) {
  return Recommender(study, options, observations, problems).recommend();
}

}  // namespace outlive
