// The parts of a report on a recommendation, after its headline.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/output/recommendation_words.hpp"
#include "sim/output/response_text.hpp"
#include "sim/output/sweep_sections.hpp"
#include "sim/output/words.hpp"
#include "sim/study/promises.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {

using End = Recommendation::End;
using State = Candidate::State;

Section section_named(std::string title, std::string id) {
  Section section;
  section.title = std::move(title);
  section.id = std::move(id);
  return section;
}

}  // namespace

// ---- all settings ----

std::string RecommendationWords::verdict(std::size_t point) const {
  const Candidate& each = found_.candidates[point];
  if (point == found_.point && found_.end == End::chosen) return "recommended";
  const std::string dearer = "more " + name_in_sentence(goal());
  switch (each.state) {
    case State::breaks_promise: return "breaks " + name_in_sentence(promised(each.because));
    case State::dearer: return dearer;
    case State::without_number: return "no number";
    case State::open: break;
  }
  const auto missed = study::worst_miss(study_, each.promises);
  if (missed) return "probably breaks " + name_in_sentence(promised(*missed));
  if (found_.end != End::chosen) return each.keeps() == Answer::yes ? "keeps all" : "probably keeps all";
  const double indifference = std::abs(candidate().goal->value) * study_.goal->indifference;
  if (each.difference && each.difference->value > indifference) return "probably " + dearer;
  return each.keeps() == Answer::yes ? "as good" : "probably as good";
}

Section RecommendationWords::settings(std::size_t most, std::size_t on_screen) const {
  std::vector<std::size_t> order(study_.points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto goal_of = [this](std::size_t point) {
    return found_.candidates[point].comparable_goal.value_or(std::numeric_limits<double>::infinity());
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return goal_of(a) < goal_of(b); });
  // Around the answer.
  const auto at =
      static_cast<std::size_t>(std::find(order.begin(), order.end(), found_.point) - order.begin());
  const std::size_t first =
      order.size() <= most ? 0 : std::min(at - std::min(at, most / 2), order.size() - most);

  Section section{.title = "Settings",
                  .columns = {},
                  .words = study_.factors.size() + (found_.random ? 3U : 2U),
                  .rows = {}};
  section.id = "settings";
  for (const Factor& factor : study_.factors) section.columns.push_back(shown(factor.name, 40));
  if (found_.random) section.columns.emplace_back("runs");
  section.columns.insert(section.columns.end(), {"*", "verdict"});
  const std::string& currency = study_.scenario.prices.currency;
  section.columns.push_back(shown(response_title(goal(), currency), 40));
  for (std::size_t i = 0; i < study_.goal->promises.size(); ++i)
    section.columns.push_back(shown(response_title(promised(i), currency), 40));
  for (std::size_t i = first; i < std::min(first + most, order.size()); ++i) {
    const Candidate& each = found_.candidates[order[i]];
    std::vector<std::string> cells;
    for (const Level& level : study_.points[order[i]].levels) cells.push_back(shown(level.text, 24));
    if (found_.random) cells.push_back(grouped(each.replications));
    cells.insert(cells.end(), {each.on_front ? "*" : "", verdict(order[i])});
    cells.push_back(order[i] == found_.point ? response_estimate(goal().unit, each.goal)
                                             : response_difference(goal().unit, each.difference));
    for (std::size_t promise = 0; promise < each.promises.size(); ++promise)
      cells.push_back(response_estimate(promised(promise).unit, each.promises[promise].estimate));
    section.rows.push_back(std::move(cells));
  }
  section.items.push_back("* none " + std::string(study_.unfinished ? "that was tried " : "") +
                          "is better in " + name_in_sentence(goal()) + " and " +
                          name_in_sentence(promised(0)) + " at once. " + name_in_sentence(goal()) +
                          " of the others is their difference from " + settings_text(found_.point) +
                          (found_.random ? ", under the same random numbers." : "."));
  section.more = order.size() - std::min(order.size(), most);
  section.more_in = "recommendation.json of -o FOLDER";
  section.on_screen = on_screen;
  section.first_on_screen = at - first - std::min(at - first, on_screen / 2);
  return section;
}

// ---- just outside ----

