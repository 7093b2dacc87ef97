// The schemas in scenarios/schema are what editors use: they must be those of this program, accept whatever
// it accepts, and refuse what is wrong by form alone.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/load.hpp"
#include "sim/input/check.hpp"
#include "sim/input/scenario_schema.hpp"
#include "tests/input/yaml_as_json.hpp"

using namespace outlive;
using namespace outlive::input;
namespace fs = std::filesystem;

namespace {

const std::string root = OUTLIVE_SOURCE_DIR;

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

const PublishedSchema& scenario_published() {
  static const PublishedSchema schema(content_of(root + "/scenarios/schema/scenario.schema.json"));
  return schema;
}
const PublishedSchema& prices_published() {
  static const PublishedSchema schema(content_of(root + "/scenarios/schema/prices.schema.json"));
  return schema;
}

std::vector<std::string> yaml_files(const std::string& folder) {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

struct Verdicts {
  bool checker;
  bool schema;
};

Verdicts verdicts(const Document& document) {
  Diagnostics problems;
  const bool prices = static_cast<bool>(document.root().find("outlive_prices"));
  const TypeRef type = prices ? price_book_schema() : scenario_schema();
  return {check(document, *type, problems),
          (prices ? prices_published() : scenario_published()).accepts(document.root())};
}

/// What JSON Schema cannot say, or says more loosely: the checker refuses these files by form, the schema
/// does not.
const std::set<std::string> only_the_checker_knows{
    "set-twice",                   // one setting in two notations
    "settings-below-minimum",      // ranges of durations are in the descriptions
    "release-without-minor",       // 7 is a number, as 7.8 is
    "population-holidays-no-day",  // a pattern of dates knows no calendar
    "glue-version-number",         // 5 and 5.0 are one number to JSON, and two texts to YAML's readers
};

}  // namespace

TEST_CASE("the published schemas are those of this program (golden)") {
  const auto check_schema = [](const std::string& name, const std::string& text) {
    const std::string path = root + "/scenarios/schema/" + name;
    const char* const update = std::getenv("OUTLIVE_UPDATE_GOLDEN");
    if (update != nullptr && std::string(update) == "1") std::ofstream(path, std::ios::binary) << text;
    CHECK_MESSAGE((content_of(path) == text), name,
                  " is out of date: OUTLIVE_UPDATE_GOLDEN=1 writes it anew");
  };
  check_schema("scenario.schema.json", scenario_schema_json());
  check_schema("prices.schema.json", price_book_schema_json());
}

TEST_CASE("every shipped scenario and price book is valid by the published schemas") {
  std::size_t scenarios = 0;
  std::size_t books = 0;
  std::vector<std::string> files = yaml_files(root + "/scenarios");
  for (std::string& study : yaml_files(root + "/results")) files.push_back(std::move(study));
  for (const std::string& file : files) {
    CAPTURE(file);
    Diagnostics problems;
    const auto document = parse_document(file, content_of(file), problems);
    REQUIRE(document.has_value());
    const Verdicts both = verdicts(*document);
    CHECK(both.checker);
    CHECK(both.schema);
    ++(document->root().find("outlive_prices") ? books : scenarios);
  }
  CHECK(scenarios >= 12);
  CHECK(books >= 1);
}

TEST_CASE("every shipped scenario loads") {
  for (const std::string& file : yaml_files(root + "/scenarios")) {
    CAPTURE(file);
    if (file.find("/prices/") != std::string::npos) continue;
    const LoadResult result = load_scenario(file);
    for (const Diagnostic& problem : result.diagnostics.all()) {
      CHECK_MESSAGE(problem.severity == Severity::warning, to_string(problem));
    }
    CHECK(result.scenario.has_value());
  }
}

TEST_CASE("of invalid files the published schemas refuse those that are wrong by form, and only those") {
  std::size_t refused = 0;
  std::size_t accepted = 0;
  for (const std::string& file : yaml_files(root + "/tests/input/invalid")) {
    Diagnostics problems;
    const auto document = parse_document(file, content_of(file), problems);
    if (!document || problems.has_errors()) continue;  // no editor would show it as YAML
    const std::string name = fs::path(file).stem().string();
    CAPTURE(name);
    const Verdicts both = verdicts(*document);
    if (only_the_checker_knows.contains(name)) {
      CHECK(both.schema);
      CHECK_FALSE(both.checker);
    } else {
      CHECK(both.schema == both.checker);
    }
    ++(both.schema ? accepted : refused);
  }
  CHECK(refused >= 20);
  CHECK(accepted >= 20);
}

TEST_CASE("each key of the published schema has a description") {
  const auto json = nlohmann::json::parse(scenario_schema_json());
  std::size_t keys = 0;
  const std::function<void(const nlohmann::json&)> visit = [&](const nlohmann::json& part) {
    if (part.is_object()) {
      if (part.contains("properties") && part["properties"].is_object()) {
        for (const auto& [key, value] : part["properties"].items()) {
          CAPTURE(key);
          CHECK(value.contains("description"));
          ++keys;
        }
      }
      for (const auto& [key, value] : part.items()) visit(value);
    } else if (part.is_array()) {
      for (const auto& value : part) visit(value);
    }
  };
  visit(json);
  CHECK(keys > 100);
}
