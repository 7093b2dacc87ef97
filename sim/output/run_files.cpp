#include "sim/output/run_files.hpp"

#include <array>

#include "sim/output/json.hpp"
#include "sim/output/page.hpp"
#include "sim/output/replications_report.hpp"
#include "sim/output/report_charts.hpp"
#include "sim/output/results_tables.hpp"
#include "sim/output/run_document.hpp"
#include "sim/output/timeline_csv.hpp"

namespace outlive::output {
namespace {

std::string summary_of(const RunReport& run) {
  return summary_json(run.scenario, run.results, run.replications, run.verdicts, run.needed);
}

std::string responses_of(const RunReport& run) {
  const std::string& currency = run.scenario.prices.currency;
  if (run.replications != nullptr && run.replications->count > 0)
    return replications_csv(*run.replications, currency);
  study::Replications own{.wanted = 1, .count = 0, .responses = {}};
  own.add(run.scenario, run.results);
  return replications_csv(own, currency);
}

std::string report_of(const RunReport& run) {
  Json report = document_json(run_document(run.scenario, run.results, run.replications, run.needed));
  add_charts(report, run.scenario, run.results);
  return dump_compact(report);
}

std::string timeline_of(const RunReport& run) { return timeline_csv(run.scenario, run.results); }
std::string jobs_of(const RunReport& run) { return jobs_csv(run.scenario, run.results); }
std::string sessions_of(const RunReport& run) { return sessions_csv(run.scenario, run.results); }
std::string cost_of(const RunReport& run) { return cost_csv(run.scenario, run.results); }

std::string page_of(const RunReport& run) { return report_page(report_of(run)); }

constexpr std::array<RunFile, 8> files{{
    {"summary.json", "totals, cost, populations, resources, settings and verdicts", summary_of},
    {"summary.csv", "every response that runs are compared by, with its interval", responses_of},
    {"jobs.csv", "the fate of each job", jobs_of},
    {"sessions.csv", "the life of each session, app, application and cluster", sessions_of},
    {"cost.csv", "usage and cost by SKU, bucket and attendance", cost_of},
    {"timeline.csv", "cost, running work and use of resources over time", timeline_of},
    {"report.json", "the report as data: 'outlive report' renders it", report_of},
    {"report.html", "the report for a browser, with charts", page_of},
}};

}  // namespace

std::span<const RunFile> run_files() { return files; }

}  // namespace outlive::output
