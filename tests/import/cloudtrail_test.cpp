// CloudTrail logs and the lists of AWS become scenarios.
#include <chrono>
#include <ctime>

#include <doctest/doctest.h>

#include "tests/import/sources.hpp"
#include "tests/output/golden.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

std::string record(const std::string& at, const std::string& source, const std::string& name,
                   const std::string& more, const std::string& user = "u-1") {
  return R"({"eventTime":")" + at + R"(","eventSource":")" + source + R"(.amazonaws.com","eventName":")" +
         name + R"(","userIdentity":{"onBehalfOf":{"userId":")" + user + R"("}})" +
         (more.empty() ? "" : "," + more) + "}\n";
}

}  // namespace

TEST_CASE("import: a CloudTrail log alone, with names that would be YAML or escapes (golden)") {
  const import::Imported result = imported({sample("cloudtrail.json")});
  check_golden("import-cloudtrail.yaml", result.yaml);
  check_golden("import-cloudtrail.txt", result.tally.text(result.what));
  CHECK(result.yaml.find('\x1b') == std::string::npos);
  const Results results = run(scenario_of(result));
  REQUIRE(results.sessions.size() == 1);
  CHECK(results.sessions[0].identity == Identity::background_session);
  CHECK(results.sessions[0].cause == Cause::stopped_by_user);
}

TEST_CASE("import: what a log leaves out is inferred or passed over, and either is told (golden)") {
  const import::Imported result = imported({sample("cloudtrail-gaps.json")});
  check_golden("import-cloudtrail-gaps.yaml", result.yaml);
  check_golden("import-cloudtrail-gaps.txt", result.tally.text(result.what));
  const Scenario scenario = scenario_of(result);
  const Results results = run(scenario);
  // Everything stopped when the log says so, by the stops of the log.
  REQUIRE(results.jobs.size() == 5);
  for (Number job = 0; job < scenario.jobs.size(); ++job) {
    CAPTURE(scenario.jobs[job].name);
    CHECK(results.jobs[job].cause == Cause::stopped_by_user);
  }
}

