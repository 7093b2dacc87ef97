#include "sim/input/yaml_lint.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/input/source.hpp"
#include "sim/input/yaml_levels.hpp"
#include "sim/input/yaml_lines.hpp"

namespace outlive::input {
namespace {

using std::size_t;

class Linter : YamlLines {
 public:
  Linter(std::string_view path, std::string_view text, Diagnostics& problems)
      : YamlLines(path, text, problems) {}

  bool run() {
    while (!stopped_ && next_ < text_.size()) {
      begin_line();
      lint_line();
    }
    if (!stopped_ && !flow_.empty() && !poisoned_) report_open_bracket("is never closed");
    return found_ == 0;
  }

 private:
  /// An open [ or {, and the column of the key or dash that it is the value of (none: it stands alone).
  struct Bracket {
    char open;
    size_t offset;
    std::optional<size_t> owner;
  };
  /// What a line of block YAML (outside brackets) has shown so far.
  struct LineState {
    std::optional<size_t> owner;  // column of the last key or dash
    bool has_key = false;
    bool complete = false;  // a quoted text, alias or closed bracket: only ':' or the end may follow
    bool open = false;      // ends in "key:" or "-": the value is on the lines below
  };

  // ---- reporting ------------------------------------------------------------------------------------------

  /// The rest of this line cannot be understood; the next line gets the benefit of the doubt.
  void give_up_line(size_t offset, std::string message) {
    report(offset, std::move(message));
    at_ = end_;
    poisoned_ = !flow_.empty();
    doubtful_ = given_up_ = true;
  }
  void stop(size_t offset, std::string message) {
    report(offset, std::move(message));
    at_ = end_;
    stopped_ = true;
  }
  void report_open_bracket(const std::string& what) {
    const Bracket& bracket = flow_.back();
    add(place_of(path_, text_, bracket.offset), std::string("this '") + bracket.open + "' " + what);
  }
  static bool is_bracket(char c) { return c == '[' || c == ']' || c == '{' || c == '}'; }

  // ---- lines ----------------------------------------------------------------------------------------------

  void lint_line() {
    const size_t stray = text_.substr(0, end_).find('\r', at_);
    if (stray != std::string_view::npos) {
      stop(stray, "a carriage return inside a line; end lines with a line feed");
      return;
    }
    if (at_line_end()) return;
    if (column() == 0 && lint_document_marker()) return;
    if (ended_) {
      stop(at_, "a second document begins here; a file holds one");
      return;
    }
    if (!flow_.empty() && leaves_brackets()) {
      if (!poisoned_) report_open_bracket("is not closed before line " + std::to_string(line_));
      flow_.clear();
    }
    if (flow_.empty()) poisoned_ = false;
    LineState line;
    given_up_ = false;
    while (!at_line_end()) {
      if (flow_.empty()) {
        lint_block_token(line);
      } else {
        lint_flow_token(line);
      }
    }
    started_ = true;
    root_open_ = false;
    if (flow_.empty()) expects_value_ = line.open;
    if (line.owner && !given_up_) doubtful_ = false;
  }

  /// "---" may stand once, before everything else; "..." ends the document; "%" begins a directive.
  bool lint_document_marker() {
    const std::string_view rest = text_.substr(at_, end_ - at_);
    const bool marker = (rest.starts_with("---") || rest.starts_with("...")) &&
                        (rest.size() == 3 || rest[3] == ' ' || rest[3] == '\t');
    if (rest[0] == '%' && flow_.empty()) {
      give_up_line(at_, "a YAML directive; directives are not used here");
      return true;
    }
    if (!marker) return false;
    if (!flow_.empty()) {
      if (!poisoned_) report_open_bracket("is not closed before line " + std::to_string(line_));
      flow_.clear();
    }
    if (rest[0] == '.') {
      ended_ = true;
      return true;
    }
    if (started_) {
      stop(at_, "a second document begins here; a file holds one");
      return true;
    }
    started_ = true;
    at_ += 3;
    return at_line_end();
  }

  /// A line that cannot belong to the open brackets: it stands at or left of their owner, or begins a list
  /// item.
  bool leaves_brackets() const {
    if (peek() == ']' || peek() == '}') return false;
    const auto& owner = flow_.front().owner;
    return alone('-') || (owner && column() <= *owner);
  }

  // ---- outside brackets -----------------------------------------------------------------------------------

