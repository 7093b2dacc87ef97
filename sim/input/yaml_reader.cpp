// The only place that talks to yaml-cpp: its events become the tree of sim/input/document.hpp.
#include <algorithm>
#include <array>
#include <numeric>
#include <sstream>
#include <unordered_map>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "sim/input/document.hpp"
#include "sim/input/source.hpp"
#include "sim/input/yaml_lint.hpp"

namespace outlive::input {
namespace {

/// Thrown through yaml-cpp where going on makes no sense; the problem is reported already.
struct GaveUp {};

/// Maps larger than this get an index of their keys.

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view path, std::string_view text, Diagnostics& problems)
      : text_(text), problems_(problems), tree_(std::make_shared<Tree>()) {
    tree_->path = std::string(path);
    tree_->sorted.push_back(0);  // so that an order of 0 means "none"
    ascii_ = std::none_of(text.begin(), text.end(),
                          [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; });
  }

  [[nodiscard]] std::optional<Tree::Entry> root() const { return root_; }
  [[nodiscard]] std::shared_ptr<Tree> tree() const { return tree_; }

  Tree::Spot spot(const YAML::Mark& mark) const {
    const auto line = static_cast<std::uint32_t>(mark.line + 1);
    if (ascii_) return {line, static_cast<std::uint32_t>(mark.column + 1)};
    // yaml-cpp counts bytes; people and editors count characters.
    const std::size_t end = std::min(static_cast<std::size_t>(mark.pos), text_.size());
    const std::size_t begin = end - std::min(end, static_cast<std::size_t>(mark.column));
    return {line, static_cast<std::uint32_t>(count_characters(text_.substr(begin, end - begin)) + 1)};
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Tree::Entry entry;
    entry.spot = spot(mark);
    const char c = char_at(mark);
    const bool written = c == '~' || c == 'n' || c == 'N';
    // yaml-cpp places a value that is not there at whatever comes next; its key is the better place.
    if (!written && expects_value()) entry.spot = key_spot_of_open_map();
    add(entry, anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Tree::Entry entry;
    entry.kind = NodeKind::scalar;
    entry.spot = spot(mark);
    entry.quoted = tag == "!";
    if (!entry.quoted && !on_one_line(mark, value)) {
      report(entry.spot, "a value that goes on in the next line; put it in quotes on one line, or use '>'");
    }
    entry.text_start = static_cast<std::uint32_t>(tree_->texts.size());
    entry.text_size = static_cast<std::uint32_t>(value.size());
    tree_->texts += value;
    add(entry, anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(NodeKind::list, mark, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(NodeKind::map, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const Tree::Spot here = spot(mark);
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      report(here, "an alias inside the value that it stands for");
      throw GaveUp();
    }
    Tree::Entry entry = found->second;
    expanded_ += entry.expanded;
    if (expanded_ > alias_budget) {
      report(here,
             "the aliases of this file expand to more than " + std::to_string(alias_budget) + " values");
      throw GaveUp();
    }
    check_depth(frames_.size() + entry.height, here);
    entry.spot = here;
    entry.has_key = false;
    add(entry, 0);
  }

 private:
  /// A list or map whose end has not come yet; its children wait in `pending_` from `begin` on.
  struct Frame {
    Tree::Entry entry;
    YAML::anchor_t anchor = 0;
    std::size_t begin = 0;
    bool has_key = false;  // a map: the key of the next value was read
    bool key_is_good = true;
    Tree::Entry key;
  };

  void report(Tree::Spot where, std::string message) {
    problems_.error({tree_->path, where.line, where.column}, std::move(message));
  }
  [[nodiscard]] char char_at(const YAML::Mark& mark) const {
    const auto pos = static_cast<std::size_t>(mark.pos);
    return pos < text_.size() ? text_[pos] : '\0';
  }
  /// A plain value that spans lines is folded: then its text is not what stands in the file.
  [[nodiscard]] bool on_one_line(const YAML::Mark& mark, const std::string& value) const {
    std::size_t pos = std::min(static_cast<std::size_t>(mark.pos), text_.size());
    if (char_at(mark) == '&') {
      const std::size_t name_end = text_.find_first_of(" \n", pos);
      pos = std::min(text_.find_first_not_of(" \r\n", name_end), text_.size());
    }
    return text_.compare(pos, value.size(), value) == 0;
  }
  [[nodiscard]] bool expects_value() const {
    return !frames_.empty() && frames_.back().entry.kind == NodeKind::map && frames_.back().has_key;
  }
  [[nodiscard]] Tree::Spot key_spot_of_open_map() const { return frames_.back().key.spot; }

  void check_depth(std::size_t depth, Tree::Spot where) {
    if (depth <= nesting_limit) return;
    report(where, "nested too deep; at most " + std::to_string(nesting_limit) + " levels");
    throw GaveUp();
  }

  void open(NodeKind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    Frame frame;
    frame.entry.kind = kind;
    frame.entry.spot = spot(mark);
    frame.anchor = anchor;
    frame.begin = pending_.size();
    check_depth(frames_.size() + 1, frame.entry.spot);
    frames_.push_back(frame);
  }

  void close() {
    const Frame frame = frames_.back();
    frames_.pop_back();
    const auto begin = pending_.begin() + static_cast<std::ptrdiff_t>(frame.begin);
    Tree::Entry entry = frame.entry;
    entry.first = static_cast<std::uint32_t>(tree_->nodes.size());
    for (auto child = begin; child != pending_.end(); ++child) {
      entry.expanded += child->expanded;
      entry.height = std::max(entry.height, static_cast<std::uint8_t>(child->height + 1));
    }
    tree_->nodes.insert(tree_->nodes.end(), begin, pending_.end());
    pending_.erase(begin, pending_.end());
    entry.count = static_cast<std::uint32_t>(tree_->nodes.size()) - entry.first;
    if (entry.kind == NodeKind::map) index_keys(entry);
    add(entry, frame.anchor);
  }

  /// Finds duplicate keys, and keeps the order by key of a big map.
  void index_keys(Tree::Entry& map) {
    std::array<std::uint32_t, small_map> few{};
    std::vector<std::uint32_t> many;
    if (map.count > small_map) many.resize(map.count);
    std::uint32_t* const begin = many.empty() ? few.data() : many.data();
    std::uint32_t* const end = begin + map.count;
    std::iota(begin, end, map.first);
    const auto key = [this](std::uint32_t i) { return Node(tree_.get(), i).key(); };
    std::stable_sort(begin, end, [&key](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    const std::uint32_t* first = begin;
    for (const std::uint32_t* at = begin; at != end; ++at) {
      if (key(*at) != key(*first)) first = at;
      if (at == first) continue;
      report(tree_->nodes[*at].key_spot, "duplicate key '" + std::string(key(*at)) +
                                             "'; first given at line " +
                                             std::to_string(tree_->nodes[*first].key_spot.line));
    }
    if (many.empty()) return;
    map.order = static_cast<std::uint32_t>(tree_->sorted.size());
    tree_->sorted.insert(tree_->sorted.end(), many.begin(), many.end());
  }

  /// Takes a finished node: the root, an item, a key or the value of the key before it.
  void add(Tree::Entry entry, YAML::anchor_t anchor) {
    if (anchor != 0) anchors_[anchor] = entry;
    if (frames_.empty()) {
      root_ = entry;
      return;
    }
    Frame& frame = frames_.back();
    if (frame.entry.kind == NodeKind::list) {
      pending_.push_back(entry);
    } else if (!frame.has_key) {
      frame.has_key = true;
      frame.key = entry;
      frame.key_is_good = check_key(entry);
    } else {
      frame.has_key = false;
      if (!frame.key_is_good) return;
      entry.has_key = true;
      entry.key_start = frame.key.text_start;
      entry.key_size = frame.key.text_size;
      entry.key_spot = frame.key.spot;
      pending_.push_back(entry);
    }
  }

  bool check_key(const Tree::Entry& key) {
    const std::string_view text = std::string_view(tree_->texts).substr(key.text_start, key.text_size);
    if (key.kind == NodeKind::null) {
      report(key.spot, "a key must be a word; put 'null' in quotes to use it as one");
    } else if (key.kind != NodeKind::scalar) {
      report(key.spot, "a key must be a word, not a list or a map");
    } else if (!key.quoted && text == "<<") {
      report(key.spot, "merge keys ('<<') are not supported; write the keys out");
    } else {
      return true;
    }
    return false;
  }

  std::string_view text_;
  Diagnostics& problems_;
  std::shared_ptr<Tree> tree_;
  bool ascii_ = true;
  std::vector<Frame> frames_;
  std::vector<Tree::Entry> pending_;
  std::unordered_map<YAML::anchor_t, Tree::Entry> anchors_;
  std::uint64_t expanded_ = 0;
  std::optional<Tree::Entry> root_;
};

/// What yaml-cpp means, in plain words.
std::string explain(const std::string& message) {
  namespace Said = YAML::ErrorMsg;
  struct Translation {
    const char* said;
    const char* meant;
  };
  static const std::array<Translation, 18> translations{{
      {Said::END_OF_MAP, "expected a 'key: value' line here, indented like the keys above"},
      {Said::END_OF_SEQ, "expected a list item ('- ...') here, indented like the items above"},
      {Said::END_OF_MAP_FLOW, "expected ',' or '}' here"},
      {Said::END_OF_SEQ_FLOW, "expected ',' or ']' here"},
      {Said::MAP_VALUE, "unexpected ':' here; put a value that contains ': ' in quotes"},
      {Said::MAP_KEY, "a key cannot stand here"},
      {Said::BLOCK_ENTRY, "a list item ('- ...') cannot stand here"},
      {Said::FLOW_END, "unexpected closing bracket"},
      {Said::TAB_IN_INDENTATION, "a tab; use spaces"},
      {Said::EOF_IN_SCALAR, "a quote that is not closed"},
      {Said::UNKNOWN_TOKEN, "a value cannot begin with this character; put it in quotes"},
      {Said::BAD_FILE, "nested too deep"},
      {Said::ANCHOR_NOT_FOUND, "a name must follow '&'; put a text that begins with '&' in quotes"},
      {Said::CHAR_IN_ANCHOR, "a name behind '&' is made of letters and digits"},
      {Said::ALIAS_NOT_FOUND, "a name must follow '*'; put a text that begins with '*' in quotes"},
      {Said::CHAR_IN_ALIAS, "a name behind '*' is made of letters and digits"},
      {Said::INVALID_HEX, "expected hexadecimal digits behind this escape"},
      {Said::UNKNOWN_ANCHOR, "an alias ('*name') whose name is not defined above it"},
  }};
  for (const Translation& translation : translations) {
    if (message == translation.said) return translation.meant;
  }
  if (message.starts_with(Said::INVALID_ESCAPE)) {
    return "unknown escape '\\" + message.substr(std::string_view(Said::INVALID_ESCAPE).size()) +
           "' in double quotes; use single quotes for text with backslashes";
  }
  return "not valid YAML: " + message;
}

}  // namespace

std::optional<Document> parse_document(std::string_view path, std::string_view text, Diagnostics& problems) {
  if (!lint_yaml(path, text, problems)) return std::nullopt;
  TreeBuilder builder(path, text, problems);
  std::istringstream stream{std::string(text)};
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
  } catch (const GaveUp&) {
    return std::nullopt;
  } catch (const YAML::Exception& failure) {
    const bool placed = !failure.mark.is_null();
    const Tree::Spot where = placed ? builder.spot(failure.mark) : Tree::Spot{};
    problems.error({std::string(path), where.line, where.column}, explain(failure.msg));
    return std::nullopt;
  }
  const auto root = builder.root();
  if (!root || root->kind == NodeKind::null) {
    problems.error({std::string(path), 0, 0}, "the file is empty; expected 'key: value' lines");
    return std::nullopt;
  }
  if (root->kind != NodeKind::map) {
    problems.error({std::string(path), root->spot.line, root->spot.column},
                   root->kind == NodeKind::list ? "expected 'key: value' lines, not a list"
                                                : "expected 'key: value' lines, not a single value");
    return std::nullopt;
  }
  const auto tree = builder.tree();
  tree->nodes.push_back(*root);
  return Document(tree, static_cast<std::uint32_t>(tree->nodes.size() - 1));
}

}  // namespace outlive::input
