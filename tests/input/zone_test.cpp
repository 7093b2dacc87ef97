#include "sim/input/zone.hpp"

#include <algorithm>
#include <chrono>

#include <doctest/doctest.h>

using namespace outlive::input;

namespace {

WallClock open(std::string_view name) {
  std::string why;
  auto clock = WallClock::open(name, why);
  REQUIRE_MESSAGE(clock.has_value(), why);
  return std::move(*clock);
}

std::int64_t wall(std::string_view text) {
  const auto local = parse_wall_clock(text);
  REQUIRE(local.has_value());
  return *local;
}

/// UTC milliseconds of a reading that must be right.
std::int64_t utc(WallClock& clock, std::string_view text, Ambiguity policy = Ambiguity::error) {
  const UtcReading reading = clock.to_utc(wall(text), policy);
  REQUIRE(reading.problem == WallClockProblem::none);
  return reading.utc_ms;
}

}  // namespace

TEST_CASE("wall-clock texts") {
  CHECK(wall("1970-01-01 00:00:00") == 0);
  CHECK(wall("2021-11-30 11:27:47") == 1638271667000);
  CHECK(wall("2021-11-30T11:27:47.25") == 1638271667250);
  CHECK(wall("2021-11-30 11:27:47.123999") == 1638271667123);
  CHECK(wall("2021-11-30 11:27") == 1638271620000);
  CHECK(wall("1969-12-31 23:59:59.999") == -1);
  for (const char* bad :
       {"", "2021-11-30", "2021-02-29 00:00:00", "2021-11-30 24:00:00", "2021-11-30 11:60:00",
        "2021-11-30 11:27:47Z", "2021-11-30 11:27:47.", "2021-11-30  11:27:47", "21-11-30 11:27:47",
        "2021/11/30 11:27:47", "2021-11-30 11:27:4x", "2021-13-01 00:00:00", "1021-01-01 00:00:00",
        "2021-11-30 11:27:47.1234567890", "2021-11-30 11:27:"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_wall_clock(bad).has_value());
  }
}

TEST_CASE("Denver, the night on which the clocks went back") {
  WallClock denver = open("America/Denver");
  CHECK(utc(denver, "2021-11-07 00:59:59") == wall("2021-11-07 06:59:59"));
  CHECK(utc(denver, "2021-11-07 02:00:00") == wall("2021-11-07 09:00:00"));
  CHECK(utc(denver, "2021-11-07 01:30:00", Ambiguity::earliest) == wall("2021-11-07 07:30:00"));
  CHECK(utc(denver, "2021-11-07 01:30:00", Ambiguity::latest) == wall("2021-11-07 08:30:00"));
  CHECK(denver.to_utc(wall("2021-11-07 01:00:00"), Ambiguity::error).problem == WallClockProblem::ambiguous);
  CHECK(denver.to_utc(wall("2021-11-07 01:59:59.999"), Ambiguity::error).problem ==
        WallClockProblem::ambiguous);
  // A session across that night is an hour longer than its wall clock says.
  CHECK(utc(denver, "2021-11-07 12:00:00") - utc(denver, "2021-11-06 12:00:00") ==
        std::chrono::milliseconds(std::chrono::hours(25)).count());
}

TEST_CASE("Denver, the night on which the clocks went forward") {
  WallClock denver = open("America/Denver");
  CHECK(utc(denver, "2021-03-14 01:59:59") == wall("2021-03-14 08:59:59"));
  CHECK(utc(denver, "2021-03-14 03:00:00") == wall("2021-03-14 09:00:00"));
  for (const Ambiguity policy : {Ambiguity::earliest, Ambiguity::latest, Ambiguity::error}) {
    CHECK(denver.to_utc(wall("2021-03-14 02:30:00"), policy).problem == WallClockProblem::nonexistent);
  }
}

TEST_CASE("what was remembered does not change what is answered") {
  WallClock used = open("America/Denver");
  for (std::int64_t t = wall("2021-03-12 00:00"); t < wall("2021-11-10 00:00"); t += 1'799'000) {
    WallClock fresh = open("America/Denver");
    const UtcReading a = used.to_utc(t, Ambiguity::latest);
    const UtcReading b = fresh.to_utc(t, Ambiguity::latest);
    REQUIRE(a.problem == b.problem);
    REQUIRE(a.utc_ms == b.utc_ms);
    if (a.problem == WallClockProblem::none) REQUIRE(used.to_local(a.utc_ms) == t);
  }
}

TEST_CASE("other zones, and the end of the data") {
  WallClock berlin = open("Europe/Berlin");
  CHECK(utc(berlin, "2026-07-01 12:00:00") == wall("2026-07-01 10:00:00"));
  CHECK(utc(berlin, "2026-12-01 12:00:00") == wall("2026-12-01 11:00:00"));
  CHECK(utc(berlin, "2037-07-01 12:00:00") == wall("2037-07-01 10:00:00"));
  CHECK(utc(berlin, "2037-12-31 23:59:59") == wall("2037-12-31 22:59:59"));
  CHECK(berlin.to_utc(wall("2038-01-01 00:00:00"), Ambiguity::latest).problem ==
        WallClockProblem::beyond_data);
  WallClock kolkata = open("Asia/Kolkata");
  CHECK(utc(kolkata, "2026-01-01 05:30:00") == wall("2026-01-01 00:00:00"));
  WallClock plain = open("UTC");
  CHECK(utc(plain, "2026-01-01 05:30:00") == wall("2026-01-01 05:30:00"));
  CHECK(plain.to_local(5) == 5);
}

TEST_CASE("zones that nobody knows") {
  std::string why;
  CHECK_FALSE(WallClock::open("America/Dener", why).has_value());
  CHECK(why == "unknown time zone 'America/Dener'; did you mean 'America/Denver'?");
  CHECK_FALSE(WallClock::open("", why).has_value());
  CHECK(why == "unknown time zone ''; expected an IANA name such as Europe/Berlin or America/Denver");
  CHECK_FALSE(WallClock::open("../../etc/passwd", why).has_value());
  CHECK(
      why ==
      "unknown time zone '../../etc/passwd'; expected an IANA name such as Europe/Berlin or America/Denver");
}

TEST_CASE("problems in words") {
  CHECK(describe(WallClockProblem::nonexistent, "2021-03-14 02:30:00", "America/Denver") ==
        "'2021-03-14 02:30:00' does not exist in America/Denver: the clocks went forward over it");
  CHECK(describe(WallClockProblem::ambiguous, "2021-11-07 01:30:00", "America/Denver") ==
        "'2021-11-07 01:30:00' is ambiguous in America/Denver: the clocks went back, so it came twice; say "
        "which is "
        "meant (earliest or latest)");
  CHECK(describe(WallClockProblem::beyond_data, "2038-01-01 00:00", "Europe/Berlin") ==
        "'2038-01-01 00:00' is after 2037, where the data of Europe/Berlin end");
}

TEST_CASE("zone: the release of the time zone data is a year and a letter") {
  const std::string release = zone_data_version();
  if (release.empty()) {
    MESSAGE("skipped: no tzdata.zi on this machine");
    return;
  }
  CHECK(release.size() >= 5);
  CHECK(std::all_of(release.begin(), release.begin() + 4, [](char c) { return c >= '0' && c <= '9'; }));
  CHECK((release[4] >= 'a' && release[4] <= 'z'));
}
