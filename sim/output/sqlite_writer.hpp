// An SQLite database that is built in memory and handed out as bytes. The only header that knows of SQLite; only sim/output
// includes <sqlite3.h>.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "sim/output/sqlite_schema.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace outlive::output::sqlite {

/// A null, a whole number or a text.
using Value = std::variant<std::monostate, std::int64_t, std::string>;

/// What goes wrong is a std::runtime_error with SQLite's words.
class Writer {
 public:
  Writer();
  void execute(const std::string& statements);
  /// The file's content. Commit before.
  std::string bytes();

 private:
  friend class Rows;
  [[noreturn]] void fail() const;

  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
};

/// Adds rows to one table.
class Rows {
 public:
  Rows(Writer& writer, std::string_view table);
  /// One value for each column. Throws std::logic_error if they are not as many.
  void add(std::initializer_list<Value> values);

 private:
  struct Finalise {
    void operator()(sqlite3_stmt* statement) const;
  };
  Writer& writer_;
  std::size_t columns_;
  std::unique_ptr<sqlite3_stmt, Finalise> statement_;
};

}  // namespace outlive::output::sqlite
