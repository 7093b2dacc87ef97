// report_json of outlive/report.hpp. Keys stand in a fixed order and carry their unit; money is an exact
// decimal string.
#include <nlohmann/json.hpp>

#include "outlive/report.hpp"
#include "sim/output/capacity.hpp"
#include "sim/output/hosts.hpp"
#include "sim/output/json.hpp"
#include "sim/output/populations.hpp"
#include "sim/output/replications_report.hpp"
#include "sim/output/summary.hpp"
#include "sim/output/verdicts.hpp"
#include "sim/output/words.hpp"
#include "sim/services/service.hpp"
#include "sim/study/data_seen.hpp"
#include "sim/study/offboarding.hpp"
#include "sim/study/quantities.hpp"
#include "sim/study/run_record.hpp"

namespace outlive {
namespace output {
namespace {

constexpr int schema_version = 1;

Json word(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }
Json rule(Rule which) { return word(id_of(which)); }
Json milliseconds(Duration duration) {
  return duration == unlimited ? Json(nullptr) : Json(duration.count());
}
Json integer(Int128 number) { return Json(static_cast<std::int64_t>(number)); }

class JsonReport {
 public:
  JsonReport(const Scenario& scenario, const Results& results, const study::Replications* replications,
             const std::vector<Verdict>& verdicts, const NeededQuotas* needed)
      : scenario_(scenario),
        results_(results),
        replications_(replications),
        verdicts_(verdicts),
        needed_(needed),
        seen_(scenario, results),
        unit_(unit_key(scenario.prices.currency)) {}

  /// Without the rows of sessions, jobs and hosts, which have tables of their own beside it.
  Json summary() const {
    Json all = head();
    add_rest(all);
    return all;
  }

  Json document() const {
    Json all = head();
    all["sessions"] = sessions();
    all["jobs"] = jobs();
    all["hosts"] = hosts();
    add_rest(all);
    return all;
  }

 private:
  Json head() const {
    Json all;
    all["schema_version"] = schema_version;
    all["title"] = scenario_.title;
    all["start"] = iso(scenario_, Instant{});
    all["horizon_ms"] = scenario_.horizon.time_since_epoch().count();
    all["seed"] = scenario_.seed;
    all["fingerprint"] = hexadecimal(results_.fingerprint);
    all["incomplete"] = is_incomplete(results_, replications_);
    all["done_share"] = share_done(results_, replications_);
    all["totals"] = totals();
    all["cost"] = bill();
    all["populations"] = populations_json(scenario_, results_, unit_);
    return all;
  }

  void add_rest(Json& all) const {
    all["resources"] = resources_json(scenario_, results_);
    if (needed_ != nullptr) all["needed_quotas"] = needed_quotas_json(*needed_);
    all["offboarding"] = offboarding();
    all["traces"] = traces();
    all["ineffective"] = ineffective();
    all["replications"] = replications();
    add_settings(all);
    all["assumptions"] = assumptions_in_force(scenario_.assumptions);
    all["expectations"] = expectations();
  }

  // One run is one replication.
  Json replications() const {
    study::Replications own{.wanted = 1, .count = 0, .responses = {}};
    if (replications_ == nullptr) own.add(scenario_, results_);
    return replications_json(replications_ != nullptr ? *replications_ : own, scenario_.prices.currency);
  }

  Json at(Instant instant) const { return word(iso(scenario_, instant)); }

  Json cells(const Cells<Money>& cost) const {
    Json all;
    all["total" + unit_] = exact(cost.total());
    all["attended" + unit_] = exact(cost_while(cost, Attendance::attended));
    all["background" + unit_] = exact(cost_while(cost, Attendance::background));
    for (std::size_t i = 0; i < bucket_count; ++i) {
      const auto bucket = static_cast<Bucket>(i);
      Json& row = all[std::string(name_of(bucket))];
      row["attended" + unit_] = exact(cost.at(bucket, Attendance::attended));
      row["background" + unit_] = exact(cost.at(bucket, Attendance::background));
    }
    return all;
  }

