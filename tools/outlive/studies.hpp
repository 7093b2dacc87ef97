// What the verbs about studies share.
#pragma once

#include <optional>
#include <string>

#include "outlive/study.hpp"
#include "tools/outlive/console.hpp"
#include "tools/outlive/exit_code.hpp"
#include "tools/outlive/options.hpp"

namespace outlive::tool {

/// Loads a study, or a scenario that the command line varies, and shows what was found. `code` is set if there is none to go
/// on with.
std::optional<Study> study_of(const std::string& path, const Options& options, Console& console,
                              ExitCode& code);

/// What single runs tell before the sweep: how long the warm-up is, where a series is to say it, and what background
/// sessions of each duration would end. False if Ctrl-C came, which it tells.
bool settle(Study& study, const Options& options, Console& console);

/// What would have made an interrupted study come further.
std::string hint_of_less_work(bool fewer_replications_help);

/// Where a study was interrupted whose warm-up was looked for, and how to do without.
std::string told_of_warm_up(const Study& study);

}  // namespace outlive::tool
