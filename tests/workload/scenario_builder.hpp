// Builds scenarios in C++ for tests of the core: no file, no loader. Each call is a line of the timeline; at
// one instant the earlier call comes first.
#pragma once

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "outlive/run.hpp"

namespace outlive::testing {

using namespace std::chrono_literals;
using std::chrono::days;

/// How a Glue session is started.
struct SessionOptions {
  Number user = 0;
  std::int64_t units = 10;
  Release release{5, 0};
  Duration start_up = from_settings;
  Duration idle_timeout = from_settings;
  Duration timeout = from_settings;
  bool scheduled = false;
  Number app = no_number;
  Number from = no_number;
};

struct RunOptionsOf {
  bool saves_results = false;
  bool fails = false;
};

/// How a job is started.
struct JobOptions {
  ServiceType service = ServiceType::training_job;
  Number user = 0;
  std::int64_t units = 1;
  Duration start_up = from_settings;
  Duration max_runtime = from_settings;
  Duration checkpoint_every{};
  Duration saves_in{};
  bool scheduled = false;
  bool fails = false;
  Number app = no_number;
  Number from = no_number;
};

class ScenarioBuilder {
 public:
  explicit ScenarioBuilder(Duration horizon = days{30}, Number users = 1) {
    scenario_.title = "built by a test";
    scenario_.horizon = Instant{horizon};
    scenario_.domains = {"", "lab"};
    for (Number user = 0; user < users; ++user) {
      scenario_.users.push_back({.name = "user " + std::to_string(user), .groups = {}});
    }
    const auto price = [&](const char* name, std::int64_t nanos, Duration minimum) {
      scenario_.prices.skus.push_back({.name = name,
                                       .usage_type = "",
                                       .unit = "",
                                       .price = Money::from_nanos(nanos),
                                       .minimum = minimum,
                                       .source = ""});
    };
    price("glue.session.dpu", 440'000'000, 60s);
    price("glue.job.dpu", 440'000'000, 60s);
    price("sagemaker.training", 1'408'000'000, 0s);
    price("sagemaker.processing", 230'000'000, 0s);
    start_with(Setting::glue_background_sessions, 1);
  }

  /// What holds from the beginning; in time order with `set` of offset 0.
  ScenarioBuilder& start_with(Setting setting, SettingValue value, Domain domain = general_domain) {
    scenario_.settings.set(setting, {Instant{}, 0}, value, domain);
    return *this;
  }
  ScenarioBuilder& start_with(Setting setting, Duration value) { return start_with(setting, value.count()); }

  void set(Duration at, Setting setting, SettingValue value, Domain domain = general_domain) {
    scenario_.settings.set(setting, {Instant{at}, ++line_}, value, domain);
  }
  void set(Duration at, Setting setting, Duration value) { set(at, setting, value.count()); }

  void put_in_domain(Number user, Domain domain) { scenario_.users[user].domain = domain; }

  Number sign_in(Duration at, Number user = 0) {
    scenario_.sign_ins.push_back({"", user});
    const auto number = static_cast<Number>(scenario_.sign_ins.size() - 1);
    act(at, Verb::sign_in, user).subject = number;
    return number;
  }
  void sign_out(Duration at, Number user = 0, Number from = no_number) {
    act(at, Verb::sign_out, user).from = from;
  }
  void end_interactive(Duration at, Number user = 0, Number from = no_number) {
    act(at, Verb::end_interactive, user).from = from;
  }

  Number start_session(Duration at, const SessionOptions& options = {}) {
    const Number number = add_session(options);
    Action& action = act(at, Verb::start_session, options.user);
    action.subject = number;
    action.object = options.app;
    action.from = options.from;
    action.work = scenario_.sessions.back().work;
    return number;
  }
  void stop_session(Duration at, Number session) {
    act(at, Verb::stop_session, owner(session)).subject = session;
  }
  void close_notebook(Duration at, Number session) {
    act(at, Verb::close_notebook, owner(session)).subject = session;
  }

  /// Restarts the kernel; the session that follows has the options given.
  Number restart_kernel(Duration at, Number session, const SessionOptions& options = {}) {
    const Number number = add_session(options);
    Action& action = act(at, Verb::restart_kernel, owner(session));
    action.subject = number;
    action.object = session;
    action.work = scenario_.sessions.back().work;
    return number;
  }
  /// Restarts the kernel, and no session follows.
  void only_restart_kernel(Duration at, Number session) {
    act(at, Verb::restart_kernel, owner(session)).object = session;
  }

  Number run(Duration at, Number session, Duration takes, const RunOptionsOf& options = {}) {
    scenario_.jobs.push_back({.name = "", .user = owner(session), .session = session, .line = line_ + 1});
    Action& action = act(at, Verb::run, owner(session));
    action.subject = static_cast<Number>(scenario_.jobs.size() - 1);
    action.object = session;
    action.takes = takes;
    action.saves_results = options.saves_results;
    action.fails = options.fails;
    return action.subject;
  }

  Number start_job(Duration at, Duration takes, const JobOptions& options = {}) {
    Work work{.service = options.service,
              .units = options.units,
              .meters = {{{sku_of(options.service), options.units}}},
              .limits = {options.start_up, from_settings, options.max_runtime},
              .scheduled = options.scheduled,
              .checkpoint_every = options.checkpoint_every,
              .saves_in = options.saves_in};
    scenario_.works.push_back(work);
    const auto number = static_cast<Number>(scenario_.works.size() - 1);
    scenario_.jobs.push_back({.name = "", .user = options.user, .work = number, .line = line_ + 1});
    Action& action = act(at, Verb::start_job, options.user);
    action.subject = static_cast<Number>(scenario_.jobs.size() - 1);
    action.object = options.app;
    action.from = options.from;
    action.work = number;
    action.takes = takes;
    action.fails = options.fails;
    return action.subject;
  }
  Number restart_job(Duration at, Number job) {
    scenario_.jobs.push_back(scenario_.jobs[job]);
    Action& action = act(at, Verb::restart_job, scenario_.jobs[job].user);
    action.subject = static_cast<Number>(scenario_.jobs.size() - 1);
    action.object = job;
    action.work = scenario_.jobs[job].work;
    return action.subject;
  }
  void stop_job(Duration at, Number job) { act(at, Verb::stop_job, scenario_.jobs[job].user).subject = job; }

  void revoke_session(Duration at, Number session) {
    act(at, Verb::revoke, owner(session)).subject = session;
  }
  void revoke_job(Duration at, Number job) { act(at, Verb::revoke, scenario_.jobs[job].user).object = job; }
  void revoke_all(Duration at, Number user = 0) { act(at, Verb::revoke, user); }

  Number open_app(Duration at, Number user = 0) {
    scenario_.hosts.push_back({.name = "", .user = user});
    scenario_.setups.push_back({});
    const auto number = static_cast<Number>(scenario_.hosts.size() - 1);
    Action& action = act(at, Verb::open_app, user);
    action.subject = number;
    action.work = static_cast<Number>(scenario_.setups.size() - 1);
    return number;
  }
  void restart_app(Duration at, Number app) {
    act(at, Verb::restart_app, scenario_.hosts[app].user).subject = app;
  }
  void stop_app(Duration at, Number app) { act(at, Verb::stop_app, scenario_.hosts[app].user).subject = app; }

  /// A row of a trace: a job that waits, then works.
  Number trace_job(Duration at, Duration waits, Duration takes, std::int64_t units, Anchor anchor,
                   Number user = 0) {
    if (scenario_.traces.empty())
      scenario_.traces.push_back({.path = "built", .anchor = anchor, .refused = {}});
    Work work{.service = ServiceType::traced_job, .units = units};
    work.limits[static_cast<std::size_t>(Limit::start_up)] = waits;
    scenario_.works.push_back(work);
    const auto number = static_cast<Number>(scenario_.works.size() - 1);
    scenario_.jobs.push_back({.name = "", .user = user, .work = number, .trace = 0, .line = line_ + 1});
    Action& action = act(at, Verb::start_job, user);
    action.subject = static_cast<Number>(scenario_.jobs.size() - 1);
    action.work = number;
    action.takes = takes;
    action.own_background = anchor != Anchor::user;
    return action.subject;
  }

  /// The scenario so far, its actions in the order of time.
  [[nodiscard]] Scenario scenario() const {
    Scenario copy = scenario_;
    std::sort(copy.actions.begin(), copy.actions.end(), [](const Action& a, const Action& b) {
      return std::tie(a.at, a.line) < std::tie(b.at, b.line);
    });
    return copy;
  }
  [[nodiscard]] Results play(bool record_lives = false) const {
    return outlive::run(scenario(), {.record_lives = record_lives});
  }

 private:
  Action& act(Duration at, Verb verb, Number user) {
    scenario_.actions.push_back(
        {.at = Instant{at}, .takes = {}, .line = ++line_, .user = user, .verb = verb});
    return scenario_.actions.back();
  }
  [[nodiscard]] Number owner(Number session) const { return scenario_.sessions[session].user; }

  static SkuNumber sku_of(ServiceType service) {
    switch (service) {
      case ServiceType::glue_session: return 0;
      case ServiceType::glue_job:
      case ServiceType::glue_streaming_job: return 1;
      case ServiceType::training_job: return 2;
      case ServiceType::processing_job: return 3;
      default: return no_sku;
    }
  }
  Number add_session(const SessionOptions& options) {
    scenario_.works.push_back({.service = ServiceType::glue_session,
                               .units = options.units,
                               .meters = {{{0, options.units}}},
                               .release = options.release,
                               .limits = {options.start_up, options.idle_timeout, options.timeout},
                               .scheduled = options.scheduled});
    scenario_.sessions.push_back({.name = "",
                                  .user = options.user,
                                  .work = static_cast<Number>(scenario_.works.size() - 1),
                                  .place = {}});
    return static_cast<Number>(scenario_.sessions.size() - 1);
  }

  Scenario scenario_;
  std::uint32_t line_ = 0;
};

inline Instant at(Duration offset) { return Instant{offset}; }

}  // namespace outlive::testing
