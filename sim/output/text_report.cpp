// report_text of outlive/report.hpp: one screen, the numbers that matter first.
#include <algorithm>

#include "outlive/report.hpp"
#include "sim/output/capacity.hpp"
#include "sim/output/headline.hpp"
#include "sim/output/hosts.hpp"
#include "sim/output/ink.hpp"
#include "sim/output/offboarding.hpp"
#include "sim/output/populations.hpp"
#include "sim/output/replications_report.hpp"
#include "sim/output/summary.hpp"
#include "sim/output/words.hpp"
#include "sim/text/sanitize.hpp"
#include "sim/text/table.hpp"

namespace outlive {
namespace output {
namespace {

constexpr std::size_t bar_width = 16;
constexpr std::size_t name_width = 22;
constexpr std::size_t user_width = 14;
constexpr std::size_t outcome_rows = 10;
constexpr std::size_t forgotten_rows = 5;
constexpr std::size_t trace_rows = 8;
constexpr std::size_t host_rows = 5;
constexpr std::size_t capacity_rows = 6;
constexpr std::size_t resource_width = 26;
constexpr std::size_t least_plot = 8;
constexpr std::size_t activity_rows = 8;
constexpr std::size_t activity_width = 26;
constexpr std::size_t offboarding_rows = 4;
constexpr std::size_t ineffective_rows = 4;

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}
double share(Money part, Money whole) {
  return whole == Money{} ? 0 : static_cast<double>(part.nanos()) / static_cast<double>(whole.nanos());
}

std::string more(std::size_t hidden, std::string_view where) {
  return hidden == 0 ? std::string{} : "  and " + grouped(hidden) + " more: " + std::string(where) + "\n";
}

class TextReport {
 public:
  TextReport(const Scenario& scenario, const Results& results, const TextStyle& style,
             const study::Replications* replications)
      : scenario_(scenario),
        results_(results),
        replications_(replications),
        summary_(summarise(scenario, results)),
        ink_(style) {}

  std::string whole() {
    if (results_.incomplete) text_ += ink_.bold(incomplete_line(results_)) + "\n";
    text_ += ink_.bold(wrap(shown(scenario_.title, 300), ink_.width())) + "\n";
    text_ += wrap(headline(scenario_, results_, summary_), ink_.width()) + "\n";
    add_replications();
    add_populations();
    add_jobs();
    add_traces();
    add_cost();
    add_hosts();
    add_capacity();
    add_forgotten();
    add_offboarding();
    add_needs();
    add_ineffective();
    std::string last = footer(scenario_, results_, ink_.separator());
    if (!results_.populations.empty() && replications_ == nullptr) {
      last += std::string(ink_.separator()) + std::string(one_replication);
    }
    text_ += "\n" + ink_.dim(wrap(last, ink_.width())) + "\n";
    return std::move(text_);
  }

 private:
  // The first line of a table is its title.
  void add_table(const text::Table& table) {
    const std::string lines = table.text();
    const std::size_t end = lines.find('\n');
    text_ += "\n" + ink_.bold(lines.substr(0, end)) + lines.substr(end);
  }

  void add_jobs() {
    if (summary_.outcomes.empty()) return;
    text::Table table({{"Jobs"}, {""}, {"", text::Align::right}, {""}});
    const std::size_t rows = std::min(outcome_rows, summary_.outcomes.size());
    for (std::size_t i = 0; i < rows; ++i) {
      const OutcomeCount& row = summary_.outcomes[i];
      const bool first = i == 0 || summary_.outcomes[i - 1].outcome != row.outcome;
      table.add_row({first ? "  " + std::string(name_of(row.outcome)) : "", std::string(name_of(row.cause)),
                     grouped(row.jobs),
                     text::bar(share(row.jobs, summary_.jobs), bar_width, ink_.unicode())});
    }
    add_table(table);
    text_ += more(summary_.outcomes.size() - rows, "--format json");
    if (results_.sign_ins.empty() && results_.populations.empty()) return;  // traces: nobody signed in or out
    text_ += "  " + grouped(results_.totals.surviving_jobs) +
             " surviving: completed after their sign-in had ended\n";
    text_ +=
        "  " + grouped(results_.totals.unseen_jobs) + " unseen: completed, but nobody can have the results\n";
  }

