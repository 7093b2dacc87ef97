// Reads an input file whole and proves that its bytes are text before any parser sees them.
//
// Two kinds of failure are kept apart, because the command line reports them with different exit codes: the
// file could not be read (`unreadable`, exit 4), or what it holds cannot be input (`invalid`, exit 3).
// Invariant: the text of an `ok` source is valid UTF-8 without a byte order mark and without NUL.
//
//   Diagnostics problems;
//   const Source source = read_source("case.yaml", yaml_limit, problems);
//   if (!source.ok()) return source.status == SourceStatus::unreadable ? 4 : 3;
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "outlive/diagnostic.hpp"

namespace outlive::input {

/// The largest file that is accepted, and what to do with more.
struct SizeLimit {
  std::size_t bytes = 0;
  std::string_view advice;
};

/// Scenarios and studies are written by people; tables do not belong in them.
inline constexpr SizeLimit yaml_limit{std::size_t{4} << 20U,
                                      "tables belong in a CSV file, which a trace names"};
inline constexpr SizeLimit csv_limit{std::size_t{2} << 30U, "split the table into several files"};

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

enum class SourceStatus : std::uint8_t { ok, unreadable, invalid };

struct Source {
  SourceStatus status = SourceStatus::ok;
  std::string path;
  std::string text;
  bool had_mark = false;  // a byte order mark, which is not part of the text; who writes it back keeps it

  [[nodiscard]] bool ok() const { return status == SourceStatus::ok; }
};

/// Reads `path` ("-" is standard input). Whatever is wrong is in `problems` and in the status.
Source read_source(const std::string& path, SizeLimit limit, Diagnostics& problems);

/// The same checks for text that is already in memory; `path` is only its name.
Source check_source(std::string path, std::string text, SizeLimit limit, Diagnostics& problems);

/// The offset of the first byte that is not UTF-8, or npos. Overlong forms and surrogates are not UTF-8.
std::size_t find_invalid_utf8(std::string_view text);

/// How many characters (code points, not bytes) a piece of valid UTF-8 holds: columns are counted in these.
std::size_t count_characters(std::string_view text);

/// The place of a byte offset; line and column from 1. Walks the text: for messages, not for loops.
Place place_of(std::string_view path, std::string_view text, std::size_t offset);

/// The byte offset of a place: the inverse of `place_of`. Beyond the text it is npos.
std::size_t offset_of(std::string_view text, const Place& place);

}  // namespace outlive::input
