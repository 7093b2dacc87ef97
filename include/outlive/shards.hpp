// A sweep on more than one machine: each shard does the units whose numbers leave its index when they are divided by the
// number of shards, and writes one file; merging the files of all shards gives what one machine would have given.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/sweep.hpp"

namespace outlive {

/// Which part of the units: `index` of `count`, counted from 0. The whole is part 0 of 1.
struct Shard {
  std::uint32_t index = 0;
  std::uint32_t count = 1;

  friend bool operator==(const Shard&, const Shard&) = default;
};

/// `shard-3-of-8.jsonl`: counted from 0, as schedulers count the tasks of an array.
std::string name_of(const Shard& shard);

/// The units of a shard, in the order of their numbers.
std::vector<Unit> units_of(const Study& study, const Shard& shard);

/// What a file of units holds.
struct UnitsFile {
  std::string path;
  std::string plan;
  Shard shard;
  bool whole = false;      // it has its last line
  std::uint64_t size = 0;  // bytes of the lines that are whole
  std::vector<UnitResult> results;
};

}  // namespace outlive
