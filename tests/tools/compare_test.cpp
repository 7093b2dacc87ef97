// outlive compare: what is compared with what, gates and their exit codes, and what is refused.

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/tools/command.hpp"
#include "tests/tools/process.hpp"

using namespace outlive::testing;

namespace {

const std::string crowd = R"(outlive: 1
title: Some analysts
start: 2026-03-02T00:00:00Z
horizon: 7d
settings: {glue: {background_sessions: true, idle_timeout: 8h}}
populations:
  analysts:
    users: 5
    activities:
      explore:
        starts: {service: glue, worker_type: G.1X, workers: 2}
        per_day: {poisson: {mean: 1}}
        statements: 3
        takes: {exponential: {mean: 1m}}
        forgets_to_stop: 50%
)";

class Case : public Folder {
 public:
  Case() {
    write("a.yaml", silent);
    write("crowd.yaml", crowd);
  }
  void refuses(const std::string& arguments, const std::string& message, int code = 2) const {
    const Ran ran = outlive("compare " + arguments);
    CAPTURE(arguments);
    CAPTURE(ran.err);
    CHECK(ran.code == code);
    CHECK(ran.out.empty());
    CHECK(has(ran.err, message));
  }
};

const std::string shorter = " --set identity_center.background_sessions.duration=1h";

}  // namespace

TEST_CASE("compare: a scenario with itself under another setting") {
  const Case folder;
  const Ran ran = folder.outlive("compare a.yaml" + shorter);
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  CHECK(has(ran.out, "A  a.yaml: Does it survive?\n"));
  CHECK(has(ran.out, "B  a.yaml with identity_center.background_sessions.duration=1h\n"));
  CHECK(has(ran.out, "Exact: chance has no part in either.\n"));
  CHECK(has(ran.out, "identity_center.background_sessions.duration  7d  1h\n"));
  CHECK(has(ran.out,
            "    A  completed (done), outlived its sign-in\n    B  stopped (background_session_expired"));
  CHECK(ran.out.ends_with("\nB costs 4.40 USD less (-66.67 %); 1 job less survives.\n"));
  CHECK(folder.outlive("compare a.yaml" + shorter + " --threads 2").out == ran.out);
}

TEST_CASE("compare: two scenarios, saved results, and one of each say the same") {
  const Case folder;
  folder.write("b.yaml", [] {
    std::string text = silent;
    return text.replace(text.find("idle_timeout: 1h"), 16, "idle_timeout: 2h");
  }());
  CHECK(folder.shell("outlive run a.yaml --format json >a.json && outlive run b.yaml --format json >b.json")
            .code == 0);
  const auto differences = [&](const std::string& arguments) {
    const Ran ran = folder.outlive("compare " + arguments + " --format json");
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    auto json = nlohmann::ordered_json::parse(ran.out);
    json.erase("a");
    json.erase("b");
    return json.dump();
  };
  const std::string expected = differences("a.yaml b.yaml");
  CHECK(has(expected, "B costs 2.20 USD more (+33.33 %); the same jobs survive."));
  CHECK(differences("a.json b.json") == expected);
  CHECK(differences("a.yaml b.json") == expected);
  CHECK(differences("a.json b.yaml") == expected);
  CHECK(differences("- b.yaml <a.yaml") == expected);
  CHECK(differences("- b.yaml <a.json") == expected);
}

TEST_CASE("compare, diff: scenarios that differ only in what single accounts and domains have of their own") {
  const Case folder;
  const auto write = [&](const std::string& name, const std::string& first, const std::string& second) {
    folder.write(name,
                 "outlive: 1\ntitle: Two accounts\nstart: 2026-03-02T00:00:00Z\nhorizon: 1d\nsettings:\n"
                 "  sagemaker: {training_instance_quotas: {ml.m5.xlarge: " +
                     first +
                     "}, "
                     "domains: {lab: {start_up: " +
                     first +
                     "m}}}\n"
                     "  quotas:\n"
                     "    - {account: research, glue.dpu_quota: " +
                     first +
                     "}\n"
                     "    - {account: risk, region: west, glue.dpu_quota: " +
                     second +
                     "}\n"
                     "users: {ana: {account: research}, bob: {account: risk, region: west}}\n"
                     "timeline:\n  - {at: 0m, user: ana, do: sign_in}\n");
  };
  write("a.yaml", "5", "7");
  write("b.yaml", "7", "5");  // the same lines of 'show', at other places
  CHECK(folder
            .shell("outlive run a.yaml -o a && outlive run b.yaml -o b && outlive run a.yaml --format json "
                   ">a.json")
            .code == 0);
  for (const std::string arguments : {"compare a.yaml b.yaml", "compare a.json b.yaml", "diff a b"}) {
    CAPTURE(arguments);
    const std::string out = folder.outlive(arguments).out;
    CHECK(has(out, "\n  sagemaker.training_instance_quotas.ml.m5.xlarge  5   7\n"));
    CHECK(has(out, "\n  sagemaker.domains.lab.start_up                   5m  7m\n"));
    CHECK(has(out, "\n  quotas.research.glue.dpu_quota                   5   7\n"));
    CHECK(has(out, "\n  quotas.risk.west.glue.dpu_quota                  7   5\n"));
  }
  CHECK(has(folder.outlive("compare a.yaml b.yaml --format markdown").out,
            "| `quotas.risk.west.glue.dpu_quota` | `7` | `5` |"));
  CHECK(has(folder.outlive("compare a.yaml --set quotas.risk.glue.dpu_quota=7").out,
            "A  a.yaml: Two accounts\n"));
  CHECK_FALSE(has(folder.outlive("compare a.yaml --set quotas.risk.glue.dpu_quota=7").out,
                  "What is set differently"));
}

