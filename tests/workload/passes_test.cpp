// A run tells whoever watches which of its passes is under way.
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

Scenario under_quota(const std::string& quota, const std::string& users) {
  return scenario_of("settings: {glue: {dpu_quota: " + quota + R"(}}
populations:
  analysts:
    users: )" + users +
                     R"(
    activities:
      explore:
        starts: {service: glue, worker_type: G.1X, workers: 2}
        per_day: {poisson: {mean: 2}}
        takes: {exponential: {mean: 1m}}
)");
}

std::uint32_t passes_under(const std::string& quota, const std::string& users = "20") {
  const Scenario scenario = under_quota(quota, users);
  Control control;
  control.pass = 7;  // of an earlier run
  (void)run(scenario, {.control = &control});
  return control.pass;
}

TEST_CASE("passes: users who turn out to share a limit that binds are played again, and the run says so") {
  CHECK(passes_under("4") == 2);
  CHECK(passes_under("100000") == 1);
  CHECK(passes_under("100000", "4000") == 1);
}

TEST_CASE("passes: the first is broken off as soon as what was used is more than there is") {
  const Scenario scenario = under_quota("10", "4000");
  Control control;
  const Results results = run(scenario, {.threads = 1, .control = &control});
  CHECK(control.pass == 2);
  const std::uint64_t of_first = control.events - results.totals.events;
  CHECK(of_first > 0);
  CHECK(of_first < run(under_quota("none", "4000"), {}).totals.events / 2);
  CHECK(results.totals.sessions == run(scenario, {.threads = 3}).totals.sessions);
}

TEST_CASE(
    "passes: whoever watches is told of all the work, and of none of it twice, however small the processes "
    "are") {
  const auto check_all_told = [](const Scenario& scenario) {
    Control control;
    const Results results = run(scenario, {.threads = 1, .control = &control});
    CHECK(control.whole > 0);
    CHECK(control.done == control.whole);
    return std::uint64_t{control.events} - results.totals.events;
  };
  CHECK(check_all_told(under_quota("100000", "20")) == 0);
  CHECK(check_all_told(under_quota("4", "20")) > 0);  // what was tried first
  std::string lines = "users: {ann: {}}\ntimeline:\n";
  for (int i = 0; i < 10'001; ++i) lines += "  - {at: " + std::to_string(i) + "s, user: ann, do: sign_out}\n";
  CHECK(check_all_told(scenario_of(lines)) == 0);
}

}  // namespace
}  // namespace outlive::testing
