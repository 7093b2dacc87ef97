// The audit log that a run leaves, imported again: the same sessions and jobs begin and end at the same moments.
//
// A log has no ends of work, so the lists that AWS prints of statements and training jobs are made of the results, too, as an
// administrator would have them beside the log.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "outlive/audit.hpp"
#include "outlive/load.hpp"
#include "outlive/run.hpp"
#include "sim/import/identifiers.hpp"
#include "sim/import/import.hpp"
#include "sim/output/words.hpp"
#include "sim/services/service.hpp"

using namespace outlive;

namespace {

const std::string root = OUTLIVE_SOURCE_DIR;

double unix_seconds(const Scenario& scenario, Instant at) {
  return static_cast<double>(scenario.start_unix_ms + at.time_since_epoch().count()) / 1000;
}

/// Each statement that AWS accepted: its session and its number there, as the log counts them.
std::map<Number, std::uint32_t> statement_numbers(const Scenario& scenario, const Results& results) {
  std::map<Number, std::uint32_t> numbers;
  std::vector<std::uint32_t> next(scenario.sessions.size());
  for (const Action& action : scenario.actions) {
    if (action.verb != Verb::run) continue;
    const JobResult& job = results.jobs[action.subject];
    if (job.submitted == never || job.outcome == Outcome::rejected) continue;
    numbers[action.subject] = next[action.object]++;
  }
  return numbers;
}

input::Source source(std::string path, std::string text) {
  return {input::SourceStatus::ok, std::move(path), std::move(text), false};
}

/// What `aws glue list-statements` would print of each session.
void add_statement_lists(const Scenario& scenario, const Results& results,
                         std::vector<input::Source>& sources) {
  std::map<Number, nlohmann::json> lists;
  for (const auto& [job, number] : statement_numbers(scenario, results)) {
    const Number session = scenario.jobs[job].session;
    const JobResult& result = results.jobs[job];
    if (scenario.works[scenario.sessions[session].work].service != ServiceType::glue_session) continue;
    if (result.started == never) continue;
    nlohmann::json statement{
        {"Id", number}, {"State", result.state}, {"StartedOn", unix_seconds(scenario, result.started)}};
    if (result.ended != never) statement["CompletedOn"] = unix_seconds(scenario, result.ended);
    lists[session].push_back(std::move(statement));
  }
  for (auto& [session, list] : lists) {
    const nlohmann::json document{{"SessionId", scenario.sessions[session].name},
                                  {"Statements", std::move(list)}};
    sources.push_back(source("statements.json", document.dump()));
  }
}

/// What `aws sagemaker describe-training-job` would print.
void add_training_jobs(const Scenario& scenario, const Results& results,
                       std::vector<input::Source>& sources) {
  for (Number job = 0; job < scenario.jobs.size(); ++job) {
    const Number work = scenario.jobs[job].work;
    const JobResult& result = results.jobs[job];
    if (work == no_number || scenario.works[work].service != ServiceType::training_job) continue;
    if (result.submitted == never || result.outcome == Outcome::rejected) continue;
    nlohmann::json document{{"TrainingJobName", scenario.jobs[job].name},
                            {"TrainingJobStatus", result.state},
                            {"CreationTime", unix_seconds(scenario, result.submitted)}};
    if (result.started != never) document["TrainingStartTime"] = unix_seconds(scenario, result.started);
    if (result.ended != never) document["TrainingEndTime"] = unix_seconds(scenario, result.ended);
    if (result.cause == Cause::max_runtime) document["SecondaryStatus"] = "MaxRuntimeExceeded";
    sources.push_back(source("job.json", document.dump()));
  }
}

/// Settings that were in force at the beginning and are no default: no log tells them.
std::vector<Override> settings_of(const Scenario& scenario) {
  std::vector<Override> given;
  for (std::size_t i = 0; i < setting_count; ++i) {
    const auto setting = static_cast<Setting>(i);
    const SettingValue value = scenario.settings.at(setting, set_in_file);
    if (value != info_of(setting).initial)
      given.push_back({std::string(info_of(setting).key), output::setting_text(setting, value)});
  }
  return given;
}

/// A session or job as a line, if it was let in: what must be the same again.
std::string life(const Scenario& scenario, Instant begun, Instant ended, std::string_view how) {
  const auto second = [&](Instant at) {
    return at == never ? std::string("never")
                       : std::to_string(static_cast<std::int64_t>(unix_seconds(scenario, at)));
  };
  return second(begun) + " to " + second(ended) + " " + std::string(how);
}

/// A kernel that is restarted stops its session and starts another: the log knows no other word for it.
std::string_view cause_in_log(Cause cause) {
  return cause == Cause::kernel_restarted ? name_of(Cause::stopped_by_user) : name_of(cause);
}

struct Lives {
  std::map<std::string, std::string> sessions;
  std::map<std::string, std::string> jobs;
};

Lives lives_of(const Scenario& scenario, const Results& results, Instant until) {
  Lives lives;
  const auto seen = [&](Instant ended) { return ended <= until ? ended : never; };
  for (Number i = 0; i < scenario.sessions.size(); ++i) {
    const SessionResult& session = results.sessions[i];
    if (session.created == never || session.identity == Identity::none || session.created > until) continue;
    const Instant ended = seen(session.ended);
    lives.sessions[import::as_identifier(scenario.sessions[i].name, "session")] =
        life(scenario, session.created, ended, ended == never ? "" : cause_in_log(session.cause));
  }
  const auto numbers = statement_numbers(scenario, results);
  for (Number i = 0; i < scenario.jobs.size(); ++i) {
    const JobResult& job = results.jobs[i];
    if (job.submitted == never || job.outcome == Outcome::rejected || job.submitted > until) continue;
    const auto number = numbers.find(i);
    const std::string name = number == numbers.end() ? scenario.jobs[i].name
                                                     : scenario.sessions[scenario.jobs[i].session].name +
                                                           "-" + std::to_string(number->second);
    const Instant ended = seen(job.ended);
    lives.jobs[import::as_identifier(name, "job")] =
        life(scenario, job.submitted, ended, ended == never ? "" : name_of(job.outcome));
  }
  return lives;
}

struct Differences {
  std::size_t same = 0;
  std::vector<std::string> all;
};

void compare(const std::map<std::string, std::string>& original,
             const std::map<std::string, std::string>& imported, Differences& found) {
  for (const auto& [name, life] : original) {
    const auto again = imported.find(name);
    if (again != imported.end() && again->second == life) {
      ++found.same;
    } else {
      found.all.push_back(name + ": " + life +
                          "; imported: " + (again == imported.end() ? "none" : again->second));
    }
  }
  for (const auto& [name, life] : imported) {
    if (!original.contains(name)) found.all.push_back(name + ": none; imported: " + life);
  }
}

struct Trip {
  Differences sessions;
  Differences jobs;
  std::string problem;
};

Trip round_trip(const std::string& path) {
  Trip trip;
  const LoadResult loaded = load_scenario(path);
  REQUIRE(loaded.scenario);
  const Scenario& scenario = *loaded.scenario;
  const Results results = run(scenario);
  std::vector<input::Source> sources{source("log.json", audit_json(scenario, results))};
  add_statement_lists(scenario, results, sources);
  add_training_jobs(scenario, results, sources);
  import::ImportOptions options;
  options.settings = settings_of(scenario);
  const import::Imported imported = import::import_sources(sources, options);
  if (imported.problems.has_errors()) {
    trip.problem = imported.problems.all().front().message;
    return trip;
  }
  const LoadResult again = load_scenario_text(imported.yaml, "imported.yaml");
  for (const Diagnostic& each : again.diagnostics.all()) trip.problem = to_string(each);
  if (!again.scenario) return trip;
  const Results repeated = run(*again.scenario);
  const Instant until = scenario.horizon;
  const Instant same_until = until + Duration{scenario.start_unix_ms - again.scenario->start_unix_ms};
  const Lives before = lives_of(scenario, results, until);
  const Lives after = lives_of(*again.scenario, repeated, same_until);
  compare(before.sessions, after.sessions, trip.sessions);
  compare(before.jobs, after.jobs, trip.jobs);
  return trip;
}

}  // namespace

TEST_CASE("import: what an audit log tells of the gallery comes back") {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(root + "/scenarios")) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    const Trip trip = round_trip(path);
    if (trip.sessions.all.empty() && trip.jobs.all.empty() && trip.problem.empty()) {
      std::cout << "SAME " << trip.sessions.same << " " << trip.jobs.same << " " << path << "\n";
      continue;
    }
    std::cout << "DIFF " << path << " " << trip.problem << "\n";
    for (const auto& each : trip.sessions.all) std::cout << "   S " << each << "\n";
    for (const auto& each : trip.jobs.all) std::cout << "   J " << each << "\n";
  }
}
