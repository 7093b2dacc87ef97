#include "sim/input/saved_document.hpp"

#include <doctest/doctest.h>

#include "sim/output/document.hpp"
#include "tests/tools/command.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

text::Document everything() {
  text::Document document{.kind = "run", .title = "What \"if\"?"};
  document.warnings = {"INCOMPLETE"};
  document.headline = {"one", "two"};
  document.footer = {"seed 1", "plan x"};
  text::Section section;
  section.id = "jobs";
  section.title = "Jobs";
  section.columns = {"", "user", "n"};
  section.words = 2;
  section.rows = {{"a", "b", "1"}, {"a", "c", "2"}};
  section.sentences = {"before"};
  section.items = {"after"};
  section.profiles = {{.name = "q", .shares = {0, 0.125}, .scale = "of 8"}};
  section.bars = {0.5};
  section.more_in = "jobs.csv";
  section.more = 3;
  section.on_screen = 5;
  section.first_on_screen = 1;
  section.in_markdown = 6;
  section.spare = 1;
  section.grouped = section.folds = section.judged = section.is_list = true;
  document.sections = {section, text::Section{}};
  return document;
}

std::string problems_of(const std::string& text) {
  const Folder folder;
  folder.write("report.json", text);
  const auto saved = input::read_saved_document(folder.path("report.json"));
  CHECK_FALSE(saved.document);
  std::string all;
  for (const Diagnostic& each : saved.diagnostics.all())
    all += std::to_string(each.place.line) + ":" + std::to_string(each.place.column) + ": " + each.message +
           "\n";
  return all;
}

std::string with(std::string what, const std::string& by) {
  std::string text = output::dump(output::document_json(everything()));
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("saved documents: everything is read back that was written") {
  const Folder folder;
  const std::string written = output::dump(output::document_json(everything()));
  folder.write("report.json", written);
  const auto saved = input::read_saved_document(folder.path("report.json"));
  REQUIRE(saved.document);
  CHECK(saved.json == written);
  CHECK(output::dump(output::document_json(*saved.document)) == written);
}

TEST_CASE("saved documents: what is wrong is told with its place, all of it") {
  CHECK(problems_of("{}") ==
        "1:1: no report: report.json of a results folder is what 'outlive run -o FOLDER' writes\n");
  CHECK(problems_of(with("\"schema_version\": 1", "\"schema_version\": 9")) ==
        "2:21: schema_version: is 9, and this version reads 1: run the scenario again\n");
  CHECK(problems_of(with("\"align\": \"right\"", "\"align\": \"down\"")).find("needs left or right") !=
        std::string::npos);
  CHECK(problems_of(with("\"2\"\n", "\"2\", \"3\"\n")).find("needs 3 cells, one for each column, not 4") !=
        std::string::npos);
  CHECK(problems_of(with("\"align\": \"left\"", "\"align\": \"right\"")).find("left columns come first") !=
        std::string::npos);
  CHECK(problems_of(with("\"bars\": [", "\"bars\": [1, 2, ")).find("has more bars than rows") !=
        std::string::npos);
  CHECK(problems_of(with("\"spare\": 1", "\"spare\": 3")).find("spares a column that there is not") !=
        std::string::npos);
}

TEST_CASE("saved documents: a file that is not there is no mistake in it") {
  const auto saved = input::read_saved_document("/nowhere/report.json");
  CHECK(saved.unreadable);
  CHECK_FALSE(saved.document);
}
