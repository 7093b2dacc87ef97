// A sweep comes to the same whatever the threads, and goes on where it was stopped.
#include "outlive/sweep.hpp"

#include <algorithm>
#include <atomic>

#include <doctest/doctest.h>

#include "sim/output/sweep_report.hpp"
#include "sim/study/precision.hpp"
#include "tests/study/small_study.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

Observations empty(const Study& study) { return {study.points.size(), study.width()}; }

Observations run_all(const Study& study, SweepOptions how = {.threads = 1}) {
  Observations all = empty(study);
  Diagnostics problems;
  CHECK(sweep(study, how, all, problems) == SweepEnd::complete);
  CHECK(problems.all().empty());
  return all;
}

/// Everything that is told of it, to the last bit.
std::string told(const Study& study, const Observations& all) {
  return output::dump(output::sweep_json(study, all)) + output::sweep_replications_csv(study, all);
}

}  // namespace

TEST_CASE("sweep: 1, 2 and 16 threads come to the same") {
  const Folder folder;
  const Study study = load_small_study(folder);
  const std::string once = told(study, run_all(study));
  for (const unsigned threads : {2U, 16U, 100U}) {
    CAPTURE(threads);
    CHECK(told(study, run_all(study, {.threads = threads})) == once);
  }
}

TEST_CASE("sweep: the replications that a precision takes do not depend on the threads either") {
  const Folder folder;
  const Study study = load_small_study(folder, "precision: {of: [cost.total], within: 20%, at_most: 30}\n");
  const Observations once = run_all(study);
  std::uint32_t most = 0;
  for (std::size_t point = 0; point < once.points(); ++point) most = std::max(most, once.replications(point));
  CHECK(most > study.replications);  // there is something to compare
  CHECK(told(study, run_all(study, {.threads = 16})) == told(study, once));
}

TEST_CASE("sweep: units are numbered by the study alone") {
  const Folder folder;
  Study study = load_small_study(folder);
  for (const std::uint32_t replications : {1U, 4U, 19U, 41U, 100U, 1001U, 5000U}) {
    CAPTURE(replications);
    study.replications = replications;
    const std::vector<Unit> units = units_of(study);
    CHECK(units.size() == count_units(study));
    CHECK(units.size() <= study.points.size() * std::max(40U, (replications + 49) / 50));
    std::uint64_t number = 0;
    std::uint32_t point = 0;
    std::uint32_t first = 0;
    for (const Unit& unit : units) {  // all replications of a point, then those of the next
      CHECK(unit == Unit{number, point, first, unit.count});
      CHECK(unit == unit_of(study, number));
      first += unit.count;
      CHECK(first <= replications);
      if (first == replications) first = 0;
      if (first == 0) ++point;
      ++number;
    }
    CHECK(point == study.points.size());
    // Beyond, replication after replication of all points.
    CHECK(unit_of(study, number) == Unit{number, 0, replications, 1});
    CHECK(unit_of(study, number + 7) == Unit{number + 7, 1, replications + 1, 1});
    CHECK(further_unit(study, 1, replications + 1) == unit_of(study, number + 7));
  }
}

TEST_CASE("sweep: what is known from an earlier run is taken over, wherever that run was stopped") {
  const Folder folder;
  const Study study = load_small_study(folder, "precision: {of: [cost.total], within: 20%, at_most: 30}\n");
  std::vector<UnitResult> results;
  const Observations whole =
      run_all(study, {.threads = 1, .on_unit = [&](const UnitResult& result) { results.push_back(result); }});
  for (std::size_t kept = 0; kept <= results.size(); kept += 1 + results.size() / 5) {
    CAPTURE(kept);
    Observations known = empty(study);
    for (std::size_t i = 0; i < kept; ++i) add(results[i], known);
    std::size_t done_again = 0;
    const Observations resumed =
        run_all(study, {.threads = 2, .known = &known, .on_unit = [&](const UnitResult&) { ++done_again; }});
    CHECK(done_again == results.size() - kept);
    CHECK(told(study, resumed) == told(study, whole));
  }
}

TEST_CASE("sweep: a unit that was stopped in its middle is not taken for one that is done") {
  const Folder folder;
  const Study study = load_small_study(folder);
  const Observations whole = run_all(study);
  // Units of one point are much longer than those of the others, so that runs side by side count as done what the other did.
  Study uneven = study;
  const LoadBase load = study.load_base;
  uneven.load_base = [load](const auto& settings, const auto& assumptions, Diagnostics& problems) {
    auto scenario = load(settings, assumptions, problems);
    if (settings.front().value == "2h") {
      scenario->populations.front().users = 300;
      scenario->populations.front().most_users = 300;
    }
    return scenario;
  };
  Control control;
  Observations some = empty(uneven);
  Diagnostics problems;
  std::size_t done = 0;
  SweepOptions how{.threads = 4, .control = &control, .on_unit = [&](const UnitResult&) {
                     if (++done == 12) control.stop = true;  // the short ones
                   }};
  CHECK(do_units(uneven, units_of(uneven), how, some, problems) == SweepEnd::stopped);
  for (std::size_t point = 0; point < uneven.points.size(); ++point) {
    const bool is_long = uneven.points[point].levels[0].text == "2h";
    for (std::uint32_t i = 0; i < some.replications(point); ++i) {
      if (!is_long) CHECK(some.row(point, i)[0] == whole.row(point, i)[0]);
      if (is_long) CHECK(some.row(point, i)[2] > 40 * whole.row(point, i)[2]);
    }
  }
}

TEST_CASE("sweep: progress counts replications, and ends with all") {
  const Folder folder;
  const Study study = load_small_study(folder);
  std::uint64_t before = 0;
  std::uint64_t last = 0;
  run_all(study, {.threads = 2, .on_progress = [&](std::uint64_t done, std::uint64_t whole) {
                    CHECK(whole == 24);
                    CHECK(done >= before);
                    before = last = done;
                  }});
  CHECK(last == 24);
}

TEST_CASE("sweep: the first design point at which the base is wrong is told, on any number of threads") {
  const Folder folder;
  Study study = load_small_study(folder);
  const LoadBase load = study.load_base;
  study.load_base = [load](const auto& settings, const auto& assumptions,
                           Diagnostics& problems) -> std::optional<Scenario> {
    if (settings[1].value == "1d") {
      problems.warning({"base.yaml", 2, 1}, "is odd");
      problems.error({"base.yaml", 3, 5}, "does not go together", "IDC-8");
      return std::nullopt;
    }
    return load(settings, assumptions, problems);
  };
  for (const unsigned threads : {1U, 2U, 16U}) {
    Observations all = empty(study);
    Diagnostics problems;
    CHECK(sweep(study, {.threads = threads}, all, problems) == SweepEnd::invalid);
    REQUIRE(problems.all().size() == 1);
    CHECK(to_string(problems.all()[0]) ==
          "base.yaml:3:5: error: at design point 2 (idle 30m, background 1d): does not go together [IDC-8]");
  }
}

TEST_CASE("sweep: an exception in a thread ends the sweep and is thrown on") {
  const Folder folder;
  Study study = load_small_study(folder);
  study.load_base = [](const auto&, const auto&, Diagnostics&) -> std::optional<Scenario> {
    throw std::runtime_error("no memory");
  };
  Observations all = empty(study);
  Diagnostics problems;
  CHECK_THROWS_WITH(sweep(study, {.threads = 4}, all, problems), "no memory");
}
