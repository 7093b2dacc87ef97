// outlive self-test, as whoever has installed it runs it.
#include <algorithm>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/tools/command.hpp"

using namespace outlive::testing;

TEST_CASE("self-test verb: all parts pass, and it says what it did on one screen" *
          doctest::test_suite("slow")) {
  const Folder folder;
  const Ran ran = folder.outlive("self-test --threads 2");
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  for (const char* const part : {"second implementation", "closed forms", "invariants", "determinism"})
    CHECK(has(ran.out, "PASS  " + std::string(part) + "\n"));
  CHECK(has(ran.out, "100 random scenarios with "));
  CHECK(ran.out.ends_with("\nAll 4 parts passed.\n"));
  CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') <= 40);
}

TEST_CASE("self-test verb: the same as JSON, and no other option or argument makes sense" *
          doctest::test_suite("slow")) {
  const Folder folder;
  const Ran ran = folder.outlive("self-test --format json -q");
  CHECK(ran.code == 0);
  const auto json = nlohmann::json::parse(ran.out);
  CHECK(json["passed"] == true);
  CHECK(json["incomplete"] == false);
  CHECK(json["parts"].size() == 4);
  CHECK(json["closed_forms"].size() >= 8);
  CHECK(folder.outlive("self-test --seed 2").code == 2);
  CHECK(folder.outlive("self-test scenario.yaml").code == 2);
  CHECK(folder.outlive("self-test --format csv").code == 2);
}

TEST_CASE("self-test verb: Ctrl-C ends it with what there is so far") {
  const Folder folder;
  const Ran ran =
      folder.shell("timeout --preserve-status -s INT 0.3 '" + std::string(OUTLIVE_BINARY) + "' self-test");
  CHECK(ran.code == 130);
  CHECK(has(ran.out, "Interrupted: nothing failed so far.\n"));
  CHECK(ran.err == "outlive: interrupted: not everything was tested\n");
}

TEST_CASE("interruptions: a wish to stop that is told twice at once, as by coreutils' timeout, is one wish") {
  const Folder folder;
  const std::string started = "'" + std::string(OUTLIVE_BINARY) + "' self-test & child=$!; sleep 0.1; ";
  for (int i = 0; i < 5; ++i) {
    const Ran ran = folder.shell(started + "kill -TERM $child; sleep 0.001; kill -TERM $child; wait $child");
    CHECK(ran.code == 143);
    CHECK(has(ran.out, "Interrupted: nothing failed so far.\n"));
  }
}

TEST_CASE("run: --shuffle changes no byte of what is written") {
  const Folder folder;
  const std::string scenario =
      std::string(OUTLIVE_SOURCE_DIR) + "/scenarios/do-the-vendors-examples-hold.yaml";
  const std::string json = folder.outlive("run " + scenario + " --format json").out;
  CHECK_FALSE(json.empty());
  for (const char* const order : {"1", "2", "3"})
    CHECK(folder.outlive("run " + scenario + " --format json --shuffle " + order).out == json);
  CHECK(folder.outlive("run " + scenario + " --shuffle -1").code == 2);
  CHECK(folder.outlive("check " + scenario + " --shuffle 1").code == 2);
}
