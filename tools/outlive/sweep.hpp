// What a sweep and the merging of its shards have in common: the results.
#pragma once

#include "outlive/sweep.hpp"
#include "tools/outlive/console.hpp"
#include "tools/outlive/exit_code.hpp"
#include "tools/outlive/options.hpp"

namespace outlive::tool {

/// The answer of a sweep whose observations are all there, or of its finished part: report, files, and whether what is expected
/// holds.
ExitCode finish(const Options& options, const Study& study, const Observations& observations,
                Console& console);

/// `outlive sweep merge STUDY SHARDS...`
ExitCode merge(const Options& options, Console& console);

}  // namespace outlive::tool
