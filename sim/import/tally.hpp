// What became of every record of an export: used, inferred or skipped, and why.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outlive::import {

/// Where a record stands: a line of a text, or the n-th record of a document.
struct Where {
  std::string_view path{};   // outlives the import
  std::uint32_t line = 0;    // from 1; 0: not known
  std::uint64_t record = 0;  // from 1; 0: the line says it

  /// `log.jsonl:12`, `log.json: record 12`.
  [[nodiscard]] std::string text() const;
};

class Tally {
 public:
  /// A record was read that will be counted as used or skipped later.
  void read() { ++records_; }
  void used(std::string_view kind) { ++used_[std::string(kind)]; }
  /// Something that no record says, and from what it was concluded.
  void inferred(std::string_view what, std::uint64_t times = 1) { inferred_[std::string(what)] += times; }
  void skipped(std::string_view kind, std::string_view why, const Where& where);

  /// Something that no record gives, by name.
  void missing(std::string_view name) { missing_.emplace_back(name); }

  [[nodiscard]] std::uint64_t records() const { return records_; }
  [[nodiscard]] std::uint64_t used() const;
  [[nodiscard]] std::uint64_t skipped() const;

  /// Some lines for people, sanitised: names of records come from outside.
  [[nodiscard]] std::string text(std::string_view format) const;
  /// The same as a JSON document: `{"schema_version": 1, "format", "records", "used", "inferred", "skipped", "missing"}`.
  [[nodiscard]] std::string json(std::string_view format) const;

 private:
  struct Skipped {
    std::uint64_t count = 0;
    std::string first;
  };
  std::uint64_t records_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> used_;
  std::map<std::string, std::uint64_t, std::less<>> inferred_;
  std::vector<std::string> missing_;
  std::map<std::pair<std::string, std::string>, Skipped> skipped_;  // by kind and reason
};

}  // namespace outlive::import
