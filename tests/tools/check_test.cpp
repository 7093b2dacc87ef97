// `outlive check` as people and as CI use it: exit codes, reports for other programs, noise, and expectations that are rewritten.
#include <filesystem>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/study/small_study.hpp"
#include "tests/tools/command.hpp"
#include "tests/tools/process.hpp"
#include "tools/outlive/exit_code.hpp"

using namespace outlive::testing;

namespace {

/// Users whose work differs from replication to replication.
std::string crowd(const std::string& expectations) {
  return R"(outlive: 1
title: Some analysts
start: 2026-03-02T00:00:00Z
horizon: 3d
settings: {glue: {idle_timeout: 2h}}
)" + some_analysts(5) +
         "expect:\n" + expectations;
}

}  // namespace

TEST_CASE("check: Ctrl-C tells what was checked by then, and of the file that it came in that it was not") {
  const Folder folder;
  folder.write("all/a.yaml", good);
  std::string endless = crowd("  cost.total: {at_least: 0 USD}\n");
  endless.replace(endless.find("users: 5\n"), 9, "users: 1000000\n");
  folder.write("all/b.yaml", endless);
  folder.write("all/c.yaml", good);
  interrupt_later_and_later(folder, {"check", "all", "--format", "json", "--junit", "junit.xml"},
                            {.tells = "outlive: interrupted: 1 of 3 files were checked\n",
                             .too_early_begins = "outlive: interrupted"});
  const auto json = nlohmann::json::parse(folder.read(".out"));
  CHECK(json["passed"] == false);
  REQUIRE(json["scenarios"].size() == 2);
  CHECK(json["scenarios"][0]["valid"] == true);
  CHECK(json["scenarios"][1]["valid"] == false);
  CHECK(has(folder.read("junit.xml"), "interrupted before all of it was checked"));
}

TEST_CASE("check: folders, summary and exit codes") {
  const Folder folder;
  folder.write("all/a.yaml", good);
  folder.write("all/deep/b.yml", good);
  folder.write("all/.hidden/c.yaml", failing);
  folder.write("all/prices.yaml", "outlive_prices: 1\n");
  folder.write("all/study.yaml", "outlive_study: 1\n");
  folder.write("all/note.txt", failing);
  const Ran ran = folder.outlive("check all");
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  CHECK(ran.out ==
        "ok      all/a.yaml: 2 expectations\n"
        "ok      all/deep/b.yml: 2 expectations\n"
        "2 scenarios, 4 expectations: 4 hold, 0 fail\n");
  CHECK(folder.outlive("check all --quiet").out == "2 scenarios, 4 expectations: 4 hold, 0 fail\n");
  CHECK(folder.outlive("check all all/a.yaml").out == ran.out);  // nothing twice
  CHECK(folder.outlive("validate all").err.empty());

  folder.write("all/workflow.yaml", "on: push\n");
  CHECK(has(folder.outlive("check all").err,
            "all/workflow.yaml: warning: passed over: no top-level key 'outlive'"));
}

TEST_CASE("check: the worst answer counts") {
  const Folder folder;
  folder.write("good.yaml", good);
  folder.write("failing.yaml", failing);
  folder.write("invalid.yaml", invalid);
  const Ran no = folder.outlive("check good.yaml failing.yaml");
  CHECK(no.code == 1);
  CHECK(has(no.out,
            "FAIL    failing.yaml: 1 of 2 expectations\n"
            "  failing.yaml:15:3: jobs.sum.outcome: expected failed, found completed (done)\n"
            "2 scenarios, 4 expectations: 3 hold, 1 fail\n"));
  const Ran bad = folder.outlive("check failing.yaml invalid.yaml");
  CHECK(bad.code == 3);
  CHECK(has(bad.out, "invalid invalid.yaml\n"));
  CHECK(has(bad.out, "2 scenarios, 2 expectations: 1 hold, 1 fail; 1 could not be checked\n"));
  CHECK(has(bad.err, "invalid.yaml:2:1: error: "));
  CHECK(folder.outlive("check failing.yaml missing.yaml").code == 4);
}

