#include "sim/study/controls.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/study/critical_values.hpp"
#include "sim/study/demand.hpp"
#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

/// Each control takes a degree of freedom; with fewer replications for each they cost more than they bring.
constexpr std::size_t replications_of_control = 5;
/// The base is loaded for each point once more.
constexpr std::size_t most_points = 256;

/// Where a job would be ended at the latest by what the study starts with: the cut makes what is drawn go with what is run.
Duration limit_of(const Scenario& scenario) {
  const Moment start{Instant{}, 0};
  return std::min(scenario.settings.duration(Setting::background_session_duration, start),
                  scenario.settings.duration(Setting::sagemaker_training_max_runtime, start));
}

std::vector<double> pick(const Study& study, const std::vector<Demand>& demand) {
  std::vector<double> values;
  for (const ControlVariate& control : study.controls) {
    const Demand& of = demand.at(control.activity);
    values.push_back(control.kind == ControlVariate::Kind::wanted ? of.wanted : of.capped);
  }
  return values;
}

}  // namespace

std::vector<ControlVariate> controls_of(const Scenario& scenario) {
  std::vector<ControlVariate> capped;
  std::vector<ControlVariate> wanted;
  std::size_t number = 0;
  for (const Population& population : scenario.populations) {
    for (const Activity& activity : population.activities) {
      const std::string name = population.name + "." + activity.name;
      if (!activity.is_session) capped.push_back({name + ".work", number, ControlVariate::Kind::capped});
      wanted.push_back({name + ".wanted", number, ControlVariate::Kind::wanted});
      ++number;
    }
  }
  capped.insert(capped.end(), wanted.begin(),
                wanted.end());  // the best first: there may be room for some only
  return capped;
}

std::vector<double> drawn_controls(const Study& study, const Scenario& scenario, std::uint32_t replication) {
  if (study.controls.empty()) return {};
  return pick(study, drawn_demand(scenario, replication, limit_of(scenario)));
}

std::vector<double> expected_controls(const Study& study, const Scenario& scenario) {
  return pick(study, expected_demand(scenario, limit_of(scenario)));
}

std::optional<Controlled> Controlled::of(const Study& study, const Observations& observations) {
  if (study.controls.empty() || study.points.size() > most_points) return std::nullopt;
  Controlled controlled(study, observations);
  for (const DesignPoint& point : study.points) {
    const Replaced replaced = replaced_at(study, point);
    Diagnostics told_when_it_was_run;
    const auto scenario = study.load_base(replaced.settings, replaced.assumptions, told_when_it_was_run);
    if (!scenario) return std::nullopt;
    controlled.expected_.push_back(expected_controls(study, *scenario));
  }
  return controlled;
}

std::optional<ControlledMean> Controlled::mean_of(std::size_t point, std::size_t response) const {
  const Response& what = study_->responses[response];
  const std::size_t count = observations_->replications(point);
  const std::size_t usable = std::min(study_->controls.size(), count / replications_of_control);
  if (what.statistic != Response::Statistic::mean || usable == 0) return std::nullopt;
  const std::vector<double> values = observations_->values(point, response);
  if (!std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); }))
    return std::nullopt;
  std::vector<std::vector<double>> drawn;
  drawn.reserve(usable);
  for (std::size_t i = 0; i < usable; ++i)
    drawn.push_back(observations_->values(point, study_->responses.size() + i));
  std::vector<study::Control> controls;
  controls.reserve(usable);
  for (std::size_t i = 0; i < usable; ++i) controls.push_back({drawn[i], expected_[point][i]});
  return controlled_mean(values, controls, study_->confidence);
}

/// With few replications the standard error is itself uncertain: many of it are no wonder then.
std::optional<Controlled::Check> Controlled::worst_check() const {
  const auto is_worse = [](const Check& a, const Check& b) {
    return std::pair(a.p, -std::abs(a.z)) < std::pair(b.p, -std::abs(b.z));
  };
  std::optional<Check> worst;
  double checks = 0;
  for (std::size_t point = 0; point < study_->points.size(); ++point) {
    if (observations_->replications(point) < 2) continue;
    for (std::size_t i = 0; i < study_->controls.size(); ++i) {
      const Moments moments = moments_of(observations_->values(point, study_->responses.size() + i));
      const double error = moments.standard_error().value_or(0);
      if (error == 0) continue;
      const double expected = expected_[point][i];
      const double z = (moments.mean - expected) / error;
      const double p = fisher_beyond(z * z, 1, static_cast<double>(observations_->replications(point)) - 1);
      const Check check{i, point, moments.mean, expected, z, p};
      if (!worst || is_worse(check, *worst)) worst = check;
      ++checks;
    }
  }
  if (worst) worst->p = std::min(1.0, checks * worst->p);
  return worst;
}

}  // namespace outlive::study
