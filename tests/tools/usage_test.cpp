// The command line itself: help, what is refused and how.
#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

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
  CHECK(has(ran.err, "\n  run  "));
  CHECK(has(ran.err, "\n  check  "));
  CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') <= 40);
}

TEST_CASE("cli: help groups verbs by what people want, and leaves none over") {
  const Folder folder;
  const std::string brief = folder.outlive("").err;
  const std::string help = folder.outlive("help").out;
  std::size_t at = 0;
  for (const char* title : {"\nto ask a question\n  run ", "\nto hold it to an answer\n  check ",
                            "\nto read saved results\n  report ", "\nto write scenarios\n  init ",
                            "\nto know what it does\n  rules "}) {
    CHECK(has(help, title));
    REQUIRE_MESSAGE(brief.find(title, at) != std::string::npos, title);
    at = brief.find(title, at);
  }
  CHECK_FALSE(has(brief, "\nother\n"));
  for (const std::string& text : {brief, help}) {
    std::size_t widest = 0;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      widest = std::max(widest, end - begin);
      begin = end + 1;
    }
    CHECK(widest <= 115);
  }
}

TEST_CASE("cli: help is a result") {
  const Folder folder;
  for (const char* arguments : {"help", "--help", "-h"}) {
    const Ran ran = folder.outlive(arguments);
    CHECK(ran.code == 0);
    CHECK(has(ran.out, "exit codes"));
    CHECK(ran.err.empty());
  }
  for (const std::string verb :
       {"run", "check", "compare", "validate", "show", "explain", "rules", "assumptions", "schema", "init",
        "completion", "self-test", "version", "help"}) {
    const Ran ran = folder.outlive("help " + verb);
    CHECK(ran.code == 0);
    CHECK(has(ran.out, "usage: outlive " + verb));
    CHECK(folder.outlive(verb + " --help").out == ran.out);
  }
}

TEST_CASE("cli: verbs and options are not guessed, but suggested") {
  refused("rnu good.yaml", "unknown verb 'rnu'; did you mean 'run'?");
  refused("frobnicate", "unknown verb 'frobnicate'; see 'outlive help'");
  refused("'' good.yaml", "the first word is empty, where a verb is expected, such as run");
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
  refused("run good.yaml -o ''", "option '--output' needs PATH, and it is empty");
  refused("run good.yaml --audit ''", "option '--audit' needs FILE, and it is empty");
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
  const std::string json_text = folder.outlive("version --format json").out;
  const auto json = nlohmann::json::parse(json_text);
  CHECK(json["schema_version"] == 1);
  CHECK(has(text.out, json["version"].get<std::string>()));
  CHECK(folder.outlive("version --json").out == json_text);
  CHECK(folder.outlive("--version --json").out == json_text);

  const auto scenario = nlohmann::json::parse(folder.outlive("schema").out);
  CHECK(scenario == nlohmann::json::parse(folder.outlive("schema scenario").out));
  const auto prices = nlohmann::json::parse(folder.outlive("schema prices").out);
  CHECK(prices.contains("$schema"));
  CHECK(prices != scenario);
}

TEST_CASE("cli: version --json tells what it was built with and which formats it knows") {
  const Folder folder;
  folder.write("good.yaml", good);
  const auto json = nlohmann::ordered_json::parse(folder.outlive("version --json").out);
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  CHECK(keys == std::vector<std::string>{"schema_version", "version", "commit", "compiler", "flags",
                                         "build_type", "libraries", "time_zone_data", "random_generator",
                                         "formats"});
  CHECK(json["libraries"].size() == 5);
  for (const auto& [name, version] : json["libraries"].items()) {
    CHECK_MESSAGE(std::isdigit(static_cast<unsigned char>(version.get<std::string>()[0])), name);
  }
  const auto& formats = json["formats"];
  const auto schema_of = [&](const std::string& name) {
    return nlohmann::json::parse(folder.outlive("schema " + name).out)["properties"];
  };
  for (const auto& [format, key] : {std::pair{"scenario", "outlive"}, std::pair{"study", "outlive_study"},
                                    std::pair{"prices", "outlive_prices"}}) {
    CHECK_MESSAGE(schema_of(format)[key]["maximum"] == formats[format], format);
  }
  CHECK(nlohmann::json::parse(folder.outlive("run good.yaml --format json").out)["schema_version"] ==
        formats["results"]);
}

TEST_CASE("cli: options may stand before the verb") {
  const Folder folder;
  folder.write("good.yaml", good);
  const Ran ran = folder.outlive("--format json run good.yaml");
  CHECK(ran.code == 0);
  CHECK(ran.out == folder.outlive("run good.yaml --format=json").out);
}
