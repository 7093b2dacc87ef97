// What a run wrote is read back whole, and what it did not write is told with its place.
#include "sim/input/saved_results.hpp"

#include <doctest/doctest.h>

#include "outlive/report.hpp"
#include "sim/output/replications_report.hpp"
#include "tests/input/problems.hpp"
#include "tests/workload/play.hpp"

using namespace outlive;
using namespace outlive::input;

namespace {

const std::string minimal = R"({
  "schema_version": 1,
  "title": "case",
  "horizon_ms": 86400000, "seed": 18446744073709551615,
  "fingerprint": "00000000000000ff",
  "incomplete": false,
  "replications": {
    "replications": 2,
    "responses": {
      "cost.total_usd": {"unit": "USD", "values": [1, 2.5]},
      "totals.jobs.failed": {"unit": "count", "values": [0, 1]}
    }
  },
  "cost": {"currency": "USD"},
  "populations": [],
  "jobs": [
    {"name": "sum", "outcome": "failed", "cause": "idle_timeout", "rule": "GLUE-5",
     "survived_sign_out": true, "unseen": false}
  ],
  "settings": {"glue.idle_timeout_ms": 7200000, "glue.dpu_quota": null, "glue.background_sessions": true},
  "assumptions": {"stop_latency": "random"}
}
)";

SavedResults read(const std::string& text) {
  Diagnostics problems;
  const Source source = check_source("a.json", text, results_limit, problems);
  REQUIRE(source.ok());
  return saved_results_of(source);
}

std::string problems_of(const std::string& text) {
  const SavedResults saved = read(text);
  CHECK_FALSE(saved.record);
  return shown(saved.diagnostics);
}

/// The minimal text with something else in place of `part`.
std::string with(const std::string& part, const std::string& other, std::string text = minimal) {
  const std::size_t at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.replace(at, part.size(), other);
}

void check_same(const RunRecord& read, const RunRecord& made) {
  CHECK(read.title == made.title);
  CHECK(read.seed == made.seed);
  CHECK(read.horizon == made.horizon);
  CHECK(read.chance == made.chance);
  CHECK(read.currency == made.currency);
  CHECK(read.fingerprint == made.fingerprint);
  CHECK(read.replications == made.replications);
  CHECK(read.settings == made.settings);
  CHECK(read.own_settings == made.own_settings);
  CHECK(read.assumptions == made.assumptions);
  REQUIRE(read.responses.size() == made.responses.size());
  for (std::size_t i = 0; i < made.responses.size(); ++i) {
    CAPTURE(made.responses[i].name);
    CHECK(read.responses[i].name == made.responses[i].name);
    CHECK(read.responses[i].unit == made.responses[i].unit);
    CHECK(read.responses[i].values == made.responses[i].values);  // to the last bit
  }
  REQUIRE(read.jobs.size() == made.jobs.size());
  for (std::size_t i = 0; i < made.jobs.size(); ++i) {
    CHECK(read.jobs[i].name == made.jobs[i].name);
    CHECK(read.jobs[i].fate.outcome == made.jobs[i].fate.outcome);
    CHECK(read.jobs[i].fate.cause == made.jobs[i].fate.cause);
    CHECK(read.jobs[i].fate.rule == made.jobs[i].fate.rule);
    CHECK(read.jobs[i].fate.survived == made.jobs[i].fate.survived);
    CHECK(read.jobs[i].fate.unseen == made.jobs[i].fate.unseen);
  }
}

}  // namespace

TEST_CASE("saved results: what one run wrote is read back") {
  const testing::Play play(R"(
users: {ana: {}}
timeline:
  - {at: 0m, user: ana, do: sign_in}
  - {at: 0m, user: ana, do: start_session, id: notebook, service: glue}
  - {at: 0m, session: notebook, do: run, job: sum, takes: 50h}
  - {at: 1h, user: ana, do: sign_out}
)");
  const SavedResults saved = read(report_json(play.scenario, play.results));
  CHECK(shown(saved.diagnostics).empty());
  REQUIRE(saved.record);
  CHECK(saved.record->path == "a.json");
  CHECK(saved.record->jobs.size() == 1);
  check_same(*saved.record, record(play.scenario));
}