TEST_CASE("compare: crowds in replications with common random numbers, saved or not") {
  const Case folder;
  const std::string other = " --set glue.idle_timeout=1h";
  const Ran ran = folder.outlive("compare crowd.yaml" + other + " --replications 3 --seed 5 --format json");
  CHECK(ran.code == 0);
  const auto json = nlohmann::json::parse(ran.out);
  CHECK(json["basis"] == "paired");
  CHECK(json["a"]["seed"] == 5);
  CHECK(json["b"]["seed"] == 5);
  REQUIRE(!json["differences"].empty());
  CHECK(json["differences"][0]["response"] == "cost.total");
  CHECK(json["differences"][0]["told_apart"] == true);
  CHECK(folder.shell("outlive run crowd.yaml --seed 5 --replications 3 --format json >crowd.json").code == 0);
  // What is run takes seed and replications from what is saved.
  folder.write("other.yaml", [] {
    std::string text = crowd;
    return text.replace(text.find("idle_timeout: 8h"), 16, "idle_timeout: 1h");
  }());
  const auto saved = nlohmann::json::parse(folder.outlive("compare crowd.json other.yaml --format json").out);
  CHECK(saved["differences"] == json["differences"]);
  CHECK(has(folder.outlive("compare crowd.yaml" + other).out,
            "One replication of what chance has a part in: --replications 10 tells"));
}

TEST_CASE(
    "compare: what only one side was asked for is asked of the other, or left out where that is saved") {
  const Case folder;
  folder.write("asks.yaml", silent + "expect:\n  cost.attended: {at_least: 0 USD}\n");
  const Ran both = folder.outlive("compare a.yaml asks.yaml" + shorter);
  CHECK(both.code == 0);
  CHECK_FALSE(has(both.out, "cost.attended"));  // the same on both sides
  REQUIRE(folder.outlive("run a.yaml --format json > saved.json").code == 0);
  const Ran saved = folder.outlive("compare saved.json asks.yaml");
  CHECK(saved.code == 0);
  CHECK_FALSE(has(saved.out, "cost.attended"));
  folder.refuses("saved.json asks.yaml --fail-on 'cost.attended > 0'",
                 "saved results do not hold it; compare the scenarios");
  // What is told of where there is any is known to be nothing where it is not told of.
  CHECK(folder.outlive("compare saved.json asks.yaml --fail-on 'totals.jobs.cause.work_failed > 0'").code ==
        0);
  CHECK(folder.outlive("compare a.yaml a.yaml" + shorter + " --fail-on 'totals.jobs.cause.done < 0'").code ==
        0);
}

