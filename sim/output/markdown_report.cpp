// report_markdown of outlive/report.hpp: fit for a comment on a merge request.
#include <algorithm>

#include "outlive/report.hpp"
#include "sim/output/capacity.hpp"
#include "sim/output/headline.hpp"
#include "sim/output/hosts.hpp"
#include "sim/output/markdown.hpp"
#include "sim/output/offboarding.hpp"
#include "sim/output/populations.hpp"
#include "sim/output/replications_report.hpp"
#include "sim/output/summary.hpp"
#include "sim/output/words.hpp"
#include "sim/text/table.hpp"

namespace outlive {
namespace output {
namespace {

using markdown::add_row;
using markdown::code;
using markdown::plain;

constexpr std::size_t most_rows = 10;
constexpr std::size_t plot_width = 60;

std::string more(std::size_t hidden) { return hidden == 0 ? "" : "\n…and " + grouped(hidden) + " more.\n"; }

void add_jobs(std::string& text, const Summary& summary, const Results& results) {
  if (summary.outcomes.empty()) return;
  text += "\n| outcome | cause | jobs |\n|---|---|---:|\n";
  for (const OutcomeCount& row : summary.outcomes) {
    add_row(text, {std::string(name_of(row.outcome)), code(name_of(row.cause)), grouped(row.jobs)});
  }
  text += "\nSurviving: " + grouped(results.totals.surviving_jobs) +
          ". Unseen: " + grouped(results.totals.unseen_jobs) + ".\n";
}

void add_populations(std::string& text, const Scenario& scenario, const Results& results) {
  if (results.populations.empty()) return;
  std::vector<ActivityColumn> columns = start_columns();
  const std::vector<ActivityColumn> outcomes = outcome_columns(scenario.prices.currency);
  columns.insert(columns.end(), outcomes.begin(), outcomes.end());
  std::string line = "|---|";
  text += "\n| population |";
  for (const ActivityColumn& column : columns) {
    text += " " + column.title + " |";
    line += "---:|";
  }
  text += "\n" + line + "\n";
  for (std::size_t i = 0; i < results.populations.size(); ++i) {
    const Population& population = scenario.populations[i];
    for (std::size_t a = 0; a < population.activities.size(); ++a) {
      std::vector<std::string> cells{plain(name_of_activity(population, population.activities[a]))};
      for (const ActivityColumn& column : columns)
        cells.push_back(column.cell(results.populations[i].activities[a]));
      add_row(text, cells);
    }
  }
  text += "\n";
  for (std::size_t i = 0; i < results.populations.size(); ++i) {
    text += "- " + plain(population_line(scenario.populations[i], results.populations[i]), 300) + "\n";
  }
}

void add_traces(std::string& text, const Scenario& scenario, const Results& results) {
  if (results.traces.empty()) return;
  text +=
      "\n| trace | jobs | survived | killed | unfinished | ran h | forgone h | wasted h |\n"
      "|---|---:|---:|---:|---:|---:|---:|---:|\n";
  for (std::size_t i = 0; i < results.traces.size(); ++i) {
    const TraceResult& trace = results.traces[i];
    add_row(text, {plain(scenario.traces[i].path), grouped(trace.jobs), grouped(trace.survived),
                   grouped(trace.killed), grouped(trace.unfinished), hours(trace.run_resource_ms),
                   hours(trace.forgone_resource_ms), hours(trace.wasted_resource_ms)});
  }
}

void add_cost(std::string& text, const Summary& summary, const std::string& currency) {
  if (summary.services.empty()) return;
  const Money whole = summary.cost.total();
  text += "\n| cost in " + currency +
          " | bucket | attended | background | total | share |\n"
          "|---|---|---:|---:|---:|---:|\n";
  for (const ServiceCost& service : summary.services) {
    for (std::size_t i = 0; i < bucket_count; ++i) {
      const auto bucket = static_cast<Bucket>(i);
      const Money sum = service.cost.bucket(bucket);
      if (sum == Money{}) continue;
      add_row(text,
              {plain(service.service), std::string(name_of(bucket)),
               cents(service.cost.at(bucket, Attendance::attended)),
               cents(service.cost.at(bucket, Attendance::background)), cents(sum), percent(sum, whole)});
    }
  }
  add_row(text, {"**total**", "", cents(cost_while(summary.cost, Attendance::attended)),
                 cents(cost_while(summary.cost, Attendance::background)), "**" + cents(whole) + "**", ""});
}

void add_forgotten(std::string& text, const Scenario& scenario, const Results& results,
                   const Summary& summary) {
  if (summary.forgotten.empty()) return;
  const std::size_t rows = std::min(most_rows, summary.forgotten.size());
  text += "\n| dearest forgotten session | user | idle for | in " + scenario.prices.currency +
          " | ended by |\n|---|---|---:|---:|---|\n";
  for (std::size_t i = 0; i < rows; ++i) {
    const Forgotten& each = summary.forgotten[i];
    const SessionSpec& spec = scenario.sessions[each.session];
    add_row(text, {plain(spec.name), plain(scenario.users[spec.user].name), span(each.idle), cents(each.cost),
                   code(name_of(results.sessions[each.session].cause))});
  }
  text += more(summary.forgotten.size() - rows);
}

void add_hosts(std::string& text, const Scenario& scenario, const Results& results) {
  const std::vector<HostCost> ranked = rank_hosts(results);
  if (ranked.empty()) return;
  const std::size_t rows = std::min(most_rows, ranked.size());
  text += "\n| host | user | up | sessions | idle | total in " + scenario.prices.currency +
          " | ended by |\n|---|---|---:|---:|---:|---:|---|\n";
  for (std::size_t i = 0; i < rows; ++i) {
    const auto& [number, cost] = ranked[i];
    const HostSpec& spec = scenario.hosts[number];
    const HostResult& host = results.hosts[number];
    add_row(text,
            {plain(spec.name), plain(scenario.users[spec.user].name), span(host.up), grouped(host.sessions),
             cents(cost.bucket(Bucket::idle)), cents(cost.total()), code(name_of(host.cause))});
  }
  text += more(ranked.size() - rows);
}

void add_capacity(std::string& text, const Scenario& scenario, const Results& results) {
  const std::vector<const ResourceResult*> scarce = scarce_resources(results);
  if (scarce.empty()) return;
  text +=
      "\n| resource | limit | peak | mean | refused | queued | longest wait |\n"
      "|---|---:|---:|---:|---:|---:|---:|\n";
  const std::size_t rows = std::min(most_rows, scarce.size());
  for (std::size_t i = 0; i < rows; ++i) {
    CapacityRow row = capacity_row(scenario, *scarce[i]);
    row.front() = plain(row.front());
    add_row(text, {row.begin(), row.end()});
  }
  text += more(scarce.size() - rows);
  text += "\n```\n";
  for (std::size_t i = 0; i < rows; ++i) {
    if (scarce[i]->limit == setting_none) continue;
    text += "|" + text::sparkline(use_over_time(*scarce[i], plot_width), true) + "| " +
            capacity_row(scenario, *scarce[i]).front() + "\n";
  }
  text += "```\n";
}

void add_offboarding(std::string& text, const Scenario& scenario, const Results& results) {
  const auto all = study::offboardings(scenario, results);
  if (all.empty()) return;
  text += "\nActs against people:\n\n";
  const std::size_t rows = std::min(most_rows, all.size());
  for (std::size_t i = 0; i < rows; ++i) {
    text += "- " + plain(offboarding_act(scenario, all[i]), 200) + ": " +
            offboarding_effect(scenario, all[i]) + "\n";
  }
  text += more(all.size() - rows);
}

void add_needs(std::string& text, const Scenario& scenario, const Results& results, const Summary& summary) {
  if (summary.limits.empty()) return;
  text += "\n| killed job | user | ended by | limit | had | needed |\n|---|---|---|---|---:|---:|\n";
  std::size_t room = most_rows;
  std::size_t hidden = 0;
  for (const LimitCount& limit : summary.limits) {
    const std::size_t rows = std::min(room, limit.neediest.size());
    for (std::size_t i = 0; i < rows; ++i) {
      const auto& [job, shortfall] = limit.neediest[i];
      add_row(text, {plain(name_of_job(scenario, job)), plain(scenario.users[scenario.jobs[job].user].name),
                     code(name_of(results.jobs[job].cause)), code(limit.limit), span(shortfall.had),
                     span(shortfall.needed) + (shortfall.possible() ? "" : " (more than may be set)")});
    }
    room -= rows;
    hidden += limit.jobs - rows;
  }
  text += more(hidden);
}

void add_ineffective(std::string& text, const Scenario& scenario, const Results& results) {
  if (results.ineffective.empty()) return;
  text += "\nHad no effect:\n\n";
  const std::size_t rows = std::min(most_rows, results.ineffective.size());
  for (std::size_t i = 0; i < rows; ++i) {
    const Ineffective& each = results.ineffective[i];
    text += "- line " + std::to_string(each.line) + ", " + dated(scenario, each.at) + ": " +
            plain(each.what, 200) + "\n";
  }
  text += more(results.ineffective.size() - rows);
}

}  // namespace

std::string report_markdown(const Scenario& scenario, const Results& results,
                            const study::Replications* replications) {
  const Summary summary = summarise(scenario, results);
  std::string text = "### " + plain(scenario.title, 300) + "\n\n";
  if (results.incomplete) text += "**" + incomplete_line(results) + "**\n\n";
  text += headline(scenario, results, summary) + "\n";
  if (replications != nullptr) text += replications_markdown(*replications);
  add_populations(text, scenario, results);
  add_jobs(text, summary, results);
  add_traces(text, scenario, results);
  add_cost(text, summary, scenario.prices.currency);
  add_hosts(text, scenario, results);
  add_capacity(text, scenario, results);
  add_forgotten(text, scenario, results, summary);
  add_offboarding(text, scenario, results);
  add_needs(text, scenario, results, summary);
  add_ineffective(text, scenario, results);
  std::string last = footer(scenario, results, " · ");
  if (!results.populations.empty() && replications == nullptr) last += " · " + std::string(one_replication);
  return text + "\n<sub>" + last + "</sub>\n";
}

}  // namespace output

std::string report_markdown(const Scenario& scenario, const Results& results) {
  return output::report_markdown(scenario, results, nullptr);
}

}  // namespace outlive
