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

TEST_CASE("words: a text is cut at its end, a name in a cell in its middle, both between characters") {
  CHECK(output::shown("abcdefghij", 10) == "abcdefghij");
  CHECK(output::shown("abcdefghijk", 10) == "abcdefg...");
  CHECK(output::shown("ééééé", 4) == "é...");
  CHECK(output::shown_in_cell("abcdefghij", {10, 3}) == "abcdefghij");
  CHECK(output::shown_in_cell("abcdefghijk", {10, 3}) == "abcd...ijk");
  CHECK(output::shown_in_cell("abcdefghijk", {10}) == "abcdefg...");
  CHECK(output::shown_in_cell("éaéaéaéa", {7, 2}) == "éa...éa");
  CHECK(output::shown_in_cell("abcdef", {3, 1}) == "...");
}

TEST_CASE("words: names that differ look different, wherever that is") {
  const std::string account = "analytics-of-the-northern-subsidiary.";
  const std::string quota = ".sagemaker.training_instance_quotas.ml.m5.xlarge";
  const std::vector<std::string> names{account + "eu-central-1" + quota, account + "eu-central-2" + quota,
                                       account + "eu-central-1" + quota};
  const std::vector<std::string> apart = output::shown_apart(names, 24);
  CHECK(apart[0] != apart[1]);
  CHECK(apart[0] == apart[2]);
  CHECK(apart[0] == account + "eu-central-1...");
  const std::vector<std::string> regions{"account-one.eu-central-1.glue.dpu_quota",
                                         "account-one.eu-west-1.glue.session_quota"};
  CHECK(output::shown_apart(regions, 24) ==
        std::vector<std::string>{"account-one....dpu_quota", "account-one...sion_quota"});
  CHECK(output::shown_apart({}, 24).empty());
}
