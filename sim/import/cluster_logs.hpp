// Logs of batch schedulers: the Standard Workload Format and Slurm's accounting.
#pragma once

#include <string>

#include "outlive/diagnostic.hpp"
#include "sim/import/tally.hpp"
#include "sim/import/trace_draft.hpp"
#include "sim/input/source.hpp"

namespace outlive::import {

/// The Standard Workload Format, version 2.2 (Feitelson, Parallel Workloads Archive): comments begin with `;`, those at the top
/// as `Key: value`; then a line of 18 numbers for each job, -1 where something is not known. Jobs without a run time are
/// skipped and counted. A log without UnixStartTime is put onto 2000-01-01.
void read_swf(const input::Source& source, TraceDraft& draft, Tally& tally, Diagnostics& problems);

/// What `sacct --parsable2` prints: a header and fields with `|` between. Steps (12.batch) belong to their job and are skipped, as
/// are jobs that never started or have not ended. GPUs are counted if any job has one, else processors. Wall-clock
/// times are of `zone`, an IANA name.
void read_sacct(const input::Source& source, const std::string& zone, TraceDraft& draft, Tally& tally,
                Diagnostics& problems);

}  // namespace outlive::import
