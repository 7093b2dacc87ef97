// Titles, and users and jobs of traces, may hold anything: whatever is printed or written takes them for data.
#include <algorithm>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/tools/command.hpp"
#include "tests/tools/terminal.hpp"

using namespace outlive::testing;

namespace {

const std::string red_escape = "\x1b[31m";

/// What each does where somebody takes it for more than a name: markup, formulas, paths, commands, terminal sequences, the
/// direction of writing, lines of a protocol.
const std::vector<std::string> awkward_names{"<script>alert(1)</script>",
                                             "</script><img src=x onerror=alert(1)>",
                                             "\" onmouseover=\"alert(1)",
                                             "=cmd|' /C calc'!A0",
                                             "+1+1",
                                             "-2+3",
                                             "@sum(1)",
                                             "\tx",
                                             "a,b\"c",
                                             "../../escape",
                                             "/tmp/escape",
                                             "$(touch escape)",
                                             "`touch escape`",
                                             "x'); drop table jobs; --",
                                             red_escape + "red",
                                             "\x1b]0;title\x07",
                                             "gpj.\xe2\x80\xae"
                                             "exe",
                                             "::error file=x::y",
                                             "%0A::error::z",
                                             "not ok 1 - x # SKIP",
                                             "a|b`c*d_e[f](http://x)",
                                             "{{x}}",
                                             "# comment",
                                             "---",
                                             "!!map {}",
                                             "]]>"};

std::string quoted(const std::string& name) {
  std::string text = "\"";
  for (const char letter : name) text += letter == '"' ? "\"\"" : std::string(1, letter);
  return text + "\"";
}

void write_awkward(const Folder& folder) {
  std::string rows = "job,who,submitted,started,ended\n";
  for (const std::string& name : awkward_names) rows += quoted(name) + "," + quoted(name) + ",0,60,9000\n";
  folder.write("trace.csv", rows);
  folder.write("awkward.yaml", R"(outlive: 1
title: "</script><script>alert(1)</script> =1+1 \e[31m \u202e ::error::x `touch escape` | <b>"
start: 2026-03-02T00:00:00Z
horizon: 1d
settings: {identity_center: {background_sessions: {enabled: true, duration: 7d}}}
workload:
  traces:
    - file: trace.csv
      columns: {id: job, user: who, submitted: submitted, started: started, ended: ended}
      anchor: start
      sku: sagemaker.training.ml.m5.xlarge
expect: {traces.0: {jobs: 1}}
)");
}

}  // namespace

TEST_CASE("awkward names: nothing that is printed moves a terminal") {
  const Folder folder;
  write_awkward(folder);
  REQUIRE(folder.outlive("run awkward.yaml -o out").code == 1);  // it expects another number of jobs
  for (const std::string line :
       {"run awkward.yaml", "run awkward.yaml --format csv", "run awkward.yaml --format json",
        "run awkward.yaml --format markdown", "show awkward.yaml", "validate awkward.yaml",
        "check awkward.yaml", "check awkward.yaml --tap -", "check awkward.yaml --junit -",
        "check awkward.yaml --annotations github", "explain awkward.yaml nobody",
        "assumptions --test awkward.yaml", "compare awkward.yaml awkward.yaml", "report out",
        "report out --format csv", "report out --format markdown", "diff out out", "fit awkward.yaml"}) {
    CAPTURE(line);
    const Ran ran = folder.outlive(line);
    CHECK(ran.code <= 5);
    CHECK(is_safe_on_a_terminal(ran.out));
    CHECK(is_safe_on_a_terminal(ran.err));
    const bool is_for_programs =
        line.find("json") != std::string::npos || line.find("--junit") != std::string::npos;
    CHECK((is_for_programs ||
           ran.out.find("\xe2\x80\xae") == std::string::npos));  // turns the direction of writing
  }
}

