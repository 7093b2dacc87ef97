// Names in exports of other programs may hold anything: the scenario and trace made of them load, and hold the same jobs.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "sim/input/schema.hpp"
#include "sim/text/sanitize.hpp"
#include "tests/import/sources.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

const std::vector<std::string> awkward_names{"<script>alert(1)</script>",
                                             "=cmd|' /C calc'!A0",
                                             "-5",
                                             "'=1",
                                             "a,\"b\"",
                                             "../../escape",
                                             "\x1b[31mred",
                                             "gpj.\u202e"
                                             "exe",
                                             "one\ntwo: {}",
                                             "x, do: sign_out",
                                             "x} # y",
                                             "true",
                                             "null",
                                             "12",
                                             "3d",
                                             "~",
                                             "&anchor",
                                             "*alias",
                                             "!!map {}",
                                             "%directive",
                                             "---",
                                             "\"",
                                             "\\",
                                             "{{x}}",
                                             "\xff\xfe",
                                             ""};

nlohmann::json call_of(const std::string& service, const std::string& call, const std::string& user,
                       const nlohmann::json& request) {
  return {{"eventVersion", "1.11"},
          {"eventTime", "2026-03-02T09:00:00Z"},
          {"eventSource", service + ".amazonaws.com"},
          {"eventName", call},
          {"userIdentity", {{"onBehalfOf", {{"userId", user}}}, {"type", "AssumedRole"}}},
          {"requestParameters", request}};
}

std::string dumped(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool has_controls(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return (byte < 0x20 && byte != '\n') || byte == 0x7f;
  });
}

/// Its comments and names are text, and its scenario has a valid name for each.
void require_tame(const import::Imported& result) {
  CAPTURE(result.yaml);
  CHECK_FALSE(has_controls(result.yaml));
  CHECK_FALSE(has(result.yaml, "\u202e"));
  CHECK_FALSE(has_controls(result.tally.text(result.what)));
  const Scenario scenario = scenario_of(result);
  for (const User& user : scenario.users) CHECK(input::is_identifier(user.name));
}

}  // namespace

TEST_CASE("import: awkward names in a CloudTrail log: each call is a job or session under a valid name") {
  nlohmann::json log = nlohmann::json::array();
  for (const std::string& name : awkward_names) {
    if (name.empty()) continue;
    log.push_back(
        call_of("glue", "CreateSession", name,
                {{"id", name}, {"workerType", name}, {"glueVersion", name}, {"idleTimeout", name}}));
    log.push_back(call_of("sagemaker", "CreateTrainingJob", name,
                          {{"trainingJobName", name}, {"resourceConfig", {{"instanceType", name + "!"}}}}));
    log.push_back(call_of("emr-serverless", "CreateApplication", name,
                          {{"name", name}, {"releaseLabel", "emr-" + name}, {"type", name}}));
    log.push_back(
        call_of("sagemaker", "CreateApp", name,
                {{"appName", name}, {"appType", name}, {"userProfileName", name}, {"domainId", name}}));
  }
  const import::Imported result = imported({export_of(dumped({{"Records", log}}))});
  require_tame(result);
  const Scenario scenario = scenario_of(result);
  CHECK(scenario.sessions.size() == awkward_names.size() - 1);
  CHECK(scenario.jobs.size() == awkward_names.size() - 1);
}

TEST_CASE("import: an instance type called like a value of YAML stays a name") {
  const import::Imported result = imported({export_of(
      dumped({{"Records",
               {call_of("sagemaker", "CreateTrainingJob", "ana",
                        {{"trainingJobName", "t"}, {"resourceConfig", {{"instanceType", "true"}}}})}}}))});
  CHECK(has(result.yaml, "instance_type: \"true\""));
}

TEST_CASE("import: awkward names in lists of Glue and SageMaker") {
  nlohmann::json sessions = nlohmann::json::array();
  nlohmann::json jobs = nlohmann::json::array();
  for (const std::string& name : awkward_names) {
    sessions.push_back({{"Id", name},
                        {"CreatedOn", 1772442000},
                        {"CompletedOn", 1772445600},
                        {"Status", name},
                        {"WorkerType", name}});
    jobs.push_back({{"TrainingJobName", name},
                    {"CreationTime", 1772442000},
                    {"TrainingJobStatus", name},
                    {"ResourceConfig", {{"InstanceType", name + "!"}, {"InstanceCount", 1}}}});
  }
  require_tame(imported({export_of(dumped({{"Sessions", sessions}}))}));
  require_tame(imported({export_of(dumped({{"TrainingJobSummaries", jobs}}))}));
}

TEST_CASE("import: awkward names of sacct come through CSV and scenario as they were") {
  std::string log = "JobID|User|Submit|Start|Elapsed\n";
  std::set<std::string> expected;
  for (const std::string& name : awkward_names) {
    // A line feed or a bar is the end of the field there, and what control characters say is written out.
    if (name.empty() || name.find_first_of("\n|") != std::string::npos || name == "\xff\xfe") continue;
    log += std::to_string(expected.size() + 1) + "|" + name +
           "|2026-03-02T09:00:00|2026-03-02T09:01:00|01:00:00\n";
    expected.insert(text::sanitize(name));
  }
  const import::Imported result = imported({export_of(log)});
  CHECK_FALSE(has_controls(result.csv));
  const Folder folder;
  folder.write("imported.yaml", result.yaml);
  folder.write("trace.csv", result.csv);
  LoadResult loaded = load_scenario(folder.path("imported.yaml"));
  REQUIRE(loaded.scenario);
  std::set<std::string> found;
  for (const User& user : loaded.scenario->users) found.insert(user.name);
  CHECK(found == expected);
}
