// sqlite_database of outlive/exports.hpp: fills the tables of sqlite_schema.cpp.
#include <limits>
#include <stdexcept>

#include "outlive/exports.hpp"
#include "outlive/version.hpp"
#include "sim/output/charges.hpp"
#include "sim/output/hosts.hpp"
#include "sim/output/json.hpp"
#include "sim/output/shortfall.hpp"
#include "sim/output/sqlite_writer.hpp"
#include "sim/output/summary.hpp"
#include "sim/output/words.hpp"
#include "sim/services/service.hpp"
#include "sim/study/quantities.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive {
namespace output {
namespace {

using sqlite::Rows;
using sqlite::Value;

constexpr std::monostate null{};

template <class Number>
Value whole(Number number) {
  return static_cast<std::int64_t>(number);
}
Value flag(bool value) { return std::int64_t{value ? 1 : 0}; }
Value text(std::string_view value) { return text::sanitize(value); }
Value word(std::string_view value) { return std::string(value); }
Value rule(Rule which) { return which == Rule::none ? Value{} : Value{std::string(id_of(which))}; }
Value length(Duration duration) { return duration == unlimited ? Value{} : Value{duration.count()}; }
Value reference(Number number) { return number == no_number ? Value{} : whole(number); }

Value wide(Int128 number) {
  if (number > std::numeric_limits<std::int64_t>::max()) {
    throw std::range_error("an amount is too large for 64 bits, and so for this database");
  }
  return static_cast<std::int64_t>(number);
}
Value nanos(Money money) { return wide(money.nanos()); }

class Filling {
 public:
  Filling(const Scenario& scenario, const Results& results) : scenario_(scenario), results_(results) {}

  std::string database() {
    writer_.execute("BEGIN;" + sqlite::create_tables());
    add_run();
    add_rules();
    add_people();
    add_sessions();
    add_jobs();
    add_shortfalls();
    add_hosts();
    add_skus();
    add_lines();
    add_costs();
    add_resources();
    add_counts();
    add_activities();
    writer_.execute(sqlite::create_indexes_and_views() + "COMMIT;");
    return writer_.bytes();
  }

 private:
  [[nodiscard]] Value at(Instant instant) const {
    return instant == never ? Value{} : Value{scenario_.start_unix_ms + instant.time_since_epoch().count()};
  }

  void add_run() {
    const Totals& totals = results_.totals;
    Rows(writer_, "runs")
        .add({whole(1), text(scenario_.title), at(Instant{}), at(scenario_.horizon), whole(scenario_.seed),
              word(hexadecimal(results_.fingerprint)), word(build_facts().version), flag(results_.incomplete),
              text(scenario_.prices.name), text(scenario_.prices.region), text(scenario_.prices.currency),
              nanos(totals.cost_of_all().total()), whole(totals.surviving_jobs), whole(totals.unseen_jobs),
              whole(totals.jobs_lost_in_background), whole(totals.background_sessions),
              whole(totals.events)});
  }

  void add_rules() {
    Rows rows(writer_, "rules");
    for (std::size_t i = 1; i < rule_count; ++i) {
      const RuleText& rule = text_of(static_cast<Rule>(i));
      rows.add({word(rule.id), word(rule.text), word(rule.source)});
    }
  }

  void add_people() {
    Rows users(writer_, "users");
    for (Number i = 0; i < scenario_.users.size(); ++i) {
      Json groups = Json::array();
      for (const std::string& group : scenario_.users[i].groups) groups.push_back(text::sanitize(group));
      users.add({whole(i), text(scenario_.users[i].name), word(groups.dump())});
    }
    Rows sign_ins(writer_, "sign_ins");
    for (Number i = 0; i < scenario_.sign_ins.size(); ++i) {
      const SignInSpec& spec = scenario_.sign_ins[i];
      const SignInResult& result = results_.sign_ins[i];
      sign_ins.add({whole(i), whole(spec.user), text(spec.name), at(result.started), at(result.ended),
                    result.cause == Cause::none ? Value{} : word(name_of(result.cause))});
    }
  }

