#include "sim/input/document.hpp"

#include <algorithm>

namespace outlive::input {

Node::Iterator Node::begin() const { return {*this, 0}; }
Node::Iterator Node::end() const { return {*this, size()}; }

Node Node::find(std::string_view key) const {
  if (tree_ == nullptr || !is_map()) return {};
  const Tree::Entry& map = entry();
  if (map.order == 0) {  // a small map: look at each
    for (std::size_t i = 0; i < map.count; ++i) {
      if ((*this)[i].key() == key) return (*this)[i];
    }
    return {};
  }
  const auto first = tree_->sorted.begin() + map.order;
  const auto last = first + map.count;
  const auto before = [this](std::uint32_t child, std::string_view wanted) {
    return Node(tree_, child).key() < wanted;
  };
  const auto found = std::lower_bound(first, last, key, before);
  if (found == last || Node(tree_, *found).key() != key) return {};
  return {tree_, *found};
}

}  // namespace outlive::input
