#include "sim/input/csv.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "sim/input/source.hpp"

namespace outlive::input {

CsvReader::CsvReader(std::string path, std::string_view buffer, Diagnostics& problems,
                     std::size_t problem_limit)
    : path_(std::move(path)), buffer_(buffer), problems_(problems), problem_limit_(problem_limit) {
  read_header();
}

std::optional<std::size_t> CsvReader::column(std::string_view name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  if (found == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header_.begin());
}

Place CsvReader::place_of(const CsvField& field) const {
  const std::string_view before = buffer_.substr(field.line_start, field.offset - field.line_start);
  return {path_, field.line, static_cast<std::uint32_t>(count_characters(before) + 1)};
}

void CsvReader::report(Place place, std::string message) {
  problems_.error(place, std::move(message));
  if (++found_ < problem_limit_) return;
  problems_.error({path_, place.line, 0}, "too many problems; the rest of the table was not read");
  at_ = buffer_.size();
}

void CsvReader::read_header() {
  while (at_line_end()) end_line();
  if (at_ >= buffer_.size()) {
    report({path_, 0, 0}, "the table is empty; expected a header row with the names of the columns");
    return;
  }
  if (!read_fields()) {
    at_ = buffer_.size();  // without a header no row means anything
    return;
  }
  for (const CsvField& field : fields_) {
    const auto first = column(field.text);
    if (field.text.empty()) {
      report(place_of(field), "a column without a name");
    } else if (first) {
      report(place_of(field), "duplicate column '" + header_[*first] + "'; first given in column " +
                                  std::to_string(*first + 1) + " of the table");
    }
    header_.emplace_back(field.text);
    header_places_.push_back(place_of(field));
  }
  fields_.clear();
}

bool CsvReader::next() {
  while (at_ < buffer_.size()) {
    if (at_line_end()) {
      end_line();
      continue;
    }
    const std::uint32_t line = line_;
    if (!read_fields()) continue;
    if (fields_.size() == header_.size()) return true;
    const CsvField& odd = fields_.size() > header_.size() ? fields_[header_.size()] : fields_.back();
    report({path_, line, place_of(odd).line == line ? place_of(odd).column : 1},
           "the row has " + std::to_string(fields_.size()) + (fields_.size() == 1 ? " field" : " fields") +
               "; the header has " + std::to_string(header_.size()));
  }
  fields_.clear();
  return false;
}

/// Reads the fields of one row; false if they could not be told apart (reported).
bool CsvReader::read_fields() {
  fields_.clear();
  unescaped_.clear();
  row_done_ = false;
  const char* const data = buffer_.data();
  while (!row_done_) {
    CsvField& field = fields_.emplace_back();
    field.line = line_;
    field.offset = at_;
    field.line_start = line_start_;
    if (at_ < buffer_.size() && data[at_] == '"') {
      if (!read_quoted(field)) return false;
    } else {
      std::size_t end = at_;
      while (end < buffer_.size() && data[end] != ',' && data[end] != '\n' && data[end] != '"') ++end;
      std::size_t text_end = end;
      if (end > at_ && end < buffer_.size() && data[end] == '\n' && data[end - 1] == '\r') --text_end;
      field.text = buffer_.substr(at_, text_end - at_);
      at_ = text_end;
    }
    if (!end_field()) return false;
  }
  return true;
}

/// Reads from the opening to the closing quote; line feeds in between belong to the field.
bool CsvReader::read_quoted(CsvField& field) {
  field.quoted = true;
  const std::size_t begin = ++at_;
  std::size_t lines = 0;
  std::size_t last_line_start = line_start_;
  bool doubled = false;
  for (; at_ < buffer_.size(); ++at_) {
    if (buffer_[at_] == '\n') {
      ++lines;
      last_line_start = at_ + 1;
    }
    if (buffer_[at_] != '"') continue;
    if (at_ + 1 >= buffer_.size() || buffer_[at_ + 1] != '"') break;
    doubled = true;
    ++at_;
  }
  if (at_ >= buffer_.size()) {
    report(place_of(field), "this quote is never closed");
    at_ = buffer_.size();
    return false;
  }
  field.text = buffer_.substr(begin, at_ - begin);
  if (doubled) {
    std::string& copy = unescaped_.emplace_back();
    for (std::size_t i = 0; i < field.text.size(); ++i) {
      copy += field.text[i];
      if (field.text[i] == '"') ++i;
    }
    field.text = copy;
  }
  ++at_;
  line_ += static_cast<std::uint32_t>(lines);
  line_start_ = last_line_start;
  return true;
}

/// Steps over the comma or the line end behind a field.
bool CsvReader::end_field() {
  if (at_ >= buffer_.size()) {
    row_done_ = true;
  } else if (buffer_[at_] == ',') {
    ++at_;
  } else if (at_line_end()) {
    end_line();
    row_done_ = true;
  } else {
    CsvField here;
    here.line = line_;
    here.line_start = line_start_;
    here.offset = at_;
    report(place_of(here),
           fields_.back().quoted
               ? "text after a closing quote; write \"\" for a quote inside quotes"
               : "a quote inside a field without quotes; put the field in quotes and double it");
    skip_line();
    return false;
  }
  return true;
}

/// At a line feed, or a carriage return before one; one by itself is a character like others.
bool CsvReader::at_line_end() const {
  const std::string_view rest = buffer_.substr(at_);
  return rest.starts_with('\n') || rest.starts_with("\r\n");
}

void CsvReader::end_line() {
  if (buffer_[at_] == '\r') ++at_;
  ++at_;
  ++line_;
  line_start_ = at_;
}

void CsvReader::skip_line() {
  at_ = std::min(buffer_.find('\n', at_), buffer_.size());
  if (at_ < buffer_.size()) end_line();
}

}  // namespace outlive::input
