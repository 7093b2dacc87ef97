// Reading the journal: every transition becomes fate, usage, fingerprint and, if asked for, a line of a life.
#include <algorithm>
#include <stdexcept>

#include "sim/engine/flat.hpp"
#include "sim/identity/kinds.hpp"
#include "sim/identity/losses.hpp"
#include "sim/services/sagemaker.hpp"
#include "sim/services/service.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

namespace {

constexpr lifetime::KindMask signs_people_in = lifetime::in_kinds({identity::interactive_session});

/// Whether a session or job ended because it lost its identity.
bool is_identity_loss(Cause cause) { return lifetime::is_among(identity::every_loss, cause); }

/// Whether a job would have ended under any settings: by its own error, or because its user told it to.
bool is_own_doing(Cause cause) {
  return cause == Cause::work_failed || cause == Cause::stopped_by_user || cause == Cause::kernel_restarted;
}

}  // namespace

using lifetime::Kind;
using lifetime::Lifetime;
using lifetime::no_clock;
using lifetime::no_index;
using lifetime::no_state;
using lifetime::Part;
using lifetime::State;

void Estate::fire(std::uint32_t slot) {
  if (machine_.events().is_large()) look_ahead_to_clocks();
  machine_.advance_to(Instant{Duration{machine_.events().earliest_time()}});
  // Lines of this instant that were acted already still count.
  if (moment_.at != machine_.now()) moment_ = {machine_.now(), 0};
  if (!machine_.fire(slot)) return;
  ++records_.totals.events;
  read_journal();
}

OUTLIVE_FLAT void Estate::read_journal() {
  // What follows from what was read adds to the journal, which is then read on.
  std::size_t read = 0;
  std::size_t read_of_uses = 0;
  do {
    const std::span<const lifetime::JournalEntry> journal = machine_.journal();  // reading adds nothing to it
    if (machine_.has_ended(signs_people_in)) note_sign_outs(journal.subspan(read));
    for (; read < journal.size(); ++read) read_entry(journal[read]);
    if (read_of_uses < machine_.uses().size()) read_uses(read_of_uses);
    if (!follow_ups_.empty()) follow_up();
    machine_.grant();
  } while (read < machine_.journal().size() || read_of_uses < machine_.uses().size());
  // What a session or host held is told of its end after it, so its lines are closed when that has been billed.
  for (const Number session : ended_sessions_)
    lines_.close(records_.sessions[session].lines, machine_.now(), true);
  if (!ended_hosts_.empty()) close_ended_hosts();
  if (turns_.runs_ahead && !machine_.uses().empty()) [[unlikely]] {
    throw std::logic_error("a user who ran ahead took capacity, or gave some back");
  }
  machine_.clear_journal();
  if (!ended_sessions_.empty() || !ended_jobs_.empty()) settle_ended();
}

/// Who loses several sign-ins at once is away for all that ends with any of them, wherever among those it is told of.
void Estate::note_sign_outs(std::span<const lifetime::JournalEntry> unread) {
  for (const lifetime::JournalEntry& entry : unread) {
    const Kind& kind = machine_.kind_of(entry.index);
    if (kind.part == Part::sign_in && kind.states[entry.to].terminal)
      attendance_.sign_out(machine_[entry.index].user, machine_.now());
  }
}

void Estate::read_entry(const lifetime::JournalEntry& entry) {
  const Lifetime& life = machine_[entry.index];
  const Kind& kind = machine_.kind_of(entry.index);
  const State* from = entry.from == no_state ? nullptr : &kind.states[entry.from];
  const State& to = kind.states[entry.to];
  records_.fingerprint.add(static_cast<std::uint64_t>(machine_.now().time_since_epoch().count()),
                           static_cast<std::uint64_t>(machine_.user_number(life)) << 32 | life.own,
                           static_cast<std::uint64_t>(life.kind) << 16 |
                               static_cast<std::uint64_t>(entry.to) << 8 |
                               static_cast<std::uint64_t>(life.cause));
  if (from == &to) return note_lost_identity(life);
  switch (kind.part) {
    case Part::sign_in: note_sign_in(life, to); break;
    case Part::session: note_session(life, from, to); break;
    case Part::job: note_job(life, from, to); break;
    case Part::host: note_host(life, from, to); break;
    case Part::pool:
      if (from != nullptr) note_pool(life, entry.index, to);
      break;
    case Part::renewal: note_renewal(life, to); break;
    case Part::background_session:
    case Part::other: break;
  }
  if ((inputs_.record_lives || inputs_.record_over_time) && kind.part != Part::renewal) record_life(life, to);
}

