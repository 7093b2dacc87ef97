// A small scenario with its results, made by hand, so that what renders them is tested without a simulation.
#pragma once

#include <algorithm>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::testing {

struct Sample {
  Scenario scenario;
  Results results;
};

inline Instant at(Duration offset) { return Instant{offset}; }
inline constexpr Duration hour{3'600'000};
inline constexpr Duration minute{60'000};
inline constexpr Duration day{86'400'000};

inline Money cent(std::int64_t cents) { return Money::from_nanos(static_cast<Int128>(cents) * 10'000'000); }

namespace sample {

inline void add_world(Scenario& scenario) {
  scenario.path = "case.yaml";
  scenario.title = "A backfill outlives the sign-out";
  scenario.start_unix_ms = 1'772'442'000'000;  // 2026-03-02T09:00:00Z
  scenario.horizon = at(10 * day);
  scenario.seed = 7;
  scenario.domains = {""};
  scenario.prices.name = "test book";
  scenario.prices.region = "us-east-1";
  scenario.prices.skus = {
      {"glue.session.dpu", "", "DPU-hour", cent(44), minute, Duration{1000}, 0, 0, 1, "price page"},
      {"sagemaker.training.ml.m5.large", "", "instance-hour", cent(12), {}, Duration{1000}, 0, 0, 1, ""}};
  const Moment start{Instant::min(), 1};
  scenario.settings.set(Setting::glue_background_sessions, start, 1);
  scenario.settings.set(Setting::background_session_duration, {at(2 * hour), 20}, Duration{day}.count());
  scenario.users = {{"maria", {"DataScientists"}, general_domain},
                    {"=cmd|' /C calc'!A0", {}, general_domain}};
  scenario.sign_ins = {{"laptop", 0}, {"desk", 1}};
}

inline void add_work(Scenario& scenario) {
  Work glue{.service = ServiceType::glue_session, .units = 10, .meters = {{{0, 10}}}};
  Work training{.service = ServiceType::training_job, .units = 1, .meters = {{{1, 1}}}};
  training.limits[static_cast<std::size_t>(Limit::hard_limit)] = 10 * day;
  Work traced{.service = ServiceType::traced_job, .units = 4};
  Work long_training{.service = ServiceType::training_job, .units = 1, .meters = {{{1, 1}}}};
  scenario.works = {glue, training, traced, long_training};
  scenario.sessions = {{"etl", 0, 0, {"case.yaml", 12, 3}},
                       {"evil\x1b[31m,\"name\"", 1, 0, {"case.yaml", 13, 3}}};
  scenario.jobs = {{"backfill", 0, no_number, 0, no_number, 14},
                   {"train", 0, 1, no_number, no_number, 15},
                   {"endless", 1, 3, no_number, no_number, 16},
                   {"too-late", 0, no_number, 0, no_number, 17},
                   {"", 1, 2, no_number, 0, 99}};
  scenario.traces = {{"traces/cluster.csv", Anchor::start, 1, {}}};
  scenario.actions = {
      {.at = at({}), .line = 10, .user = 0, .subject = 0, .verb = Verb::sign_in},
      {.at = at({}), .line = 11, .user = 1, .subject = 1, .verb = Verb::sign_in},
      {.at = at(5 * minute), .line = 12, .user = 0, .subject = 0, .work = 0, .verb = Verb::start_session},
      {.at = at(6 * minute), .line = 15, .user = 0, .subject = 1, .work = 1, .verb = Verb::start_job},
  };
}

inline void add_sessions(Results& results) {
  SessionResult etl{.identity = Identity::background_session,
                    .created = at(5 * minute),
                    .ready = at(5 * minute),
                    .ended = at(30 * hour),
                    .state = "STOPPED",
                    .cause = Cause::background_session_revoked,
                    .rule = Rule::glue_8,
                    .background_duration = 7 * day,
                    .lines = {0, 1},
                    .jobs = 2,
                    .worked = 20 * hour,
                    .last_work = at(20 * hour + 10 * minute)};
  SessionResult evil{.created = at(10 * minute),
                     .ended = at(10 * minute),
                     .state = "FAILED",
                     .cause = Cause::background_sessions_refused,
                     .rule = Rule::glue_2};
  results.sessions = {etl, evil};
  results.sign_ins = {{at({}), at(hour), Cause::signed_out},
                      {at({}), at(8 * hour), Cause::interactive_session_expired}};
}

inline void add_jobs(Results& results) {
  JobResult backfill{.outcome = Outcome::completed,
                     .cause = Cause::done,
                     .identity = Identity::background_session,
                     .survived = true,
                     .results_kept = true,
                     .submitted = at(10 * minute),
                     .started = at(10 * minute),
                     .ended = at(20 * hour + 10 * minute),
                     .takes = 20 * hour,
                     .worked = 20 * hour,
                     .background_duration = 7 * day,
                     .needs = {},
                     .state = "AVAILABLE"};
  JobResult train{.outcome = Outcome::failed,
                  .cause = Cause::background_session_expired,
                  .rule = Rule::sm_4,
                  .identity = Identity::background_session,
                  .results_kept = true,
                  .submitted = at(6 * minute),
                  .started = at(6 * minute),
                  .ended = at(7 * day + 6 * minute),
                  .takes = 9 * day + 2 * hour,
                  .worked = 7 * day,
                  .kept = 6 * day,
                  .background_duration = 7 * day,
                  .needs = {.background_session = 9 * day + 2 * hour},
                  .state = "Failed",
                  .lines = {1, 1}};
  JobResult endless{.outcome = Outcome::stopped,
                    .cause = Cause::max_runtime,
                    .rule = Rule::sm_5,
                    .submitted = at(hour),
                    .started = at(hour),
                    .ended = at(25 * hour),
                    .takes = 29 * day,
                    .worked = day,
                    .needs = {.hard_limit = 29 * day},
                    .state = "MaxRuntimeExceeded"};
  JobResult refused{.outcome = Outcome::rejected,
                    .cause = Cause::session_ended,
                    .submitted = at(40 * hour),
                    .ended = at(40 * hour),
                    .takes = hour,
                    .needs = {},
                    .state = {}};
  JobResult traced{.outcome = Outcome::running,
                   .cause = Cause::horizon,
                   .submitted = at(9 * day),
                   .started = at(9 * day),
                   .takes = 2 * day,
                   .worked = day,
                   .needs = {},
                   .state = {}};
  results.jobs = {backfill, train, endless, refused, traced};
}

inline void add_money(Results& results) {
  Cells<std::int64_t> etl_usage;
  etl_usage.at(Bucket::useful, Attendance::attended) = 10 * 3'000'000LL;
  etl_usage.at(Bucket::useful, Attendance::background) = 10 * 69'000'000LL;
  etl_usage.at(Bucket::idle, Attendance::background) = 10 * 35'700'000LL;
  Cells<std::int64_t> train_usage;
  train_usage.at(Bucket::lost, Attendance::background) = 604'800'000LL;
  results.lines = {
      {.sku = 0, .units = 10, .from = at(5 * minute), .until = at(30 * hour), .usage = etl_usage},
      {.sku = 1, .units = 1, .from = at(6 * minute), .until = at(7 * day), .usage = train_usage}};
  Cells<Money> etl;
  etl.at(Bucket::useful, Attendance::attended) = Money::from_nanos(3'666'666'667);
  etl.at(Bucket::useful, Attendance::background) = Money::from_nanos(84'333'333'333);
  etl.at(Bucket::idle, Attendance::background) = Money::from_nanos(43'633'333'333);
  Cells<Money> train;
  train.at(Bucket::lost, Attendance::background) = cent(2016);
  results.line_costs = {etl, train};
  results.totals.usage = {etl_usage, train_usage};
  results.totals.cost = {etl, train};
}

inline void count(Results& results) {
  for (const JobResult& job : results.jobs) {
    ++results.totals.jobs[static_cast<std::size_t>(job.outcome)][static_cast<std::size_t>(job.cause)];
    results.totals.surviving_jobs += job.survived ? 1 : 0;
  }
  for (const SessionResult& session : results.sessions) {
    ++results.totals.sessions[static_cast<std::size_t>(session.cause)];
  }
  results.totals.background_sessions = 2;
  results.totals.events = 1234;
  results.traces = {{.jobs = 1,
                     .survived = 0,
                     .killed = 0,
                     .unfinished = 1,
                     .background_sessions = 1,
                     .total_resource_ms = static_cast<Int128>(4) * 172'800'000,
                     .run_resource_ms = static_cast<Int128>(4) * 86'400'000,
                     .peak_running = 1,
                     .peak_running_at = at(9 * day),
                     .peak_resources = 4,
                     .peak_resources_at = at(9 * day)}};
  results.ineffective = {{at(31 * hour), 21, "there was no background session to revoke"}};
  results.fingerprint = 0x0123456789abcdefU;
}

inline void add_lives(Results& results) {
  const auto event = [&](Duration when, std::string_view kind, std::string_view state, Cause cause,
                         Rule rule) {
    results.lives.push_back(
        {.at = at(when), .kind = kind, .state = state, .cause = cause, .rule = rule, .user = 0});
    return &results.lives.back();
  };
  event({}, "interactive session", "ACTIVE", Cause::none, Rule::none)->sign_in = 0;
  event(5 * minute, "Glue session", "READY", Cause::none, Rule::glue_1)->session = 0;
  event(5 * minute, "background session", "ACTIVE", Cause::none, Rule::none)->session = 0;
  LifeEvent* job = event(10 * minute, "statement", "RUNNING", Cause::none, Rule::none);
  job->session = 0;
  job->job = 0;
  event(hour, "interactive session", "SIGNED_OUT", Cause::signed_out, Rule::idc_4)->sign_in = 0;
  job = event(20 * hour + 10 * minute, "statement", "AVAILABLE", Cause::done, Rule::none);
  job->session = 0;
  job->job = 0;
  event(30 * hour, "background session", "REVOKED", Cause::background_session_revoked, Rule::idc_11)
      ->session = 0;
  event(30 * hour, "Glue session", "STOPPED", Cause::background_session_revoked, Rule::glue_8)->session = 0;
  event(6 * minute, "training job", "Training", Cause::none, Rule::sm_1)->job = 1;
  event(7 * day + 6 * minute, "background session", "EXPIRED", Cause::background_session_expired,
        Rule::idc_16)
      ->job = 1;
  event(7 * day + 6 * minute, "training job", "Failed", Cause::background_session_expired, Rule::sm_4)->job =
      1;
  std::stable_sort(results.lives.begin(), results.lives.end(),
                   [](const LifeEvent& a, const LifeEvent& b) { return a.at < b.at; });
}

}  // namespace sample

/// Two users, two sessions, five jobs: one that outlives its sign-in, one that its background session ends,
/// one that no allowed limit would have saved, one refused, one of a trace. Some names are hostile.
inline Sample make_sample() {
  Sample made;
  sample::add_world(made.scenario);
  sample::add_work(made.scenario);
  sample::add_sessions(made.results);
  sample::add_jobs(made.results);
  sample::add_money(made.results);
  sample::count(made.results);
  sample::add_lives(made.results);
  return made;
}

}  // namespace outlive::testing