  [[nodiscard]] Value service(Number work) const {
    if (work == no_number) return null;
    return word(services::service_of(scenario_.works[work].service).name);
  }

  void add_sessions() {
    Rows rows(writer_, "sessions");
    for (Number i = 0; i < scenario_.sessions.size(); ++i) {
      const SessionSpec& spec = scenario_.sessions[i];
      const SessionResult& session = results_.sessions[i];
      const Cells<Money> cost = results_.cost_of(session);
      std::int64_t idle = 0;
      if (!session.lines.empty()) {  // its meters run side by side
        const UsageLine& line = results_.lines[session.lines.first];
        idle = line.usage.bucket(Bucket::idle) / std::max<std::int64_t>(line.units, 1);
      }
      rows.add({whole(i), whole(spec.user), text(spec.name), service(spec.work),
                word(name_of(session.identity)), word(session.state), word(name_of(session.cause)),
                rule(session.rule), at(session.created), at(session.granted), at(session.ready),
                at(session.ended), at(session.identity_lost), length(session.background_duration),
                whole(session.jobs), length(session.worked), whole(idle), nanos(cost.bucket(Bucket::idle)),
                nanos(cost.total())});
    }
  }

  void add_jobs() {
    Rows rows(writer_, "jobs");
    for (Number i = 0; i < scenario_.jobs.size(); ++i) {
      const JobSpec& spec = scenario_.jobs[i];
      const JobResult& job = results_.jobs[i];
      const Work* work = work_of(scenario_, i);
      rows.add({whole(i),
                whole(spec.user),
                reference(spec.session),
                reference(spec.trace),
                text(name_of_job(scenario_, i)),
                work == nullptr ? Value{} : word(services::service_of(work->service).name),
                word(name_of(job.outcome)),
                word(name_of(job.cause)),
                rule(job.rule),
                word(job.state),
                word(name_of(job.identity)),
                flag(job.survived),
                flag(job.unseen),
                flag(job.lost_in_background),
                flag(job.results_kept),
                at(job.submitted),
                at(job.granted),
                at(job.started),
                at(job.ended),
                at(job.identity_lost),
                at(job.credentials_until),
                length(job.background_duration),
                length(job.takes),
                length(job.worked),
                length(job.kept),
                reference(job.continued_by),
                flag(!job.lines.empty()),
                nanos(results_.cost_of(job).total())});
    }
  }

  void add_shortfalls() {
    Rows rows(writer_, "shortfalls");
    for (Number i = 0; i < scenario_.jobs.size(); ++i) {
      std::int64_t position = 0;
      for (const Shortfall& each : shortfalls_of(scenario_, results_, i)) {
        rows.add({whole(i), whole(position++), word(each.limit), length(each.had), length(each.needed),
                  flag(each.possible())});
      }
    }
  }

  void add_hosts() {
    Rows rows(writer_, "hosts");
    for (Number i = 0; i < scenario_.hosts.size(); ++i) {
      const HostSpec& spec = scenario_.hosts[i];
      const HostResult& host = results_.hosts[i];
      rows.add({whole(i), whole(spec.user), text(spec.name), word(title_of(spec.type)), word(host.state),
                word(name_of(host.cause)), rule(host.rule), at(host.created), at(host.ready), at(host.ended),
                whole(host.lives), whole(host.sessions), length(host.up),
                nanos(results_.cost_of(host).total())});
    }
  }

  void add_skus() {
    Rows rows(writer_, "skus");
    for (SkuNumber i = 0; i < scenario_.prices.skus.size(); ++i) {
      const Sku& sku = scenario_.prices.skus[i];
      rows.add({whole(i), text(sku.name), text(study::service_of_sku(sku.name)), text(sku.usage_type),
                text(sku.unit), nanos(sku.price)});
    }
  }

