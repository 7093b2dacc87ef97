#include "outlive/shards.hpp"

#include <algorithm>
#include <iterator>

namespace outlive {

std::string name_of(const Shard& shard) {
  return "shard-" + std::to_string(shard.index) + "-of-" + std::to_string(shard.count) + ".jsonl";
}

std::vector<Unit> units_of(const Study& study, const Shard& shard) {
  const std::vector<Unit> all = units_of(study);
  std::vector<Unit> own;
  std::copy_if(all.begin(), all.end(), std::back_inserter(own),
               [&](const Unit& unit) { return unit.number % shard.count == shard.index; });
  return own;
}

}  // namespace outlive
