#include "sim/input/expectation_edit.hpp"

#include <algorithm>
#include <optional>

#include "sim/input/document.hpp"
#include "sim/input/source.hpp"
#include "sim/input/written_expectation.hpp"

namespace outlive::input {
namespace {

/// A stretch of the text, and what shall stand there instead.
struct Replacement {
  std::size_t offset = 0;
  std::size_t size = 0;
  std::string text;
};

/// How often the document leads to what stands at this place: through aliases more than once.
std::size_t uses_of(Node node, const Place& place) {
  std::size_t uses = node.is_scalar() && node.place() == place ? 1 : 0;
  for (const Node child : node) uses += uses_of(child, place);
  return uses;
}

/// May it stand without quotes, in block and in flow notation? Values are words, numbers with units, and moments.
bool is_plain(std::string_view text) {
  constexpr std::string_view special = " ._%:+-";
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !text.empty() && letter(text.front()) && text.back() != ' ' && text.back() != ':' &&
         text.find(": ") == std::string_view::npos && std::all_of(text.begin(), text.end(), [&](char c) {
           return letter(c) || special.find(c) != std::string_view::npos;
         });
}

std::string in_quotes(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    if (quote == '\'' && c == quote) result += quote;
    if (quote == '"' && (c == quote || c == '\\')) result += '\\';
    result += c;
  }
  return result + quote;
}

/// The end of a quoted text that begins at `begin`, behind its closing quote.
std::size_t end_of_quoted(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      if (quote == '"' || at + 1 == text.size() || text[at + 1] != quote) return at + 1;
      ++at;  // '' is one quote
    }
  }
  return std::string_view::npos;
}

class Editor {
 public:
  Editor(std::string_view text, Node root) : text_(text), root_(root) {}

  /// Empty if it can be done, and then noted; otherwise why not.
  std::string change(const ExpectationChange& change) {
    const std::size_t before = replacements_.size();
    const std::optional<WrittenExpectation> written = find(change.before);
    std::string refused = written ? change_values(*written, change) : gone;
    if (!refused.empty()) replacements_.resize(before);
    return refused;
  }

  [[nodiscard]] std::string edited() {
    std::sort(replacements_.begin(), replacements_.end(),
              [](const Replacement& a, const Replacement& b) { return a.offset > b.offset; });
    std::string text(text_);
    for (const Replacement& each : replacements_) text.replace(each.offset, each.size, each.text);
    return text;
  }

 private:
  [[nodiscard]] std::optional<WrittenExpectation> find(const Expectation& wanted) const {
    std::optional<WrittenExpectation> found;
    for (const Node part : root_.find("expect")) {
      for_each_expectation(part, [&](const WrittenExpectation& written) {
        if (written.key == wanted.key && written.comparison == wanted.comparison &&
            written.node.key_place() == wanted.place)
          found = written;
      });
    }
    return found;
  }

  std::string change_values(const WrittenExpectation& written, const ExpectationChange& change) {
    const Node value = written.value;
    if (change.before.comparison != Comparison::between)
      return change_value(value, change.before.low, change.after.low);
    if (!value.is_list() || value.size() != 2) return gone;
    std::string refused = change_value(value[0], change.before.low, change.after.low);
    if (refused.empty()) refused = change_value(value[1], change.before.high, change.after.high);
    return refused;
  }

  std::string change_value(Node value, const Expected& before, const Expected& after) {
    if (after.text == before.text) return {};
    if (!value.is_scalar() || value.text() != before.text) return gone;
    const std::size_t offset = offset_of(text_, value.place());
    const std::string_view rest = text_.substr(std::min(offset, text_.size()));
    const char first = rest.empty() ? ' ' : rest.front();
    if (first == '&' || first == '*' || uses_of(root_, value.place()) > 1) return shared;
    if (value.quoted()) {
      const std::size_t end =
          first == '"' || first == '\'' ? end_of_quoted(text_, offset) : std::string_view::npos;
      if (end == std::string_view::npos) return block;
      replacements_.push_back({offset, end - offset, in_quotes(after.text, first)});
    } else {
      if (!rest.starts_with(before.text)) return block;
      const std::string text = is_plain(after.text) ? after.text : in_quotes(after.text, '"');
      replacements_.push_back({offset, before.text.size(), text});
    }
    return {};
  }

  static constexpr const char* gone = "it is not in the file any more";
  static constexpr const char* shared = "its value stands in an alias, and other places would change with it";
  static constexpr const char* block = "its value is not written on one line";

  std::string_view text_;
  Node root_;
  std::vector<Replacement> replacements_;
};

}  // namespace

EditedExpectations edit_expectations(std::string_view path, const std::string& text,
                                     std::span<const ExpectationChange> changes) {
  Diagnostics problems;
  const std::optional<Document> document = parse_document(path, text, problems);
  if (!document || problems.has_errors())
    return {text, std::vector<std::string>(changes.size(), "the file is no valid scenario any more")};
  Editor editor(text, document->root());
  EditedExpectations result;
  for (const ExpectationChange& each : changes) result.refused.push_back(editor.change(each));
  result.text = editor.edited();
  return result;
}

}  // namespace outlive::input
