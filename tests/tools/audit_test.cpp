// run --audit: the log beside the report.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/tools/command.hpp"

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
