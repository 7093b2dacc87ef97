// A scenario from its last sections: every test of the loader needs the same beginning.
#pragma once

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/load.hpp"
#include "tests/input/messages.hpp"

namespace outlive::testing {

/// `text` behind the head of a scenario, whose first line is then line 5.
inline LoadResult load_behind_head(const std::string& text, const std::vector<Override>& overrides = {},
                                   const std::vector<Override>& assumptions = {}) {
  const std::string head =
      "outlive: 1\n"
      "title: case\n"
      "start: 2026-03-02T09:00:00Z\n"
      "horizon: 10d\n";
  return load_scenario_text(head + text, "case.yaml", overrides, assumptions);
}

/// The scenario, which must be without a fault.
inline Scenario loaded(const std::string& text, const std::vector<Override>& overrides = {},
                       const std::vector<Override>& assumptions = {}) {
  LoadResult result = load_behind_head(text, overrides, assumptions);
  const std::string messages = messages_of(result);
  REQUIRE_MESSAGE(result.scenario.has_value(), messages);
  CHECK(messages.empty());
  return std::move(*result.scenario);
}

}  // namespace outlive::testing
