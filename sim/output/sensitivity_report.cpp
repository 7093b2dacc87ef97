// Which assumptions matter to the answer of a scenario, the greatest change first.
#include <algorithm>

#include "sim/output/assumptions_report.hpp"
#include "sim/output/csv.hpp"
#include "sim/output/ink.hpp"
#include "sim/output/json.hpp"
#include "sim/output/markdown.hpp"
#include "sim/output/words.hpp"
#include "sim/text/sanitize.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {

std::string number(std::uint64_t count) { return grouped(static_cast<Int128>(count)); }

// `glue_timeout = 48h`
std::string choice(Assumption assumption, Option option) {
  const AssumptionInfo& info = info_of(assumption);
  return std::string(info.key) + " = " + std::string(info.options[option]);
}

std::string choice(const Flip& flip) { return choice(flip.assumption, flip.to); }

std::string with_id(const Flip& flip) {
  return std::string(info_of(flip.assumption).id) + " " + choice(flip);
}

// Signed, to the cent; what would be rounded to nothing is shown whole.
std::string change(Money money) {
  if (money == Money{}) return "0.00";
  const bool cheaper = money.nanos() < 0;
  const Money size = cheaper ? Money{} - money : money;
  const std::string rounded = cents(size);
  return (cheaper ? "-" : "+") + (rounded == "0.00" ? exact(size) : rounded);
}

// `the cost by -12.34 USD and the fate of 3 jobs`; ends only where neither differs.
std::string effect(const Scenario& scenario, const Flip& flip) {
  std::vector<std::string> parts;
  if (flip.cost != Money{})
    parts.push_back("the cost by " + change(flip.cost) + " " + scenario.prices.currency);
  if (flip.fates > 0) parts.push_back("the fate of " + counted(flip.fates, "job"));
  if (parts.empty() && flip.job_ends > 0) parts.push_back("the end of " + counted(flip.job_ends, "job"));
  if (parts.empty()) parts.push_back("the end of " + counted(flip.session_ends, "session"));
  return text::join(parts, " and ");
}

/// The options that were tried, sorted by what became of it.
struct Sorted {
  std::vector<const Flip*> change;
  std::vector<const Flip*> details;
  std::vector<const Flip*> nothing;
  std::vector<const Flip*> refused;
};

Sorted sort(const Sensitivity& found) {
  Sorted sorted;
  for (const Flip& flip : found.flips) {
    if (!flip.possible()) {
      sorted.refused.push_back(&flip);
    } else if (flip.changes_answer()) {
      sorted.change.push_back(&flip);
    } else {
      (flip.details ? sorted.details : sorted.nothing).push_back(&flip);
    }
  }
  return sorted;
}

// `B-3 (stop_latency = random), B-7`: the options of an assumption that has more than one other are named.
std::string listed(const std::vector<const Flip*>& flips) {
  std::vector<std::string> parts;
  for (const Flip* flip : flips) {
    const AssumptionInfo& info = info_of(flip->assumption);
    parts.push_back(std::string(info.id) +
                    (info.options.size() > 2 ? " (" + std::string(info.options[flip->to]) + ")" : ""));
  }
  return text::join(parts, ", ");
}

// `stop_latency = random, …`: what was in force besides the defaults.
std::string chosen(const Assumptions& in_force) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < assumption_count; ++i) {
    const auto assumption = static_cast<Assumption>(i);
    if (in_force.otherwise(assumption)) parts.push_back(choice(assumption, in_force.option(assumption)));
  }
  return text::join(parts, ", ");
}

// The first error is enough to say why.
std::string why(const Flip& flip) {
  for (const Diagnostic& diagnostic : flip.refused.all()) {
    if (diagnostic.severity == Severity::error) return text::sanitize(to_string(diagnostic));
  }
  return {};
}

/// What is said below the table, one sentence each.
std::vector<std::string> remarks(const Sensitivity& found, const Sorted& sorted) {
  std::vector<std::string> lines;
  const std::string start = chosen(found.in_force);
  if (!start.empty()) lines.push_back("Where the scenario itself assumes: " + start + ".");
  for (const Flip* flip : sorted.refused) {
    lines.push_back("Not possible: " + with_id(*flip) + ": " + why(*flip));
  }
  if (!sorted.details.empty()) {
    lines.push_back("Change only details, such as a state, a credential or how the cost is shared: " +
                    listed(sorted.details) + ".");
  }
  if (!sorted.nothing.empty())
    lines.push_back("Change nothing in the results: " + listed(sorted.nothing) + ".");
  return lines;
}

std::vector<std::string> numbers_of(const Flip& flip) {
  return {change(flip.cost), number(flip.fates), number(flip.job_ends), number(flip.session_ends)};
}

std::string unit_of(const Scenario& scenario) { return unit_key(scenario.prices.currency); }

}  // namespace

std::string sensitivity_headline(const Scenario& scenario, const Sensitivity& found) {
  const std::string all = counted(found.tested.size(), "assumption") + (found.untried > 0 ? " tried" : "");
  if (found.changing == 0) return "None of " + all + " changes the answer.";
  const Flip& largest = found.flips.front();
  const bool one = found.changing == 1;
  return number(found.changing) + " of " + all + (one ? " changes" : " change") +
         " the answer; the largest, " + with_id(largest) + ", changes " + effect(scenario, largest) + ".";
}