void Estate::follow_up() {
  for (std::size_t i = 0; i < follow_ups_.size(); ++i) {  // none adds another
    const FollowUp todo = follow_ups_[i];
    switch (todo.what) {
      case FollowUp::What::vend: vend(todo.number); break;
      case FollowUp::What::leave: leave(todo.index); break;
      case FollowUp::What::close_notebook:
        machine_.end(todo.index, Cause::notebook_closed, Rule::none);
        break;
      case FollowUp::What::empty_pool: machine_.end(todo.index, Cause::work_ended, Rule::sm_14); break;
      case FollowUp::What::age_pool:
        machine_.limit_clock(todo.index, services::warm_pool_clock::chain, services::warm_pool_chain,
                             machine_[todo.index].created);
        break;
    }
  }
  follow_ups_.clear();
}

/// A sign-in is over: the last of all those of its user (B-17), or that of sessions that are to end with their queries (B-5).
void Estate::leave(lifetime::Index index) {
  const Lifetime& sign_in = machine_[index];
  const lifetime::Ref left_from = machine_.ref(index);
  const lifetime::Ref presence = live_users_[sign_in.user].presence;
  if (machine_.alive(presence) && open_sign_in(users_[sign_in.user]) == no_number) {
    machine_.end(presence.index, sign_in.cause, sign_in.rule);
  }
  if (!otherwise(Assumption::end_when_queries_complete)) return;
  std::vector<lifetime::Index> left;
  machine_.for_each_of_user(sign_in.user, [&](lifetime::Index work) {
    const Lifetime& life = machine_[work];
    if (machine_.kind_of(work).part != Part::session || life.origin != left_from) return;
    if (records_.sessions[life.tag].identity == Identity::background_session) left.push_back(work);
  });
  for (const lifetime::Index work : left) {
    const Lifetime& life = machine_[work];
    if (machine_.state_of(work).open && life.busy_contents == 0) {
      machine_.end(work, Cause::queries_complete, Rule::smus_2);
    } else {
      const services::Service& service =
          services::service_of(inputs_.works[sessions_[life.tag].work].service);
      machine_.limit_clock(work, service.complete_clock, Duration::zero());
    }
  }
}

void Estate::note_sign_in(const Lifetime& life, const State& to) {
  SignInResult& sign_in = records_.sign_ins[life.tag];
  if (!to.terminal) {
    sign_in.started = machine_.now();
    attendance_.sign_in(life.user, machine_.now());
    return;
  }
  sign_in.ended = machine_.now();
  sign_in.cause = life.cause;
  if (life.tag >= rows_.sign_ins) {  // of the crowd: nobody has two of those open
    Number& latest = live_users_[life.user].latest_sign_in;
    if (latest == life.tag) latest = sign_ins_[life.tag].before;
    free_sign_ins_.give_back(life.tag);
  }
  if (otherwise(Assumption::work_is_bound_to) || otherwise(Assumption::end_when_queries_complete)) {
    follow_ups_.push_back({FollowUp::What::leave, sign_ins_[life.tag].ref.index, no_number});
  }
}

