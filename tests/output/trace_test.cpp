// Chrome traces: what the format wants of them, and what they tell.
#include <algorithm>
#include <map>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/output/crowd_sample.hpp"
#include "tests/output/exported.hpp"
#include "tests/output/golden.hpp"
#include "tests/output/sample.hpp"
#include "tests/study/small_study.hpp"

using namespace outlive;
using namespace outlive::testing;
using nlohmann::json;

namespace {

using Where = std::pair<std::int64_t, std::int64_t>;  // process, thread

/// A trace as its readers see it; the test fails where it breaks a rule of the format.
class Reading {
 public:
  explicit Reading(const std::string& text) : document_(json::parse(text)) {
    CHECK(document_["displayTimeUnit"] == "ms");
    for (const json& event : document_["traceEvents"]) read(event);
    for (const auto& [where, slices] : slices_) {
      CAPTURE(where.second);
      CHECK(threads.count(where.second) == 1);
      CHECK(processes.count(where.first) == 1);
      std::int64_t end = 0;
      for (const json& slice : slices) {  // they stand apart
        CHECK(slice["ts"] >= end);
        CHECK(slice["dur"] >= 0);
        end = slice["ts"].get<std::int64_t>() + slice["dur"].get<std::int64_t>();
      }
    }
    for (const auto& [id, ends] : flows) {
      REQUIRE(ends.size() == 2);
      CHECK(ends[0]["ph"] == "s");
      CHECK(ends[1]["ph"] == "f");
      CHECK(ends[1]["bp"] == "e");
      CHECK(ends[0]["ts"] < ends[1]["ts"]);
      for (const json& end : ends) CHECK(slice_around(end) != nullptr);
    }
  }

  /// The states of the thread of this name, each with its end.
  [[nodiscard]] std::string states(const std::string& name) const {
    std::string text;
    for (const json& slice : slices_.at(where(name))) {
      text += (text.empty() ? "" : ", ") + slice["name"].get<std::string>();
      if (slice["args"].contains("cause")) text += " (" + slice["args"]["cause"].get<std::string>() + ")";
    }
    return text;
  }
  /// `from -> to` for each flow, by the names of threads.
  [[nodiscard]] std::vector<std::string> arrows() const {
    std::vector<std::string> all;
    for (const auto& [id, ends] : flows)
      all.push_back(threads.at(ends[0]["tid"]) + " -> " + threads.at(ends[1]["tid"]));
    std::sort(all.begin(), all.end());
    return all;
  }
  [[nodiscard]] const json& last_slice(const std::string& name) const {
    return slices_.at(where(name)).back();
  }

  std::map<std::int64_t, std::string> processes;
  std::map<std::int64_t, std::string> threads;
  std::map<std::string, std::vector<json>> counters;
  std::map<std::int64_t, std::vector<json>> flows;
  std::vector<json> instants;

 private:
  void read(const json& event) {
    const std::string phase = event["ph"];
    const Where place{event["pid"], event["tid"]};
    if (phase == "M") {
      const std::string name = event["name"];
      if (name == "process_name") processes[place.first] = event["args"]["name"];
      if (name == "thread_name") {
        CHECK(threads.count(place.second) == 0);
        threads[place.second] = event["args"]["name"];
        where_[event["args"]["name"]] = place;
      }
    } else if (phase == "X") {
      slices_[place].push_back(event);
    } else if (phase == "C") {
      std::vector<json>& of = counters[event["name"]];
      if (!of.empty()) CHECK(of.back()["ts"] < event["ts"]);
      CHECK(event["args"].begin()->is_number());
      of.push_back(event);
    } else if (phase == "s" || phase == "f") {
      flows[event["id"]].push_back(event);
    } else {
      CHECK(phase == "i");
      CHECK(event["s"] == "t");
      instants.push_back(event);
    }
  }
  [[nodiscard]] const json* slice_around(const json& point) const {
    for (const json& slice : slices_.at({point["pid"], point["tid"]})) {
      const std::int64_t begin = slice["ts"];
      if (begin < point["ts"] && point["ts"] < begin + slice["dur"].get<std::int64_t>()) return &slice;
    }
    return nullptr;
  }
  [[nodiscard]] Where where(const std::string& name) const {
    REQUIRE_MESSAGE(where_.count(name) == 1, "no thread ", name);
    return where_.at(name);
  }