std::string RecommendationWords::neighbour_text(const Neighbour& neighbour) const {
  const Candidate& each = found_.candidates[neighbour.point];
  const Factor& factor = study_.factors[neighbour.factor];
  const std::string name =
      shown(factor.name, 40) + "=" + shown(study_.points[neighbour.point].levels[neighbour.factor].text, 24);
  const std::string difference = name_in_sentence(goal()) + " " + change(goal(), each.difference);
  if (!neighbour.breaks) return name + ": as good, " + difference;
  const PromiseStanding& promise = each.promises[*neighbour.breaks];
  return name + ": " + difference + ", but " + (promise.answer == Answer::no ? "surely" : "probably") +
         " breaks the promise: " + promise_text(*neighbour.breaks, promise.estimate) +
         shortfall(*neighbour.breaks, promise.estimate);
}

Section RecommendationWords::outside() const {
  Section section = section_named("Just outside", "outside");
  for (const Neighbour& each : found_.neighbours) {
    const auto& difference = found_.candidates[each.point].difference;
    if (each.as_good || (each.breaks && difference && difference->value < 0))
      section.items.push_back(neighbour_text(each));
  }
  if (section.items.empty()) {
    section.sentences.emplace_back(found_.neighbours.empty()
                                       ? "The design is no grid: no setting lies one step away."
                                       : "No setting one step away is as good, or costs less.");
  }
  return section;
}

// ---- effects ----

std::string RecommendationWords::fit_text(const ResponseSurface& surface) const {
  const auto two = [](double value) { return response_value(Response::Unit::number, value); };
  std::string text =
      "A polynomial of second order" +
      std::string(surface.logarithmic ? ", numbers on a logarithmic scale," : "") + " tells " +
      percent_of(std::round(surface.r_squared * 1000) / 1000) + " of what " +
      counted(surface.points, "setting") + " differ by (R2), and foretells " +
      (surface.predicted < 0 ? "nothing" : percent_of(std::round(surface.predicted * 1000) / 1000)) +
      " of it at settings that it has not seen (Q2)";
  if (!surface.fits())
    return text + ": too little to say which factor moves " + name_in_sentence(goal()) + ".";
  if (surface.lack_of_fit && *surface.lack_of_fit < 0.05)
    text += "; it lacks more than chance explains (p " +
            (*surface.lack_of_fit < 0.001 ? std::string("< 0.001") : two(*surface.lack_of_fit)) +
            "), so it shows directions, not values";
  if (surface.predicted < 0.8) text += "; that is rough";
  return text + ".";
}

/// The interactions among the greatest terms.
std::string RecommendationWords::interactions_text(const ResponseSurface& surface) const {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min<std::size_t>(surface.terms.size(), 5); ++i) {
    const ResponseSurface::Term& term = surface.terms[i];
    const bool is_sure =
        !term.estimate.interval || term.estimate.interval->lower > 0 || term.estimate.interval->upper < 0;
    if (term.name.find(" * ") != std::string::npos && is_sure)
      parts.push_back(shown(term.name, 60) + " " + change(goal(), term.estimate));
  }
  if (parts.empty()) return {};
  return "What one factor does depends on another (coefficients of factors from -1 to 1): " +
         text::join(parts, "; ") + ".";
}

Section RecommendationWords::effects() const {
  Section section = section_named("What moves " + name_in_sentence(goal()), "effects");
  if (!found_.surface) {
    section.sentences.emplace_back("Too few settings, or too little difference between them, to tell.");
    return section;
  }
  section.sentences.push_back(fit_text(*found_.surface));
  if (!found_.surface->fits()) return section;
  section.columns = {"factor", "from", "to"};
  section.words = 3;
  section.columns.push_back(shown(response_title(goal(), study_.scenario.prices.currency), 40));
  for (const ResponseSurface::Effect& each : found_.surface->effects) {
    section.rows.push_back({shown(study_.factors[each.factor].name, 40), shown(each.least_at, 24),
                            shown(each.greatest_at, 24), response_difference(goal().unit, each.difference)});
  }
  const std::string interactions = interactions_text(*found_.surface);
  if (!interactions.empty()) section.items.push_back(interactions);
  return section;
}

// ---- assumptions ----

