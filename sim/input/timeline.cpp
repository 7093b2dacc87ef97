#include "sim/input/timeline.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "sim/input/decode.hpp"
#include "sim/input/names.hpp"
#include "sim/input/open_sign_ins.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/scenario_schema.hpp"
#include "sim/input/settings_decoder.hpp"
#include "sim/input/work_decoder.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/instant.hpp"

namespace outlive::input {
namespace {

/// One line with its place in the order of what people do, and the number of what it starts.
struct Line {
  Node node;
  Moment at;
  std::string_view verb;
  Number subject = no_number;
};

class Timeline {
 public:
  Timeline(const Soundness& sound, Scenario& scenario, Diagnostics& problems)
      : sound_(sound), scenario_(scenario), problems_(problems), open_(scenario, sound.all()) {
    for (Number user = 0; user < scenario.users.size(); ++user) users_.declare(scenario.users[user].name, user);
    for (Number domain = 1; domain < scenario.domains.size(); ++domain) {
      domains_.declare(scenario.domains[domain], domain);
    }
  }

  void read(Node list);

 private:
  struct Handler {
    std::string_view verb;
    void (Timeline::*read)(const Line&);
  };
  static const std::array<Handler, 18> handlers;

  [[nodiscard]] std::vector<Line> lines_of(Node list);
  [[nodiscard]] bool has_own_line(Node node);
  [[nodiscard]] Instant time_of(Node at);
  void expect_names_of(Node node);
  void declare(Line& line);
  void declare_work(Names& own, const Names& other, Node name, const Line& line);

  void set(const Line& line);
  void sign_in(const Line& line);
  void sign_out(const Line& line);
  void end_session(const Line& line);
  void revoke(const Line& line);
  void start_session(const Line& line);
  void run(const Line& line);
  void stop_session(const Line& line) { on_session(line, Verb::stop_session); }
  void close_notebook(const Line& line) { on_session(line, Verb::close_notebook); }
  void restart_kernel(const Line& line);
  void start_training_job(const Line& line) { start_job(line, ServiceType::training_job); }
  void start_processing_job(const Line& line) { start_job(line, ServiceType::processing_job); }
  void start_glue_job(const Line& line);
  void start_job(const Line& line, ServiceType service);
  void stop_job(const Line& line);
  void restart_job(const Line& line);
  void open_app(const Line& line);
  void restart_app(const Line& line);
  void stop_app(const Line& line) { on_app(line, Verb::stop_app); }

  Action& add(const Line& line, Verb verb, Number user);
  std::optional<Number> user_of(const Line& line);
  void check_owner(const Line& line, Number owner, const std::string& what);
  void on_session(const Line& line, Verb verb);
  void on_app(const Line& line, Verb verb, Number from = no_number);
  std::optional<Number> app_of(const Line& line, Number user);

  const Soundness& sound_;
  Scenario& scenario_;
  Diagnostics& problems_;
  OpenSignIns open_;
  std::uint32_t last_line_ = 0;
  Names users_{"user", "users are named under 'users:'"};
  Names domains_{"SageMaker domain", "a user works in it, or it stands under 'settings: sagemaker: domains:'"};
  Names sign_ins_{"sign-in"};
  Names sessions_{"session"};
  Names jobs_{"job"};
  Names apps_{"app"};
};

const std::array<Timeline::Handler, 18> Timeline::handlers{{
    {"sign_in", &Timeline::sign_in},
    {"sign_out", &Timeline::sign_out},
    {"end_session", &Timeline::end_session},
    {"revoke", &Timeline::revoke},
    {"start_session", &Timeline::start_session},
    {"run", &Timeline::run},
    {"stop_session", &Timeline::stop_session},
    {"stop_kernel", &Timeline::stop_session},
    {"restart_kernel", &Timeline::restart_kernel},
    {"close_notebook", &Timeline::close_notebook},
    {"start_training_job", &Timeline::start_training_job},
    {"start_processing_job", &Timeline::start_processing_job},
    {"start_glue_job", &Timeline::start_glue_job},
    {"stop_job", &Timeline::stop_job},
    {"restart_job", &Timeline::restart_job},
    {"open_app", &Timeline::open_app},
    {"restart_app", &Timeline::restart_app},
    {"stop_app", &Timeline::stop_app},
}};

void Timeline::read(Node list) {
  std::vector<Line> lines = lines_of(list);
  // Numbers follow the order of the file, everything else the order in which it happens.
  for (Line& line : lines) declare(line);
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.at < b.at; });
  for (const Line& line : lines) {
    if (line.verb == "set") set(line);
  }
  for (const Line& line : lines) {
    const auto* handler = std::find_if(handlers.begin(), handlers.end(),
                                       [&](const Handler& entry) { return entry.verb == line.verb; });
    if (handler != handlers.end()) (this->*handler->read)(line);
  }
}

