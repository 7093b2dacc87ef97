// Reports of comparisons, on records made by hand.
#include "sim/output/comparison_report.hpp"

#include <set>
#include <sstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "sim/output/comparison_words.hpp"
#include "sim/text/table.hpp"
#include "tests/output/golden.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

constexpr std::size_t place_of(Setting setting) { return static_cast<std::size_t>(setting); }
constexpr std::size_t place_of(Assumption assumption) { return static_cast<std::size_t>(assumption); }

RunRecord forgotten_session() {
  RunRecord record;
  record.title = "A forgotten session";
  record.seed = 7;
  record.currency = "USD";
  record.fingerprint = 0xabc;
  record.replications = 1;
  record.responses = {{"cost.total", ResponseUnit::money, {131.633333333}},
                      {"cost.useful", ResponseUnit::money, {88}},
                      {"cost.idle", ResponseUnit::money, {43.633333333}},
                      {"totals.jobs.failed", ResponseUnit::number, {1}},
                      {"totals.jobs.surviving", ResponseUnit::number, {1}},
                      {"cost.service.glue", ResponseUnit::money, {131.633333333}}};
  record.jobs = {
      {"backfill", {.outcome = Outcome::completed, .cause = Cause::done, .survived = true}},
      {"train", {.outcome = Outcome::failed, .cause = Cause::background_session_expired, .rule = Rule::sm_4}},
      {"evil\x1b[31m|name", {.outcome = Outcome::completed, .cause = Cause::done, .unseen = true}},
      {"gone", {.outcome = Outcome::completed, .cause = Cause::done}}};
  record.settings[place_of(Setting::glue_idle_timeout)] = 172'800'000;
  record.settings[place_of(Setting::glue_dpu_quota)] = setting_none;
  record.settings[place_of(Setting::sagemaker_background_sessions)] = 1;
  record.own_settings = OwnSettings{{{Scope::account, "research.west", "glue.dpu_quota"}, 50}};
  record.assumptions[place_of(Assumption::glue_timeout)] = Option{0};
  return record;
}

output::ComparedRuns compared(RunRecord a, RunRecord b, const std::vector<std::string>& gates = {}) {
  output::ComparedRuns runs;
  runs.found = compare(a, b);
  for (const std::string& text : gates) {
    const study::Gate gate = *study::parse_gate(text);
    runs.gates.push_back({gate, study::judge(gate, a, b)});
  }
  runs.a = std::move(a);
  runs.b = std::move(b);
  runs.name_a = "case.yaml";
  runs.name_b = "case.yaml with glue.idle_timeout=2h";
  return runs;
}

/// Two runs of a scripted scenario: another timeout, another fate of three jobs, one gone and one new.
output::ComparedRuns scripted() {
  RunRecord b = forgotten_session();
  b.responses[0].values = {88};
  b.responses[2].values = {0};
  b.responses[3].values = {0};
  b.responses[4].values = {2};
  b.responses[5].values = {88};
  b.jobs[1].fate = {.outcome = Outcome::completed, .cause = Cause::done, .survived = true};
  b.jobs[2].fate.unseen = false;
  b.jobs[3].name = "new";
  b.settings[place_of(Setting::glue_idle_timeout)] = 7'200'000;
  b.settings[place_of(Setting::glue_dpu_quota)] = 100;
  b.own_settings = OwnSettings{{{Scope::general, "", "sagemaker.training_instance_quotas.ml.m5.xlarge"}, 4},
                               {{Scope::domain, "lab", "sagemaker.background_sessions"}, 0}};
  b.assumptions[place_of(Assumption::glue_timeout)] = Option{1};
  return compared(forgotten_session(), std::move(b),
                  {"cost.total > +5%", "totals.jobs.surviving < 0", "any-fate"});
}

