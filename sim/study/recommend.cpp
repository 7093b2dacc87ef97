#include "sim/study/recommend.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "sim/study/assumption_trials.hpp"
#include "sim/study/fitted_surface.hpp"
#include "sim/study/neighbours.hpp"
#include "sim/study/unfinished.hpp"

namespace outlive {
namespace study {

Recommendation recommendation_of(const Study& study, const Observations& observations,
                                 const SettingsSearch& search) {
  const GoalComparison compare(study, observations, search.certainty());
  Recommendation found;
  found.end = search.end();
  found.point = search.point();
  found.candidates = search.candidates();
  found.random = search.certainty().random;
  found.looks = search.looks();
  found.confidence_of_each = search.certainty().confidence;
  found.wanted = search.wanted();
  for (const Candidate& each : found.candidates) found.replications += each.replications;
  compare_with(found.point, study, observations, compare, found.candidates);
  if (found.end == Recommendation::End::chosen) {
    found.neighbours = neighbours_of(found.point, study, compare, found.candidates);
    found.rivals = rivals_of(found.point, study, found.candidates);
  }
  found.surface = fitted_surface(study, observations, found.point);
  return found;
}

namespace {

/// Copies the replications of `units`, if they are all there.
bool take(const std::vector<Unit>& units, const Observations& from, Observations& to) {
  const bool all = std::all_of(units.begin(), units.end(),
                               [&](const Unit& unit) { return from.has(unit.point, unit.first); });
  for (std::size_t i = 0; all && i < units.size(); ++i) add(result_of(units[i], from), to);
  return all;
}

}  // namespace

std::optional<FoundSoFar> found_so_far(const Study& study, const Observations& observations) {
  const bool random = has_chance(study);
  FinishedPart part = finished_part(study, observations, replications_at_first_look(study, random));
  if (part.study.points.empty()) return std::nullopt;
  // The search again, on what is there: it asks for the same as before, and its looks are those that its confidence counts.
  Observations asked_for(part.study.points.size(), part.study.width());
  SettingsSearch search(part.study, asked_for, random);
  for (auto units = search.next(); !units.empty(); units = search.next())
    if (!take(units, part.observations, asked_for)) break;
  Recommendation found = recommendation_of(part.study, asked_for, search);
  found.end = Recommendation::End::stopped;
  found.neighbours.clear();  // what a choice has
  found.rivals.clear();
  found.surface.reset();  // it would say what levels do that were not tried
  return FoundSoFar{std::move(part.study), std::move(found)};
}

}  // namespace study

namespace {

using End = Recommendation::End;

class Recommender {
 public:
  Recommender(const Study& study, const RecommendOptions& options, Observations& observations,
              Diagnostics& problems)
      : study_(study), options_(options), observations_(observations), problems_(problems) {}

  Recommendation recommend() {
    study::SettingsSearch search(study_, observations_, study::has_chance(study_));
    SweepEnd end = SweepEnd::complete;
    for (auto units = search.next(); end == SweepEnd::complete && !units.empty(); units = search.next())
      end = do_units(study_, units, observations_, problems_);
    if (end != SweepEnd::complete) {
      Recommendation none;
      none.end = end == SweepEnd::invalid ? End::invalid : End::stopped;
      return none;
    }
    Recommendation found = study::recommendation_of(study_, observations_, search);
    if (found.end == End::chosen && options_.try_assumptions) try_assumptions(found);
    return found;
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

  void try_assumptions(Recommendation& found) {
    const study::AssumptionTrials trials(
        study_, observations_, found,
        [this](const Study& study, std::span<const Unit> units, Observations& observations,
               Diagnostics& problems) { return do_units(study, units, observations, problems); });
    std::vector<AssumptionTrial> all = trials.planned();
    for (std::size_t i = 0; i < all.size(); ++i) {
      ahead_ = (all.size() - i - 1) * trials.replications_at_least();
      if (trials.run(all[i])) continue;
      found.untried = all.size() - i;
      all.resize(i);
    }
    study::sort_by_effect(all);
    found.trials = std::move(all);
  }

  const Study& study_;
  const RecommendOptions& options_;
  Observations& observations_;
  Diagnostics& problems_;
  std::uint64_t done_ = 0;   // replications
  std::uint64_t ahead_ = 0;  // in sweeps to come, as far as is known
};

}  // namespace

Recommendation recommend(const Study& study, const RecommendOptions& options, Observations& observations,
                         Diagnostics& problems) {
  return Recommender(study, options, observations, problems).recommend();
}

}  // namespace outlive
