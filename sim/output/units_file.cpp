#include "sim/output/units_file.hpp"

#include <cmath>
#include <vector>

#include "outlive/version.hpp"
#include "sim/output/json.hpp"

namespace outlive::output {
namespace {

std::string line_of(const Json& value) { return dump_value(value); }

}  // namespace

std::string units_head(const Study& study, const Shard& shard) {
  Json head;
  head["outlive_units"] = 1;
  head["version"] = build_facts().version;
  head["plan"] = study.plan;
  head["shard"] = shard.index;
  head["shards"] = shard.count;
  head["responses"] = study.width();
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

std::string units_file(const Study& study, const Shard& shard, const Observations& observations) {
  const std::vector<Unit> units = units_of(study, shard);
  std::string text = units_head(study, shard) + "\n";
  for (const Unit& unit : units) text += unit_line(result_of(unit, observations)) + "\n";
  return text + units_end(units.size()) + "\n";
}

}  // namespace outlive::output