TEST_CASE("saved results: what several replications of a population wrote is read back") {
  const Scenario scenario = testing::scenario_of(R"(
populations:
  analysts:
    users: 3
    activities:
      explore:
        starts: {service: glue, workers: 2}
        per_day: {poisson: {mean: 1}}
        statements: 3
        takes: {exponential: {mean: 1m}}
)");
  std::optional<Results> first;
  const study::Replications all = study::replicate(scenario, {}, 3, [&](Results results) {
    if (!first) first = std::move(results);
  });
  const SavedResults saved = read(output::report_json(scenario, *first, &all, {}));
  CHECK(shown(saved.diagnostics).empty());
  REQUIRE(saved.record);
  CHECK(saved.record->chance);
  CHECK(saved.record->find("populations.analysts.activities.explore.started")->values.size() == 3);
  check_same(*saved.record, record(scenario, 3));
}

TEST_CASE(
    "saved results: what single domains and accounts have of their own is read back, and the quotas of "
    "instance types") {
  const testing::Play play(R"(
settings:
  sagemaker:
    training_instance_quotas: {ml.m5.xlarge: 4}
    domains: {lab: {background_sessions: false, studio: {idle_timeout: 2h}}}
  quotas:
    - {region: west, glue.dpu_quota: none}
    - {account: research, sagemaker: {processing_instance_quotas: {ml.m5.xlarge: 0}}}
users: {ana: {account: research, region: west}, bob: {region: west}, cyd: {account: risk, domain: lab}}
timeline:
  - {at: 0m, user: ana, do: sign_in}
  - {at: 0m, admin: set, account: risk, glue.dpu_quota: 7}
)");
  const RunRecord made = record(play.scenario);
  REQUIRE(made.own_settings);
  const std::string on_processing = "sagemaker.processing_instance_quotas.ml.m5.xlarge";
  CHECK(*made.own_settings ==
        OwnSettings{
            {{Scope::general, "", "sagemaker.training_instance_quotas.ml.m5.xlarge"}, 4},
            {{Scope::domain, "lab", "sagemaker.background_sessions"}, 0},
            {{Scope::domain, "lab", "sagemaker.studio.idle_timeout"}, 7'200'000},
            {{Scope::account, "research.west", "glue.dpu_quota"}, setting_none},
            {{Scope::account, "research.west", on_processing}, 0},
            {{Scope::account, "west", "glue.dpu_quota"}, setting_none}});  // risk has its own only later
  const SavedResults saved = read(report_json(play.scenario, play.results));
  CHECK(shown(saved.diagnostics).empty());
  REQUIRE(saved.record);
  check_same(*saved.record, made);
  CHECK(saved.record->in_force({Scope::account, "risk", "glue.dpu_quota"}) == setting_none);
  CHECK(saved.record->in_force({Scope::account, "risk", "identity_center.token_exchange_rate"}) == 80);
  CHECK(saved.record->in_force({Scope::account, "risk", on_processing}) == setting_none);
}

TEST_CASE("saved results: the least that is understood") {
  const SavedResults saved = read(minimal);
  CHECK(shown(saved.diagnostics).empty());
  REQUIRE(saved.record);
  const RunRecord& record = *saved.record;
  CHECK(record.seed == 18446744073709551615U);
  CHECK(record.fingerprint == 255);
  CHECK(record.chance);  // stops take a random time
  CHECK(record.find("cost.total")->unit == ResponseUnit::money);
  CHECK(record.find("cost.total")->values == std::vector<double>{1, 2.5});
  CHECK(record.find("cost.idle") == nullptr);
  CHECK(record.jobs.front().fate.rule == Rule::glue_5);
  const auto setting = [&](Setting which) { return record.settings[static_cast<std::size_t>(which)]; };
  CHECK(setting(Setting::glue_idle_timeout) == 7'200'000);
  CHECK(setting(Setting::glue_dpu_quota) == setting_none);
  CHECK(setting(Setting::glue_background_sessions) == 1);
  CHECK_FALSE(setting(Setting::glue_timeout));  // not known
  CHECK_FALSE(record.own_settings);
  CHECK_FALSE(record.in_force({Scope::account, "research", "glue.dpu_quota"}));
}