std::vector<Line> Timeline::lines_of(Node list) {
  const Type& type = *find_field(scenario_schema()->members, "timeline")->type->item;
  std::vector<Line> lines;
  for (const Node node : list) {
    if (!sound_(node, type)) {
      expect_names_of(node);
      continue;
    }
    if (!has_own_line(node)) continue;
    const Node selector = node.find("do") ? node.find("do") : node.find("admin");
    lines.push_back({node, {time_of(node.find("at")), node.line()}, selector.text()});
  }
  return lines;
}

/// The order of lines decides what comes first at one instant, so no two may share one.
bool Timeline::has_own_line(Node node) {
  const std::uint32_t line = node.line();
  if (line > last_line_) {
    last_line_ = line;
    return true;
  }
  problems_.error(node.place(), "another entry of the timeline stands on this line (an alias stands where its anchor "
                                "does); give each a line of its own, since lines decide what comes first");
  return false;
}

Instant Timeline::time_of(Node node) {
  const Instant at = as_instant(node, scenario_.start_unix_ms);
  if (at < Instant{}) {
    problems_.error(node.place(), "at: " + std::string(node.text()) + " lies before the start of the scenario, " +
                                      text::format_instant(scenario_.start_unix_ms));
  } else if (at > scenario_.horizon) {
    problems_.warning(node.place(), "at: " + std::string(node.text()) + " lies after the horizon, " +
                                        text::format_duration(scenario_.horizon.time_since_epoch()) +
                                        ": it never happens");
  }
  return at;
}

/// Whatever a line that cannot be read may have started.
void Timeline::expect_names_of(Node node) {
  for (const char* key : {"id", "job"}) {
    const Node name = node.find(key);
    if (!name || !name.is_scalar()) continue;
    for (Names* names : {&sign_ins_, &sessions_, &jobs_, &apps_}) names->expect(name.text());
  }
}

/// Numbers what a line starts, and makes its name known to every other line.
void Timeline::declare(Line& line) {
  const auto number_in = [](const auto& table) { return static_cast<Number>(table.size()); };
  const Node id = line.node.find("id");
  const bool starts_job = line.verb.starts_with("start_") && line.verb.ends_with("_job");
  if (line.verb == "sign_in") {
    line.subject = number_in(scenario_.sign_ins);
    if (id) sign_ins_.declare(id, line.subject, line.at, problems_);
    scenario_.sign_ins.push_back({id ? std::string(id.text()) : "", 0});
  } else if (line.verb == "start_session" || (line.verb == "restart_kernel" && id)) {
    line.subject = number_in(scenario_.sessions);
    declare_work(sessions_, jobs_, id, line);
    scenario_.sessions.push_back({std::string(id.text()), 0, no_number, id.place()});
  } else if (line.verb == "run" || line.verb == "restart_job" || starts_job) {
    const Node name = line.verb == "run" ? line.node.find("job") : id;
    line.subject = number_in(scenario_.jobs);
    declare_work(jobs_, sessions_, name, line);
    scenario_.jobs.push_back({.name = std::string(name.text()), .line = line.at.line});
  } else if (line.verb == "open_app") {
    line.subject = number_in(scenario_.apps);
    apps_.declare(id, line.subject, line.at, problems_);
    scenario_.apps.push_back({std::string(id.text()), 0});
  }
}

/// `explain NAME` must mean one thing, so sessions and jobs share their names.
void Timeline::declare_work(Names& own, const Names& other, Node name, const Line& line) {
  own.declare(name, line.subject, line.at, problems_);
  const std::uint32_t taken = other.line_of(name.text());
  if (taken == 0) return;
  problems_.error(name.place(), "the name " + quote(name.text()) + " is taken by " +
                                    (&other == &jobs_ ? "the job" : "the session") + " on line " +
                                    std::to_string(taken) + "; sessions and jobs need different names");
}

Action& Timeline::add(const Line& line, Verb verb, Number user) {
  scenario_.actions.push_back({.at = line.at.at, .line = line.at.line, .user = user, .subject = line.subject});
  scenario_.actions.back().verb = verb;
  return scenario_.actions.back();
}

std::optional<Number> Timeline::user_of(const Line& line) {
  return users_.resolve(line.node.find("user"), line.at, problems_);
}

