// Populations on the command line: replications, threads, seeds, estimates, Ctrl-C.
#include <chrono>
#include <filesystem>
#include <thread>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/study/small_study.hpp"
#include "tests/tools/command.hpp"
#include "tests/tools/process.hpp"

using namespace outlive::testing;

namespace {

const std::string crowd = R"(outlive: 1
title: Some analysts
start: 2026-03-02T00:00:00Z
horizon: 7d
settings: {glue: {idle_timeout: 2h}}
)" + some_analysts(20);

// Europe/Berlin goes from 2:00 to 3:00 on that Sunday.
const std::string spring = R"(outlive: 1
title: The hour that clocks skip in spring has no arrivals, rather than all of them in a millisecond
start: 2026-03-28T23:00:00Z
horizon: 23h
settings: {glue: {background_sessions: true, idle_timeout: 10m}, identity_center: {interactive_session: {duration: 12h}}}
populations:
  p:
    users: 5000
    week: {zone: Europe/Berlin, days: [sunday], hours: {from: 0h, to: 24h}}
    activities:
      r: {starts: {service: glue, workers: 1}, per_day: 1, takes: 1m}
expect:
  populations.p.activities.r.started: 5000
  populations.p.activities.r.refused: 0
)";

}  // namespace

TEST_CASE("cli: nobody comes in the hour that the clocks skip, rather than all in one millisecond") {
  const Folder folder;
  folder.write("spring.yaml", spring);
  CHECK(folder.outlive("check spring.yaml").code == 0);
}

TEST_CASE("cli: replications give means with intervals, threads change nothing, a seed does") {
  const Folder folder;
  folder.write("crowd.yaml", crowd);
  const Ran one = folder.outlive("run crowd.yaml --threads 1");
  CHECK(one.code == 0);
  CHECK(has(one.out, "--replications 10"));
  CHECK(folder.outlive("run crowd.yaml --threads 2").out == one.out);
  CHECK(folder.outlive("run crowd.yaml --seed 2").out != one.out);
  const Ran three = folder.outlive("run crowd.yaml --replications 3");
  CHECK(has(three.out, "over 3 replications"));
  CHECK(has(three.out, "cost.total"));
  CHECK(has(folder.outlive("run crowd.yaml --replications 3 --format json").out, "\"half_width\""));
  CHECK(
      folder.outlive("run crowd.yaml --replications 3 --format csv").out.starts_with("response,unit,mean,"));
  CHECK(folder.outlive("validate crowd.yaml").out.starts_with("crowd.yaml: about "));
}

TEST_CASE("cli: Ctrl-C among replications keeps those that are over, marked incomplete everywhere") {
  using namespace std::chrono_literals;
  const Folder folder;
  folder.write("crowd.yaml", crowd);
  Process process(folder, {"run", "crowd.yaml", "--replications", "100000", "-o", "out"});
  std::this_thread::sleep_for(500ms);  // past its loading, which a signal just ends
  process.send(SIGINT);
  CHECK(process.wait() == 130);
  CHECK(folder.read(".err") == "outlive: interrupted: the results are partial\n");
  const std::string screen = folder.read(".out");
  CHECK(screen.starts_with("INCOMPLETE: stopped after "));
  const std::string line = screen.substr(0, screen.find('\n'));
  const auto summary = nlohmann::json::parse(folder.read("out/summary.json"));
  const auto count = summary["replications"]["replications"].get<std::uint64_t>();
  CHECK(summary["incomplete"] == true);
  CHECK(summary["replications"]["wanted"] == 100'000);
  CHECK(summary["done_share"].get<double>() == doctest::Approx(static_cast<double>(count) / 100'000));
  CHECK(nlohmann::json::parse(folder.read("out/manifest.json"))["complete"] == false);
  CHECK(has(folder.read("out/report.html"), line));
  CHECK(has(folder.outlive("report out").out, line));
}

TEST_CASE("cli: --refusals-under is answered in every format that has room for it") {
  const Folder folder;
  folder.write("crowd.yaml", crowd);
  const std::string asked = "run crowd.yaml --set glue.dpu_quota=2 --refusals-under 10%";
  const std::string heading = "Refused or kept waiting at most 10.00 % of the requests, retries included";
  const auto needed =
      nlohmann::json::parse(folder.outlive(asked + " --format json -o out").out)["needed_quotas"];
  CHECK(needed["at_most_share"] == 0.1);
  CHECK(needed["share_of"] == "requests, retries included");
  REQUIRE(needed["quotas"].size() == 1);
  const auto& quota = needed["quotas"][0];
  CHECK(quota["resource"] == "glue.dpu_quota");
  CHECK(quota["refused_or_waited_share"] <= 0.1);
  CHECK(quota["share_with_one_less"] > 0.1);
  CHECK(quota["why_not"] == nullptr);
  CHECK(nlohmann::json::parse(folder.read("out/summary.json"))["needed_quotas"] == needed);
  CHECK(has(folder.read("out/report.html"), heading));
  const std::string text = folder.outlive(asked).out;
  CHECK(has(text, "\n" + heading + "\n"));
  CHECK(has(text.substr(text.find(heading)),
            "glue.dpu_quota  " + std::string(5 - quota["quota"].dump().size(), ' ') + quota["quota"].dump()));
  CHECK(has(folder.outlive(asked + " --format markdown").out, "### " + heading + "\n"));
  CHECK(needed["replications"] == 1);
  const Ran csv = folder.outlive(asked + " --format csv");
  CHECK(csv.code == 2);
  CHECK(has(csv.err,
            "--refusals-under is answered in text, markdown and json; a table in csv has no room for it"));
  CHECK_FALSE(has(folder.outlive("run crowd.yaml --format json").out, "needed_quotas"));
}

TEST_CASE("cli: --refusals-under of several replications is a share of the requests of all of them") {
  const Folder folder;
  folder.write("crowd.yaml", crowd);
  const std::string asked = "run crowd.yaml --set glue.dpu_quota=2 --refusals-under 10% --replications 3";
  CHECK(has(folder.outlive(asked).out,
            "\nRefused or kept waiting at most 10.00 % of the requests, retries included\n"
            "  of all 3 replications together\n"));
  const auto needed = nlohmann::json::parse(folder.outlive(asked + " --format json").out)["needed_quotas"];
  CHECK(needed["replications"] == 3);
  REQUIRE(needed["quotas"].size() == 1);
  CHECK(needed["quotas"][0]["runs"].get<int>() % 3 == 0);
}

TEST_CASE("cli: what only a simulation takes, and what is out of range") {
  const Folder folder;
  folder.write("crowd.yaml", crowd);
  CHECK(has(folder.outlive("version --threads 2").err, "'version' takes no --threads"));
  CHECK(has(folder.outlive("show crowd.yaml --replications 2").err, "'show' takes no --replications"));
  CHECK(has(folder.outlive("run crowd.yaml --threads 0").err, "--threads is from 1 to 256"));
  CHECK(has(folder.outlive("run crowd.yaml --seed=-1").err, "--seed is a whole number from 0 on"));
  CHECK(has(folder.outlive("run crowd.yaml --replications 2 --audit log.json").err, "--audit is of one run"));
}
