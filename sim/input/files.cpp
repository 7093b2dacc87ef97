#include "sim/input/files.hpp"

#include "sim/input/price_book.hpp"

namespace outlive::input {
namespace {

/// That a file cannot be read is no problem of any place in it, but of the one that names it.
void tell(const Diagnostics& found, const Place& named_at, bool is_unreadable, Diagnostics& problems) {
  for (const Diagnostic& each : found.all()) {
    if (is_unreadable) {
      problems.error(named_at, "'" + each.place.path + "': " + each.message);
    } else if (each.severity == Severity::error) {
      problems.error(each.place, each.message, each.rule);
    } else {
      problems.warning(each.place, each.message, each.rule);
    }
  }
}

}  // namespace

const FileCache::Table& FileCache::table(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto [at, is_new] = tables_.try_emplace(path);
  if (is_new) at->second.source = read_source(path, csv_limit, at->second.problems);
  return at->second;
}

const FileCache::Book& FileCache::book(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto [at, is_new] = books_.try_emplace(path);
  Book& made = at->second;
  if (is_new) made.book = read_price_book(path, made.problems, made.unreadable);
  return made;
}

const Source* Files::table(const std::string& path, const Place& named_at, Diagnostics& problems) const {
  const FileCache::Table& table = cache.table(path);
  const bool is_unreadable = table.source.status == SourceStatus::unreadable;
  tell(table.problems, named_at, is_unreadable, problems);
  unreadable = unreadable || is_unreadable;
  return table.source.ok() ? &table.source : nullptr;
}

std::optional<PriceBook> Files::price_book(const std::string& path, const Place& named_at,
                                           Diagnostics& problems) const {
  const FileCache::Book& book = cache.book(path);
  tell(book.problems, named_at, book.unreadable, problems);
  unreadable = unreadable || book.unreadable;
  return book.book;
}

}  // namespace outlive::input
