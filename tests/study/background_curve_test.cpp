#include "sim/study/background_curve.hpp"

#include "sim/study/point_estimates.hpp"
#include "tests/study/loaded_study.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

std::string jobs_of(const std::vector<std::string>& lengths) {
  std::string text =
      "outlive: 1\ntitle: How long must they last?\nstart: 2026-03-02T00:00:00Z\nhorizon: 40d\n"
      "settings: {sagemaker: {training: {max_runtime: 28d}}}\nusers: {ana: {}}\ntimeline:\n"
      "  - {at: 0m, user: ana, do: sign_in}\n";
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    text += "  - {at: 1m, user: ana, do: start_training_job, id: j" + std::to_string(i) +
            ", instance_type: ml.g5.xlarge, takes: " + lengths[i] + "}\n";
  }
  return text;
}

}  // namespace

TEST_CASE(
    "SM-4 IDC-16: one run says what background sessions of every duration would end, and each run agrees") {
  // A job that takes exactly as long as its background session completes.
  LoadedStudy sample(jobs_of({"1h", "1d", "30h", "7d", "8d"}),
                     "factors: {background: {key: identity_center.background_sessions.duration,\n"
                     "                       levels: [30m, 1h, 1d, 7d, 10d]}}\n"
                     "responses: [totals.jobs.cause.background_session_expired]\n");
  REQUIRE(study::foretell(sample.study(), {}));
  CHECK(sample.study().foretold == std::vector<std::uint64_t>{5, 4, 3, 1, 0});
  const Observations observations = sample.run();
  for (std::size_t point = 0; point < 5; ++point) {
    CAPTURE(point);
    CHECK(observations.row(point, 0)[0] == static_cast<double>(sample.study().foretold[point]));
  }
}

TEST_CASE("a shorter run foretells what it ended itself") {
  LoadedStudy sample(
      jobs_of({"1h", "1d", "30h", "7d", "8d"}),
      "factors: {background: {key: identity_center.background_sessions.duration, levels: [1h, 2d]}}\n"
      "responses: [cost.total]\n");
  REQUIRE(study::foretell(sample.study(), {}));
  CHECK(sample.study().foretold == std::vector<std::uint64_t>{4, 2});
}

TEST_CASE("nothing is foretold of several factors, or of populations") {
  LoadedStudy two(jobs_of({"1h"}),
                  "factors:\n"
                  "  background: {key: identity_center.background_sessions.duration, levels: [1h, 2d]}\n"
                  "  idle: {key: glue.idle_timeout, levels: [1h, 2h]}\n"
                  "responses: [cost.total]\n");
  REQUIRE(study::foretell(two.study(), {}));
  CHECK(two.study().foretold.empty());
  LoadedStudy crowd(
      trainers,
      "factors: {background: {key: identity_center.background_sessions.duration, levels: [1h, 2d]}}\n"
      "responses: [cost.total]\n");
  REQUIRE(study::foretell(crowd.study(), {}));
  CHECK(crowd.study().foretold.empty());
}
