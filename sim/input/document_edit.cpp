// Document::with: copies the nodes on the way to what changes, for an alias may share them with other places.
#include <algorithm>
#include <numeric>

#include "sim/input/document.hpp"

namespace outlive::input {
namespace {

class Editor {
 public:
  explicit Editor(Tree& tree) : tree_(tree) {}

  void set(std::uint32_t root, const std::vector<std::string>& keys, Node value) {
    std::uint32_t map = root;
    for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
      own_children(map, 0);
      map = child_of(map, keys[i]);
    }
    const std::uint32_t old = child_of(map, keys.back());
    if (old != none) {
      own_children(map, 0);
      replace(child_of(map, keys.back()), value);
    } else {
      own_children(map, 1);
      append_key(map, keys.back(), value);
    }
  }

 private:
  static constexpr std::uint32_t none = 0xffff'ffff;

  [[nodiscard]] std::string_view key_of(std::uint32_t i) const { return Node(&tree_, i).key(); }

  [[nodiscard]] std::uint32_t child_of(std::uint32_t map, std::string_view key) const {
    const Tree::Entry& entry = tree_.nodes[map];
    for (std::uint32_t i = entry.first; i < entry.first + entry.count; ++i) {
      if (key_of(i) == key) return i;
    }
    return none;
  }

  /// Moves the children to where nobody shares them, with room for more behind them.
  void own_children(std::uint32_t map, std::uint32_t more) {
    const Tree::Entry entry = tree_.nodes[map];
    const auto first = static_cast<std::uint32_t>(tree_.nodes.size());
    for (std::uint32_t i = 0; i < entry.count; ++i)
      tree_.nodes.push_back(Tree::Entry(tree_.nodes[entry.first + i]));
    tree_.nodes.resize(tree_.nodes.size() + more);
    tree_.nodes[map].first = first;
    if (more == 0) index(map);
  }

  void index(std::uint32_t map) {
    Tree::Entry& entry = tree_.nodes[map];
    entry.order = 0;
    if (entry.kind != NodeKind::map || entry.count <= small_map) return;
    std::vector<std::uint32_t> children(entry.count);
    std::iota(children.begin(), children.end(), entry.first);
    std::stable_sort(children.begin(), children.end(),
                     [this](std::uint32_t a, std::uint32_t b) { return key_of(a) < key_of(b); });
    entry.order = static_cast<std::uint32_t>(tree_.sorted.size());
    tree_.sorted.insert(tree_.sorted.end(), children.begin(), children.end());
  }

  void replace(std::uint32_t at, Node value) {
    const Tree::Entry old = tree_.nodes[at];
    Tree::Entry made = copy(value, old.spot);
    made.has_key = old.has_key;
    made.key_start = old.key_start;
    made.key_size = old.key_size;
    made.key_spot = old.key_spot;
    tree_.nodes[at] = made;
  }

  void append_key(std::uint32_t map, const std::string& key, Node value) {
    const Tree::Spot spot = tree_.nodes[map].spot;
    Tree::Entry made = copy(value, spot);
    made.has_key = true;
    made.key_spot = spot;
    made.key_start = add_text(key);
    made.key_size = static_cast<std::uint32_t>(key.size());
    Tree::Entry& entry = tree_.nodes[map];
    tree_.nodes[entry.first + entry.count] = made;
    ++entry.count;
    index(map);
  }

  std::uint32_t add_text(std::string_view text) {
    const auto start = static_cast<std::uint32_t>(tree_.texts.size());
    tree_.texts += text;
    return start;
  }

  /// A node of another document and all below it.
  Tree::Entry copy(Node value, Tree::Spot spot) {
    Tree::Entry made;
    made.kind = value.kind();
    made.quoted = value.quoted();
    made.spot = spot;
    made.text_start = add_text(value.text());
    made.text_size = static_cast<std::uint32_t>(value.text().size());
    std::vector<Tree::Entry> children;
    for (const Node child : value) {
      children.push_back(copy(child, spot));
      Tree::Entry& last = children.back();
      last.has_key = child.has_key();
      last.key_spot = spot;
      last.key_start = add_text(child.key());
      last.key_size = static_cast<std::uint32_t>(child.key().size());
      made.expanded += last.expanded;
      made.height = std::max(made.height, static_cast<std::uint8_t>(last.height + 1));
    }
    made.first = static_cast<std::uint32_t>(tree_.nodes.size());
    made.count = static_cast<std::uint32_t>(children.size());
    tree_.nodes.insert(tree_.nodes.end(), children.begin(), children.end());
    return made;
  }

  Tree& tree_;
};

}  // namespace

Document Document::with(const std::vector<std::string>& keys, Node value) const {
  auto tree = std::make_shared<Tree>(*tree_);
  Editor(*tree).set(root_, keys, value);
  return {std::move(tree), root_};
}

}  // namespace outlive::input