  json document_;
  std::map<Where, std::vector<json>> slices_;
  std::map<std::string, Where> where_;
};

Reading trace_of(const std::string& text) {
  const Play play(text, {.record_lives = true});
  return Reading(trace_json(play.scenario, play.results));
}

}  // namespace

TEST_CASE("trace: golden file") {
  const Sample sample = make_sample();
  check_golden("trace.json", trace_json(sample.scenario, sample.results));
}

TEST_CASE("trace: states of sessions and jobs, why they ended, what they cost") {
  const Play play = play_all_kinds();
  const Reading trace(trace_json(play.scenario, play.results));
  CHECK(trace.processes.size() == 4);  // three users and the estate
  CHECK(trace.states("etl") == "READY (background_session_expired)");
  CHECK(trace.last_slice("etl")["args"]["cost_usd"] ==
        text::format_money(play.results.cost_of(play.session("etl")).total()));
  CHECK(trace.last_slice("etl")["ts"] == 300'000'000);
  CHECK(trace.states("background session of etl") == "ACTIVE (background_session_expired)");
  CHECK(trace.states("backfill") == "RUNNING (background_session_expired)");
  CHECK(trace.states("train") == "Training (done)");
  CHECK(has(trace.states("@app"), "InService"));
  // What a viewer shows is spelt out.
  CHECK(has(trace.threads.at(trace.last_slice("say \"hi\", <b>\\ \\x1b[2J \\xff")["tid"]), "\\x1b"));
}

TEST_CASE("trace: overlapping sessions, jobs that wait, and several lives of one app stand apart") {
  const Reading trace = trace_of(
      "settings: {glue: {background_sessions: true}}\n"
      "users: {ana: {}}\n"
      "timeline:\n"
      "  - {at: 0m, user: ana, do: sign_in, id: laptop}\n"
      "  - {at: 1m, user: ana, do: sign_in, id: desk}\n"
      "  - {at: 2m, user: ana, do: open_app, id: lab, instance_type: ml.t3.medium, from: desk}\n"
      "  - {at: 3m, user: ana, do: start_session, id: one, service: glue, from: laptop}\n"
      "  - {at: 4m, user: ana, do: start_session, id: two, service: glue, from: laptop}\n"
      "  - {at: 5m, session: one, do: run, job: a, takes: 1h}\n"
      "  - {at: 5m, session: one, do: run, job: b, takes: 1h}\n"
      "  - {at: 6m, session: two, do: run, job: c, takes: 1h}\n"
      "  - {at: 2h, app: lab, do: restart_app, from: desk}\n"
      "  - {at: 3h, app: lab, do: stop_app}\n"
      "  - {at: 4h, user: ana, do: sign_out, from: laptop}\n");
  CHECK(trace.states("b") == "WAITING, RUNNING (done)");
  CHECK(trace.states("c") == "RUNNING (done)");
  CHECK(has(trace.states("lab"), "(app_stopped)"));
  CHECK(trace.threads.at(trace.last_slice("sign-in laptop")["tid"]) == "sign-in laptop");
}

