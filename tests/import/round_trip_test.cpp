// The audit log that a run leaves, imported again: the same sessions and jobs begin and end at the same moments.
//
// A log has no ends of work, so the lists that AWS prints of statements and training jobs are made of the results, too, as an
// administrator would have them beside the log.
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "outlive/audit.hpp"
#include "outlive/load.hpp"
#include "outlive/run.hpp"
#include "sim/import/identifiers.hpp"
#include "sim/import/import.hpp"
#include "sim/output/audit_ids.hpp"
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

/// What `aws glue get-job-runs` would print.
void add_job_run(const Scenario& scenario, const Results& results, Number job,
                 std::vector<input::Source>& sources) {
  const JobResult& result = results.jobs[job];
  if (result.started == never) return;
  const std::string& name = scenario.jobs[job].name;
  nlohmann::json run{{"Id", "jr_" + output::uuid("run", name, job)},
                     {"JobName", name},
                     {"JobRunState", result.state},
                     {"StartedOn", unix_seconds(scenario, result.started)}};
  if (result.ended != never) run["CompletedOn"] = unix_seconds(scenario, result.ended);
  sources.push_back(source("runs.json", nlohmann::json{{"JobRuns", {run}}}.dump()));
}

/// What describe-training-job, describe-processing-job and get-job-runs would print.
void add_jobs(const Scenario& scenario, const Results& results, std::vector<input::Source>& sources) {
  for (Number job = 0; job < scenario.jobs.size(); ++job) {
    const Number work = scenario.jobs[job].work;
    const JobResult& result = results.jobs[job];
    if (work == no_number || result.submitted == never || result.outcome == Outcome::rejected) continue;
    const ServiceType service = scenario.works[work].service;
    if (service == ServiceType::glue_job || service == ServiceType::glue_streaming_job)
      add_job_run(scenario, results, job, sources);
    const bool training = service == ServiceType::training_job;
    if (!training && service != ServiceType::processing_job) continue;
    const std::string word = training ? "Training" : "Processing";
    nlohmann::json document{{word + "JobName", scenario.jobs[job].name},
                            {word + "JobStatus", result.state},
                            {"CreationTime", unix_seconds(scenario, result.submitted)}};
    if (result.started != never) document[word + "StartTime"] = unix_seconds(scenario, result.started);
    if (result.ended != never) document[word + "EndTime"] = unix_seconds(scenario, result.ended);
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
    // What the directory does is on record when it takes effect.
    if (setting == Setting::scim_delay) continue;
    if (value != info_of(setting).initial)
      given.push_back({std::string(info_of(setting).key), output::setting_text(setting, value)});
  }
  return given;
}