TEST_CASE("check: nothing to check is no success") {
  const Folder folder;
  folder.write("silent.yaml", silent);
  folder.write("empty/prices.yaml", "outlive_prices: 1\n");
  const Ran nothing = folder.outlive("check silent.yaml");
  CHECK(nothing.code == 3);
  CHECK(has(nothing.out, "empty   silent.yaml: expects nothing\n"));
  CHECK(has(nothing.err, "nothing was checked"));
  const Ran none = folder.outlive("check empty");
  CHECK(none.code == 3);
  CHECK(has(none.err, "no scenario found"));
  folder.write("good.yaml", good);
  CHECK(folder.outlive("check silent.yaml good.yaml").code == 0);
}

TEST_CASE("check: as JSON one document") {
  const Folder folder;
  folder.write("good.yaml", good);
  folder.write("failing.yaml", failing);
  folder.write("invalid.yaml", invalid);
  const auto json =
      nlohmann::json::parse(folder.outlive("check good.yaml failing.yaml invalid.yaml --format json").out);
  CHECK(json["passed"] == false);
  CHECK(json["expectations_hold"] == 3);
  CHECK(json["expectations_fail"] == 1);
  CHECK(json["scenarios_invalid"] == 1);
  CHECK(json["scenarios"][1]["expectations"][0]["found"] == "completed");
  CHECK(nlohmann::json::parse(folder.outlive("check good.yaml --format json").out)["passed"] == true);
}

// Two sessions of two people, one after the other within a quarter of a minute: 5 DPUs on average at least, 14 at most.
TEST_CASE(
    "check: a peak that is known from two sides only is undecided where that matters, and not rewritten") {
  const Folder folder;
  const auto of_peak = [&](const std::string& expected) {
    folder.write("peak.yaml", R"(outlive: 1
title: Two people who share nothing
start: 2026-03-02T09:00:00Z
horizon: 1d
users: {ann: {}, bob: {}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: bob, do: sign_in}
  - {at: 1h, user: ann, do: start_session, id: a, service: glue, workers: 10}
  - {at: 1h0m6s, session: a, do: stop_session}
  - {at: 1h0m6s, user: bob, do: start_session, id: b, service: glue, workers: 4}
  - {at: 1h0m9s, session: b, do: stop_session}
expect:
  resources.glue.dpu_quota.peak: )" +
                                  expected + "\n");
    return folder.outlive("check peak.yaml");
  };
  CHECK(of_peak("{at_most: 14}").code == 0);
  CHECK(of_peak("{at_least: 5}").code == 0);
  CHECK(of_peak("{at_most: 4}").code == 1);
  const Ran undecided = of_peak("{at_most: 12}");
  CHECK(undecided.code == 5);
  CHECK(has(undecided.out,
            "undecided: expected at most 12, found 5 to 14 (known from two sides only, for its users were "
            "simulated apart)"));
  CHECK(of_peak("14").code == 5);
  CHECK(has(folder.outlive("check peak.yaml --update all").err,
            "not rewritten: it is known from two sides only, for"));
  CHECK(of_peak("20").code == 1);
  CHECK(has(folder.outlive("check peak.yaml --update all").err,
            "not rewritten: it is known from two sides only, which"));
}

TEST_CASE("the worse of two answers: no before undecided, and what could not be answered before both") {
  using outlive::tool::ExitCode;
  using outlive::tool::worse;
  const std::vector<ExitCode> rising{ExitCode::done,        ExitCode::undecided,     ExitCode::no,
                                     ExitCode::wrong_usage, ExitCode::invalid_input, ExitCode::no_access,
                                     ExitCode::internal,    ExitCode::interrupted};
  for (std::size_t a = 0; a < rising.size(); ++a) {
    for (std::size_t b = 0; b < rising.size(); ++b)
      CHECK(worse(rising[a], rising[b]) == rising[std::max(a, b)]);
  }
}

