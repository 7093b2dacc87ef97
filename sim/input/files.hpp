// The files that a scenario names: tables and price books.
//
// Each is read once, however often the scenario is loaded: the design points of a study are many, and must have the same
// input even if a file changes meanwhile.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "outlive/diagnostic.hpp"
#include "outlive/prices.hpp"
#include "sim/input/source.hpp"

namespace outlive::input {

/// What was read so far, with the problems that it had. May be used by several threads.
class FileCache {
 public:
  struct Table {
    Source source;
    Diagnostics problems;
  };
  struct Book {
    std::optional<PriceBook> book;  // nothing if it has problems
    Diagnostics problems;
    bool unreadable = false;
  };

  const Table& table(const std::string& path);
  /// An empty path means the built-in one.
  const Book& book(const std::string& path);

 private:
  std::mutex mutex_;
  std::map<std::string, Table> tables_;
  std::map<std::string, Book> books_;
};

/// The files as one load of the scenario sees them: whatever is wrong with one is told in each.
struct Files {
  FileCache& cache;
  bool& unreadable;  // set if a file could not be read at all

  /// The text of a table, or nothing. One that cannot be read is told at the place that names it.
  const Source* table(const std::string& path, const Place& named_at, Diagnostics& problems) const;
  std::optional<PriceBook> price_book(const std::string& path, const Place& named_at,
                                      Diagnostics& problems) const;
};

}  // namespace outlive::input
