// A node together with the path of keys that leads to it, for messages such as
// "populations.analysts.activities.explore.takes: nothing is left".
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "outlive/diagnostic.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

struct KeyedNode {
  Node node;
  std::string path;

  explicit operator bool() const { return static_cast<bool>(node); }
  /// The value of a key, which may be absent.
  [[nodiscard]] KeyedNode operator[](std::string_view key) const {
    return {node.find(key), path + "." + std::string(key)};
  }
  /// An item of a list.
  [[nodiscard]] KeyedNode item(std::size_t i) const {
    return {node[i], path + "[" + std::to_string(i) + "]"};
  }
  /// An item of a list or a value of a map, known to be a child.
  [[nodiscard]] KeyedNode child(Node value) const { return {value, path + "." + std::string(value.key())}; }

  void error(Diagnostics& problems, const std::string& what) const {
    problems.error(node.place(), path + ": " + what);
  }
  void warning(Diagnostics& problems, const std::string& what) const {
    problems.warning(node.place(), path + ": " + what);
  }
};

}  // namespace outlive::input
