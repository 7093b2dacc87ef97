#include "sim/input/timeline.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "sim/input/decode.hpp"
#include "sim/input/directory_lines.hpp"
#include "sim/input/open_sign_ins.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/scenario_schema.hpp"
#include "sim/input/settings_decoder.hpp"
#include "sim/input/timeline_names.hpp"
#include "sim/input/work_decoder.hpp"

namespace outlive::input {
namespace {

using Line = TimelineLine;

class Timeline {
 public:
  Timeline(const Soundness& sound, Scenario& scenario, Diagnostics& problems)
      : sound_(sound),
        scenario_(scenario),
        problems_(problems),
        names_(scenario),
        open_(scenario, sound.all()),
        directory_(scenario, problems, sound.all()) {}

  void read(Node list);

 private:
  struct Handler {
    std::string_view verb;
    void (Timeline::*read)(const Line&);
  };
  static const std::array<Handler, 18> handlers;

  [[nodiscard]] std::vector<Line> lines_of(Node list);
  [[nodiscard]] bool has_own_line(Node node);

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
  std::optional<Number> sign_in_of(const Line& line, Number user, bool needs_one = true);
  [[nodiscard]] bool is_scheduled(Number work) const;
  [[nodiscard]] bool check_owner(const Line& line, Number owner, const std::string& what);
  void on_session(const Line& line, Verb verb);
  void on_app(const Line& line, Verb verb, Number from = no_number);
  std::optional<Number> app_of(const Line& line, Number user);

  const Soundness& sound_;
  Scenario& scenario_;
  Diagnostics& problems_;
  TimelineNames names_;
  OpenSignIns open_;
  DirectoryLines directory_;
  std::uint32_t last_line_ = 0;
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
  for (Line& line : lines) names_.declare(line, scenario_, problems_);
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.at < b.at; });
  for (const Line& line : lines) {
    if (line.verb == "set") set(line);
  }
  for (const Line& line : lines) {
    if (directory_.read(line)) continue;
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
      names_.expect_names_of(node);
      continue;
    }
    if (!has_own_line(node)) continue;
    const Node selector = node.find("do") ? node.find("do") : node.find("admin");
    lines.push_back({node, {time_of(node.find("at"), scenario_, problems_), node.line()}, selector.text()});
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
  problems_.error(node.place(),
                  "another entry of the timeline stands on this line; give each a line of its own, since "
                  "lines decide what comes first");
  return false;
}

Action& Timeline::add(const Line& line, Verb verb, Number user) {
  scenario_.actions.push_back(
      {.at = line.at.at, .line = line.at.line, .user = user, .subject = line.subject});
  scenario_.actions.back().verb = verb;
  return scenario_.actions.back();
}

/// The sign-in that a line means, no_number for the one that is open. What needs nobody (a schedule's work, IDC-7, and
/// what starts nothing) means none, unless it names one.
std::optional<Number> Timeline::sign_in_of(const Line& line, Number user, bool needs_one) {
  if (!needs_one && !line.node.find("from")) return no_number;
  return open_.meant(line.node, user, names_.sign_ins, line.at, problems_);
}

bool Timeline::is_scheduled(Number work) const {
  return work != no_number && scenario_.works[work].scheduled;
}

std::optional<Number> Timeline::user_of(const Line& line) {
  return names_.users.resolve(line.node.find("user"), line.at, problems_);
}

/// Where a line names a user although what it acts on has an owner, it must be that one. False if it is
/// not, or if the owner is not known because the line that starts it has a problem.
bool Timeline::check_owner(const Line& line, Number owner, const std::string& what) {
  const Node name = line.node.find("user");
  const auto user = name ? user_of(line) : owner;
  if (!user || owner == no_number) return false;
  if (*user == owner) return true;
  problems_.error(name.place(), what + " belongs to " + scenario_.users[owner].name + ", not to " +
                                    scenario_.users[*user].name);
  return false;
}

