// The command line itself: help, what is refused and how.
#include <algorithm>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/tools/command.hpp"

using namespace outlive::testing;

namespace {

void refused(const std::string& arguments, const std::string& message) {
  const Folder folder;
  folder.write("good.yaml", good);
  const Ran ran = folder.outlive(arguments);
  CAPTURE(arguments);
  CAPTURE(ran.err);
  CHECK(ran.code == 2);
  CHECK(ran.out.empty());
  CHECK(has(ran.err, message));
}

}  // namespace

TEST_CASE("cli: a bare call is told how, on standard error") {
  const Ran ran = Folder().shell("outlive");
  CHECK(ran.code == 2);
  CHECK(ran.out.empty());
  CHECK(has(ran.err, "\n  outlive run "));
  CHECK(has(ran.err, "\n  outlive check "));
  CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') <= 26);
}

TEST_CASE("cli: help is a result") {
  const Folder folder;
  for (const char* arguments : {"help", "--help", "-h"}) {
    const Ran ran = folder.outlive(arguments);
    CHECK(ran.code == 0);
    CHECK(has(ran.out, "exit codes"));
    CHECK(ran.err.empty());
  }
  for (const std::string verb : {"run", "check", "compare", "validate", "show", "explain", "rules",
                                 "assumptions", "schema", "version", "help"}) {
    const Ran ran = folder.outlive("help " + verb);
    CHECK(ran.code == 0);
    CHECK(has(ran.out, "usage: outlive " + verb));
    CHECK(folder.outlive(verb + " --help").out == ran.out);
  }
}

TEST_CASE("cli: verbs and options are not guessed, but suggested") {
  refused("rnu good.yaml", "unknown verb 'rnu'; did you mean 'run'?");
  refused("frobnicate", "unknown verb 'frobnicate'; see 'outlive help'");
  refused("help rum", "did you mean 'run'?");
  refused("run good.yaml --fromat json", "unknown option '--fromat'; did you mean '--format'?");
  refused("run good.yaml --form json", "unknown option '--form'");
  refused("run good.yaml -x", "unknown option '-x'");
  refused("run --word good.yaml", "unknown option '--word'");
}

TEST_CASE("cli: options with bad values") {
  refused("run good.yaml --format xml", "'run' has no format 'xml', only: text, json, csv, markdown");
  refused("show good.yaml --format json", "'show' has no format 'json', only: yaml");
  refused("run good.yaml --format json --format csv", "'--format' is given more than once");
  refused("run good.yaml --format", "'--format': a value is missing");
  refused("run good.yaml --ascii=yes",
          "'--ascii': a value is missing, or one is given that it does not take");
  refused("run good.yaml --width wide", "'--width' needs a whole number");
  refused("run good.yaml --width=-1", "--width is from 40 to 400");
  refused("run good.yaml --color sometimes", "--color is auto, always or never, not 'sometimes'");
  refused("run good.yaml --set glue.idle_timeout", "--set needs KEY=VALUE");
  refused("version --set glue.idle_timeout=2h", "'version' takes no --set");
  refused("run good.yaml --assume glue_timeout", "--assume needs KEY=OPTION");
  refused("run good.yaml --assume =48h", "--assume needs KEY=OPTION");
  refused("version --assume glue_timeout=48h", "'version' takes no --assume");
}

TEST_CASE("cli: missing and superfluous arguments") {
  refused("run", "an argument is missing: outlive run FILE");
  refused("run good.yaml good.yaml", "too many arguments: outlive run FILE");
  refused("explain good.yaml", "an argument is missing: outlive explain FILE ID");
  refused("check", "an argument is missing: outlive check FILES|FOLDERS...");
  refused("version 1", "too many arguments: outlive version");
  refused("schema studies", "none of 'studies'");
}

TEST_CASE("cli: a hostile argument is shown without its escapes") {
  const Ran ran = Folder().outlive("\"$(printf '\\033[31mrun')\"");
  CHECK(ran.code == 2);
  CHECK(ran.err.find('\x1b') == std::string::npos);
  CHECK(has(ran.err, "\\x1b[31mrun"));
}

TEST_CASE("cli: version and schemas") {
  const Folder folder;
  const Ran text = folder.outlive("version");
  CHECK(text.code == 0);
  CHECK(text.out.starts_with("outlive "));
  CHECK(folder.outlive("--version").out == text.out);
  const auto json = nlohmann::json::parse(folder.outlive("version --format json").out);
  CHECK(json["schema_version"] == 1);
  CHECK(has(text.out, json["version"].get<std::string>()));

  const auto scenario = nlohmann::json::parse(folder.outlive("schema").out);
  CHECK(scenario == nlohmann::json::parse(folder.outlive("schema scenario").out));
  const auto prices = nlohmann::json::parse(folder.outlive("schema prices").out);
  CHECK(prices.contains("$schema"));
  CHECK(prices != scenario);
}

TEST_CASE("cli: options may stand before the verb") {
  const Folder folder;
  folder.write("good.yaml", good);
  const Ran ran = folder.outlive("--format json run good.yaml");
  CHECK(ran.code == 0);
  CHECK(ran.out == folder.outlive("run good.yaml --format=json").out);
}
