#include "sim/output/sweep_report.hpp"

#include <nlohmann/json.hpp>

#include "sim/output/sweep_plot.hpp"
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
  CHECK(document["expectations"][0]["answer"] == "yes");
  CHECK(document["expectations"][1]["answer"] == "no");
}

TEST_CASE("names of files that plots get hold nothing but letters, digits and dots") {
  Response response;
  response.name = "../a b/<c>.share";
  CHECK(output::plot_name(response) == ".._a_b__c_.share.svg");
}
