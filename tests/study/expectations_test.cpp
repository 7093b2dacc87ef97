#include <doctest/doctest.h>

#include "outlive/expectation.hpp"
#include "sim/study/comparing.hpp"
#include "sim/study/quantities.hpp"
#include "tests/output/crowd_sample.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

Expected written(Expected::Type type, std::string text) {
  Expected expected;
  expected.type = type;
  expected.text = std::move(text);
  return expected;
}

Expected text(std::string word) { return written(Expected::Type::text, std::move(word)); }

Expected duration(Duration length, std::string text) {
  Expected expected = written(Expected::Type::duration, std::move(text));
  expected.ticks = length.count();
  return expected;
}

Expected instant(Duration offset, std::string text) {
  Expected expected = duration(offset, std::move(text));
  expected.type = Expected::Type::instant;
  return expected;
}

Expected money(std::int64_t nanos, int decimals) {
  Expected expected = written(Expected::Type::money, "some USD");
  expected.money = Money::from_nanos(nanos);
  expected.decimals = decimals;
  return expected;
}

Expected number(Int128 billionths, int decimals) {
  Expected expected = written(Expected::Type::number, "some");
  expected.number = billionths;
  expected.decimals = decimals;
  return expected;
}

struct Told {
  bool holds;
  std::string found;
};

Told ask(Sample& sample, std::string key, Comparison comparison, Expected low, Expected high = {}) {
  Expectation expectation{.key = std::move(key),
                          .comparison = comparison,
                          .low = std::move(low),
                          .high = std::move(high),
                          .place = {}};
  sample.scenario.expectations = {expectation};
  const auto verdicts = check(sample.scenario, sample.results);
  REQUIRE(verdicts.size() == 1);
  CHECK(verdicts[0].expectation == &sample.scenario.expectations[0]);
  return {verdicts[0].answer == Answer::yes, verdicts[0].found};
}

Told equal(Sample& sample, std::string key, Expected expected) {
  return ask(sample, std::move(key), Comparison::equals, std::move(expected));
}

bool known(const Sample& sample, const std::string& key) {
  Expected::Type type{};
  std::string suggestion;
  return is_quantity(sample.scenario, key, type, suggestion);
}

std::string suggested(const Sample& sample, const std::string& key) {
  Expected::Type type{};
  std::string suggestion;
  CHECK_FALSE(is_quantity(sample.scenario, key, type, suggestion));
  return suggestion;
}

}  // namespace

TEST_CASE("expectations: words are compared exactly") {
  Sample sample = make_sample();
  CHECK(equal(sample, "jobs.backfill.outcome", text("completed")).holds);
  CHECK_FALSE(equal(sample, "jobs.backfill.outcome", text("Completed")).holds);
  CHECK(equal(sample, "jobs.backfill.outcome", text("failed")).found == "completed");
  CHECK(equal(sample, "jobs.train.ended_by", text("background_session_expired")).holds);
  CHECK(equal(sample, "jobs.train.cause", text("background_session_expired")).holds);
  CHECK(equal(sample, "jobs.train.rule", text("SM-4")).holds);
  CHECK(equal(sample, "jobs.backfill.rule", text("none")).holds);
  CHECK(equal(sample, "sessions.etl.state", text("STOPPED")).holds);
  CHECK(equal(sample, "sessions.etl.identity", text("background_session")).holds);
  CHECK(equal(sample, "sign_ins.desk.ended_by", text("interactive_session_expired")).holds);
}

TEST_CASE("expectations: flags") {
  Sample sample = make_sample();
  Expected yes = written(Expected::Type::flag, "true");
  yes.flag = true;
  CHECK(equal(sample, "jobs.backfill.survived_sign_out", yes).holds);
  const Told no = equal(sample, "jobs.train.survived_sign_out", yes);
  CHECK_FALSE(no.holds);
  CHECK(no.found == "false");
  CHECK(equal(sample, "sessions.evil\x1b[31m,\"name\".rejected", yes).holds);
}