TEST_CASE("awkward names: in files they are data, and choose no path") {
  const Folder folder;
  write_awkward(folder);
  REQUIRE(
      folder
          .outlive("run awkward.yaml -o out --export focus --export cur --export trace --export openmetrics "
                   "--export sqlite --audit log.json")
          .code == 1);

  SUBCASE("no markup of theirs is in the page") {
    const std::string page = folder.read("out/report.html");
    for (const char* markup : {"<script>alert", "<img src=x", "onmouseover=\"alert", "]]>"})
      CHECK(page.find(markup) == std::string::npos);
  }
  SUBCASE("no cell of theirs is a formula") {
    for (const std::string file : {"out/jobs.csv", "out/focus.csv", "out/cur.csv", "out/timeline.csv"}) {
      CAPTURE(file);
      const std::string table = folder.read(file);
      CHECK(is_safe_on_a_terminal(table));
      for (const char* formula : {"=cmd", "+1+1", "-2+3", "@sum"}) {
        for (const char* before : {",", "\n", ",\"", "\n\""})
          CHECK(table.find(std::string(before) + formula) == std::string::npos);
      }
    }
  }
  SUBCASE("in JSON they are what they were") {
    const auto jobs = nlohmann::json::parse(folder.outlive("run awkward.yaml --format json").out).at("jobs");
    REQUIRE(jobs.size() == awkward_names.size());
    for (std::size_t i = 0; i < awkward_names.size(); ++i) CHECK(jobs[i].at("name") == awkward_names[i]);
    for (const char* file : {"out/report.json", "out/trace.json", "out/manifest.json", "log.json"})
      CHECK_FALSE(nlohmann::json::parse(folder.read(file), nullptr, false).is_discarded());
  }
  SUBCASE("in the database they are what they were") {
    if (folder.shell("command -v sqlite3").code != 0)
      return;  // the library is linked, the program may be missing
    CHECK(folder.shell("sqlite3 out/results.sqlite 'select count(*) from jobs'").out ==
          std::to_string(awkward_names.size()) + "\n");
  }
  SUBCASE("nothing was written or run but what was asked for") {
    CHECK(folder.shell("ls").out == "awkward.yaml\nlog.json\nout\ntrace.csv\n");
    CHECK(folder.shell("find . -name '*escape*' | wc -l").out == "0\n");
    CHECK_FALSE(std::filesystem::exists("/tmp/escape"));
  }
}

TEST_CASE("awkward names: scenarios take none, and say so without repeating what they do") {
  const Folder folder;
  for (const std::string& name : awkward_names) {
    CAPTURE(name);
    std::string yaml;
    for (const char letter : name) {
      if (letter == '"' || letter == '\\') yaml += '\\';
      yaml += letter == '\x1b'   ? "\\e"
              : letter == '\t'   ? "\\t"
              : letter == '\x07' ? "\\a"
                                 : std::string(1, letter);
    }
    folder.write("named.yaml",
                 "outlive: 1\ntitle: named\nstart: 2026-03-02T00:00:00Z\nhorizon: 1d\nusers: {\"" + yaml +
                     "\": {}}\ntimeline: []\n");
    const Ran ran = folder.outlive("run named.yaml");
    CHECK(ran.code == 3);
    CHECK(ran.err.find("is not a name; expected letters, digits, '_', '-' and '.', a letter first") !=
          std::string::npos);
    CHECK(is_safe_on_a_terminal(ran.err));
  }
}

TEST_CASE("awkward names: a page of GitHub, TAP and JUnit gets one line or element for each expectation") {
  const Folder folder;
  write_awkward(folder);
  const std::string commands = "\n" + folder.outlive("check awkward.yaml --annotations github").err;
  std::size_t count = 0;
  for (std::size_t at = 0; (at = commands.find("\n::", at)) != std::string::npos; ++at) ++count;
  CHECK(count == 2);  // the expectation, and a notice with the counts
  const std::string tap = folder.outlive("check awkward.yaml --tap -").out;
  CHECK(tap.find("\n1..1\n") != std::string::npos);
  CHECK(folder.outlive("check awkward.yaml --junit -").out.find("<script>") == std::string::npos);
}