  template <class Result>
  Json cost_of(const Result& result) const {
    return result.lines.empty() ? Json(nullptr) : cells(results_.cost_of(result));
  }

  Json totals() const {
    const Totals& totals = results_.totals;
    Json all;
    std::uint64_t jobs = scenario_.jobs.size();
    std::uint64_t sessions = scenario_.sessions.size();
    for (const PopulationResult& population : results_.populations) {
      for (const ActivityResult& activity : population.activities) {
        const ActivityCounts counts = counts_of(activity);
        jobs += counts.completed + counts.other;
        sessions += counts.sessions;
      }
    }
    all["users"] = all_users(scenario_, results_);
    all["jobs"] = jobs;
    for (std::size_t i = 0; i < outcome_count; ++i) {
      const auto outcome = static_cast<Outcome>(i);
      all[std::string(name_of(outcome))] = totals.jobs_with(outcome);
    }
    all["surviving"] = totals.surviving_jobs;
    all["unseen"] = totals.unseen_jobs;
    Json& by_cause = all["jobs_by_cause"] = Json::array();
    for (const OutcomeCount& row : count_outcomes(totals)) {
      by_cause.push_back(
          {{"outcome", name_of(row.outcome)}, {"cause", name_of(row.cause)}, {"jobs", row.jobs}});
    }
    all["sessions"] = sessions;
    Json& ended = all["sessions_by_cause"] = Json::array();
    for (std::size_t i = 0; i < cause_count; ++i) {
      if (totals.sessions[i] == 0) continue;
      ended.push_back({{"cause", name_of(static_cast<Cause>(i))}, {"sessions", totals.sessions[i]}});
    }
    all["background_sessions"] = totals.background_sessions;
    all["events"] = totals.events;
    return all;
  }

  Json bill() const {
    Json all;
    all["currency"] = scenario_.prices.currency;
    all["region"] = word(scenario_.prices.region);
    all["all"] = cells(results_.totals.cost_of_all());
    Json& skus = all["skus"] = Json::array();
    for (std::size_t i = 0; i < results_.totals.cost.size(); ++i) {
      if (results_.totals.usage[i].total() == 0) continue;
      const Sku& sku = scenario_.prices.skus[i];
      Json row;
      row["sku"] = sku.name;
      row["unit"] = sku.unit;
      row["price" + unit_] = exact(sku.price);
      row["usage_unit_ms"] = results_.totals.usage[i].total();
      row["cost"] = cells(results_.totals.cost[i]);
      skus.push_back(std::move(row));
    }
    return all;
  }

  Json sessions() const {
    Json all = Json::array();
    for (Number i = 0; i < results_.sessions.size(); ++i) {
      const SessionResult& session = results_.sessions[i];
      const SessionSpec& spec = scenario_.sessions[i];
      Json row;
      row["name"] = spec.name;
      row["user"] = scenario_.users[spec.user].name;
      row["service"] = services::service_of(scenario_.works[spec.work].service).name;
      row["units"] = scenario_.works[spec.work].units;
      row["state"] = word(session.state);
      row["ended_by"] = name_of(session.cause);
      row["rule"] = rule(session.rule);
      row["identity"] = name_of(session.identity);
      row["rejected"] = session.rejected();
      row["created"] = at(session.created);
      row["granted"] = at(session.granted);
      row["ready"] = at(session.ready);
      row["last_work"] = at(session.last_work);
      row["ended"] = at(session.ended);
      row["background_session_ms"] = milliseconds(session.background_duration);
      row["jobs"] = session.jobs;
      row["worked_ms"] = milliseconds(session.worked);
      row["identity_lost"] = at(session.identity_lost);
      row["cost"] = cost_of(session);
      all.push_back(std::move(row));
    }
    return all;
  }

  Json jobs() const {
    Json all = Json::array();
    for (Number i = 0; i < results_.jobs.size(); ++i) all.push_back(job(i));
    return all;
  }

