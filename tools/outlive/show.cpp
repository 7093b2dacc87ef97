#include "outlive/report.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {

ExitCode show_verb(const Options& options, Console& console) {
  ExitCode code = ExitCode::done;
  if (const auto scenario = load(options.arguments.front(), options, console, code))
    console.print(show(*scenario));
  return code;
}

}  // namespace outlive::tool
