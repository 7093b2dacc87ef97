#include "tools/outlive/studies.hpp"

#include <utility>

#include "outlive/load_study.hpp"
#include "sim/study/background_curve.hpp"
#include "sim/study/settling.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/watch.hpp"

namespace outlive::tool {

std::optional<Study> study_of(const std::string& path, const Options& options, Console& console,
                              ExitCode& code) {
  const StudyOptions wanted{.variations = options.variations,
                            .responses = options.responses,
                            .settings = options.overrides,
                            .assumptions = options.assumptions,
                            .seed = options.seed,
                            .replications = static_cast<std::uint32_t>(options.replications),
                            .precision = options.precision};
  LoadStudyResult loaded = load_study(path, wanted);
  console.show(loaded.diagnostics);
  if (!loaded.study) code = loaded.unreadable ? ExitCode::no_access : ExitCode::invalid_input;
  return std::move(loaded.study);
}

namespace {

/// Where Ctrl-C came, and what would make that shorter; empty if it did not come.
std::string settle_watched(Study& study, const Options& options, Console& console) {
  Watch watch(console);
  const RunOptions how{.threads = static_cast<unsigned>(options.threads), .control = &watch.control()};
  if (!study::settle_warm_up(study, how)) return told_of_warm_up(study);
  if (!study::foretell(study, how)) return "in the single run that goes ahead; " + hint_of_less_work(false);
  return {};
}

}  // namespace

std::string hint_of_less_work(bool fewer_replications_help) {
  return fewer_replications_help ? "fewer --replications finish one sooner"
                                 : "a shorter horizon or fewer users make a run shorter";
}

std::string told_of_warm_up(const Study& study) {
  return "in the runs that tell when " + text::sanitize(study.warm_up->series) +
         " has settled; 'warm_up: 1d' or any other length takes none";
}

bool settle(Study& study, const Options& options, Console& console) {
  const std::string stopped = settle_watched(study, options, console);
  if (stopped.empty()) return true;
  console.complain("interrupted before the first design point, " + stopped);
  return false;
}

}  // namespace outlive::tool