  void add_lines() {
    Rows rows(writer_, "usage_lines");
    const std::vector<LineOwner> owners = owners_of_lines(scenario_, results_);
    for (Number i = 0; i < results_.lines.size(); ++i) {
      const UsageLine& line = results_.lines[i];
      if (line.sku == no_sku) continue;
      const LineOwner& owner = owners[i];
      rows.add({whole(i), whole(line.sku), reference(owner.user), reference(owner.session),
                reference(owner.job), reference(owner.host), whole(line.units), at(line.from),
                at(line.until)});
    }
  }

  void add_costs() {
    Rows rows(writer_, "costs");
    std::int64_t number = 0;
    for_each_charge(scenario_, results_, [&](const Charge& charge) {
      rows.add({whole(number++), reference(charge.line), whole(charge.sku), whole(charge.month.begin),
                word(name_of(charge.bucket)), word(name_of(charge.attendance)), whole(charge.usage),
                nanos(charge.cost)});
    });
  }

  void add_resources() {
    Rows rows(writer_, "resources");
    Rows uses(writer_, "resource_use");
    for (std::size_t i = 0; i < results_.resources.size(); ++i) {
      const ResourceResult& resource = results_.resources[i];
      rows.add({whole(i), text(resource.name), text(resource.unit),
                resource.limit == setting_none ? Value{} : whole(resource.limit), whole(resource.requests),
                whole(resource.refusals), whole(resource.queued), whole(resource.abandoned),
                wide(resource.queue_ms), wide(resource.unit_ms), whole(resource.peak), at(resource.peak_at),
                flag(resource.peak_is_bound()), whole(resource.peak_at_least)});
      const bool has_queue = !resource.most_queue.empty();
      for (std::size_t k = 0; k < resource.mean_use.size(); ++k) {
        uses.add({whole(i), at(Instant{resource.interval * static_cast<std::int64_t>(k)}),
                  whole(resource.mean_use[k]), whole(resource.most_use.at(k)), whole(resource.refused.at(k)),
                  whole(has_queue ? resource.mean_queue.at(k) : 0),
                  whole(has_queue ? resource.most_queue.at(k) : 0)});
      }
    }
  }

  void add_counts() {
    Rows jobs(writer_, "job_counts");
    for (const OutcomeCount& each : count_outcomes(results_.totals)) {
      jobs.add({word(name_of(each.outcome)), word(name_of(each.cause)), whole(each.jobs)});
    }
    Rows sessions(writer_, "session_counts");
    for (std::size_t cause = 0; cause < cause_count; ++cause) {
      const std::uint64_t count = results_.totals.sessions[cause];
      if (count > 0) sessions.add({word(name_of(static_cast<Cause>(cause))), whole(count)});
    }
  }

  void add_activities() {
    Rows rows(writer_, "activities");
    std::int64_t number = 0;
    for (std::size_t i = 0; i < results_.populations.size(); ++i) {
      const Population& population = scenario_.populations[i];
      for (std::size_t a = 0; a < population.activities.size(); ++a) {
        const ActivityResult& result = results_.populations[i].activities[a];
        std::uint64_t refusals = 0;
        for (const std::uint64_t count : result.refusals) refusals += count;
        rows.add({whole(number++), text(population.name), text(population.activities[a].name),
                  whole(result.wanted), whole(result.attempts), whole(refusals), whole(result.given_up),
                  whole(result.surviving_jobs), whole(result.unseen_jobs),
                  nanos(result.cost.bucket(Bucket::idle)), nanos(result.cost.total())});
      }
    }
  }

  const Scenario& scenario_;
  const Results& results_;
  sqlite::Writer writer_;
};

}  // namespace
}  // namespace output

std::string sqlite_database(const Scenario& scenario, const Results& results) {
  return output::Filling(scenario, results).database();
}

}  // namespace outlive
