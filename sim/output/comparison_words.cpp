#include "sim/output/comparison_words.hpp"

#include <algorithm>
#include <cmath>

#include "sim/output/response_text.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {
namespace {

constexpr std::string_view cost_prefix = "cost.";
constexpr std::string_view total = "cost.total";
constexpr std::string_view surviving = "totals.jobs.surviving";
constexpr std::string_view completed = "totals.jobs.completed";
constexpr const char* more_replications = "--replications 10 tells how sure that is";

bool is_cost(const Difference& difference) { return difference.response.starts_with(cost_prefix); }

/// Whether anything of it is left when rounded to what is shown: fractions of a cent are not.
bool shows(const Difference& difference) {
  const std::string change = response_difference(difference.unit, difference.change);
  return change.find_first_of("123456789n") != std::string::npos;  // n: never
}

std::vector<const Difference*> those(const ComparedRuns& runs, bool of_cost) {
  std::vector<const Difference*> all;
  for (const Difference& each : runs.found.differences) {
    if (is_cost(each) == of_cost && shows(each)) all.push_back(&each);
  }
  return all;
}

/// Without its sign: a sentence says which way.
Estimate size_of(Estimate change) {
  if (change.value >= 0) return change;
  change.value = -change.value;
  if (change.interval) change.interval = Interval{-change.interval->upper, -change.interval->lower};
  return change;
}

std::string relative_text(const Difference& difference) {
  return difference.relative ? response_difference(ResponseUnit::share, difference.relative) : "";
}

/// ` (-33.15 %)`; nothing where A is nothing.
std::string in_relation(const Difference& difference) {
  if (!difference.relative) return {};
  return " (" + response_difference(ResponseUnit::share, Estimate{difference.relative->value, {}, 0}) + ")";
}

std::string cost_sentence(const ComparedRuns& runs) {
  const Difference* change = runs.found.find(total);
  const std::string& currency = runs.a.currency;
  if (change == nullptr) {
    const Observed* cost = runs.a.find(total);
    const double value = cost == nullptr || cost->values.empty() ? 0 : difference(runs.a, runs.b, total).a;
    return "Both cost " + response_value(ResponseUnit::money, value) + " " + currency;
  }
  const bool less = change->change.value < 0;
  std::string text = "B costs " + response_estimate(ResponseUnit::money, size_of(change->change)) + " " +
                     currency + (less ? " less" : " more") + in_relation(*change);
  if (change->change.interval && !change->told_apart(runs.found.basis)) {
    text += ", not told apart from no difference";
  }
  return text;
}

/// Where no job has a name they can only be counted.
bool is_crowd(const ComparedRuns& runs) { return runs.a.jobs.empty() || runs.b.jobs.empty(); }

/// What is told of jobs: that they outlived their sign-ins, or if none did, that they completed.
bool tells_survival(const ComparedRuns& runs) {
  const auto any = [](const RunRecord& side) {
    const Observed* jobs = side.find(surviving);
    return jobs != nullptr &&
           std::any_of(jobs->values.begin(), jobs->values.end(), [](double each) { return each > 0; });
  };
  return runs.found.surviving.is_any() || any(runs.a) || any(runs.b);
}

/// `2 jobs more survive, 1 less`, job by job.
std::string swing_text(const Swing& swing, const std::string& verb) {
  const auto sentence = [&](std::uint64_t jobs, const char* which) {
    return counted(jobs, "job") + " " + which + " " + verb + (jobs == 1 ? "s" : "");
  };
  if (swing.only_in_b == 0 && swing.only_in_a == 0) return "the same jobs " + verb;
  if (swing.only_in_b == 0) return sentence(swing.only_in_a, "less");
  return sentence(swing.only_in_b, "more") +
         (swing.only_in_a == 0 ? "" : ", " + grouped(swing.only_in_a) + " less");
}

/// Of crowds nobody knows which job is which.
std::string count_text(const ComparedRuns& runs, const Difference* change, const std::string& verb) {
  if (change == nullptr) return "as many jobs " + verb;
  const std::string size = response_estimate(ResponseUnit::number, size_of(change->change));
  const bool is_one = size == "1";
  std::string text = size + (is_one ? " job " : " jobs ") + (change->change.value < 0 ? "less " : "more ") +
                     verb + (is_one ? "s" : "") + in_relation(*change);
  if (change->change.interval && !change->told_apart(runs.found.basis)) {
    text += ", not told apart from no difference";
  }
  return text;
}

std::string jobs_sentence(const ComparedRuns& runs) {
  const bool survival = tells_survival(runs);
  const std::string verb = survival ? "survive" : "complete";
  if (is_crowd(runs)) {
    return count_text(runs, runs.found.find(survival ? surviving : completed), verb);
  }
  const Swing& swing = survival ? runs.found.surviving : runs.found.completed;
  const bool all_in_both = runs.found.only_in_a.empty() && runs.found.only_in_b.empty();
  if (!all_in_both && runs.found.jobs_in_both == 0) return "no job is in both";
  std::string text = (all_in_both ? "" : "of those in both ") + swing_text(swing, verb);
  const std::uint64_t told = swing.only_in_a + swing.only_in_b;
  if (runs.found.fates.size() > told) {
    const std::uint64_t jobs = runs.found.fates.size() - told;
    text += "; " + counted(jobs, told == 0 ? "job" : "other job") + (jobs == 1 ? " ends" : " end") +
            " differently";
  }
  return text;
}

std::string missing_jobs(const std::vector<std::string>& names, const char* side) {
  if (names.empty()) return {};
  return "; " + counted(names.size(), "job") + (names.size() == 1 ? " is" : " are") + " only in " + side;
}

/// `~` where an interval says that it may be no difference.
std::string mark_of(const ComparedRuns& runs, const Difference& difference) {
  const Basis basis = runs.found.basis;
  return basis == Basis::one_draw || difference.told_apart(basis) ? "" : "~";
}

std::string option_text(Assumption assumption, Option option) {
  return std::string(info_of(assumption).options[option]);
}

std::string gate_found(const ComparedRuns& runs, const JudgedGate& gate) {
  if (gate.gate.response.empty()) {
    if (gate.verdict.came_true == Answer::yes) return "jobs end differently";
    return is_crowd(runs) ? "as many jobs end each way" : "no job ends differently";
  }
  const Difference& found = gate.verdict.difference;
  const bool in_shares = gate.gate.unit == study::Gate::Unit::share_of_a;
  if (in_shares && found.relative) return relative_text(found);
  return response_difference(found.unit, found.change);
}

std::string_view mark_of(Answer came_true) {
  switch (came_true) {
    case Answer::yes: return "FAIL";
    case Answer::no: return "ok";
    case Answer::undecided: break;
  }
  return "undecided";
}

/// As `--set` names it; the settings of domains, which it does not reach, as their path in the file.
std::string name_of(const SettingOf& setting) {
  switch (setting.scope) {
    case Scope::general: break;
    case Scope::domain: {
      constexpr std::string_view above = "sagemaker.";
      return std::string(above) + "domains." + setting.owner + setting.key.substr(above.size() - 1);
    }
    case Scope::account: return "quotas." + setting.owner + "." + setting.key;
  }
  return setting.key;
}

}  // namespace

