// What a change of a scenario must do to its results, or must not: no answer is known, but how two of them differ is.
#include <map>
#include <regex>

#include <rapidcheck.h>

#include "sim/text/instant.hpp"
#include "tests/workload/drawn_crowd.hpp"
#include "tests/workload/mix.hpp"
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

Play play_days(const std::string& text) { return Play(text, PlayOptions{.horizon = "4d"}); }

struct Fate {
  Cause cause;
  Instant ended;
  Money cost;
  friend bool operator==(const Fate&, const Fate&) = default;
};
using Fates = std::map<std::string, Fate>;

/// What became of each session and job, by name.
Fates fates_of(const Scenario& scenario, const Results& results) {
  Fates fates;
  for (std::size_t i = 0; i < results.sessions.size(); ++i) {
    const SessionResult& it = results.sessions[i];
    fates[scenario.sessions[i].name] = {it.cause, it.ended, results.cost_of(it).total()};
  }
  for (std::size_t i = 0; i < results.jobs.size(); ++i) {
    const JobResult& it = results.jobs[i];
    fates[scenario.jobs[i].name] = {it.cause, it.ended, results.cost_of(it).total()};
  }
  return fates;
}
Fates fates_of(const Play& play) { return fates_of(play.scenario, play.results); }

void check_same(const Play& before, const Play& after) {
  RC_ASSERT(after.results.fingerprint == before.results.fingerprint);
  RC_ASSERT(after.results.totals.cost_of_all().of == before.results.totals.cost_of_all().of);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

TEST_CASE("metamorphic: prices times two are costs times two" * doctest::test_suite("slow")) {
  CHECK(rc::check("doubled prices", [](unsigned seed) {
    const Play play = play_days(Mix(seed).text());
    Scenario dearer = play.scenario;
    for (Sku& sku : dearer.prices.skus) sku.price += sku.price;
    const Results results = run(dearer);
    RC_ASSERT(results.fingerprint == play.results.fingerprint);
    for (std::size_t line = 0; line < results.lines.size(); ++line) {
      const Int128 once = play.results.line_costs[line].total().nanos();
      const Int128 twice = results.line_costs[line].total().nanos();
      const Sku& sku = play.scenario.prices.skus[results.lines[line].sku];
      const Int128 unit = sku.bills_bytes() ? sku.bytes_per_unit : Int128{3'600'000};
      const bool is_exact = results.lines[line].usage.total() * Int128{sku.price.nanos()} % unit == 0;
      // Each line is rounded to the nano-dollar, once in either run.
      RC_ASSERT(twice - 2 * once >= (is_exact ? 0 : -1));
      RC_ASSERT(twice - 2 * once <= (is_exact ? 0 : 1));
    }
  }));
}

TEST_CASE("metamorphic: longer limits end nothing that completed where nothing is shared") {
  CHECK(rc::check("longer limits", [](unsigned seed) {
    const Limits limits{.glue_timeout = Duration{14h}, .max_runtime = Duration{10h}};
    Limits longer = limits;
    Duration& raised = *std::array{&longer.background, &longer.interactive, &longer.glue_timeout,
                                   &longer.max_runtime}[*rc::gen::inRange<std::size_t>(0, 4)];
    raised += *rc::gen::inRange(1, 40) * 1h;
    const Results before = Crowd(seed, 2).build(limits).play();
    const Results after = Crowd(seed, 2).build(longer).play();
    std::size_t completed = 0;
    for (std::size_t i = 0; i < before.jobs.size(); ++i) {
      if (before.jobs[i].outcome != Outcome::completed) continue;
      // Who stays signed in for longer can still restart a kernel that was out of reach before (GLUE-4).
      if (after.jobs[i].cause == Cause::kernel_restarted) continue;
      ++completed;
      RC_ASSERT(after.jobs[i].outcome == Outcome::completed);
      RC_ASSERT(after.jobs[i].ended == before.jobs[i].ended);
    }
    RC_ASSERT(after.totals.jobs_with(Outcome::completed) >= completed);
  }));
}

/// Somebody of another account of habits: signs in and out, and works if that is in nobody's way.
std::string with_a_stranger(const Mix& mix, std::string text, int at) {
  text.replace(text.find("users: {"), 8, "users: {stranger: {}, ");
  const auto line = [at](int later, const std::string& what) {
    return "  - {at: " + std::to_string(at + later) + "m, user: stranger, do: " + what + "}";
  };
  std::vector<std::string> own{line(0, "sign_in"),
                               line(0, "open_app, id: strange, instance_type: ml.t3.medium")};
  if (!mix.is_shared())
    own.push_back(line(0, "start_training_job, id: odd, instance_type: ml.m5.xlarge, takes: 9h"));
  own.push_back(line(0, "sign_out"));
  std::vector<std::string> lines = lines_of(text);
  // In front of the first line that is later.
  const auto minute_of = [](const std::string& each) {
    return std::stoi(each.substr(each.find("at: ") + 4));
  };
  const auto later = std::find_if(lines.begin(), lines.end(), [&](const std::string& each) {
    return each.starts_with("  - {at: ") && minute_of(each) > at;
  });
  lines.insert(later, own.begin(), own.end());
  return joined(lines);
}

TEST_CASE("metamorphic: a stranger changes nothing for the others" * doctest::test_suite("slow")) {
  CHECK(rc::check("a stranger", [](unsigned seed) {
    Mix mix(seed);
    const std::string text = mix.text();
    const Fates before = fates_of(play_days(text));
    Fates after = fates_of(play_days(with_a_stranger(mix, text, *rc::gen::inRange(0, 4000))));
    after.erase("odd");
    RC_ASSERT(after == before);
  }));
}

/// `{a: b, c: [d, e]}` with its keys in the opposite order.
std::string reversed_keys(const std::string& line) {
  const std::size_t open = line.find('{');
  if (!line.starts_with("  - {at: ")) return line;
  std::vector<std::string> parts{""};
  int depth = 0;
  for (const char letter : line.substr(open + 1, line.size() - open - 2)) {
    depth += letter == '{' || letter == '[' ? 1 : letter == '}' || letter == ']' ? -1 : 0;
    if (letter == ',' && depth == 0) {
      parts.emplace_back();
    } else if (!(letter == ' ' && parts.back().empty())) {
      parts.back() += letter;
    }
  }
  std::string all;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) all += (all.empty() ? "" : ", ") + *part;
  return line.substr(0, open) + "{" + all + "}";
}

