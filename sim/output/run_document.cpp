#include "sim/output/run_document.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "sim/output/capacity.hpp"
#include "sim/output/headline.hpp"
#include "sim/output/hosts.hpp"
#include "sim/output/offboarding.hpp"
#include "sim/output/populations.hpp"
#include "sim/output/replications_report.hpp"
#include "sim/output/summary.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t most_rows = 50;  // of a ranking: the tables of the results have all
constexpr std::size_t markdown_rows = 10;
constexpr std::size_t outcomes_on_screen = 10;
constexpr std::size_t few_on_screen = 5;
constexpr std::size_t some_on_screen = 8;
constexpr std::size_t acts_on_screen = 4;

double share(Int128 part, Int128 whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

Section section(std::string id, std::string title, std::vector<std::string> columns, std::size_t words) {
  Section made;
  made.id = std::move(id);
  made.title = std::move(title);
  made.columns = std::move(columns);
  made.words = words;
  made.in_markdown = markdown_rows;
  made.more_in = "summary.json of -o FOLDER";
  return made;
}

class RunDocument {
 public:
  RunDocument(const Scenario& scenario, const Results& results, const study::Replications* replications,
              const NeededQuotas* needed)
      : scenario_(scenario),
        results_(results),
        replications_(replications),
        label_(label_of_first(replications)),
        needed_(needed),
        summary_(summarise(scenario, results)),
        currency_(scenario.prices.currency) {}

  Document whole() {
    Document document{.kind = "run", .title = scenario_.title, .replication = label_};
    if (is_incomplete(results_, replications_))
      document.warnings.push_back(incomplete_line(results_, replications_));
    const std::string told = headline(scenario_, results_, summary_);
    document.headline.push_back(label_.empty() ? told : "R" + label_.substr(1) + ": " + told);
    document.footer = footer(scenario_, results_);
    if (!label_.empty()) document.footer.push_back("events and fingerprint of " + label_);
    if (!results_.populations.empty() && replications_ == nullptr) {
      document.footer.emplace_back(one_replication);
    }
    add_replications();
    add_populations();
    add_jobs();
    add_traces();
    add_cost();
    add_hosts();
    add_capacity();
    if (needed_ != nullptr) sections_.push_back(needed_quotas_section(*needed_));
    add_forgotten();
    add_offboarding();
    add_needs();
    add_ineffective();
    document.sections = std::move(sections_);
    return document;
  }

 private:
  /// Of several replications everything but what is told over all of them is of the first, and says so.
  void add(Section section) {
    if (!label_.empty() && !section.title.empty()) section.title += ", " + label_;
    sections_.push_back(std::move(section));
  }

  /// Its title stands over its first column, unless it says more than there is room for.
  void add_table(Section table) {
    if (label_.empty()) table.columns.front().clear();
    add(std::move(table));
  }

  void add_replications() {
    if (replications_ == nullptr || replications_->count == 0) return;
    sections_.push_back(replications_section(*replications_));
    Section capacity = capacity_replications_section(*replications_, scarce_resources(results_));
    if (!capacity.rows.empty()) sections_.push_back(std::move(capacity));
  }

  [[nodiscard]] const std::string& user_name(Number user) const { return scenario_.users[user].name; }

  void add_jobs() {
    if (summary_.outcomes.empty()) return;
    Section jobs = section("jobs", "Jobs", {"outcome", "cause", "jobs"}, 2);
    jobs.grouped = true;
    jobs.on_screen = outcomes_on_screen;
    jobs.in_markdown = all_rows;
    for (const OutcomeCount& row : summary_.outcomes) {
      jobs.rows.push_back(
          {std::string(name_of(row.outcome)), std::string(name_of(row.cause)), grouped(row.jobs)});
      jobs.bars.push_back(share(row.jobs, summary_.jobs));
    }
    const bool somebody_signs_in = !results_.sign_ins.empty() || !results_.populations.empty();
    if (somebody_signs_in) {  // traces: nobody signed in or out
      jobs.items = {
          grouped(results_.totals.surviving_jobs) + " surviving: completed after their sign-in had ended",
          grouped(results_.totals.unseen_jobs) + " unseen: completed, but nobody can have the results"};
    }
    add_table(std::move(jobs));
  }

  void add_populations() {
    if (results_.populations.empty()) return;
    Section starts = activity_section("populations", "Populations", start_columns());
    if (std::string refused = refusals_line(results_); !refused.empty())
      starts.items.push_back(std::move(refused));
    add_table(std::move(starts));
    Section outcomes = activity_section("outcomes", "What came of it", outcome_columns(currency_));
    for (std::size_t i = 0; i < results_.populations.size(); ++i) {
      outcomes.items.push_back(population_line(scenario_.populations[i], results_.populations[i]));
    }
    add_table(std::move(outcomes));
  }

  [[nodiscard]] Section activity_section(std::string id, std::string title,
                                         const std::vector<ActivityColumn>& what) const {
    Section activities = section(std::move(id), std::move(title), {"activity"}, 1);
    activities.on_screen = some_on_screen;
    activities.in_markdown = all_rows;
    for (const ActivityColumn& column : what) activities.columns.push_back(column.title);
    for (std::size_t i = 0; i < results_.populations.size(); ++i) {
      const Population& population = scenario_.populations[i];
      for (std::size_t a = 0; a < population.activities.size(); ++a) {
        std::vector<std::string> cells{name_of_activity(population, population.activities[a])};
        for (const ActivityColumn& column : what)
          cells.push_back(column.cell(results_.populations[i].activities[a]));
        activities.rows.push_back(std::move(cells));
      }
    }
    return activities;
  }

  void add_traces() {
    if (results_.traces.empty()) return;
    Section traces =
        section("traces", "Traces",
                {"trace", "jobs", "survived", "killed", "running", "ran h", "forgone h", "wasted h"}, 1);
    traces.on_screen = some_on_screen;
    for (std::size_t i = 0; i < results_.traces.size(); ++i) {
      const TraceResult& trace = results_.traces[i];
      const TraceSpec& source = scenario_.traces[i];
      traces.rows.push_back({std::filesystem::path(source.path).filename().string(), grouped(trace.jobs),
                             grouped(trace.survived), grouped(trace.killed), grouped(trace.unfinished),
                             hours(trace.run_resource_ms), hours(trace.forgone_resource_ms),
                             hours(trace.wasted_resource_ms)});
      if (!source.refused.empty())
        traces.items.push_back(counted(source.refused.size(), "row") + " of " + source.path + " not usable");
    }
    add_table(std::move(traces));
  }

  void add_cost() {
    Section cost = section("cost", "Cost in " + currency_,
                           {"service", "bucket", "attended", "background", "total", "share"}, 2);
    cost.grouped = true;
    cost.in_markdown = all_rows;
    if (summary_.services.empty()) {
      cost.title = "Cost";
      cost.sentences.emplace_back("nothing was billed");
      return add_table(std::move(cost));
    }
    const Money whole = summary_.cost.total();
    for (const ServiceCost& service : summary_.services) {
      for (std::size_t i = 0; i < bucket_count; ++i) {
        const auto bucket = static_cast<Bucket>(i);
        const Money sum = service.cost.bucket(bucket);
        if (sum == Money{}) continue;
        cost.rows.push_back({service.service, std::string(name_of(bucket)),
                             cents(service.cost.at(bucket, Attendance::attended)),
                             cents(service.cost.at(bucket, Attendance::background)), cents(sum),
                             percent(sum, whole)});
        cost.bars.push_back(share(sum.nanos(), whole.nanos()));
      }
    }
    cost.rows.push_back({"total", "", cents(cost_while(summary_.cost, Attendance::attended)),
                         cents(cost_while(summary_.cost, Attendance::background)), cents(whole), ""});
    add_table(std::move(cost));
  }

  // The cause of the end is told where there is room for it.
  void add_forgotten() {
    if (summary_.forgotten.empty()) return;
    Section forgotten = section("forgotten", "Dearest forgotten",
                                {"session", "user", "ended by", "idle for", "in " + currency_}, 3);
    forgotten.on_screen = few_on_screen;
    forgotten.spare = 2;
    const std::size_t rows = std::min(most_rows, summary_.forgotten.size());
    for (std::size_t i = 0; i < rows; ++i) {
      const Forgotten& each = summary_.forgotten[i];
      const SessionSpec& spec = scenario_.sessions[each.session];
      forgotten.rows.push_back({spec.name, user_name(spec.user),
                                std::string(name_of(results_.sessions[each.session].cause)), span(each.idle),
                                cents(each.cost)});
    }
    forgotten.more_in = "sessions.csv of -o FOLDER";
    forgotten.more = summary_.forgotten.size() - rows;
    add_table(std::move(forgotten));
  }

  void add_hosts() {
    const std::vector<HostCost> ranked = rank_hosts(results_);
    if (ranked.empty()) return;
    Section hosts = section("hosts", "Hosts in " + currency_,
                            {"host", "user", "ended by", "up", "sessions", "idle", "total"}, 3);
    hosts.on_screen = few_on_screen;
    hosts.spare = 2;
    const std::size_t rows = std::min(most_rows, ranked.size());
    for (std::size_t i = 0; i < rows; ++i) {
      const auto& [number, cost] = ranked[i];
      const HostSpec& spec = scenario_.hosts[number];
      const HostResult& host = results_.hosts[number];
      hosts.rows.push_back({spec.name, user_name(spec.user), std::string(name_of(host.cause)), span(host.up),
                            grouped(host.sessions), cents(cost.bucket(Bucket::idle)), cents(cost.total())});
    }
    hosts.more_in = "sessions.csv of -o FOLDER";
    hosts.more = ranked.size() - rows;
    add_table(std::move(hosts));
  }

  void add_capacity() {
    Section capacity = capacity_section(scenario_, results_);
    if (!capacity.rows.empty()) add_table(std::move(capacity));
  }

  // When did the last of a leaver's work stop, and until when is what it was given good?
  void add_offboarding() {
    Section acts = section("offboarding", "Acts against people", {"act", "effect"}, 2);
    for (const auto& each : study::offboardings(scenario_, results_)) {
      if (acts.rows.size() == most_rows) {
        ++acts.more;
      } else {
        acts.rows.push_back({offboarding_act(scenario_, each), offboarding_effect(scenario_, each)});
      }
    }
    listed(std::move(acts));
  }

  void add_needs() {
    std::size_t room = shown_jobs;
    for (const LimitCount& limit : summary_.limits) {
      Section needs = section("needs", room == shown_jobs ? "What killed jobs would have needed" : "",
                              {"job", "user", "ended by", "had", "needed"}, 3);
      needs.spare = 2;
      needs.more_in = "jobs.csv of -o FOLDER";
      needs.sentences.push_back(limit_line(limit));
      needs.on_screen = std::min(room, limit.neediest.size());
      for (const auto& [job, shortfall] : limit.neediest) {
        needs.rows.push_back({name_of_job(scenario_, job), user_name(scenario_.jobs[job].user),
                              std::string(name_of(results_.jobs[job].cause)), span(shortfall.had),
                              span(shortfall.needed)});
      }
      room -= needs.on_screen;
      needs.more = limit.jobs - limit.neediest.size();
      add(std::move(needs));
    }
  }

  void add_ineffective() {
    Section lines = section("ineffective", "Had no effect", {"line", "what"}, 2);
    const std::size_t rows = std::min(most_rows, results_.ineffective.size());
    for (std::size_t i = 0; i < rows; ++i) {
      const Ineffective& each = results_.ineffective[i];
      lines.rows.push_back(
          {"line " + std::to_string(each.line) + ", " + dated(scenario_, each.at), each.what});
    }
    lines.more = results_.ineffective.size() - rows;
    listed(std::move(lines));
  }

  /// What is rather a list of sentences than a table.
  void listed(Section section) {
    if (section.rows.empty()) return;
    section.is_list = true;
    section.on_screen = acts_on_screen;
    add(std::move(section));
  }

  const Scenario& scenario_;
  const Results& results_;
  const study::Replications* replications_;  // nothing for one run
  const std::string label_;                  // of the first of several; empty for one run
  const NeededQuotas* needed_;               // nothing if nobody asked
  const Summary summary_;
  const std::string& currency_;
  std::vector<Section> sections_;
};

}  // namespace

Document run_document(const Scenario& scenario, const Results& results,
                      const study::Replications* replications, const NeededQuotas* needed) {
  return RunDocument(scenario, results, replications, needed).whole();
}

std::string report_text(const Scenario& scenario, const Results& results,
                        const study::Replications* replications, const TextStyle& style,
                        const NeededQuotas* needed) {
  return document_text(run_document(scenario, results, replications, needed), style);
}

std::string report_markdown(const Scenario& scenario, const Results& results,
                            const study::Replications* replications, const NeededQuotas* needed) {
  return document_markdown(run_document(scenario, results, replications, needed));
}

}  // namespace outlive::output

namespace outlive {

std::string report_text(const Scenario& scenario, const Results& results, const TextStyle& style) {
  return output::report_text(scenario, results, nullptr, style);
}

std::string report_markdown(const Scenario& scenario, const Results& results) {
  return output::report_markdown(scenario, results, nullptr);
}

}  // namespace outlive
