// run --audit: the log beside the report.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/tools/command.hpp"
#include "tests/tools/process.hpp"

using namespace outlive::testing;

TEST_CASE("run --audit: a document or lines, as the name ends, and the report as ever") {
  const Folder folder;
  folder.write("good.yaml", good);
  const Ran plain = folder.outlive("run good.yaml");
  const Ran ran = folder.outlive("run good.yaml --audit log.json");
  CHECK(ran.code == 0);
  CHECK(ran.out == plain.out);
  CHECK(ran.err.empty());
  const auto document = nlohmann::json::parse(folder.read("log.json"));
  // Sign-in, session, its token, statement, sign-out.
  CHECK(document["Records"].size() == 5);
  CHECK(folder.outlive("run good.yaml --audit log.ndjson").code == 0);
  CHECK(folder.outlive("run good.yaml --audit log.jsonl").code == 0);
  const std::string lines = folder.read("log.jsonl");
  CHECK(lines == folder.read("log.ndjson"));
  CHECK(nlohmann::json::parse(lines.substr(0, lines.find('\n'))) == document["Records"][0]);
  CHECK(folder.shell("ls").out == "good.yaml\nlog.json\nlog.jsonl\nlog.ndjson\n");  // no drafts left
}

TEST_CASE("run --audit: another ending, another verb and a folder that is not there are refused") {
  const Folder folder;
  folder.write("good.yaml", good);
  const Ran ending = folder.outlive("run good.yaml --audit log.txt");
  CHECK(ending.code == 2);
  CHECK(ending.out.empty());
  CHECK(ending.err == "outlive: --audit writes .json, .jsonl or .ndjson, not 'log.txt'\n");
  const Ran verb = folder.outlive("check good.yaml --audit log.json");
  CHECK(verb.code == 2);
  CHECK(verb.err == "outlive: 'check' takes no --audit\n");
  const Ran missing = folder.outlive("run good.yaml --audit nowhere/log.json");
  CHECK(missing.code == 4);
  CHECK(missing.out.empty());
  CHECK(missing.err == "outlive: nowhere/log.json: cannot be written: No such file or directory\n");
}

TEST_CASE("run --audit: a log without records is told, unless only results and errors are wanted") {
  const Folder folder;
  folder.write("crowd.yaml",
               "outlive: 1\ntitle: A crowd\nstart: 2026-03-02T00:00:00Z\nhorizon: 2d\n"
               "populations:\n  staff:\n    users: 3\n    activities:\n      explore:\n"
               "        starts: {service: glue, workers: 2}\n        per_day: 2\n        takes: 5m\n");
  const Ran ran = folder.outlive("run crowd.yaml --audit log.jsonl");
  CHECK(ran.code == 0);
  CHECK(ran.err ==
        "log.jsonl: has no records: users of populations and rows of traces leave none, only what the "
        "timeline names\n");
  CHECK(folder.outlive("run crowd.yaml --audit log.json").err.starts_with("log.json: has no records"));
  CHECK(nlohmann::json::parse(folder.read("log.json"))["Records"].empty());
  CHECK(folder.outlive("run crowd.yaml --audit log.json --quiet").err.empty());
}

TEST_CASE("run --audit: a run that was interrupted leaves no log, which could not say that it is of a part") {
  const Folder folder;
  folder.write("crowd.yaml",
               "outlive: 1\ntitle: A crowd\nstart: 2026-03-02T00:00:00Z\nhorizon: 365d\n"
               "populations:\n  staff:\n    users: 20000\n    activities:\n      explore:\n"
               "        starts: {service: glue, workers: 2}\n        per_day: 20\n        takes: 5m\n");
  Process process(folder, {"run", "crowd.yaml", "--audit", "log.json"});
  std::this_thread::sleep_for(std::chrono::milliseconds{500});  // past its loading, which a signal just ends
  process.send(SIGINT);
  CHECK(process.wait() == 130);
  CHECK(folder.read(".err") ==
        "outlive: log.json: not written: the run was interrupted\n"
        "outlive: interrupted: the results are partial\n");
  CHECK_FALSE(std::filesystem::exists(folder.path("log.json")));
}
