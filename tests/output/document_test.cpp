#include "sim/output/document.hpp"

#include <doctest/doctest.h>

using namespace outlive;
using namespace outlive::output;

namespace {

Document with(Section section) {
  Document document{.kind = "run", .title = "What if?"};
  document.sections.push_back(std::move(section));
  return document;
}

Section jobs() {
  Section section;
  section.title = "Jobs";
  section.columns = {"", "cause", "jobs"};
  section.words = 2;
  section.rows = {{"completed", "done", "7"}, {"failed", "work_failed", "1"}, {"failed", "max_runtime", "2"}};
  section.more_in = "jobs.csv";
  return section;
}

std::string text_of(const Section& section, TextStyle style = {}) {
  const std::string text = document_text(with(section), style);
  return text.substr(text.find('\n') + 1);
}

std::string markdown_of(const Section& section) {
  const std::string text = document_markdown(with(section));
  return text.substr(text.find('\n') + 1);
}

}  // namespace

TEST_CASE("document: the title of a section stands over the first column where that has none of its own") {
  Section section = jobs();
  CHECK(text_of(section) ==
        "\nJobs         cause        jobs\n"
        "  completed  done            7\n"
        "  failed     work_failed     1\n"
        "  failed     max_runtime     2\n");
  CHECK(markdown_of(section) ==
        "\n| Jobs | cause | jobs |\n|---|---|---:|\n"
        "| completed | done | 7 |\n| failed | work\\_failed | 1 |\n| failed | max\\_runtime | 2 |\n");
  section.columns[0] = "outcome";
  CHECK(text_of(section).starts_with("\nJobs\n  outcome    cause"));
  CHECK(markdown_of(section).starts_with("\n### Jobs\n\n| outcome |"));
}

TEST_CASE("document: rows of one group name it once, in text") {
  Section section = jobs();
  section.grouped = true;
  CHECK(text_of(section).ends_with("  failed     work_failed     1\n             max_runtime     2\n"));
  CHECK(markdown_of(section).ends_with("| failed | max\\_runtime | 2 |\n"));
}

TEST_CASE("document: what is not shown is told") {
  Section section = jobs();
  section.on_screen = 1;
  section.in_markdown = 2;
  section.more = 10;
  CHECK(text_of(section).ends_with("  completed  done      7\n  and 12 more: jobs.csv\n"));
  CHECK(markdown_of(section).ends_with("| failed | work\\_failed | 1 |\n\n…and 11 more.\n"));
  section.first_on_screen = 2;
  CHECK(text_of(section).find("max_runtime") != std::string::npos);
  section.on_screen = 0;  // of no use on a screen
  CHECK(text_of(section).empty());
}

TEST_CASE("document: names are cut no shorter than what tells them apart") {
  Section section;
  section.title = "Use";
  section.columns = {"", "peak"};
  section.words = 1;
  section.rows = {{"research.eu-central-1.glue.dpu_quota", "1"},
                  {"research.eu-central-1.glue.session_quota", "2"}};
  for (const auto& row : section.rows) section.profiles.push_back({row[0], {0.5}, "10"});
  const std::string text = text_of(section, {.width = 40});
  CHECK(text.find("  research.eu-cen...glue.dpu_quota     1\n  research.eu-cen....session_quota     2\n") !=
        std::string::npos);
  CHECK(text_of(section, {.width = 60}).find("  research.eu-...ssion_quota  |") != std::string::npos);
  const std::string roomy = text_of(section, {.width = 46});  // no shorter than it takes either
  CHECK(roomy.find("  research.eu-central-1.glue.dpu_quota       1\n") != std::string::npos);
  CHECK(roomy.find("session_quota     2\n") != std::string::npos);
  CHECK(roomy.find("glue.session_quota     2\n") == std::string::npos);
  section.rows[1][0] = "risk.eu-central-1.glue.dpu_quota";
  CHECK(text_of(section, {.width = 40}).find("  research.eu-cen...glue.dpu_quota     1\n") !=
        std::string::npos);
}

TEST_CASE("document: a narrow screen does without the spare column, then cuts words") {
  Section section = jobs();
  section.spare = 1;
  CHECK(text_of(section, {.width = 24}) ==
        "\nJobs         jobs\n  completed     7\n  failed        1\n  failed        2\n");
  section.spare = no_column;
  section.rows[0][1] = std::string(60, 'x');
  for (const std::string& line : {text_of(section, {.width = 50})}) {
    CHECK(line.find(std::string(60, 'x')) == std::string::npos);
  }
}

TEST_CASE(
    "document: columns of one value become a sentence, and a table that is too wide one for each number") {
  Section section;
  section.title = "Points";
  section.columns = {"idle", "cost", "lost"};
  section.words = 1;
  section.rows = {{"1h", "10 ± 1", "3"}, {"2h", "12 ± 1", "3"}};
  section.folds = true;
  CHECK(text_of(section) ==
        "\nPoints\n  the same at all of them: lost 3\n  idle    cost\n  1h    10 ± 1\n  2h    12 ± 1\n");
  section.rows[1][2] = "4";
  CHECK(text_of(section, {.width = 8}) ==
        "\nPoints\n  idle    cost\n  1h    10 ± 1\n  2h    12 ± 1\n\n  idle  lost\n  1h       3\n  2h       "
        "4\n");
}

TEST_CASE("document: bars, profiles and lists") {
  Section section = jobs();
  section.rows.resize(2);
  section.bars = {1, 0.5};
  section.profiles = {{.name = "quota", .shares = {0, 0.5, 1, 0.25}, .scale = "of 8 DPU"}};
  section.items = {"one more thing"};
  CHECK(text_of(section, {.unicode = false, .width = 40}) ==
        "\nJobs         cause        jobs\n"
        "  completed  done            7  ################\n"
        "  failed     work_failed     1  ########\n"
        "  quota  | =#_| of 8 DPU\n"
        "  one more thing\n");
  CHECK(markdown_of(section).ends_with("\n```\n| ▄█▂| quota of 8 DPU\n```\n\n- one more thing\n"));
  section.bars.clear();
  section.is_list = true;
  CHECK(text_of(section).starts_with("\nJobs\n") == false);
}

TEST_CASE("document: a verdict has its colour") {
  Section section;
  section.title = "Expected";
  section.columns = {"", ""};
  section.words = 2;
  section.rows = {{"ok", "a"}, {"FAIL", "b"}};
  section.judged = true;
  const std::string text = text_of(section, {.color = true});
  CHECK(text.find("\x1b[32mok\x1b[0m") != std::string::npos);
  CHECK(text.find("\x1b[31mFAIL\x1b[0m") != std::string::npos);
}

TEST_CASE("document: ASCII has a sign for each that reports use") {
  CHECK(ascii_of("1 ± 2 · a → b … – × ≤ ≥ é") == "1 +- 2 - a -> b ... - x <= >= é");
}

TEST_CASE("document: names from outside act as nothing") {
  Section section = jobs();
  section.rows[0][0] = "\x1b[2J<script>|";
  CHECK(text_of(section).find('\x1b') == std::string::npos);
  CHECK(markdown_of(section).find("<script>") == std::string::npos);
}
