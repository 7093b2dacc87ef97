#include "sim/output/recommendation_words.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "sim/output/response_text.hpp"
#include "sim/output/sweep_sections.hpp"
#include "sim/output/words.hpp"
#include "sim/study/promises.hpp"
#include "sim/study/study_verdicts.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {

using End = Recommendation::End;
using State = Candidate::State;

}  // namespace

std::string percent_of(double share) { return shortest(std::round(share * 1e8) / 1e6) + " %"; }

std::string name_in_sentence(const Response& response) {
  Response without_unit = response;
  without_unit.unit = Response::Unit::number;
  return shown(response_title(without_unit, {}), 60);
}

std::string option_text(const AssumptionTrial& trial) {
  const AssumptionInfo& info = info_of(trial.assumption);
  return std::string(info.key) + " = " + std::string(info.options[trial.to]) + " (" + std::string(info.id) +
         ")";
}

std::string short_option_text(const AssumptionTrial& trial) {
  const AssumptionInfo& info = info_of(trial.assumption);
  return std::string(info.id) +
         (info.options.size() > 2 ? " (" + std::string(info.options[trial.to]) + ")" : "");
}

// ---- words for values ----

std::string RecommendationWords::settings_text(std::size_t point) const {
  return point_text(study_, study_.points[point]);
}

std::string RecommendationWords::amount(const Response& response,
                                        const std::optional<Estimate>& estimate) const {
  const std::string text = response_estimate(response.unit, estimate);
  return response.unit == Response::Unit::money && estimate ? text + " " + study_.scenario.prices.currency
                                                            : text;
}

std::string RecommendationWords::change(const Response& response,
                                        const std::optional<Estimate>& estimate) const {
  const std::string text = response_difference(response.unit, estimate);
  return response.unit == Response::Unit::money && estimate ? text + " " + study_.scenario.prices.currency
                                                            : text;
}

/// `survival 99.62 % ± 0.05 % (promised: at least 99.5%)`
std::string RecommendationWords::promise_text(std::size_t promise,
                                              const std::optional<Estimate>& estimate) const {
  const Promise& limit = study_.goal->promises[promise];
  return name_in_sentence(promised(promise)) + " " + amount(promised(promise), estimate) +
         " (promised: " + limit_text(limit.comparison, limit.low, limit.high) + ")";
}

/// `, 0.60 % short of that`; nothing where it is kept on average.
std::string RecommendationWords::shortfall(std::size_t promise,
                                           const std::optional<Estimate>& estimate) const {
  const Promise& limit = study_.goal->promises[promise];
  if (!estimate || study::miss_of(estimate->value, limit) == 0) return {};
  const double low = study::as_number(limit.low);
  const bool below = limit.comparison != Comparison::at_most && estimate->value < low;
  const double nearest =
      limit.comparison == Comparison::between && !below ? study::as_number(limit.high) : low;
  const Estimate distance{.value = std::abs(estimate->value - nearest), .interval = std::nullopt, .count = 0};
  return ", " + amount(promised(promise), distance) + (below ? " short of that" : " beyond that");
}

// ---- the answer ----

std::vector<std::string> RecommendationWords::warnings() const {
  if (study_.unfinished) {
    const std::string tried = grouped(study_.unfinished->points_done);
    const std::string all = counted(study_.unfinished->points_planned, "setting");
    const bool tried_all = study_.unfinished->points_done == study_.unfinished->points_planned;
    return {incomplete_after(tried_all ? "all of " + all + " had been tried, and before one was chosen"
                                       : tried + " of " + all + " had been tried")};
  }
  if (found_.untried == 0) return {};
  return {incomplete_after(grouped(found_.trials.size()) + " of " +
                           counted(found_.trials.size() + found_.untried, "other option") +
                           " of assumptions had been tried")};
}

std::vector<std::string> RecommendationWords::headline() const {
  switch (found_.end) {
    case End::chosen: return chosen();
    case End::none_keeps: return none_keeps();
    case End::stopped: return stopped();
    default: return undecided();
  }
}

std::string RecommendationWords::promises_in_short() const {
  return study_.goal->promises.size() == 1 ? "the promise" : "all promises";
}

std::vector<std::string> RecommendationWords::chosen() const {
  const std::string of_all = counted(study_.points.size(), "setting");
  const std::string goal_name = name_in_sentence(goal());
  std::string claim;
  if (found_.random) {
    claim = "With " + percent_of(study_.confidence) + " confidence it keeps " + promises_in_short() +
            ", and no other of " + of_all + " that does has a " + goal_name + " that is lower" +
            (study_.goal->indifference > 0 ? " by more than " + percent_of(study_.goal->indifference) : "") +
            ".";
  } else {
    claim = "It keeps " + promises_in_short() + " at the least " + goal_name + " of " + of_all +
            ". Nothing is left to chance: one run of each is exact.";
  }
  return {"Recommended: " + settings_text(found_.point), claim, what_it_comes_to(), assumptions_in_short()};
}

