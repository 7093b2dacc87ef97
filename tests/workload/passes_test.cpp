// A run tells whoever watches which of its passes is under way.
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

std::uint32_t passes_under(const std::string& quota) {
  const Scenario scenario = scenario_of("settings: {glue: {dpu_quota: " + quota + R"(}}
populations:
  analysts:
    users: 20
    activities:
      explore:
        starts: {service: glue, worker_type: G.1X, workers: 2}
        per_day: {poisson: {mean: 2}}
        takes: {exponential: {mean: 1m}}
)");
  Control control;
  control.pass = 7;  // of an earlier run
  (void)run(scenario, {.control = &control});
  return control.pass;
}

TEST_CASE("passes: users who turn out to share a limit that binds are played again, and the run says so") {
  CHECK(passes_under("4") == 2);
  CHECK(passes_under("100000") == 1);
}

}  // namespace
}  // namespace outlive::testing
