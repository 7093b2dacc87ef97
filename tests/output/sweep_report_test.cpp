#include "sim/output/sweep_report.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "sim/output/sweep_plot.hpp"
#include "sim/study/unfinished.hpp"
#include "tests/output/golden.hpp"
#include "tests/study/loaded_study.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

const std::string trained =
    "factors:\n"
    "  background: {key: identity_center.background_sessions.duration, levels: [12h, 7d]}\n"
    "  prices: {key: assumptions.memory_worker_price, levels: [listed, as_dpu]}\n"
    "responses:\n"
    "  cost: cost.total\n"
    "  survival: totals.jobs.background_survival_share\n"
    "  dear: {of: cost.total, quantile: 50%}\n"
    "  cheap: {of: cost.total, at_most: 900 USD}\n"
    "replications: 12\n"
    "expect:\n"
    "  - {response: survival, rises_with: background}\n"
    "  - {response: cost, at_most: 1 USD}\n"
    "  - {difference: cost, at: {background: 7d}, from: {background: 12h}, between: [1%, 90%]}\n"
    "  - {response: cheap, at: {background: 12h}, at_least: 50%}\n";

}  // namespace

TEST_CASE("reports of a sweep with replications (golden)") {
  LoadedStudy sample(trainers, trained);
  const Observations observations = sample.run();
  Study& study = sample.study();
  for (StudyExpectation& each : study.expectations)
    each.place.path = "study.yaml";  // and not in a folder of today
  check_golden("sweep.txt", output::sweep_text(study, observations, {}));
  check_golden("sweep.md", output::sweep_markdown(study, observations));
  check_golden("sweep-points.csv", output::sweep_points_csv(study, observations));
  check_golden("sweep-design.txt", output::design_text(study, {}));
  check_golden("sweep-cost.svg", output::sweep_plot_svg(study, observations, 0));
}

TEST_CASE("the JSON of a sweep has each value of each replication, and says what holds") {
  LoadedStudy sample(trainers, trained);
  const Observations observations = sample.run();
  const auto document = nlohmann::json::parse(output::dump(output::sweep_json(sample.study(), observations)));
  CHECK(document["schema_version"] == 1);
  REQUIRE(document["points"].size() == 4);
  const auto& cost = document["points"][2]["responses"]["cost"];
  CHECK(cost["values"].size() == 12);
  CHECK(cost["values"][3] == observations.row(2, 3)[0]);
  CHECK(document["plan"]["factors"][0]["levels"] == nlohmann::json({"12h", "7d"}));
  CHECK(document["incomplete"] == false);
  CHECK(document["points_done"] == 4);
  CHECK(document["points_planned"] == 4);
  CHECK(document["expectations"][0]["answer"] == "yes");
  CHECK(document["expectations"][1]["answer"] == "no");
}

TEST_CASE(
    "a sweep that was stopped tells of its finished design points alone, marked incomplete in every format") {
  LoadedStudy sample(trainers, trained);
  const Study& study = sample.study();
  Observations some(study.points.size(), study.width());
  Control control;
  SweepOptions how{.threads = 1, .control = &control};
  std::size_t runs = 0;
  how.on_unit = [&](const UnitResult& result) {
    if ((runs += result.unit.count) == 2 * study.replications + 1) control.stop = true;
  };
  Diagnostics problems;
  REQUIRE(sweep(study, how, some, problems) == SweepEnd::stopped);
  const auto [part, observations] = study::finished_part(study, some);

  const std::string line = "INCOMPLETE: stopped after 2 of 4 design points";
  const std::string text = output::sweep_text(part, observations, {});
  CHECK(text.starts_with(line + "\n"));
  CHECK(has(text, "2 design points (of 4), 12 replications each"));
  CHECK(has(text, "What the study expects is not judged: that takes all design points."));
  CHECK_FALSE(has(text, "Main effects"));
  CHECK_FALSE(has(text, "Expected"));
  CHECK(has(output::sweep_markdown(part, observations), "**" + line + "**"));
  CHECK(has(output::sweep_plot_svg(part, observations, 0), "(INCOMPLETE)"));

  const auto report = nlohmann::json::parse(output::dump(output::sweep_report_json(part, observations)));
  CHECK(report["warnings"] == nlohmann::json({line}));
  const auto& document = report["sweep"];
  CHECK(document["incomplete"] == true);
  CHECK(document["points_done"] == 2);
  CHECK(document["points_planned"] == 4);
  CHECK(document["points"].size() == 2);
  CHECK(document["points"][1]["responses"]["cost"]["values"].size() == 12);
  CHECK(document["expectations"].empty());
  CHECK(document["plan"]["hash"] == study.plan);

  for (const std::string& table :
       {output::sweep_points_csv(part, observations), output::sweep_replications_csv(part, observations)}) {
    CHECK(has(table.substr(0, table.find('\n')), ",incomplete"));
    CHECK(table.ends_with(",true\n"));
  }
  CHECK(std::ranges::count(output::sweep_points_csv(part, observations), '\n') == 3);
}

TEST_CASE("a sweep that was stopped says which points are not yet known as well as wanted") {
  LoadedStudy sample(trainers, trained + "precision: {of: [cost], within: 1%, at_most: 500}\n");
  const Study& study = sample.study();
  Observations some(study.points.size(), study.width());
  Diagnostics problems;
  REQUIRE(do_units(study, units_of(study), {}, some, problems) == SweepEnd::complete);
  const auto [part, observations] = study::finished_part(study, some);
  const std::string text = output::sweep_text(part, observations, {.width = 200});
  CHECK(text.starts_with("INCOMPLETE: stopped after 0 of 4 design points\n"));
  CHECK(has(text, "4 design points not known to within 1 % when it was stopped, the first at "));
}

TEST_CASE("names of files that plots get hold nothing but letters, digits and dots") {
  Response response;
  response.name = "../a b/<c>.share";
  CHECK(output::plot_name(response) == ".._a_b__c_.share.svg");
}