TEST_CASE("expectations: durations and instants to the millisecond") {
  Sample sample = make_sample();
  CHECK(equal(sample, "jobs.train.needs_background_session", duration(9 * day + 2 * hour, "9d2h")).holds);
  const Told off = equal(sample, "jobs.backfill.worked", duration(20 * hour + Duration{1}, "20h1ms"));
  CHECK_FALSE(off.holds);
  CHECK(off.found == "20h");
  CHECK(equal(sample, "sessions.etl.at", instant(30 * hour, "30h")).holds);
  CHECK(equal(sample, "sessions.etl.at", instant(29 * hour, "29h")).found == "1d6h");
  CHECK(equal(sample, "sessions.etl.at", instant(29 * hour, "2026-03-03T14:00:00Z")).found ==
        "2026-03-03T15:00:00Z");
  CHECK(ask(sample, "jobs.backfill.worked", Comparison::at_least, duration(20 * hour, "20h")).holds);
  CHECK_FALSE(ask(sample, "jobs.backfill.worked", Comparison::at_most, duration(19 * hour, "19h")).holds);
  // What never happened is later than everything.
  const Told never_ended = equal(sample, "sessions.etl.ended", instant({}, "0s"));
  CHECK_FALSE(never_ended.holds);
  sample.results.sessions[0].ended = never;
  CHECK(equal(sample, "sessions.etl.ended", instant({}, "0s")).found == "never");
  CHECK_FALSE(ask(sample, "sessions.etl.ended", Comparison::at_most, instant(10 * day, "10d")).holds);
}

