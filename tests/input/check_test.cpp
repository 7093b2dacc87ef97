#include "sim/input/check.hpp"

#include <chrono>
#include <stdexcept>

#include <doctest/doctest.h>

#include "sim/input/decode.hpp"
#include "tests/input/problems.hpp"
#include "tests/input/toy_schema.hpp"

using namespace outlive;
using namespace outlive::input;

namespace {

const std::string head = "outlive: 1\ntitle: Toy\nstart: 2026-03-02T09:00:00Z\n";

/// Problems of three good lines and these; their first line is line 4.
std::string problems_of(const std::string& text) {
  Diagnostics problems;
  const auto document = parse_document("bad.yaml", head + text, problems);
  REQUIRE(document.has_value());
  const bool good = check(*document, *toy_schema(), problems);
  CHECK(good == !problems.has_errors());
  problems.sort();
  return shown(problems);
}

}  // namespace

TEST_CASE("a right document has no problems") {
  CHECK(
      problems_of("settings:\n"
                  "  identity_center: {background_sessions: {enabled: true, duration: 90d}}\n"
                  "  glue: {idle_timeout: none, version: 5.0}\n"
                  "users:\n"
                  "  maria: {groups: [DataScientists, \"admins\"]}\n"
                  "timeline:\n"
                  "  - {at: 5m, do: sign_in, user: maria}\n"
                  "  - {at: 1h30m, do: start_session, user: maria, service: glue, workers: 10}\n"
                  "  - {at: 2026-03-02T11:00:00Z, do: run, job: backfill, takes: 20h, saves_results: true}\n"
                  "  - {at: 2h, admin: set, identity_center.background_sessions.duration: 1d, glue: "
                  "{version: '4.0'}}\n"
                  "  - {at: 30h, admin: revoke, session: etl}\n"
                  "expect:\n"
                  "  jobs.backfill: {outcome: completed}\n"
                  "  cost.total: 131.63 USD\n"
                  "  cost.idle.share: {between: [0.3, 0.4]}\n"
                  "  cost.lost.share: 0.25\n"
                  "retry: always\n") == "");
}

TEST_CASE("unknown keys name the nearest known one and the map they are in") {
  CHECK(problems_of("settings: {glue: {idel_timeout: 48h}}\n") ==
        "4:19: unknown key 'idel_timeout' in settings.glue; did you mean 'idle_timeout'?\n");
  CHECK(problems_of("setings: {}\n") == "4:1: unknown key 'setings'; did you mean 'settings'?\n");
  CHECK(problems_of("settings: {glue: {zzz: 1}}\n") ==
        "4:19: unknown key 'zzz' in settings.glue; expected background_sessions, idle_timeout or version\n");
  CHECK(problems_of("timeline:\n- {at: 5m, do: run, job: a, takes: 1h, usr: maria}\n") ==
        "5:40: unknown key 'usr' in timeline[0] (do: run); expected do, admin, at, job, takes or "
        "saves_results\n");
  CHECK(problems_of("timeline:\n- {at: 5m, do: sign_in, user: maria, takes: 1h}\n") ==
        "5:38: unknown key 'takes' in timeline[0] (do: sign_in); it belongs to 'do: run'\n");
  CHECK(problems_of("timeline:\n- {at:5m, do: sign_in, user: maria}\n") ==
        "5:3: missing key 'at' in timeline[0] (do: sign_in)\n"
        "5:4: unknown key 'at:5m' in timeline[0] (do: sign_in); a space must follow the colon\n");
}

TEST_CASE("durations and instants") {
  CHECK(problems_of("settings: {glue: {idle_timeout: 48}}\n") ==
        "4:33: settings.glue.idle_timeout: '48' needs a unit; expected a duration such as 15m, 48h or 7d, or "
        "none\n");
  CHECK(
      problems_of("settings: {identity_center: {background_sessions: {duration: 91d}}}\n") ==
      "4:62: settings.identity_center.background_sessions.duration: 91d is out of range; expected 15m to 90d "
      "[IDC-6]\n");
  CHECK(problems_of("settings: {glue: {idle_timeout: 30s}}\n") ==
        "4:33: settings.glue.idle_timeout: 30s is out of range; expected at least 1m, or none\n");
  CHECK(problems_of("settings: {glue: {idle_timeout: 1.5h}}\n") ==
        "4:33: settings.glue.idle_timeout: '1.5h' has a fraction: write whole numbers, such as 1h30m\n");
  CHECK(problems_of("settings: {glue: {idle_timeout: soon}}\n") ==
        "4:33: settings.glue.idle_timeout: 'soon' is not a duration; expected a duration such as 15m, 48h or "
        "7d, or "
        "none\n");
  const std::string line = "timeline:\n- {do: sign_in, user: m, at: ";
  const std::string expected =
      "; expected an offset such as 90m, or an instant such as 2026-03-02T09:00:00Z\n";
  CHECK(problems_of(line + "5}\n") == "5:30: timeline[0].at: '5' needs a unit" + expected);
  CHECK(problems_of(line + "noon}\n") ==
        "5:30: timeline[0].at: 'noon' is neither an offset nor an instant" + expected);
  CHECK(problems_of(line + "2026-02-30T09:00:00Z}\n") ==
        "5:30: timeline[0].at: '2026-02-30T09:00:00Z' names a day that the calendar does not have" +
            expected);
}

