#include "sim/study/controls.hpp"

#include <cmath>

#include "sim/study/point_estimates.hpp"
#include "tests/study/loaded_study.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

const std::string two_durations =
    "factors:\n"
    "  background: {key: identity_center.background_sessions.duration, levels: [1d, 7d]}\n"
    "responses: {cost: cost.total, share: {of: cost.total, at_least: 1 USD}}\n"
    "replications: 20\n";

}  // namespace

TEST_CASE("what users set out to do narrows the mean of what it costs, and the simulation does it") {
  LoadedStudy sample(trainers, two_durations);
  const Study& study = sample.study();
  REQUIRE(study.controls.size() == 2);  // work and number of the one activity
  CHECK(study.controls[0].name == "trainers.train.work");
  const Observations observations = sample.run();
  const auto controlled = study::Controlled::of(study, observations);
  REQUIRE(controlled);
  for (std::size_t point = 0; point < 2; ++point) {
    const auto mean = controlled->mean_of(point, 0);
    REQUIRE(mean);
    const auto plain = study::estimate_of(study, observations, point, 0);
    CHECK(mean->plain.value == plain->value);
    // Cost is instance-hours, and those are what the jobs take, cut off: hardly anything is left to chance.
    CHECK(*mean->removed > 0.9);
    CHECK(mean->estimate.interval->half_width() < plain->interval->half_width() / 3);
  }
  CHECK_FALSE(controlled->mean_of(0, 1));  // a share has no controls
  const auto worst = controlled->worst_check();
  REQUIRE(worst);
  CHECK(worst->p > 0.001);
}

TEST_CASE("after two replications many standard errors off are no wonder yet") {
  LoadedStudy sample(
      trainers,
      "factors: {background: {key: identity_center.background_sessions.duration, levels: [1d, 7d]}}\n"
      "responses: [cost.total]\n"
      "replications: 2\n");
  Observations observations = sample.run();
  Observations far(2, sample.study().width());
  for (std::size_t point = 0; point < 2; ++point) {
    for (std::uint32_t replication = 0; replication < 2; ++replication) {
      std::vector<double> row(observations.row(point, replication).begin(),
                              observations.row(point, replication).end());
      row[2] = 1000 + replication;
      far.set(point, replication, row);
    }
  }
  const auto controlled = study::Controlled::of(sample.study(), far);
  REQUIRE(controlled);
  const auto worst = controlled->worst_check();
  REQUIRE(worst);
  CHECK(std::abs(worst->z) > 4);
  CHECK(worst->p > 0.001);
}

TEST_CASE("a control that does not have the mean that it is said to have is told of") {
  LoadedStudy sample(trainers, two_durations);
  Observations observations = sample.run();
  Observations wrong(2, sample.study().width());
  for (std::size_t point = 0; point < 2; ++point) {
    for (std::uint32_t replication = 0; replication < 20; ++replication) {
      std::vector<double> row(observations.row(point, replication).begin(),
                              observations.row(point, replication).end());
      row[3] *= 1.5;  // half as many jobs more than users set out to start
      wrong.set(point, replication, row);
    }
  }
  const auto controlled = study::Controlled::of(sample.study(), wrong);
  REQUIRE(controlled);
  const auto worst = controlled->worst_check();
  CHECK(worst->control == 1);
  CHECK(worst->z > 4);
  CHECK(worst->p < 0.001);
}

TEST_CASE("a single replication, and what is scripted, has no controls") {
  LoadedStudy one(trainers,
                  "factors: {idle: {key: glue.idle_timeout, levels: [1h, 2h]}}\nresponses: [cost.total]\n");
  CHECK(one.study().controls.empty());
  LoadedStudy scripted(silent,
                       "factors: {idle: {key: glue.idle_timeout, levels: [1h, 2h]}}\n"
                       "responses: [cost.total]\nreplications: 5\n");
  CHECK(scripted.study().controls.empty());
}
