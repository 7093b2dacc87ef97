// The schemas in scenarios/schema are what editors use: they must be those of this program, accept whatever
// it accepts, and refuse what is wrong by form alone.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/load.hpp"
#include "outlive/load_study.hpp"
#include "sim/input/check.hpp"
#include "sim/input/scenario_schema.hpp"
#include "sim/input/study_schema.hpp"
#include "tests/input/golden_messages.hpp"
#include "tests/input/yaml_as_json.hpp"

using namespace outlive;
using namespace outlive::input;
using outlive::testing::content_of;
namespace fs = std::filesystem;

namespace {

const std::string root = OUTLIVE_SOURCE_DIR;

/// What a file is, by its first key.
enum class Kind { scenario, study, prices };

Kind kind_of(const Document& document) {
  if (document.root().find("outlive_prices")) return Kind::prices;
  return document.root().find("outlive_study") ? Kind::study : Kind::scenario;
}

const PublishedSchema& published(Kind kind) {
  static const PublishedSchema scenario(content_of(root + "/scenarios/schema/scenario.schema.json"));
  static const PublishedSchema study(content_of(root + "/scenarios/schema/study.schema.json"));
  static const PublishedSchema prices(content_of(root + "/scenarios/schema/prices.schema.json"));
  return kind == Kind::scenario ? scenario : kind == Kind::study ? study : prices;
}

TypeRef schema_of(Kind kind) {
  if (kind == Kind::scenario) return scenario_schema();
  return kind == Kind::study ? study_schema() : price_book_schema();
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
  const Kind kind = kind_of(document);
  return {check(document, *schema_of(kind), problems), published(kind).accepts(document.root())};
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
  check_schema("study.schema.json", study_schema_json());
  check_schema("prices.schema.json", price_book_schema_json());
}

TEST_CASE("every shipped scenario, study and price book is valid by the published schemas" *
          doctest::test_suite("slow")) {
  std::map<Kind, std::size_t> seen;
  std::vector<std::string> files = yaml_files(root + "/scenarios");
  for (std::string& result : yaml_files(root + "/results")) files.push_back(std::move(result));
  for (const std::string& file : files) {
    CAPTURE(file);
    Diagnostics problems;
    const auto document = parse_document(file, content_of(file), problems);
    REQUIRE(document.has_value());
    const Verdicts both = verdicts(*document);
    CHECK(both.checker);
    CHECK(both.schema);
    ++seen[kind_of(*document)];
  }
  CHECK(seen[Kind::scenario] >= 12);
  CHECK(seen[Kind::prices] >= 1);
}

TEST_CASE("every shipped scenario and study loads") {
  for (const std::string& file : yaml_files(root + "/scenarios")) {
    CAPTURE(file);
    Diagnostics ignored;
    const Kind kind = kind_of(parse_document(file, content_of(file), ignored).value());
    if (kind == Kind::prices) continue;
    const Diagnostics found =
        kind == Kind::study ? load_study(file).diagnostics : load_scenario(file).diagnostics;
    for (const Diagnostic& problem : found.all())
      CHECK_MESSAGE(problem.severity == Severity::warning, to_string(problem));
  }
}

TEST_CASE("of invalid files the published schemas refuse those that are wrong by form, and only those" *
          doctest::test_suite("slow")) {
  for (const std::string folder : {"invalid", "invalid-studies"}) {
    std::size_t refused = 0;
    std::size_t accepted = 0;
    for (const std::string& file : yaml_files(root + "/tests/input/" + folder)) {
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
    CHECK(refused >= 15);
    CHECK(accepted >= 20);
  }
}

TEST_CASE("each key of the published schema has a description") {
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
  visit(nlohmann::json::parse(scenario_schema_json()));
  CHECK(keys > 100);
  visit(nlohmann::json::parse(study_schema_json()));
  CHECK(keys > 150);
}
