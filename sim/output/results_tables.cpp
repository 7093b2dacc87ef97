#include "sim/output/results_tables.hpp"

#include <iterator>
#include <vector>

#include "sim/output/csv.hpp"
#include "sim/output/hosts.hpp"
#include "sim/output/json.hpp"
#include "sim/output/words.hpp"
#include "sim/services/service.hpp"

namespace outlive::output {
namespace {

using csv::end_row;
using csv::guarded;
using csv::milliseconds;

void append(std::vector<std::string>& fields, std::vector<std::string> more) {
  fields.insert(fields.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::vector<std::string> session_titles(const std::string& unit) {
  std::vector<std::string> titles{"name",         "user",      "kind",      "service",
                                  "units",        "state",     "ended_by",  "rule",
                                  "identity",     "rejected",  "created",   "granted",
                                  "ready",        "last_work", "ended",     "background_session_ms",
                                  "jobs",         "sessions",  "worked_ms", "up_ms",
                                  "identity_lost"};
  append(titles, cost_titles(unit));
  return titles;
}

std::vector<std::string> session_row(const Scenario& scenario, const Results& results, Number number) {
  const SessionResult& session = results.sessions[number];
  const SessionSpec& spec = scenario.sessions[number];
  const Work& work = scenario.works[spec.work];
  std::vector<std::string> fields{guarded(spec.name),
                                  guarded(scenario.users[spec.user].name),
                                  "session",
                                  std::string(services::service_of(work.service).name),
                                  std::to_string(work.units),
                                  std::string(session.state),
                                  std::string(name_of(session.cause)),
                                  std::string(id_of(session.rule)),
                                  std::string(name_of(session.identity)),
                                  session.rejected() ? "true" : "false",
                                  iso(scenario, session.created),
                                  iso(scenario, session.granted),
                                  iso(scenario, session.ready),
                                  iso(scenario, session.last_work),
                                  iso(scenario, session.ended),
                                  milliseconds(session.background_duration),
                                  std::to_string(session.jobs),
                                  "",
                                  milliseconds(session.worked),
                                  "",
                                  iso(scenario, session.identity_lost)};
  append(fields, cost_fields(results.cost_of(session)));
  return fields;
}

std::vector<std::string> host_row(const Scenario& scenario, const Results& results, Number number) {
  const HostResult& host = results.hosts[number];
  const HostSpec& spec = scenario.hosts[number];
  std::vector<std::string> fields{guarded(spec.name),
                                  guarded(scenario.users[spec.user].name),
                                  std::string(name_of(spec.type)),
                                  "",
                                  "",
                                  std::string(host.state),
                                  std::string(name_of(host.cause)),
                                  std::string(id_of(host.rule)),
                                  "",
                                  "",
                                  iso(scenario, host.created),
                                  "",
                                  iso(scenario, host.ready),
                                  "",
                                  iso(scenario, host.ended),
                                  "",
                                  "",
                                  std::to_string(host.sessions),
                                  "",
                                  milliseconds(host.up),
                                  ""};
  append(fields, cost_fields(results.cost_of(host)));
  return fields;
}

}  // namespace

std::vector<std::string> cost_titles(const std::string& unit) {
  std::vector<std::string> titles{"cost" + unit};
  for (std::size_t i = 0; i < bucket_count; ++i) {
    titles.push_back("cost_" + std::string(name_of(static_cast<Bucket>(i))) + unit);
  }
  return titles;
}

std::vector<std::string> cost_fields(const Cells<Money>& cost) {
  std::vector<std::string> fields{exact(cost.total())};
  for (std::size_t i = 0; i < bucket_count; ++i) fields.push_back(exact(cost.bucket(static_cast<Bucket>(i))));
  return fields;
}

std::string sessions_csv(const Scenario& scenario, const Results& results) {
  std::string csv;
  end_row(csv, session_titles(unit_key(scenario.prices.currency)));
  for (Number i = 0; i < results.sessions.size(); ++i) end_row(csv, session_row(scenario, results, i));
  for (Number i = 0; i < results.hosts.size(); ++i) end_row(csv, host_row(scenario, results, i));
  return csv;
}

std::string cost_csv(const Scenario& scenario, const Results& results) {
  const std::string unit = unit_key(scenario.prices.currency);
  std::string csv;
  end_row(csv, {"sku", "unit", "price" + unit, "bucket", "attendance", "usage_unit_ms", "cost" + unit});
  for (std::size_t number = 0; number < results.totals.cost.size(); ++number) {
    const Sku& sku = scenario.prices.skus[number];
    for (std::size_t i = 0; i < bucket_count; ++i) {
      for (const Attendance attendance : {Attendance::attended, Attendance::background}) {
        const auto bucket = static_cast<Bucket>(i);
        const std::int64_t usage = results.totals.usage[number].at(bucket, attendance);
        const Money cost = results.totals.cost[number].at(bucket, attendance);
        if (usage == 0 && cost == Money{}) continue;
        end_row(csv, {guarded(sku.name), sku.unit, exact(sku.price), std::string(name_of(bucket)),
                      std::string(name_of(attendance)), std::to_string(usage), exact(cost)});
      }
    }
  }
  return csv;
}

}  // namespace outlive::output