  Json job(Number number) const {
    const JobResult& result = results_.jobs[number];
    const JobSpec& spec = scenario_.jobs[number];
    const Work* work = work_of(scenario_, number);
    Json row;
    row["name"] = name_of_job(scenario_, number);
    row["user"] = scenario_.users[spec.user].name;
    row["session"] = spec.session == no_number ? Json(nullptr) : Json(scenario_.sessions[spec.session].name);
    row["trace"] = spec.trace == no_number ? Json(nullptr) : Json(spec.trace);
    row["service"] = work == nullptr ? Json(nullptr) : Json(services::service_of(work->service).name);
    row["type"] = spec.session != no_number ? Json("statement") : job_type(work);
    row["outcome"] = name_of(result.outcome);
    row["cause"] = name_of(result.cause);
    row["rule"] = rule(result.rule);
    row["state"] = word(result.state);
    row["identity"] = name_of(result.identity);
    row["survived_sign_out"] = result.survived;
    row["unseen"] = result.unseen;
    row["results_kept"] = result.results_kept;
    row["submitted"] = at(result.submitted);
    row["granted"] = at(result.granted);
    row["started"] = at(result.started);
    row["ended"] = at(result.ended);
    row["takes_ms"] = milliseconds(result.takes);
    row["worked_ms"] = milliseconds(result.worked);
    row["kept_ms"] = milliseconds(result.kept);
    row["background_session_ms"] = milliseconds(result.background_duration);
    row["needs_background_session_ms"] = milliseconds(result.needs.background_session);
    row["needs_interactive_session_ms"] = milliseconds(result.needs.interactive_session);
    row["needs_hard_limit_ms"] = milliseconds(result.needs.hard_limit);
    row["needs_total_runtime_ms"] = milliseconds(result.needs.total_runtime);
    row["continued_by"] =
        result.continued_by == no_number ? Json(nullptr) : Json(name_of_job(scenario_, result.continued_by));
    row["identity_lost"] = at(result.identity_lost);
    row["credentials_until"] = at(result.credentials_until);
    const auto columns = seen_.columns(number);
    row["columns"] = columns ? Json(*columns) : Json(nullptr);
    row["cost"] = cost_of(result);
    return row;
  }

  Json hosts() const {
    Json all = Json::array();
    for (Number i = 0; i < results_.hosts.size(); ++i) {
      const HostResult& host = results_.hosts[i];
      const HostSpec& spec = scenario_.hosts[i];
      Json row;
      row["name"] = spec.name;
      row["user"] = scenario_.users[spec.user].name;
      row["type"] = name_of(spec.type);
      row["state"] = word(host.state);
      row["ended_by"] = name_of(host.cause);
      row["rule"] = rule(host.rule);
      row["lives"] = host.lives;
      row["sessions"] = host.sessions;
      row["created"] = at(host.created);
      row["ready"] = at(host.ready);
      row["ended"] = at(host.ended);
      row["up_ms"] = milliseconds(host.up);
      row["cost"] = cost_of(host);
      all.push_back(std::move(row));
    }
    return all;
  }

  Json offboarding() const {
    Json all = Json::array();
    for (const study::Offboarding& each : study::offboardings(scenario_, results_)) {
      Json row;
      row["line"] = each.moment.line;
      row["at"] = at(each.moment.at);
      row["act"] = each.act;
      Json& users = row["users"] = Json::array();
      for (const Number user : each.users) users.push_back(scenario_.users[user].name);
      row["jobs"] = each.jobs;
      row["sessions"] = each.sessions;
      row["last_stop"] = at(each.last_stop);
      row["takes_ms"] = milliseconds(each.takes());
      row["last_credential"] = at(each.last_credential);
      all.push_back(std::move(row));
    }
    return all;
  }

  static Json job_type(const Work* work) {
    return work == nullptr ? Json(nullptr) : word(services::service_of(work->service).type);
  }

