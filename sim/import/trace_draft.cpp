#include "sim/import/trace_draft.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "sim/output/csv.hpp"
#include "sim/text/instant.hpp"
#include "sim/text/number.hpp"
#include "sim/text/sanitize.hpp"
#include "sim/text/yaml_scalar.hpp"

namespace outlive::import {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

/// Midnight before the first submission, so that offsets are easy to read.
std::int64_t start_of(const TraceDraft& draft) {
  if (draft.jobs.empty()) return 0;
  const auto first = std::min_element(
      draft.jobs.begin(), draft.jobs.end(),
      [](const RecordedJob& a, const RecordedJob& b) { return a.submitted_ms < b.submitted_ms; });
  const std::int64_t at = first->submitted_ms;
  return at - ((at % day_ms) + day_ms) % day_ms;
}

std::int64_t days_until_all_have_ended(const TraceDraft& draft) {
  std::int64_t end = 0;
  const std::int64_t start = start_of(draft);
  for (const RecordedJob& job : draft.jobs) end = std::max(end, job.started_ms + job.duration_ms - start);
  return end / day_ms + 1;
}

std::string seconds(std::int64_t ms) {
  return ms % 1000 == 0 ? std::to_string(ms / 1000) : text::format_scaled(ms, 3);
}

/// Control characters have no place in a table either.
std::string cell(const std::string& text) { return output::csv::guarded(text::sanitize(text)); }

}  // namespace

std::uint64_t settle(TraceDraft& draft) {
  if (std::any_of(draft.jobs.begin(), draft.jobs.end(),
                  [](const RecordedJob& job) { return job.gpus > 0; })) {
    draft.unit = "gpus";
    for (RecordedJob& job : draft.jobs) job.units = job.gpus;
  }
  std::stable_sort(draft.jobs.begin(), draft.jobs.end(), [](const RecordedJob& a, const RecordedJob& b) {
    return a.submitted_ms < b.submitted_ms;
  });
  std::set<std::string> taken;
  for (const RecordedJob& job : draft.jobs) taken.insert(job.name);
  std::map<std::string, std::uint64_t> seen;
  std::uint64_t renamed = 0;
  for (RecordedJob& job : draft.jobs) {
    std::uint64_t& number = seen[job.name];
    if (++number == 1) continue;
    std::string name = job.name + "." + std::to_string(number);
    while (taken.contains(name)) name = job.name + "." + std::to_string(++number);
    taken.insert(name);
    job.name = std::move(name);
    ++renamed;
  }
  return renamed;
}

std::string trace_csv(const TraceDraft& draft) {
  std::string csv;
  output::csv::end_row(
      csv, {"job", "user", "queue", "submitted_s", "started_s", "duration_s", draft.unit, "outcome"});
  const std::int64_t start = start_of(draft);
  for (const RecordedJob& job : draft.jobs) {
    output::csv::end_row(csv, {cell(job.name), cell(job.user), cell(job.queue),
                               seconds(job.submitted_ms - start), seconds(job.started_ms - start),
                               seconds(job.duration_ms), std::to_string(job.units), cell(job.outcome)});
  }
  return csv;
}

std::string trace_scenario(const TraceDraft& draft, std::string_view csv_name) {
  std::string yaml;
  for (const std::string& comment : draft.comments) yaml += "# " + text::sanitize(comment) + "\n";
  yaml += "outlive: 1\ntitle: " + text::yaml_scalar(draft.title) + "\n";
  yaml += "start: " + text::format_instant(start_of(draft)) + "\n";
  yaml += "horizon: " + std::to_string(days_until_all_have_ended(draft)) + "d\n\n";
  yaml += "settings:\n  identity_center: {background_sessions: {duration: 7d}}\n\n";
  yaml += "workload:\n  traces:\n    - file: " + text::yaml_scalar(csv_name) + "\n";
  yaml +=
      "      columns: {id: job, user: user, submitted: submitted_s, started: started_s, duration: "
      "duration_s, "
      "units: " +
      draft.unit + "}\n";
  yaml += "      times: {unit: s}\n";
  yaml +=
      "      anchor: start          # or submission: then waiting counts against the background session\n";
  return yaml;
}

}  // namespace outlive::import
