// The verb `assumptions`: the registry, and which of them matter to a scenario.
#include "outlive/assumptions.hpp"

#include <algorithm>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "sim/text/sanitize.hpp"
#include "tests/output/golden.hpp"
#include "tests/study/small_study.hpp"
#include "tests/tools/command.hpp"
#include "tests/tools/process.hpp"

using namespace outlive::testing;

namespace {

/// `good` with a statement of 60 h in a session that nobody stops.
std::string forgotten(std::string text = silent) {
  text.replace(text.find("takes: 2h"), 9, "takes: 60h");
  text.replace(text.find("horizon: 3d"), 11, "horizon: 7d");
  return text;
}

/// A file that is valid only under B-21 = 12h.
std::string with_long_credentials() {
  std::string text = forgotten();
  text.insert(text.find("settings:\n"), "assumptions: {lake_formation_credential_maximum: 12h}\n");
  text.insert(text.find("  glue:"), "  lake_formation: {credential_duration: 12h}\n");
  return text;
}

}  // namespace

TEST_CASE("assumptions: the registry, in every format") {
  const Folder folder;
  const Ran text = folder.outlive("assumptions");
  CHECK(text.code == 0);
  CHECK(text.err.empty());
  CHECK(has(text.out,
            "B-6     glue_timeout: none, or 48h\n"
            "        Does a Glue session have a hard Timeout where nobody sets one?\n"
            "        GLUE-UBS against GLUE-API\n"));
  for (const std::string& line : lines_of(text.out)) CHECK(outlive::text::width_of(line) <= 80);
  const auto json = nlohmann::json::parse(folder.outlive("assumptions --format json").out);
  CHECK(json["schema_version"] == 1);
  REQUIRE(json["assumptions"].size() == outlive::assumption_count);
  CHECK(json["assumptions"][2]["key"] == "stop_latency");
  CHECK(json["assumptions"][2]["default"] == "none");
  CHECK(json["assumptions"][2]["alternatives"] == nlohmann::json{"documented_bound", "random"});
  CHECK(json["assumptions"][5]["setting"] == "glue.timeout");
  const auto csv = lines_of(folder.outlive("assumptions --format csv").out);
  CHECK(csv.size() == outlive::assumption_count + 1);
  CHECK(csv[3].starts_with("B-3,stop_latency,\"How long"));
  CHECK(has(csv[3], ",none,documented_bound; random,"));
  CHECK(has(folder.outlive("assumptions --format markdown").out, "| B-6 | `glue_timeout` |"));
}

TEST_CASE("assumptions: only some, by ID or key, and unknown ones with the nearest spelling") {
  const Folder folder;
  const auto json =
      nlohmann::json::parse(folder.outlive("assumptions glue_timeout B-1 B-6 --format json").out);
  REQUIRE(json["assumptions"].size() == 2);
  CHECK(json["assumptions"][0]["id"] == "B-1");
  CHECK(json["assumptions"][1]["id"] == "B-6");
  const Ran ran = folder.outlive("assumptions glue_timeuot");
  CHECK(ran.code == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err == "outlive: there is no assumption 'glue_timeuot'; did you mean 'glue_timeout'?\n");
  CHECK(folder.outlive("assumptions b-6").err ==
        "outlive: there is no assumption 'b-6'; did you mean 'B-6'?\n");
}

TEST_CASE("assumptions: Ctrl-C tells of the options that were tried by then, marked incomplete") {
  const Folder folder;
  std::string large = small_base;
  large.replace(large.find("users: 6\n"), 9, "users: 2000\n");
  folder.write("large.yaml", large);
  interrupt_later_and_later(
      folder, {"assumptions", "--test", "large.yaml", "--format", "json"},
      {.tells = "outlive: interrupted: the results are partial\n",
       .too_early_begins = "outlive: interrupted before any of ",
       .too_early_ends = "'outlive assumptions NAMES --test FILE' tries those of a few assumptions\n"});
  const auto json = nlohmann::json::parse(folder.read(".out"));
  CHECK(json["incomplete"] == true);
  CHECK(json["options_tried"] == json["flips"].size());
  CHECK(json["options_planned"] > json["options_tried"]);
}

TEST_CASE("assumptions: the table of those that change the answer, the greatest change first") {
  const Folder folder;
  folder.write("forgotten.yaml", forgotten());
  const Ran ran = folder.outlive("assumptions --test forgotten.yaml --width 110");
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  CHECK(ran.out.starts_with(
      "Does it survive?\n"
      "3 of 31 assumptions change the answer; the largest, B-7 glue_timeout_of_release_5 = 480m, changes the "
      "cost by\n"
      "-116.60 USD and the fate of 1 job.\n"
      "\n"
      "     assumed instead                       USD  fates  job ends  session ends\n"
      "B-7  glue_timeout_of_release_5 = 480m  -116.60      1         1             1\n"
      "B-6  glue_timeout = 48h                 -28.60      1         1             1\n"
      "B-5  end_when_queries_complete = yes     -2.20      0         0             1\n"
      "\n"
      "Change nothing in the results: B-1, B-2, B-3 (documented_bound), B-3 (random), B-4, "));
  CHECK(has(ran.out, "IDC-14.\n"));
  for (const std::string& line : lines_of(ran.out)) CHECK(outlive::text::width_of(line) <= 110);
  CHECK(folder.outlive("assumptions --test - --width 110 <forgotten.yaml").out == ran.out);
  CHECK(folder.outlive("assumptions --test forgotten.yaml --width 110 --ascii --color never").out == ran.out);
}

