#include "tools/outlive/studies.hpp"

#include <utility>

#include "outlive/load_study.hpp"
#include "sim/study/background_curve.hpp"
#include "sim/study/settling.hpp"
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

bool settle(Study& study, const Options& options, Console& console) {
  Watch watch(console);
  const RunOptions how{.threads = static_cast<unsigned>(options.threads), .control = &watch.control()};
  return study::settle_warm_up(study, how) && study::foretell(study, how);
}

}  // namespace outlive::tool
