// Scenarios made of a few lines of a timeline.
#pragma once

#include <string>

#include <doctest/doctest.h>

#include "outlive/load.hpp"

namespace outlive::testing {

inline const std::string head_of_case =
    "outlive: 1\n"
    "title: case\n"
    "start: 2026-03-02T09:00:00Z\n"
    "horizon: 2d\n"
    "users: {ana: {}, bob: {}}\n";

/// The timeline begins with ana's sign-in; `sections` come before it.
inline LoadResult load_lines(const std::string& lines, const std::string& sections = {}) {
  return load_scenario_text(
      head_of_case + sections + "timeline:\n  - {at: 0m, user: ana, do: sign_in}\n" + lines, "case.yaml");
}

/// A scenario that must load.
inline Scenario loaded(const std::string& lines, const std::string& sections = {}) {
  LoadResult result = load_lines(lines, sections);
  std::string problems;
  for (const Diagnostic& problem : result.diagnostics.all()) problems += to_string(problem) + "\n";
  CHECK(problems == "");
  REQUIRE(result.scenario.has_value());
  return std::move(*result.scenario);
}

/// Its meters as "sku units, sku units".
inline std::string shown(const Meters& meters, const Scenario& scenario) {
  std::string text;
  for (const MeterSpec& meter : meters) {
    if (meter.sku == no_sku) continue;
    text += (text.empty() ? "" : ", ") + scenario.prices.skus.at(meter.sku).name + " " +
            std::to_string(meter.units);
  }
  return text;
}

inline Duration limit(const Work& work, Limit which) {
  return work.limits.at(static_cast<std::size_t>(which));
}

/// The last action of a verb.
inline const Action& last(const Scenario& scenario, Verb verb) {
  const Action* found = nullptr;
  for (const Action& action : scenario.actions) {
    if (action.verb == verb) found = &action;
  }
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace outlive::testing
