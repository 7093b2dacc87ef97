#include "sim/output/sweep_sections.hpp"

#include <algorithm>
#include <cmath>

#include "sim/output/response_text.hpp"
#include "sim/output/words.hpp"
#include "sim/study/main_effects.hpp"
#include "sim/study/point_estimates.hpp"
#include "sim/study/precision.hpp"
#include "sim/study/study_verdicts.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t level_width = 24;
constexpr std::size_t title_width = 40;

Section empty_section(const Study& study, std::string title) {
  Section section{.title = std::move(title), .columns = {}, .words = study.factors.size(), .rows = {}};
  section.folds = true;
  for (const Factor& factor : study.factors) section.columns.push_back(shown(factor.name, title_width));
  for (const Response& response : study.responses)
    section.columns.push_back(shown(response_title(response, study.scenario.prices.currency), title_width));
  return section;
}

std::vector<std::string> levels_of(const DesignPoint& point) {
  std::vector<std::string> cells;
  for (const Level& level : point.levels) cells.push_back(shown(level.text, level_width));
  return cells;
}

std::string choice_text(const Study& study, const std::vector<StudyExpectation::Choice>& choices) {
  std::string text;
  for (const StudyExpectation::Choice& choice : choices) {
    const Factor& factor = study.factors[choice.factor];
    text += (text.empty() ? "" : ", ") + shown(factor.name, title_width) + "=" +
            shown(factor.levels[choice.level].text, level_width);
  }
  return text;
}

std::string subject(const Study& study, const study::StudyVerdict& verdict) {
  const StudyExpectation& expectation = *verdict.expectation;
  const std::string name = shown(study.responses[expectation.response].name, title_width);
  const std::string at = point_text(study, study.points[verdict.point]);
  if (expectation.kind == StudyExpectation::Kind::limit) return name + " at " + at;
  if (verdict.over_all)
    return name + " where " + choice_text(study, expectation.at) + " against " +
           choice_text(study, expectation.from);
  return name + " at " + at + " against " + point_text(study, study.points[verdict.from]);
}

std::string expected_text(const Study& study, const StudyExpectation& expectation) {
  switch (expectation.kind) {
    case StudyExpectation::Kind::rises_with:
      return "that it never falls with " + study.factors[expectation.factor].name;
    case StudyExpectation::Kind::falls_with:
      return "that it never rises with " + study.factors[expectation.factor].name;
    default: return limit_text(expectation.comparison, expectation.low, expectation.high);
  }
}

std::string found_text(const Study& study, const study::StudyVerdict& verdict) {
  const StudyExpectation& expectation = *verdict.expectation;
  const Response::Unit unit =
      expectation.relative ? Response::Unit::share : study.responses[expectation.response].unit;
  return expectation.kind == StudyExpectation::Kind::limit ? response_estimate(unit, verdict.estimate)
                                                           : response_difference(unit, verdict.estimate);
}

/// Whether a response counts the jobs that background sessions ended.
bool counts_losses(const Response& response) {
  return response.statistic == Response::Statistic::mean &&
         (response.key == "totals.jobs.cause.background_session_expired" ||
          (response.key.starts_with("traces.") && response.key.ends_with(".killed")));
}

/// What each duration ends by the single run, and whether the simulation of each agrees.
std::string foretold_text(const Study& study, const Observations& observations) {
  const std::vector<Level>& levels = study.factors.front().levels;
  std::string text = "By a single run with the longest, background sessions would end ";
  for (std::size_t i = 0; i < levels.size(); ++i)
    text +=
        (i == 0 ? "" : ", ") + grouped(study.foretold[i]) + (i == 0 ? " jobs at " : " at ") + levels[i].text;
  const auto counted_by = std::find_if(study.responses.begin(), study.responses.end(), counts_losses);
  if (counted_by == study.responses.end()) return text + ".";
  const auto response = static_cast<std::size_t>(counted_by - study.responses.begin());
  for (std::size_t point = 0; point < study.points.size(); ++point) {
    const auto level = std::find_if(levels.begin(), levels.end(), [&](const Level& each) {
      return each.text == study.points[point].levels.front().text;
    });
    const auto found = study::estimate_of(study, observations, point, response);
    const std::uint64_t foretold = study.foretold[static_cast<std::size_t>(level - levels.begin())];
    if (found && found->value == static_cast<double>(foretold)) continue;
    return text + "; at " + level->text + " the simulation says " +
           response_estimate(Response::Unit::number, found) +
           ": jobs have an influence on each other, or something else ends them first.";
  }
  return text + "; the simulation agrees at each of " + (study.unfinished ? "those that are done." : "them.");
}

}  // namespace

