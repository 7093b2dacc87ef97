// Records that are made run by run.
#include "sim/study/run_record.hpp"

#include <doctest/doctest.h>

#include "tests/study/small_study.hpp"
#include "tests/workload/play.hpp"

using namespace outlive;

TEST_CASE(
    "record: replications taken in turns are those taken one after the other, and a stopped one does not "
    "count") {
  const Scenario scenario = testing::scenario_of(testing::some_analysts(3));
  const RunRecord whole = record(scenario, 3, {}, {"cost.idle.share"});
  Control control;
  study::Recorder one(scenario, {.control = &control}, {"cost.idle.share"});
  study::Recorder other(scenario, {}, {});
  for (int turn = 0; turn < 3; ++turn) {
    CHECK(one.next());
    CHECK(other.next());
  }
  control.stop = true;
  CHECK_FALSE(one.next());
  const RunRecord made = one.take();
  CHECK(made.replications == 3);
  CHECK(made.fingerprint == whole.fingerprint);
  REQUIRE(made.responses.size() == whole.responses.size());
  for (std::size_t i = 0; i < whole.responses.size(); ++i) {
    CHECK(made.responses[i].name == whole.responses[i].name);
    CHECK(made.responses[i].values == whole.responses[i].values);
  }
  CHECK(other.take().find("cost.total")->values == whole.find("cost.total")->values);
}
