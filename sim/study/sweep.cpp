#include "outlive/sweep.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "sim/study/precision.hpp"

namespace outlive {
namespace {

/// Whoever repeats often has units of several replications, so that there are not too many of them.
std::uint32_t replications_of_unit(const Study& study) {
  constexpr std::uint32_t most = 50;
  constexpr std::uint32_t units_of_point = 20;
  return std::clamp(study.replications / units_of_point, std::uint32_t{1}, most);
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
    result.values.reserve(unit.count * study_.responses.size());
    for (std::uint32_t i = 0; i < unit.count; ++i) {
      options_.replication = unit.first + i;
      const Results results = run(*scenario_, options_);
      if (results.incomplete) return std::nullopt;
      std::vector<double> row;
      if (warm_up_) {
        const Results beginning = run(*warm_up_, options_);
        if (beginning.incomplete) return std::nullopt;
        const Played warm_up{*warm_up_, beginning};
        row = responses_of(study_, {*scenario_, results}, &warm_up);
      } else {
        row = responses_of(study_, {*scenario_, results});
      }
      result.values.insert(result.values.end(), row.begin(), row.end());
    }
    return result;
  }

 private:
  bool prepare(std::uint32_t point, Diagnostics& problems) {
    if (scenario_ && point_ == point) return true;
    const Replaced replaced = replaced_at(study_, study_.points[point]);
    scenario_ = study_.load_base(replaced.settings, replaced.assumptions, problems);
    if (!scenario_) return false;
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
    for (const Unit& unit : units_) whole_ += unit.count;
    if (options_.on_progress) options_.on_progress(0, whole_);
    const unsigned threads =
        options_.threads != 0 ? options_.threads : std::max(1U, std::thread::hardware_concurrency());
    const auto workers = static_cast<unsigned>(std::min<std::size_t>(threads, units_.size()));
    RunOptions run_options;
    run_options.threads = units_.size() < threads ? threads : 1;
    run_options.control = options_.control;
    {
      std::vector<std::jthread> helpers;
      for (unsigned i = 1; i < workers; ++i) helpers.emplace_back([&] { work(run_options); });
      if (workers > 0) work(run_options);
    }
    if (fault_) std::rethrow_exception(fault_);
    if (problems_.has_errors()) return SweepEnd::invalid;
    return done_ == units_.size() ? SweepEnd::complete : SweepEnd::stopped;
  }

 private:
  void work(const RunOptions& run_options) {
    try {
      Worker worker(study_, run_options);
      for (std::size_t unit = next_++; unit < units_.size() && !stops(); unit = next_++) {
        Diagnostics found;
        const auto result = worker(units_[unit], found);
        const std::lock_guard lock(mutex_);
        if (result) store(*result);
        if (found.has_errors()) problems_ = found;
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

  const Study& study_;
  const SweepOptions& options_;
  Observations& observations_;
  Diagnostics& problems_;
  std::vector<Unit> units_;
  std::atomic<std::size_t> next_ = 0;
  std::size_t done_ = 0;
  std::uint64_t replications_ = 0;
  std::uint64_t whole_ = 0;
  std::mutex mutex_;
  std::exception_ptr fault_;
};

}  // namespace

std::vector<Unit> units_of(const Study& study) {
  const std::uint32_t size = replications_of_unit(study);
  std::vector<Unit> units;
  for (std::uint32_t point = 0; point < study.points.size(); ++point) {
    for (std::uint32_t first = 0; first < study.replications; first += size) {
      units.push_back({units.size(), point, first, std::min(size, study.replications - first)});
    }
  }
  return units;
}

SweepEnd do_units(const Study& study, std::span<const Unit> units, const SweepOptions& options,
                  Observations& observations, Diagnostics& problems) {
  std::vector<Unit> missing;
  std::copy_if(units.begin(), units.end(), std::back_inserter(missing),
               [&](const Unit& unit) { return !observations.has(unit.point, unit.first); });
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