TEST_CASE("check: limits on what is random are judged by the interval of the mean") {
  const Folder folder;
  // With 10 replications the mean of the cost, 0.89 USD, is known to within some cents.
  folder.write("sure.yaml", crowd("  cost.total: {between: [0.10 USD, 10.00 USD]}\n"));
  folder.write("never.yaml", crowd("  cost.total: {at_most: 0.10 USD}\n"));
  const Ran one = folder.outlive("run sure.yaml --replications 10 --format json");
  const auto expectation = nlohmann::json::parse(one.out)["expectations"][0];
  CHECK(expectation["answer"] == "yes");
  CHECK(expectation["replications"] == 10);
  CHECK(expectation["lower"] < expectation["mean"]);
  CHECK(expectation["mean"] < expectation["upper"]);
  CHECK(expectation["confidence"] == 0.95);
  CHECK(folder.outlive("check sure.yaml --replications 10").code == 0);
  const Ran no = folder.outlive("check never.yaml --replications 10");
  CHECK(no.code == 1);
  CHECK(has(no.out, "cost.total: expected at most 0.10 USD, found "));
  CHECK(has(no.out, " USD (mean, 95 % over 10 replications)\n"));
  CHECK(has(folder.outlive("check never.yaml --replications 10 --ascii").out, " USD +- "));

  // A limit at the mean itself cannot be decided.
  const std::string mean = std::to_string(expectation["mean"].get<double>()).substr(0, 4);
  folder.write("undecided.yaml", crowd("  cost.total: {at_most: " + mean + " USD, confidence: 99%}\n"));
  const Ran undecided = folder.outlive("check undecided.yaml --replications 10");
  CHECK(undecided.code == 5);
  CHECK(has(undecided.out, "undecided undecided.yaml: 1 of 1 expectation\n"));
  CHECK(has(undecided.out, ": cost.total: undecided: expected at most " + mean + " USD, found "));
  CHECK(has(undecided.out, "(mean, 99 % over 10 replications); "));
  CHECK(has(undecided.out, "0 hold, 0 fail, 1 undecided\n"));
  CHECK(folder.outlive("check undecided.yaml --replications 10 --undecided fail").code == 1);
  CHECK(folder.outlive("check undecided.yaml --replications 10 --undecided pass").code == 0);
  CHECK(has(folder.outlive("check undecided.yaml --undecided maybe").err, "--undecided is fail or pass"));
  CHECK(folder.outlive("check undecided.yaml never.yaml --replications 10").code == 1);
  const Ran run = folder.outlive("run undecided.yaml --replications 10");
  CHECK(run.code == 5);
  CHECK(has(run.err, "outlive: 1 of 1 expectation is undecided\n"));
  const auto json =
      nlohmann::json::parse(folder.outlive("check undecided.yaml --replications 10 --format json").out);
  CHECK(json["answer"] == "undecided");
  CHECK(json["passed"] == false);
  CHECK(json["expectations_undecided"] == 1);
}

TEST_CASE("check: what must hold in every replication says in how many it does not") {
  const Folder folder;
  folder.write("exact.yaml", crowd("  totals.jobs.completed: 1\n"));
  const Ran ran = folder.outlive("check exact.yaml --replications 4");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "totals.jobs.completed: expected 1, found "));
  folder.write("good.yaml", good);  // nothing is random: exact, however often it is run
  CHECK(folder.outlive("check good.yaml --replications 3").out == folder.outlive("check good.yaml").out);
}

