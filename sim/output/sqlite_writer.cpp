#include "sim/output/sqlite_writer.hpp"

#include <stdexcept>

#include <sqlite3.h>

namespace outlive::output::sqlite {

void Writer::Close::operator()(sqlite3* database) const { sqlite3_close(database); }
void Rows::Finalise::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Writer::Writer() {
  sqlite3* database = nullptr;
  const int code = sqlite3_open(":memory:", &database);
  database_.reset(database);
  if (code != SQLITE_OK) fail();
  // Whatever a page held before is overwritten, so that no byte depends on what was freed.
  execute("PRAGMA page_size = 4096; PRAGMA secure_delete = ON;");
}

void Writer::fail() const {
  throw std::runtime_error("SQLite: " + std::string(sqlite3_errmsg(database_.get())));
}

void Writer::execute(const std::string& statements) {
  if (sqlite3_exec(database_.get(), statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

std::string Writer::bytes() {
  sqlite3_int64 size = 0;
  const std::unique_ptr<unsigned char, void (*)(void*)> content(
      sqlite3_serialize(database_.get(), "main", &size, 0), sqlite3_free);
  if (content == nullptr) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(content.get()), static_cast<std::size_t>(size)};
}

Rows::Rows(Writer& writer, std::string_view table)
    : writer_(writer), columns_(table_named(table).columns.size()) {
  std::string text = "INSERT INTO " + std::string(table) + " VALUES (?";
  for (std::size_t i = 1; i < columns_; ++i) text += ",?";
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(writer_.database_.get(), (text + ")").c_str(), -1, &statement, nullptr);
  statement_.reset(statement);
  if (code != SQLITE_OK) writer_.fail();
}

void Rows::add(std::initializer_list<Value> values) {
  if (values.size() != columns_) throw std::logic_error("a row of another width than its table");
  int place = 0;
  for (const Value& value : values) {
    ++place;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      sqlite3_bind_int64(statement_.get(), place, *number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      // The text outlives the step below.
      sqlite3_bind_text64(statement_.get(), place, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    } else {
      sqlite3_bind_null(statement_.get(), place);
    }
  }
  if (sqlite3_step(statement_.get()) != SQLITE_DONE) writer_.fail();
  sqlite3_reset(statement_.get());
}

}  // namespace outlive::output::sqlite