TEST_CASE("trace: arrows lead from a sign-out to what it ended, and from a background session to its work") {
  const Reading trace = trace_of(
      "settings:\n"
      "  glue: {background_sessions: false}\n"
      "  sagemaker: {background_sessions: true, training: {max_runtime: 20d}}\n"
      "users: {ana: {}, ben: {}}\n"
      "timeline:\n"
      "  - {at: 0m, user: ana, do: sign_in}\n"
      "  - {at: 0m, user: ben, do: sign_in}\n"
      "  - {at: 1m, user: ana, do: start_session, id: bound, service: glue}\n"
      "  - {at: 2m, session: bound, do: run, job: cut, takes: 5h}\n"
      "  - {at: 1m, user: ben, do: start_session, id: other, service: glue}\n"
      "  - {at: 2m, user: ana, do: start_training_job, id: train, instance_type: ml.m5.large, takes: 9d}\n"
      "  - {at: 1h, user: ana, do: sign_out}\n");
  const auto arrows = trace.arrows();
  CHECK(arrows == std::vector<std::string>{"background session of train -> train", "sign-in -> bound",
                                           "sign-in -> cut", "sign-in -> other"});
}

TEST_CASE("trace: arrows to work that stops late lead to where it stopped") {
  const Play play(
      "settings: {glue: {background_sessions: false}}\n"
      "users: {ana: {}}\n"
      "timeline:\n"
      "  - {at: 0m, user: ana, do: sign_in}\n"
      "  - {at: 1m, user: ana, do: start_session, id: bound, service: glue}\n"
      "  - {at: 1h, user: ana, do: sign_out}\n",
      {.assumptions = {{"stop_latency", bound}}, .record_lives = true});
  REQUIRE(play.session("bound").ended > at(1h));
  const Reading trace(trace_json(play.scenario, play.results));
  REQUIRE(trace.arrows() == std::vector<std::string>{"sign-in -> bound"});
  const auto& ends = trace.flows.begin()->second;
  CHECK(ends[0]["ts"] == 3'599'999'998);
  CHECK(ends[1]["ts"].get<std::int64_t>() + 1 ==
        play.session("bound").ended.time_since_epoch().count() * 1000);
}

TEST_CASE("trace: what was refused is a moment; counters return to nothing") {
  const Reading trace = trace_of(
      "settings:\n"
      "  identity_center: {background_sessions: {enabled: false}}\n"
      "  glue: {background_sessions: true}\n"
      "users: {ana: {}}\n"
      "timeline:\n"
      "  - {at: 0m, user: ana, do: sign_in}\n"
      "  - {at: 1m, user: ana, do: start_session, id: refused, service: glue}\n"
      "  - {at: 2m, user: ana, do: start_training_job, id: train, instance_type: ml.m5.large, takes: 2h}\n");
  REQUIRE(trace.instants.size() == 1);
  CHECK(trace.instants[0]["args"]["cause"] == "background_sessions_refused");
  CHECK(trace.instants[0]["ts"] == 60'000'000);
  const auto& rate = trace.counters.at("cost rate, USD per hour");
  REQUIRE(rate.size() == 2);
  CHECK(rate[0]["args"]["rate"] == 0.115);
  CHECK(rate[1]["args"]["rate"] == 0);
  CHECK(rate[1]["ts"].get<std::int64_t>() - rate[0]["ts"].get<std::int64_t>() == 2 * 3'600'000'000LL);
}

TEST_CASE("trace: populations are counters only") {
  const Sample sample = make_crowd_sample();
  const Reading trace(trace_json(sample.scenario, sample.results));
  CHECK(trace.threads.empty());
  const auto& use = trace.counters.at("glue.dpu_quota in use");
  CHECK(use[1]["args"]["DPU"] == 0.5);
  CHECK(use.back()["args"]["DPU"] == 0);
}

TEST_CASE("trace: of a crowd beside named users no lives are kept") {
  const std::string people = small_base.substr(small_base.find("settings:"));
  const Play play(people +
                      "users: {maria: {}}\n"
                      "timeline:\n"
                      "  - {at: 0m, user: maria, do: sign_in}\n",
                  {.record_lives = true});
  CHECK(play.results.populations[0].sign_ins > 0);
  CHECK(play.results.lives.size() >= 2);
  for (const LifeEvent& event : play.results.lives) CHECK(event.user == 0);
}
