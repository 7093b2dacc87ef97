// Files that are written replace neither what is read nor each other.
#include "tools/outlive/outputs.hpp"

#include <doctest/doctest.h>

#include "tests/tools/command.hpp"
#include "tools/outlive/options.hpp"

using namespace outlive::testing;
using outlive::tool::Outputs;
using outlive::tool::UsageError;

TEST_CASE("outputs: what is read is not written by whatever path, nor is anything written twice") {
  const Folder folder;
  folder.write("a.yaml", silent);
  Outputs outputs({folder.path() + "/a.yaml", "-"}, "the scenario");
  CHECK_THROWS_AS(outputs.add("--junit", folder.path() + "/./a.yaml"), UsageError);
  CHECK_NOTHROW(outputs.add("--junit", folder.path() + "/b.xml"));
  CHECK_THROWS_AS(outputs.add("--tap", folder.path() + "/b.xml"), UsageError);
  for (const char* several : {"-", "", "/dev/null"}) {
    CHECK_NOTHROW(outputs.add("--tap", several));
    CHECK_NOTHROW(outputs.add("--audit", several));
  }
}

TEST_CASE("outputs: check and fit refuse to replace what they read") {
  const Folder folder;
  folder.write("a.yaml", silent);
  folder.write("jobs.csv", "submit,start,end\n0,0,60\n10,10,90\n");
  const auto refuses = [&](const std::string& command, const std::string& file, const std::string& what) {
    const std::string before = folder.read(file);
    const Ran ran = folder.outlive(command);
    CAPTURE(command);
    CAPTURE(ran.err);
    CHECK(ran.code == 2);
    CHECK(has(ran.err, " would replace " + what + " '" + file + "'"));
    CHECK(folder.read(file) == before);
  };
  refuses("check a.yaml --junit a.yaml", "a.yaml", "the scenario");
  refuses("check a.yaml --tap a.yaml", "a.yaml", "the scenario");
  refuses("fit jobs.csv -o jobs.csv", "jobs.csv", "the table");
  refuses("fit jobs.csv --plot jobs.csv", "jobs.csv", "the table");
}