/// Where a line names a user although what it acts on has an owner, it must be that one.
void Timeline::check_owner(const Line& line, Number owner, const std::string& what) {
  const Node name = line.node.find("user");
  if (!name) return;
  const auto user = user_of(line);
  if (user && *user != owner) {
    problems_.error(name.place(), what + " belongs to " + scenario_.users[owner].name + ", not to " +
                                      scenario_.users[*user].name);
  }
}

void Timeline::set(const Line& line) {
  Domain domain = general_domain;
  if (const Node name = line.node.find("domain")) {
    const auto known = domains_.resolve(name, line.at, problems_);
    if (!known) return;
    domain = static_cast<Domain>(*known);
  }
  read_changes(line.node, line.at, domain, scenario_, problems_);
}

void Timeline::sign_in(const Line& line) {
  const auto user = user_of(line);
  if (!user) return;
  scenario_.sign_ins[line.subject].user = *user;
  add(line, Verb::sign_in, *user);
  open_.begin(*user, line.subject, line.at);
}

void Timeline::sign_out(const Line& line) {
  const auto user = user_of(line);
  if (!user) return;
  const auto from = open_.meant(line.node, *user, sign_ins_, line.at, problems_);
  if (!from) return;
  add(line, Verb::sign_out, *user).from = *from;
  open_.end(*user, *from == no_number ? open_.only(*user) : *from);
}

void Timeline::end_session(const Line& line) {
  const auto user = user_of(line);
  if (!user) return;
  if (!line.node.find("from")) {
    add(line, Verb::end_interactive, *user);
    open_.end_all(*user);
    return;
  }
  const auto from = open_.meant(line.node, *user, sign_ins_, line.at, problems_);
  if (!from) return;
  add(line, Verb::end_interactive, *user).from = *from;
  open_.end(*user, *from);
}

void Timeline::revoke(const Line& line) {
  const Node session = line.node.find("session");
  const Node job = line.node.find("job");
  const Node user = line.node.find("user");
  if ((session ? 1 : 0) + (job ? 1 : 0) + (user ? 1 : 0) != 1) {
    problems_.error(line.node.place(), "'admin: revoke' needs exactly one of 'session', 'job' and 'user'");
    return;
  }
  if (session) {
    if (const auto number = sessions_.resolve(session, line.at, problems_)) {
      add(line, Verb::revoke, scenario_.sessions[*number].user).subject = *number;
    }
  } else if (job) {
    const auto number = jobs_.resolve(job, line.at, problems_);
    if (!number) return;
    const JobSpec& spec = scenario_.jobs[*number];
    if (spec.session != no_number) {
      problems_.error(job.place(), "a statement has no background session of its own; revoke that of session '" +
                                       scenario_.sessions[spec.session].name + "'");
      return;
    }
    add(line, Verb::revoke, spec.user).object = *number;
  } else if (const auto whose = user_of(line)) {
    add(line, Verb::revoke, *whose);
  }
}

void Timeline::start_session(const Line& line) {
  const auto user = user_of(line);
  if (!user) return;
  const auto app = app_of(line, *user);
  const auto from = open_.meant(line.node, *user, sign_ins_, line.at, problems_);
  const auto work = read_work(line.node, ServiceType::glue_session, scenario_.prices, problems_);
  SessionSpec& session = scenario_.sessions[line.subject];
  session.user = *user;
  if (!app || !from || !work) return;
  session.work = static_cast<Number>(scenario_.works.size());
  scenario_.works.push_back(*work);
  Action& action = add(line, Verb::start_session, *user);
  action.work = session.work;
  action.from = *from;
  action.object = *app;
}

void Timeline::run(const Line& line) {
  const auto session = sessions_.resolve(line.node.find("session"), line.at, problems_);
  if (!session) return;
  const Number owner = scenario_.sessions[*session].user;
  check_owner(line, owner, "session " + quote(scenario_.sessions[*session].name));
  JobSpec& job = scenario_.jobs[line.subject];
  job.user = owner;
  job.session = *session;
  Action& action = add(line, Verb::run, owner);
  action.object = *session;
  action.takes = as_duration(line.node.find("takes"));
  action.saves_results = value_or(line.node.find("saves_results"), as_flag, false);
  action.fails = value_or(line.node.find("fails"), as_flag, false);
}

void Timeline::on_session(const Line& line, Verb verb) {
  const auto session = sessions_.resolve(line.node.find("session"), line.at, problems_);
  if (!session) return;
  const SessionSpec& spec = scenario_.sessions[*session];
  check_owner(line, spec.user, "session " + quote(spec.name));
  add(line, verb, spec.user).subject = *session;
}

