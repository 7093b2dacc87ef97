// Reads tables as RFC 4180 has them: a header row, commas, quotes where needed, CRLF or LF.
//
// Made for hundreds of thousands of rows: fields are views into the buffer (copied only where doubled quotes
// had to be undone) and are valid until the next row. Every field knows its place. A row with the wrong
// number of fields is reported and left out; after `csv_problem_limit` problems the reader gives up, since
// one cause usually made them all. Empty lines are stepped over.
//
//   CsvReader table(source.path, source.text, problems);
//   const auto user = table.column("user");          // nullopt: there is no such column
//   while (table.next()) use(table.row()[*user].text, table.place(*user));
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/diagnostic.hpp"

namespace outlive::input {

struct CsvField {
  std::string_view text;
  std::uint32_t line = 0;
  bool quoted = false;
  std::size_t offset = 0;      // of its first character (or quote) in the buffer
  std::size_t line_start = 0;  // offset of the line in which it begins
};

inline constexpr std::size_t csv_problem_limit = 50;

class CsvReader {
 public:
  /// Reads the header. The buffer (checked UTF-8, sim/input/source.hpp) and `problems` must outlive the
  /// reader.
  CsvReader(std::string path, std::string_view buffer, Diagnostics& problems,
            std::size_t problem_limit = csv_problem_limit);

  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  /// The names of the columns; empty if the header could not be read.
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;

  /// Steps to the next row; false at the end, or if the reader gave up.
  bool next();
  /// As many fields as the header has.
  [[nodiscard]] std::span<const CsvField> row() const { return fields_; }

  /// The place of a field of this row; columns count characters.
  [[nodiscard]] Place place(std::size_t column) const { return place_of(fields_[column]); }
  [[nodiscard]] Place place_of(const CsvField& field) const;
  /// The place of a column's name.
  [[nodiscard]] Place header_place(std::size_t column) const { return header_places_[column]; }

 private:
  void read_header();
  bool read_fields();
  bool read_quoted(CsvField& field);
  bool end_field();
  [[nodiscard]] bool at_line_end() const;
  void end_line();
  void skip_line();
  void report(Place place, std::string message);

  std::string path_;
  std::string_view buffer_;
  Diagnostics& problems_;
  std::vector<std::string> header_;
  std::vector<Place> header_places_;
  std::vector<CsvField> fields_;
  std::deque<std::string> unescaped_;  // a deque: views into its strings stay good
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  std::uint32_t line_ = 1;
  std::size_t found_ = 0;
  std::size_t problem_limit_;
  bool row_done_ = false;
};

}  // namespace outlive::input
