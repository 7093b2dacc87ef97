// Small populations, and a small study of one: six people for two days, two factors of two and three levels.
#pragma once

#include <string>

#include <doctest/doctest.h>

#include "outlive/load_study.hpp"
#include "tests/tools/command.hpp"

namespace outlive::testing {

/// The part `populations` of a scenario: so many analysts, each with a session a day on average.
inline std::string some_analysts(int users) {
  return "populations:\n"
         "  analysts:\n"
         "    users: " +
         std::to_string(users) +
         "\n"
         "    activities:\n"
         "      explore:\n"
         "        starts: {service: glue, worker_type: G.1X, workers: 2}\n"
         "        per_day: {poisson: {mean: 1}}\n"
         "        statements: 2\n"
         "        think: 1m\n"
         "        takes: {exponential: {mean: 1m}}\n";
}

inline const std::string small_base =
    "outlive: 1\n"
    "title: A small crowd\n"
    "start: 2026-03-02T00:00:00Z\n"
    "horizon: 2d\n"
    "settings:\n"
    "  identity_center: {background_sessions: {enabled: true, duration: 1d}}\n"
    "  glue: {background_sessions: true, idle_timeout: 1h}\n"
    "populations:\n"
    "  staff:\n"
    "    users: 6\n"
    "    week: {zone: UTC, hours: {from: 8h, to: 18h}}\n"
    "    leaving: {at_day_end: 70%, forgotten: 30%}\n"
    "    activities:\n"
    "      explore:\n"
    "        starts: {service: glue, worker_type: G.1X, workers: 5}\n"
    "        per_day: {poisson: {mean: 2}}\n"
    "        statements: {geometric: {mean: 4}}\n"
    "        think: {exponential: {mean: 20m}}\n"
    "        takes: {lognormal: {median: 10m, sigma: 1.5}, at_most: 12h}\n"
    "        saves_results: 50%\n"
    "        forgets_to_stop: 40%\n";

inline const std::string small_study =
    "outlive_study: 1\n"
    "title: What does idling cost a small crowd?\n"
    "base: base.yaml\n"
    "factors:\n"
    "  idle: {key: glue.idle_timeout, levels: [30m, 2h]}\n"
    "  background: {key: identity_center.background_sessions.duration, levels: [2h, 8h, 1d]}\n"
    "responses: [cost.total, cost.idle, populations.staff.activities.explore.wanted]\n"
    "replications: 4\n";

inline const std::string wanted_of_small_study = "populations.staff.activities.explore.wanted";

/// Writes both and loads the study; everything must be fine with it.
inline Study load_small_study(const Folder& folder, const std::string& more = {}) {
  folder.write("base.yaml", small_base);
  folder.write("study.yaml", small_study + more);
  LoadStudyResult loaded = load_study(folder.path("study.yaml"));
  std::string problems;
  for (const Diagnostic& problem : loaded.diagnostics.all()) problems += to_string(problem) + "\n";
  CHECK(problems == "");
  REQUIRE(loaded.study.has_value());
  return std::move(*loaded.study);
}

}  // namespace outlive::testing
