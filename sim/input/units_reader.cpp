#include "sim/input/units_reader.hpp"

#include <algorithm>
#include <limits>
#include <map>
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

std::string shards_of(std::uint32_t count) {
  return std::to_string(count) + (count == 1 ? " shard" : " shards");
}

}  // namespace

std::optional<UnitsFile> read_units(const std::string& path, Diagnostics& problems, bool& unreadable) {
  const Source source = read_source(path, units_limit, problems);
  if (!source.ok()) {
    unreadable = unreadable || source.status == SourceStatus::unreadable;
    return std::nullopt;
  }
  return UnitsReader(source.path, source.text, problems).read();
}

bool fits(const UnitsFile& file, const Study& study, Diagnostics& problems) {
  if (file.plan != study.plan) {
    problems.error({file.path, 1, 1},
                   "is of another plan: the study, its base, a file that they name, or the version of "
                   "Outlive was another one");
    return false;
  }
  const std::vector<Unit> units = units_of(study, file.shard);
  std::map<std::uint64_t, Unit> by_number;
  for (const Unit& unit : units) by_number.emplace(unit.number, unit);
  for (std::size_t i = 0; i < file.results.size(); ++i) {
    const Unit& unit = file.results[i].unit;
    const auto wanted = by_number.find(unit.number);
    const bool same = wanted != by_number.end() && wanted->second.point == unit.point &&
                      wanted->second.first == unit.first && wanted->second.count == unit.count &&
                      file.results[i].values.size() == unit.count * study.responses.size();
    if (!same) {
      problems.error({file.path, static_cast<std::uint32_t>(i + 2), 1},
                     "unit " + std::to_string(unit.number) + " is none of this shard's, or is there twice");
      return false;
    }
    by_number.erase(wanted);
  }
  if (file.whole && !by_number.empty()) {
    problems.error({file.path, 0, 0}, "unit " + std::to_string(by_number.begin()->first) + " is missing");
    return false;
  }
  return true;
}

std::optional<Observations> merge_shards(const Study& study, std::span<const UnitsFile> files,
                                         Diagnostics& problems) {
  const std::size_t before = problems.error_count();
  if (files.empty()) {
    problems.error({study.path, 0, 0}, "there is no shard to merge");
    return std::nullopt;
  }
  const std::uint32_t count = files.front().shard.count;
  std::map<std::uint32_t, const UnitsFile*> by_index;
  for (const UnitsFile& file : files) {
    if (!fits(file, study, problems)) continue;
    if (file.shard.count != count) {
      problems.error({file.path, 1, 1}, "is one of " + shards_of(file.shard.count) + ", and " +
                                            files.front().path + " one of " + shards_of(count));
    } else if (!file.whole) {
      problems.error({file.path, 0, 0},
                     "is not finished: run shard " + std::to_string(file.shard.index) + " again");
    } else if (const auto [other, is_new] = by_index.emplace(file.shard.index, &file); !is_new) {
      problems.error({file.path, 1, 1},
                     "is shard " + std::to_string(file.shard.index) + " again, as " + other->second->path);
    }
  }
  if (problems.error_count() == before) {
    for (std::uint32_t index = 0; index < count; ++index) {
      if (by_index.count(index) == 0) problems.error({name_of(Shard{index, count}), 0, 0}, "is missing");
    }
  }
  if (problems.error_count() != before) return std::nullopt;
  Observations all(study.points.size(), study.responses.size());
  for (const auto& [index, file] : by_index) {
    for (const UnitResult& result : file->results) add(result, all);
  }
  return all;
}

}  // namespace outlive::input
