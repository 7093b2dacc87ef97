// The lines of a file of units: what a shard of a sweep has done, or a sweep that may be resumed. One JSON value a line: a
// head that names the plan and the part of it, then a unit each, and in a file that is whole a last line that counts them.
// input/units_reader.hpp reads it.
#pragma once

#include <cstdint>
#include <string>

#include "outlive/shards.hpp"

namespace outlive::output {

/// Without a line feed, as the others.
std::string units_head(const Study& study, const Shard& shard);
std::string unit_line(const UnitResult& result);
std::string units_end(std::uint64_t units);

/// The whole file of a shard that is done, units in the order of their numbers.
std::string units_file(const Study& study, const Shard& shard, const Observations& observations);

}  // namespace outlive::output
