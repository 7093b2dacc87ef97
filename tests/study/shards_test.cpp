// Shards: whose units are whose, and what putting their files together refuses.
#include "outlive/shards.hpp"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "sim/study/merging.hpp"
#include "tests/study/small_study.hpp"

using namespace outlive;
using namespace outlive::testing;
using study::merge_shards;

namespace {

/// A study of 24 units that nobody has to run.
Study paper_study() {
  Study study;
  study.path = "study.yaml";
  study.plan = "a0";
  study.points.resize(6);
  study.responses.resize(1);
  study.replications = 4;
  return study;
}

UnitsFile file_of(const Study& study, const Shard& shard) {
  UnitsFile file{
      .path = "d/" + name_of(shard), .plan = study.plan, .shard = shard, .whole = true, .results = {}};
  for (const Unit& unit : units_of(study, shard))
    file.results.push_back({unit, std::vector<double>(unit.count, static_cast<double>(unit.number))});
  return file;
}

std::vector<UnitsFile> files_of(const Study& study, std::uint32_t count) {
  std::vector<UnitsFile> files;
  for (std::uint32_t index = 0; index < count; ++index) files.push_back(file_of(study, {index, count}));
  return files;
}

/// The messages, a line each, and behind them the shards that are to be run again.
std::string refused(const Study& study, const std::vector<UnitsFile>& files) {
  Diagnostics problems;
  const study::Merged merged = merge_shards(study, files, problems);
  CHECK_FALSE(merged.observations.has_value());
  std::string text;
  for (const Diagnostic& each : problems.all()) text += to_string(each) + "\n";
  for (const std::uint32_t index : merged.to_do) text += std::to_string(index) + " ";
  return text + "of " + std::to_string(merged.shards);
}

}  // namespace

TEST_CASE("shards: every unit is in exactly one, and their sizes differ by one at most") {
  const Study study = paper_study();
  for (const std::uint32_t count : {1U, 2U, 5U, 8U, 24U, 100U}) {
    CAPTURE(count);
    std::set<std::uint64_t> numbers;
    std::size_t least = 24;
    std::size_t most = 0;
    for (std::uint32_t index = 0; index < count; ++index) {
      const std::vector<Unit> units = units_of(study, {index, count});
      least = std::min(least, units.size());
      most = std::max(most, units.size());
      for (const Unit& unit : units) {
        CHECK(unit == unit_of(study, unit.number));
        CHECK(numbers.insert(unit.number).second);
      }
    }
    CHECK(numbers.size() == 24);
    CHECK(*numbers.rbegin() == 23);
    CHECK(most - least <= 1);
  }
  CHECK(name_of({3, 8}) == "shard-3-of-8.jsonl");
}

TEST_CASE("shards: merged in any order they are the whole") {
  const Study study = paper_study();
  for (const std::uint32_t count : {1U, 2U, 8U, 30U}) {
    CAPTURE(count);
    std::vector<UnitsFile> files = files_of(study, count);
    std::rotate(files.begin(), files.begin() + count / 3, files.end());
    std::reverse(files.begin(), files.begin() + count / 2);
    Diagnostics problems;
    const study::Merged merged = merge_shards(study, files, problems);
    CHECK(problems.all().empty());
    CHECK(merged.to_do.empty());
    REQUIRE(merged.observations.has_value());
    for (const Unit& unit : units_of(study)) {
      for (std::uint32_t i = 0; i < unit.count; ++i)
        CHECK(merged.observations->row(unit.point, unit.first + i)[0] == static_cast<double>(unit.number));
    }
  }
}

TEST_CASE("shards: missing and unfinished ones are refused by name") {
  const Study study = paper_study();
  std::vector<UnitsFile> files = files_of(study, 4);
  files.erase(files.begin() + 2);
  files[0].whole = false;
  files[0].results.pop_back();
  CHECK(refused(study, files) ==
        "d/shard-0-of-4.jsonl: error: is not finished\n"
        "shard-2-of-4.jsonl: error: is missing\n"
        "0 2 of 4");
  CHECK(refused(study, {}) == "study.yaml: error: there is no shard to merge\nof 0");
  const std::string many = refused(study, {file_of(study, {7, 100})});
  CHECK(has(many, "shard-19-of-100.jsonl: error: is missing\nshard-20-of-100.jsonl: error: is missing\n"));
  CHECK_FALSE(has(many, "shard-21-of-100"));
  CHECK(has(many, "study.yaml: error: in all 99 shards are missing\n"));
}