TEST_CASE("check: reports for other programs, one document on standard output") {
  const Folder folder;
  folder.write("good.yaml", good);
  folder.write("failing.yaml", failing);
  const Ran ran = folder.outlive("check good.yaml failing.yaml --junit out.xml --tap out.tap");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "2 scenarios, 4 expectations: 3 hold, 1 fail\n"));
  CHECK(has(folder.read("out.xml"),
            "<testsuites name=\"outlive check\" tests=\"4\" failures=\"1\" errors=\"0\">"));
  CHECK(has(folder.read("out.tap"), "not ok 3 - failing.yaml: jobs.sum.outcome\n"));
  CHECK(folder.outlive("check good.yaml failing.yaml --tap -").out == folder.read("out.tap"));
  CHECK(folder.outlive("check good.yaml failing.yaml --junit -").out == folder.read("out.xml"));
  CHECK(folder.outlive("check good.yaml --tap - --format json").code == 2);
  CHECK(folder.outlive("check good.yaml --tap - --junit -").code == 2);
  CHECK(folder.outlive("check good.yaml --junit nowhere/out.xml").code == 4);
  CHECK(folder.outlive("run good.yaml --junit out.xml").code == 2);
}

TEST_CASE("check: GitHub is told where the lines are, by itself where it runs") {
  const Folder folder;
  folder.write("failing.yaml", failing);
  folder.write("invalid.yaml", invalid);
  const std::string told =
      "::error file=failing.yaml,line=15,col=3,title=jobs.sum.outcome::expected failed, found completed "
      "(done)\n"
      "::notice title=outlive check::1 scenario, 2 expectations: 1 hold, 1 fail\n";
  CHECK(folder.outlive("check failing.yaml --annotations github").err == told);
  CHECK(folder.shell("GITHUB_ACTIONS=true outlive check failing.yaml").err == told);
  CHECK(folder.shell("GITHUB_ACTIONS=true outlive check failing.yaml --annotations none").err.empty());
  CHECK(folder.outlive("check failing.yaml").err.empty());
  CHECK(has(folder.outlive("check invalid.yaml --annotations github").err,
            "::error file=invalid.yaml,line=2,col=1,title=invalid scenario::unknown key 'titel'"));
}

TEST_CASE("check --update: only what is named is rewritten, byte for byte") {
  const Folder folder;
  const std::string before = scenario_text(
      "expect:   # reckoned by hand\n"
      "  jobs.sum: {outcome: failed,   worked: 1h}  # both wrong\n"
      "  cost.total:   6.50 USD\n"
      "  sessions.notebook.ended: '2026-03-02T10:00:00Z'\n");
  folder.write("a.yaml", before);
  const Ran one = folder.outlive("check a.yaml --update cost.total");
  CHECK(one.code == 1);
  CHECK(has(one.out,
            "--- a.yaml\n+++ a.yaml\n@@ -16 +16 @@\n-  cost.total:   6.50 USD\n+  cost.total:   6.60 USD\n"
            "1 scenario, 4 expectations: 1 hold, 3 fail\n"));
  std::string after = before;
  after.replace(after.find("6.50"), 4, "6.60");
  CHECK(folder.read("a.yaml") == after);

  const Ran all = folder.outlive("check a.yaml --update all");
  CHECK(all.code == 0);
  CHECK(has(folder.read("a.yaml"), "  jobs.sum: {outcome: completed,   worked: 2h}  # both wrong\n"));
  CHECK(has(folder.read("a.yaml"), "  sessions.notebook.ended: '2026-03-02T12:00:00Z'\n"));
  CHECK(folder.outlive("check a.yaml").code == 0);
  const std::string settled = folder.read("a.yaml");
  CHECK(folder.outlive("check a.yaml --update all").code == 0);
  CHECK(folder.read("a.yaml") == settled);
}

TEST_CASE("check --update: limits move as far as they must, in the notation that was written") {
  const Folder folder;
  folder.write("a.yaml", scenario_text("expect:\n"
                                       "  cost.total: {at_most: 6 USD}\n"
                                       "  cost.idle.share: {between: [10%, 20%]}\n"
                                       "  jobs.sum.worked: {at_least: 3h}\n"
                                       "  totals.jobs: {between: [2, 5]}\n"));
  CHECK(folder.outlive("check a.yaml --update all").code == 0);
  CHECK(has(folder.read("a.yaml"),
            "  cost.total: {at_most: 7 USD}\n"
            "  cost.idle.share: {between: [10%, 34%]}\n"
            "  jobs.sum.worked: {at_least: 2h}\n"
            "  totals.jobs: {between: [1, 5]}\n"));
}

