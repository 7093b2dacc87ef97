// What tests of exports have in common: worlds to export, and readers of what was written.
#pragma once

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/exports.hpp"
#include "tests/tools/command.hpp"
#include "tests/workload/play.hpp"

namespace outlive::testing {

/// A session that runs from March into May, with a job that its background session ends; beside it whatever else is billed:
/// a training job with a warm pool, an app, a query.
inline const std::string all_kinds =
    "settings:\n"
    "  identity_center: {background_sessions: {duration: 60d}}\n"
    "  glue: {background_sessions: true, idle_timeout: 2d}\n"
    "  sagemaker: {background_sessions: true}\n"
    "users: {maria: {}, eve: {}, ben: {}}\n"
    "timeline:\n"
    "  - {at: 0m, user: maria, do: sign_in}\n"
    "  - {at: 0m, user: eve, do: sign_in}\n"
    "  - {at: 0m, user: ben, do: sign_in}\n"
    "  - {at: 5m, user: maria, do: start_session, id: etl, service: glue, workers: 3}\n"
    "  - {at: 10m, session: etl, do: run, job: backfill, takes: 70d}\n"
    "  - {at: 10m, session: etl, do: run, job: after, takes: 1h}\n"
    "  - {at: 1h, user: ben, do: start_training_job, id: train, instance_type: ml.m5.xlarge, takes: 3h,\n"
    "     keep_alive: 30m}\n"
    "  - {at: 1h, user: eve, do: open_app, id: lab, instance_type: ml.t3.medium}\n"
    "  - {at: 1h, user: ben, do: start_query, id: scan, service: athena, scans: 3 TB, takes: 5m}\n"
    "  - {at: 2h, user: maria, do: sign_out}\n"
    "  - {at: 3h, user: ben, do: sign_out}\n";

/// With names that a reader could take for something else, which a trace may have.
inline Play play_all_kinds() {
  Play play(all_kinds, {.horizon = "100d", .record_lives = true});
  play.scenario.title = "=HYPERLINK(\"http://x\"), \"title\"\nand more";
  play.scenario.users[1].name = "=1+1";
  play.scenario.jobs[1].name = "say \"hi\", <b>\\ \x1b[2J \xff";
  play.scenario.hosts[0].name = "@app";
  return play;
}

/// The rows of a CSV file as RFC 4180 has it, each with its fields.
inline std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
  std::vector<std::vector<std::string>> rows{{""}};
  bool quoted = false;
  for (std::size_t at = 0; at < csv.size(); ++at) {
    const char c = csv[at];
    std::string& field = rows.back().back();
    if (quoted && c == '"' && csv[at + 1] == '"') {
      field += csv[++at];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      rows.back().emplace_back();
    } else if (!quoted && c == '\n') {
      rows.push_back({""});
    } else {
      field += c;
    }
  }
  CHECK_FALSE(quoted);
  rows.pop_back();
  return rows;
}

/// What a script of tests/output says of a file, with its exit code.
inline Ran ask(const Folder& folder, const std::string& script, const std::string& arguments) {
  return folder.shell("python3 '" OUTLIVE_SOURCE_DIR "/tests/output/" + script + "' " + arguments);
}

/// Says that the test is skipped if there is none.
inline bool has_python(const Folder& folder) {
  const bool has = folder.shell("command -v python3").code == 0;
  if (!has) MESSAGE("skipped: this machine has no python3");
  return has;
}

}  // namespace outlive::testing
