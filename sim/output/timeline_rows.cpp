#include "sim/output/timeline_rows.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "sim/identity/kinds.hpp"
#include "sim/services/kinds.hpp"

namespace outlive::output {
namespace {

using lifetime::Part;
using RowsByKey = std::map<RowKey, TimelineRow>;

/// Nothing for what is told nowhere: notebooks, credentials, warm pools.
std::optional<RowKey> key_of(const LifeEvent& event, Number member) {
  if (event.kind == identity::background_session_kind.name) {
    if (event.session == no_number && event.job == no_number) return std::nullopt;
    return RowKey{RowKind::background_session, member, event.session, event.job};
  }
  const auto& kinds = services::all_kinds();
  const auto kind =
      std::find_if(kinds.begin(), kinds.end(), [&](const auto& each) { return each.name == event.kind; });
  if (kind == kinds.end()) return std::nullopt;
  switch (kind->part) {
    case Part::sign_in: return RowKey{RowKind::sign_in, member, no_number, event.sign_in};
    case Part::session: return RowKey{RowKind::session, member, event.session, no_number};
    case Part::job: return RowKey{RowKind::job, member, no_number, event.job};
    case Part::host: return RowKey{RowKind::host, member, no_number, event.host};
    default: return std::nullopt;
  }
}

void read(const LifeEvent& event, Number member, RowsByKey& rows) {
  const auto key = key_of(event, member);
  if (!key) return;
  TimelineRow& row = rows[*key];
  row.key = *key;
  row.user = event.user;
  row.kind = event.kind;
  const bool has_ended = event.cause != Cause::none;
  row.cause = event.cause;
  row.rule = has_ended ? event.rule : Rule::none;
  if (!row.spans.empty() && row.spans.back().until == never) row.spans.back().until = event.at;
  if (!has_ended || row.spans.empty())
    row.spans.push_back({event.at, has_ended ? event.at : never, event.state});
}

/// What was refused never lived: it is told at the moment of its refusal.
void add_refused(const Scenario& scenario, const Results& results, RowsByKey& rows) {
  const auto add = [&](const RowKey& key, Number user, Instant at, std::string_view state, Cause cause,
                       Rule rule) {
    rows.try_emplace(
        key,
        TimelineRow{
            .key = key, .spans = {{at, at, state}}, .user = user, .kind = {}, .cause = cause, .rule = rule});
  };
  for (Number i = 0; i < results.sessions.size(); ++i) {
    const SessionResult& session = results.sessions[i];
    if (!session.rejected()) continue;
    add({RowKind::session, no_number, i, no_number}, scenario.sessions[i].user, session.created,
        session.state, session.cause, session.rule);
  }
  for (Number i = 0; i < results.jobs.size(); ++i) {
    const JobResult& job = results.jobs[i];
    if (job.outcome != Outcome::rejected || job.submitted == never) continue;
    add({RowKind::job, no_number, no_number, i}, scenario.jobs[i].user, job.submitted, "REJECTED", job.cause,
        job.rule);
  }
}

Money cost_of(const RowKey& key, const Results& results) {
  if (key.member != no_number) return {};
  switch (key.kind) {
    case RowKind::session: return results.cost_of(results.sessions[key.session]).total();
    case RowKind::job: return results.cost_of(results.jobs[key.number]).total();
    case RowKind::host: return results.cost_of(results.hosts[key.number]).total();
    default: return {};
  }
}

void finish(const Scenario& scenario, const Results& results, TimelineRow& row) {
  if (row.end() == never) row.spans.back().until = scenario.horizon;
  row.cost = cost_of(row.key, results);
  const auto took_no_time = [](const TimelineRow::Span& span) { return span.from == span.until; };
  // Of a row that is nothing else one such state remains.
  const auto first = std::find_if_not(row.spans.begin(), row.spans.end(), took_no_time);
  if (first == row.spans.end()) {
    row.spans.erase(row.spans.begin(), row.spans.end() - 1);
  } else {
    std::erase_if(row.spans, took_no_time);
  }
}

bool comes_first(const TimelineRow& a, const TimelineRow& b) {
  if (a.cost != b.cost) return a.cost > b.cost;
  return std::tuple(b.end() - b.begin(), a.key) < std::tuple(a.end() - a.begin(), b.key);
}

}  // namespace

std::vector<TimelineRow> timeline_rows(const Scenario& scenario, const Results& results) {
  RowsByKey rows;
  for (const LifeEvent& event : results.lives) read(event, no_number, rows);
  if (!results.lives.empty()) add_refused(scenario, results, rows);
  for (const LifeEvent& event : results.sampled_lives) read(event, event.user, rows);
  std::vector<TimelineRow> all;
  for (auto& [key, row] : rows) {
    finish(scenario, results, row);
    all.push_back(std::move(row));
  }
  std::sort(all.begin(), all.end(), comes_first);
  return all;
}

std::vector<LifeEvent> life_of_row(const RowKey& key, const Results& results) {
  const bool sampled = key.member != no_number;
  std::vector<LifeEvent> life;
  for (const LifeEvent& event : sampled ? results.sampled_lives : results.lives) {
    if (sampled && event.user != key.member) continue;
    bool of_it = false;
    switch (key.kind) {
      case RowKind::session: of_it = event.session == key.session && event.job == no_number; break;
      case RowKind::job: of_it = event.job == key.number; break;
      default: of_it = key_of(event, key.member) == key; break;
    }
    if (of_it) life.push_back(event);
  }
  return life;
}

}  // namespace outlive::output
