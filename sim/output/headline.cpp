#include "sim/output/headline.hpp"

#include <algorithm>

#include "sim/output/ink.hpp"
#include "sim/output/populations.hpp"
#include "sim/output/words.hpp"
#include "sim/text/sanitize.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {

// What was paid for nothing: `; 55.3 % of the money was lost, 33.1 % idle`.
std::string waste(const Cells<Money>& cost) {
  std::string text;
  for (const Bucket bucket : {Bucket::unseen, Bucket::lost, Bucket::idle}) {
    const Money money = cost.bucket(bucket);
    if (money == Money{}) continue;
    const bool first = text.empty();
    text += first ? "; " : ", ";
    text +=
        percent(money, cost.total()) + (first ? " of the money was " : " ") + std::string(name_of(bucket));
  }
  return text;
}

}  // namespace

std::string headline(const Scenario& scenario, const Results& results, const Summary& summary) {
  const Money whole = summary.cost.total();
  std::string text = results.populations.empty() ? "" : counted(all_users(scenario, results), "user") + ", ";
  text += counted(summary.jobs, "job");
  if (!summary.services.empty()) text += " for " + cents(whole) + " " + scenario.prices.currency;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    const std::uint64_t jobs = results.totals.jobs_with(outcome);
    if (jobs == 0) continue;
    std::string part = grouped(jobs) + " " + std::string(name_of(outcome));
    const std::uint64_t surviving = results.totals.surviving_jobs;
    if (outcome == Outcome::completed && surviving > 0) {
      part += " (" + grouped(surviving) + " outlived " + (surviving == 1 ? "its" : "their") + " sign-in)";
    }
    parts.push_back(std::move(part));
  }
  if (!parts.empty()) text += ": " + text::join(parts, ", ");
  return text + waste(summary.cost) + ".";
}

std::string limit_line(const LimitCount& limit) {
  std::string text = std::string(limit.limit) + ": " + counted(limit.jobs, "job") + ", ";
  text += span(limit.worst.needed);
  text += limit.jobs == 1 ? " would have done" : " would have done for all";
  if (!limit.worst.possible()) text += ", but " + span(limit.worst.most()) + " is the most";
  return text;
}

std::vector<std::string> footer(const Scenario& scenario, const Results& results) {
  std::vector<std::string> parts{
      "seed " + std::to_string(scenario.seed), "horizon " + span(scenario.horizon.time_since_epoch()),
      counted(results.totals.events, "event"), "fingerprint " + hexadecimal(results.fingerprint)};
  for (std::size_t i = 0; i < assumption_count;
       ++i) {  // an answer that rests on others than the default says so
    const auto assumption = static_cast<Assumption>(i);
    if (!scenario.assumptions.otherwise(assumption)) continue;
    const AssumptionInfo& info = info_of(assumption);
    parts.push_back("assuming " + std::string(info.key) + " " +
                    std::string(info.options[scenario.assumptions.option(assumption)]));
  }
  return parts;
}

std::string wrap(std::string_view text, std::size_t width, std::size_t indent) {
  std::string lines;
  std::size_t column = 0;
  const std::size_t lead = std::min(text.find_first_not_of(' '), text.size());
  lines.append(lead, ' ');
  column = lead;
  text.remove_prefix(lead);
  bool first = true;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const std::size_t size = text::width_of(word);
    if (!first && column + 1 + size > width) {
      lines += '\n';
      lines.append(indent, ' ');
      column = indent;
    } else if (!first) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += size;
    first = false;
  }
  return lines;
}

}  // namespace outlive::output