std::string closing(const ComparedRuns& runs) {
  const RunComparison& found = runs.found;
  std::string text = cost_sentence(runs) + "; " + jobs_sentence(runs) + missing_jobs(found.only_in_a, "A") +
                     missing_jobs(found.only_in_b, "B");
  if (found.basis == Basis::one_draw && !found.differences.empty()) {
    text += ". One replication: " + std::string(more_replications);
  }
  return text + ".";
}

std::string incomplete_line(const ComparedRuns& runs) {
  if (!runs.planned) return {};
  return incomplete_after(grouped(runs.found.replications) + " of " + counted(*runs.planned, "replication"));
}

std::string basis_line(const ComparedRuns& runs) {
  const RunComparison& found = runs.found;
  const auto level = static_cast<int>(std::lround(found.confidence * 100));
  const std::string intervals = std::to_string(level) + " % intervals over ";
  switch (found.basis) {
    case Basis::exact: return "Exact: chance has no part in either.";
    case Basis::one_draw:
      return "One replication of what chance has a part in: " + std::string(more_replications) + ".";
    case Basis::paired: {
      std::string text =
          intervals + counted(found.replications, "replication") + " with common random numbers.";
      if (runs.a.replications != runs.b.replications) {
        text += " A has " + grouped(runs.a.replications) + ", B " + grouped(runs.b.replications) + ".";
      }
      return text;
    }
    case Basis::independent:
      return intervals + grouped(runs.a.replications) + " and " +
             counted(runs.b.replications, "replication") +
             " with different seeds: as independent samples, which tells less than common random numbers.";
  }
  return {};
}

