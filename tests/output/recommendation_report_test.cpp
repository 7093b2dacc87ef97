// Recommendations in words, tables, JSON and charts, on studies whose truth is known.
#include "sim/output/recommendation_report.hpp"

#include <algorithm>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "sim/study/recommend.hpp"
#include "tests/output/golden.hpp"
#include "tests/output/svg_reading.hpp"
#include "tests/study/toy_study.hpp"
#include "tests/tools/command.hpp"

using namespace outlive;
using namespace outlive::testing;
using Effect = AssumptionTrial::Effect;

namespace {

Recommendation search(const Study& study, const ToySampler& sampler, bool random = true) {
  Observations observations(study.points.size(), study.width());
  study::SettingsSearch search(study, observations, random);
  for (auto units = search.next(); !units.empty(); units = search.next())
    for (const Unit& unit : units) sampler(unit, observations);
  return study::recommendation_of(study, observations, search);
}

/// Cost rises with both factors, survival with the first: the third level of `a` is the least that keeps 99.5 %.
std::vector<ToyPoint> rising() {
  std::vector<ToyPoint> truth;
  for (int a = 0; a < 4; ++a)
    for (int b = 0; b < 3; ++b) truth.push_back({1000.0 + 40 * a + 30 * b, 0.9935 + 0.001 * a});
  return truth;
}

Study toy() {
  Study study = toy_study(4, 3);
  study.title = "Which a and b?";
  study.plan = "0123456789abcdef0123";
  study.scenario.prices.currency = "USD";
  return study;
}

Recommendation chosen(const Study& study) {
  Recommendation found =
      search(study, ToySampler(rising(), {.common_cost = 200, .own_cost = 20, .own_survival = 0.0005}, 7));
  const auto trial = [&](Assumption assumption, Effect effect) -> AssumptionTrial& {
    AssumptionTrial& made = found.trials.emplace_back();
    made.assumption = assumption;
    made.to = 1;
    made.effect = effect;
    made.replications = 10;
    return made;
  };
  AssumptionTrial& breaking = trial(Assumption::glue_timeout, Effect::breaks_promise);
  breaking.promised = Estimate{0.98, Interval{0.979, 0.981}, 10};
  breaking.instead = found.rivals.back();
  trial(Assumption::end_when_queries_complete, Effect::may_change_choice).instead = found.rivals.front();
  trial(Assumption::memory_worker_price, Effect::moves_numbers).difference =
      Estimate{12.5, Interval{12, 13}, 10};
  trial(Assumption::audit_delay, Effect::nothing);
  trial(Assumption::scim_delay, Effect::impossible).refused.error({"base.yaml", 3, 1}, "is on already");
  return found;
}

std::string text_of(const Study& study, const Recommendation& found, int width = 400) {
  return output::recommendation_text(study, found, {.unicode = true, .color = false, .width = width});
}

}  // namespace

TEST_CASE("recommendation golden: as text and as Markdown") {
  const Study study = toy();
  const Recommendation found = chosen(study);
  check_golden("recommendation.txt", text_of(study, found, 80));
  check_golden("recommendation.md", output::recommendation_markdown(study, found));
}

TEST_CASE("recommendation: no setting keeps the promise") {
  Study study = toy();
  study.goal->promises[0].low.number = 999'000'000;
  study.goal->promises[0].low.text = "99.9%";
  const Recommendation found = search(study, ToySampler(rising(), {}, 1), false);
  CHECK(lines_of(text_of(study, found))[1] == "No setting keeps the promise");
  CHECK(lines_of(text_of(study, found))[3] ==
        "a=4, b=1 comes nearest: survival 99.65 % (promised: at least 99.9%), 0.25 % short of that.");
}

TEST_CASE("recommendation: undecided says what is open and what it would take") {
  Study study = toy();
  study.goal->at_most = 12;
  const Recommendation found =
      search(study, ToySampler(rising(), {.common_cost = 200, .own_cost = 50, .own_survival = 0.002}, 3));
  REQUIRE(found.end == Recommendation::End::undecided);
  const auto lines = lines_of(text_of(study, found));
  CHECK(lines[1].starts_with("Undecided: "));
  CHECK(lines[2].starts_with("Whether it keeps what was promised of survival is not sure; "));
  CHECK(text_of(study, found).find("would probably decide; `at_most` allows 12.") != std::string::npos);
}

TEST_CASE("recommendation: a search that was stopped recommends nothing, and says of what it knows") {
  const Study study = toy();
  Observations some(study.points.size(), study.width());
  const ToySampler sampler(rising(), {}, 7);
  for (std::uint32_t point = 0; point < 8; ++point) sampler({no_unit, point, 0, 1}, some);
  const auto part = study::found_so_far(study, some);
  REQUIRE(part.has_value());
  const std::string text = text_of(part->study, part->found);
  CHECK(text.starts_with("INCOMPLETE: stopped after 8 of 12 settings had been tried\n"));
  CHECK(has(text, "Nothing is recommended yet: a=3, b=1 leads so far\n"));
  CHECK(has(text, "All that follows is of 8 settings alone: 4 more were not tried."));
  CHECK(has(text, "* none that was tried is better in cost and survival at once."));
  for (const char* of_a_choice : {"Recommended", "recommended\n", "Just outside", "What moves"})
    CHECK_FALSE(has(text, of_a_choice));
  const auto document =
      nlohmann::json::parse(output::dump(output::recommendation_json(part->study, part->found)));
  CHECK(document["incomplete"] == true);
  CHECK(document["answer"] == "stopped");
  CHECK(document["points_done"] == 8);
  CHECK(document["points_planned"] == 12);
  CHECK(document["points"].size() == 8);
  CHECK(
      has(output::recommendation_markdown(part->study, part->found), "**INCOMPLETE: stopped after 8 of 12"));
  CHECK(has(output::front_svg(part->study, part->found), "(INCOMPLETE)"));

  for (std::uint32_t point = 8; point < 12; ++point) sampler({no_unit, point, 0, 1}, some);
  const auto all = study::found_so_far(study, some);
  REQUIRE(all.has_value());
  const std::string text_of_all = text_of(all->study, all->found);
  CHECK(text_of_all.starts_with(
      "INCOMPLETE: stopped after all of 12 settings had been tried, and before one was chosen\n"));
  CHECK_FALSE(has(text_of_all, "were not tried"));
  CHECK_FALSE(has(text_of_all, "other assumptions"));
}