void Estate::note_session(const Lifetime& life, const State* from, const State& to) {
  SessionResult& session = records_.sessions[life.tag];
  LiveSession& live = sessions_[life.tag];
  session.state = to.name;
  if (from == nullptr && !machine_.waits(life)) {
    session.granted = machine_.now();
    record_running(live.work, 1);
    if (billed_from_creation(inputs_.works[live.work]))
      session.lines = lines_.open(life.user, meters_of(live), machine_.now(), live.tally != no_number);
  }
  if (to.open && (from == nullptr || !from->open)) {
    session.ready = machine_.now();
    if (live.tally != no_number) tally(live.tally).delays.add(session.ready - live.wanted);
    if (session.lines.empty()) {
      session.lines = lines_.open(life.user, meters_of(live), machine_.now(), live.tally != no_number);
    } else {
      bill_start_up(session);
    }
  }
  if (!to.terminal) return;
  if (session.ready == never) bill_start_up(session);
  session.ended = machine_.now();
  if (session.granted != never) record_running(live.work, -1);
  session.cause = life.cause;
  session.rule = life.rule;
  if (session.identity_lost == never && is_identity_loss(life.cause)) session.identity_lost = machine_.now();
  const Number host = inputs_.works[live.work].host;
  if (live.pre_initialised > 0) {
    hosts_[host].pre_initialised_free += live.pre_initialised;
    hand_on_pre_initialised(host);
  }
  if (host != no_number) hosts_[host].idle_since = machine_.now();
  count_session(life.tag);
  if (live.tally != no_number && live.visit == no_number && machine_.alive(live.notebook)) {
    follow_ups_.push_back({FollowUp::What::close_notebook, live.notebook.index, no_number});
  }
  ended_sessions_.push_back(life.tag);
}

void Estate::note_job(const Lifetime& life, const State* from, const State& to) {
  JobResult& job = records_.jobs[life.tag];
  LiveJob& live = jobs_[life.tag];
  job.state = to.name;
  if (from == nullptr && !machine_.waits(life)) job.granted = machine_.now();
  const bool worked = from != nullptr && from->works;
  if (to.works && !worked) {
    job.started = machine_.now();
    if (live.tally != no_number && live.work != no_number) {
      tally(live.tally).delays.add(job.started - live.wanted);
    }
    live.attended_then = attendance_.reading(life.user, machine_.now());
    record_running(live.work, 1);
    if (live.work != no_number)
      job.lines =
          lines_.open(life.user, inputs_.works[live.work].meters, machine_.now(), live.tally != no_number);
    if (const Number host = shared_host_of(life); host != no_number) begin_sharing(host, life.tag);
    if (live.reads != no_number) follow_ups_.push_back({FollowUp::What::vend, no_index, life.tag});
  }
  if (to.works && worked) {
    live.told_to_stop = machine_.now();
    if (otherwise(Assumption::save_window_is_billed)) lines_.close(job.lines, machine_.now(), false);
  }
  if (!to.terminal) return;
  if (job.started != never) record_running(live.work, -1);
  const Outcome outcome = machine_.kind_of(life).ending(life.cause).outcome;
  end_job(life, outcome, life.cause, life.rule);
}

/// The host whose time a statement spends while it runs: its cluster, or the application whose pre-initialised workers its
/// session holds.
Number Estate::shared_host_of(const Lifetime& job) const {
  if (hosts_.empty() || job.container == no_index) return no_number;
  if (machine_.kind_of(job.container).part != Part::session) return no_number;
  const LiveSession& session = sessions_[machine_[job.container].tag];
  const Number host = inputs_.works[session.work].host;
  if (host == no_number) return no_number;
  const bool holds = hosts_[host].setup.type == HostType::cluster || session.pre_initialised > 0;
  return holds ? host : no_number;
}

/// Its identity is gone and it has not noticed, or does not mind; or a new sign-in gave it back (B-18).
void Estate::note_lost_identity(const Lifetime& life) {
  Instant* const lost = identity_lost_of(life);
  if (lost == nullptr) return;
  if (life.losing != Cause::none) {
    *lost = machine_.now();
  } else if (life.reprieved && life.bond != no_index) {
    *lost = never;
  } else {
    *lost = std::min(*lost, machine_.now());  // it is spared this one
  }
}

Instant* Estate::identity_lost_of(const Lifetime& life) {
  switch (machine_.kind_of(life).part) {
    case Part::session: return &records_.sessions[life.tag].identity_lost;
    case Part::job: return &records_.jobs[life.tag].identity_lost;
    default: return nullptr;
  }
}