std::array<std::string, 2> side_lines(const ComparedRuns& runs) {
  std::string a = "A  " + runs.name_a + ": " + runs.a.title;
  std::string b = "B  " + runs.name_b;
  if (runs.b.title != runs.a.title) b += ": " + runs.b.title;
  return {std::move(a), std::move(b)};
}

DifferenceCells cells_of(const ComparedRuns& runs, const Difference& difference) {
  const std::string relative =
      difference.relative
          ? response_difference(ResponseUnit::share, Estimate{difference.relative->value, {}, 0})
          : "";
  return {difference.response,
          response_value(difference.unit, difference.a),
          response_value(difference.unit, difference.b),
          response_difference(difference.unit, difference.change),
          relative,
          mark_of(runs, difference)};
}

std::vector<const Difference*> cost_differences(const ComparedRuns& runs) { return those(runs, true); }
std::vector<const Difference*> other_differences(const ComparedRuns& runs) { return those(runs, false); }

std::vector<std::string> remarks(const ComparedRuns& runs) {
  const auto& all = runs.found.differences;
  std::vector<std::string> lines;
  const bool any = std::any_of(all.begin(), all.end(), [&](const Difference& each) {
    return shows(each) && mark_of(runs, each) != "";
  });
  if (any) lines.emplace_back("~ not told apart from no difference: the interval contains 0");
  const auto hidden =
      std::count_if(all.begin(), all.end(), [](const Difference& each) { return !shows(each); });
  if (hidden > 0) {
    lines.push_back(counted(static_cast<std::uint64_t>(hidden), "response") +
                    (hidden == 1 ? " differs" : " differ") + " by less than is shown: --format json");
  }
  return lines;
}

std::vector<std::array<std::string, 3>> circumstances(const ComparedRuns& runs) {
  std::vector<std::array<std::string, 3>> rows;
  if (runs.a.horizon != runs.b.horizon)
    rows.push_back({"horizon", span(runs.a.horizon), span(runs.b.horizon)});
  if (runs.a.seed != runs.b.seed)
    rows.push_back({"seed", std::to_string(runs.a.seed), std::to_string(runs.b.seed)});
  for (const SettingChange& each : runs.found.settings) {
    rows.push_back({std::string(info_of(each.setting).key), setting_text(each.setting, each.a),
                    setting_text(each.setting, each.b)});
  }
  for (const OwnSettingChange& each : runs.found.own_settings) {
    rows.push_back({name_of(each.of), setting_text(each.of.key, each.a), setting_text(each.of.key, each.b)});
  }
  for (const AssumptionChange& each : runs.found.assumptions) {
    rows.push_back({"assuming " + std::string(info_of(each.assumption).key),
                    option_text(each.assumption, each.a), option_text(each.assumption, each.b)});
  }
  return rows;
}

std::string fate_text(Outcome outcome, Cause cause) {
  return std::string(name_of(outcome)) + " (" + std::string(name_of(cause)) + ")";
}

std::string fate_text(const Fate& fate, const Fate& other) {
  std::string text = fate_text(fate.outcome, fate.cause);
  if (fate.rule != Rule::none) text.insert(text.size() - 1, " [" + std::string(id_of(fate.rule)) + "]");
  if (fate.survived && !other.survived) text += ", outlived its sign-in";
  if (fate.unseen && !other.unseen) text += ", unseen";
  return text;
}

GateLine gate_line(const ComparedRuns& runs, const JudgedGate& gate) {
  const study::GateVerdict& verdict = gate.verdict;
  GateLine line{std::string(mark_of(verdict.came_true)), gate.gate.text + ": " + gate_found(runs, gate)};
  if (verdict.came_true != Answer::undecided) return line;
  if (runs.found.basis == Basis::one_draw) {
    line.text += "; one replication decides nothing: --replications 10";
  } else if (verdict.replications) {
    line.text += "; about " + counted(*verdict.replications, "replication") + " would decide";
  } else {
    line.text += "; no number of replications would decide";
  }
  return line;
}

}  // namespace outlive::output
