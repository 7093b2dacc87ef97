#include "sim/input/factor_decoder.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "sim/input/accounts.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/population_overrides.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/traces.hpp"
#include "sim/study/levels.hpp"

namespace outlive::input {
namespace {

/// The values of one key, and where each stands.
struct Column {
  std::string key;
  std::vector<std::string> values;
  std::vector<Place> places;
};

Column column_of(std::string key, Node list) {
  Column column{std::move(key), {}, {}};
  for (const Node value : list) {
    column.values.emplace_back(value.text());
    column.places.push_back(value.place());
  }
  return column;
}

/// Levels of columns of the same length, side by side.
Factor join(std::string name, const std::vector<Column>& columns, Place place, const StudyPaths& paths) {
  Factor factor;
  factor.name = std::move(name);
  factor.place = std::move(place);
  factor.type = study::common_type(columns.front().values);
  for (const Column& column : columns) factor.keys.push_back(column.key);
  for (std::size_t i = 0; i < columns.front().values.size(); ++i) {
    Level level;
    for (const Column& column : columns) {
      const std::string& value = column.values[i];
      level.text += (level.text.empty() ? "" : "/") + value;
      level.values.push_back(column.key == prices_key ? as_base_writes(value, paths) : value);
    }
    level.position =
        study::position_of(factor.type, columns.front().values[i]).value_or(static_cast<double>(i));
    level.place = columns.front().places[i];
    factor.levels.push_back(std::move(level));
  }
  return factor;
}

/// False, and says so, if a level is there twice.
bool all_differ(const Factor& factor, const std::string& path, Diagnostics& problems) {
  std::set<std::string> seen;
  bool differ = true;
  for (const Level& level : factor.levels) {
    if (seen.insert(level.text).second) continue;
    problems.error(level.place, path + ": the level " + quote(level.text) + " is given twice");
    differ = false;
  }
  return differ;
}

class FactorReader {
 public:
  FactorReader(const KeyedNode& node, const StudyPaths& paths, Diagnostics& problems)
      : node_(node), paths_(paths), problems_(problems) {}

  std::optional<Factor> read() {
    if (node_["paired"]) return read_paired();
    const bool has_levels = static_cast<bool>(node_["levels"]);
    const bool has_range = node_["from"] || node_["to"];
    if (has_levels == has_range) {
      node_.error(problems_, "expected either 'levels', or a range: 'from' and 'to'");
      return std::nullopt;
    }
    if (has_range) return read_range();
    for (const char* key : {"steps", "spacing"}) {
      if (const KeyedNode given = node_[key])
        given.error(problems_, "is of ranges: it goes with 'from' and 'to'");
    }
    return checked(join(name(), {column_of(as_text(node_.node.find("key")), node_.node.find("levels"))},
                        node_.node.key_place(), paths_));
  }

 private:
  [[nodiscard]] std::string name() const { return std::string(node_.node.key()); }

  std::optional<Factor> checked(Factor factor) {
    if (!all_differ(factor, node_.path, problems_)) return std::nullopt;
    return factor;
  }

  std::optional<Factor> read_paired() {
    std::vector<Column> columns;
    for (const Node list : node_.node.find("paired")) {
      columns.push_back(column_of(std::string(list.key()), list));
      if (columns.back().values.size() != columns.front().values.size()) {
        problems_.error(list.key_place(), node_.path + ".paired: " + quote(list.key()) + " has " +
                                              std::to_string(columns.back().values.size()) + " values and " +
                                              quote(columns.front().key) + " has " +
                                              std::to_string(columns.front().values.size()));
        return std::nullopt;
      }
    }
    return checked(join(name(), columns, node_.node.key_place(), paths_));
  }

  std::optional<Factor> read_range() {
    const KeyedNode from = node_["from"];
    const KeyedNode to = node_["to"];
    if (!from || !to) {
      node_.error(problems_, "a range has two ends: expected 'from' and 'to'");
      return std::nullopt;
    }
    Column ends{as_text(node_.node.find("key")),
                {std::string(from.node.text()), std::string(to.node.text())},
                {from.node.place(), to.node.place()}};
    Factor factor = join(name(), {ends}, node_.node.key_place(), paths_);
    factor.is_range = true;
    const Node spacing = node_.node.find("spacing");
    factor.logarithmic = spacing && spacing.text() == "logarithmic";
    if (factor.type == Factor::Type::word) {
      node_.error(problems_,
                  "a range is of durations, numbers or shares, both ends alike; words have 'levels'");
      return std::nullopt;
    }
    if (factor.levels[0].position >= factor.levels[1].position) {
      to.error(problems_, "the end of a range is greater than its beginning, " + quote(from.node.text()));
      return std::nullopt;
    }
    if (factor.logarithmic && factor.levels[0].position <= 0) {
      from.error(problems_, "a logarithmic range begins above zero");
      return std::nullopt;
    }
    fill_in(factor,
            static_cast<std::size_t>(value_or(node_.node.find("steps"), as_integer, std::int64_t{2})));
    return factor;
  }

  /// Levels between the ends; those that rounding makes alike are one.
  static void fill_in(Factor& factor, std::size_t steps) {
    std::vector<Level> levels{factor.levels.front()};
    for (std::size_t i = 1; i + 1 < steps; ++i) {
      Level level = level_at(factor, static_cast<double>(i) / static_cast<double>(steps - 1));
      if (level.text != levels.back().text) levels.push_back(std::move(level));
    }
    levels.push_back(factor.levels.back());
    factor.levels = std::move(levels);
  }

  const KeyedNode& node_;
  const StudyPaths& paths_;
  Diagnostics& problems_;
};

/// The last two words of a key say enough: `background_sessions.duration`. Of a quota of an account it matters whose it is,
/// and instance types are words with dots in them.
std::string short_name(const std::string& key) {
  if (key.starts_with(own_quotas)) return key.substr(own_quotas.size());
  if (instance_quotas_in(key) != nullptr) return key.substr(key.find('.') + 1);
  const std::size_t last = key.rfind('.');
  const std::size_t before = last == std::string::npos || last == 0 ? last : key.rfind('.', last - 1);
  return before == std::string::npos ? key : key.substr(before + 1);
}

}  // namespace

std::string as_base_writes(const std::string& value, const StudyPaths& paths) {
  namespace fs = std::filesystem;
  const fs::path file = beside(paths.study, value);
  if (file.is_absolute()) return file.generic_string();
  const fs::path folder = fs::path(paths.base).parent_path();
  return file.lexically_relative(folder.empty() ? "." : folder).generic_string();
}

std::optional<Factor> read_factor(const KeyedNode& node, const StudyPaths& paths, Diagnostics& problems) {
  return FactorReader(node, paths, problems).read();
}

std::optional<Factor> factor_of(const Variation& variation, const StudyPaths& paths, Diagnostics& problems) {
  const Place place{"--vary " + variation.key, 0, 0};
  const Column column{variation.key, variation.values, std::vector<Place>(variation.values.size(), place)};
  Factor factor = join(short_name(variation.key), {column}, place, paths);
  if (!all_differ(factor, variation.key, problems)) return std::nullopt;
  return factor;
}

}  // namespace outlive::input
