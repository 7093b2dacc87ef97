// Plays the text of a scenario and tells what became of everything in it, by name and in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/load.hpp"
#include "outlive/run.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/money_text.hpp"

namespace outlive::testing {

using namespace std::chrono_literals;
using std::chrono::days;

struct PlayOptions {
  std::vector<Override> assumptions{};  // {"stop_latency", "random"}
  std::string horizon = "10d";
  std::vector<Override> settings{};  // in place of those in the text
  bool record_lives = false;
  bool record_over_time = false;
};

/// The scenario that `text` is behind the head that all share; the test fails with the loader's words if it is faulty.
inline Scenario scenario_of(const std::string& text, const PlayOptions& options = {}) {
  const std::string head =
      "outlive: 1\ntitle: case\nstart: 2026-03-02T09:00:00Z\nhorizon: " + options.horizon + "\n";
  LoadResult result = load_scenario_text(head + text, "case.yaml", options.settings, options.assumptions);
  std::string messages;
  for (const Diagnostic& problem : result.diagnostics.all()) messages += to_string(problem) + "\n";
  REQUIRE_MESSAGE(result.scenario.has_value(), messages);
  CHECK(messages.empty());
  return std::move(*result.scenario);
}

class Play {
 public:
  explicit Play(const std::string& text, const PlayOptions& options = {})
      : scenario(scenario_of(text, options)),
        results(outlive::run(
            scenario, {.record_lives = options.record_lives, .record_over_time = options.record_over_time})) {
  }

  [[nodiscard]] const SessionResult& session(std::string_view name) const {
    return results.sessions[number(scenario.sessions, name)];
  }
  [[nodiscard]] const JobResult& job(std::string_view name) const {
    return results.jobs[number(scenario.jobs, name)];
  }
  [[nodiscard]] const HostResult& host(std::string_view name) const {
    return results.hosts[number(scenario.hosts, name)];
  }
  [[nodiscard]] const SignInResult& sign_in(std::string_view name) const {
    return results.sign_ins[number(scenario.sign_ins, name)];
  }

  /// "signed_out EMRS-5 at 1h", "rejected: throttled IDC-17 at 0s", or "runs".
  [[nodiscard]] std::string session_end(std::string_view name) const {
    const SessionResult& it = session(name);
    return (it.rejected() ? "rejected: " : "") + end(it.cause, it.rule, it.ended);
  }
  /// The same of an app, application or cluster.
  [[nodiscard]] std::string host_end(std::string_view name) const {
    const HostResult& it = host(name);
    return end(it.cause, it.rule, it.ended);
  }
  /// "completed at 1h", "failed: signed_out SM-3 at 1h", "rejected: …", or "runs".
  [[nodiscard]] std::string fate(std::string_view name) const {
    const JobResult& it = job(name);
    if (it.outcome == Outcome::completed) return "completed at " + at(it.ended);
    const bool runs = it.outcome == Outcome::running;
    return (runs ? "" : std::string(name_of(it.outcome)) + ": ") + end(it.cause, it.rule, it.ended);
  }
  [[nodiscard]] std::string_view identity_of_session(std::string_view name) const {
    return name_of(session(name).identity);
  }
  [[nodiscard]] std::string_view identity_of_job(std::string_view name) const {
    return name_of(job(name).identity);
  }

  // Exact, in USD: "0.44".
  [[nodiscard]] std::string session_cost(std::string_view name) const {
    return text::format_money(results.cost_of(session(name).lines).total());
  }
  [[nodiscard]] std::string job_cost(std::string_view name) const {
    return text::format_money(results.cost_of(job(name).lines).total());
  }
  [[nodiscard]] std::string host_cost(std::string_view name) const {
    Money sum;
    for (const LineSpan& span : host(name).lines) sum += results.cost_of(span).total();
    return text::format_money(sum);
  }
  [[nodiscard]] std::string cost() const { return text::format_money(results.totals.cost_of_all().total()); }
  [[nodiscard]] std::string cost(Bucket bucket) const {
    return text::format_money(results.totals.cost_of_all().bucket(bucket));
  }

  /// What was done without an effect, with why, one after the other.
  [[nodiscard]] std::string ineffective() const {
    std::string all;
    for (const Ineffective& one : results.ineffective) all += at(one.at) + ": " + one.what + "\n";
    return all;
  }

  Scenario scenario;
  Results results;

 private:
  template <class Specs>
  [[nodiscard]] static std::size_t number(const Specs& specs, std::string_view name) {
    std::size_t i = 0;
    while (i < specs.size() && specs[i].name != name) ++i;
    REQUIRE_MESSAGE(i < specs.size(), "there is no ", std::string(name));
    return i;
  }
  [[nodiscard]] static std::string at(Instant when) { return text::format_duration(when.time_since_epoch()); }
  [[nodiscard]] static std::string end(Cause cause, Rule rule, Instant when) {
    if (when == never) return "runs";
    std::string words(name_of(cause));
    if (rule != Rule::none) words += " " + std::string(id_of(rule));
    return words + " at " + at(when);
  }
};

/// Says of both options of an assumption in turn what `text` comes to.
inline Play play_with(const std::string& text, const std::string& assumption, const std::string& option,
                      std::vector<Override> more = {}) {
  more.push_back({assumption, option});
  return Play(text, PlayOptions{.assumptions = std::move(more)});
}

inline constexpr const char* bound = "documented_bound";

}  // namespace outlive::testing
