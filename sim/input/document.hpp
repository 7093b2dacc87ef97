// A YAML document as a tree of nodes that know where they stand in their file.
//
// Strict: one document, a map at the root, every key once, no merge keys, tags or values over several lines
// (but block texts, "|" and ">", are welcome). A node's text is never interpreted here: 012 stays "012" and
// yes stays "yes"; the checker (sim/input/check.hpp) decides by what is expected. Anchors and aliases may be
// used; an alias shares the nodes of its anchor, and what it would expand to is counted against a budget.
// Invariant: nesting, expansion and size are bounded, so a walk over a document ends and needs little stack.
//
//   Diagnostics problems;
//   if (const auto document = parse_document(source.path, source.text, problems)) {
//     for (const Node user : document->root().find("users")) use(user.key(), user.place());
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/diagnostic.hpp"

namespace outlive::input {

enum class NodeKind : std::uint8_t { null, scalar, list, map };

/// The storage of a document: all nodes in one vector, all texts in one string. Made by parse_document only.
struct Tree {
  struct Spot {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
  };
  struct Entry {
    NodeKind kind = NodeKind::null;
    bool quoted = false;      // "..." or '...', or a block text: always text, never a number or a flag
    bool has_key = false;     // the value of a map's key
    std::uint8_t height = 0;  // levels below this node
    std::uint32_t key_start = 0, key_size = 0;    // in `texts`
    std::uint32_t text_start = 0, text_size = 0;  // in `texts`
    std::uint32_t first = 0, count = 0;           // children, in `nodes`
    std::uint32_t order = 0;  // big maps: start of the children sorted by key, in `sorted`
    Spot key_spot, spot;
    std::uint64_t expanded = 1;  // nodes of the whole subtree, aliases followed
  };
  std::string path;
  std::string texts;
  std::vector<Entry> nodes;
  std::vector<std::uint32_t> sorted;
};

/// A light handle of one node; as a truth value: is there one? Valid as long as its Document (or a copy)
/// lives.
class Node {
 public:
  class Iterator;

  Node() = default;
  Node(const Tree* tree, std::uint32_t index) : tree_(tree), index_(index) {}

  explicit operator bool() const { return tree_ != nullptr; }
  [[nodiscard]] NodeKind kind() const { return entry().kind; }
  [[nodiscard]] bool is_null() const { return kind() == NodeKind::null; }
  [[nodiscard]] bool is_scalar() const { return kind() == NodeKind::scalar; }
  [[nodiscard]] bool is_list() const { return kind() == NodeKind::list; }
  [[nodiscard]] bool is_map() const { return kind() == NodeKind::map; }

  /// The text of a scalar, without its quotes; empty for other kinds.
  [[nodiscard]] std::string_view text() const {
    return std::string_view(tree_->texts).substr(entry().text_start, entry().text_size);
  }
  [[nodiscard]] bool quoted() const { return entry().quoted; }

  /// The key under which this node stands in its map; empty for items of a list and the root.
  [[nodiscard]] std::string_view key() const {
    return std::string_view(tree_->texts).substr(entry().key_start, entry().key_size);
  }
  [[nodiscard]] bool has_key() const { return entry().has_key; }

  /// Where the value stands, and where its key stands (without a key: the value).
  [[nodiscard]] Place place() const { return at(entry().spot); }
  [[nodiscard]] Place key_place() const { return at(has_key() ? entry().key_spot : entry().spot); }
  [[nodiscard]] std::uint32_t line() const { return entry().spot.line; }

  /// Children of a map or list, in the order of the file; iterable: `for (const Node child : node)`. An
  /// absent node has none.
  [[nodiscard]] std::size_t size() const { return tree_ == nullptr ? 0 : entry().count; }
  [[nodiscard]] Node operator[](std::size_t i) const {
    return {tree_, entry().first + static_cast<std::uint32_t>(i)};
  }
  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const;

  /// The value of a key, or an absent node (also where this node is absent or no map). Fast for big maps,
  /// too.
  [[nodiscard]] Node find(std::string_view key) const;

  friend bool operator==(const Node&, const Node&) = default;

 private:
  [[nodiscard]] const Tree::Entry& entry() const { return tree_->nodes[index_]; }
  [[nodiscard]] Place at(Tree::Spot spot) const { return {tree_->path, spot.line, spot.column}; }

  const Tree* tree_ = nullptr;
  std::uint32_t index_ = 0;
};

class Node::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = Node;
  using difference_type = std::ptrdiff_t;
  using pointer = const Node*;
  using reference = Node;

  Iterator() = default;
  Iterator(Node parent, std::size_t i) : parent_(parent), i_(i) {}
  Node operator*() const { return parent_[i_]; }
  Iterator& operator++() {
    ++i_;
    return *this;
  }
  Iterator operator++(int) {
    const Iterator old = *this;
    ++i_;
    return old;
  }
  friend bool operator==(const Iterator&, const Iterator&) = default;

 private:
  Node parent_;
  std::size_t i_ = 0;
};

/// Owns a tree; copies share it.
class Document {
 public:
  Document(std::shared_ptr<const Tree> tree, std::uint32_t root) : tree_(std::move(tree)), root_(root) {}

  [[nodiscard]] Node root() const { return {tree_.get(), root_}; }
  [[nodiscard]] const std::string& path() const { return tree_->path; }

  /// The same document with another value of the key that `keys` lead to from the root, through maps that are there. A
  /// last key that its map does not have is appended. The new value stands where the old one stood, or its map.
  [[nodiscard]] Document with(const std::vector<std::string>& keys, Node value) const;

 private:
  std::shared_ptr<const Tree> tree_;
  std::uint32_t root_;
};

/// Maps up to this size are searched key by key.
inline constexpr std::size_t small_map = 16;

/// How many nodes all aliases of a document together may expand to.
inline constexpr std::uint64_t alias_budget = 200'000;

/// Parses checked text (sim/input/source.hpp). All problems go to `problems`. There is a document if the text
/// could be understood as a whole, even if a problem such as a duplicate key (the first counts) was reported:
/// the checker may then go on and find more.
std::optional<Document> parse_document(std::string_view path, std::string_view text, Diagnostics& problems);

}  // namespace outlive::input
