// The verb `rules`, and what is found in the names of tests and in scenarios.
#include "outlive/rules.hpp"

#include <algorithm>
#include <cstdlib>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/output/golden.hpp"
#include "tests/tools/command.hpp"

using namespace outlive::testing;

namespace {

nlohmann::json all_rules() { return nlohmann::json::parse(Folder().outlive("rules --format json").out); }

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// What the script finds in a folder, one row a line.
std::string found_in(const Folder& folder) {
  const Ran ran = folder.shell("cmake -DROOT=\"$PWD\" -DSOURCE=\"$PWD/out.cpp\" -P '" OUTLIVE_SOURCE_DIR
                               "/tools/cmake/RuleCoverage.cmake'");
  CAPTURE(ran.err);
  CHECK(ran.code == 0);
  std::string rows;
  for (const std::string& line : lines_of(folder.read("out.cpp"))) {
    if (line.starts_with("    Mention{\"")) rows += line.substr(12) + "\n";
  }
  return rows;
}

}  // namespace

TEST_CASE("coverage: every rule has a test that carries its ID") {
  std::vector<std::string> missing;
  const nlohmann::json all = all_rules();
  for (const auto& rule : all["rules"]) {
    if (rule["tests"].empty()) missing.push_back(rule["id"]);
  }
  CHECK_MESSAGE(missing.empty(), "no test carries the ID of ", joined(missing));
}

TEST_CASE("coverage: tests and scenarios name only rules that there are") {
  std::vector<std::string> unknown;
  const nlohmann::json all = all_rules();
  for (const auto& each : all["unknown"]) {
    unknown.push_back(each["file"].get<std::string>() + ": " + each["id"].get<std::string>());
  }
  CHECK_MESSAGE(unknown.empty(), joined(unknown));
}

TEST_CASE("coverage: results/validation/rules.md is what the program prints (golden)") {
  check_committed("results/validation/rules.md", Folder().outlive("rules --format markdown").out);
}

TEST_CASE("coverage: names of test cases and subcases, lists, ranges, literals side by side") {
  const Folder folder;
  folder.write("tests/deep/a_test.cpp",
               "TEST_CASE(\"XA-1, XB-2: a [list] of \\\"two\\\"\") {\n"
               "  SUBCASE(\"XA-3..XA-5: inside\") {}\n"
               "}\n"
               "// TEST_CASE(\"XA-9: commented out\") {}\n"
               "TEST_CASE_FIXTURE(Fixture, \"XB-8 to XB-10: a range \"\n"
               "                           \"of two literals\") { call(\"XA-7\"); }\n"
               "TEST_CASE(\"nothing\") {}\n");
  folder.write("tests/a_note.txt", "TEST_CASE(\"XA-6\")");
  CHECK(
      found_in(folder) ==
      "\"XA-1\", \"tests/deep/a_test.cpp\", \"XA-1, XB-2: a [list] of \\\"two\\\"\"},\n"
      "\"XB-2\", \"tests/deep/a_test.cpp\", \"XA-1, XB-2: a [list] of \\\"two\\\"\"},\n"
      "\"XA-3\", \"tests/deep/a_test.cpp\", \"XA-1, XB-2: a [list] of \\\"two\\\" / XA-3..XA-5: inside\"},\n"
      "\"XA-4\", \"tests/deep/a_test.cpp\", \"XA-1, XB-2: a [list] of \\\"two\\\" / XA-3..XA-5: inside\"},\n"
      "\"XA-5\", \"tests/deep/a_test.cpp\", \"XA-1, XB-2: a [list] of \\\"two\\\" / XA-3..XA-5: inside\"},\n"
      "\"XB-8\", \"tests/deep/a_test.cpp\", \"XB-8 to XB-10: a range of two literals\"},\n"
      "\"XB-9\", \"tests/deep/a_test.cpp\", \"XB-8 to XB-10: a range of two literals\"},\n"
      "\"XB-10\", \"tests/deep/a_test.cpp\", \"XB-8 to XB-10: a range of two literals\"},\n");
}

TEST_CASE("coverage: scenarios mention rules in comments, brackets and expectations, price books none") {
  const Folder folder;
  folder.write("scenarios/a.yaml", "# Rules: XA-1; [XB-2] and XA-1 again\nexpect: {jobs.x: {rule: XA-12}}\n");
  folder.write("scenarios/prices/b.yaml", "# XA-3\n");
  CHECK(found_in(folder) ==
        "\"XA-1\", \"scenarios/a.yaml\", \"\"},\n"
        "\"XB-2\", \"scenarios/a.yaml\", \"\"},\n"
        "\"XA-12\", \"scenarios/a.yaml\", \"\"},\n");
}

TEST_CASE("rules: all of them, in every format") {
  const Folder folder;
  const auto json = all_rules();
  CHECK(json["schema_version"] == 1);
  CHECK(json["rules"].size() == outlive::rule_count - 1);
  CHECK(json["rules"][0]["id"] == "IDC-1");
  const Ran text = folder.outlive("rules");
  CHECK(text.code == 0);
  CHECK(text.err.empty());
  CHECK(has(text.out,
            "\nGLUE-5   IdleTimeout after the last statement: TIMEOUT.\n         source     GLUE-UBS"));
  CHECK(has(text.out, "tests/workload/glue_test.cpp: GLUE-5: "));
  CHECK(has(text.out, "scenarios  "));
  CHECK(has(text.out, "\n69 rules: "));
  const auto csv = lines_of(folder.outlive("rules --format csv").out);
  CHECK(csv.size() == outlive::rule_count);
  CHECK(csv[0] == "rule,text,source,tests,scenarios");
  CHECK(has(folder.outlive("rules --format markdown").out, "\n## GLUE-5\n\n"));
}

TEST_CASE("rules: only some, in the order of the list") {
  const Folder folder;
  const Ran ran = folder.outlive("rules SM-5 GLUE-5 SM-5 --format json");
  CHECK(ran.code == 0);
  const auto rules = nlohmann::json::parse(ran.out)["rules"];
  REQUIRE(rules.size() == 2);
  CHECK(rules[0]["id"] == "GLUE-5");
  CHECK(rules[1]["id"] == "SM-5");
  CHECK_FALSE(rules[0]["scenarios"].empty());
}

TEST_CASE("rules: an unknown one is refused with the nearest spelling") {
  const Folder folder;
  const Ran ran = folder.outlive("rules GLUE-5 glue-6");
  CHECK(ran.code == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err == "outlive: there is no rule 'glue-6'; did you mean 'GLUE-6'?\n");
  CHECK(folder.outlive("rules x").err == "outlive: there is no rule 'x'\n");
  CHECK(has(folder.outlive("rules --set glue.timeout=1h").err, "'rules' takes no --set"));
  CHECK(has(folder.outlive("rules --test good.yaml").err, "'rules' takes no --test"));
}