  void lint_block_token(LineState& line) {
    const char c = peek();
    if (line.complete) {
      if (alone(':') && !line.has_key && value_line_ != line_) {
        give_up_line(at_, "a ':' after what began on line " + std::to_string(value_line_) +
                              "; a key stands on one line");
      } else if (alone(':') && !line.has_key) {
        open_key(line, value_column_);
        ++at_;
      } else {
        give_up_line(at_, text_[at_ - 1] == '\''
                              ? "text after the closing quote; inside '...' write '' for one '"
                              : "text after the value; expected the end of the line");
      }
      return;
    }
    if (alone('-')) {
      if (line.has_key) {
        give_up_line(at_, "a list begins on a line of its own, or is written [a, b]");
        return;
      }
      if (!enter(line, column(), true)) return;
      line.open = true;
      ++at_;
    } else if (c == '|' || c == '>') {
      skip_block_scalar(line);
    } else if (c == '[' || c == '{') {
      if (begin_value(line)) push_bracket(line);
    } else if (c == '"' || c == '\'') {
      if (begin_value(line)) skip_quoted();
    } else if (c == '&') {
      if (!line.owner) line.open = true;  // an anchor alone: what it names follows below
      skip_name();
    } else if (c == '*') {
      if (begin_value(line)) skip_name();
    } else if (!refuse_indicator()) {
      lint_block_plain(line);
    }
  }

  /// A quoted text, alias or bracket: a value, or a key if a colon follows.
  bool begin_value(LineState& line) {
    if (!line.owner && !expects_value_ && !root_open_ && !doubtful_ && !colon_follows()) {
      give_up_line(at_, "expected 'key: value' here");
      return false;
    }
    value_column_ = column();
    value_line_ = line_;
    line.complete = true;
    line.open = false;
    return true;
  }
  [[nodiscard]] bool colon_follows() const {
    return text_.substr(at_, end_ - at_).find(": ") != std::string_view::npos || text_[end_ - 1] == ':';
  }

  /// A key or a dash stands in column `x`: does that fit the lines above?
  bool enter(LineState& line, size_t x, bool list) {
    const bool lenient = line.owner || root_open_ || doubtful_;
    if (const char* misfit = levels_.enter(x, list, expects_value_, lenient)) {
      give_up_line(line_start_ + x, misfit);
      return false;
    }
    if (levels_.depth() > nesting_limit) {
      stop(at_, "nested too deep; at most " + std::to_string(nesting_limit) + " levels");
      return false;
    }
    line.owner = x;
    return true;
  }
  void open_key(LineState& line, size_t x) {
    if (!enter(line, x, false)) return;
    line.has_key = true;
    line.complete = false;
    line.open = true;
  }

  void lint_block_plain(LineState& line) {
    const size_t begin = at_;
    for (; at_ < end_ && !begins_comment(); ++at_) {
      if (text_[at_] == '\t') report_tab();
      if (!alone(':')) continue;
      if (line.has_key) {
        give_up_line(at_, "a second ': ' in one line; put a value that contains ': ' in quotes");
        return;
      }
      open_key(line, begin - line_start_);
      if (at_ < end_) ++at_;
      return;
    }
    if (!line.owner && (!expects_value_ || root_open_) && !doubtful_) {
      std::string found(text_.substr(begin, at_ - begin));
      found.erase(found.find_last_not_of(' ') + 1);
      const std::string hint = found.find(':') == std::string::npos ? "" : "; a space must follow the colon";
      give_up_line(begin, "expected 'key: value', found '" + found + "'" + hint);
      return;
    }
    line.open = false;
  }

  /// Steps over "|" or ">" and the lines that belong to it: those indented more than the key or dash before
  /// it.
  void skip_block_scalar(LineState& line) {
    const size_t header = at_++;
    size_t wanted = 0;
    for (; at_ < end_ && std::string_view("+-0123456789").find(text_[at_]) != std::string_view::npos; ++at_) {
      if (text_[at_] >= '1' && text_[at_] <= '9') wanted = static_cast<size_t>(text_[at_] - '0');
    }
    if (!at_line_end()) {
      give_up_line(header,
                   std::string("a value cannot begin with '") + text_[header] + "'; put it in quotes");
      return;
    }
    const size_t parent = line.owner.value_or(0);
    if (wanted > 0) wanted += parent;
    line.open = false;
    while (next_ < text_.size()) {
      const size_t content = std::min(text_.find_first_not_of(' ', next_), text_.size());
      const bool blank = content == text_.size() || text_[content] == '\n' || text_[content] == '\r';
      const size_t indent = content - next_;
      if (!blank && wanted == 0) wanted = std::max(indent, parent + 1);
      if (!blank && indent < wanted) return;
      begin_line();
      at_ = end_;
    }
  }