void Timeline::set(const Line& line) {
  Domain domain = general_domain;
  if (const Node name = line.node.find("domain")) {
    const auto known = names_.domains.resolve(name, line.at, problems_);
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
  const auto from = sign_in_of(line, *user);
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
  const auto from = sign_in_of(line, *user);
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
    if (const auto number = names_.sessions.resolve(session, line.at, problems_)) {
      add(line, Verb::revoke, scenario_.sessions[*number].user).subject = *number;
    }
  } else if (job) {
    const auto number = names_.jobs.resolve(job, line.at, problems_);
    if (!number) return;
    const JobSpec& spec = scenario_.jobs[*number];
    if (spec.session != no_number) {
      problems_.error(job.place(),
                      "a statement has no background session of its own; revoke that of session '" +
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
  const auto from = sign_in_of(line, *user, !value_or(line.node.find("scheduled"), as_flag, false));
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
  const auto session = names_.sessions.resolve(line.node.find("session"), line.at, problems_);
  if (!session) return;
  const Number owner = scenario_.sessions[*session].user;
  if (!check_owner(line, owner, "session " + quote(scenario_.sessions[*session].name))) return;
  JobSpec& job = scenario_.jobs[line.subject];
  job.user = owner;
  job.session = *session;
  const Number reads = directory_.reads_of(line);
  Action& action = add(line, Verb::run, owner);
  action.object = *session;
  action.reads = reads;
  action.takes = as_duration(line.node.find("takes"));
  action.saves_results = value_or(line.node.find("saves_results"), as_flag, false);
  action.fails = value_or(line.node.find("fails"), as_flag, false);
}

void Timeline::on_session(const Line& line, Verb verb) {
  const auto session = names_.sessions.resolve(line.node.find("session"), line.at, problems_);
  if (!session) return;
  const SessionSpec& spec = scenario_.sessions[*session];
  if (!check_owner(line, spec.user, "session " + quote(spec.name))) return;
  add(line, verb, spec.user).subject = *session;
}

void Timeline::restart_kernel(const Line& line) {
  const auto session = names_.sessions.resolve(line.node.find("session"), line.at, problems_);
  if (!session) return;
  const SessionSpec& old = scenario_.sessions[*session];
  if (!check_owner(line, old.user, "session " + quote(old.name))) return;
  const auto from = sign_in_of(line, old.user, line.subject != no_number && !is_scheduled(old.work));
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
  const auto from = sign_in_of(line, *user, !value_or(line.node.find("scheduled"), as_flag, false));
  const auto work = read_work(line.node, service, scenario_.prices, problems_);
  const Number reads = directory_.reads_of(line);
  JobSpec& job = scenario_.jobs[line.subject];
  job.user = *user;
  if (!app || !from || !work) return;
  job.work = static_cast<Number>(scenario_.works.size());
  scenario_.works.push_back(*work);
  scenario_.works.back().reads = reads;
  Action& action = add(line, Verb::start_job, *user);
  action.work = job.work;
  action.from = *from;
  action.object = *app;
  action.takes = as_duration(line.node.find("takes"));
  action.fails = value_or(line.node.find("fails"), as_flag, false);
}

void Timeline::stop_job(const Line& line) {
  const auto job = names_.jobs.resolve(line.node.find("job"), line.at, problems_);
  if (!job) return;
  const JobSpec& spec = scenario_.jobs[*job];
  if (!check_owner(line, spec.user, "job " + quote(spec.name))) return;
  add(line, Verb::stop_job, spec.user).subject = *job;
}

void Timeline::restart_job(const Line& line) {
  const Node name = line.node.find("job");
  const auto old = names_.jobs.resolve(name, line.at, problems_);
  if (!old) return;
  const JobSpec& before = scenario_.jobs[*old];
  if (before.session != no_number) {
    problems_.error(name.place(), "a statement cannot be restarted; run it again");
    return;
  }
  if (!check_owner(line, before.user, "job " + quote(before.name))) return;
  const auto from = sign_in_of(line, before.user, !is_scheduled(before.work));
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
  scenario_.hosts[line.subject].user = *user;
  const auto from = sign_in_of(line, *user);
  if (!from) return;
  scenario_.setups.push_back({});
  Action& action = add(line, Verb::open_app, *user);
  action.from = *from;
  action.work = static_cast<Number>(scenario_.setups.size() - 1);
}

void Timeline::on_app(const Line& line, Verb verb, Number from) {
  const auto app = names_.apps.resolve(line.node.find("app"), line.at, problems_);
  if (!app) return;
  const HostSpec& spec = scenario_.hosts[*app];
  if (!check_owner(line, spec.user, "app " + quote(spec.name))) return;
  Action& action = add(line, verb, spec.user);
  action.subject = *app;
  action.from = from;
}

/// Opening an app again takes a sign-in, as opening it did.
void Timeline::restart_app(const Line& line) {
  Diagnostics reported_below;
  const auto app = names_.apps.resolve(line.node.find("app"), line.at, reported_below);
  const Number user = app ? scenario_.hosts[*app].user : no_number;
  const auto from = user == no_number ? no_number : sign_in_of(line, user);
  if (from) on_app(line, Verb::restart_app, *from);
}

/// The app that a line names, no_number if it names none, nothing if it cannot mean that one.
std::optional<Number> Timeline::app_of(const Line& line, Number user) {
  const Node name = line.node.find("app");
  if (!name) return no_number;
  const auto app = names_.apps.resolve(name, line.at, problems_);
  if (app && scenario_.hosts[*app].user == no_number) return std::nullopt;  // its own line has a problem
  if (app && scenario_.hosts[*app].user != user) {
    problems_.error(name.place(), "app " + quote(name.text()) + " belongs to " +
                                      scenario_.users[scenario_.hosts[*app].user].name + ", not to " +
                                      scenario_.users[user].name);
    return std::nullopt;
  }
  return app;
}

}  // namespace

void read_timeline(Node lines, const Soundness& sound, Scenario& scenario, Diagnostics& problems) {
  Timeline(sound, scenario, problems).read(lines);
}

}  // namespace outlive::input
