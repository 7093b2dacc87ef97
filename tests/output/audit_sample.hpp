// The hand-made sample with everything that leaves a record: hosts, queries, refusals, administrators, vendings.
#pragma once

#include "tests/output/sample.hpp"

namespace outlive::testing {

namespace sample {

inline void add_hosts(Sample& made) {
  Scenario& scenario = made.scenario;
  scenario.prices.skus.push_back({.name = "studio.ml.t3.medium",
                                  .usage_type = "",
                                  .unit = "instance-hour",
                                  .price = cent(5),
                                  .source = ""});
  scenario.prices.skus.push_back({.name = "emr_ec2.instance.m5.xlarge",
                                  .usage_type = "",
                                  .unit = "instance-hour",
                                  .price = cent(19),
                                  .minimum = minute,
                                  .source = ""});
  scenario.hosts = {{"lab", 0, HostType::studio_app, 30},
                    {"livy-app", 0, HostType::application, 31},
                    {"refused-app", 1, HostType::application, 32},
                    {"cluster", 1, HostType::cluster, 33}};
  scenario.setups = {
      {.type = HostType::studio_app, .meters = {{{2, 1}}}},
      {.type = HostType::application, .idle_timeout = 15 * minute, .release = {7, 8}, .maximum_vcpu = 64},
      {.type = HostType::application, .release = {7, 8}, .background_sessions = true},
      {.type = HostType::cluster,
       .meters = {{{3, 3}}},
       .idle_timeout = hour,
       .release = {7, 11},
       .background_sessions = true},
      {.type = HostType::application, .maximum_vcpu = 128, .changes = HostSetup::maximum}};
  made.results.hosts = {
      {.created = at(minute),
       .ready = at(2 * minute),
       .ended = at(3 * hour),
       .state = "Deleted",
       .cause = Cause::app_idle_shutdown,
       .rule = Rule::sm_12,
       .lives = 2,
       .sessions = 1,
       .up = 2 * hour + 59 * minute,
       .lines = {}},
      {.created = at(minute),
       .ready = at(3 * minute),
       .ended = at(5 * hour),
       .state = "STOPPED",
       .cause = Cause::idle_timeout,
       .rule = Rule::emrs_6,
       .lives = 1,
       .sessions = 1,
       .up = 5 * hour - 3 * minute,
       .lines = {}},
      {.state = {}, .cause = Cause::background_sessions_refused, .rule = Rule::emrs_1, .lines = {}},
      {.created = at(4 * minute),
       .ready = at(4 * minute),
       .state = "WAITING",
       .cause = Cause::horizon,
       .lives = 1,
       .up = 10 * day - 4 * minute,
       .lines = {}}};
  const auto act = [&](Duration when, std::uint32_t line, Verb verb, Number host, Number setup) {
    scenario.actions.push_back({.at = at(when),
                                .line = line,
                                .user = scenario.hosts[host].user,
                                .subject = host,
                                .work = setup,
                                .verb = verb});
  };
  act(minute, 30, Verb::open_app, 0, 0);
  act(minute, 31, Verb::create_application, 1, 1);
  act(2 * minute, 32, Verb::create_application, 2, 2);
  act(3 * minute, 34, Verb::start_application, 1, no_number);
  act(4 * minute, 33, Verb::launch_cluster, 3, 3);
  act(hour, 35, Verb::update_application, 1, 4);
  act(2 * hour, 36, Verb::restart_app, 0, 0);
  made.results.ineffective.push_back({at(hour), 35, "the application was running"});
}

/// A Livy session with a statement that reads, a role-based query, and what was refused.
inline void add_more_work(Sample& made) {
  Scenario& scenario = made.scenario;
  const auto work = [&](Work what) {
    scenario.works.push_back(what);
    return static_cast<Number>(scenario.works.size() - 1);
  };
  const Number livy = work({.service = ServiceType::emr_serverless_session, .host = 1});
  const Number query = work({.service = ServiceType::athena_query});
  const Number role = work({.service = ServiceType::processing_job, .meters = {{{1, 1}}}});
  const Number dashboard = work({.service = ServiceType::quicksight_query});
  scenario.sessions.push_back({"livy", 0, livy, {"case.yaml", 40, 3}});
  made.results.sessions.push_back({.identity = Identity::interactive_session,
                                   .created = at(5 * minute),
                                   .ready = at(5 * minute),
                                   .ended = at(65 * minute),
                                   .state = "dead",
                                   .cause = Cause::signed_out,
                                   .rule = Rule::emrs_5,
                                   .identity_lost = at(hour),
                                   .jobs = 1});
  const auto job = [&](const char* name, Number user, Number with, Number session, JobResult result) {
    scenario.jobs.push_back({name, user, with, session, no_number, 41});
    made.results.jobs.push_back(result);
    return static_cast<Number>(scenario.jobs.size() - 1);
  };
  const auto running = [](Identity identity, Duration from) {
    return JobResult{.outcome = Outcome::completed,
                     .cause = Cause::done,
                     .identity = identity,
                     .submitted = at(from),
                     .started = at(from),
                     .ended = at(from + minute),
                     .needs = {},
                     .state = {}};
  };
  const auto refused = [](Cause cause, Duration from) {
    return JobResult{.outcome = Outcome::rejected,
                     .cause = cause,
                     .submitted = at(from),
                     .ended = at(from),
                     .needs = {},
                     .state = {}};
  };
  const Number statement = job("read", 0, no_number, 2, running(Identity::interactive_session, 6 * minute));
  const Number asked = job("ask", 0, query, no_number, running(Identity::interactive_session, 7 * minute));
  const Number plain = job("plain", 0, role, no_number, running(Identity::role, 8 * minute));
  const Number looked =
      job("look", 0, dashboard, no_number, running(Identity::interactive_session, 9 * minute));
  const Number denied = job("denied", 1, 1, no_number, refused(Cause::denied_by_policy, 6 * hour));
  const Number throttled = job("throttled", 1, 1, no_number, refused(Cause::throttled, 6 * hour));
  const Number away = job("away", 1, 1, no_number, refused(Cause::not_signed_in, 9 * hour));
  const auto act = [&](Duration when, std::uint32_t line, Verb verb, Number subject, Number object,
                       Number with) {
    scenario.actions.push_back({.at = at(when),
                                .line = line,
                                .user = verb == Verb::start_session ? 0 : scenario.jobs[subject].user,
                                .subject = subject,
                                .object = object,
                                .work = with,
                                .verb = verb});
  };
  act(5 * minute, 40, Verb::start_session, 2, no_number, livy);
  act(6 * minute, 41, Verb::run, statement, 2, no_number);
  scenario.actions.back().reads = 0;
  act(7 * minute, 42, Verb::start_job, asked, no_number, query);
  act(8 * minute, 43, Verb::start_job, plain, no_number, role);
  act(9 * minute, 44, Verb::start_job, looked, no_number, dashboard);
  act(10 * minute, 45, Verb::stop_job, asked, no_number, no_number);
  act(6 * hour, 46, Verb::start_job, denied, no_number, 1);
  act(6 * hour, 47, Verb::start_job, throttled, no_number, 1);
  act(9 * hour, 48, Verb::start_job, away, no_number, 1);
  // What the sample has had all along, and two sessions that are stopped: one by hand, one too late.
  act(10 * minute, 49, Verb::run, 0, 0, no_number);
  scenario.actions.push_back(
      {.at = at(10 * minute), .line = 13, .user = 1, .subject = 1, .work = 0, .verb = Verb::start_session});
  scenario.actions.push_back({.at = at(hour), .line = 50, .user = 0, .verb = Verb::sign_out});
  scenario.actions.push_back(
      {.at = at(40 * hour), .line = 51, .user = 0, .subject = 0, .verb = Verb::stop_session});
  made.results.ineffective.push_back({at(40 * hour), 51, "the session had ended or never started"});
}

inline void add_data(Sample& made) {
  Scenario& scenario = made.scenario;
  scenario.groups = {"DataScientists"};
  scenario.access.tables = {{"bank.accounts", {{"id", {}}, {"iban", {}}, {"city", {}}}}};
  scenario.access.grants = {
      {.to = {true, 0},
       .tags = {{"transactions", {"accessible"}}},
       .location = {},
       .from = {at(2 * hour), 60}},
      {.to = {false, 0}, .tags = {}, .location = "s3://bank/raw/", .until = {at(3 * hour), 61}}};
  scenario.reads = {{.tables = {0}, .columns = {}, .locations = {"s3://bank/raw/2026/"}}};
  const Number job = 5;  // the Livy statement
  made.results.vendings = {
      {.at = at(6 * minute), .expires = at(66 * minute), .job = job, .table = 0, .columns = {0, 2}},
      {.at = at(6 * minute), .expires = at(66 * minute), .job = job, .location = 0, .columns = {}},
      {.at = at(7 * minute), .job = job, .table = 0, .columns = {}}};
  made.results.jobs[job].credentials_until = at(66 * minute);
}

inline void add_administrators(Scenario& scenario) {
  scenario.directory.set_member(0, 0, set_in_file, true);
  scenario.directory.set_member(0, 0, {at(4 * hour), 70}, false);
  scenario.directory.set_member(1, 0, {at(4 * hour), 71}, true);
  scenario.directory.set_standing(1, {at(5 * hour), 72}, Standing::disabled);
  scenario.directory.set_standing(1, {at(6 * hour), 73}, Standing::deleted);
  scenario.directory.set_denied(1, {at(5 * hour), 74}, true);
  scenario.directory.require_assignment(Application::glue);
  scenario.directory.set_assigned(Application::glue, {true, 0}, set_in_file, true);
  scenario.directory.set_assigned(Application::glue, {true, 0}, {at(7 * hour), 75}, false);
  scenario.settings.set(Setting::glue_background_sessions, {at(8 * hour), 76}, 0);
  scenario.settings.set(Setting::sagemaker_background_sessions, {at(8 * hour), 77}, 0);
  scenario.settings.set(Setting::glue_idle_timeout, {at(8 * hour), 78}, Duration{hour}.count());
  scenario.actions.push_back(
      {.at = at(30 * hour), .line = 80, .user = 0, .subject = 0, .verb = Verb::revoke});
  scenario.actions.push_back(
      {.at = at(31 * hour), .line = 21, .user = 0, .subject = 0, .verb = Verb::revoke});
}

}  // namespace sample

inline Sample make_audit_sample() {
  Sample made = make_sample();
  sample::add_hosts(made);
  sample::add_more_work(made);
  sample::add_data(made);
  sample::add_administrators(made.scenario);
  std::stable_sort(
      made.scenario.actions.begin(), made.scenario.actions.end(),
      [](const Action& a, const Action& b) { return a.at != b.at ? a.at < b.at : a.line < b.line; });
  return made;
}

}  // namespace outlive::testing