TEST_CASE("flags, numbers, money, names and choices") {
  CHECK(problems_of("settings: {glue: {background_sessions: yes}}\n") ==
        "4:40: settings.glue.background_sessions: 'yes' is not a flag; expected true or false\n");
  CHECK(problems_of("settings: {glue: {background_sessions: 'true'}}\n") ==
        "4:40: settings.glue.background_sessions: 'true' in quotes is a text; expected true or false\n");
  CHECK(problems_of("settings: {glue: {version: 5.O}}\n") ==
        "4:28: settings.glue.version: '5.O' is not known here; did you mean '5.0'? (4.0 or 5.0)\n");
  CHECK(problems_of("settings: {glue: {version: nine}}\n") ==
        "4:28: settings.glue.version: 'nine' is not known here; expected 4.0 or 5.0\n");
  const std::string session = "timeline:\n- {at: 0m, do: start_session, user: m, service: glue, workers: ";
  const std::string expected = "expected a whole number from 2 to 299";
  CHECK(problems_of(session + "1}\n") ==
        "5:64: timeline[0].workers: 1 is out of range; " + expected + " [GLUE-9]\n");
  CHECK(problems_of(session + "3.0}\n") ==
        "5:64: timeline[0].workers: '3.0' is not a whole number; " + expected + "\n");
  CHECK(problems_of(session + "010}\n") ==
        "5:64: timeline[0].workers: '010' has a leading zero; " + expected + "\n");
  CHECK(problems_of(session + "\"10\"}\n") ==
        "5:64: timeline[0].workers: '10' in quotes is a text; " + expected + "\n");
  CHECK(problems_of("timeline:\n- {at: 0m, do: sign_in, user: 9x}\n") ==
        "5:31: timeline[0].user: '9x' is not a name; expected a name such as maria or etl-1\n");
  CHECK(problems_of("timeline:\n- {at: 0m, do: sign_in, user: true}\n") ==
        "5:31: timeline[0].user: 'true' without quotes is not a name; expected a name such as maria or "
        "etl-1\n");
  CHECK(problems_of("users: {9x: {}}\n") ==
        "4:9: '9x' in users is not a name; expected letters, digits, '_', '-' and '.', a letter first\n");
}

TEST_CASE("numbers that are none are refused everywhere, also as text") {
  CHECK(problems_of("expect: {cost.idle.share: .nan}\n") ==
        "4:27: expect.cost.idle.share: '.nan' is not a finite number; expected a number from 0 to 1\n");
  Diagnostics problems;
  const auto document =
      parse_document("t.yaml", "outlive: 1\ntitle: -.Inf\nstart: 2026-03-02T09:00:00Z\n", problems);
  CHECK_FALSE(check(*document, *toy_schema(), problems));
  CHECK(shown(problems) == "2:8: title: '-.Inf' is not a finite number; expected a text\n");
}

TEST_CASE("what is missing or of another kind") {
  CHECK(problems_of("timeline: {at: 5m}\n") == "4:11: timeline: expected a list, not a map\n");
  CHECK(problems_of("users:\n") ==
        "4:1: users: nothing is given; expected a map of keys and values ({} is an empty one)\n");
  CHECK(problems_of("settings: {glue: 5.0}\n") ==
        "4:18: settings.glue: expected a map of keys and values, not a single value\n");
  CHECK(problems_of("settings: {glue: {idle_timeout: ~}}\n") ==
        "4:33: settings.glue.idle_timeout: nothing is given; expected a duration such as 15m, 48h or 7d, or "
        "none\n");
  Diagnostics problems;
  const auto document = parse_document("t.yaml", "outlive: 1\n", problems);
  CHECK_FALSE(check(*document, *toy_schema(), problems));
  CHECK(shown(problems) == "1:1: missing key 'title'\n1:1: missing key 'start'\n");
}

