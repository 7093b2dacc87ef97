// Counts and nouns as reports write them.
#include "sim/output/words.hpp"

#include <doctest/doctest.h>

using namespace outlive;

TEST_CASE("words: more of something is spelt as English has it") {
  CHECK(output::plural("job") == "jobs");
  CHECK(output::plural("day") == "days");
  CHECK(output::plural("Athena query") == "Athena queries");
  CHECK(output::counted(1, "query") == "1 query");
  CHECK(output::counted(1234, "query") == "1,234 queries");
}