/// Two runs of a crowd, in replications.
output::ComparedRuns crowd(std::uint64_t seed_of_b = 7) {
  RunRecord a;
  a.title = "Analysts";
  a.seed = 7;
  a.chance = true;
  a.currency = "USD";
  a.replications = 3;
  a.responses = {{"cost.total", ResponseUnit::money, {1000, 1200, 1400}},
                 {"cost.idle", ResponseUnit::money, {100, 120, 140}},
                 {"totals.jobs.surviving", ResponseUnit::number, {30, 31, 35}},
                 {"resources.glue.dpu_quota.refusal_share", ResponseUnit::share, {0.01, 0.02, 0.03}},
                 {"populations.analysts.activities.explore.started", ResponseUnit::number, {50, 51, 52}}};
  RunRecord b = a;
  b.seed = seed_of_b;
  b.responses[0].values = {900, 1150, 1200};
  b.responses[1].values = {50, 69, 91};
  b.responses[2].values = {31, 30, 36};
  b.responses[3].values = {0.02, 0.03, 0.05};
  return compared(std::move(a), std::move(b),
                  {"cost.total > +5%", "cost.idle < -10 USD", "totals.jobs.surviving < 0"});
}

}  // namespace

TEST_CASE("comparison: golden files") {
  check_golden("comparison.txt", output::comparison_text(scripted(), {}));
  check_golden("comparison.md", output::comparison_markdown(scripted()));
  check_golden("comparison.json", output::comparison_json(scripted()));
  check_golden("comparison-crowd.txt", output::comparison_text(crowd(), {.unicode = false}));
  check_golden("comparison-crowd.md", output::comparison_markdown(crowd()));
  check_golden("comparison-crowd.json", output::comparison_json(crowd()));
}

TEST_CASE("comparison: lines keep to the width, and hostile names do nothing") {
  for (const int width : {60, 80, 120}) {
    CAPTURE(width);
    const std::string text = output::comparison_text(scripted(), {.unicode = false, .width = width});
    CHECK(text::widest_line(text) <= static_cast<std::size_t>(std::max(width, 70)));
    CHECK(text.find('\x1b') == std::string::npos);
  }
  CHECK(output::comparison_markdown(scripted()).find("evil\\\\x1b\\[31m\\|name") != std::string::npos);
}

TEST_CASE("comparison: what was interrupted says so first, in every format") {
  output::ComparedRuns runs = crowd();
  CHECK(nlohmann::json::parse(output::comparison_json(runs))["incomplete"] == false);
  runs.planned = 1000;
  const std::string line = "INCOMPLETE: stopped after 3 of 1,000 replications";
  CHECK(output::comparison_text(runs, {}).starts_with(line + "\n"));
  const std::string markdown = output::comparison_markdown(runs);
  CHECK(markdown.find("\n\n**" + line + "**\n\n") == markdown.find("\n\n"));
  const auto json = nlohmann::json::parse(output::comparison_json(runs));
  CHECK(json["incomplete"] == true);
  CHECK(json["replications"] == 3);
  CHECK(json["replications_planned"] == 1000);
}

TEST_CASE("comparison: accounts whose long names differ in the middle are told apart on a narrow screen") {
  RunRecord a = forgotten_session();
  RunRecord b = a;
  const std::string behind = ".sagemaker.training_instance_quotas.ml.m5.xlarge";
  for (const std::string region : {"1", "2"}) {
    const std::string name = "analytics-of-the-northern-subsidiary.eu-central-" + region;
    (*a.own_settings)[{Scope::account, name, behind.substr(1)}] = 1;
    (*b.own_settings)[{Scope::account, name, behind.substr(1)}] = 2;
    a.responses.push_back({"resources." + name + behind + ".refusals", ResponseUnit::number, {1}});
    b.responses.push_back({"resources." + name + behind + ".refusals", ResponseUnit::number, {2}});
  }
  const std::string text = output::comparison_text(compared(a, b), {.unicode = false, .width = 80});
  std::set<std::string> lines;
  std::istringstream all(text);
  std::size_t of_them = 0;
  for (std::string line; std::getline(all, line);) {
    if (line.find("northern") == std::string::npos) continue;
    ++of_them;
    lines.insert(line);
  }
  CHECK(of_them == 4);
  CHECK(lines.size() == 4);
}

