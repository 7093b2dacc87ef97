#include "outlive/shards.hpp"

namespace outlive {

std::string name_of(const Shard& shard) {
  return "shard-" + std::to_string(shard.index) + "-of-" + std::to_string(shard.count) + ".jsonl";
}

std::vector<Unit> units_of(const Study& study, const Shard& shard) {
  std::vector<Unit> own;
  for (std::uint64_t number = shard.index; number < count_units(study); number += shard.count)
    own.push_back(unit_of(study, number));
  return own;
}

}  // namespace outlive