TEST_CASE("compare: Ctrl-C tells of the replications that both sides have by then, and judges nothing") {
  const Case folder;
  const std::string gate = "cost.total > +100%";
  interrupt_later_and_later(
      folder,
      {"compare", "crowd.yaml", "--set", "glue.idle_timeout=1h", "--replications", "100000", "--fail-on",
       gate, "--format", "json"},
      {.tells = "outlive: interrupted: the results are partial; --fail-on was not judged\n",
       .too_early_begins = "outlive: interrupted before there was anything to compare, after ",
       .too_early_ends = " of 200,000 runs; a shorter horizon or fewer users make a run shorter\n"});
  const auto json = nlohmann::json::parse(folder.read(".out"));
  CHECK(json["incomplete"] == true);
  CHECK(json["basis"] == "paired");
  CHECK(json["replications"].get<int>() >= 2);
  CHECK(json["replications_planned"] == 100'000);
  CHECK(json["a"]["replications"].get<int>() - json["b"]["replications"].get<int>() <= 1);
  CHECK(json["gates"].empty());
}

TEST_CASE("compare: what is undecided counts as the command line says") {
  const Case folder;
  const std::string gate =
      "compare crowd.yaml --set glue.idle_timeout=7h --replications 3 --fail-on 'cost.total < -15 USD'";
  CHECK(folder.outlive(gate).code == 5);
  CHECK(folder.outlive(gate + " --undecided pass").code == 0);
  CHECK(folder.outlive(gate + " --undecided fail").code == 1);
}

TEST_CASE("compare: gates decide the exit code") {
  const Case folder;
  const auto code = [&](const std::string& gates) {
    return folder.outlive("compare a.yaml" + shorter + gates).code;
  };
  CHECK(code(" --fail-on 'cost.total > 0'") == 0);
  CHECK(code(" --fail-on 'cost.total < -5%'") == 1);
  CHECK(code(" --fail-on 'jobs.sum.worked < -30m'") == 1);
  CHECK(code(" --fail-on 'jobs.sum.worked < -2h'") == 0);
  CHECK(code(" --fail-on any-fate") == 1);
  const Ran ran =
      folder.outlive("compare a.yaml" + shorter +
                     " --fail-on 'cost.total > 0' --fail-on 'totals.jobs.surviving < 0' --format json");
  CHECK(ran.code == 1);
  CHECK(ran.err == "outlive: 1 of 2 --fail-on has come true\n");
  CHECK(nlohmann::json::parse(ran.out)["gates"][1]["came_true"] == "yes");

  const std::string other = "compare crowd.yaml --set glue.idle_timeout=1h";
  const Ran open = folder.outlive(other + " --fail-on 'cost.total < -1%'");
  CHECK(open.code == 5);
  CHECK(has(open.out, "one replication decides nothing: --replications 10"));
  CHECK(open.err == "outlive: 1 of 1 --fail-on is undecided\n");
  CHECK(folder.outlive(other + " --replications 3 --fail-on 'cost.total < -1%'").code == 1);
  CHECK(folder.outlive(other + " --replications 3 --fail-on 'cost.total > 1%'").code == 0);
}

TEST_CASE("compare: what makes no sense is refused before anything runs") {
  const Case folder;
  CHECK(folder.shell("outlive run a.yaml --format json >a.json").code == 0);
  folder.refuses("", "an argument is missing: outlive compare A [B]");
  folder.refuses("a.yaml", "one file is compared with itself under other settings");
  folder.refuses("a.json --set glue.idle_timeout=2h",
                 "both sides are saved results: nothing is run, so --set has");
  folder.refuses("a.json a.json --replications 3",
                 "both sides are saved results: nothing is run, so --replications");
  folder.refuses("- -", "only one side can be standard input");
  folder.refuses("a.yaml a.yaml --format csv", "'compare' has no format 'csv', only: text, json, markdown");
  folder.refuses("a.yaml a.yaml --fail-on 'any-fat'", "did you mean 'any-fate'?");
  folder.refuses("a.yaml a.yaml --fail-on 'cost.totl > 5%'",
                 "there is no number 'cost.totl'; did you mean 'cost.total'?");
  folder.refuses("a.yaml a.yaml --fail-on 'cost.total > 5 EUR'",
                 "cost.total is an amount of money in USD, not in EUR");
  folder.refuses(
      "a.yaml a.yaml --fail-on 'jobs.sum.outcome > 5'",
      "'jobs.sum.outcome' is no number, of which there could be a difference; expected one such as "
      "cost.total, or any-fate");
  folder.refuses("a.yaml a.yaml --fail-on 'jobs.sum.outcom > 5'",
                 "there is no number 'jobs.sum.outcom'; did you mean 'jobs.sum.outcome'?");
  folder.refuses("a.json a.json --fail-on 'cost.totl > 5%'",
                 "there is no number 'cost.totl'; did you mean 'cost.total'?");
  folder.refuses("a.json a.yaml --fail-on 'jobs.sum.worked > 5m'",
                 "saved results do not hold it; compare the scenarios");
  folder.refuses("missing.json a.yaml", "missing.json: error: ", 4);
}

TEST_CASE("compare: everything that is wrong with either side is told") {
  const Case folder;
  folder.write("bad.yaml", invalid);
  folder.write("bad.json", "{\"schema_version\": 1,\n \"replications\": 3, \"jobs\": []}");
  const Ran ran = folder.outlive("compare bad.yaml bad.json");
  CHECK(ran.code == 3);
  CHECK(ran.out.empty());
  CHECK(has(ran.err, "bad.yaml:2:1: error: "));
  CHECK(has(ran.err, "bad.json:2:18: error: replications: needs an object\n"));
  CHECK(has(ran.err, "bad.json:1:1: error: has no 'title'\n"));
}
