#include "sim/input/schema_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "sim/input/check.hpp"
#include "tests/input/problems.hpp"
#include "tests/input/toy_schema.hpp"
#include "tests/input/yaml_as_json.hpp"

using namespace outlive;
using namespace outlive::input;
using nlohmann::json;

namespace {

const std::string published =
    json_schema(*toy_schema(), {"https://example.org/toy.json", "Toy", "A toy schema."});

/// Does the published schema accept what the text says?
bool schema_accepts(Node root) {
  static const PublishedSchema schema(published);
  return schema.accepts(root);
}

struct Verdicts {
  bool checker;
  bool schema;
};
Verdicts verdicts(const std::string& text) {
  Diagnostics problems;
  const auto document =
      parse_document("t.yaml", "outlive: 1\ntitle: Toy\nstart: 2026-03-02T09:00:00Z\n" + text, problems);
  REQUIRE(document.has_value());
  REQUIRE_FALSE(problems.has_errors());
  return {check(*document, *toy_schema(), problems), schema_accepts(document->root())};
}

}  // namespace

TEST_CASE("the published schema and the checker accept the same documents") {
  for (const char* text : {
           "",
           "settings: {}\n",
           "settings: {identity_center: {background_sessions: {enabled: false, duration: 90d}}}\n",
           "settings: {glue.idle_timeout: none, glue: {version: 5.0}}\n",
           "settings: {identity_center.background_sessions: {duration: 1d}}\n",
           "settings: {identity_center: {background_sessions.duration: '1d'}, glue.version: '4.0'}\n",
           "users: {maria: {groups: [a, b.c]}, x: {}}\n",
           "timeline:\n- {at: 5m, do: sign_in, user: maria}\n- {at: 1w2d3h4m5s6ms, do: run, job: a, takes: "
           "0m}\n",
           "timeline:\n- {at: 2026-03-02T11:00:00.5+01:00, do: start_session, user: m, service: emr, "
           "application: a}\n",
           "timeline:\n- {at: 5m, admin: set, glue.version: 4.0, identity_center: {background_sessions: "
           "{enabled: true}}}\n",
           "expect: {cost.total: 131.63 USD, cost.idle.share: 0.5, cost.a.b.share: {at_least: 0.1, at_most: "
           "5}}\n",
           "expect: {jobs.x: {outcome: failed}}\n",
           "retry: never\n",
           "retry: 5m\n",
       }) {
    CAPTURE(text);
    CHECK(verdicts(text).checker);
    CHECK(verdicts(text).schema);
  }
}

TEST_CASE("the published schema and the checker refuse the same documents") {
  for (const char* text : {
           "setings: {}\n",
           "settings:\n",
           "settings: {glue: {idle_timeout: 48}}\n",
           "settings: {glue: {idle_timeout: 2h1d}}\n",
           "settings: {glue: {background_sessions: yes}}\n",
           "settings: {glue: {background_sessions: 'true'}}\n",
           "settings: {glue: {version: 6.0}}\n",
           "settings: {glue.idel_timeout: 1h}\n",
           "settings: {identity_center: {background_sessions.durations: 1d}}\n",
           "users: {9x: {}}\n",
           "users: {x: {groups: a}}\n",
           "users: {x: {groups.y: a}}\n",
           "timeline: {}\n",
           "timeline:\n- {at: 5m, user: maria}\n",
           "timeline:\n- {at: 5m, do: sing_in, user: maria}\n",
           "timeline:\n- {at: 5m, do: sign_in, user: true}\n",
           "timeline:\n- {at: 5m, do: sign_in, admin: revoke, user: a, session: a}\n",
           "timeline:\n- {at: 5m, do: sign_in, user: maria, takes: 1h}\n",
           "timeline:\n- {do: sign_in, user: maria}\n",
           "timeline:\n- {at: 5m, do: start_session, user: m, service: glue, workers: 1}\n",
           "timeline:\n- {at: 5m, do: start_session, user: m, service: glue, workers: '5'}\n",
           "timeline:\n- {at: 5m, do: start_session, user: m, service: glue, application: a}\n",
           "timeline:\n- {at: 2026-03-02, do: sign_in, user: m}\n",
           "expect: {cost.total: 131.63}\n",
           "expect: {cost.idle.share: 1.5}\n",
           "expect: {cost.idle.share: 131.63 USD}\n",
           "expect: {cost.total: {}}\n",
           "expect: {cost.total: {between: [1]}}\n",
           "expect: {sessions.x: {}}\n",
           "retry: sometimes\n",
           "retry: 5\n",
       }) {
    CAPTURE(text);
    CHECK_FALSE(verdicts(text).checker);
    CHECK_FALSE(verdicts(text).schema);
  }
}

TEST_CASE("what only the checker knows") {
  CHECK(verdicts("settings: {identity_center: {background_sessions: {duration: 91d}}}\n").schema);
  CHECK_FALSE(verdicts("settings: {identity_center: {background_sessions: {duration: 91d}}}\n").checker);
}

TEST_CASE("the published text") {
  const TypeRef tiny =
      object({required("wait", duration({.min = std::chrono::minutes(1), .none = true}), "How long."),
              optional("size", integer({.min = 1}), "How big.", "3")});
  CHECK(json_schema(*tiny, {"", "Tiny", ""}) == R"({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "Tiny",
  "type": "object",
  "properties": {
    "wait": {
      "description": "How long. Range: 1m or more.",
      "type": "string",
      "pattern": "^(none|(?=[0-9])([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?)$"
    },
    "size": {
      "description": "How big.",
      "type": "integer",
      "minimum": 1,
      "default": 3
    }
  },
  "required": [
    "wait"
  ],
  "additionalProperties": false
}
)");
  const json schema = json::parse(published);
  CHECK(schema["$id"] == "https://example.org/toy.json");
  CHECK(schema["description"] == "A toy schema.");
  const json line = schema["properties"]["timeline"]["items"]["anyOf"];
  CHECK(line.size() == 6);  // each `do` and `admin`, start_session once for each service
  CHECK(line[2]["title"] == "do: start_session, service: glue");
  CHECK(line[2]["properties"]["service"]["const"] == "glue");
  CHECK(line[2]["required"] == json({"do", "service", "at", "user", "workers"}));
  CHECK(line[4]["properties"].contains("identity_center.background_sessions.duration"));
}

TEST_CASE("named types are defined once") {
  const TypeRef point = named("point", object({required("x", integer(), "")}));
  const TypeRef pair = object({required("from", point, "Begin."), required("to", point, "")});
  const json schema = json::parse(json_schema(*pair, {"", "Pair", ""}));
  CHECK(schema["definitions"].size() == 1);
  CHECK(schema["definitions"]["point"]["type"] == "object");
  CHECK(schema["properties"]["to"] == json({{"$ref", "#/definitions/point"}}));
  CHECK(schema["properties"]["from"]["description"] == "Begin.");
  CHECK(schema["properties"]["from"]["allOf"][0]["$ref"] == "#/definitions/point");
}
