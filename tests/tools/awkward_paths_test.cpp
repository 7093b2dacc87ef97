// Names of files, words of the command line and texts of price books and studies may hold anything: what is printed or written
// takes them for data, too.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/tools/command.hpp"
#include "tests/tools/terminal.hpp"

using namespace outlive::testing;

namespace {

const std::string forged_lines = "\n::error::forged\nok 2 - forged\n\x1b[31m";
const std::string turning_mark = "\u202e";

/// A word of a shell, whatever it holds.
std::string shell_word(const std::string& text) {
  std::string quoted = "'";
  for (const char letter : text) quoted += letter == '\'' ? "'\\''" : std::string(1, letter);
  return quoted + "'";
}

std::size_t lines_with(const std::string& text, const std::string& beginning) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at = std::min(text.find('\n', at), text.size() - 1) + 1)
    count += text.compare(at, beginning.size(), beginning) == 0 ? 1U : 0U;
  return count;
}

/// What is allowed in a file's name: anything but a slash.
const std::vector<std::string> awkward_file_names{"a" + forged_lines + ".yaml", turning_mark + "gpj.yaml",
                                                  "%0A::error::forged.yaml",    "<b>&\"'.yaml",
                                                  "a, line=1::forged.yaml",     "# SKIP.yaml"};

}  // namespace

TEST_CASE("awkward paths: messages and verdicts about a file hold its name as text" *
          doctest::test_suite("slow")) {
  for (const std::string& scenario : {invalid, failing}) {
    for (const std::string& name : awkward_file_names) {
      CAPTURE(name);
      const Folder folder;
      folder.write(name, scenario);
      const std::string file = " ./" + shell_word(name);
      for (const char* line :
           {"run", "validate", "show", "check", "check --format json", "run --format json",
            "run --format markdown", "check --annotations github", "check --tap -", "check --junit -",
            "compare --set glue.timeout=1h", "explain", "assumptions --test"}) {
        CAPTURE(line);
        const Ran ran = folder.outlive(std::string(line) + file + (has(line, "explain") ? " sum" : ""));
        CHECK(ran.code <= 3);
        CHECK(is_safe_on_a_terminal(ran.out));
        CHECK(is_safe_on_a_terminal(ran.err));
        CHECK(lines_with(ran.out + ran.err, "::error::forged") == 0);
        CHECK(lines_with(ran.out, "ok 2 - forged") == 0);
      }
      const std::string commands = folder.outlive("check --annotations github" + file).err;
      CHECK(lines_with(commands, "::error ") >= 1);
      CHECK(lines_with(commands, "::") == lines_with(commands, "::error ") + 1);  // and the notice in the end
    }
  }
}

TEST_CASE("awkward paths: words of the command line are repeated as text") {
  const Folder folder;
  folder.write("good.yaml", good);
  const std::string awkward = shell_word("x" + forged_lines + turning_mark);
  for (const std::string line : {"",
                                 "run ",
                                 "run good.yaml --set ",
                                 "run good.yaml --assume ",
                                 "run good.yaml --format ",
                                 "run good.yaml --export ",
                                 "run good.yaml --export focus=missing/",
                                 "run good.yaml --audit missing/",
                                 "run good.yaml -o good.yaml/",
                                 "run good.yaml --seed ",
                                 "run good.yaml --",
                                 "explain good.yaml ",
                                 "report ",
                                 "diff good.yaml ",
                                 "compare good.yaml ",
                                 "check --tap missing/",
                                 "init --kind ",
                                 "init missing/",
                                 "import ",
                                 "import --zone ",
                                 "fit ",
                                 "sweep ",
                                 "recommend ",
                                 "completion ",
                                 "help ",
                                 "schema ",
                                 "rules ",
                                 "assumptions "}) {
    CAPTURE(line);
    const Ran ran = folder.outlive(line + awkward);
    CHECK(ran.code >= 2);
    CHECK(ran.code <= 4);
    CHECK_FALSE(ran.err.empty());
    CHECK(is_safe_on_a_terminal(ran.out));
    CHECK(is_safe_on_a_terminal(ran.err));
  }
}