  // ---- inside brackets ------------------------------------------------------------------------------------

  void push_bracket(const LineState& line) {
    if (levels_.depth() + flow_.size() >= nesting_limit) {
      stop(at_, "nested too deep; at most " + std::to_string(nesting_limit) + " levels");
      return;
    }
    flow_.push_back({peek(), at_, line.owner});
    item_done_ = false;
    ++at_;
  }

  void lint_flow_token(LineState& line) {
    const char c = peek();
    const char opener = flow_.back().open;
    if (c == ']' || c == '}') {
      if ((c == ']') != (opener == '[')) {
        give_up_line(at_, std::string("'") + c + "' cannot close '" + opener + "'");
        return;
      }
      ++at_;
      flow_.pop_back();
      item_done_ = true;
      line.complete = true;  // outside the last bracket nothing more may follow
    } else if (c == ',') {
      ++at_;
      item_done_ = false;
    } else if (c == ':' && (item_done_ || alone(':'))) {
      ++at_;
      item_done_ = false;
    } else if (item_done_) {
      give_up_line(at_, std::string("expected ',' or '") + (opener == '[' ? ']' : '}') + "' before this");
    } else if (c == '[' || c == '{') {
      push_bracket(line);
    } else if (c == '"' || c == '\'') {
      skip_quoted();
      item_done_ = true;
    } else if (c == '&') {
      skip_name();
    } else if (c == '*') {
      skip_name();
      item_done_ = true;
    } else if (c == '|' || c == '>' || alone('-')) {
      give_up_line(at_,
                   std::string("a value inside brackets cannot begin with '") + c + "'; put it in quotes");
    } else if (!refuse_indicator()) {
      lint_flow_plain();
    }
  }

  void lint_flow_plain() {
    for (; at_ < end_; ++at_) {
      const char c = text_[at_];
      if (c == ',' || is_bracket(c) || alone(':') || begins_comment()) break;
      if (c == ':' && (peek(1) == ',' || is_bracket(peek(1)))) break;
      if (c == '\t') report_tab();
      if (c == '?') {
        give_up_line(at_, "a value inside brackets cannot contain '?'; put it in quotes");
        return;
      }
    }
    item_done_ = true;
  }

  // ---- both -----------------------------------------------------------------------------------------------

  /// Characters with which no plain value begins, or none that is welcome here.
  bool refuse_indicator() {
    const char c = peek();
    if (c == '!') {
      give_up_line(at_, "a YAML tag; tags are not used here (put a text that begins with '!' in quotes)");
    } else if (alone('?')) {
      give_up_line(at_, "a '?' key; write 'key: value'");
    } else if (alone(':')) {
      give_up_line(at_, "a key is missing before this colon");
    } else if (std::string_view("@`%,]}#").find(c) != std::string_view::npos) {
      give_up_line(at_, std::string("a value cannot begin with '") + c + "'; put it in quotes");
    } else {
      return false;
    }
    return true;
  }
  void skip_name() {
    while (at_ < end_ && std::string_view(" \t,[]{}").find(text_[at_]) == std::string_view::npos) ++at_;
  }
  /// From the opening quote past the closing one, which must be on the same line.
  void skip_quoted() {
    const size_t open = at_;
    const char quote = text_[at_++];
    for (; at_ < end_; ++at_) {
      if (quote == '"' && text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == quote) {
        const bool doubled = quote == '\'' && peek(1) == '\'';
        ++at_;
        if (!doubled) return;
      }
    }
    give_up_line(open, "this quote is not closed on its line");
  }

  std::vector<Bracket> flow_;
  BlockLevels levels_;
  size_t value_column_ = 0;  // of the quoted text or bracket that may be a key
  size_t value_line_ = 0;
  bool item_done_ = false;      // inside brackets: a comma or the end must follow
  bool expects_value_ = false;  // the line above ended in "key:" or "-"
  bool root_open_ = true;       // nothing of the document seen yet
  bool started_ = false;
  bool ended_ = false;
  bool poisoned_ = false;  // the open brackets were not read completely
  bool given_up_ = false;  // this line was not read to its end
  bool doubtful_ = false;  // nor was the line above, so this one gets the benefit of the doubt
};

}  // namespace

bool lint_yaml(std::string_view path, std::string_view text, Diagnostics& problems) {
  return Linter(path, text, problems).run();
}

}  // namespace outlive::input