TEST_CASE("check --update: what is random moves to the end of its interval, and holds from then on") {
  const Folder folder;
  folder.write("a.yaml", crowd("  cost.total: {at_most: 0.10 USD}\n  totals.jobs.completed: 1\n"));
  const Ran ran = folder.outlive("check a.yaml --replications 10 --update all");
  CHECK(ran.code == 1);
  CHECK(has(ran.err,
            "totals.jobs.completed: not rewritten: replications differ, and no one value holds in all"));
  const Ran again = folder.outlive("check a.yaml --replications 10");
  CHECK(has(again.out, "1 hold, 1 fail"));
}

TEST_CASE("check --update: leaves alone what it cannot do safely, and says why") {
  const Folder folder;
  const auto refused = [&](const std::string& arguments) {
    const Ran ran = folder.outlive("check " + arguments);
    CHECK(ran.code == 1);
    CHECK_FALSE(has(ran.out, "+++"));
    return ran.err;
  };
  folder.write("alias.yaml", scenario_text("expect:\n  jobs.sum: {outcome: completed}\n"
                                           "  cost.total: &price 1.00 USD\n  cost.useful: *price\n"));
  CHECK(has(refused("alias.yaml --update all"),
            "alias.yaml:16:3: cost.total: not rewritten: its value stands in an alias"));
  CHECK(has(refused("alias.yaml --update cost.useful"), "stands in an alias"));
  folder.write("a.yaml", failing);
  folder.write("b.yaml", failing);
  CHECK(has(refused("a.yaml b.yaml --update jobs.sum.outcome"),
            "a.yaml:15:3: jobs.sum.outcome: not rewritten: it does not hold in b.yaml either"));
  folder.write("never.yaml", scenario_text("expect:\n  sessions.notebook.identity_lost: 1h\n"));
  CHECK(has(refused("never.yaml --update all"), "it never came, which no scenario can expect"));
  CHECK(has(refused("- --update all <a.yaml"), "standard input is no file"));
  CHECK(folder.shell("ln a.yaml other.yaml").code == 0);
  CHECK(has(refused("a.yaml --update all"), "hard links"));

  folder.write("good.yaml", good);
  CHECK(
      has(folder.outlive("check good.yaml --update cost.total").err, "cost.total: not rewritten: it holds"));
  const Ran unknown = folder.outlive("check good.yaml --update cost.totl");
  CHECK(unknown.code == 2);
  CHECK(has(unknown.err, "nothing is expected of 'cost.totl'; did you mean 'cost.total'?"));
  CHECK(folder.outlive("check good.yaml --update all --set glue.idle_timeout=2h").code == 2);
  CHECK(folder.outlive("check good.yaml --update all --format json").code == 2);
  CHECK(folder.outlive("check good.yaml --update all --junit x.xml").code == 2);
  CHECK(folder.outlive("check good.yaml --update a,,b").code == 2);
}

TEST_CASE("check --update: links, permissions, line ends and a byte order mark stay") {
  const Folder folder;
  std::string text = "\xEF\xBB\xBF" + failing;
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
    text.replace(at, 1, "\r\n");
  folder.write("real/a.yaml", text);
  CHECK(folder.shell("chmod 640 real/a.yaml; ln -s real/a.yaml link.yaml").code == 0);
  CHECK(folder.outlive("check link.yaml --update all").code == 0);
  text.replace(text.find("outcome: failed"), 15, "outcome: completed");
  CHECK(folder.read("real/a.yaml") == text);
  CHECK(folder.shell("stat -c %a real/a.yaml; test -L link.yaml && ls real").out == "640\na.yaml\n");
}