TEST_CASE("assumptions: --test starts from what is in force, for those asked for") {
  const Folder folder;
  folder.write("forgotten.yaml", forgotten());
  const Ran ran =
      folder.outlive("assumptions B-6 B-1 --test forgotten.yaml --assume glue_timeout=48h --width 110");
  CHECK(ran.code == 0);
  CHECK(ran.out ==
        "Does it survive?\n"
        "1 of 2 assumptions changes the answer; the largest, B-6 glue_timeout = none, changes the cost by "
        "+28.60 USD\n"
        "and the fate of 1 job.\n"
        "\n"
        "     assumed instead         USD  fates  job ends  session ends\n"
        "B-6  glue_timeout = none  +28.60      1         1             1\n"
        "\n"
        "Where the scenario itself assumes: glue_timeout = 48h.\n"
        "Change nothing in the results: B-1.\n");
  CHECK(has(folder.outlive("assumptions B-6 --test forgotten.yaml --set glue.timeout=90h").out,
            "None of 1 assumption changes the answer.\n"));
}

TEST_CASE("assumptions: --test as JSON, CSV and Markdown") {
  const Folder folder;
  folder.write("forgotten.yaml", forgotten());
  const auto json =
      nlohmann::json::parse(folder.outlive("assumptions --test forgotten.yaml --format json").out);
  CHECK(json["schema_version"] == 1);
  CHECK(json["assumptions_tested"] == 31);
  CHECK(json["assumptions_changing_the_answer"] == 3);
  CHECK(json["assumptions"]["glue_timeout"] == "none");
  CHECK(json["cost_usd"] == "134.20");
  CHECK(json["flips"].size() == 33);  // two assumptions have three options
  const auto& flip = json["flips"][1];
  CHECK(flip["id"] == "B-6");
  CHECK(flip["from"] == "none");
  CHECK(flip["to"] == "48h");
  CHECK(flip["changes_answer"] == true);
  CHECK(flip["cost_difference_usd"] == "-28.60");
  CHECK(flip["jobs_with_another_fate"] == 1);
  CHECK(flip["errors"].empty());
  const auto csv = lines_of(folder.outlive("assumptions --test forgotten.yaml --format csv").out);
  CHECK(csv.size() == 34);
  CHECK(csv[2] == "B-6,glue_timeout,none,48h,true,true,true,-28.60,1,1,1,");
  CHECK(has(folder.outlive("assumptions --test forgotten.yaml --format markdown").out,
            "| B-6 | `glue_timeout = 48h` | -28.60 | 1 | 1 | 1 |\n"));
}

TEST_CASE("assumptions: an option that makes the file invalid is reported as such") {
  const Folder folder;
  folder.write("long.yaml", with_long_credentials());
  const Ran ran = folder.outlive("assumptions --test long.yaml --width 300");
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  CHECK(has(ran.out, "Not possible: B-21 lake_formation_credential_maximum = 6h: long.yaml:7:41: error: "));
  CHECK_FALSE(has(ran.out.substr(ran.out.find("Change nothing")), "B-21"));
  const auto json =
      nlohmann::json::parse(folder.outlive("assumptions B-21 --test long.yaml --format json").out);
  CHECK(json["flips"][0]["possible"] == false);
  CHECK(has(json["flips"][0]["errors"][0], "12h is out of range"));
}

TEST_CASE("assumptions: what --test cannot read, and what belongs to it") {
  const Folder folder;
  folder.write("invalid.yaml", invalid);
  const Ran bad = folder.outlive("assumptions --test invalid.yaml");
  CHECK(bad.code == 3);
  CHECK(bad.out.empty());
  CHECK(has(bad.err, "invalid.yaml:2:1: error: "));
  const Ran missing = folder.outlive("assumptions --test missing.yaml");
  CHECK(missing.code == 4);
  CHECK(has(missing.err, "missing.yaml: error: "));
  const Ran alone = folder.outlive("assumptions --assume glue_timeout=48h");
  CHECK(alone.code == 2);
  CHECK(alone.err == "outlive: 'assumptions' takes --set and --assume only with --test FILE\n");
  folder.write("good.yaml", good);
  CHECK(folder.outlive("assumptions --test good.yaml --assume glue_timeout=49h").code == 3);
  CHECK(has(folder.outlive("run good.yaml --test good.yaml").err, "'run' takes no --test"));
  CHECK(has(folder.outlive("assumptions --test good.yaml --format xml").err, "has no format 'xml'"));
}

TEST_CASE("run: the JSON report records which assumptions were in force") {
  const Folder folder;
  folder.write("good.yaml", good);
  const auto of = [&](const std::string& options) {
    return nlohmann::json::parse(folder.outlive("run good.yaml --format json " + options).out)["assumptions"];
  };
  CHECK(of("").size() == outlive::assumption_count);
  CHECK(of("")["glue_timeout"] == "none");
  CHECK(of("--assume glue_timeout=48h")["glue_timeout"] == "48h");
}
