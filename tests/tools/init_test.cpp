// `outlive init`: what it writes is valid, runs, holds, and overwrites nothing.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/tools/command.hpp"

using namespace outlive::testing;

TEST_CASE("init: each starter is valid without a warning, runs, and what it expects holds") {
  for (const std::string kind : {"script", "population", "trace", "study"}) {
    CAPTURE(kind);
    const Folder folder;
    const std::string file = kind == "study" ? "study.yaml" : "scenario.yaml";
    const Ran init = folder.outlive("init --kind " + kind);
    CHECK(init.code == 0);
    CHECK(init.out.empty());
    CHECK(has(init.err, "wrote " + file + "\n"));
    CHECK(has(init.err,
              kind == "study" ? "next: outlive sweep study.yaml" : "next: outlive run scenario.yaml"));

    const Ran valid = folder.outlive("validate " + file);
    CHECK(valid.code == 0);
    CHECK(has(valid.out,
              kind == "study" ? "1 study: 0 errors, 0 warnings" : "1 scenario: 0 errors, 0 warnings"));
    CHECK(valid.err.empty());
    const Ran answer = folder.outlive((kind == "study" ? "sweep " : "check ") + file);
    CHECK(answer.code == 0);
    CHECK(has(answer.out, kind == "study" ? "\n  ok " : ", 0 fail\n"));
    CHECK(folder.outlive("check scenario.yaml").code == 0);  // a study's base, too
  }
}

TEST_CASE("init: every expectation of the starters can fail") {
  const Folder folder;
  CHECK(folder.outlive("init").code == 0);
  CHECK(folder.outlive("check scenario.yaml --set glue.background_sessions=false").code == 1);
  CHECK(folder.outlive("check scenario.yaml --set glue.idle_timeout=10m").code == 1);
  CHECK(folder.outlive("init jobs/scenario.yaml --kind trace").code == 4);  // no such folder
  CHECK(folder.outlive("init recorded.yaml --kind trace").code == 0);
  CHECK(folder.outlive("check recorded.yaml --set identity_center.background_sessions.duration=1d").code ==
        1);
}

TEST_CASE("init: the line for editors leads to the schema that this version prints") {
  const Folder folder;
  CHECK(folder.outlive("init study.yaml --kind study").code == 0);
  CHECK(folder.read("study.yaml").starts_with("# yaml-language-server: $schema=study.schema.json\n"));
  CHECK(folder.read("scenario.yaml").starts_with("# yaml-language-server: $schema=scenario.schema.json\n"));
  CHECK(folder.read("study.schema.json") == folder.outlive("schema study").out);
  CHECK(folder.read("scenario.schema.json") == folder.outlive("schema scenario").out);
}

TEST_CASE("init: nothing is overwritten") {
  const Folder folder;
  folder.write("scenario.yaml", "mine");
  const Ran ran = folder.outlive("init");
  CHECK(ran.code == 4);
  CHECK(ran.err == "outlive: scenario.yaml exists already, and nothing is overwritten\n");
  CHECK(folder.read("scenario.yaml") == "mine");
  CHECK_FALSE(std::filesystem::exists(folder.path("scenario.schema.json")));  // all or nothing

  const Ran study = folder.outlive("init --kind study");
  CHECK(study.code == 0);
  CHECK(has(study.err, "scenario.yaml is there already, and stays as it is"));
  CHECK(folder.read("scenario.yaml") == "mine");

  std::filesystem::create_symlink("nowhere.yaml", folder.path("link.yaml"));
  CHECK(folder.outlive("init link.yaml").code == 4);
  CHECK_FALSE(std::filesystem::exists(folder.path("nowhere.yaml")));
}

TEST_CASE("init: under another name the comments name that one") {
  const Folder folder;
  std::filesystem::create_directory(folder.path("policies"));
  CHECK(folder.outlive("init policies/etl.yaml").code == 0);
  const std::string text = folder.read("policies/etl.yaml");
  CHECK(has(text, "outlive run etl.yaml"));
  CHECK_FALSE(has(text, " scenario.yaml"));
  CHECK(folder.outlive("check policies").code == 0);
  // A name that could break out of a comment is not written into one.
  const Ran odd = folder.outlive("init \"$(printf 'a\\noutlive: 2 #.yaml')\"");
  CHECK(odd.code == 0);
  CHECK(has(odd.err, "wrote a\\noutlive: 2 #.yaml"));
  CHECK(folder.outlive("validate \"$(printf 'a\\noutlive: 2 #.yaml')\"").code == 0);
}

TEST_CASE("init: standard output, and what is refused") {
  const Folder folder;
  const Ran printed = folder.outlive("init - --kind trace");
  CHECK(printed.code == 0);
  CHECK(printed.err ==
        "outlive: it refers to jobs.csv, scenario.schema.json; 'outlive init FILE' writes them, too\n");
  CHECK(folder.outlive("init -q --kind trace -").err.empty());
  CHECK(folder.outlive("init trace.yaml --kind trace").code == 0);
  CHECK(has(printed.out, "outlive run scenario.yaml"));

  const Ran near = folder.outlive("init --kind studdy");
  CHECK(near.code == 2);
  CHECK(has(near.err, "--kind is script, population, trace or study, not 'studdy'; did you mean 'study'?"));
  CHECK(folder.outlive("init scenario.yaml --kind study").code == 2);  // its base has that name
  CHECK(folder.outlive("init a.yaml b.yaml").code == 2);
  CHECK(folder.outlive("run --kind study x.yaml").code == 2);
}
