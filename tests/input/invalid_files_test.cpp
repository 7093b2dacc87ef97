// What a user reads when a file is wrong. Each case is a pair in tests/input/invalid: NAME.yaml and
// NAME.expected, all its messages in their order; traces and price books that cases need are in
// invalid/files. To add a case, add the file, run with OUTLIVE_UPDATE_GOLDEN=1, and read every message as
// if it were two in the morning.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/load.hpp"

using namespace outlive;
namespace fs = std::filesystem;

namespace {

const std::string folder = std::string(OUTLIVE_SOURCE_DIR) + "/tests/input/invalid/";

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Files are named as seen from the folder, so that messages do not depend on where the checkout is.
std::string messages_of(const LoadResult& result) {
  std::string all;
  for (const Diagnostic& problem : result.diagnostics.all()) all += to_string(problem) + "\n";
  for (std::size_t at = all.find(folder); at != std::string::npos; at = all.find(folder, at)) {
    all.erase(at, folder.size());
  }
  return all;
}

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool updates() {
  const char* const update = std::getenv("OUTLIVE_UPDATE_GOLDEN");
  return update != nullptr && std::string(update) == "1";
}

}  // namespace

TEST_CASE("each invalid file gets exactly its messages (golden)") {
  const std::vector<std::string> names = cases();
  CHECK(names.size() >= 70);
  for (const std::string& name : names) {
    CAPTURE(name);
    const LoadResult result = load_scenario(folder + name + ".yaml");
    const std::string messages = messages_of(result);
    CHECK_FALSE(messages.empty());
    CHECK(result.scenario.has_value() != result.diagnostics.has_errors());
    if (updates()) std::ofstream(folder + name + ".expected", std::ios::binary) << messages;
    const std::string expected = content_of(folder + name + ".expected");
    CHECK_MESSAGE(messages == expected, "expected:\n", expected, "found:\n", messages);
  }
}

TEST_CASE("every file of expected messages has its case") {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".expected") continue;
    fs::path input = entry.path();
    CHECK_MESSAGE(fs::exists(input.replace_extension(".yaml")), entry.path().string(), " belongs to nothing");
  }
}

TEST_CASE("what is refused row by row is listed in the scenario, too") {
  const LoadResult some = load_scenario(folder + "trace-refused.yaml");
  REQUIRE(some.scenario.has_value());
  CHECK(some.scenario->traces.at(0).rows == 1);
  CHECK(some.scenario->traces.at(0).refused.size() == 3);
  CHECK(some.scenario->jobs.size() == 1);

  // Only the first are warned of, but all are counted.
  const LoadResult many = load_scenario(folder + "trace-many-bad-rows.yaml");
  REQUIRE(many.scenario.has_value());
  CHECK(many.scenario->traces.at(0).refused.size() == 60);
  CHECK(many.diagnostics.all().size() == 51);
}

TEST_CASE("a file that cannot be read is told from one that makes no sense") {
  for (const char* name : {"prices-missing", "trace-missing", "trace-a-directory"}) {
    CAPTURE(name);
    CHECK(load_scenario(folder + name + ".yaml").unreadable);
  }
  for (const char* name : {"prices-malformed", "trace-empty", "yaml-tabs"}) {
    CAPTURE(name);
    CHECK_FALSE(load_scenario(folder + name + ".yaml").unreadable);
  }
}
