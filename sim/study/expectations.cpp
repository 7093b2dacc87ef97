// The functions of outlive/expectation.hpp.
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "outlive/expectation.hpp"
#include "sim/study/amending.hpp"
#include "sim/study/baseline.hpp"
#include "sim/study/comparing.hpp"
#include "sim/study/judging.hpp"
#include "sim/study/quantities.hpp"
#include "sim/study/sample.hpp"
#include "sim/study/series.hpp"

namespace outlive {
namespace {

// Of one replication, as far as a verdict tells of it.
struct Shown {
  study::Value value;
  Cause cause = Cause::none;
  Rule rule = Rule::none;
};

Shown show_of(const study::Quantity& quantity, const Scenario& scenario, const Results& results) {
  Shown shown{.value = quantity.read(scenario, results)};
  if (quantity.job != no_number) {
    const JobResult& job = results.jobs.at(quantity.job);
    shown.cause = job.cause;
    shown.rule = job.rule;
  } else if (quantity.session != no_number) {
    const SessionResult& session = results.sessions.at(quantity.session);
    shown.cause = session.cause;
    shown.rule = session.rule;
  }
  return shown;
}

// A half-width is told to two digits; the mean to as many decimals.
int telling_decimals_of(double half_width) {
  constexpr int most = 9;
  int decimals = 0;
  for (; decimals < most && half_width < 10; ++decimals) half_width *= 10;
  return decimals;
}

void tell_mean(const Scenario& scenario, const Estimate& mean, Expected::Type type, Verdict& verdict) {
  const Expectation& expectation = *verdict.expectation;
  double value = mean.value;
  double half_width = mean.interval->half_width();
  int least = type == Expected::Type::money ? 2 : 0;
  if (type == Expected::Type::duration || type == Expected::Type::instant) {
    const double step = study::telling_step(half_width);
    value = std::nearbyint(value / step) * step;
    half_width = std::nearbyint(half_width / step) * step;
  } else {
    least = std::max(least, telling_decimals_of(half_width));
  }
  const study::Value shown = study::nearest_value(type, value);
  const int decimals = study::telling_decimals(expectation, shown, least);
  verdict.found = study::write_value(scenario, expectation.low, shown, decimals);
  // The interval of an instant is a length of time.
  const auto width_type = type == Expected::Type::instant ? Expected::Type::duration : type;
  verdict.half_width =
      study::write_value(scenario, expectation.low, study::nearest_value(width_type, half_width), decimals);
}

// In the notation of reports: cents of money, whole counts, three decimals of anything else.
std::string plain_text(const Scenario& scenario, Expected::Type type, double number) {
  const bool whole = std::nearbyint(number) == number;
  const int decimals = type == Expected::Type::money ? 2 : (whole ? 0 : 3);
  return study::write_value(scenario, Expected{}, study::nearest_value(type, number), decimals);
}

void tell_against(const Scenario& scenario, Expected::Type type, const study::Series& series,
                  Verdict& verdict) {
  const Expectation& expectation = *verdict.expectation;
  const Baseline& baseline = scenario.baselines.at(expectation.baseline);
  if (in_baseline(scenario, expectation) == nullptr) {
    verdict.answer = Answer::undecided;
    verdict.found =
        plain_text(scenario, type, study::mean_of(series.numbers(), expectation.confidence).value);
    verdict.against = baseline.path + " was not read";
    return;
  }
  const study::AgainstBaseline found = study::hold_against(*baseline.record, scenario, expectation, series);
  verdict.answer = found.answer;
  verdict.replications_wanted = found.replications_wanted;
  verdict.found = plain_text(scenario, type, found.own);
  verdict.against = verdict.found + "; " + plain_text(scenario, type, found.there) + " in " + baseline.path;
  if (!found.told) return;
  const Expected::Type told_type = expectation.low.type;
  if (found.told->interval) {
    verdict.mean = found.told;
    tell_mean(scenario, *found.told, told_type, verdict);
  } else {
    const int least = told_type == Expected::Type::money ? 2 : 3;
    const study::Value shown = study::nearest_value(told_type, found.told->value);
    verdict.found =
        study::write_value(scenario, expectation.low, shown, std::max(least, expectation.low.decimals));
  }
}

}  // namespace

struct Judge::Case {
  const Expectation* expectation;
  study::Quantity quantity;
  study::Series series{};
  study::Series at_least{};  // where that differs from `series` in any replication
  bool is_bound = false;
  std::size_t failed_in = 0;
  Shown shown{};  // the first replication in which it fails, or the first
  double shown_at_least = 0;

