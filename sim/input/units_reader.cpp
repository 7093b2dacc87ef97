#include "sim/input/units_reader.hpp"

#include <limits>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "sim/input/scalars.hpp"
#include "sim/input/source.hpp"

namespace outlive::input {
namespace {

using Json = nlohmann::json;

constexpr SizeLimit units_limit{std::size_t{2} << 30U, "split the sweep into more shards"};

/// A number that is there and no more than `most`; nothing otherwise.
std::optional<std::uint64_t> number_in(const Json& object, const char* key,
                                       std::uint64_t most = std::numeric_limits<std::uint32_t>::max()) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
  const auto number = found->get<std::uint64_t>();
  return number <= most ? std::optional(number) : std::nullopt;
}

class UnitsReader {
 public:
  UnitsReader(const std::string& path, std::string_view text, Diagnostics& problems)
      : text_(text), problems_(problems) {
    file_.path = path;
  }

  std::optional<UnitsFile> read() {
    const std::size_t before = problems_.error_count();
    while (next_line() && problems_.error_count() == before) {
      const Json value = Json::parse(line_, nullptr, false);
      if (!value.is_object()) {
        fail("is no line of a file of units");
      } else if (number_ == 1) {
        read_head(value);
      } else if (file_.whole) {
        fail("stands behind the last line");
      } else if (value.contains("units")) {
        read_end(value);
      } else {
        read_unit(value);
      }
    }
    if (number_ == 0) problems_.error({file_.path, 0, 0}, "is no file of units: its first line is missing");
    if (problems_.error_count() != before) return std::nullopt;
    return std::move(file_);
  }

 private:
  bool next_line() {
    const std::size_t end = text_.find('\n');
    if (end == std::string_view::npos) return false;
    line_ = text_.substr(0, end);
    text_.remove_prefix(end + 1);
    file_.size += end + 1;
    ++number_;
    return true;
  }

  void fail(const std::string& what) { problems_.error({file_.path, number_, 1}, what); }

  void read_head(const Json& head) {
    const auto shard = number_in(head, "shard");
    const auto shards = number_in(head, "shards");
    const auto responses = number_in(head, "responses");
    const bool known = number_in(head, "outlive_units") == std::uint64_t{1} && shard && shards && responses &&
                       *shard < *shards && head.contains("plan") && head["plan"].is_string();
    if (!known) return fail("is no file of units that this version of Outlive reads");
    file_.plan = head["plan"].get<std::string>();
    file_.shard = {static_cast<std::uint32_t>(*shard), static_cast<std::uint32_t>(*shards)};
    responses_ = static_cast<std::size_t>(*responses);
  }

  void read_end(const Json& end) {
    file_.whole = number_in(end, "units") == std::uint64_t{file_.results.size()};
    if (!file_.whole) fail("counts other units than there are");
  }

  void read_unit(const Json& line) {
    const auto number = number_in(line, "unit", std::numeric_limits<std::uint64_t>::max());
    const auto point = number_in(line, "point");
    const auto first = number_in(line, "first");
    const auto count = number_in(line, "count");
    const auto values = line.find("values");
    if (!number || !point || !first || !count || values == line.end() || !values->is_array() ||
        values->size() != *count * responses_) {
      return fail("is no unit");
    }
    UnitResult result{{*number, static_cast<std::uint32_t>(*point), static_cast<std::uint32_t>(*first),
                       static_cast<std::uint32_t>(*count)},
                      {}};
    for (const Json& value : *values) {
      if (!value.is_number() && !value.is_null()) return fail("is no unit");
      result.values.push_back(value.is_null() ? std::numeric_limits<double>::infinity()
                                              : value.get<double>());
    }
    file_.results.push_back(std::move(result));
  }

  std::string_view text_;
  Diagnostics& problems_;
  UnitsFile file_;
  std::string_view line_;
  std::uint32_t number_ = 0;
  std::size_t responses_ = 0;
};

}  // namespace

std::optional<UnitsFile> read_units(const std::string& path, Diagnostics& problems, bool& unreadable) {
  const Source source = read_source(path, units_limit, problems);
  if (!source.ok()) {
    unreadable = unreadable || source.status == SourceStatus::unreadable;
    return std::nullopt;
  }
  return UnitsReader(source.path, source.text, problems).read();
}

}  // namespace outlive::input
