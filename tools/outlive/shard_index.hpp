// Which shard this process is: as the command line says, or as the scheduler tells the tasks of an array job.
#pragma once

#include "outlive/shards.hpp"
#include "tools/outlive/options.hpp"

namespace outlive::tool {

/// Part 0 of 1 without --shards. The count never comes from the scheduler: of an array that was submitted again in part it
/// knows only that part, and the work of each task would be another. Throws a UsageError that names the scheduler if the
/// index is none of --shards.
Shard shard_of(const Options& options);

}  // namespace outlive::tool
