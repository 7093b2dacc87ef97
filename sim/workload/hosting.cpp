// What holds sessions and notebooks: Studio apps, EMR Serverless applications, EMR clusters. Each start is a life.
#include <algorithm>
#include <utility>

#include "sim/identity/kinds.hpp"
#include "sim/services/emr_ec2.hpp"
#include "sim/services/emr_serverless.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/studio.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

using lifetime::Birth;
using lifetime::Index;
using lifetime::Lifetime;
using lifetime::no_index;
using lifetime::State;

namespace {

Duration given_or(Duration given, const SettingsHistory& settings, Setting setting, Moment now,
                  Domain domain = general_domain) {
  return given != from_settings ? given : settings.duration(setting, now, domain);
}

std::int64_t vcpus_of(const Workers& workers) { return workers.count * workers.vcpu; }

}  // namespace

// --- Studio apps ---

/// Why its user cannot open an app now; empty if they can. Studio is an application of Identity Center; that of Unified
/// Studio is not among those that are assigned here.
std::string_view Estate::refusal_of_app(const Action& action) {
  const Moment at = now(action);
  const Number sign_in = sign_in_for(action);
  if (sign_in == no_number || !machine_.alive(sign_ins_[sign_in].ref))
    return "the app was not opened: its user was not signed in";
  if (refusal_of_user(action.user, at).cause != Cause::none)
    return "the app was not opened: its user is denied [IDC-15]";
  if (refusal_of_assignment(action.user, application_of_app(action), at).cause != Cause::none)
    return "the app was not opened: its user is not assigned to it [IDC-14]";
  return {};
}

std::optional<Application> Estate::application_of_app(const Action& action) const {
  const HostSetup& setup =
      action.work != no_number ? inputs_.setups[action.work] : hosts_[action.subject].setup;
  if (setup.type == HostType::unified_studio_app) return std::nullopt;
  return Application::sagemaker;
}

Number Estate::sign_in_for(const Action& action) {
  return action.from != no_number ? action.from : open_sign_in(action.user);
}

/// Nobody restarts an app that they could not open.
void Estate::restart_app(const Action& action) {
  if (const std::string_view refusal = refusal_of_app(action); !refusal.empty())
    return no_effect(action, refusal);
  if (machine_.alive(hosts_[action.subject].ref)) stop_app(action);
  read_journal();
  open_app(action);
}

/// Its idle timeout is fixed now: a running app does not hear of changed settings (SM-13).
void Estate::open_app(const Action& action) {
  if (const std::string_view refusal = refusal_of_app(action); !refusal.empty())
    return no_effect(action, refusal);
  const Number sign_in = sign_in_for(action);
  LiveHost& app = hosts_[action.subject];
  if (machine_.alive(app.ref)) return no_effect(action, "the app was open already");
  if (action.work != no_number) app.setup = inputs_.setups[action.work];
  const bool unified = app.setup.type == HostType::unified_studio_app;
  const std::uint32_t user = local(action.user);
  const Domain domain = inputs_.domain_of(action.user);
  Birth birth{.kind = unified ? services::unified_studio_app : services::studio_app,
              .user = user,
              .tag = action.subject};
  const Duration start_up =
      unified ? Duration::zero() : inputs_.settings->duration(Setting::studio_start_up, now(action), domain);
  birth.limits[services::studio_app_clock::start_up] =
      app.setup.start_up != from_settings ? app.setup.start_up : start_up;
  birth.limits[services::studio_app_clock::idle_shutdown] = given_or(
      app.setup.idle_timeout, *inputs_.settings,
      unified ? Setting::unified_studio_idle_timeout : Setting::studio_idle_timeout, now(action), domain);
  app.owner = user;
  const Index opened = machine_.create(birth);
  const Index held = machine_.create({.kind = identity::application_session,
                                      .user = user,
                                      .container = opened,
                                      .bond = sign_ins_[sign_in].ref.index,
                                      .stop_share = draw_stop_share(user)});  // IDC-3
  see_removal_later(held, application_of_app(action), now(action));
  app.ref = machine_.ref(opened);
  app.since = now(action);
}

void Estate::stop_app(const Action& action) {
  const lifetime::Ref app = hosts_[action.subject].ref;
  if (!machine_.alive(app)) return no_effect(action, "the app was not open");
  machine_.end(app.index, Cause::app_stopped, Rule::none);
}

// --- Applications of EMR Serverless ---

/// An application or cluster is had by whoever is not disabled, deleted or denied (IDC-13, IDC-15); nobody has to be signed
/// in for it. False if it is refused: the record says why, and what would start in it says so, too.
bool Estate::create_host(const Action& action) {
  LiveHost& host = hosts_[action.subject];
  HostResult& record = records_.hosts[action.subject];
  host.setup = inputs_.setups[action.work];
  host.owner = local(action.user);
  record.created = action.at;
  Refusal refusal = refusal_of_user(action.user, now(action));
  if (refusal.cause == Cause::none && host.setup.type == HostType::application &&
      is_refused(host.setup, now(action)))
    refusal = {Cause::background_sessions_refused, Rule::emrs_1};
  record.cause = refusal.cause;
  record.rule = refusal.rule;
  host.exists = refusal.cause == Cause::none;
  return host.exists;
}