TEST_CASE("shards: duplicates and foreign ones are refused by name") {
  const Study study = paper_study();
  std::vector<UnitsFile> files = files_of(study, 3);
  files.push_back(files[1]);
  files.back().path = "copy/shard-1-of-3.jsonl";
  CHECK(refused(study, files) ==
        "copy/shard-1-of-3.jsonl:1:1: error: is shard 1 again, as d/shard-1-of-3.jsonl\nof 3");
  files = files_of(study, 3);
  files[0].plan = "b1";
  CHECK(refused(study, files) ==
        "d/shard-0-of-3.jsonl:1:1: error: is of another plan: the study, its base, a file that they name, an "
        "option "
        "such as --set, or the version of Outlive was another one\n0 of 3");
  files = files_of(study, 3);
  files.insert(files.begin(), file_of(study, {0, 2}));
  CHECK(refused(study, files) ==
        "d/shard-0-of-2.jsonl:1:1: error: is one of 2 shards, and most are of 3\nof 3");
}

TEST_CASE("shards: units that are missing, there twice or another shard's are refused by number") {
  const Study study = paper_study();
  std::vector<UnitsFile> files = files_of(study, 3);
  const UnitsFile good = files[1];
  files[1].results.erase(files[1].results.begin() + 2);
  CHECK(refused(study, files) == "d/shard-1-of-3.jsonl: error: unit 7 is missing\n1 of 3");
  files[1] = good;
  files[1].results.pop_back();
  CHECK(refused(study, files) == "d/shard-1-of-3.jsonl: error: unit 22 is missing\n1 of 3");
  files[1] = good;
  files[1].results.push_back(good.results[2]);
  CHECK(refused(study, files) == "d/shard-1-of-3.jsonl:10:1: error: unit 7 is there twice\n1 of 3");
  const auto none_of = [&](Unit unit) {
    files[1] = good;
    files[1].results[3] = {unit, std::vector<double>(unit.count, 0)};
    return refused(study, files);
  };
  CHECK(none_of(unit_of(study, 9)) ==
        "d/shard-1-of-3.jsonl:5:1: error: unit 9 is none of shard 1 of 3\n1 of 3");
  CHECK(has(none_of({10, 2, 3, 1}), ":5:1: error: unit 10 is none of"));       // another replication
  CHECK(has(none_of({10, 1, 2, 1}), ":5:1: error: unit 10 is none of"));       // another point
  CHECK(has(none_of({10, 2, 2, 2}), ":5:1: error: unit 10 is none of"));       // of another size
  CHECK(has(none_of(unit_of(study, 25)), ":5:1: error: unit 25 is none of"));  // beyond the last
  files[1] = good;
  files[1].results[0].values.push_back(1);
  CHECK(has(refused(study, files), ":2:1: error: unit 1 is none of shard 1 of 3"));
}

TEST_CASE("shards: what a precision added is a part of the whole, and only of a study that has one") {
  Study study = paper_study();
  UnitsFile file = file_of(study, {});
  file.whole = false;
  file.results.push_back({unit_of(study, 24), {24}});
  file.results.push_back({unit_of(study, 31), {31}});
  Diagnostics problems;
  CHECK_FALSE(study::fits(file, study, problems));
  study.precision = Precision{.of = {}, .within = 0.1, .at_most = 6};
  CHECK(study::fits(file, study, problems));
  file.results.push_back({unit_of(study, 36), {36}});  // replication 6 of point 0: one more than it may have
  CHECK_FALSE(study::fits(file, study, problems));
  file.results.back().unit = further_unit(study, 5, 5);
  CHECK(study::fits(file, study, problems));
}