TEST_CASE("variants") {
  CHECK(problems_of("timeline:\n- {at: 5m, user: maria}\n") ==
        "5:3: missing key 'do' or 'admin' in timeline[0]\n");
  CHECK(problems_of("timeline:\n- {at: 5m, do: sign_in, user: m, admin: revoke}\n") ==
        "5:34: both 'do' and 'admin' in timeline[0]; give one\n");
  CHECK(problems_of("timeline:\n- {at: 5, do: sing_in, user: maria}\n") ==
        "5:8: timeline[0].at: '5' needs a unit; expected an offset such as 90m, or an instant such as "
        "2026-03-02T09:00:00Z\n"
        "5:15: timeline[0].do: 'sing_in' is not known here; did you mean 'sign_in'?\n");
  CHECK(problems_of("timeline:\n- {at: 5m, do: start_session, user: m, service: glue, application: a}\n") ==
        "5:3: missing key 'workers' in timeline[0] (do: start_session, service: glue)\n"
        "5:55: unknown key 'application' in timeline[0] (do: start_session, service: glue); it belongs to "
        "'service: emr'\n");
  CHECK(problems_of("timeline:\n- {at: 5m, do: start_session, user: m}\n") ==
        "5:3: missing key 'service' in timeline[0]\n");
}

TEST_CASE("settings may be nested or dotted, but are given once") {
  CHECK(problems_of("settings: {glue.idle_timeout: 48}\n") ==
        "4:31: settings.glue.idle_timeout: '48' needs a unit; expected a duration such as 15m, 48h or 7d, or "
        "none\n");
  CHECK(
      problems_of("settings: {glue.idle_timeout: 48h, identity_center: {background_sessions.duration: 1d}}\n")
          .empty());
  CHECK(problems_of("settings:\n  glue: {idle_timeout: 48h}\n  glue.idle_timeout: 2h\n") ==
        "6:3: settings.glue.idle_timeout is given twice; first given at line 5\n");
  CHECK(problems_of("timeline:\n- {at: 1h, admin: set, glue.idel_timeout: 1h}\n") ==
        "5:24: unknown key 'glue.idel_timeout' in timeline[0] (admin: set); did you mean "
        "'glue.idle_timeout'?\n");
  CHECK(problems_of("users: {maria: {groups.x: 1}}\n") ==
        "4:17: unknown key 'groups.x' in users.maria; did you mean 'groups'?\n");
}

TEST_CASE("alternatives and keys by pattern") {
  CHECK(problems_of("retry: nevr\n") ==
        "4:8: retry: 'nevr' is not known here; did you mean 'never'? (never or always)\n");
  CHECK(problems_of("retry: 5s\n") == "4:8: retry: 5s is out of range; expected at least 1m\n");
}

TEST_CASE("alternatives of several kinds") {
  CHECK(problems_of("retry: 17\n") ==
        "4:8: retry: cannot read '17'; expected a duration such as 15m, 48h or 7d or never or always\n");
  CHECK(problems_of("expect: {cost.total: {at_lest: 1}}\n") ==
        "4:23: unknown key 'at_lest' in expect.cost.total; did you mean 'at_least'?\n");
  CHECK(problems_of("expect: {cost.total: {}}\n") ==
        "4:22: expect.cost.total: expected at least 1 of the keys at_least, at_most or between\n");
  CHECK(problems_of("expect: {cost.idle.share: {between: [0.1]}}\n") ==
        "4:37: expect.cost.idle.share.between: the list has 1 item; expected 2\n");
  CHECK(problems_of("expect: {cost.total: 131.63}\n") ==
        "4:22: expect.cost.total: '131.63' needs its currency; expected an amount such as 131.63 USD\n");
  CHECK(problems_of("expect: {job.backfill: {}}\n") ==
        "4:10: unknown key 'job.backfill' in expect; did you mean 'jobs.backfill'?\n");
  CHECK(problems_of("expect: {sessions: {}}\n") ==
        "4:10: unknown key 'sessions' in expect; expected keys such as cost.<name>.share, cost.<name>, "
        "jobs.<name>\n");
}