std::vector<std::string> RecommendationWords::none_keeps() const {
  const auto missed = study::worst_miss(study_, candidate().promises);
  std::string nearest = settings_text(found_.point) + " comes nearest";
  if (missed) {
    const auto& estimate = candidate().promises[*missed].estimate;
    nearest += ": " + promise_text(*missed, estimate) + shortfall(*missed, estimate);
  }
  const std::string all = std::string(found_.random ? "each" : "Each") + " of " +
                          counted(study_.points.size(), "setting") + " breaks one, or has no number for it.";
  return {"No setting keeps " + promises_in_short(),
          found_.random ? "With " + percent_of(study_.confidence) + " confidence " + all : all, nearest + ".",
          what_it_comes_to()};
}

std::vector<std::string> RecommendationWords::undecided() const {
  const std::string more =
      found_.wanted ? "About " + grouped(static_cast<Int128>(*found_.wanted)) +
                          " replications of a setting would probably decide; `at_most` allows " +
                          grouped(study_.goal->at_most) + "."
                    : "How many replications would decide cannot be told: something lies on its limit.";
  const std::string open = what_is_open();
  return {"Undecided: " + who_leads(), open.empty() ? "Too few replications are allowed to tell." : open,
          more, what_it_comes_to()};
}

/// What no setting that was not tried could change, and that one of those could be better.
std::vector<std::string> RecommendationWords::stopped() const {
  const std::size_t missing = study_.unfinished->points_planned - study_.points.size();
  std::vector<std::string> sentences{"Nothing is recommended yet: " + who_leads() + " so far"};
  if (missing > 0)
    sentences.push_back("All that follows is of " + counted(study_.points.size(), "setting") +
                        " alone: " + grouped(missing) + " more were not tried.");
  sentences.push_back(what_is_open());
  sentences.push_back(what_it_comes_to());
  std::erase(sentences, std::string());
  return sentences;
}

std::string RecommendationWords::who_leads() const {
  const bool leads = !study::worst_miss(study_, candidate().promises);
  return settings_text(found_.point) + (leads ? " leads" : " comes nearest");
}

std::string RecommendationWords::what_it_comes_to() const {
  std::vector<std::string> parts{name_in_sentence(goal()) + " " + amount(goal(), candidate().goal)};
  for (std::size_t i = 0; i < candidate().promises.size(); ++i)
    parts.push_back(promise_text(i, candidate().promises[i].estimate));
  return text::join(parts, "; ");
}

/// What keeps the leader from being chosen, as far as it lies in the settings that were tried.
std::string RecommendationWords::what_is_open() const {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < candidate().promises.size(); ++i) {
    if (candidate().promises[i].answer == Answer::undecided)
      parts.push_back("whether it keeps what was promised of " + name_in_sentence(promised(i)) +
                      " is not sure");
  }
  std::vector<std::size_t> rivals;
  for (std::size_t i = 0; i < found_.candidates.size(); ++i) {
    const Candidate& each = found_.candidates[i];
    if (i == found_.point || each.state != State::open || !each.difference) continue;
    const double least = each.difference->interval.value_or(Interval{each.difference->value, 0}).lower;
    if (least < 0) rivals.push_back(i);
  }
  if (!rivals.empty()) {
    parts.push_back(counted(rivals.size(), "other setting") + " may be better, such as " +
                    settings_text(rivals.front()));
  }
  if (parts.empty()) return {};
  std::string text = text::join(parts, "; ") + ".";
  if (text.front() == 'w') text.front() = 'W';  // a name keeps its first letter
  return text;
}

std::string RecommendationWords::assumptions_in_short() const {
  const auto& trials = found_.trials;
  if (trials.empty()) return "Whether it stands under other assumptions was not tried.";
  const auto possible =
      static_cast<std::uint64_t>(std::count_if(trials.begin(), trials.end(), [](const AssumptionTrial& each) {
        return each.effect != AssumptionTrial::Effect::impossible;
      }));
  const auto against = static_cast<std::uint64_t>(std::count_if(
      trials.begin(), trials.end(), [](const AssumptionTrial& each) { return each.is_against(); }));
  const std::string of = counted(possible, "other reading") + " of what the documentation leaves open";
  if (against == 0) return "It stands under all " + of + ".";
  const AssumptionTrial& first = trials.front();
  return "It does not surely stand under " + grouped(static_cast<Int128>(against)) + " of " + of +
         ", above all " + option_text(first) + (first.is_sure() ? ", which " : ", which may ") +
         (first.breaks() ? (first.is_sure() ? "breaks" : "break") + std::string(" the promise on ") +
                               name_in_sentence(promised(first.promise))
                         : std::string(first.is_sure() ? "changes the choice" : "change the choice")) +
         ".";
}

}  // namespace outlive::output