TEST_CASE("metamorphic: the order of keys and of sections means nothing" * doctest::test_suite("slow")) {
  CHECK(rc::check("reordered", [](unsigned seed) {
    const std::string text = Mix(seed).text();
    const std::size_t timeline = text.find("timeline:\n");
    const std::size_t settings = text.find("settings:\n");
    std::string turned =
        text.substr(timeline) + text.substr(settings, timeline - settings) + text.substr(0, settings);
    std::vector<std::string> lines = lines_of(turned);
    std::transform(lines.begin(), lines.end(), lines.begin(), reversed_keys);
    turned = joined(lines);
    RC_ASSERT(turned != text);
    check_same(play_days(text), play_days(turned));
  }));
}

TEST_CASE("metamorphic: other names mean the same" * doctest::test_suite("slow")) {
  CHECK(rc::check("renamed", [](unsigned seed) {
    const std::string text = Mix(seed).text();
    std::string renamed = std::regex_replace(text, std::regex("\\bu([0-9])\\b"), "zoe_of_office_$1");
    renamed = std::regex_replace(renamed, std::regex("\\b(s|j|app|box|emr|in)([0-9])-([0-9])"), "a$1$2-$3");
    RC_ASSERT(renamed != text);
    const Play before = play_days(text);
    const Play after = play_days(renamed);
    check_same(before, after);
    for (std::size_t i = 0; i < before.scenario.jobs.size(); ++i)
      RC_ASSERT(after.scenario.jobs[i].name == "a" + before.scenario.jobs[i].name);
  }));
}

TEST_CASE("metamorphic: an earlier horizon changes nothing that had ended by then" *
          doctest::test_suite("slow")) {
  CHECK(rc::check("an earlier horizon", [](unsigned seed) {
    const Play play = play_days(Mix(seed).text());
    const Fates longer = fates_of(play);
    Scenario shorter = play.scenario;
    shorter.horizon = Instant{days{2}};
    for (const auto& [name, fate] : fates_of(shorter, run(shorter))) {
      if (fate.cause == Cause::horizon || fate.cause == Cause::none) {  // it runs, or lies behind
        RC_ASSERT(longer.at(name).ended > shorter.horizon);
      } else {
        RC_ASSERT(fate.cause == longer.at(name).cause);
        RC_ASSERT(fate.ended == longer.at(name).ended);
        RC_ASSERT(fate.ended == never || fate.ended <= shorter.horizon);
      }
    }
  }));
}

TEST_CASE("metamorphic: a run in many parts is the run") {
  CHECK(rc::check("parts", [](unsigned seed) {
    const Play whole(R"(
settings: {glue: {dpu_quota: 40}, identity_center: {background_sessions: {enabled: true, duration: 2d}}}
seed: )" + std::to_string(seed) +
                         R"(
populations:
  crowd:
    users: 70
    activities:
      explore: {starts: {service: glue, workers: 5}, per_day: 1, statements: 4, think: {exponential: {mean: 9m}}, takes: 5m}
)",
                     PlayOptions{.horizon = "1d"});
    Control control;  // those who wait for a large run hear of it after each of its parts
    const Results in_parts = run(whole.scenario, {.control = &control});
    RC_ASSERT(control.done == control.whole);
    RC_ASSERT(in_parts.fingerprint == whole.results.fingerprint);
    RC_ASSERT(in_parts.totals.cost_of_all().of == whole.results.totals.cost_of_all().of);
  }));
}

TEST_CASE("metamorphic: whole weeks later everything is as it was, but for the dates" *
          doctest::test_suite("slow")) {
  CHECK(rc::check("weeks later", [](unsigned seed) {
    const std::string text = Mix(seed).text() + R"(
populations:
  crowd:
    users: 3
    week: {zone: UTC, days: [monday, wednesday], hours: {from: 8h, to: 18h}}
    activities:
      explore: {starts: {service: glue, workers: 5}, per_day: {poisson: {mean: 2}}, statements: 4, think: 9m, takes: 5m}
)";
    const Play now = play_days(text);
    const std::int64_t weeks = *rc::gen::inRange(1, 200);
    const std::int64_t start = now.scenario.start_unix_ms + weeks * Duration{days{7}}.count();
    LoadResult loaded = load_scenario_text(
        "outlive: 1\ntitle: case\nhorizon: 4d\nstart: " + text::format_instant(start) + "\n" + text,
        "case.yaml");
    RC_ASSERT(loaded.scenario.has_value());
    const Results results = run(*loaded.scenario);
    RC_ASSERT(results.fingerprint == now.results.fingerprint);
    RC_ASSERT(fates_of(*loaded.scenario, results) == fates_of(now));
    RC_ASSERT(results.totals.cost_of_all().of == now.results.totals.cost_of_all().of);
  }));
}

}  // namespace
}  // namespace outlive::testing
