// Files of units: what is written is read again to the bit, and what is wrong is told with its line.
#include "sim/input/units_reader.hpp"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "sim/output/units_file.hpp"
#include "tests/tools/command.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

Study paper_study() {
  Study study;
  study.plan = "a0";
  study.points.resize(2);
  study.responses.resize(2);
  study.replications = 2;
  return study;
}

struct ReadUnits {
  std::optional<UnitsFile> file;
  std::string problems;
  bool unreadable = false;
};

ReadUnits read(const Folder& folder, const std::string& text) {
  folder.write("units", text);
  ReadUnits outcome;
  Diagnostics problems;
  outcome.file = input::read_units(folder.path("units"), problems, outcome.unreadable);
  for (const Diagnostic& each : problems.all()) {
    const std::string line = to_string(each);
    outcome.problems += line.substr(folder.path("").size()) + "\n";
  }
  return outcome;
}

const std::string head =
    R"({"outlive_units":1,"version":"0.1.0","plan":"a0","shard":0,"shards":1,"responses":2})"
    "\n";
const std::string unit = R"({"unit":0,"point":0,"first":0,"count":1,"values":[1.5,null]})"
                         "\n";

}  // namespace

TEST_CASE("units: what is written is read again to the last bit") {
  const Folder folder;
  const Study study = paper_study();
  const Shard shard{1, 2};
  Observations all(2, 2);
  const double third = 1.0 / 3;
  const std::vector<double> rows[] = {{0.1 + 0.2, -0.0},
                                      {std::numeric_limits<double>::denorm_min(), third},
                                      {std::numeric_limits<double>::max(), 123456789012345.67},
                                      {std::numeric_limits<double>::infinity(), 5e-324}};
  for (const Unit& each : units_of(study)) all.set(each.point, each.first, rows[each.number]);
  const ReadUnits outcome = read(folder, output::units_file(study, shard, all));
  CHECK(outcome.problems == "");
  REQUIRE(outcome.file.has_value());
  CHECK(outcome.file->plan == "a0");
  CHECK(outcome.file->shard == shard);
  CHECK(outcome.file->whole);
  REQUIRE(outcome.file->results.size() == 2);
  for (const UnitResult& result : outcome.file->results) {
    CHECK(result.unit == unit_of(study, result.unit.number));
    for (std::size_t i = 0; i < 2; ++i) {
      CHECK(result.values[i] == rows[result.unit.number][i]);
      CHECK(std::signbit(result.values[i]) == std::signbit(rows[result.unit.number][i]));
    }
  }
}

TEST_CASE("units: what is not finite is written as null, for JSON has no word for it") {
  CHECK(output::unit_line({{3, 1, 2, 1}, {std::nan(""), -std::numeric_limits<double>::infinity()}}) ==
        R"({"unit":3,"point":1,"first":2,"count":1,"values":[null,null]})");
  const Folder folder;
  CHECK(std::isinf(read(folder, head + unit).file->results.at(0).values.at(1)));
}

TEST_CASE("units: a line that was cut short is left out, wherever that was") {
  const Folder folder;
  const std::string whole = head + unit +
                            R"({"units":1})"
                            "\n";
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    CAPTURE(size);
    const ReadUnits outcome = read(folder, whole.substr(0, size));
    if (size < head.size()) {
      CHECK(outcome.problems == "units: error: is no file of units: its first line is missing\n");
      continue;
    }
    CHECK(outcome.problems == "");
    REQUIRE(outcome.file.has_value());
    const bool has_unit = size >= head.size() + unit.size();
    CHECK(outcome.file->results.size() == (has_unit ? 1 : 0));
    CHECK(outcome.file->whole == (size == whole.size()));
    CHECK(outcome.file->size == (size == whole.size() ? size
                                 : has_unit           ? head.size() + unit.size()
                                                      : head.size()));
  }
}

TEST_CASE("units: what is wrong is told with its line") {
  const Folder folder;
  const auto problem = [&](const std::string& text) {
    const ReadUnits outcome = read(folder, text);
    CHECK_FALSE(outcome.file.has_value());
    CHECK_FALSE(outcome.unreadable);
    return outcome.problems;
  };
  const std::string unknown = "units:1:1: error: is no file of units that this version of Outlive reads\n";
  CHECK(problem("outlive: 1\n") == "units:1:1: error: is no line of a file of units\n");
  CHECK(problem("{}\n") == unknown);
  CHECK(problem(R"({"outlive_units":2,"plan":"a0","shard":0,"shards":1,"responses":2})"
                "\n") == unknown);
  CHECK(problem(R"({"outlive_units":1,"plan":"a0","shard":1,"shards":1,"responses":2})"
                "\n") == unknown);
  CHECK(problem(R"({"outlive_units":1,"plan":7,"shard":0,"shards":1,"responses":2})"
                "\n") == unknown);
  const std::string no_unit = "units:2:1: error: is no unit\n";
  for (const std::string line :
       {R"({"unit":0,"point":0,"first":0,"count":1,"values":[1]})",
        R"({"unit":0,"point":0,"first":0,"count":2,"values":[1,2]})",
        R"({"unit":-1,"point":0,"first":0,"count":1,"values":[1,2]})",
        R"({"unit":0,"point":0,"first":0,"count":1,"values":[1,"2"]})",
        R"({"unit":0,"point":4294967296,"first":0,"count":1,"values":[1,2]})",
        R"({"unit":0,"point":0,"first":0,"count":1,"values":7})", R"({"unit":0,"point":0,"first":0})"}) {
    CAPTURE(line);
    CHECK(problem(head + line + "\n") == no_unit);
  }
  CHECK(problem(head + unit +
                R"({"units":2})"
                "\n") == "units:3:1: error: counts other units than there are\n");
  CHECK(problem(head +
                R"({"units":0})"
                "\n" +
                unit) == "units:3:1: error: stands behind the last line\n");
  CHECK(problem(head + "[1]\n") == "units:2:1: error: is no line of a file of units\n");
  CHECK(problem(head + "{\"unit\":\n" + unit) == "units:2:1: error: is no line of a file of units\n");
}

TEST_CASE("units: a file that cannot be read is told from one that makes no sense") {
  const Folder folder;
  Diagnostics problems;
  bool unreadable = false;
  CHECK_FALSE(input::read_units(folder.path("nowhere"), problems, unreadable).has_value());
  CHECK(unreadable);
  CHECK(problems.error_count() == 1);
}
