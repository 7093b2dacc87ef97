// Plays all logical processes of a partition: threads take them from one queue.
#pragma once

#include "sim/workload/estate.hpp"
#include "sim/workload/partition.hpp"

namespace outlive::workload {

struct Played {
  double done = 1;  // the share of the work: less if the run was told to stop
  bool met_a_limit =
      false;  // it was broken off, for all together use more than there is; `records` tell of nothing
};

/// `records` has the rows of the scenario. Its sums do not depend on the number of threads. If processes of a partition are
/// tried apart, `least_limits` are those that they must not reach together, by the number of the resource; else it is empty.
Played play(const Inputs& inputs, const Partition& partition, unsigned threads, Records& records,
            std::span<const SettingValue> least_limits = {});

}  // namespace outlive::workload