/// Nor does any tell how the documentation is to be read.
std::vector<Override> assumptions_of(const Scenario& scenario) {
  std::vector<Override> given;
  for (std::size_t i = 0; i < assumption_count; ++i) {
    const auto assumption = static_cast<Assumption>(i);
    const AssumptionInfo& info = info_of(assumption);
    if (info.setting == Setting::scim_delay) continue;  // see above
    given.push_back(
        {std::string(info.key), std::string(info.options[scenario.assumptions.option(assumption)])});
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

/// No list tells how long queries and notebook runs took, and a log not their names.
bool is_on_no_list(const Scenario& scenario, Number job) {
  const Number work = scenario.jobs[job].work;
  if (work == no_number) return false;
  const ServiceType service = scenario.works[work].service;
  return service == ServiceType::athena_query || service == ServiceType::redshift_query ||
         service == ServiceType::quicksight_query || service == ServiceType::notebook_run ||
         service == ServiceType::traced_job;
}

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
    if (is_on_no_list(scenario, i)) continue;
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
  add_jobs(scenario, results, sources);
  import::ImportOptions options;
  options.settings = settings_of(scenario);
  const import::Imported imported = import::import_sources(sources, options);
  if (imported.problems.has_errors()) {
    trip.problem = imported.problems.all().front().message;
    return trip;
  }
  const LoadResult again = load_scenario_text(imported.yaml, "imported.yaml", {}, assumptions_of(scenario));
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

/// What cannot come back, and why: each of these is something that a CloudTrail log and the lists do not hold.
const std::map<std::string, std::string_view>& exceptions() {
  constexpr std::string_view domain = "which SageMaker domain a user works in";
  constexpr std::string_view saving = "how long a job saves after SIGTERM: it ends that much later";
  constexpr std::string_view second = "the order of what happens in one second";
  constexpr std::string_view notebook =
      "which notebook or app a session belongs to, and when that was closed";
  constexpr std::string_view group = "who is in which group and assigned to what";
  constexpr std::string_view record =
      "anything: populations are described by habit, and rows of traces name no service";
  constexpr std::string_view cluster =
      "how a cluster was set up: its bootstrap script, the vCPUs that it hands out";
  static const std::map<std::string, std::string_view> all{
      {"can-domains-differ", domain},
      {"can-training-go-on-after-max-runtime", saving},
      {"stopped-or-failed", saving},
      {"which-limit-came-an-hour-earlier", saving},
      {"does-active-directory-cap-my-sign-in", second},
      {"does-an-earlier-disabling-overtake", second},
      {"how-many-sessions-fit-an-application", second},
      {"what-if-the-dpu-quota-is-full", second},
      {"when-can-capacity-be-changed", second},
      {"does-closing-the-notebook-end-it", notebook},
      {"does-stopping-the-app-end-work", notebook},
      {"does-the-idle-shutdown-end-my-sessions", notebook},
      {"is-an-open-notebook-idle", notebook},
      {"what-if-an-app-stop-ended-everything", notebook},
      {"what-did-the-older-page-say-of-removals", group},
      {"what-if-a-group-loses-its-member", group},
      {"what-of-work-begun-in-the-hour-of-grace", group},
      {"does-a-new-sign-in-give-an-assignment-back", group},
      {"how-long-was-that-night", record},
      {"how-many-gpus-does-training-want", record},
      {"what-if-a-company-grows", record},
      {"which-hour-never-was", record},
      {"which-recorded-jobs-would-die-if-users-had-one", record},
      {"which-recorded-jobs-would-die-if-waiting-counted", record},
      {"which-recorded-jobs-would-die", record},
      {"which-clusters-know-background-sessions", cluster},
      {"who-waits-for-the-cluster", cluster},
      {"are-glue-jobs-affected", "whether a Glue job is a streaming one, which has no timeout"},
      {"what-if-the-quota-queues", "how much of a wait was for a quota: all of it is taken for start-up"},
      {"which-laptop-counts", "from which of several sign-ins a session was started"},
      {"when-is-a-leaver-gone-at-random", "the random numbers of stops, which go with the names of work"},
  };
  return all;
}

std::string text_of(const Trip& trip) {
  std::string text = trip.problem;
  for (const Differences* const each : {&trip.sessions, &trip.jobs}) {
    for (const std::string& difference : each->all) text += "\n  " + difference;
  }
  return text;
}

}  // namespace

TEST_CASE(
    "import: sessions and jobs of the gallery come back from their audit log, but for what no log holds" *
    doctest::test_suite("slow")) {
  std::size_t scenarios = 0;
  std::size_t sessions = 0;
  std::size_t jobs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(root + "/scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string name = entry.path().stem().string();
    CAPTURE(name);
    const Trip trip = round_trip(entry.path().string());
    const std::string differences = text_of(trip);
    CAPTURE(differences);
    // Both ways: an exception that is none any more is one too many.
    CHECK(differences.empty() != exceptions().contains(name));
    if (!differences.empty()) continue;
    ++scenarios;
    sessions += trip.sessions.same;
    jobs += trip.jobs.same;
  }
  MESSAGE(scenarios << " scenarios come back, with " << sessions << " sessions and " << jobs << " jobs");
  CHECK(scenarios >= 70);
  CHECK(sessions >= 100);
  CHECK(jobs >= 100);
}
