// Walks over the lines of a YAML text with exact places: what the lint (yaml_lint.cpp) stands on.
//
// Knows characters, blanks, comments and line ends, and how to report; nothing of the grammar.
// Invariant: line_start_ <= at_ <= end_ <= next_; `end_` excludes the line feed and a carriage return before
// it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "outlive/diagnostic.hpp"
#include "sim/input/source.hpp"

namespace outlive::input {

class YamlLines {
 protected:
  YamlLines(std::string_view path, std::string_view text, Diagnostics& problems)
      : path_(path), text_(text), problems_(problems) {}

  /// Reports at an offset of the current line. After `problem_limit` problems the rest is noise: not YAML at
  /// all.
  void report(std::size_t offset, std::string message) {
    const std::size_t column = count_characters(text_.substr(line_start_, offset - line_start_)) + 1;
    add({std::string(path_), static_cast<std::uint32_t>(line_), static_cast<std::uint32_t>(column)},
        std::move(message));
  }
  void add(Place place, std::string message) {
    problems_.error(std::move(place), std::move(message));
    if (++found_ == problem_limit && !stopped_) {
      problems_.error({std::string(path_), static_cast<std::uint32_t>(line_), 1},
                      "too many problems; the rest of the file was not read");
      stopped_ = true;
    }
  }
  void report_tab() {
    if (!tab_reported_) report(at_, "a tab; use spaces");
    tab_reported_ = true;
  }

  void begin_line() {
    line_start_ = at_ = next_;
    const std::size_t feed = std::min(text_.find('\n', at_), text_.size());
    next_ = std::min(feed + 1, text_.size());
    end_ = feed > line_start_ && text_[feed - 1] == '\r' ? feed - 1 : feed;
    tab_reported_ = false;
    ++line_;
  }
  void skip_blanks() {
    for (; at_ < end_ && (text_[at_] == ' ' || text_[at_] == '\t'); ++at_) {
      if (text_[at_] == '\t' && text_.find_first_not_of(" \t", at_) < end_) report_tab();
    }
  }
  /// Steps over blanks and a comment; true at the end of what matters on this line.
  bool at_line_end() {
    skip_blanks();
    if (at_ < end_ && begins_comment()) at_ = end_;
    return at_ >= end_;
  }

  [[nodiscard]] bool begins_comment() const {
    return text_[at_] == '#' && (at_ == line_start_ || text_[at_ - 1] == ' ' || text_[at_ - 1] == '\t');
  }
  /// A character of this line; beyond its end a line feed.
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < end_ ? text_[at_ + ahead] : '\n';
  }
  /// The character at `at_` is `c`, and a blank or the end of the line follows: an indicator of YAML, not
  /// text.
  [[nodiscard]] bool alone(char c) const {
    const char after = peek(1);
    return peek() == c && (after == ' ' || after == '\t' || after == '\n');
  }
  [[nodiscard]] std::size_t column() const { return at_ - line_start_; }

  static constexpr std::size_t problem_limit = 50;

  std::string_view path_;
  std::string_view text_;
  Diagnostics& problems_;
  std::size_t next_ = 0;  // start of the next line
  std::size_t line_start_ = 0;
  std::size_t end_ = 0;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  std::size_t found_ = 0;
  bool tab_reported_ = false;
  bool stopped_ = false;
};

}  // namespace outlive::input
