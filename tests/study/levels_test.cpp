// How values of factors lie on an axis, and how they are written back.
#include "sim/study/levels.hpp"

#include <doctest/doctest.h>

using namespace outlive;
using study::common_type;
using study::position_of;
using study::write_position;
using Type = Factor::Type;

TEST_CASE("levels: the narrowest type that all values are of") {
  CHECK(common_type({"1h", "2d", "1h30m"}) == Type::duration);
  CHECK(common_type({"1", "20", "300"}) == Type::count);
  CHECK(common_type({"1", "2.5"}) == Type::number);
  CHECK(common_type({"10%", "2.5%"}) == Type::share);
  CHECK(common_type({"10%", "2.5"}) == Type::word);
  CHECK(common_type({"1h", "none"}) == Type::word);
  CHECK(common_type({"true", "false"}) == Type::word);
}

TEST_CASE("levels: positions are milliseconds, numbers and shares of one") {
  CHECK(position_of(Type::duration, "1h30m") == 5'400'000.0);
  CHECK(position_of(Type::count, "300") == 300.0);
  CHECK(position_of(Type::share, "2.5%") == 0.025);
  CHECK(position_of(Type::number, "2.5") == 2.5);
  CHECK_FALSE(position_of(Type::duration, "300"));
  CHECK_FALSE(position_of(Type::count, "2.5"));
  CHECK_FALSE(position_of(Type::share, "0.5"));
  CHECK_FALSE(position_of(Type::word, "true"));
}

TEST_CASE("levels: a position is written as finely as its size asks for") {
  CHECK(write_position(Type::duration, 5'440'000.0) == "1h31m");  // whole minutes from an hour on
  CHECK(write_position(Type::duration, 90'400.0) == "1m30s");
  CHECK(write_position(Type::duration, 1'234.0) == "1s234ms");
  CHECK(write_position(Type::count, 12.5) == "13");
  CHECK(write_position(Type::share, 0.12345) == "12.35%");
  CHECK(write_position(Type::share, 0.5) == "50%");
  CHECK(write_position(Type::number, 2.50) == "2.5");
}

TEST_CASE("levels: a range is divided evenly, or by equal factors") {
  Factor factor{.name = "idle",
                .keys = {"glue.idle_timeout"},
                .type = Type::duration,
                .is_range = true,
                .levels = {{"1h", {"1h"}, 3'600'000.0, {}}, {"9h", {"9h"}, 32'400'000.0, {}}},
                .place = {}};
  CHECK(level_at(factor, 0).text == "1h");
  CHECK(level_at(factor, 0.5).text == "5h");
  CHECK(level_at(factor, 1).text == "9h");
  CHECK(level_at(factor, 0.5).position == 18'000'000.0);
  factor.logarithmic = true;
  CHECK(level_at(factor, 0).text == "1h");
  CHECK(level_at(factor, 0.5).text == "3h");
  CHECK(level_at(factor, 1).text == "9h");
}

TEST_CASE("levels: what a design point replaces, first what the study sets everywhere") {
  Study study;
  study.settings = {{"glue.idle_timeout", "4h"}};
  study.assumptions = {{"stop_latency", "none"}};
  study.factors.resize(2);
  study.factors[0].keys = {"glue.dpu_quota", "prices"};
  study.factors[1].keys = {"assumptions.glue_timeout"};
  const DesignPoint point{7, {{"100/eu.yaml", {"100", "eu.yaml"}, 0, {}}, {"48h", {"48h"}, 0, {}}}};
  const Replaced replaced = replaced_at(study, point);
  REQUIRE(replaced.settings.size() == 3);
  CHECK(replaced.settings[0].key == "glue.idle_timeout");
  CHECK(replaced.settings[1].key == "glue.dpu_quota");
  CHECK(replaced.settings[1].value == "100");
  CHECK(replaced.settings[2].key == "prices");
  CHECK(replaced.settings[2].value == "eu.yaml");
  REQUIRE(replaced.assumptions.size() == 2);
  CHECK(replaced.assumptions[1].key == "glue_timeout");
  CHECK(replaced.assumptions[1].value == "48h");
}
