// What a user reads when a scenario is wrong: the cases of tests/input/invalid. Traces and price books that cases need are in
// invalid/files.
#include <string>

#include <doctest/doctest.h>

#include "outlive/load.hpp"
#include "tests/input/golden_messages.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

const std::string folder = std::string(OUTLIVE_SOURCE_DIR) + "/tests/input/invalid/";
const GoldenMessages golden(folder);

}  // namespace

TEST_CASE("each invalid file gets exactly its messages (golden)") {
  CHECK(golden.cases().size() >= 70);
  for (const std::string& name : golden.cases()) {
    CAPTURE(name);
    const LoadResult result = load_scenario(golden.input(name));
    CHECK(result.scenario.has_value() != result.diagnostics.has_errors());
    golden.check(name, result.diagnostics);
  }
}

TEST_CASE("every file of expected messages has its case") {
  golden.check_that_each_expectation_has_its_case();
}

TEST_CASE("what is refused row by row is listed in the scenario, too") {
  const LoadResult some = load_scenario(folder + "trace-refused.yaml");
  REQUIRE(some.scenario.has_value());
  CHECK(some.scenario->traces.at(0).rows == 1);
  CHECK(some.scenario->traces.at(0).refused.size() == 3);
  CHECK(some.scenario->jobs.size() == 1);

  // Only the first are warned of, but all are counted.
  const LoadResult many = load_scenario(folder + "trace-many-bad-rows.yaml");
  REQUIRE(many.scenario.has_value());
  CHECK(many.scenario->traces.at(0).refused.size() == 60);
  CHECK(many.diagnostics.all().size() == 51);
}

TEST_CASE("a file that cannot be read is told from one that makes no sense") {
  for (const char* name : {"prices-missing", "trace-missing", "trace-a-directory"}) {
    CAPTURE(name);
    CHECK(load_scenario(folder + name + ".yaml").unreadable);
  }
  for (const char* name : {"prices-malformed", "trace-empty", "yaml-tabs"}) {
    CAPTURE(name);
    CHECK_FALSE(load_scenario(folder + name + ".yaml").unreadable);
  }
}
