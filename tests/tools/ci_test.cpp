// The snippets of tools/ci: their commands run, and the problem matcher finds what `validate` prints.
#include <algorithm>
#include <regex>
#include <sstream>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/tools/command.hpp"

using namespace outlive::testing;

namespace {

const std::string snippets = std::string(OUTLIVE_SOURCE_DIR) + "/tools/ci/";

std::string text_of(const std::string& name) {
  std::ifstream file(snippets + name, std::ios::binary);
  REQUIRE_MESSAGE(file, name);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The commands of a pipeline that call Outlive.
std::vector<std::string> commands_of(const std::string& name) {
  std::vector<std::string> commands;
  for (const std::string& line : lines_of(text_of(name))) {
    const std::size_t first = line.find_first_not_of(" -");
    if (first != std::string::npos && line.compare(first, 8, "outlive ") == 0) {
      commands.push_back(line.substr(first));
    }
  }
  return commands;
}

void write_policies(const Folder& folder, const std::string& scenario) {
  folder.write("policies/sum.yaml", scenario);
  folder.write("policies/more/sum.yaml", good);
}

std::regex pattern(std::size_t index) {
  const auto matcher = nlohmann::json::parse(text_of("problem-matcher.json"));
  return std::regex(matcher["problemMatcher"][index]["pattern"][0]["regexp"].get<std::string>());
}

}  // namespace

TEST_CASE("ci: the commands of the snippets answer, and leave their verdicts") {
  for (const char* name : {"github-actions.yaml", "gitlab-ci.yaml"}) {
    const std::vector<std::string> commands = commands_of(name);
    REQUIRE_MESSAGE(commands.size() == 2, name);
    const Folder folder;
    write_policies(folder, good);
    for (const std::string& command : commands) CHECK_MESSAGE(folder.shell(command).code == 0, command);
    CHECK(has(folder.read("verdicts.xml"), "<testsuites"));
    write_policies(folder, failing);
    CHECK(folder.shell(commands[0]).code == 0);
    CHECK(folder.shell(commands[1]).code == 1);
    CHECK(has(folder.read("verdicts.xml"), "<failure"));
    write_policies(folder, invalid);
    CHECK(folder.shell(commands[0]).code == 3);
  }
}

TEST_CASE("ci: the plain script stops at what is invalid, and passes the answer on") {
  const Folder folder;
  folder.write("bin/outlive", "#!/bin/sh\nexec '" OUTLIVE_BINARY "' \"$@\"\n");
  const std::string script =
      "unset -f outlive; chmod +x bin/outlive; PATH=$PWD/bin:$PATH '" + snippets + "check-policies'";
  write_policies(folder, good);
  CHECK(folder.shell(script).code == 0);
  write_policies(folder, failing);
  CHECK(folder.shell(script + " policies other.xml").code == 1);
  CHECK(has(folder.read("other.xml"), "<failure"));
  write_policies(folder, invalid);
  CHECK(folder.shell(script + " policies third.xml").code == 3);
  CHECK(folder.read("third.xml").empty());
}

TEST_CASE("ci: the problem matcher finds each line that validate prints, with its place") {
  const Folder folder;
  folder.write("policies/a file: odd.yaml", invalid);
  const Ran ran = folder.outlive("validate policies");
  CHECK(ran.code == 3);
  const std::vector<std::string> lines = lines_of(ran.err);
  REQUIRE(lines.size() == 3);
  for (const std::string& line : lines) {
    std::smatch found;
    REQUIRE_MESSAGE(std::regex_match(line, found, pattern(0)), line);
    CHECK(found[1] == "policies/a file: odd.yaml");
    CHECK(found[4] == "error");
    CHECK_FALSE(std::regex_match(line, pattern(1)));  // one message, one annotation
  }
  const auto misspelt =
      std::find_if(lines.begin(), lines.end(), [](const std::string& line) { return has(line, "'titel'"); });
  REQUIRE(misspelt != lines.end());
  std::smatch found;
  REQUIRE(std::regex_match(*misspelt, found, pattern(0)));
  CHECK(found[2] == "2");
  CHECK(found[3] == "1");
}

TEST_CASE("ci: what has no line is matched as a whole file") {
  const Ran ran = Folder().outlive("validate missing.yaml");
  CHECK(ran.code == 4);
  const std::vector<std::string> lines = lines_of(ran.err);
  REQUIRE(lines.size() == 1);
  std::smatch found;
  CHECK_FALSE(std::regex_match(lines[0], pattern(0)));
  REQUIRE(std::regex_match(lines[0], found, pattern(1)));
  CHECK(found[1] == "missing.yaml");
  CHECK(found[2] == "error");
}