void Estate::end_job(const Lifetime& life, Outcome outcome, Cause cause, Rule rule) {
  JobResult& job = records_.jobs[life.tag];
  const bool in_session = is_statement(life);
  job.outcome = outcome;
  job.cause = cause;
  job.rule = rule == Rule::none ? job.rule : rule;
  if (outcome != Outcome::running) job.ended = machine_.now();
  if (in_session) {
    job.identity_lost = records_.sessions[machine_[life.container].tag].identity_lost;
  } else if (job.identity_lost == never && is_identity_loss(cause)) {
    job.identity_lost = machine_.now();
  }
  cost::Split worked;
  if (job.started != never) {
    worked = attendance_.since(life.user, job.started, jobs_[life.tag].attended_then, machine_.now());
    job.worked = worked.total();
  }
  if (outcome == Outcome::completed) judge_completed(life, job);
  if (outcome == Outcome::failed || outcome == Outcome::stopped) {
    note_checkpoint(job, jobs_[life.tag]);
    if (is_limit(cause)) note_needs(life, job);
    job.lost_in_background = left_its_sign_in(life) && !is_own_doing(cause);
  }
  if (in_session && job.started != never && outcome != Outcome::running) {
    records_.sessions[machine_[life.container].tag].last_work = machine_.now();
  }
  bill_job(life, job, worked);
  count_job(life.tag);
}

/// Whether the sign-in that it was started from has ended, if there was one. It has where a new one saved the work (B-18).
bool Estate::left_its_sign_in(const Lifetime& life) const {
  return life.reprieved || (life.origin.index != no_index && !machine_.alive(life.origin));
}

/// Results count if they were written to persistent storage or the user can still attach and read them.
void Estate::judge_completed(const Lifetime& life, JobResult& job) const {
  job.survived = left_its_sign_in(life);
  const bool in_session = is_statement(life);
  // A client's results are on its user's screen, as long as the session lasts in which that is.
  const bool seen = in_session ? reachable(machine_[life.container]) : life.bond != no_index;
  job.unseen = !job.results_kept && !seen;
}

/// Progress that a later start can take over: all of it if the save window sufficed, else up to the last
/// checkpoint.
void Estate::note_checkpoint(JobResult& job, const LiveJob& live) const {
  if (live.work == no_number || job.started == never) return;
  const Work& work = inputs_.works[live.work];
  const bool told = live.told_to_stop != never;
  const Duration at_work = (told ? live.told_to_stop : machine_.now()) - job.started;
  const bool saved =
      told && work.saves_in > Duration::zero() && machine_.now() - live.told_to_stop >= work.saves_in;
  if (saved) {
    job.kept = at_work;
  } else if (work.checkpoint_every > Duration::zero()) {
    job.kept = at_work / work.checkpoint_every * work.checkpoint_every;
  }
}

/// What waits for capacity would have had it at this moment at the earliest.
Instant Estate::granted_or_now(Instant granted) const { return granted == never ? machine_.now() : granted; }

/// When the job would have been done, had the limit that ended it not been there.
Instant Estate::projected_end(const Lifetime& life, const JobResult& job) {
  const Duration work = life.timers[machine_.kind_of(life).work_clock].limit;
  if (!is_statement(life)) {
    const lifetime::ClockId start_up = machine_.kind_of(life).start_up_clock;
    if (job.started != never) return after(job.started, work);
    return after(after(granted_or_now(job.granted), life.timers[start_up].limit), work);
  }
  // Statements of one session would have run one after the other, in this order.
  const Lifetime& session = machine_[life.container];
  Instant& projected = sessions_[session.tag].projected;
  if (job.started != never) {
    projected = job.started + work;
  } else {
    if (projected == never) {
      const Duration start_up = session.timers[machine_.kind_of(session).start_up_clock].limit;
      const Instant granted = granted_or_now(records_.sessions[session.tag].granted);
      projected = std::max(machine_.now(), after(granted, start_up));
    }
    projected += work;
  }
  return projected;
}

