#include "sim/study/main_effects.hpp"

#include "tests/study/loaded_study.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

LoadedStudy two_by_three() {
  return {silent,
          "factors:\n"
          "  idle: {key: glue.idle_timeout, levels: [1h, 2h, 3h]}\n"
          "  background: {key: identity_center.background_sessions.duration, levels: [1d, 7d]}\n"
          "responses: [cost.total]\n"};
}

}  // namespace

TEST_CASE(
    "a main effect is the last level against the first, over all levels of the others, in each replication") {
  LoadedStudy sample = two_by_three();
  REQUIRE(study::is_balanced(sample.study()));
  // 10 per step of idle, 1 per step of background, and a replication that is 100 dearer at every point.
  Observations observations(6, 1);
  for (std::uint32_t replication = 0; replication < 2; ++replication) {
    for (std::size_t point = 0; point < 6; ++point) {
      const double value =
          10.0 * static_cast<double>(point / 2) + static_cast<double>(point % 2) + 100.0 * replication;
      observations.set(point, replication, {&value, 1});
    }
  }
  const auto idle = study::main_effect(sample.study(), observations, 0, 0);
  const auto background = study::main_effect(sample.study(), observations, 1, 0);
  REQUIRE(idle);
  REQUIRE(background);
  CHECK(idle->value == 20);
  CHECK(background->value == 1);
  CHECK(idle->count == 2);
  CHECK(idle->interval->half_width() == 0);  // what replications have in common falls out
}

TEST_CASE("constraints and designs that fill the space leave nothing balanced") {
  const std::string factors =
      "factors:\n"
      "  idle: {key: glue.idle_timeout, levels: [1h, 2d]}\n"
      "  background: {key: identity_center.background_sessions.duration, levels: [1d, 7d]}\n"
      "responses: [cost.total]\n";
  CHECK_FALSE(
      study::is_balanced(LoadedStudy(silent, factors + "constraints: [idle <= background]\n").study()));
  CHECK_FALSE(study::is_balanced(LoadedStudy(silent, factors + "design: {sobol: {points: 4}}\n").study()));
}
