#include "outlive/sweep.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "sim/study/controls.hpp"
#include "sim/study/precision.hpp"

namespace outlive {
namespace {

/// "at design point 17 (idle 48h, background 1d): "
std::string at_point(const Study& study, const DesignPoint& point) {
  std::string levels;
  for (std::size_t i = 0; i < study.factors.size(); ++i)
    levels += (i == 0 ? "" : ", ") + study.factors[i].name + " " + point.levels[i].text;
  return "at design point " + std::to_string(point.number) + " (" + levels + "): ";
}

/// Takes units until none is left. Each thread keeps the scenario of its last design point: the next unit is often of the
/// same.
class Worker {
 public:
  Worker(const Study& study, const RunOptions& options) : study_(study), options_(options) {}

  /// Nothing if it was told to stop, or if the base has problems at this point.
  std::optional<UnitResult> operator()(const Unit& unit, Diagnostics& problems) {
    if (!prepare(unit.point, problems)) return std::nullopt;
    UnitResult result{unit, {}};
    result.values.reserve(unit.count * study_.width());
    for (std::uint32_t i = 0; i < unit.count; ++i) {
      options_.replication = unit.first + i;
      const Results results = run(*scenario_, options_);
      if (was_stopped()) return std::nullopt;
      std::vector<double> row;
      if (warm_up_) {
        const Results beginning = run(*warm_up_, options_);
        if (was_stopped()) return std::nullopt;
        const Played warm_up{*warm_up_, beginning};
        row = responses_of(study_, {*scenario_, results}, &warm_up);
      } else {
        row = responses_of(study_, {*scenario_, results});
      }
      result.values.insert(result.values.end(), row.begin(), row.end());
      const auto controls = study::drawn_controls(study_, *scenario_, options_.replication);
      result.values.insert(result.values.end(), controls.begin(), controls.end());
    }
    return result;
  }

 private:
  /// Whether the last run may be incomplete. What it says itself is not enough: how much of a run is done is counted in
  /// `control`, which runs side by side share.
  [[nodiscard]] bool was_stopped() const { return options_.control != nullptr && options_.control->stop; }

  bool prepare(std::uint32_t point, Diagnostics& problems) {
    if (scenario_ && point_ == point) return true;
    const Replaced replaced = replaced_at(study_, study_.points[point]);
    Diagnostics found;
    scenario_ = study_.load_base(replaced.settings, replaced.assumptions, found);
    if (!scenario_) {
      // Each level alone was tried when the study was loaded, so it is how they go together.
      const std::string at = at_point(study_, study_.points[point]);
      for (const Diagnostic& each : found.all()) {
        if (each.severity == Severity::error) problems.error(each.place, at + each.message, each.rule);
      }
      return false;
    }
    scenario_->seed = study_.scenario.seed;
    point_ = point;
    if (study_.warm_up) {
      warm_up_ = scenario_;
      warm_up_->horizon = Instant{} + study_.warm_up->length;
    }
    return true;
  }

  const Study& study_;
  RunOptions options_;
  std::uint32_t point_ = 0;
  std::optional<Scenario> scenario_;
  /// The same, ended with the warm-up: random numbers are addressed, so its runs are the beginnings of the whole ones.
  std::optional<Scenario> warm_up_;
};

class Sweep {
 public:
  Sweep(const Study& study, const SweepOptions& options, Observations& observations, Diagnostics& problems)
      : study_(study), options_(options), observations_(observations), problems_(problems) {}

  SweepEnd run(std::vector<Unit> units) {
    units_ = std::move(units);
    first_invalid_ = units_.size();
    for (const Unit& unit : units_) whole_ += unit.count;
    if (options_.on_progress) options_.on_progress(0, whole_);
    if (!units_.empty()) work_on_all_threads();
    if (fault_) std::rethrow_exception(fault_);
    if (first_invalid_ < units_.size()) return SweepEnd::invalid;
    return done_ == units_.size() ? SweepEnd::complete : SweepEnd::stopped;
  }

 private:
  void work_on_all_threads() {
    const unsigned threads =
        options_.threads != 0 ? options_.threads : std::max(1U, std::thread::hardware_concurrency());
    const auto workers = static_cast<unsigned>(std::min<std::size_t>(threads, units_.size()));
    const RunOptions run_options{.threads = threads / workers, .control = options_.control};
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < workers; ++i) helpers.emplace_back([&] { work(run_options); });
    work(run_options);
  }

  void work(const RunOptions& run_options) {
    try {
      Worker worker(study_, run_options);
      for (std::size_t at = next_++; at < units_.size() && !stops(); at = next_++) {
        Diagnostics found;
        const auto result = worker(units_[at], found);
        const std::lock_guard lock(mutex_);
        if (result) store(*result);
        if (found.has_errors()) refuse(at, std::move(found));
        if (!result) next_ = units_.size();
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!fault_) fault_ = std::current_exception();
      next_ = units_.size();
    }
  }

  [[nodiscard]] bool stops() const { return options_.control != nullptr && options_.control->stop; }

  void store(const UnitResult& result) {
    add(result, observations_);
    ++done_;
    replications_ += result.unit.count;
    if (options_.on_unit) options_.on_unit(result);
    if (options_.on_progress) options_.on_progress(replications_, whole_);
  }

  /// Units are taken in order and those that were taken are done, so the first of all that are wrong is among them.
  void refuse(std::size_t at, Diagnostics found) {
    if (at >= first_invalid_) return;
    first_invalid_ = at;
    problems_ = std::move(found);
  }

  const Study& study_;
  const SweepOptions& options_;
  Observations& observations_;
  Diagnostics& problems_;
  std::vector<Unit> units_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;  // of everything below
  std::size_t done_ = 0;
  std::size_t first_invalid_ = 0;
  std::uint64_t replications_ = 0;
  std::uint64_t whole_ = 0;
  std::exception_ptr fault_;
};

/// Takes over the rows of a unit if an earlier run had all of them.
bool take_over(const Unit& unit, const Observations& known, Observations& observations) {
  for (std::uint32_t i = 0; i < unit.count; ++i) {
    if (!known.has(unit.point, unit.first + i)) return false;
  }
  for (std::uint32_t i = 0; i < unit.count; ++i)
    observations.set(unit.point, unit.first + i, known.row(unit.point, unit.first + i));
  return true;
}

}  // namespace

SweepEnd do_units(const Study& study, std::span<const Unit> units, const SweepOptions& options,
                  Observations& observations, Diagnostics& problems) {
  std::vector<Unit> missing;
  for (const Unit& unit : units) {
    if (observations.has(unit.point, unit.first)) continue;
    if (options.known == nullptr || !take_over(unit, *options.known, observations)) missing.push_back(unit);
  }
  return Sweep(study, options, observations, problems).run(std::move(missing));
}

SweepEnd sweep(const Study& study, const SweepOptions& options, Observations& observations,
               Diagnostics& problems) {
  SweepEnd end = do_units(study, units_of(study), options, observations, problems);
  while (study.precision && end == SweepEnd::complete) {
    const std::vector<Unit> more = study::units_for_precision(study, observations);
    if (more.empty()) break;
    end = do_units(study, more, options, observations, problems);
  }
  return end;
}

}  // namespace outlive