/// Whether a user may change what exists; if not, the line has no effect.
bool Estate::may_change(const Action& action) {
  const Refusal refusal = refusal_of_user(action.user, now(action));
  if (refusal.cause == Cause::none) return true;
  no_effect(action, refusal.rule == Rule::idc_15
                        ? "the call was refused: its user is denied [IDC-15]"
                        : "the call was refused: its user is disabled or deleted [IDC-13]");
  return false;
}

void Estate::create_application(const Action& action) {
  if (!create_host(action)) return;
  LiveHost& host = hosts_[action.subject];
  records_.hosts[action.subject].state = "CREATED";
  if (host.setup.idle_timeout == from_settings) {
    host.setup.idle_timeout = inputs_.settings->duration(Setting::emr_serverless_auto_stop, now(action));
  }
}

void Estate::update_application(const Action& action) {
  LiveHost& host = hosts_[action.subject];
  if (!host.exists) return no_effect(action, "the application was never created");
  if (!may_change(action)) return;
  const HostSetup& wanted = inputs_.setups[action.work];
  const auto changes = [&](HostSetup::Part part) { return (wanted.changes & part) != 0; };
  if (changes(HostSetup::flag) && is_refused(wanted, now(action))) {
    return no_effect(action,
                     "background sessions are off at Identity Center, so the update was refused [EMRS-1]");
  }
  const bool capacity = changes(HostSetup::maximum) || changes(HostSetup::initial_capacity);
  if (capacity && machine_.alive(host.ref)) {
    return no_effect(action, "the capacity of an application that is started cannot be changed [EMRS-10]");
  }
  if (changes(HostSetup::flag)) host.setup.background_sessions = wanted.background_sessions;
  if (changes(HostSetup::auto_stop)) {
    host.setup.idle_timeout = wanted.idle_timeout;
    if (machine_.alive(host.ref)) {
      machine_.limit_clock(host.ref.index, services::application_clock::auto_stop, wanted.idle_timeout,
                           host.idle_since);
    }
  }
  if (changes(HostSetup::maximum)) host.setup.maximum_vcpu = wanted.maximum_vcpu;
  if (changes(HostSetup::initial_capacity)) {
    host.setup.initial = wanted.initial;
    host.setup.meters = wanted.meters;
  }
}

void Estate::start_application(const Action& action) {
  LiveHost& host = hosts_[action.subject];
  if (!host.exists) return no_effect(action, "the application was never created");
  if (!may_change(action)) return;
  if (machine_.alive(host.ref)) return no_effect(action, "the application was started already");
  if (!begin_application(action.subject, action.user, now(action))) {
    no_effect(action, "its initial capacity exceeds the quota or its maximum, so it did not start [EMRS-9]");
  }
}

/// False if its pre-initialised workers do not fit: an application is started or not, it does not wait.
bool Estate::begin_application(Number number, Number user, Moment when) {
  LiveHost& host = hosts_[number];
  const std::int64_t vcpus = vcpus_of(host.setup.initial);
  Birth birth{.kind = services::application, .user = local(user), .tag = number};
  birth.draws = {{{number_of(ResourceKind::host_vcpus, user, number), static_cast<std::int32_t>(vcpus)},
                  {number_of(ResourceKind::emr_serverless_vcpus, user), static_cast<std::int32_t>(vcpus)}}};
  if (const lifetime::Draw* missing = lacking(birth.draws, when)) {
    note_refusal(missing->resource);
    return false;
  }
  birth.limits[services::application_clock::auto_stop] = host.setup.idle_timeout;
  host.pre_initialised_free = host.setup.initial.count;
  host.ref = machine_.ref(machine_.create(birth));
  host.since = when;
  return true;
}

void Estate::stop_host(const Action& action, Cause cause) {
  const lifetime::Ref host = hosts_[action.subject].ref;
  if (!machine_.alive(host)) return no_effect(action, "it was not running");
  machine_.end(host.index, cause, Rule::none);
}

// --- Clusters of EMR ---

void Estate::launch_cluster(const Action& action) {
  if (!create_host(action)) return;
  LiveHost& host = hosts_[action.subject];
  Birth birth{.kind = services::cluster, .user = host.owner, .tag = action.subject};
  birth.limits[services::cluster_clock::start_up] =
      given_or(host.setup.start_up, *inputs_.settings, Setting::emr_ec2_cluster_start_up, now(action));
  birth.limits[services::cluster_clock::auto_termination] = given_or(
      host.setup.idle_timeout, *inputs_.settings, Setting::emr_ec2_cluster_idle_timeout, now(action));
  host.ref = machine_.ref(machine_.create(birth));
  host.since = now(action);
}

// --- What the journal says of them ---