  void add(const Scenario& scenario, const Results& results) {
    Shown own = show_of(quantity, scenario, results);
    const bool fails = expectation->relation == Relation::absolute && !study::holds(*expectation, own.value);
    series.add(own.value);
    if (quantity.read_least) {
      at_least.add(quantity.read_least(scenario, results));
      is_bound = is_bound || at_least.numbers().back() < series.numbers().back();
    }
    if (series.count() == 1 || (fails && failed_in == 0)) {
      shown = std::move(own);
      if (quantity.read_least) shown_at_least = at_least.numbers().back();
    }
    if (fails) ++failed_in;
  }

  [[nodiscard]] study::Decision decide(const Expectation& wanted) const {
    return is_bound ? study::decide_between(wanted, at_least, series) : study::decide(wanted, series);
  }

  [[nodiscard]] Verdict verdict(const Scenario& scenario) const {
    Verdict verdict;
    verdict.expectation = expectation;
    verdict.replications = series.count();
    if (expectation->relation != Relation::absolute) {
      tell_against(scenario, quantity.type, series, verdict);
      return verdict;
    }
    const study::Decision decision = decide(*expectation);
    verdict.answer = decision.answer;
    verdict.is_bound = is_bound;
    verdict.mean = decision.mean;
    verdict.replications_wanted = decision.replications_wanted;
    if (decision.mean) {
      tell_mean(scenario, *decision.mean, quantity.type, verdict);
      return verdict;
    }
    verdict.found = study::write_value(scenario, *expectation, shown.value);
    if (is_bound)
      verdict.found = plain_text(scenario, quantity.type, shown_at_least) + " to " + verdict.found;
    verdict.failed_in = failed_in;
    verdict.cause = shown.cause;
    verdict.rule = shown.rule;
    return verdict;
  }
};

Judge::Judge(const Scenario& scenario) : scenario_(&scenario) {
  cases_.reserve(scenario.expectations.size());
  for (const Expectation& expectation : scenario.expectations) {
    auto quantity = study::find_quantity(scenario, expectation.key);
    if (!quantity) throw std::logic_error("an expectation on '" + expectation.key + "' was let through");
    cases_.push_back({.expectation = &expectation, .quantity = std::move(*quantity)});
  }
}

Judge::~Judge() = default;
Judge::Judge(Judge&&) noexcept = default;
Judge& Judge::operator=(Judge&&) noexcept = default;

void Judge::add(const Results& results) {
  for (Case& each : cases_) each.add(*scenario_, results);
}

std::vector<Verdict> Judge::verdicts() const {
  std::vector<Verdict> verdicts;
  for (const Case& each : cases_) {
    if (each.series.count() > 0) verdicts.push_back(each.verdict(*scenario_));
  }
  return verdicts;
}

Amendment Judge::amend(std::size_t number) const {
  const Case& each = cases_.at(number);
  Amendment amendment = study::amend(*scenario_, *each.expectation, each.series);
  if (each.is_bound && amendment.why_not.empty() && each.decide(amendment.expectation).answer != Answer::yes)
    amendment.why_not = "it is known from two sides only, which no other value mends";
  return amendment;
}

std::vector<Verdict> check(const Scenario& scenario, const Results& results) {
  Judge judge(scenario);
  judge.add(results);
  return judge.verdicts();
}

bool is_quantity(const Scenario& scenario, const std::string& key, Expected::Type& type,
                 std::string& suggestion) {
  if (const auto quantity = study::find_quantity(scenario, key)) {
    type = quantity->type;
    return true;
  }
  suggestion = study::nearest_quantity(scenario, key);
  return false;
}

}  // namespace outlive