std::string point_text(const Study& study, const DesignPoint& point) {
  std::string text;
  for (std::size_t i = 0; i < study.factors.size(); ++i) {
    text += (text.empty() ? "" : ", ") + shown(study.factors[i].name, title_width) + "=" +
            shown(point.levels[i].text, level_width);
  }
  return text;
}

Section points_section(const Study& study, const Observations& observations, std::size_t most) {
  Section section = empty_section(study, "Design points");
  section.id = "points";
  section.more = study.points.size() - std::min(most, study.points.size());
  section.more_in = "points.csv of -o FOLDER";
  for (std::size_t point = 0; point < std::min(most, study.points.size()); ++point) {
    std::vector<std::string> cells = levels_of(study.points[point]);
    for (std::size_t response = 0; response < study.responses.size(); ++response) {
      const bool none = observations.replications(point) == 0;
      cells.push_back(none ? "-"
                           : response_estimate(study.responses[response].unit,
                                               study::estimate_of(study, observations, point, response)));
    }
    section.rows.push_back(std::move(cells));
  }
  return section;
}

Section differences_section(const Study& study, const Observations& observations, std::size_t most) {
  Section section = empty_section(study, "Differences from " + point_text(study, study.points.front()));
  section.id = "differences";
  for (std::size_t point = 1; point < std::min(most, study.points.size()); ++point) {
    std::vector<std::string> cells = levels_of(study.points[point]);
    for (std::size_t response = 0; response < study.responses.size(); ++response) {
      const bool none = observations.replications(point) == 0;
      cells.push_back(
          none ? "-"
               : response_difference(study.responses[response].unit,
                                     study::difference_of(study, observations, point, 0, response)));
    }
    section.rows.push_back(std::move(cells));
  }
  return section;
}

Section controlled_section(const Study& study, const study::Controlled& controlled, std::size_t most) {
  constexpr double worth_telling = 0.05;
  Section section = empty_section(study, "Known better by control variates");
  section.id = "controlled";
  std::vector<bool> helps(study.responses.size(), false);
  for (std::size_t point = 0; point < std::min(most, study.points.size()); ++point) {
    std::vector<std::string> cells = levels_of(study.points[point]);
    for (std::size_t response = 0; response < study.responses.size(); ++response) {
      const auto mean = controlled.mean_of(point, response);
      const bool narrowed = mean && mean->removed && *mean->removed > worth_telling;
      helps[response] = helps[response] || narrowed;
      cells.push_back(
          mean ? response_estimate(study.responses[response].unit, narrowed ? mean->estimate : mean->plain)
               : "-");
    }
    section.rows.push_back(std::move(cells));
  }
  for (std::size_t response = study.responses.size(); response-- > 0;) {
    if (helps[response]) continue;
    const auto column = static_cast<std::ptrdiff_t>(section.words + response);
    section.columns.erase(section.columns.begin() + column);
    for (auto& row : section.rows) row.erase(row.begin() + column);
  }
  if (section.columns.size() == section.words) section.rows.clear();
  return section;
}

std::string control_note(const Study& study, const study::Controlled& controlled) {
  const auto worst = controlled.worst_check();
  if (!worst) return {};
  constexpr double suspicious = 0.001;
  const std::string off = worst->p < suspicious ? " That is more than chance would do." : "";
  const ControlVariate& control = study.controls[worst->control];
  const auto unit =
      control.kind == ControlVariate::Kind::capped ? Response::Unit::duration : Response::Unit::number;
  return "What users set out to do is known in closed form. Farthest from it is " + control.name + " at " +
         point_text(study, study.points[worst->point]) + ": " + response_value(unit, worst->found) +
         " on average, expected " + response_value(unit, worst->expected) + ", " +
         shortest(std::round(worst->z * 10) / 10) + " standard errors." + off;
}