TEST_CASE("recommendation: a choice that was not tried under all other assumptions is incomplete") {
  const Study study = toy();
  Recommendation found = chosen(study);
  const auto is_incomplete = [&] {
    return nlohmann::json::parse(output::dump(output::recommendation_json(study, found)))["incomplete"];
  };
  CHECK(is_incomplete() == false);
  found.untried = 3;
  CHECK(text_of(study, found)
            .starts_with("INCOMPLETE: stopped after 5 of 8 other options of assumptions had been tried\n"));
  CHECK(is_incomplete() == true);
  found.trials.clear();
  CHECK(text_of(study, found)
            .starts_with("INCOMPLETE: stopped after 0 of 3 other options of assumptions had been tried\n"));
}

TEST_CASE("recommendation: without chance there is nothing to be sure of") {
  const Study study = toy();
  const std::string text = text_of(study, search(study, ToySampler(rising(), {}, 1), false));
  CHECK(lines_of(text)[1] == "Recommended: a=3, b=1");
  CHECK(text.find("one run of each is exact") != std::string::npos);
  CHECK(text.find("confidence") == std::string::npos);
  CHECK(text.find("±") == std::string::npos);
}

TEST_CASE("recommendation: what never varied is pointed out") {
  const Study study = toy();
  const Recommendation found = search(study, ToySampler(rising(), {.common_cost = 9, .own_cost = 1}, 1));
  CHECK(text_of(study, found).find("survival was the same in all 10 replications of the answer") !=
        std::string::npos);
}

TEST_CASE("recommendation: a surface that does not fit claims nothing, in words or charts") {
  const Study study = toy();
  std::vector<ToyPoint> rugged(12, {100, 1});
  for (std::size_t i = 0; i < rugged.size(); i += 5) rugged[i].cost = 130;
  const Recommendation found = search(study, ToySampler(rugged, {}, 1), false);
  REQUIRE(found.surface);
  REQUIRE_FALSE(found.surface->fits());
  CHECK(text_of(study, found).find("too little to say which factor moves cost") != std::string::npos);
  CHECK_FALSE(output::tornado_svg(study, found));
  CHECK_FALSE(output::surface_svg(study, found));
}

TEST_CASE("recommendation: JSON has every point, and null where there is nothing") {
  const Study study = toy();
  const auto document =
      nlohmann::json::parse(output::dump(output::recommendation_json(study, chosen(study))));
  CHECK(document["kind"] == "recommendation");
  CHECK(document["answer"] == "chosen");
  CHECK(document["levels"]["a"] == "3");
  CHECK(document["goal"]["promises"][0]["comparison"] == "at_least");
  REQUIRE(document["points"].size() == 12);
  CHECK(document["points"][0]["state"] == "breaks_promise");
  CHECK(document["points"][6]["keeps_promises"] == "yes");
  CHECK(document["points"][6]["comparable_goal"] == document["points"][6]["goal"]["value"]);
  CHECK(document["points"][6]["promises"][0]["replications_wanted"].is_null());
  CHECK(document["surface"]["fits"] == true);
  CHECK(document["surface"]["map"]["values"].size() == 3);
  CHECK(document["assumptions"][0]["effect"] == "breaks_promise");
  CHECK(document["assumptions"][0]["promise"] == "survival");
  CHECK(document["assumptions"][4]["refused"][0] == "is on already");
}

TEST_CASE("recommendation: JSON has the values that the front is drawn by, too") {
  const Study study = toy();
  const Recommendation found = chosen(study);
  const auto points =
      nlohmann::json::parse(output::dump(output::recommendation_json(study, found)))["points"];
  bool differs = false;
  for (std::size_t i = 0; i < found.candidates.size(); ++i) {
    const Candidate& each = found.candidates[i];
    CHECK(points[i]["comparable_goal"] == each.comparable_goal.value());
    CHECK(points[i]["comparable_promise"] == each.comparable_promise.value());
    differs = differs || points[i]["comparable_goal"] != points[i]["goal"]["value"];
  }
  CHECK(differs);
}

TEST_CASE("recommendation: what is fitted says so where it is drawn") {
  const Study study = toy();
  const Recommendation found = chosen(study);
  for (const auto& svg : {output::surface_svg(study, found), output::tornado_svg(study, found)}) {
    const SvgReader drawing(svg.value());
    CHECK(std::any_of(drawing.elements().begin(), drawing.elements().end(), [](const SvgElement& each) {
      return each.name == "text" && (each.text.starts_with("Fitted ") || each.text.starts_with("fitted "));
    }));
  }
}

TEST_CASE("recommendation golden: the front, the tornado and the surface") {
  const Study study = toy();
  const Recommendation found = chosen(study);
  check_golden("recommendation-front.svg", output::front_svg(study, found));
  check_golden("recommendation-tornado.svg", output::tornado_svg(study, found).value());
  check_golden("recommendation-surface.svg", output::surface_svg(study, found).value());
}