  Json traces() const {
    Json all = Json::array();
    for (std::size_t i = 0; i < results_.traces.size(); ++i) {
      const TraceResult& trace = results_.traces[i];
      Json row;
      row["path"] = scenario_.traces[i].path;
      row["rows"] = scenario_.traces[i].rows;
      row["rows_refused"] = scenario_.traces[i].refused.size();
      row["jobs"] = trace.jobs;
      row["survived"] = trace.survived;
      row["killed"] = trace.killed;
      row["unfinished"] = trace.unfinished;
      row["ties_at_limit"] = trace.ties_at_limit;
      row["background_sessions"] = trace.background_sessions;
      row["total_resource_ms"] = integer(trace.total_resource_ms);
      row["run_resource_ms"] = integer(trace.run_resource_ms);
      row["forgone_resource_ms"] = integer(trace.forgone_resource_ms);
      row["wasted_resource_ms"] = integer(trace.wasted_resource_ms);
      row["peak_running"] = trace.peak_running;
      row["peak_running_at_ms"] = trace.peak_running_at.time_since_epoch().count();
      row["peak_running_at"] = at(trace.peak_running_at);
      row["peak_resources"] = trace.peak_resources;
      row["peak_resources_at_ms"] = trace.peak_resources_at.time_since_epoch().count();
      row["peak_resources_at"] = at(trace.peak_resources_at);
      all.push_back(std::move(row));
    }
    return all;
  }

  Json ineffective() const {
    Json all = Json::array();
    for (const Ineffective& each : results_.ineffective) {
      all.push_back({{"at", at(each.at)}, {"line", each.line}, {"what", each.what}});
    }
    return all;
  }

  // In force at the start of the study.
  void add_settings(Json& all) const {
    Json& everybodys = all["settings"];
    for (std::size_t i = 0; i < setting_count; ++i) {
      const auto setting = static_cast<Setting>(i);
      add_setting(everybodys, std::string(info_of(setting).key),
                  scenario_.settings.at(setting, start_of_study));
    }
    Json& of_domains = all["settings_of_domains"] = Json::object();
    Json& of_accounts = all["settings_of_accounts"] = Json::object();
    for (const auto& [setting, value] : study::own_settings_of(scenario_)) {
      switch (setting.scope) {
        case Scope::general: add_setting(everybodys, setting.key, value); break;
        case Scope::domain: add_setting(of_domains[setting.owner], setting.key, value); break;
        case Scope::account: add_setting(of_accounts[setting.owner], setting.key, value); break;
      }
    }
  }

  static void add_setting(Json& all, const std::string& key, SettingValue value) {
    const auto setting = setting_named(key);
    const SettingType type = setting ? info_of(*setting).type : SettingType::count;  // of instances
    if (type == SettingType::flag) {
      all[key] = value != 0;
    } else {
      all[type == SettingType::duration ? key + "_ms" : key] =
          value == setting_none ? Json(nullptr) : Json(value);
    }
  }

  Json expectations() const {
    Json all = Json::array();
    for (const Judgement& judgement : judge(verdicts_)) all.push_back(judgement_json(judgement));
    return all;
  }

  const Scenario& scenario_;
  const Results& results_;
  const study::Replications* replications_;
  const std::vector<Verdict>& verdicts_;
  const NeededQuotas* needed_;  // nothing if nobody asked
  const study::DataSeen seen_;
  std::string unit_;  // behind every key of an amount
};

}  // namespace

std::string report_json(const Scenario& scenario, const Results& results,
                        const study::Replications* replications, const std::vector<Verdict>& verdicts,
                        const NeededQuotas* needed) {
  return dump(JsonReport(scenario, results, replications, verdicts, needed).document());
}

std::string summary_json(const Scenario& scenario, const Results& results,
                         const study::Replications* replications, const std::vector<Verdict>& verdicts,
                         const NeededQuotas* needed) {
  return dump(JsonReport(scenario, results, replications, verdicts, needed).summary());
}

}  // namespace output

std::string report_json(const Scenario& scenario, const Results& results) {
  return output::report_json(scenario, results, nullptr, check(scenario, results));
}

}  // namespace outlive