TEST_CASE("awkward paths: a path in a file leads where it says, and is repeated as text") {
  const Folder folder;
  const std::string awkward = R"("../x\e[31m\n::error::forged\u202e")";
  folder.write("prices.yaml",
               "outlive: 1\ntitle: t\nstart: 2026-03-02T00:00:00Z\nhorizon: 1d\nprices: " + awkward +
                   "\nusers: {a: {}}\ntimeline:\n  - {at: 0m, user: a, do: sign_in}\n");
  folder.write("study.yaml",
               "outlive_study: 1\ntitle: t\nbase: " + awkward +
                   "\nfactors: {x: {key: glue.timeout, levels: [1h, 2h]}}\nresponses: {c: cost.total}\n");
  folder.write("expects.yaml", good + "  cost.idle: {at_most: 1%, of: " + awkward + "}\n");
  for (const char* line : {"run prices.yaml", "sweep study.yaml", "check expects.yaml", "validate ."}) {
    CAPTURE(line);
    const Ran ran = folder.outlive(line);
    CHECK(ran.code >= 3);
    CHECK(ran.code <= 4);
    CHECK(has(ran.err + ran.out, "\\x1b[31m"));
    CHECK(is_safe_on_a_terminal(ran.out + ran.err));
    CHECK(lines_with(ran.out + ran.err, "::error::forged") == 0);
  }
}

TEST_CASE("awkward paths: texts of a price book stay text in reports, bills and metrics") {
  const Folder folder;
  std::string book =
      folder.outlive("schema prices >/dev/null; cat '" OUTLIVE_SOURCE_DIR "/scenarios/prices/us-east-1.yaml'")
          .out;
  const std::string awkward =
      R"("=1+1</script><script>alert(1)</script>\e[31m\u202e|`x`\n# HELP forged \"}")";
  for (const char* key : {"name: us-east-1 on demand", "region: us-east-1"}) {
    const std::string line(key);
    const std::size_t at = book.find(line);
    REQUIRE(at != std::string::npos);
    book.replace(at, line.size(), line.substr(0, line.find(' ') + 1) + awkward);
  }
  const std::string usage_type = "usage_type: USE1-ETL-DPU-Hour";
  book.replace(book.find(usage_type), usage_type.size(), "usage_type: " + awkward);
  folder.write("book.yaml", book);
  folder.write("priced.yaml", "prices: book.yaml\n" + good);
  const Ran ran = folder.outlive(
      "run priced.yaml -o out --export focus --export cur --export trace --export openmetrics --export "
      "sqlite");
  CAPTURE(ran.err);
  REQUIRE(ran.code == 0);
  CHECK(is_safe_on_a_terminal(ran.out));
  for (const char* line :
       {"report out", "report out --format csv", "report out --format markdown", "show priced.yaml"}) {
    CAPTURE(line);
    CHECK(is_safe_on_a_terminal(folder.outlive(line).out));
  }
  for (const char* file : {"out/focus.csv", "out/cur.csv", "out/cost.csv", "out/metrics.txt"}) {
    CAPTURE(file);
    const std::string text = folder.read(file);
    CHECK(is_safe_on_a_terminal(text));
    if (has(file, "metrics")) continue;  // where a label is no cell
    for (const char* before : {",", "\n", ",\""}) CHECK_FALSE(has(text, std::string(before) + "=1+1<"));
  }
  CHECK(lines_with(folder.read("out/metrics.txt"), "# HELP forged") == 0);
  CHECK_FALSE(has(folder.read("out/report.html"), "<script>alert"));
  for (const char* file : {"out/report.json", "out/trace.json", "out/manifest.json"})
    CHECK_FALSE(nlohmann::json::parse(folder.read(file), nullptr, false).is_discarded());
}

TEST_CASE("awkward paths: a title that looks like YAML is shown as a text that reads back as the same") {
  const Folder folder;
  const std::string rest = good.substr(good.find("start:"));
  folder.write("awkward.yaml", "outlive: 1\ntitle: \"a: b # c \\\" \\\\ {x} '\"\n" + rest);
  const std::string shown = folder.outlive("show awkward.yaml").out;
  const std::size_t at = shown.find("title: ");
  REQUIRE(at != std::string::npos);
  folder.write("again.yaml", "outlive: 1\n" + shown.substr(at, shown.find('\n', at) - at) + "\n" + rest);
  const auto title_of = [&](const std::string& file) {
    return nlohmann::json::parse(folder.outlive("run " + file + " --format json").out).at("title");
  };
  CHECK(title_of("awkward.yaml") == "a: b # c \" \\ {x} '");
  CHECK(title_of("again.yaml") == title_of("awkward.yaml"));
}

TEST_CASE("awkward paths: the name inside a gzip file chooses no file") {
  const Folder folder;
  folder.write("log.swf", "1 0 0 60 1\n");
  // RFC 1952: the flag FNAME, and a name that ends with a zero.
  const Ran packed = folder.shell(
      "command -v python3 >/dev/null && python3 -c \"import gzip; "
      "gzip.GzipFile('../../escape', 'wb', fileobj=open('log.gz', 'wb')).write(open('log.swf', "
      "'rb').read())\"");
  if (packed.code != 0) return;  // there is no Python
  CHECK(folder.outlive("import swf log.gz -o imported.yaml").code == 0);
  CHECK(folder.shell("ls | tr '\\n' ' '").out == "imported.csv imported.yaml log.gz log.swf ");
}
