// --set for keys of populations, and how `show` tells what was understood.
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/report.hpp"
#include "tests/input/population_cases.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

const std::string jobs =
    "starts: [{share: 70%, service: training, instance_type: ml.g5.2xlarge}, {share: 30%, service: "
    "glue_job}]\n"
    "        per_day: {poisson: {mean: 0.3}}\n"
    "        takes: {lognormal: {median: 1h, sigma: 1.2}, at_most: 20d}";

Population with(const std::vector<Override>& overrides, const std::string& more = {}) {
  return loaded_population(jobs, more, overrides).populations.at(0);
}

std::string problems_with(const std::vector<Override>& overrides) {
  return messages_of(load_scenario_text(head_of_populations + population(jobs), "case.yaml", overrides));
}

/// The section `populations:` of what `show` prints.
std::string shown_populations(const Scenario& scenario) {
  const std::string all = show(scenario);
  const std::size_t begin = all.find("\npopulations:\n") + 1;
  return all.substr(begin, all.find("\n\n", begin) + 1 - begin);
}

/// What was a default is said when it is shown again.
std::string without_comments(const std::string& yaml) {
  std::istringstream lines(yaml);
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    line.resize(std::min(line.find('#'), line.size()));
    line.resize(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("--set: keys of populations that are there") {
  CHECK(with({{"populations.analysts.users", "5000"}}).users == 5000);
  CHECK(with({{"populations.analysts.users", "{start: 10, growth: 100%, every: 28d}"}}).most_users == 20);
  const Population both = with({{"populations.analysts.activities.explore.per_day.poisson.mean", "2.5"},
                                {"populations.analysts.activities.explore.takes.lognormal.median", "2h"}});
  CHECK(both.activities.at(0).per_day.a == 2.5);
  CHECK(both.activities.at(0).takes.a == doctest::Approx(15.7895914));
  CHECK(with({{"populations.analysts.users", "5"}, {"populations.analysts.users", "6"}}).users == 6);
}

TEST_CASE("--set: keys of populations that are not there") {
  CHECK(with({{"populations.analysts.activities.explore.fails", "5%"}}).activities.at(0).fails == 0.05);
  CHECK(with({{"populations.analysts.leaving", "{forgotten: 100%}"}}).leaving[0] == 0);
  CHECK(with({{"populations.analysts.week.zone", "Europe/Berlin"}}).users == 10);
  CHECK(with({{"populations.analysts.activities.explore.retries.at_most", "3"}})
            .activities.at(0)
            .retries.at_most == 3);
  CHECK(with({{"populations.analysts.week.leaves_at.normal", "{mean: 17h, sd: 1h}"}}).leaves_at.b ==
        3'600'000.0);
}

TEST_CASE("--set: one population of two that share an anchor") {
  const std::string text =
      head_of_populations +
      "  a:\n    users: 1\n    week: &week {other_days: 10%}\n    activities: &all\n      x: {starts: "
      "{service: glue}, per_day: 1, takes: 1m}\n  b:\n    users: 1\n    week: *week\n    activities: "
      "*all\n";
  const Scenario scenario = loaded_text(text, {{"populations.b.activities.x.takes", "2m"}});
  CHECK(scenario.populations[0].activities[0].takes.a == 60'000);
  CHECK(scenario.populations[1].activities[0].takes.a == 120'000);
}

TEST_CASE("--set: what cannot be set is told") {
  CHECK(problems_with({{"populations.analyst.users", "5"}}) ==
        "--set populations.analyst.users: error: the scenario has no population 'analyst'; did you mean "
        "'analysts'?\n");
  CHECK(problems_with({{"populations.analysts.users", "five"}}) ==
        "--set populations.analysts.users: error: 'five' is not a whole number; expected a whole number from "
        "1 to "
        "268435456\n");
  CHECK(problems_with({{"populations.analysts.userz", "5"}}) ==
        "--set populations.analysts.userz: error: unknown key 'userz' in populations.analysts; did you mean "
        "'users'?\n");
  CHECK(problems_with({{"populations.analysts", "5"}}) ==
        "--set populations.analysts: error: expected a key of the population, such as "
        "populations.analysts.users\n");
  CHECK(problems_with({{"populations.analysts.activities.exploer.fails", "5%"}}) ==
        "--set populations.analysts.activities.exploer.fails: error: population 'analysts' has no activity "
        "'exploer'; "
        "did you mean 'explore'?\n");
  CHECK(problems_with({{"populations.analysts.users.start", "5"}}) ==
        "--set populations.analysts.users.start: error: 'users' is no map of keys here; give it a value as a "
        "whole\n");
  CHECK(problems_with({{"populations.analysts.users", "5\n6"}}) ==
        "--set populations.analysts.users: error: the value has a line feed; expected one line\n");
  CHECK(problems_with({{"populations.analysts.users", "[5"}})
            .starts_with("--set populations.analysts.users: error: "));
  // What is well formed and makes no sense is told of the key that now says it.
  CHECK(problems_with({{"populations.analysts.leaving", "{forgotten: 90%}"}}) ==
        "case.yaml:7:5: error: populations.analysts.leaving: the shares add up to 90%; expected 100%\n");
}

TEST_CASE("show: populations with their defaults") {
  CHECK(shown_populations(loaded_population(simple_activity, "    account: research\n")) ==
        "populations:\n"
        "  analysts:\n"
        "    users: 10\n"
        "    account: research\n"
        "    week:\n"
        "      zone: UTC                                 # default\n"
        "      days: [monday, tuesday, wednesday, thursday, friday]  # default\n"
        "      other_days: 0%                            # default\n"
        "      hours: {from: 9h, to: 17h}                # default\n"
        "    activities:\n"
        "      explore:\n"
        "        starts: {service: glue, worker_type: G.1X, workers: 5, glue_version: 5.0}\n"
        "        per_day: 1\n"
        "        takes: 1m\n"
        "        statements: 1                           # default\n"
        "        think: 0s                               # default\n"
        "        saves_results: 0%                       # default\n"
        "        fails: 0%                               # default\n"
        "        restarts_kernel: 0%                     # default\n"
        "        forgets_to_stop: 0%                     # default\n"
        "        comes_back: 0%                          # default\n");
}

TEST_CASE("show: what is shown loads to the same populations") {
  const std::vector<std::string> more{
      "",
      "    users: {start: 100, growth: 10%, every: 30d}\n    account: \"true\"\n    domain: vision\n"
      "    week: {zone: America/Denver, other_days: 34%, holidays: [2026-03-09], hours: {preset: "
      "notebooks_2021}}\n"
      "    leaving: {forgotten: 0.5, laptop_closed: 50%}\n    activity: {lognormal: {sigma: 1.9}}\n"
      "    leavers: {share: 2%, every: 30d, within: {exponential: {mean: 1d}, at_most: 7d}}\n"};
  for (const std::string& keys : more) {
    const Scenario first = loaded_population(jobs, keys);
    const std::string shown = shown_populations(first);
    CAPTURE(shown);
    const Scenario second =
        loaded_text(head_of_populations.substr(0, head_of_populations.find("populations:")) + shown);
    CHECK(without_comments(shown_populations(second)) == without_comments(shown));
    const Population& a = first.populations.at(0);
    const Population& b = second.populations.at(0);
    CHECK(a.most_users == b.most_users);
    CHECK(first.accounts == second.accounts);
    CHECK(first.domains == second.domains);
    CHECK(a.leaving == b.leaving);
    CHECK(a.leaves_at.a == b.leaves_at.a);
    CHECK(a.activity.a == b.activity.a);
    CHECK(a.leavers.within.until == b.leavers.within.until);
    CHECK(first.calendars.at(0).by_hour == second.calendars.at(0).by_hour);
    CHECK(first.calendars.at(0).days.size() == second.calendars.at(0).days.size());
    CHECK(a.activities.at(0).takes.until == b.activities.at(0).takes.until);
    CHECK(first.works.size() == second.works.size());
    for (std::size_t i = 0; i < first.works.size(); ++i) {
      CHECK(first.works[i].units == second.works[i].units);
      CHECK(first.works[i].meters == second.works[i].meters);
    }
  }
}
