// comparison_json of comparison_report.hpp. Money and means are numbers here, not exact decimals as in the report of a run: most
// are averages.
#include <array>
#include <cmath>

#include "sim/output/comparison_report.hpp"
#include "sim/output/comparison_words.hpp"
#include "sim/output/json.hpp"
#include "sim/output/response_text.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {
namespace {

constexpr int schema_version = 1;

/// To a thousandth of a millionth, the resolution of money: what is behind it is rounding.
Json number(double value) {
  if (!std::isfinite(value)) return nullptr;
  constexpr double resolution = 1e9;
  constexpr double most_exact = 9e6;
  return std::abs(value) > most_exact ? value : std::nearbyint(value * resolution) / resolution;
}

std::string_view name_of(Basis basis) {
  constexpr std::array<std::string_view, 4> names{"exact", "one_draw", "paired", "independent"};
  return names.at(static_cast<std::size_t>(basis));
}

std::string_view name_of(Answer answer) {
  constexpr std::array<std::string_view, 3> names{"yes", "no", "undecided"};
  return names.at(static_cast<std::size_t>(answer));
}

Json side(const RunRecord& record, const std::string& name) {
  Json all;
  all["name"] = name;
  all["title"] = record.title;
  all["seed"] = record.seed;
  all["horizon_ms"] = record.horizon.count();
  all["replications"] = record.replications;
  all["fingerprint"] = hexadecimal(record.fingerprint);
  return all;
}

void add_estimate(Json& row, const std::string& name, const Estimate& estimate) {
  row[name] = number(estimate.value);
  row[name + "_lower"] = estimate.interval ? number(estimate.interval->lower) : Json(nullptr);
  row[name + "_upper"] = estimate.interval ? number(estimate.interval->upper) : Json(nullptr);
}

Json difference_json(const ComparedRuns& runs, const Difference& difference) {
  Json row;
  row["response"] = difference.response;
  row["unit"] = unit_name(difference.unit, runs.a.currency);
  row["a"] = number(difference.a);
  row["b"] = number(difference.b);
  add_estimate(row, "difference", difference.change);
  add_estimate(row, "relative", difference.relative.value_or(Estimate{std::nan(""), {}, 0}));
  row["told_apart"] = difference.told_apart(runs.found.basis);
  return row;
}

Json fate_json(const Fate& fate) {
  Json row;
  row["outcome"] = name_of(fate.outcome);
  row["cause"] = name_of(fate.cause);
  row["rule"] = fate.rule == Rule::none ? Json(nullptr) : Json(id_of(fate.rule));
  row["survived_sign_out"] = fate.survived;
  row["unseen"] = fate.unseen;
  return row;
}

Json swing_json(const Swing& swing) {
  return {{"only_in_a", swing.only_in_a}, {"only_in_b", swing.only_in_b}, {"in_both", swing.in_both}};
}

Json jobs_json(const RunComparison& found) {
  Json all;
  all["in_both"] = found.jobs_in_both;
  all["surviving"] = swing_json(found.surviving);
  all["completed"] = swing_json(found.completed);
  Json& changes = all["changes"] = Json::array();
  for (const FateChangeCount& each : found.fate_changes) {
    changes.push_back({{"outcome_a", name_of(each.outcome_a)},
                       {"cause_a", name_of(each.cause_a)},
                       {"outcome_b", name_of(each.outcome_b)},
                       {"cause_b", name_of(each.cause_b)},
                       {"jobs", each.jobs}});
  }
  Json& fates = all["end_differently"] = Json::array();
  for (const FateChange& each : found.fates) {
    fates.push_back({{"name", each.job}, {"a", fate_json(each.a)}, {"b", fate_json(each.b)}});
  }
  all["only_in_a"] = found.only_in_a;
  all["only_in_b"] = found.only_in_b;
  return all;
}

Json gate_json(const ComparedRuns& runs, const JudgedGate& gate) {
  Json row;
  row["gate"] = gate.gate.text;
  row["came_true"] = name_of(gate.verdict.came_true);
  row["replications_wanted"] = gate.verdict.replications ? Json(*gate.verdict.replications) : Json(nullptr);
  row["found"] = gate.gate.response.empty() ? Json(nullptr) : difference_json(runs, gate.verdict.difference);
  return row;
}

}  // namespace

std::string comparison_json(const ComparedRuns& runs) {
  Json all;
  all["schema_version"] = schema_version;
  all["summary"] = closing(runs);
  all["a"] = side(runs.a, runs.name_a);
  all["b"] = side(runs.b, runs.name_b);
  all["basis"] = name_of(runs.found.basis);
  all["incomplete"] = runs.planned.has_value();
  all["replications"] = runs.found.replications;
  all["replications_planned"] = runs.planned.value_or(runs.found.replications);
  all["confidence"] = runs.found.confidence;
  Json& settings = all["set_differently"] = Json::array();
  for (const auto& [name, a, b] : circumstances(runs))
    settings.push_back({{"name", name}, {"a", a}, {"b", b}});
  Json& differences = all["differences"] = Json::array();
  for (const Difference& each : runs.found.differences) differences.push_back(difference_json(runs, each));
  all["jobs"] = jobs_json(runs.found);
  Json& gates = all["gates"] = Json::array();
  for (const JudgedGate& gate : runs.gates) gates.push_back(gate_json(runs, gate));
  return dump(all);
}

}  // namespace outlive::output