void Timeline::restart_kernel(const Line& line) {
  const auto session = sessions_.resolve(line.node.find("session"), line.at, problems_);
  if (!session) return;
  const SessionSpec& old = scenario_.sessions[*session];
  check_owner(line, old.user, "session " + quote(old.name));
  const auto from = open_.meant(line.node, old.user, sign_ins_, line.at, problems_);
  if (!from) return;
  Action& action = add(line, Verb::restart_kernel, old.user);
  action.object = *session;
  action.work = old.work;
  action.from = *from;
  if (line.subject == no_number) return;
  scenario_.sessions[line.subject].user = old.user;
  scenario_.sessions[line.subject].work = old.work;
}

void Timeline::start_glue_job(const Line& line) {
  const bool streaming = value_or(line.node.find("streaming"), as_flag, false);
  start_job(line, streaming ? ServiceType::glue_streaming_job : ServiceType::glue_job);
}

void Timeline::start_job(const Line& line, ServiceType service) {
  const auto user = user_of(line);
  if (!user) return;
  const auto app = app_of(line, *user);
  const auto from = open_.meant(line.node, *user, sign_ins_, line.at, problems_);
  const auto work = read_work(line.node, service, scenario_.prices, problems_);
  JobSpec& job = scenario_.jobs[line.subject];
  job.user = *user;
  if (!app || !from || !work) return;
  job.work = static_cast<Number>(scenario_.works.size());
  scenario_.works.push_back(*work);
  Action& action = add(line, Verb::start_job, *user);
  action.work = job.work;
  action.from = *from;
  action.object = *app;
  action.takes = as_duration(line.node.find("takes"));
  action.fails = value_or(line.node.find("fails"), as_flag, false);
}

void Timeline::stop_job(const Line& line) {
  const auto job = jobs_.resolve(line.node.find("job"), line.at, problems_);
  if (!job) return;
  const JobSpec& spec = scenario_.jobs[*job];
  check_owner(line, spec.user, "job " + quote(spec.name));
  add(line, Verb::stop_job, spec.user).subject = *job;
}

void Timeline::restart_job(const Line& line) {
  const Node name = line.node.find("job");
  const auto old = jobs_.resolve(name, line.at, problems_);
  if (!old) return;
  const JobSpec& before = scenario_.jobs[*old];
  if (before.session != no_number) {
    problems_.error(name.place(), "a statement cannot be restarted; run it again");
    return;
  }
  check_owner(line, before.user, "job " + quote(before.name));
  const auto from = open_.meant(line.node, before.user, sign_ins_, line.at, problems_);
  if (!from) return;
  JobSpec& job = scenario_.jobs[line.subject];
  job.user = before.user;
  job.work = before.work;
  Action& action = add(line, Verb::restart_job, job.user);
  action.object = *old;
  action.work = job.work;
  action.from = *from;
}

void Timeline::open_app(const Line& line) {
  const auto user = user_of(line);
  if (!user) return;
  scenario_.apps[line.subject].user = *user;
  const auto from = open_.meant(line.node, *user, sign_ins_, line.at, problems_);
  if (from) add(line, Verb::open_app, *user).from = *from;
}

void Timeline::on_app(const Line& line, Verb verb, Number from) {
  const auto app = apps_.resolve(line.node.find("app"), line.at, problems_);
  if (!app) return;
  const AppSpec& spec = scenario_.apps[*app];
  check_owner(line, spec.user, "app " + quote(spec.name));
  Action& action = add(line, verb, spec.user);
  action.subject = *app;
  action.from = from;
}

/// Opening an app again takes a sign-in, as opening it did.
void Timeline::restart_app(const Line& line) {
  Diagnostics reported_below;
  const auto app = apps_.resolve(line.node.find("app"), line.at, reported_below);
  const auto from =
      app ? open_.meant(line.node, scenario_.apps[*app].user, sign_ins_, line.at, problems_) : no_number;
  if (from) on_app(line, Verb::restart_app, *from);
}

/// The app that a line names, no_number if it names none, nothing if it cannot mean that one.
std::optional<Number> Timeline::app_of(const Line& line, Number user) {
  const Node name = line.node.find("app");
  if (!name) return no_number;
  const auto app = apps_.resolve(name, line.at, problems_);
  if (app && scenario_.apps[*app].user != user) {
    problems_.error(name.place(), "app " + quote(name.text()) + " belongs to " +
                                      scenario_.users[scenario_.apps[*app].user].name);
    return std::nullopt;
  }
  return app;
}

}  // namespace

void read_timeline(Node lines, const Soundness& sound, Scenario& scenario, Diagnostics& problems) {
  Timeline(sound, scenario, problems).read(lines);
}

}  // namespace outlive::input