TEST_CASE("saved results: what is no JSON is told where") {
  CHECK(problems_of(with("\"seed\": 18446744073709551615", "\"seed\" 7")) ==
        "4:34: no JSON: unexpected number literal; expected ':'\n");
  CHECK(problems_of(minimal + "x") == "23:1: no JSON: invalid literal; expected end of input\n");
  CHECK(problems_of(with("false}", "fals}")) == "18:47: no JSON: invalid literal\n");
  CHECK(problems_of("") == "1:1: no JSON: unexpected end of input; expected '[', '{', or a literal\n");
  CHECK(problems_of("[1e999]") == "0:0: no JSON: number overflow parsing '1e999'\n");
}

TEST_CASE("saved results: other JSON than a run's is refused") {
  const std::string none =
      "1:1: no results of a run: results are what 'outlive run --format json' or 'outlive run -o FOLDER' "
      "writes\n";
  CHECK(problems_of("{}") == none);
  CHECK(problems_of("[1, 2]") == none);
  CHECK(problems_of(R"({"schema_version": 1, "flips": []})") == none);
  CHECK(problems_of(with("\"schema_version\": 1", "\"schema_version\": 2")) ==
        "2:21: schema_version: is 2, and this version reads 1: run the scenario again\n");
  CHECK(problems_of(with("\"incomplete\": false", "\"incomplete\": true")) ==
        "6:17: incomplete: the run was interrupted, its results are partial\n");
}

TEST_CASE("saved results: every mistake is told, each at its place") {
  std::string text = with("[1, 2.5]", "[1, \"2.5\"]");
  text = with("\"failed\", \"cause\"", "\"vanished\", \"cause\"", text);
  text = with("\"GLUE-5\"", "\"GLUE-99\"", text);
  text = with("\"random\"", "\"sometimes\"", text);
  text = with("7200000", "\"2h\"", text);
  text = with("\"title\": \"case\",\n", "", text);
  CHECK(problems_of(text) ==
        "1:1: has no 'title'\n"
        "9:55: replications.responses.cost.total_usd.values.1: needs a number\n"
        "16:32: jobs.0.outcome: 'vanished' is no outcome\n"
        "16:77: jobs.0.rule: 'GLUE-99' is no rule\n"
        "19:40: settings.glue.idle_timeout_ms: needs a whole number\n"
        "20:35: assumptions.stop_latency: 'sometimes' is no option of it\n");
}

TEST_CASE("saved results: values are as many as replications") {
  CHECK(problems_of(with("[0, 1]", "[0]")) ==
        "11:57: replications.responses.totals.jobs.failed.values: needs 2 values, one for each replication, "
        "not 1\n");
  CHECK(problems_of(with("\"replications\": 2", "\"replications\": 0"))
            .starts_with("8:21: replications.replications: no replication went to its end\n"));
  CHECK(problems_of(with("\"unit\": \"count\"", "\"unit\": \"EUR\"")) ==
        "11:38: replications.responses.totals.jobs.failed.unit: 'EUR' is no unit of a response\n");
}

TEST_CASE("saved results: a list of nothing but mistakes is cut, and says by how much") {
  std::string jobs;
  for (int i = 0; i < 10; ++i)
    jobs +=
        "{\"name\": 1, \"outcome\": 2, \"cause\": \"done\", \"rule\": null,\n"
        "\"survived_sign_out\": 3, \"unseen\": false},\n";
  const std::string problems = problems_of(with("{\"name\": \"sum\"", jobs + "{\"name\": \"sum\""));
  CHECK(problems.find("jobs.6.outcome: needs a text\n0:0: and 10 more\n") != std::string::npos);
}

TEST_CASE("saved results: files that are not there, or are no text") {
  const SavedResults missing = read_saved_results("no-such-file.json");
  CHECK(missing.unreadable);
  CHECK_FALSE(missing.record);
  CHECK(missing.diagnostics.has_errors());
}

TEST_CASE("saved results: told from scenarios by name or content") {
  CHECK(is_saved_results("a.json", ""));
  CHECK(is_saved_results("/dev/fd/63", "{\n  \"schema_version\": 1"));
  CHECK_FALSE(is_saved_results("-", "{outlive: 1}"));
  CHECK_FALSE(is_saved_results("-", "outlive: 1\n"));
  CHECK_FALSE(is_saved_results("-", ""));
}
