// Two scalar types of the schema layer, and variants that a key alone selects: the checker, its messages, and the
// published schema.
#include <doctest/doctest.h>

#include "sim/input/check.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/schema_json.hpp"
#include "tests/input/problems.hpp"
#include "tests/input/yaml_as_json.hpp"

using namespace outlive;
using namespace outlive::input;

namespace {

const TypeRef& small_schema() {
  static const TypeRef schema = [] {
    Object members;
    members.fields = {optional("scans", size({.min = 1, .max = 1'000'000'000'000}), "Data."),
                      optional("at_least", size(), "Any data."), optional("release", release(), "Of EMR.")};
    members.variants = {
        {"service", "glue", "", {.fields = {optional("workers", integer(), "How many.")}, .variants = {}}},
        {"compute", "", "", {.fields = {required("compute", identifier(), "Which.")}, .variants = {}}}};
    return object(std::move(members));
  }();
  return schema;
}

struct Verdict {
  std::string problems;
  bool published;
};

Verdict verdict(const std::string& text) {
  static const PublishedSchema published(json_schema(*small_schema(), {"", "Small", ""}));
  Diagnostics problems;
  const auto document = parse_document("t.yaml", text, problems);
  REQUIRE(document.has_value());
  check(*document, *small_schema(), problems);
  return {shown(problems), published.accepts(document->root())};
}

}  // namespace

TEST_CASE("sizes, releases and variants without a value: what is right") {
  for (const char* text : {
           "service: glue\nscans: 3 GB\n",
           "service: glue\nscans: 1.5 KB\nworkers: 3\n",
           "service: glue\nscans: '1 TB'\nat_least: 0 B\n",
           "compute: spark\n",
           "compute: 'spark'\nrelease: 7.8\n",
           "compute: spark\nrelease: 7.10\n",
           "compute: spark\nrelease: '7.8'\n",
       }) {
    CAPTURE(text);
    CHECK(verdict(text).problems == "");
    CHECK(verdict(text).published);
  }
}

TEST_CASE("sizes, releases and variants without a value: what is wrong") {
  const auto refuses = [](const std::string& text, const std::string& problems) {
    CAPTURE(text);
    CHECK(verdict(text).problems == problems);
    CHECK_FALSE(verdict(text).published);
  };
  refuses("service: glue\nscans: 3\n",
          "2:8: scans: '3' needs a unit; expected a size such as 10 MB, 3 GB or 1.5 TB\n");
  refuses("service: glue\nscans: 3GB\n",
          "2:8: scans: '3GB' needs a space between number and unit; expected a size such as 10 MB, 3 GB or "
          "1.5 TB\n");
  refuses("service: glue\nscans: 3 GiB\n",
          "2:8: scans: '3 GiB' has a binary unit: write a decimal one (units: B KB MB GB TB)\n");
  refuses("service: glue\nscans: lots\n",
          "2:8: scans: 'lots' is not a decimal number; expected a size such as 10 MB, 3 GB or 1.5 TB\n");
  refuses("service: glue\nrelease: latest\n",
          "2:10: release: 'latest' is not a release; expected a release such as 7.8\n");
  refuses("service: glue\nrelease: 7.8.0\n",
          "2:10: release: '7.8.0' is not a release; expected a release such as 7.8\n");
  refuses("service: spark\n", "1:10: service: 'spark' is not known here; expected glue\n");
  refuses("compute: 9x\n", "1:10: compute: '9x' is not a name; expected a name such as maria or etl-1\n");
  refuses("compute: [spark]\n", "1:10: compute: expected a name such as maria or etl-1, not a list\n");
  refuses("compute: spark\nworkers: 3\n",
          "2:1: unknown key 'workers' (compute); it belongs to 'service: glue'\n");
  refuses("compute: spark\nservice: glue\n", "1:1: both 'service' and 'compute'; give one\n");
  refuses("release: 7.8\n", "1:1: missing key 'service' or 'compute'\n");
}

TEST_CASE("how large a size may be stands in the description of the published schema") {
  CHECK(verdict("service: glue\nscans: 0 B\n").problems ==
        "2:8: scans: 0 B is out of range; expected 1 B to 1 TB\n");
  CHECK(verdict("service: glue\nscans: 1.1 TB\n").problems ==
        "2:8: scans: 1.1 TB is out of range; expected 1 B to 1 TB\n");
  const auto json = nlohmann::json::parse(json_schema(*small_schema(), {"", "Small", ""}));
  const auto& way = json["anyOf"][1];
  CHECK(way["title"] == "compute");
  CHECK(way["required"] == nlohmann::json({"compute"}));
  CHECK(way["properties"]["scans"]["description"] == "Data. Range: 1 B to 1 TB.");
  CHECK(way["properties"]["at_least"]["description"] == "Any data.");
}

TEST_CASE("sizes and releases are decoded") {
  Diagnostics problems;
  const auto document = parse_document("t.yaml", "scans: 1.5 GB\nrelease: 7.10\n", problems);
  REQUIRE(document.has_value());
  CHECK(as_bytes(document->root().find("scans")) == 1'500'000'000);
  CHECK(as_release(document->root().find("release")) == Release{7, 10});
}
