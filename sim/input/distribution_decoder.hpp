// Distributions as they are written (sim/input/distribution_schema.hpp) become tables that inversion reads.
#pragma once

#include <string>

#include "outlive/distribution.hpp"
#include "sim/input/files.hpp"
#include "sim/input/keyed_node.hpp"

namespace outlive::input {

/// What reading distributions needs besides their nodes.
struct DistributionSources {
  const std::string& path;  // of the scenario, beside which files lie
  Diagnostics& problems;
  Files files;
};

/// Of durations, in milliseconds. Whatever is wrong is reported; the result is then of no use.
Distribution read_duration_distribution(const KeyedNode& written, const DistributionSources& sources);

CountDistribution read_count_distribution(const KeyedNode& written, Diagnostics& problems);

/// Of weights with mean 1.
Distribution read_weight_distribution(const KeyedNode& written);

}  // namespace outlive::input