void Estate::note_host(const Lifetime& life, const State* from, const State& to) {
  LiveHost& host = hosts_[life.tag];
  HostResult& record = records_.hosts[life.tag];
  record.state = to.name;
  if (from == nullptr) {
    ++record.lives;
    if (record.created == never) record.created = machine_.now();
    record.ready = record.ended = never;
    record.cause = Cause::none;
    record.rule = Rule::none;
    host.at_work.clear();
  }
  if (to.billed && (from == nullptr || !from->billed)) {
    host.lines = lines_.open(host.owner, host.setup.meters, machine_.now(), false);
    host.up_since = host.idle_since = machine_.now();
    hand_over(host);
  }
  if (to.open && (from == nullptr || !from->open)) {
    record.ready = machine_.now();
    lines_.bill(host.lines, Bucket::overhead, shared_time(host, host.owner));  // start-up, where it is billed
    hand_over(host);
  }
  if (!to.terminal) return;
  record.ended = machine_.now();
  record.cause = life.cause;
  record.rule = life.rule;
  if (from->billed) record.up += machine_.now() - host.up_since;
  ended_hosts_.push_back(life.tag);
}

/// From now on the host's time is that of the first at work in it, or nobody's.
void Estate::hand_over(LiveHost& host) {
  host.shared_since = machine_.now();
  const std::uint32_t user =
      host.at_work.empty() ? host.owner : machine_[jobs_[host.at_work.front()].ref.index].user;
  host.attended_then = attendance_.reading(user, machine_.now());
}

BilledTime Estate::shared_time(const LiveHost& host, std::uint32_t user) const {
  const Instant now = machine_.now();
  return {attendance_.since(user, host.shared_since, host.attended_then, now), user, now};
}

void Estate::begin_sharing(Number number, Number job) {
  LiveHost& host = hosts_[number];
  if (host.at_work.empty()) lines_.bill(host.lines, Bucket::idle, shared_time(host, host.owner));
  // Of several that begin at one instant the first user's comes first, as in the order of events. Rows of a crowd serve one
  // job after the other and say nothing of an order: of one user's, the one that begins first does.
  const auto later = [&](Number other) {
    const auto rank = [&](Number of) {
      const bool of_crowd = jobs_[of].tally != no_number;
      return std::pair(machine_[jobs_[of].ref.index].user, of_crowd ? no_number : of);
    };
    return records_.jobs[other].started == machine_.now() && rank(other) > rank(job);
  };
  const auto place = std::find_if(host.at_work.begin(), host.at_work.end(), later);
  const bool first = place == host.at_work.begin();
  host.at_work.insert(place, job);
  if (first) hand_over(host);
}

void Estate::end_sharing(Number number, Number job, Bucket bucket) {
  LiveHost& host = hosts_[number];
  const auto place = std::find(host.at_work.begin(), host.at_work.end(), job);
  if (place == host.at_work.end()) return;
  const bool first = place == host.at_work.begin();
  if (first) lines_.bill(host.lines, bucket, shared_time(host, machine_[jobs_[job].ref.index].user));
  host.at_work.erase(place);
  if (first) hand_over(host);
}

void Estate::close_ended_hosts() {
  for (const Number host : ended_hosts_) close_host_lines(hosts_[host], records_.hosts[host]);
  ended_hosts_.clear();
}

/// Its meters stop, after everything that was at work in it has been billed.
void Estate::close_host_lines(LiveHost& host, HostResult& record) {
  if (host.lines.empty()) return;
  const Bucket rest = record.ready == never ? Bucket::overhead : Bucket::idle;
  lines_.bill(host.lines, rest, shared_time(host, host.owner));
  lines_.close(host.lines, machine_.now(), false);
  record.lines.push_back(host.lines);
  host.lines = {};
}

// --- Warm pools ---

/// Billed while no job uses it (SM-14).
void Estate::note_pool(const Lifetime& life, Index index, const State& to) {
  LivePool& pool = pools_[life.tag];
  if (!pool.lines.empty()) close_pool_lines(pool);
  if (!to.billed) {
    pool.job = pool.next_job;
  } else if (records_.jobs[pool.job].started == never) {
    follow_ups_.push_back({FollowUp::What::empty_pool, index, no_number});  // there are no instances to keep
  } else {
    pool.tally = jobs_[pool.job].tally;
    pool.lines =
        lines_.open(life.user, inputs_.works[pool.work].meters, machine_.now(), pool.tally != no_number);
    follow_ups_.push_back({FollowUp::What::age_pool, index, no_number});
  }
}

void Estate::close_pool_lines(LivePool& pool) {
  const BilledTime kept = lines_.since_opening(pool.lines, machine_.now());
  lines_.bill(pool.lines, Bucket::idle, kept);
  lines_.close(pool.lines, machine_.now(), false);
  if (pool.tally != no_number) {  // the row of its job may serve another by now
    tally(pool.tally).cost += lines_.settle(pool.lines);
    return;
  }
  records_.jobs[pool.job].retained = kept.time.total();
  records_.jobs[pool.job].retained_lines = std::exchange(pool.lines, {});
}

}  // namespace outlive::workload
