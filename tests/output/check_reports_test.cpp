// What other programs are told of a check: JUnit's XML, TAP, and GitHub's annotations.
#include "sim/output/check_reports.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "tests/output/exported.hpp"
#include "tests/output/golden.hpp"
#include "tests/output/strict_xml.hpp"
#include "tests/tools/command.hpp"

using namespace outlive;
using namespace outlive::output;
using namespace outlive::testing;

namespace {

Judgement judgement(Answer answer, std::string key, std::uint32_t line) {
  Judgement made;
  made.place = {"all/policy.yaml", line, 3};
  made.key = std::move(key);
  made.expected = "completed";
  made.found = answer == Answer::yes ? "completed" : "failed";
  if (answer == Answer::no) made.why = "background_session_expired [SM-4]";
  made.answer = answer;
  return made;
}

Judgement undecided() {
  Judgement made = judgement(Answer::undecided, "cost.idle.share", 22);
  made.expected = "at most 1%";
  made.found = "1.24%";
  made.half_width = "0.31%";
  made.replications = 10;
  made.mean = Estimate{.value = 0.0124, .interval = Interval{0.0093, 0.0155}, .count = 10};
  made.replications_wanted = 17;
  return made;
}

// Whatever a name or a message may hold that a reader could take for something else.
const std::string evil = "a\"<b>&'c'\n::error::x, y: 50% #d \\e \x1b[2J \xff \xEF\xBF\xBF ]]>";

std::vector<CheckedScenario> some() {
  Judgement wicked = judgement(Answer::no, "jobs." + evil, 1);
  wicked.place.path = "all/evil,:\n.yaml";
  wicked.found = evil;
  return {{.path = "all/policy.yaml",
           .valid = true,
           .expectations = {judgement(Answer::yes, "jobs.a.outcome", 20),
                            judgement(Answer::no, "jobs.b.outcome", 21), undecided()},
           .problems = {}},
          {.path = "all/evil,:\n.yaml", .valid = true, .expectations = {wicked}, .problems = {}},
          {.path = "all/typo.yaml",
           .valid = false,
           .expectations = {},
           .problems =
               {{Severity::error, {"all/typo.yaml", 2, 1}, "unknown key 'titel'; did you mean 'title'?", ""},
                {Severity::error, {"all/typo.yaml", 4, 10}, "'3' needs its unit", "IDC-6"}}},
          {.path = "all/large.yaml", .valid = false, .expectations = {}, .problems = {}},
          {.path = "all/silent.yaml", .valid = true, .expectations = {}, .problems = {}}};
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("check reports: golden files") {
  check_golden("check.junit.xml", junit_xml(some(), false));
  check_golden("check.tap", tap(some(), false));
  check_golden("check.github.txt", github_annotations(some(), false));
}

TEST_CASE("junit: well-formed, and names and messages are data") {
  const Element root = StrictXml::read(junit_xml(some(), false));
  CHECK(root.name == "testsuites");
  CHECK(root.attributes.at("tests") == "6");
  CHECK(root.attributes.at("failures") == "3");
  CHECK(root.attributes.at("errors") == "2");
  REQUIRE(root.children.size() == 5);
  const Element& policy = root.children[0];
  CHECK(policy.attributes.at("name") == "all/policy.yaml");
  CHECK(policy.attributes.at("failures") == "2");
  REQUIRE(policy.children.size() == 3);
  CHECK(policy.children[0].children.empty());
  CHECK(policy.children[0].attributes.at("classname") == "all.policy");
  CHECK(policy.children[1].children[0].name == "failure");
  CHECK(policy.children[1].children[0].attributes.at("type") == "failed");
  CHECK(policy.children[2].children[0].attributes.at("type") == "undecided");
  CHECK(policy.children[2].children[0].attributes.at("message") ==
        "undecided: expected at most 1%, found 1.24% ± 0.31% (mean, 95 % over 10 replications); about 17 "
        "replications would decide");
  const Element& wicked = root.children[1].children[0];
  CHECK(wicked.attributes.at("name").starts_with("jobs.a\"<b>&'c'\\n::error"));
  CHECK(wicked.children[0].text.find("\\x1b[2J \\xff \\uffff ]]>") != std::string::npos);
  const Element& invalid = root.children[2].children[0].children[0];
  CHECK(invalid.name == "error");
  CHECK(count(invalid.text, "all/typo.yaml:") == 2);
  CHECK(root.children[3].children[0].children[0].attributes.at("message") == "could not be checked");
  CHECK(root.children[4].attributes.at("tests") == "0");
}

TEST_CASE("junit: valid by the schema that its readers have in common") {
  const Folder folder;
  if (folder.shell("command -v xmllint").code != 0) {
    MESSAGE("skipped: this machine has no xmllint");
    return;
  }
  folder.write("check.xml", junit_xml(some(), false));
  folder.write("passes.xml", junit_xml(some(), true));
  folder.write("nothing.xml", junit_xml({}, false));
  const Ran ran = folder.shell("xmllint --noout --schema '" OUTLIVE_SOURCE_DIR
                               "/tests/output/junit.xsd' check.xml passes.xml nothing.xml");
  CHECK(ran.err == "check.xml validates\npasses.xml validates\nnothing.xml validates\n");
}

TEST_CASE("tap: a plan, a point for each expectation, and no line that could be taken for another") {
  const std::string text = tap(some(), false);
  CHECK(text.starts_with("TAP version 14\n1..6\nok 1 - all/policy.yaml: jobs.a.outcome\n"));
  CHECK(has(text, "\nnot ok 3 - all/policy.yaml: cost.idle.share # undecided\n  ---\n"));
  std::size_t points = 0;
  bool in_block = false;
  for (const std::string& line : lines_of(text).size() > 2 ? lines_of(text) : std::vector<std::string>{}) {
    CAPTURE(line);
    if (in_block) {
      CHECK(line.starts_with("  "));
      in_block = line != "  ...";
    } else if (line == "  ---") {
      in_block = true;
    } else if (line.starts_with("ok ") || line.starts_with("not ok ")) {
      ++points;
    } else {
      CHECK((line == "TAP version 14" || line == "1..6"));
    }
  }
  CHECK_FALSE(in_block);
  CHECK(points == 6);
  CHECK(tap({}, false) == "TAP version 14\n1..0 # SKIP nothing is expected\n");
}

TEST_CASE("tap: a strict reader of TAP 14 takes it, and finds what is wrong" * doctest::test_suite("slow")) {
  const Folder folder;
  if (!has_python(folder)) return;
  const auto read = [&](const std::string& text) {
    folder.write("check.tap", text);
    return ask(folder, "tap14.py", "check.tap");
  };
  CHECK(read(tap(some(), false)).out == "1 passed, 5 failed, 0 todo, 0 skipped\n");
  CHECK(read(tap(some(), true)).out == "1 passed, 4 failed, 1 todo, 0 skipped\n");
  CHECK(read(tap({}, false)).out == "0 passed, 0 failed, 0 todo, 0 skipped\n");
  std::string bad = tap(some(), false);
  bad.replace(bad.find("ok 2 "), 5, "ok 3 ");
  CHECK(has(read(bad).out, "is out of order"));
  bad = tap(some(), false);
  bad.replace(bad.find("  ...\n"), 6, "");
  CHECK(read(bad).code == 1);
}

TEST_CASE("what is undecided passes if it is told to") {
  const std::string junit = junit_xml(some(), true);
  CHECK(has(junit, "<skipped type=\"undecided\""));
  CHECK(StrictXml::read(junit).children[0].attributes.at("skipped") == "1");
  CHECK(has(tap(some(), true), " # TODO undecided\n"));
  CHECK(has(github_annotations(some(), true), "::warning file=all/policy.yaml,line=22,"));
}

TEST_CASE("github: at most ten, a summary, and one line for each") {
  CHECK(github_annotations({}, false).empty());
  std::vector<CheckedScenario> many(1);
  many[0].valid = true;
  many[0].path = "all/policy.yaml";
  many[0].expectations = {judgement(Answer::yes, "jobs.a.outcome", 20)};
  CHECK(github_annotations(many, false).empty());
  for (std::uint32_t line = 30; line < 42; ++line)
    many[0].expectations.push_back(judgement(Answer::no, "jobs.b.outcome", line));
  const std::vector<std::string> lines = lines_of(github_annotations(many, false));
  REQUIRE(lines.size() == 11);
  CHECK(lines.front() ==
        "::error file=all/policy.yaml,line=30,col=3,title=jobs.b.outcome::expected completed, found failed "
        "(background_session_expired [SM-4])");
  CHECK(lines.back() ==
        "::notice title=outlive check::1 scenario, 13 expectations: 1 hold, 12 fail (2 more are in the log)");
  for (const std::string& line : lines_of(github_annotations(some(), false))) {
    CAPTURE(line);
    CHECK(line.starts_with("::"));
    CHECK(count(line.substr(0, line.find("::", 2)), ",") <= 3);
  }
}
