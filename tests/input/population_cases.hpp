// Scenarios with one population, made of what a test is about.
#pragma once

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/load.hpp"
#include "tests/input/messages.hpp"

namespace outlive::testing {

inline const std::string head_of_populations =
    "outlive: 1\n"
    "title: case\n"
    "start: 2026-03-02T00:00:00Z\n"
    "horizon: 28d\n"
    "populations:\n";

/// A population of ten with one activity; `more` are lines of the population, indented by four.
inline std::string population(const std::string& activity, const std::string& more = {}) {
  return "  analysts:\n" +
         (more.find("    users:") == std::string::npos ? "    users: 10\n" : std::string()) + more +
         "    activities:\n      explore:\n        " + activity + "\n";
}

/// A scenario without a fault.
inline Scenario loaded_text(const std::string& text, const std::vector<Override>& overrides = {}) {
  LoadResult result = load_scenario_text(text, "case.yaml", overrides);
  REQUIRE_MESSAGE(result.scenario.has_value(), messages_of(result));
  CHECK(messages_of(result) == "");
  return std::move(*result.scenario);
}

inline Scenario loaded_population(const std::string& activity, const std::string& more = {},
                                  const std::vector<Override>& overrides = {}) {
  return loaded_text(head_of_populations + population(activity, more), overrides);
}

inline Activity activity(const std::string& written) {
  return loaded_population(written).populations.at(0).activities.at(0);
}

inline const std::string simple_activity = "starts: {service: glue}\n        per_day: 1\n        takes: 1m";

}  // namespace outlive::testing
