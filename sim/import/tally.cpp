#include "sim/import/tally.hpp"

#include "sim/output/json.hpp"
#include "sim/output/words.hpp"
#include "sim/text/table.hpp"

namespace outlive::import {

std::string Where::text() const {
  std::string place(path);
  if (line > 0) place += ":" + std::to_string(line);
  if (record > 0) place += ": record " + std::to_string(record);
  return place;
}

void Tally::skipped(std::string_view kind, std::string_view why, const Where& where) {
  Skipped& entry = skipped_[{std::string(kind), std::string(why)}];
  if (entry.count++ == 0) entry.first = where.text();
}

std::uint64_t Tally::used() const {
  std::uint64_t sum = 0;
  for (const auto& [kind, count] : used_) sum += count;
  return sum;
}

std::uint64_t Tally::skipped() const {
  std::uint64_t sum = 0;
  for (const auto& [kind, entry] : skipped_) sum += entry.count;
  return sum;
}

std::string Tally::text(std::string_view format) const {
  using text::Align;
  text::Table table({{"", Align::left}, {"", Align::right}, {"", Align::left}});
  std::string_view word = "used";
  const auto add = [&](std::uint64_t count, const std::string& what) {
    table.add_row({std::string(word), output::grouped(count), what});
    word = "";
  };
  for (const auto& [kind, count] : used_) add(count, kind);
  word = "inferred";
  for (const auto& [what, count] : inferred_) add(count, what);
  word = "skipped";
  for (const auto& [key, entry] : skipped_) {
    add(entry.count, key.first + ": " + key.second + "; first at " + entry.first);
  }
  word = "missing";
  for (const std::string& name : missing_) {
    table.add_row({std::string(word), "", name});
    word = "";
  }
  return std::string(format) + ": " + output::counted(records_, "record") + ", " + output::grouped(used()) +
         " used, " + output::grouped(skipped()) + " skipped\n" + table.text(2);
}

std::string Tally::json(std::string_view format) const {
  output::Json document;
  document["schema_version"] = 1;
  document["format"] = format;
  document["records"] = records_;
  document["used"] = output::Json::array();
  document["inferred"] = output::Json::array();
  document["skipped"] = output::Json::array();
  for (const auto& [kind, count] : used_) document["used"].push_back({{"kind", kind}, {"count", count}});
  for (const auto& [what, count] : inferred_)
    document["inferred"].push_back({{"what", what}, {"count", count}});
  for (const auto& [key, entry] : skipped_) {
    document["skipped"].push_back(
        {{"kind", key.first}, {"why", key.second}, {"count", entry.count}, {"first", entry.first}});
  }
  document["missing"] = missing_;
  return output::dump(document);
}

}  // namespace outlive::import