TEST_CASE("everything in one pass, with what the reader of the file found") {
  CHECK(problems_of("title: again\n"
                    "settings: {glue: {idle_timeout: 48, version: six}}\n"
                    "users: [maria]\n"
                    "timeline:\n"
                    "- {at: 5m, do: sign_in, user: m, user: n, x: 1}\n") ==
        "4:1: duplicate key 'title'; first given at line 2\n"
        "5:33: settings.glue.idle_timeout: '48' needs a unit; expected a duration such as 15m, 48h or 7d, or "
        "none\n"
        "5:46: settings.glue.version: 'six' is not known here; expected 4.0 or 5.0\n"
        "6:8: users: expected a map of keys and values, not a list\n"
        "8:34: duplicate key 'user'; first given at line 8\n"
        "8:43: unknown key 'x' in timeline[0] (do: sign_in); expected do, admin, at or user\n");
}

TEST_CASE("checked values are decoded") {
  Diagnostics problems;
  const auto document = parse_document("t.yaml", R"(
takes: 1h30m
limit: none
at: 2026-03-02T10:00:00+01:00
offset: 5m
workers: 10
share: 0.3
cost: 131.63 USD
flag: true
title: 2026
)",
                                       problems);
  REQUIRE(document.has_value());
  const Node root = document->root();
  const std::int64_t start = 1772442000000;  // 2026-03-02T09:00:00Z
  CHECK(as_duration(root.find("takes")) == std::chrono::minutes(90));
  CHECK(as_duration(root.find("limit")) == unlimited);
  CHECK(as_utc(root.find("at")) == start);
  CHECK(as_instant(root.find("at"), start) == Instant{});
  CHECK(as_instant(root.find("offset"), start) == Instant(std::chrono::minutes(5)));
  CHECK(as_integer(root.find("workers")) == 10);
  CHECK(as_decimal(root.find("share")) == 0.3);
  CHECK(as_exact(root.find("share"), 3).scaled == 300);
  CHECK(as_money(root.find("cost")) == Money::from_nanos(131'630'000'000));
  CHECK(as_written_money(root.find("cost")).written_decimals == 2);
  CHECK(as_flag(root.find("flag")));
  CHECK(as_text(root.find("title")) == "2026");
  CHECK(value_or<std::int64_t>(root.find("absent"), as_integer, 7) == 7);
  CHECK_THROWS_AS(as_flag(root.find("title")), std::logic_error);
  CHECK_THROWS_AS(as_duration(root), std::logic_error);
  CHECK_THROWS_AS(as_integer(root.find("absent")), std::logic_error);
}

TEST_CASE("settings are collected under their full paths, however they were written") {
  Diagnostics problems;
  const auto document = parse_document(
      "t.yaml", "at: 2h\nglue.version: 5.0\nidentity_center:\n  background_sessions.duration: 1d\n",
      problems);
  std::string found;
  for (const GivenSetting& setting : settings_in(document->root(), toy_settings()->members)) {
    found += setting.path + "=" + std::string(setting.value.text()) + " ";
    CHECK(setting.field == find_field(toy_settings()->members, setting.path));
  }
  CHECK(found == "glue.version=5.0 identity_center.background_sessions.duration=1d ");
}

TEST_CASE("the leaves of a schema can be listed, and wrapped for the factors of a study") {
  std::string paths;
  for (const Leaf& leaf : leaves_of(toy_settings()->members)) paths += leaf.path + " ";
  CHECK(paths ==
        "identity_center.background_sessions.enabled identity_center.background_sessions.duration "
        "glue.background_sessions glue.idle_timeout glue.version ");
  const TypeRef factors =
      wrap_leaves(toy_settings(), [](const TypeRef& leaf) { return list_of(leaf, {1, 9}); });
  Diagnostics problems;
  const auto document = parse_document("t.yaml", "glue.idle_timeout: [1h, 2]\nglue.version: 5.0\n", problems);
  CHECK_FALSE(check(*document, *factors, problems));
  CHECK(shown(problems) ==
        "1:25: glue.idle_timeout[1]: '2' needs a unit; expected a duration such as 15m, 48h or 7d, or none\n"
        "2:15: glue.version: expected a list, not a single value\n");
}

TEST_CASE("patterns of keys") {
  CHECK(matches("jobs.<name>", "jobs.a.b-1"));
  CHECK_FALSE(matches("jobs.<name>", "jobs."));
  CHECK_FALSE(matches("jobs.<name>", "jobs.1a"));
  CHECK(matches("cost.<name>.share", "cost.a.b.share"));
  CHECK_FALSE(matches("cost.<name>.share", "cost.share"));
  CHECK_FALSE(matches("<name>", "a b"));
  CHECK_FALSE(matches("total", "totals"));
}
