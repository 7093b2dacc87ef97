// Recommendations for programs.
#include "sim/output/recommendation_report.hpp"
#include "sim/output/study_json.hpp"

namespace outlive::output {
namespace {

std::string_view name_of(Recommendation::End end) {
  switch (end) {
    case Recommendation::End::chosen: return "chosen";
    case Recommendation::End::none_keeps: return "none_keeps";
    case Recommendation::End::undecided: return "undecided";
    case Recommendation::End::stopped: return "stopped";
    case Recommendation::End::invalid: return "invalid";
  }
  return {};
}

std::string_view name_of(Candidate::State state) {
  switch (state) {
    case Candidate::State::open: return "open";
    case Candidate::State::breaks_promise: return "breaks_promise";
    case Candidate::State::dearer: return "dearer";
    case Candidate::State::without_number: return "without_number";
  }
  return {};
}

std::string_view name_of(AssumptionTrial::Effect effect) {
  switch (effect) {
    case AssumptionTrial::Effect::breaks_promise: return "breaks_promise";
    case AssumptionTrial::Effect::changes_choice: return "changes_choice";
    case AssumptionTrial::Effect::may_break_promise: return "may_break_promise";
    case AssumptionTrial::Effect::may_change_choice: return "may_change_choice";
    case AssumptionTrial::Effect::moves_numbers: return "moves_numbers";
    case AssumptionTrial::Effect::nothing: return "nothing";
    case AssumptionTrial::Effect::impossible: return "impossible";
  }
  return {};
}

template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::string_view name_of(Comparison comparison) {
  switch (comparison) {
    case Comparison::equals: return "equals";
    case Comparison::at_least: return "at_least";
    case Comparison::at_most: return "at_most";
    case Comparison::between: return "between";
  }
  return {};
}

Json goal_json(const Study& study) {
  Json goal;
  goal["least"] = study.responses[study.goal->least].name;
  goal["indifference"] = study.goal->indifference;
  goal["replications_at_most"] = study.goal->at_most;
  Json& promises = goal["promises"] = Json::array();
  for (const Promise& promise : study.goal->promises) {
    Json& row = promises.emplace_back();
    row["response"] = study.responses[promise.response].name;
    row["comparison"] = name_of(promise.comparison);
    row["limit"] = promise.low.text;
    if (promise.comparison == Comparison::between) row["limit_above"] = promise.high.text;
  }
  return goal;
}

Json candidate_json(const Study& study, const Recommendation& found, std::size_t point) {
  const Candidate& candidate = found.candidates[point];
  Json row;
  row["point"] = study.points[point].number;
  row["levels"] = levels_json(study, study.points[point]);
  row["state"] = name_of(candidate.state);
  row["keeps_promises"] = word_of(candidate.keeps());
  row["replications"] = candidate.replications;
  row["goal"] = estimate_json(candidate.goal);
  row["difference"] = estimate_json(candidate.difference);
  row["comparable_goal"] = or_null(candidate.comparable_goal);
  row["comparable_promise"] = or_null(candidate.comparable_promise);
  row["on_front"] = candidate.on_front;
  Json& promises = row["promises"] = Json::array();
  for (std::size_t i = 0; i < candidate.promises.size(); ++i) {
    Json& promise = promises.emplace_back(estimate_json(candidate.promises[i].estimate));
    promise["response"] = study.responses[study.goal->promises[i].response].name;
    promise["answer"] = word_of(candidate.promises[i].answer);
    promise["replications_wanted"] = or_null(candidate.promises[i].wanted);
  }
  return row;
}

Json neighbours_json(const Study& study, const Recommendation& found) {
  Json rows = Json::array();
  for (const Neighbour& each : found.neighbours) {
    Json& row = rows.emplace_back();
    row["point"] = study.points[each.point].number;
    row["factor"] = study.factors[each.factor].name;
    row["level"] = study.points[each.point].levels[each.factor].text;
    row["as_good"] = each.as_good;
    row["breaks"] =
        each.breaks ? Json(study.responses[study.goal->promises[*each.breaks].response].name) : Json(nullptr);
  }
  return rows;
}

Json map_json(const Study& study, const std::optional<ResponseSurface::Map>& map) {
  if (!map) return nullptr;
  Json row;
  row["across"] = study.factors[map->across].name;
  row["columns"] = map->columns;
  row["down"] = study.factors[map->down].name;
  row["rows"] = map->rows;
  Json& values = row["values"] = Json::array();
  for (std::size_t i = 0; i < map->rows.size(); ++i) {
    const auto from = map->values.begin() + static_cast<std::ptrdiff_t>(i * map->columns.size());
    values.push_back(std::vector<double>(from, from + static_cast<std::ptrdiff_t>(map->columns.size())));
  }
  return row;
}

Json surface_json(const Study& study, const std::optional<ResponseSurface>& surface) {
  if (!surface) return nullptr;
  Json row;
  row["points"] = surface->points;
  row["replications"] = surface->replications;
  row["logarithmic"] = surface->logarithmic;
  row["r_squared"] = surface->r_squared;
  row["predicted_r_squared"] = surface->predicted;
  row["lack_of_fit_probability"] = or_null(surface->lack_of_fit);
  row["fits"] = surface->fits();
  Json& effects = row["effects"] = Json::array();
  for (const ResponseSurface::Effect& each : surface->effects) {
    Json& effect = effects.emplace_back(estimate_json(each.difference));
    effect["factor"] = study.factors[each.factor].name;
    effect["least_at"] = each.least_at;
    effect["greatest_at"] = each.greatest_at;
  }
  Json& terms = row["terms"] = Json::array();
  for (const ResponseSurface::Term& each : surface->terms) {
    Json& term = terms.emplace_back(estimate_json(each.estimate));
    term["term"] = each.name;
  }
  row["not_told_apart"] = surface->left_out;
  row["map"] = map_json(study, surface->map);
  return row;
}

Json trials_json(const Study& study, const Recommendation& found) {
  Json rows = Json::array();
  for (const AssumptionTrial& each : found.trials) {
    const AssumptionInfo& info = info_of(each.assumption);
    Json& row = rows.emplace_back();
    row["id"] = info.id;
    row["assumption"] = info.key;
    row["from"] = info.options[each.from];
    row["to"] = info.options[each.to];
    row["effect"] = name_of(each.effect);
    row["replications"] = each.replications;
    row["difference"] = estimate_json(each.difference);
    row["promise"] = each.breaks() ? Json(study.responses[study.goal->promises[each.promise].response].name)
                                   : Json(nullptr);
    row["promised"] = estimate_json(each.promised);
    row["instead"] = each.instead ? Json(study.points[*each.instead].number) : Json(nullptr);
    Json& refused = row["refused"] = Json::array();
    for (const Diagnostic& problem : each.refused.all())
      if (problem.severity == Severity::error) refused.push_back(problem.message);
  }
  return rows;
}

}  // namespace

Json recommendation_json(const Study& study, const Recommendation& found) {
  Json document = study_head("recommendation", study);
  add_completeness(study, document);
  if (found.untried > 0) document["incomplete"] = true;
  document["goal"] = goal_json(study);
  document["answer"] = name_of(found.end);
  document["point"] = study.points[found.point].number;
  document["levels"] = levels_json(study, study.points[found.point]);
  document["random"] = found.random;
  document["looks"] = found.looks;
  document["confidence_of_each_interval"] = found.confidence_of_each;
  document["replications"] = found.replications;
  document["replications_wanted"] = or_null(found.wanted);
  Json& points = document["points"] = Json::array();
  for (std::size_t point = 0; point < found.candidates.size(); ++point)
    points.push_back(candidate_json(study, found, point));
  document["neighbours"] = neighbours_json(study, found);
  document["surface"] = surface_json(study, found.surface);
  Json& rivals = document["rivals"] = Json::array();
  for (const std::size_t rival : found.rivals) rivals.push_back(study.points[rival].number);
  document["assumptions"] = trials_json(study, found);
  document["assumptions_not_tried"] = found.untried;
  return document;
}

}  // namespace outlive::output