TEST_CASE("expectations: money is rounded half-even to the decimals written") {
  Sample sample = make_sample();
  CHECK(equal(sample, "cost.total", money(151'790'000'000, 2)).holds);
  CHECK(equal(sample, "cost.total", money(151'800'000'000, 1)).holds);
  CHECK(equal(sample, "cost.total", money(152'000'000'000, 0)).holds);
  CHECK(equal(sample, "cost.total", money(151'793'333'333, 9)).holds);
  CHECK_FALSE(equal(sample, "cost.total", money(151'790'000'000, 3)).holds);
  CHECK(equal(sample, "cost.total", money(0, 2)).found == "151.79 USD");
  CHECK(equal(sample, "cost.total", money(0, 4)).found == "151.7933 USD");
  sample.results.line_costs[1] = {};
  sample.results.line_costs[1].at(Bucket::idle, Attendance::attended) = Money::from_nanos(125'000'000);
  CHECK(equal(sample, "jobs.train.cost", money(120'000'000, 2)).holds);  // 0.125 goes to the even 0.12
  sample.results.line_costs[1].at(Bucket::idle, Attendance::attended) = Money::from_nanos(135'000'000);
  CHECK(equal(sample, "jobs.train.cost", money(140'000'000, 2)).holds);
}

TEST_CASE("expectations: every cut of the cost") {
  Sample sample = make_sample();
  CHECK(equal(sample, "cost.idle", money(43'630'000'000, 2)).holds);
  CHECK(equal(sample, "cost.attended", money(3'670'000'000, 2)).holds);
  CHECK(equal(sample, "cost.background", money(148'130'000'000, 2)).holds);
  CHECK(equal(sample, "cost.service.glue", money(131'630'000'000, 2)).holds);
  CHECK(equal(sample, "cost.service.sagemaker", money(20'160'000'000, 2)).holds);
  CHECK(equal(sample, "cost.service.sagemaker.lost", money(20'160'000'000, 2)).holds);
  CHECK(equal(sample, "sessions.etl.cost", money(131'630'000'000, 2)).holds);
  CHECK(equal(sample, "sessions.etl.cost.useful", money(88'000'000'000, 2)).holds);
  CHECK(equal(sample, "jobs.train.cost.lost", money(20'160'000'000, 2)).holds);
  CHECK(equal(sample, "jobs.backfill.cost", money(0, 2)).holds);                       // its session's
  CHECK(equal(sample, "sessions.etl.cost.idle.share", number(331'000'000, 3)).holds);  // 0.33147...
  CHECK(equal(sample, "cost.idle.share", number(287'000'000, 3)).holds);               // 0.28745...
  CHECK(equal(sample, "cost.total.share", number(1'000'000'000, 0)).holds);
}

TEST_CASE("expectations: limits are compared with the exact value, not the rounded one") {
  Sample sample = make_sample();
  const auto share = [&](Comparison comparison, Expected low, Expected high = {}) {
    return ask(sample, "cost.idle.share", comparison, std::move(low), std::move(high));
  };
  CHECK(share(Comparison::between, number(200'000'000, 1), number(300'000'000, 1)).holds);
  CHECK_FALSE(share(Comparison::between, number(300'000'000, 1), number(400'000'000, 1)).holds);
  CHECK_FALSE(share(Comparison::between, number(100'000'000, 1), number(200'000'000, 1)).holds);
  CHECK(share(Comparison::at_least, number(287'000'000, 3)).holds);
  const Told over = share(Comparison::at_most, number(287'000'000, 3));  // 0.28745... would round to it
  CHECK_FALSE(over.holds);
  CHECK(over.found == "0.2875");  // as many decimals as show the difference
}

TEST_CASE("expectations: a share of nothing is nothing") {
  Sample sample = make_sample();
  sample.results.totals.cost = {{}, {}};
  CHECK(equal(sample, "cost.idle.share", number(0, 1)).holds);
}

TEST_CASE("expectations: counts") {
  Sample sample = make_sample();
  const auto counts = [&](const std::string& key, int count) {
    CAPTURE(key);
    CHECK(equal(sample, key, number(static_cast<Int128>(count) * 1'000'000'000, 0)).holds);
    CHECK_FALSE(equal(sample, key, number(static_cast<Int128>(count + 1) * 1'000'000'000, 0)).holds);
    CHECK(equal(sample, key, number(-1, 0)).found == std::to_string(count));
  };
  counts("totals.jobs", 5);
  counts("totals.jobs.completed", 1);
  counts("totals.jobs.failed", 1);
  counts("totals.jobs.stopped", 1);
  counts("totals.jobs.rejected", 1);
  counts("totals.jobs.running", 1);
  counts("totals.jobs.surviving", 1);
  counts("totals.jobs.unseen", 0);
  counts("totals.jobs.cause.max_runtime", 1);
  counts("totals.sessions.cause.background_session_revoked", 1);
  counts("totals.sessions", 2);
  counts("totals.background_sessions", 2);
  counts("totals.ineffective", 1);
  counts("sessions.etl.jobs", 2);
  counts("traces.0.jobs", 1);
  counts("traces.0.killed", 0);
  counts("traces.0.run_resource_ms", 345'600'000);
  counts("traces.0.peak_resources", 4);
}

TEST_CASE("expectations: keys that are no quantity, and what was meant") {
  const Sample sample = make_sample();
  CHECK_FALSE(known(sample, ""));
  CHECK_FALSE(known(sample, "jobs"));
  CHECK_FALSE(known(sample, "jobs.backfill"));
  CHECK_FALSE(known(sample, "jobs.backfill."));
  CHECK_FALSE(known(sample, "jobs.backfill.cost."));
  CHECK_FALSE(known(sample, "traces.1.killed"));
  CHECK_FALSE(known(sample, "traces.0"));
  CHECK_FALSE(known(sample, "cost.service.emr"));
  CHECK_FALSE(known(sample, "totals.jobs.cause.none"));
  CHECK_FALSE(known(sample, "sign_ins.laptop.cost"));
  CHECK(suggested(sample, "jobs.backfil.outcome") == "jobs.backfill.outcome");
  CHECK(suggested(sample, "jobs.backfill.outcom") == "jobs.backfill.outcome");
  CHECK(suggested(sample, "jobs.backfil.endet_by") == "jobs.backfill.ended_by");
  CHECK(suggested(sample, "jobs.backfill") == "jobs.backfill.outcome");
  CHECK(suggested(sample, "sessions.etl.cost.idel") == "sessions.etl.cost.idle");
  CHECK(suggested(sample, "session.etl.at") == "sessions.etl.at");
  CHECK(suggested(sample, "cost.totl") == "cost.total");
  CHECK(suggested(sample, "totals.jobs.survivng") == "totals.jobs.surviving");
  CHECK(suggested(sample, "traces.0.kiled") == "traces.0.killed");
  CHECK(suggested(sample, "weather") == "");
}

TEST_CASE("expectations: names may hold dots") {
  Sample sample = make_sample();
  sample.scenario.jobs[0].name = "a.b";
  sample.scenario.jobs[1].name = "a";
  CHECK(equal(sample, "jobs.a.b.outcome", text("completed")).holds);
  CHECK(equal(sample, "jobs.a.outcome", text("failed")).holds);
}

TEST_CASE("expectations: every quantity that is offered can be read") {
  Sample sample = make_sample();
  std::vector<std::string> keys = study::overall_quantities(sample.scenario);
  for (const std::string& name : study::job_quantities()) keys.push_back("jobs.train." + name);
  for (const std::string& name : study::session_quantities()) keys.push_back("sessions.etl." + name);
  CHECK(keys.size() > 100);
  for (const std::string& key : keys) {
    CAPTURE(key);
    const auto quantity = study::find_quantity(sample.scenario, key);
    REQUIRE(quantity);
    CHECK(quantity->read(sample.scenario, sample.results).type == quantity->type);
  }
}

TEST_CASE("expectations: a median within a 64th of its limit is undecided") {
  Sample sample = make_crowd_sample();
  Sketch& lengths = sample.results.populations[0].activities[0].lengths;
  lengths = {};
  for (const int hours : {1, 2, 2, 2, 3}) lengths.add(hours * hour);
  const auto answer = [&](Comparison comparison, Duration limit) {
    sample.scenario.expectations = {{.key = "populations.analysts.activities.explore.median_length",
                                     .comparison = comparison,
                                     .low = duration(limit, "some"),
                                     .high = {},
                                     .place = {}}};
    const Verdict verdict = check(sample.scenario, sample.results).at(0);
    CHECK(verdict.is_bound);
    CHECK(verdict.found == "1h59m3s424ms to 2h8s959ms");
    return verdict.answer;
  };
  CHECK(answer(Comparison::at_most, 2 * hour) == Answer::undecided);
  CHECK(answer(Comparison::at_most, 2 * hour + minute) == Answer::yes);
  CHECK(answer(Comparison::at_most, 2 * hour - minute) == Answer::no);
  CHECK(answer(Comparison::at_least, 2 * hour) == Answer::undecided);
  CHECK(answer(Comparison::at_least, 2 * hour - minute) == Answer::yes);
  CHECK(answer(Comparison::equals, 2 * hour) == Answer::undecided);
}

TEST_CASE("expectations: a key that the loader should have refused is a fault") {
  Sample sample = make_sample();
  sample.scenario.expectations = {{.key = "nonsense", .low = {}, .high = {}, .place = {}}};
  CHECK_THROWS_AS(check(sample.scenario, sample.results), std::logic_error);
}

TEST_CASE("rounding is half-even on both sides of zero") {
  CHECK(study::round_half_even(1, 8, 2) == 12);  // 0.125
  CHECK(study::round_half_even(3, 8, 2) == 38);  // 0.375
  CHECK(study::round_half_even(-1, 8, 2) == -12);
  CHECK(study::round_half_even(2, 3, 3) == 667);
  CHECK(study::round_half_even(5, 1, 0) == 5);
}
