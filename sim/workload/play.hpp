// Plays all logical processes of a partition: threads take them from one queue.
#pragma once

#include "sim/workload/estate.hpp"
#include "sim/workload/partition.hpp"

namespace outlive::workload {

/// `records` has the rows of the scenario. Its sums do not depend on the number of threads. Returns the share of the work
/// that was done: less than 1 if the run was told to stop.
double play(const Inputs& inputs, const Partition& partition, unsigned threads, Records& records);

}  // namespace outlive::workload
