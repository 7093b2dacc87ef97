// What responses leave out as warm-up, and how long that is.
#include "sim/study/point_estimates.hpp"
#include "sim/study/settling.hpp"
#include "tests/study/loaded_study.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

const std::string factors =
    "factors: {background: {key: identity_center.background_sessions.duration, levels: [1d, 7d]}}\n"
    "replications: 3\n";
const std::string responses =
    "responses:\n"
    "  cost: cost.total\n"
    "  jobs: totals.jobs.completed\n"
    "  lost: cost.lost.share\n"
    "  use: resources.sagemaker.training_instance_quotas.ml.g5.xlarge.mean_use\n";

std::string with_horizon(const std::string& horizon) {
  std::string text = trainers;
  return text.replace(text.find("40d"), 3, horizon);
}

}  // namespace

TEST_CASE("without the warm-up sums are what came after it, and shares are shares of that") {
  LoadedStudy whole(trainers, factors + responses);
  LoadedStudy beginning(with_horizon("10d"), factors + responses);
  LoadedStudy rest(trainers, factors + responses + "warm_up: 10d\n");
  const Observations all = whole.run();
  const Observations before = beginning.run();
  const Observations after = rest.run();
  for (std::uint32_t replication = 0; replication < 3; ++replication) {
    const auto w = all.row(0, replication);
    const auto b = before.row(0, replication);
    const auto r = after.row(0, replication);
    CAPTURE(replication);
    CHECK(b[0] > 0);
    CHECK(r[0] == doctest::Approx(w[0] - b[0]).epsilon(1e-12));
    CHECK(r[1] == w[1] - b[1]);
    CHECK(r[2] == doctest::Approx((w[2] * w[0] - b[2] * b[0]) / (w[0] - b[0])).epsilon(1e-9));
    CHECK(r[3] == doctest::Approx((w[3] * 40 - b[3] * 10) / 30).epsilon(1e-9));
  }
}

TEST_CASE("a series says when it has settled, and what cannot be told without the warm-up is refused") {
  const std::string series = "warm_up: {mser5: resources.sagemaker.training_instance_quotas.ml.g5.xlarge}\n";
  LoadedStudy sample(trainers, factors + responses + series);
  REQUIRE(study::settle_warm_up(sample.study(), {}));
  // It fills up from nothing, with jobs of hours and days.
  CHECK(sample.study().warm_up->length > Duration::zero());
  CHECK(sample.study().warm_up->length < std::chrono::days{20});

  Folder folder;
  folder.write("base.yaml", trainers);
  folder.write("study.yaml",
               "outlive_study: 1\ntitle: x\nbase: base.yaml\n" + factors +
                   "responses: [resources.sagemaker.training_instance_quotas.ml.g5.xlarge.peak]\n"
                   "warm_up: 41d\n");
  const Ran ran = folder.outlive("sweep study.yaml");
  CHECK(ran.code == 3);
  CHECK(has(ran.err, "study.yaml:7:10: error: warm_up: nothing is left of the base's horizon"));
  CHECK(has(ran.err, "peak cannot be told without the warm-up; sums, costs and shares can"));
}
