#include "sim/output/units_file.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "outlive/version.hpp"
#include "sim/output/json.hpp"

namespace outlive::output {
namespace {

std::string line_of(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string units_head(const Study& study, const Shard& shard) {
  Json head;
  head["outlive_units"] = 1;
  head["version"] = build_facts().version;
  head["plan"] = study.plan;
  head["shard"] = shard.index;
  head["shards"] = shard.count;
  head["responses"] = study.responses.size();
  return line_of(head);
}

std::string unit_line(const UnitResult& result) {
  Json line;
  line["unit"] = result.unit.number;
  line["point"] = result.unit.point;
  line["first"] = result.unit.first;
  line["count"] = result.unit.count;
  Json& values = line["values"] = Json::array();
  for (const double value : result.values)
    values.push_back(std::isfinite(value) ? Json(value) : Json(nullptr));
  return line_of(line);
}

std::string units_end(std::uint64_t units) {
  Json end;
  end["units"] = units;
  return line_of(end);
}

std::string units_file(const Study& study, const Shard& shard, std::span<const UnitResult> results) {
  std::vector<const UnitResult*> sorted;
  for (const UnitResult& result : results) sorted.push_back(&result);
  std::sort(sorted.begin(), sorted.end(),
            [](const UnitResult* a, const UnitResult* b) { return a->unit.number < b->unit.number; });
  std::string text = units_head(study, shard) + "\n";
  for (const UnitResult* result : sorted) text += unit_line(*result) + "\n";
  return text + units_end(results.size()) + "\n";
}

}  // namespace outlive::output