  void add_replications() {
    if (replications_ != nullptr) add_table(replications_table(*replications_, ink_.unicode()));
  }

  // One table where there is room for it, or else one of how it started and one of how it ended.
  void add_populations() {
    if (results_.populations.empty()) return;
    std::vector<ActivityColumn> starts = start_columns();
    const std::vector<ActivityColumn> outcomes = outcome_columns(scenario_.prices.currency);
    std::vector<ActivityColumn> all = starts;
    all.insert(all.end(), outcomes.begin(), outcomes.end());
    const text::Table whole = activity_table("Populations", all);
    if (text::widest_line(whole.text()) <= ink_.width()) {
      add_table(whole);
    } else {
      add_table(activity_table("Populations", starts));
      add_table(activity_table("What came of it", outcomes));
    }
    std::size_t hidden = 0;
    for (const Population& population : scenario_.populations) hidden += population.activities.size();
    text_ += more(hidden - std::min(hidden, activity_rows), "--format json");
    for (std::size_t i = 0; i < std::min(activity_rows, results_.populations.size()); ++i) {
      text_ += wrap("  " + shown(population_line(scenario_.populations[i], results_.populations[i]), 300),
                    ink_.width(), 4) +
               "\n";
    }
  }

  text::Table activity_table(std::string title, const std::vector<ActivityColumn>& what) const {
    std::vector<text::Column> columns{{std::move(title)}};
    for (const ActivityColumn& column : what) columns.push_back({column.title, text::Align::right});
    text::Table table(std::move(columns));
    std::size_t rows = 0;
    for (std::size_t i = 0; i < results_.populations.size(); ++i) {
      const Population& population = scenario_.populations[i];
      for (std::size_t a = 0; a < population.activities.size() && rows < activity_rows; ++a, ++rows) {
        std::vector<std::string> cells{
            "  " + shown(name_of_activity(population, population.activities[a]), activity_width)};
        for (const ActivityColumn& column : what)
          cells.push_back(column.cell(results_.populations[i].activities[a]));
        table.add_row(std::move(cells));
      }
    }
    return table;
  }

  void add_traces() {
    if (results_.traces.empty()) return;
    const bool unfinished = std::any_of(results_.traces.begin(), results_.traces.end(),
                                        [](const TraceResult& trace) { return trace.unfinished > 0; });
    using text::Align;
    std::vector<text::Column> columns{
        {"Traces"}, {"jobs", Align::right}, {"survived", Align::right}, {"killed", Align::right}};
    if (unfinished) columns.push_back({"running", Align::right});
    for (const char* title : {"ran h", "forgone h", "wasted h"}) columns.push_back({title, Align::right});
    text::Table table(std::move(columns));
    const std::size_t rows = std::min(trace_rows, results_.traces.size());
    for (std::size_t i = 0; i < rows; ++i) {
      const TraceResult& trace = results_.traces[i];
      const std::string& path = scenario_.traces[i].path;
      std::vector<std::string> cells{"  " + shown(path.substr(path.find_last_of('/') + 1), name_width),
                                     grouped(trace.jobs), grouped(trace.survived), grouped(trace.killed)};
      if (unfinished) cells.push_back(grouped(trace.unfinished));
      for (const Int128 each : {trace.run_resource_ms, trace.forgone_resource_ms, trace.wasted_resource_ms}) {
        cells.push_back(hours(each));
      }
      table.add_row(std::move(cells));
    }
    add_table(table);
    text_ += more(results_.traces.size() - rows, "--format json");
    for (std::size_t i = 0; i < scenario_.traces.size(); ++i) {
      const std::size_t refused = scenario_.traces[i].refused.size();
      if (refused > 0)
        text_ += "  " + counted(refused, "row") + " of " + scenario_.traces[i].path + " not usable\n";
    }
  }