std::string incomplete_line(const Sensitivity& found) {
  if (found.untried == 0) return {};
  return incomplete_after(number(found.flips.size()) + " of " +
                          counted(found.flips.size() + found.untried, "other option"));
}

std::string sensitivity_text(const Scenario& scenario, const Sensitivity& found, const TextStyle& style) {
  using text::Align;
  const Ink ink(style);
  const Sorted sorted = sort(found);
  std::string text = found.untried > 0 ? ink.bold(incomplete_line(found)) + "\n" : "";
  text += ink.bold(wrap(shown(scenario.title, 300), ink.width())) + "\n" +
          wrap(sensitivity_headline(scenario, found), ink.width()) + "\n";
  if (!sorted.change.empty()) {
    text::Table table({{""},
                       {"assumed instead"},
                       {scenario.prices.currency, Align::right},
                       {"fates", Align::right},
                       {"job ends", Align::right},
                       {"session ends", Align::right}});
    for (const Flip* flip : sorted.change) {
      std::vector<std::string> row{std::string(info_of(flip->assumption).id), choice(*flip)};
      for (std::string& each : numbers_of(*flip)) row.push_back(std::move(each));
      table.add_row(std::move(row));
    }
    text += "\n" + table.text();
  }
  const std::vector<std::string> lines = remarks(found, sorted);
  if (!lines.empty()) text += "\n";
  for (const std::string& line : lines) text += wrap(line, ink.width(), 2) + "\n";
  return text;
}

std::string sensitivity_json(const Scenario& scenario, const Sensitivity& found) {
  Json document;
  document["schema_version"] = 1;
  document["title"] = scenario.title;
  document["incomplete"] = found.untried > 0;
  document["options_tried"] = found.flips.size();
  document["options_planned"] = found.flips.size() + found.untried;
  document["cost" + unit_of(scenario)] = exact(found.cost);
  document["assumptions_tested"] = found.tested.size();
  document["assumptions_changing_the_answer"] = found.changing;
  document["assumptions"] = assumptions_in_force(found.in_force);
  Json& flips = document["flips"] = Json::array();
  for (const Flip& flip : found.flips) {
    const AssumptionInfo& info = info_of(flip.assumption);
    Json row;
    row["id"] = info.id;
    row["key"] = info.key;
    row["from"] = info.options[flip.from];
    row["to"] = info.options[flip.to];
    row["possible"] = flip.possible();
    row["changes_answer"] = flip.changes_answer();
    row["changes_details"] = flip.details;
    row["cost_difference" + unit_of(scenario)] = exact(flip.cost);
    row["jobs_with_another_fate"] = flip.fates;
    row["jobs_with_another_end"] = flip.job_ends;
    row["sessions_with_another_end"] = flip.session_ends;
    Json& errors = row["errors"] = Json::array();
    for (const Diagnostic& diagnostic : flip.refused.all()) {
      if (diagnostic.severity == Severity::error) errors.push_back(to_string(diagnostic));
    }
    flips.push_back(std::move(row));
  }
  return dump(document);
}

std::string sensitivity_csv(const Scenario& scenario, const Sensitivity& found) {
  std::string text;
  const auto add_row = [&](std::vector<std::string> cells, const char* of_a_part) {
    if (found.untried > 0) cells.emplace_back(of_a_part);
    csv::end_row(text, cells);
  };
  add_row({"id", "key", "from", "to", "possible", "changes_answer", "changes_details",
           "cost_difference" + unit_of(scenario), "jobs_with_another_fate", "jobs_with_another_end",
           "sessions_with_another_end", "error"},
          "incomplete");
  const auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
  for (const Flip& flip : found.flips) {
    const AssumptionInfo& info = info_of(flip.assumption);
    add_row({std::string(info.id), std::string(info.key), std::string(info.options[flip.from]),
             std::string(info.options[flip.to]), flag(flip.possible()), flag(flip.changes_answer()),
             flag(flip.details), exact(flip.cost), std::to_string(flip.fates), std::to_string(flip.job_ends),
             std::to_string(flip.session_ends), csv::guarded(why(flip))},
            "true");
  }
  return text;
}

std::string sensitivity_markdown(const Scenario& scenario, const Sensitivity& found) {
  using namespace markdown;
  const Sorted sorted = sort(found);
  std::string text = "### " + plain(scenario.title, 300) + "\n\n";
  if (found.untried > 0) text += "**" + plain(incomplete_line(found), 300) + "**\n\n";
  text += plain(sensitivity_headline(scenario, found), 300) + "\n";
  if (!sorted.change.empty()) {
    text += "\n| | assumed instead | " + scenario.prices.currency +
            " | fates of jobs | ends of jobs | ends of sessions |\n|---|---|---:|---:|---:|---:|\n";
    for (const Flip* flip : sorted.change) {
      std::vector<std::string> row{std::string(info_of(flip->assumption).id), code(choice(*flip))};
      for (std::string& each : numbers_of(*flip)) row.push_back(std::move(each));
      add_row(text, row);
    }
  }
  for (const std::string& line : remarks(found, sorted)) text += "\n" + plain(line, 2000) + "\n";
  return text;
}

}  // namespace outlive::output
