#include "sim/import/json_records.hpp"

#include <string>

#include "sim/import/text_lines.hpp"

namespace outlive::import {
namespace {

/// Whether the text is one document for each line: the first line is one by itself, and another line follows.
bool is_lines(std::string_view text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos ||
      trimmed(text.substr(end)).find_first_not_of("\r\n") == std::string_view::npos)
    return false;
  return Json::accept(text.substr(0, end));
}

class Document {
 public:
  Document(std::string_view path, std::string_view key,
           const std::function<void(const Json&, const Where&)>& each)
      : path_(path), key_(key), each_(each) {}

  /// For the parser: false drops what was parsed.
  bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::key && depth == 1)
      in_list_ = parsed.is_string() && parsed.get<std::string>() == key_;
    if (event == Json::parse_event_t::array_start && depth == 0) top_is_list_ = true;
    if (event != Json::parse_event_t::object_end) return true;
    const bool is_record = top_is_list_ ? depth == 1 : in_list_ && depth == 2;
    if (!is_record) return true;
    each_(parsed, {path_, 0, ++count_});
    return false;
  }

  [[nodiscard]] std::uint64_t count() const { return count_; }

 private:
  std::string_view path_;
  std::string_view key_;
  const std::function<void(const Json&, const Where&)>& each_;
  bool in_list_ = false;
  bool top_is_list_ = false;
  std::uint64_t count_ = 0;
};

std::size_t offset_of(const nlohmann::json::parse_error& error, std::string_view text) {
  return std::min(error.byte == 0 ? 0 : error.byte - 1, text.size());
}

}  // namespace

void for_each_record(const input::Source& source, std::string_view key, Tally& tally, Diagnostics& problems,
                     const std::function<void(const Json& record, const Where& where)>& each) {
  if (is_lines(source.text)) {
    for_each_line(source.text, [&](std::string_view line, std::uint32_t number) {
      if (trimmed(line).empty()) return;
      const Where where{source.path, number, 0};
      const Json record = Json::parse(line, nullptr, false);
      if (record.is_object()) return each(record, where);
      tally.read();
      tally.skipped("line", "no JSON object", where);
    });
    return;
  }
  Document document(source.path, key, each);
  try {
    const Json rest = Json::parse(source.text, std::ref(document));
    // A single record, as one that was copied out of a log.
    if (document.count() == 0 && rest.is_object() && !rest.contains(std::string(key)))
      each(rest, {source.path, 0, 1});
  } catch (const nlohmann::json::parse_error& error) {
    problems.error(input::place_of(source.path, source.text, offset_of(error, source.text)),
                   "the JSON breaks off or is broken here");
  } catch (const nlohmann::json::exception&) {
    problems.error({source.path, 0, 0}, "a number of the JSON is beyond all bounds");
  }
}

}  // namespace outlive::import