  void add_cost() {
    if (summary_.services.empty()) {
      text_ += "\n" + ink_.bold("Cost") + "  nothing was billed\n";
      return;
    }
    const Money whole = summary_.cost.total();
    using text::Align;
    text::Table table({{"Cost in " + scenario_.prices.currency},
                       {""},
                       {"attended", Align::right},
                       {"background", Align::right},
                       {"total", Align::right},
                       {"share", Align::right},
                       {""}});
    for (const ServiceCost& service : summary_.services) {
      bool first = true;
      for (std::size_t i = 0; i < bucket_count; ++i) {
        const auto bucket = static_cast<Bucket>(i);
        const Money sum = service.cost.bucket(bucket);
        if (sum == Money{}) continue;
        table.add_row({first ? "  " + service.service : "", std::string(name_of(bucket)),
                       cents(service.cost.at(bucket, Attendance::attended)),
                       cents(service.cost.at(bucket, Attendance::background)), cents(sum),
                       percent(sum, whole), text::bar(share(sum, whole), bar_width, ink_.unicode())});
        first = false;
      }
    }
    table.add_row({"  total", "", cents(cost_while(summary_.cost, Attendance::attended)),
                   cents(cost_while(summary_.cost, Attendance::background)), cents(whole)});
    add_table(table);
  }

  // The cause of the end is told where there is room for it.
  void add_forgotten() {
    if (summary_.forgotten.empty()) return;
    const std::size_t rows = std::min(forgotten_rows, summary_.forgotten.size());
    const auto table_of = [&](bool with_cause) {
      using text::Align;
      text::Table table({{"Dearest forgotten"},
                         {"user"},
                         {"idle for", Align::right},
                         {"in " + scenario_.prices.currency, Align::right},
                         {with_cause ? "ended by" : ""}});
      for (std::size_t i = 0; i < rows; ++i) {
        const Forgotten& each = summary_.forgotten[i];
        const SessionSpec& spec = scenario_.sessions[each.session];
        table.add_row({"  " + shown(spec.name, name_width),
                       shown(scenario_.users[spec.user].name, user_width), span(each.idle), cents(each.cost),
                       with_cause ? std::string(name_of(results_.sessions[each.session].cause)) : ""});
      }
      return table;
    };
    const text::Table table = table_of(true);
    add_table(text::widest_line(table.text()) <= ink_.width() ? table : table_of(false));
    text_ += more(summary_.forgotten.size() - rows, "--format json");
  }

  void add_hosts() {
    const std::vector<HostCost> ranked = rank_hosts(results_);
    if (ranked.empty()) return;
    const std::size_t rows = std::min(host_rows, ranked.size());
    const auto table_of = [&](bool with_cause) {
      using text::Align;
      text::Table table({{"Hosts in " + scenario_.prices.currency},
                         {"user"},
                         {"up", Align::right},
                         {"sessions", Align::right},
                         {"idle", Align::right},
                         {"total", Align::right},
                         {with_cause ? "ended by" : ""}});
      for (std::size_t i = 0; i < rows; ++i) {
        const auto& [number, cost] = ranked[i];
        const HostSpec& spec = scenario_.hosts[number];
        const HostResult& host = results_.hosts[number];
        table.add_row({"  " + shown(spec.name, name_width),
                       shown(scenario_.users[spec.user].name, user_width), span(host.up),
                       grouped(host.sessions), cents(cost.bucket(Bucket::idle)), cents(cost.total()),
                       with_cause ? std::string(name_of(host.cause)) : ""});
      }
      return table;
    };
    const text::Table table = table_of(true);
    add_table(text::widest_line(table.text()) <= ink_.width() ? table : table_of(false));
    text_ += more(ranked.size() - rows, "--format json");
  }

  void add_capacity() {
    const std::vector<const ResourceResult*> scarce = scarce_resources(results_);
    if (scarce.empty()) return;
    using text::Align;
    text::Table table({{"Capacity"},
                       {"limit", Align::right},
                       {"peak", Align::right},
                       {"mean", Align::right},
                       {"refused", Align::right},
                       {"queued", Align::right},
                       {"longest wait", Align::right}});
    const std::size_t rows = std::min(capacity_rows, scarce.size());
    for (std::size_t i = 0; i < rows; ++i) {
      CapacityRow row = capacity_row(scenario_, *scarce[i]);
      row.front() = "  " + shown(row.front(), resource_width);
      table.add_row({row.begin(), row.end()});
    }
    add_table(table);
    text_ += more(scarce.size() - rows, "--format json");
    add_use({scarce.begin(), scarce.begin() + static_cast<std::ptrdiff_t>(rows)});
  }