TEST_CASE("import: a list tells how long the work of a log took") {
  const import::Imported result = imported({sample("cloudtrail.json"), sample("train.json")});
  CHECK(result.what == "cloudtrail, sagemaker-training");
  const Scenario scenario = scenario_of(result);
  const Results results = run(scenario);
  bool found = false;
  for (Number job = 0; job < scenario.jobs.size(); ++job) {
    if (scenario.jobs[job].name != "train") continue;
    found = true;
    CHECK(results.jobs[job].takes == std::chrono::days{3});
    CHECK(results.jobs[job].started - results.jobs[job].submitted == std::chrono::milliseconds{300'123});
  }
  CHECK(found);
}

TEST_CASE("import: records of a log come in any order, in documents, lists and lines") {
  const std::string sign_in = record("2026-03-02T09:00:00Z", "signin", "UserAuthentication",
                                     R"("additionalEventData":{"UserName":"ana"})");
  const std::string session =
      record("2026-03-02T09:05:00Z", "glue", "CreateSession", R"("requestParameters":{"id":"s"})");
  const std::string out = record("2026-03-02T10:00:00Z", "sso", "Logout", "");
  const std::string ordered = imported({export_of(sign_in + session + out)}).yaml;
  CHECK(imported({export_of(out + session + sign_in)}).yaml == ordered);
  CHECK(imported({export_of("{\"Records\":[" + out + "," + session + "," + sign_in + "]}")}).yaml == ordered);
  CHECK(imported({export_of("[" + out + "," + session + "," + sign_in + "]")}).yaml == ordered);
  CHECK(imported({export_of(out + session), export_of(sign_in)}).yaml == ordered);
  const import::Imported with_rubbish = imported({export_of(sign_in + "not json\n" + session + out)});
  CHECK(with_rubbish.yaml == ordered);
  CHECK(with_rubbish.tally.skipped() == 1);
}

TEST_CASE("import: who acts without a sign-in on record gets one that says so") {
  const std::string log =
      record("2026-03-02T09:05:00Z", "glue", "CreateSession", R"("requestParameters":{"id":"s"})") +
      record("2026-03-03T09:05:00Z", "glue", "CreateSession", R"("requestParameters":{"id":"t"})");
  const import::Imported result = imported({export_of(log)});
  CHECK(has(result.yaml, "do: sign_in, id: u-1-1}  # inferred: no open sign-in is on record"));
  CHECK(has(result.yaml, "do: sign_in, id: u-1-2}  # inferred"));
  const Results results = run(scenario_of(result));
  for (const SessionResult& session : results.sessions)
    CHECK(session.identity == Identity::interactive_session);
}

TEST_CASE("import: a session that a call found alive was not idle until then") {
  const std::string log =
      record("2026-03-02T09:00:00Z", "glue", "CreateSession",
             R"("requestParameters":{"id":"s","idleTimeout":60})") +
      record("2026-03-02T09:00:00Z", "glue", "RunStatement",
             R"("requestParameters":{"sessionId":"s"},"responseElements":{"id":0})") +
      record("2026-03-02T14:00:00Z", "glue", "StopSession", R"("requestParameters":{"id":"s"})");
  const import::Imported result = imported({export_of(log)});
  CHECK(has(result.yaml, "takes: 4h1s}  # takes inferred: at least so long"));
  CHECK(run(scenario_of(result)).sessions[0].cause == Cause::stopped_by_user);
}

TEST_CASE(
    "import: settings that were in force are said by --set and kept, what shows in the log is concluded") {
  const std::string log =
      record("2026-03-02T09:00:00Z", "glue", "CreateSession", R"("requestParameters":{"id":"s"})");
  import::ImportOptions options;
  options.settings = {{"identity_center.background_sessions.duration", "2d"},
                      {"glue.background_sessions", "true"}};
  const import::Imported result = imported({export_of(log)}, options);
  CHECK(has(result.yaml, "    background_sessions:\n      duration: 2d\n"));
  CHECK(run(scenario_of(result)).sessions[0].background_duration == std::chrono::days{2});
}

TEST_CASE("import: Glue lists without a log: sessions, their statements by the name of the file, stops") {
  const std::string sessions =
      R"({"Sessions":[{"Id":"etl","CreatedOn":1772442000.5,"CompletedOn":1772449200,"Status":"STOPPED","WorkerType":"G.1X",)"
      R"("NumberOfWorkers":4,"GlueVersion":"5.0","IdleTimeout":120},{"Id":"x"},{"CreatedOn":"yesterday","Id":"y"}]})";
  const std::string statements =
      R"({"Statements":[{"Id":0,"State":"AVAILABLE","StartedOn":"2026-03-02T09:10:00.000000+00:00",)"
      R"("CompletedOn":"2026-03-02T09:40:00+00:00","Output":{"Status":"ok"}},)"
      R"({"Id":1,"State":"ERROR","StartedOn":1772445000,"CompletedOn":1772445060},{"Id":2,"State":"WAITING"}]})";
  const import::Imported result = imported({export_of(statements, "lists/etl.json"), export_of(sessions)});
  CHECK(result.tally.used() == 3);
  CHECK(result.tally.skipped() == 3);
  const Results results = run(scenario_of(result));
  CHECK(results.jobs[0].worked == std::chrono::minutes{30});
  CHECK(results.jobs[1].outcome == Outcome::failed);
  CHECK(results.sessions[0].cause == Cause::stopped_by_user);
  CHECK(has(result.yaml, "workers: 4"));
}

TEST_CASE("import: broken JSON is told with its place, a log of nothing by its name") {
  CHECK(first_problem(imported({export_of("{\"Records\":[\n{\"eventName\":\"x\"},\n", "log.json")})) ==
        "log.json:3:1: error: the JSON breaks off or is broken here");
  CHECK(first_problem(imported({export_of("{\"Records\":[{\"eventName\":1}]}", "log.json")})) ==
        "log.json: error: none of its 1 records is of use: nobody signs in, starts or stops anything");
  CHECK(has(first_problem(imported({export_of("{\"Statements\": [}", "s.json")})),
            "s.json:1:17: error: no JSON"));
}

TEST_CASE("import: values of any other type break nothing") {
  for (const std::string value :
       {"null", "7", "\"text\"", "[]", "{}", "[{}]", "1e308", "true", "-1", "99999999999999999999"}) {
    std::string log = record("2026-03-02T09:00:00Z", "signin", "UserAuthentication", "");
    for (const char* call :
         {"CreateSession", "RunStatement", "StopSession", "StartJobRun", "BatchStopJobRun"}) {
      log += record("2026-03-02T09:01:00Z", "glue", call,
                    "\"requestParameters\":" + value + ",\"responseElements\":" + value);
      log += record("2026-03-02T09:01:00Z", "glue", call,
                    R"("requestParameters":{"id":)" + value + R"(,"sessionId":)" + value + R"(,"jobName":)" +
                        value + R"(,"jobRunIds":)" + value + R"(,"idleTimeout":)" + value +
                        R"(,"numberOfWorkers":)" + value + "}");
    }
    log += R"({"eventTime":)" + value + R"(,"eventSource":)" + value +
           R"(,"eventName":"CreateSession","userIdentity":)" + value + "}\n";
    CAPTURE(value);
    const import::Imported result = imported({export_of(log)});
    if (result.problems.has_errors()) continue;
    scenario_of(result);
    CHECK(result.tally.used() + result.tally.skipped() == result.tally.records());
  }
}

TEST_CASE("import: a hundred thousand records take seconds" * doctest::test_suite("slow")) {
  std::string log;
  for (int i = 0; i < 50'000; ++i) {
    const std::string name = "s" + std::to_string(i);
    const std::string user = "u-" + std::to_string(i % 1000);
    log += record("2026-03-02T09:00:00Z", "glue", "CreateSession",
                  R"("requestParameters":{"id":")" + name + "\"}", user);
    log += record("2026-03-02T10:00:00Z", "glue", "StopSession",
                  R"("requestParameters":{"id":")" + name + "\"}", user);
  }
  const std::clock_t begin = std::clock();
  const import::Imported result = import::import_sources({export_of(log)}, {});
  const auto took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  CHECK(result.tally.used() == 100'000);
  MESSAGE("took " << took << " s of the processor");
  // More than a scenario holds: that is told, not left to whoever loads it.
  CHECK(has(first_problem(result), "the scenario would be larger than the 4 MiB that Outlive reads"));
  CHECK(took < 60);  // without optimisation, with a sanitizer; comparing all with all would take hours
}
