// The registry of assumptions: every open point of the documentation, each with its options.
#include "outlive/assumptions.hpp"

#include <set>
#include <string>

#include <doctest/doctest.h>

using namespace outlive;

TEST_CASE("assumptions: every one has an ID, a key and a question of its own, and several options") {
  std::set<std::string_view> ids;
  std::set<std::string_view> keys;
  for (std::size_t i = 0; i < assumption_count; ++i) {
    const auto assumption = static_cast<Assumption>(i);
    const AssumptionInfo& info = info_of(assumption);
    CAPTURE(info.key);
    CHECK(ids.insert(info.id).second);
    CHECK(keys.insert(info.key).second);
    CHECK(assumption_named(info.key) == assumption);
    CHECK(info.question.ends_with('?'));
    CHECK_FALSE(info.source.empty());
    const std::set<std::string_view> options(info.options.begin(), info.options.end());
    CHECK(options.size() == info.options.size());
    CHECK(options.size() >= 2);
  }
  CHECK_FALSE(assumption_named("B-6").has_value());
}

TEST_CASE("assumptions: B-1 to B-30 stand in order, then IDC-14") {
  for (std::size_t i = 0; i + 1 < assumption_count; ++i) {
    CHECK(info_of(static_cast<Assumption>(i)).id == "B-" + std::to_string(i + 1));
  }
  CHECK(info_of(Assumption::access_removal).id == "IDC-14");
}

TEST_CASE("assumptions: one that is the default of a setting has a value in its range for each option") {
  std::size_t settings = 0;
  for (std::size_t i = 0; i < assumption_count; ++i) {
    const AssumptionInfo& info = info_of(static_cast<Assumption>(i));
    if (!info.setting) {
      CHECK(info.defaults.empty());
      continue;
    }
    CAPTURE(info.key);
    ++settings;
    const SettingInfo& setting = info_of(*info.setting);
    REQUIRE(info.defaults.size() == info.options.size());
    CHECK(info.defaults.front() == setting.initial);
    for (const SettingValue value : info.defaults) {
      CHECK((value == setting_none ? setting.may_be_none : setting.least <= value && value <= setting.most));
    }
  }
  CHECK(settings == 4);
}

TEST_CASE("assumptions: the first option of each holds until another is chosen") {
  Assumptions assumptions;
  for (std::size_t i = 0; i < assumption_count; ++i) {
    CHECK_FALSE(assumptions.otherwise(static_cast<Assumption>(i)));
  }
  assumptions.choose(Assumption::stop_latency, 2);
  CHECK(assumptions.stop_latency() == StopLatency::random);
  CHECK(assumptions.otherwise(Assumption::stop_latency));
  CHECK_FALSE(assumptions.otherwise(Assumption::stop_of_engine_sessions));
}
