// The tables and views of results.sqlite: one description, from which the database and its documentation are made.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace outlive::output::sqlite {

struct ColumnInfo {
  std::string_view name;
  std::string_view type;  // with constraints: "INTEGER NOT NULL"
  std::string_view about;
};

struct TableInfo {
  std::string_view name;
  std::string_view about;
  std::span<const ColumnInfo> columns;
  std::string_view indexed = {};  // columns that have an index each, with a blank between
  std::string_view options = "STRICT";
};

struct ViewInfo {
  std::string_view name;
  std::string_view about;
  std::string_view query;
};

std::span<const TableInfo> tables();
std::span<const ViewInfo> views();
const TableInfo& table_named(std::string_view name);

/// `CREATE TABLE`, `CREATE INDEX` and `CREATE VIEW` statements; tables before what refers to them.
std::string create_tables();
std::string create_indexes_and_views();

}  // namespace outlive::output::sqlite
