// The open maps and lists of block YAML, known by their columns: does a key or a dash fit the lines above?
// Private to the lint (yaml_lint.cpp).
#pragma once

#include <cstddef>
#include <vector>

namespace outlive::input {

class BlockLevels {
 public:
  /// Why a key or dash does not stand where it stands, in words; null: it fits.
  using Misfit = const char*;

  /// A key, or the dash of a list item, begins in `column`. `waiting`: the line above ended in "key:" or
  /// "-" and its value is still to come. `lenient`: whatever comes is taken.
  Misfit enter(std::size_t column, bool list, bool waiting, bool lenient) {
    bool popped = false;
    while (!levels_.empty() && levels_.back().column > column) {
      levels_.pop_back();
      popped = true;
    }
    const bool below_key = waiting && !popped;
    if (levels_.empty() || levels_.back().column != column) {
      if (!lenient && popped) return "the indentation fits none of the lines above";
      if (!lenient && !below_key) return "indented too far: the line above has its value already";
      levels_.push_back({column, list});
      return nullptr;
    }
    Level& level = levels_.back();
    if (!lenient && level.list && !list)
      return "a 'key: value' here; expected a list item ('- ...') as above";
    if (!lenient && !level.list && list && !below_key && !level.compact) {
      return "a list item ('- ...') here; expected 'key: value' as above";
    }
    level.compact = list && !level.list;
    return nullptr;
  }

  [[nodiscard]] std::size_t depth() const { return levels_.size(); }

 private:
  /// The value of a map's key may be a list in the map's own column: the map is then `compact` for a while.
  struct Level {
    std::size_t column;
    bool list;
    bool compact = false;
  };
  std::vector<Level> levels_;
};

}  // namespace outlive::input