TEST_CASE("comparison: the closing sentence") {
  const RunRecord same = forgotten_session();
  CHECK(output::closing(compared(same, same)) == "Both cost 131.63 USD; the same jobs survive.");
  CHECK(output::closing(scripted()) ==
        "B costs 43.63 USD less (-33.15 %); of those in both 1 job more survives; 1 other job ends "
        "differently; "
        "1 job is only in A; 1 job is only in B.");
  RunRecord apart = same;
  for (RecordedJob& job : apart.jobs) job.name += "-of-another";
  CHECK(output::closing(compared(same, apart)).find("; no job is in both; ") != std::string::npos);
  RunRecord fewer = same;
  fewer.jobs[0].fate.survived = false;
  CHECK(output::closing(compared(same, fewer)) == "Both cost 131.63 USD; 1 job less survives.");
  CHECK(output::closing(compared(fewer, same)) == "Both cost 131.63 USD; 1 job more survives.");
  CHECK(output::closing(crowd()) ==
        "B costs 116.67 ± 189.73 USD less (-9.72 %), not told apart from no difference; 0.3333 ± 2.87 jobs "
        "more "
        "survive (+1.04 %), not told apart from no difference.");
  RunRecord one = crowd().a;
  one.replications = 1;
  for (Observed& each : one.responses) each.values.resize(1);
  RunRecord other = one;
  other.responses[0].values = {1100};
  CHECK(output::closing(compared(one, other)) ==
        "B costs 100.00 USD more (+10.00 %); as many jobs survive. One replication: --replications 10 tells "
        "how sure "
        "that is.");
}

TEST_CASE("comparison: how it is known") {
  CHECK(output::basis_line(scripted()) == "Exact: chance has no part in either.");
  CHECK(output::basis_line(crowd()) == "95 % intervals over 3 replications with common random numbers.");
  CHECK(output::basis_line(crowd(8)) ==
        "95 % intervals over 3 and 3 replications with different seeds: as independent samples, which tells "
        "less than "
        "common random numbers.");
}

TEST_CASE("comparison: gates say what was found, and what would decide") {
  const auto line = [](const output::ComparedRuns& runs, std::size_t gate) {
    const output::GateLine made = output::gate_line(runs, runs.gates.at(gate));
    return made.mark + " " + made.text;
  };
  CHECK(line(scripted(), 0) == "ok cost.total > +5%: -33.15 %");
  CHECK(line(scripted(), 2) == "FAIL any-fate: jobs end differently");
  CHECK(line(crowd(), 0) ==
        "undecided cost.total > +5%: -9.72 % ± 13.52 %; about 5 replications would decide");
  CHECK(line(crowd(), 1) == "FAIL cost.idle < -10 USD: -50.00 ± 2.48");
  CHECK(line(crowd(), 2) ==
        "undecided totals.jobs.surviving < 0: +0.3333 ± 2.87; about 223 replications would decide");
}

TEST_CASE("comparison: fractions of a cent are not shown, but counted") {
  RunRecord a = forgotten_session();
  RunRecord b = a;
  b.responses[0].values = {131.634};
  b.responses[2].values = {43.635};
  b.responses[1].values = {89};
  const std::string text = output::comparison_text(compared(a, b), {});
  CHECK(text.find("cost.useful") != std::string::npos);
  CHECK(text.find("cost.idle") == std::string::npos);
  CHECK(text.find("  2 responses differ by less than is shown: --format json\n") != std::string::npos);
}

TEST_CASE("comparison: beyond twenty jobs changes are counted") {
  RunRecord a = forgotten_session();
  RunRecord b = a;
  for (int i = 0; i < 30; ++i) {
    const RecordedJob job{"job-" + std::to_string(i), {.outcome = Outcome::completed, .cause = Cause::done}};
    a.jobs.push_back(job);
    b.jobs.push_back(job);
    b.jobs.back().fate = {.outcome = Outcome::failed,
                          .cause = i < 20 ? Cause::idle_timeout : Cause::signed_out};
  }
  const output::ComparedRuns runs = compared(a, b);
  const std::string text = output::comparison_text(runs, {.unicode = false});
  CHECK(text.find("Jobs that end differently: 30 of 34\n"
                  "  20  completed (done) -> failed (idle_timeout)\n"
                  "  10  completed (done) -> failed (signed_out)\n") != std::string::npos);
  CHECK(text.find("job-7") == std::string::npos);
  CHECK(nlohmann::json::parse(output::comparison_json(runs))["jobs"]["end_differently"].size() == 30);
}