Section effects_section(const Study& study, const Observations& observations) {
  Section section{.title = "Main effects, from the first level to the last",
                  .columns = {"factor", "from", "to"},
                  .words = 3,
                  .rows = {}};
  section.id = "effects";
  section.folds = true;
  if (study.factors.size() < 2 || !study::is_balanced(study)) return section;
  std::vector<std::pair<double, std::vector<std::string>>> rows;
  for (std::size_t factor = 0; factor < study.factors.size(); ++factor) {
    const Factor& of = study.factors[factor];
    std::vector<std::string> cells{shown(of.name, title_width), shown(of.levels.front().text, level_width),
                                   shown(of.levels.back().text, level_width)};
    double size = 0;
    for (std::size_t response = 0; response < study.responses.size(); ++response) {
      const auto effect = study::main_effect(study, observations, factor, response);
      if (response == 0 && effect) size = std::abs(effect->value);
      const bool of_quantile = study.responses[response].statistic == Response::Statistic::quantile;
      cells.push_back(of_quantile ? "-" : response_difference(study.responses[response].unit, effect));
    }
    rows.emplace_back(size, std::move(cells));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (auto& [size, cells] : rows) section.rows.push_back(std::move(cells));
  for (const Response& response : study.responses)
    section.columns.push_back(shown(response_title(response, study.scenario.prices.currency), title_width));
  return section;
}

std::string sweep_headline(const Study& study, const Observations& observations) {
  std::string text = counted(study.points.size(), "design point");
  if (study.points.size() < study.points_of_design) text += " (of " + grouped(study.points_of_design) + ")";
  std::uint32_t least = observations.replications(0);
  std::uint32_t most = least;
  for (std::size_t point = 1; point < observations.points(); ++point) {
    least = std::min(least, observations.replications(point));
    most = std::max(most, observations.replications(point));
  }
  text += least == most ? ", " + counted(most, "replication") + " each"
                        : ", " + grouped(least) + " to " + grouped(most) + " replications each";
  if (most > 1) {
    text +=
        ", the same random numbers at all of them; intervals of " + shortest(study.confidence * 100) + " %";
  } else if (!study.scenario.populations.empty()) {
    text += ": how much of a difference is chance shows with --replications 20";
  }
  return text + ".";
}

std::vector<std::string> unfinished_warning(const Study& study) {
  if (!study.unfinished) return {};
  return {incomplete_after(grouped(study.unfinished->points_done) + " of " +
                           counted(study.unfinished->points_planned, "design point"))};
}

std::string chart_title(const Study& study) {
  const std::string title = shown(study.title, 200);
  return study.unfinished ? title + " (INCOMPLETE)" : title;
}

std::vector<std::string> sweep_notes(const Study& study, const Observations& observations) {
  std::vector<std::string> notes = study.notes;
  if (study.warm_up) {
    notes.push_back(
        "The first " + span(study.warm_up->length) + " are left out as warm-up" +
        (study.warm_up->series.empty() ? "." : ", chosen by MSER-5 from " + study.warm_up->series + "."));
  }
  if (!study.foretold.empty()) notes.push_back(foretold_text(study, observations));
  const auto open = study::points_not_precise(study, observations);
  if (!open.empty()) {
    notes.push_back(counted(open.size(), "design point") + " not known to within " +
                    shortest(study.precision->within * 100) + " % " +
                    (study.unfinished ? "when it was stopped"
                                      : "after " + grouped(study.precision->at_most) + " replications") +
                    ", the first at " + point_text(study, study.points[open.front()]) + ".");
  }
  return notes;
}

Section verdicts_section(const Study& study, const Observations& observations) {
  Section section{.title = "Expected", .columns = {"", ""}, .words = 2, .rows = {}};
  section.id = "expectations";
  section.judged = true;
  for (const study::StudyVerdict& verdict : study::judge(study, observations)) {
    const StudyExpectation& expectation = *verdict.expectation;
    const std::string place = expectation.place.path + ":" + std::to_string(expectation.place.line) + ":" +
                              std::to_string(expectation.place.column) + ": ";
    const bool is_difference = expectation.kind == StudyExpectation::Kind::difference;
    std::string mark = "ok";
    std::string text = place +
                       (is_difference ? subject(study, verdict)
                                      : shown(study.responses[expectation.response].name, title_width)) +
                       ": " + expected_text(study, expectation);
    if (verdict.answer != Answer::yes) {
      mark = verdict.answer == Answer::no ? "FAIL" : "undecided";
      text = place + subject(study, verdict) + ": expected " + expected_text(study, expectation) +
             ", found " + found_text(study, verdict);
      if (verdict.wanted) text += "; about " + grouped(*verdict.wanted) + " replications would decide";
    }
    section.rows.push_back({std::move(mark), std::move(text)});
  }
  return section;
}

}  // namespace outlive::output