std::string RecommendationWords::trial_text(const AssumptionTrial& trial) const {
  std::string text = option_text(trial) + ": ";
  if (trial.breaks()) {
    text += std::string(trial.is_sure() ? "breaks" : "may break") +
            " the promise: " + promise_text(trial.promise, trial.promised);
    return text + (trial.instead ? "; " + settings_text(*trial.instead) + " would keep all"
                                 : "; no rival that was tried would keep all");
  }
  return text + settings_text(*trial.instead) + (trial.is_sure() ? " is better then" : " may be better then");
}

Section RecommendationWords::assumptions() const {
  Section section = section_named("Under other assumptions", "assumptions");
  std::vector<std::string> moving;
  std::vector<std::string> nothing;
  std::vector<std::string> impossible;
  const AssumptionTrial* widest = nullptr;
  for (const AssumptionTrial& each : found_.trials) {
    if (each.is_against()) section.items.push_back(trial_text(each));
    if (each.effect == AssumptionTrial::Effect::moves_numbers) {
      if (moving.empty()) widest = &each;
      moving.push_back(option_text(each));
    }
    if (each.effect == AssumptionTrial::Effect::nothing) nothing.push_back(short_option_text(each));
    if (each.effect == AssumptionTrial::Effect::impossible) impossible.push_back(short_option_text(each));
  }
  if (!found_.trials.empty()) {
    section.sentences.push_back(
        settings_text(found_.point) + " and " + counted(found_.rivals.size(), "rival") +
        " were run again under each other option, " +
        (found_.random
             ? "with the same random numbers; intervals of " + percent_of(study_.confidence) + " each."
             : "everything else as it is."));
  }
  if (widest != nullptr)
    section.items.push_back("the numbers move, the choice stays: " + text::join(moving, ", ") + "; at most " +
                            change(goal(), widest->difference) + " of " + name_in_sentence(goal()));
  if (!nothing.empty()) section.items.push_back("nothing changes: " + text::join(nothing, ", "));
  if (!impossible.empty()) section.items.push_back("cannot be: " + text::join(impossible, ", "));
  if (found_.untried > 0)
    section.items.push_back(counted(found_.untried, "option") + " not tried: it was interrupted");
  return section;
}

// ---- method ----

std::string RecommendationWords::replications_text() const {
  std::uint32_t least = candidate().replications;
  std::uint32_t most = least;
  for (const Candidate& each : found_.candidates) {
    least = std::min(least, each.replications);
    most = std::max(most, each.replications);
  }
  std::string text = grouped(static_cast<Int128>(found_.replications)) + " replications of " +
                     counted(study_.points.size(), "setting");
  if (least == most) return text + ", " + grouped(most) + " each.";
  const Int128 even = static_cast<Int128>(most) * static_cast<Int128>(study_.points.size());
  return text + ", " + grouped(least) + " to " + grouped(most) + " each, where they decide; " +
         grouped(most) + " of each would have been " + grouped(even) + ".";
}

std::vector<std::string> RecommendationWords::what_is_taken_for_granted() const {
  const std::string level = percent_of(study_.confidence);
  std::vector<std::string> sentences{
      "The intervals of " + name_in_sentence(goal()) + " and promises hold together with " + level +
          " confidence, over all settings" + (study_.unfinished ? " that were tried and " : " and ") +
          counted(found_.looks, "look") + " at each (Bonferroni)" +
          (study_.unfinished ? "." : "; those of effects and other assumptions are of " + level + " each."),
      "Means over replications are taken to be nearly normal, and what was the same in all replications for "
      "certain."};
  for (std::size_t i = 0; i < candidate().promises.size(); ++i) {
    const auto& estimate = candidate().promises[i].estimate;
    if (estimate && estimate->interval && estimate->interval->half_width() == 0) {
      sentences.push_back(name_in_sentence(promised(i)) + " was the same in all " +
                          grouped(candidate().replications) +
                          " replications of the answer: of what is rarer than that nothing is known.");
    }
  }
  return sentences;
}

Section RecommendationWords::method() const {
  Section section = section_named("How sure this is", "method");
  if (found_.random) {
    section.sentences = what_is_taken_for_granted();
    section.sentences.insert(section.sentences.begin(), replications_text());
  } else {
    section.sentences.emplace_back("Nothing is random in this study: one run of each setting is exact.");
  }
  section.sentences.insert(section.sentences.end(), study_.notes.begin(), study_.notes.end());
  return section;
}

}  // namespace outlive::output