  // Use over time, each as high as its share of the limit.
  void add_use(const std::vector<const ResourceResult*>& resources) {
    std::size_t name_end = 0;
    for (const ResourceResult* each : resources) {
      if (each->limit != setting_none)
        name_end =
            std::max(name_end, text::width_of(shown(capacity_row(scenario_, *each).front(), resource_width)));
    }
    for (const ResourceResult* each : resources) {
      if (each->limit == setting_none) continue;
      const std::string name = shown(capacity_row(scenario_, *each).front(), resource_width);
      std::string lead = "  " + name + std::string(name_end - text::width_of(name), ' ') + "  |";
      const std::string end = "| of " + grouped(each->limit) + " " + each->unit;
      const std::size_t taken = text::width_of(lead) + text::width_of(end);
      if (ink_.width() < taken + least_plot) continue;
      text_ +=
          lead + text::sparkline(use_over_time(*each, ink_.width() - taken), ink_.unicode()) + end + "\n";
    }
  }

  // When did the last of a leaver's work stop, and until when is what it was given good?
  void add_offboarding() {
    const auto all = study::offboardings(scenario_, results_);
    if (all.empty()) return;
    text_ += "\n" + ink_.bold("Acts against people") + "\n";
    const std::size_t rows = std::min(offboarding_rows, all.size());
    for (std::size_t i = 0; i < rows; ++i) {
      text_ += wrap("  " + offboarding_act(scenario_, all[i]) + ": " + offboarding_effect(scenario_, all[i]),
                    ink_.width(), 4) +
               "\n";
    }
    text_ += more(all.size() - rows, "--format json");
  }

  void add_needs() {
    if (summary_.limits.empty()) return;
    text_ += "\n" + ink_.bold("What killed jobs would have needed") + "\n";
    std::size_t room = shown_jobs;
    std::size_t hidden = 0;
    for (const LimitCount& limit : summary_.limits) {
      text_ += wrap("  " + limit_line(limit), ink_.width(), 4) + "\n";
      const std::size_t rows = std::min(room, limit.neediest.size());
      const std::string lines = needs_lines(limit, rows, true);
      text_ += text::widest_line(lines) <= ink_.width() ? lines : needs_lines(limit, rows, false);
      room -= rows;
      hidden += limit.jobs - rows;
    }
    text_ += more(hidden, "--format csv");
  }

  std::string needs_lines(const LimitCount& limit, std::size_t rows, bool with_cause) const {
    text::Table table({{""}, {""}, {""}, {""}, {""}});
    for (std::size_t i = 0; i < rows; ++i) {
      const auto& [job, shortfall] = limit.neediest[i];
      std::vector<std::string> cells{shown(name_of_job(scenario_, job), name_width),
                                     shown(scenario_.users[scenario_.jobs[job].user].name, user_width)};
      if (with_cause) cells.emplace_back(name_of(results_.jobs[job].cause));
      cells.push_back("had " + span(shortfall.had));
      cells.push_back("needed " + span(shortfall.needed));
      table.add_row(std::move(cells));
    }
    return table.text(4);
  }

  void add_ineffective() {
    const auto& all = results_.ineffective;
    if (all.empty()) return;
    text_ += "\n" + ink_.bold("Had no effect") + "\n";
    const std::size_t rows = std::min(ineffective_rows, all.size());
    for (std::size_t i = 0; i < rows; ++i) {
      const std::string line =
          "  line " + std::to_string(all[i].line) + ", " + dated(scenario_, all[i].at) + ": ";
      text_ += shown(line + all[i].what, ink_.width()) + "\n";
    }
    text_ += more(all.size() - rows, "--format json");
  }

  const Scenario& scenario_;
  const Results& results_;
  const study::Replications* replications_;  // nothing for one run
  const Summary summary_;
  const Ink ink_;
  std::string text_;
};

}  // namespace

std::string report_text(const Scenario& scenario, const Results& results,
                        const study::Replications* replications, const TextStyle& style) {
  return TextReport(scenario, results, style, replications).whole();
}

}  // namespace output

std::string report_text(const Scenario& scenario, const Results& results, const TextStyle& style) {
  return output::report_text(scenario, results, nullptr, style);
}

}  // namespace outlive
