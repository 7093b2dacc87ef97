// report_csv of outlive/report.hpp: one row a job, then one an activity of a population, RFC 4180 with line feeds, as every reader takes it.
#include <array>
#include <vector>

#include "outlive/report.hpp"
#include "sim/output/csv.hpp"
#include "sim/output/json.hpp"
#include "sim/output/populations.hpp"
#include "sim/output/results_tables.hpp"
#include "sim/output/summary.hpp"
#include "sim/output/words.hpp"
#include "sim/services/service.hpp"
#include "sim/study/data_seen.hpp"

namespace outlive {
namespace output {
namespace {

using csv::end_row;
using csv::guarded;
using csv::milliseconds;

constexpr std::array names_before{"job",
                                  "user",
                                  "session",
                                  "trace",
                                  "service",
                                  "type",
                                  "outcome",
                                  "cause",
                                  "rule",
                                  "state",
                                  "identity",
                                  "survived_sign_out",
                                  "unseen",
                                  "results_kept",
                                  "submitted",
                                  "granted",
                                  "started",
                                  "ended",
                                  "takes_ms",
                                  "worked_ms",
                                  "kept_ms",
                                  "background_session_ms",
                                  "needs_background_session_ms",
                                  "needs_interactive_session_ms",
                                  "needs_hard_limit_ms",
                                  "needs_total_runtime_ms",
                                  "continued_by",
                                  "identity_lost",
                                  "credentials_until",
                                  "columns"};

// Columns that only reports of populations, or of runs that were stopped, have.
bool has_more(const Results& results) { return !results.populations.empty() || results.incomplete; }

std::vector<std::string> header(const Scenario& scenario, bool with_more) {
  const std::string unit = unit_key(scenario.prices.currency);
  std::vector<std::string> fields(names_before.begin(), names_before.end());
  for (std::string& title : cost_titles(unit)) fields.push_back(std::move(title));
  if (!with_more) return fields;
  for (std::string& title : activity_titles(unit.substr(1))) fields.push_back(std::move(title));
  fields.emplace_back("incomplete");
  return fields;
}

std::string type_of(const JobSpec& spec, const Work* work) {
  if (spec.session != no_number) return "statement";
  return work == nullptr ? std::string{} : std::string(services::service_of(work->service).type);
}

void add_cost(const Results& results, const JobResult& job, std::vector<std::string>& fields) {
  if (job.lines.empty()) {
    fields.resize(fields.size() + 1 + bucket_count);  // a statement's cost is its session's
    return;
  }
  for (std::string& field : cost_fields(results.cost_of(job))) fields.push_back(std::move(field));
}

// Behind each other with semicolons; empty for a job that reads no tables, or sees nothing of them.
std::string columns_of(const study::DataSeen& seen, Number job) {
  std::string text;
  for (const std::string& column : seen.columns(job).value_or(std::vector<std::string>{})) {
    text += (text.empty() ? "" : ";") + column;
  }
  return text;
}

std::vector<std::string> row(const Scenario& scenario, const Results& results, const study::DataSeen& seen,
                             Number number) {
  const JobSpec& spec = scenario.jobs[number];
  const JobResult& job = results.jobs[number];
  const Work* work = work_of(scenario, number);
  const auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
  std::vector<std::string> fields{
      guarded(name_of_job(scenario, number)),
      guarded(scenario.users[spec.user].name),
      spec.session == no_number ? "" : guarded(scenario.sessions[spec.session].name),
      spec.trace == no_number ? "" : std::to_string(spec.trace),
      work == nullptr ? "" : std::string(services::service_of(work->service).name),
      type_of(spec, work),
      std::string(name_of(job.outcome)),
      std::string(name_of(job.cause)),
      std::string(id_of(job.rule)),
      std::string(job.state),
      std::string(name_of(job.identity)),
      flag(job.survived),
      flag(job.unseen),
      flag(job.results_kept),
      iso(scenario, job.submitted),
      iso(scenario, job.granted),
      iso(scenario, job.started),
      iso(scenario, job.ended),
      milliseconds(job.takes),
      milliseconds(job.worked),
      milliseconds(job.kept),
      milliseconds(job.background_duration),
      milliseconds(job.needs.background_session),
      milliseconds(job.needs.interactive_session),
      milliseconds(job.needs.hard_limit),
      milliseconds(job.needs.total_runtime),
      job.continued_by == no_number ? "" : guarded(name_of_job(scenario, job.continued_by)),
      iso(scenario, job.identity_lost),
      iso(scenario, job.credentials_until),
      guarded(columns_of(seen, number)),
  };
  add_cost(results, job, fields);
  return fields;
}

// Named as an activity, with the population as its user.
std::vector<std::string> activity_row(const Population& population, const Activity& activity,
                                      const ActivityResult& result, bool incomplete) {
  std::vector<std::string> fields(names_before.size() + 1 + bucket_count);
  fields[0] = guarded(activity.name);
  fields[1] = guarded(population.name);
  fields[5] = "activity";
  for (std::string& field : activity_fields(result)) fields.push_back(std::move(field));
  fields.emplace_back(incomplete ? "true" : "false");
  return fields;
}

void add_activities(const Scenario& scenario, const Results& results, std::string& csv) {
  for (std::size_t i = 0; i < results.populations.size(); ++i) {
    const Population& population = scenario.populations[i];
    for (std::size_t a = 0; a < population.activities.size(); ++a) {
      end_row(csv, activity_row(population, population.activities[a], results.populations[i].activities[a],
                                results.incomplete));
    }
  }
}

}  // namespace

std::string jobs_csv(const Scenario& scenario, const Results& results) {
  std::string csv;
  const study::DataSeen seen(scenario, results);
  end_row(csv, header(scenario, false));
  for (Number job = 0; job < results.jobs.size(); ++job) end_row(csv, row(scenario, results, seen, job));
  return csv;
}

}  // namespace output

std::string report_csv(const Scenario& scenario, const Results& results) {
  using namespace output;
  if (!has_more(results)) return jobs_csv(scenario, results);
  std::string csv;
  const study::DataSeen seen(scenario, results);
  end_row(csv, header(scenario, true));
  for (Number job = 0; job < results.jobs.size(); ++job) {
    std::vector<std::string> fields = row(scenario, results, seen, job);
    fields.resize(fields.size() + activity_titles({}).size());
    fields.emplace_back(results.incomplete ? "true" : "false");
    end_row(csv, fields);
  }
  add_activities(scenario, results, csv);
  return csv;
}

}  // namespace outlive