TEST_CASE(
    "check: limits about saved results hold for what they were saved from, and not for an estate twice as "
    "large") {
  const Folder folder;
  folder.write("crowd.yaml", crowd(R"(  cost.total: {at_most: 105%, of: main.json}
  cost.idle: {between: [-5%, 5%], change_from: main.json}
  totals.jobs: {between: [-1, 1], change_from: main.json}
)"));
  // The baseline is not there yet: the run that makes it says so, and keeps what it will be asked for.
  const Ran first = folder.shell(
      "outlive run crowd.yaml --replications 6 --format json >new.json && mv new.json main.json");
  CHECK(first.code == 0);
  CHECK(has(first.err, "crowd.yaml:17:35: warning: the baseline 'main.json': cannot read the file"));
  CHECK(folder.outlive("run crowd.yaml --replications 6").code == 0);

  const Ran same = folder.outlive("check crowd.yaml --replications 6");
  CHECK(same.code == 0);
  CHECK(same.out == "ok      crowd.yaml: 3 expectations\n1 scenario, 3 expectations: 3 hold, 0 fail\n");
  const Ran larger = folder.outlive("check crowd.yaml --replications 6 --set populations.analysts.users=12");
  CHECK(larger.code == static_cast<int>(outlive::tool::ExitCode::no));
  CHECK(has(larger.out, "crowd.yaml:17:3: cost.total: expected at most 105% of the baseline, found "));
  CHECK(has(larger.out, "crowd.yaml:18:3: cost.idle: expected a change of between -5% and 5%, found "));
  CHECK(has(larger.out, " in main.json; mean, 95 % over 6 replications)"));
  const Ran other_seed = folder.outlive("check crowd.yaml --replications 6 --seed 9");
  CHECK(other_seed.code == static_cast<int>(outlive::tool::ExitCode::undecided));
  CHECK(has(other_seed.out, "replications on both sides would decide"));
}

TEST_CASE("check: a baseline of one run without chance is held to the nano-dollar") {
  const Folder folder;
  folder.write("one.yaml", scenario_text("expect:\n  cost.total: {at_most: 100%, of: saved}\n  "
                                         "totals.jobs.surviving: {at_least: 0, change_from: saved}\n"));
  CHECK(folder.outlive("run one.yaml -o saved --quiet").code == 0);
  CHECK(folder.outlive("check one.yaml").code == 0);
  const Ran dearer = folder.outlive("check one.yaml --set glue.idle_timeout=2h");
  CHECK(dearer.code == static_cast<int>(outlive::tool::ExitCode::no));
  CHECK(has(dearer.out, "cost.total: expected at most 100% of the baseline, found 1"));
}

TEST_CASE("check: what no baseline can say is told with its place") {
  const Folder folder;
  folder.write("one.yaml", scenario_text("expect:\n  cost.total: {at_most: 100%, of: main.json}\n"));
  Ran ran = folder.outlive("check one.yaml");
  CHECK(ran.code == static_cast<int>(outlive::tool::ExitCode::no_access));
  CHECK(has(ran.err,
            "error: the baseline 'main.json': cannot read the file: No such file or directory; make it with "
            "'outlive run FILE"));
  folder.write("main.json", "{\"schema_version\": 1}");
  ran = folder.outlive("check one.yaml");
  CHECK(ran.code == static_cast<int>(outlive::tool::ExitCode::invalid_input));
  CHECK(has(ran.err, "main.json:1:1: error: "));
  folder.write("two.yaml", scenario_text("expect:\n  cost.total: {at_least: 0 USD}\n"));
  CHECK(folder.shell("outlive run two.yaml --format json >main.json").code == 0);
  folder.write("one.yaml", scenario_text("expect:\n  cost.useful.share: {at_most: 100%, of: main.json}\n"));
  ran = folder.outlive("check one.yaml");
  CHECK(ran.code == static_cast<int>(outlive::tool::ExitCode::invalid_input));
  CHECK(has(ran.err,
            "one.yaml:15:3: error: the baseline 'main.json' does not say what cost.useful.share was: run its "
            "scenario "
            "again, with this expectation\n"));
}