/// What each limit would have had to be, for the one that acted and for those behind it.
void Estate::note_needs(const Lifetime& life, JobResult& job) {
  const Instant done = projected_end(life, job);  // also puts off those that wait behind it
  if (life.work_ends != Cause::done) return;      // no limit would have helped
  const bool in_session = is_statement(life);
  const Lifetime& holder = in_session ? machine_[life.container] : life;
  const Number work = in_session ? sessions_[holder.tag].work : jobs_[life.tag].work;
  const services::Service& service = services::service_of(inputs_.works[work].service);

  const auto need = [](Duration& needed, Duration limit, Duration wanted) {
    if (wanted > limit) needed = wanted;
  };
  if (job.identity == Identity::background_session) {
    need(job.needs.background_session, job.background_duration, done - job.background_since);
  }
  if (job.identity == Identity::interactive_session && !is_unbound(service)) {
    const SignInSpan& sign_in = in_session ? sessions_[holder.tag].sign_in : jobs_[life.tag].sign_in;
    need(job.needs.interactive_session, sign_in.lasts, done - sign_in.since);
  }
  const lifetime::ClockId hard = service.limits[static_cast<std::size_t>(Limit::hard_limit)].clock;
  if (hard != no_clock) {
    // A session's limit counts from its creation; a job's only while it works.
    const Duration wanted =
        in_session ? done - holder.created : life.timers[machine_.kind_of(life).work_clock].limit;
    need(job.needs.hard_limit, holder.timers[hard].limit, wanted);
  }
  if (service.saves_on_stop) {
    need(job.needs.total_runtime, life.timers[services::training_clock::total_runtime].limit,
         done - life.created);
  }
}

void Estate::count_session(Number row) {
  const auto cause = static_cast<std::size_t>(records_.sessions[row].cause);
  ++records_.totals.sessions[cause];
  if (sessions_[row].tally == no_number) return;
  const SessionResult& session = records_.sessions[row];
  if (session.rejected()) return;  // counted among the refusals
  ActivityResult& activity = tally(sessions_[row].tally);
  ++activity.sessions[cause];
  if (session.ready != never) activity.lengths.add(machine_.now() - session.ready);
}

void Estate::count_job(Number row) {
  const JobResult& job = records_.jobs[row];
  const auto count = [&job](auto& counts) {
    ++counts.jobs[static_cast<std::size_t>(job.outcome)][static_cast<std::size_t>(job.cause)];
    counts.surviving_jobs += job.survived ? 1 : 0;
    counts.unseen_jobs += job.unseen ? 1 : 0;
    counts.jobs_lost_in_background += job.lost_in_background ? 1 : 0;
  };
  count(records_.totals);
  const LiveJob& live = jobs_[row];
  if (live.tally == no_number) return;
  if (inputs_.record_over_time) record_need(job);
  ended_jobs_.push_back(row);
  ActivityResult& activity = tally(live.tally);
  const bool is_visit = live.work != no_number;
  if (is_visit && job.outcome == Outcome::rejected) return;  // counted among the refusals
  count(activity);
  if (is_visit && job.started != never) activity.lengths.add(job.worked);
}

/// Of users of populations only over time, and of some.
void Estate::record_life(const Lifetime& life, const State& to) {
  const bool is_own = users_[life.user] < inputs_.users.size();
  if (is_own && inputs_.record_lives) note_life(life, to);
  if (live_users_[life.user].is_sampled && life.own < sampled_lifetimes) note_sampled_life(life, to);
}

void Estate::note_life(const Lifetime& life, const State& to) {
  LifeEvent event{.at = machine_.now(),
                  .kind = machine_.kind_of(life).name,
                  .state = to.name,
                  .cause = to.terminal ? life.cause : Cause::none,
                  .rule = life.rule,
                  .user = users_[life.user]};
  const auto belongs_to = [&](const Lifetime& owner) {
    switch (machine_.kind_of(owner).part) {
      case Part::sign_in: event.sign_in = owner.tag; break;
      case Part::session: event.session = owner.tag; break;
      case Part::job: event.job = owner.tag; break;
      case Part::host: event.host = owner.tag; break;
      case Part::pool: event.job = pools_[owner.tag].job; break;
      default: break;
    }
  };
  belongs_to(life);
  if (life.container != no_index) belongs_to(machine_[life.container]);
  records_.lives.push_back(event);
}

}  // namespace outlive::workload
