// Reading the journal: every transition becomes fate, usage, fingerprint and, if asked for, a line of a life.
#include <algorithm>

#include "sim/services/sagemaker.hpp"
#include "sim/services/service.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

using lifetime::Kind;
using lifetime::Lifetime;
using lifetime::no_clock;
using lifetime::no_index;
using lifetime::no_state;
using lifetime::Part;
using lifetime::State;

void Estate::fire(std::uint32_t slot) {
  machine_.advance_to(Instant{Duration{machine_.events().earliest_time()}});
  if (!machine_.fire(slot)) return;
  ++records_.totals.events;
  read_journal();
}

void Estate::read_journal() {
  for (const lifetime::JournalEntry& entry : machine_.journal()) {
    const Lifetime& life = machine_[entry.index];
    const Kind& kind = machine_.kind_of(entry.index);
    const State* from = entry.from == no_state ? nullptr : &kind.states[entry.from];
    const State& to = kind.states[entry.to];
    records_.fingerprint.add(static_cast<std::uint64_t>(machine_.now().time_since_epoch().count()),
                             static_cast<std::uint64_t>(users_[life.user]) << 32 | life.own,
                             static_cast<std::uint64_t>(life.kind) << 16 |
                                 static_cast<std::uint64_t>(entry.to) << 8 |
                                 static_cast<std::uint64_t>(life.cause));
    switch (kind.part) {
      case Part::sign_in: note_sign_in(life, to); break;
      case Part::session: note_session(life, from, to); break;
      case Part::job: note_job(life, from, to); break;
      default: break;
    }
    if (inputs_.record_lives) note_life(life, to);
  }
  // What a session held is told of its end after it, so its line is closed when that has been billed.
  for (const Number session : ended_sessions_) close_lines(records_.sessions[session].lines, true);
  ended_sessions_.clear();
  machine_.clear_journal();
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
  attendance_.sign_out(life.user, machine_.now());
}

void Estate::note_session(const Lifetime& life, const State* from, const State& to) {
  SessionResult& session = records_.sessions[life.tag];
  LiveSession& live = sessions_[life.tag];
  session.state = to.name;
  const bool was_billed = from != nullptr && from->billed;
  if (to.billed && !was_billed) {
    session.ready = machine_.now();
    session.lines = open_lines(life.user, inputs_.works[live.work].meters);
  }
  if (!to.terminal) return;
  session.ended = machine_.now();
  session.cause = life.cause;
  session.rule = life.rule;
  count_session(session);
  if (!session.lines.empty()) ended_sessions_.push_back(life.tag);
}

void Estate::note_job(const Lifetime& life, const State* from, const State& to) {
  JobResult& job = records_.jobs[life.tag];
  LiveJob& live = jobs_[life.tag];
  job.state = to.name;
  if (to.works && (from == nullptr || !from->works)) {
    job.started = machine_.now();
    live.attended_then = attendance_.reading(life.user, machine_.now());
    if (live.work != no_number) job.lines = open_lines(life.user, inputs_.works[live.work].meters);
  }
  if (to.works && from != nullptr && from->works) live.told_to_stop = machine_.now();
  if (!to.terminal) return;
  const Outcome outcome = machine_.kind_of(life).ending(life.cause).outcome;
  end_job(life, outcome, life.cause, life.rule);
}

void Estate::end_job(const Lifetime& life, Outcome outcome, Cause cause, Rule rule) {
  JobResult& job = records_.jobs[life.tag];
  job.outcome = outcome;
  job.cause = cause;
  job.rule = rule == Rule::none ? job.rule : rule;
  if (outcome != Outcome::running) job.ended = machine_.now();
  cost::Split worked;
  if (job.started != never) {
    worked = attendance_.since(life.user, job.started, jobs_[life.tag].attended_then, machine_.now());
    job.worked = worked.total();
  }
  if (outcome == Outcome::completed) judge_completed(life, job);
  if (outcome == Outcome::failed || outcome == Outcome::stopped) {
    note_checkpoint(job, jobs_[life.tag]);
    if (is_limit(cause)) note_needs(life, job);
  }
  if (life.container != no_index && job.started != never && outcome != Outcome::running) {
    records_.sessions[machine_[life.container].tag].last_work = machine_.now();
  }
  bill_job(life, job, worked);
  close_lines(job.lines, false);
  count_job(job);
}

/// Results count if they were written to persistent storage or the user can still attach and read them.
void Estate::judge_completed(const Lifetime& life, JobResult& job) const {
  job.survived = life.origin.index != no_index && !machine_.alive(life.origin);
  const bool in_session = life.container != no_index;
  job.unseen = !job.results_kept && !(in_session && reachable(machine_[life.container]));
}

/// Progress that a later start can take over: all of it if the save window sufficed, else up to the last
/// checkpoint.
void Estate::note_checkpoint(JobResult& job, const LiveJob& live) const {
  if (live.work == no_number || job.started == never) return;
  const Work& work = inputs_.works[live.work];
  const bool told = live.told_to_stop != never;
  const Duration at_work = (told ? live.told_to_stop : machine_.now()) - job.started;
  const bool saved = told && work.saves_in > Duration::zero() && work.saves_in <= services::save_window;
  if (saved) {
    job.kept = at_work;
  } else if (work.checkpoint_every > Duration::zero()) {
    job.kept = at_work / work.checkpoint_every * work.checkpoint_every;
  }
}

void Estate::bill_job(const Lifetime& life, const JobResult& job, const cost::Split& worked) {
  if (worked.total() == Duration::zero()) return;
  const bool in_session = life.container != no_index;
  LineSpan lines = job.lines;
  if (in_session) {
    SessionResult& session = records_.sessions[machine_[life.container].tag];
    session.worked += worked.total();
    lines = session.lines;
  }
  if (lines.empty()) return;
  const auto bucket = [&] {
    switch (job.outcome) {
      case Outcome::completed: return job.unseen ? Bucket::unseen : Bucket::useful;
      case Outcome::running: return Bucket::unfinished;
      default: return Bucket::lost;
    }
  }();
  cost::Split rest = worked;
  if (job.kept > Duration::zero()) {
    const cost::Split kept = attendance_.between(life.user, job.started, job.started + job.kept);
    rest -= kept;
    deferred_.push_back({life.tag, lines, kept});
  }
  bill(lines, bucket, rest);
}

/// The meters of a span run side by side: each of them ran for this time, to this end.
void Estate::bill(const LineSpan& lines, Bucket bucket, const cost::Split& time) {
  for (Number line = lines.first; line < lines.first + lines.count; ++line) {
    Cells<std::int64_t>& usage = records_.lines[line].usage;
    usage.at(bucket, Attendance::attended) += time.attended.count();
    usage.at(bucket, Attendance::background) += time.background.count();
  }
}

/// When the job would have been done, had the limit that ended it not been there.
Instant Estate::projected_end(const Lifetime& life, const JobResult& job) {
  const Duration work = life.limit[machine_.kind_of(life).work_clock];
  if (life.container == no_index) {
    const lifetime::ClockId start_up = machine_.kind_of(life).start_up_clock;
    return after(job.started != never ? job.started : after(life.created, life.limit[start_up]), work);
  }
  // Statements of one session would have run one after the other, in this order.
  const Lifetime& session = machine_[life.container];
  Instant& projected = sessions_[session.tag].projected;
  if (job.started != never) {
    projected = job.started + work;
  } else {
    if (projected == never) {
      const Duration start_up = session.limit[machine_.kind_of(session).start_up_clock];
      projected = std::max(machine_.now(), session.created + start_up);
    }
    projected += work;
  }
  return projected;
}

/// What each limit would have had to be, for the one that acted and for those behind it.
void Estate::note_needs(const Lifetime& life, JobResult& job) {
  const Instant done = projected_end(life, job);  // also puts off those that wait behind it
  if (life.work_ends != Cause::done) return;      // no limit would have helped
  const bool in_session = life.container != no_index;
  const Lifetime& holder = in_session ? machine_[life.container] : life;
  const Number work = in_session ? sessions_[holder.tag].work : jobs_[life.tag].work;
  const services::Service& service = services::service_of(inputs_.works[work].service);

  const auto need = [](Duration& needed, Duration limit, Duration wanted) {
    if (wanted > limit) needed = wanted;
  };
  if (job.identity == Identity::background_session) {
    need(job.needs.background_session, job.background_duration, done - job.background_since);
  }
  if (job.identity == Identity::interactive_session) {
    // The sign-in may have ended before (while the job wound down), and its place may be another's by now.
    const LiveSignIn& sign_in =
        sign_ins_[in_session ? sessions_[holder.tag].sign_in : jobs_[life.tag].sign_in];
    need(job.needs.interactive_session, sign_in.lasts, done - sign_in.since.at);
  }
  const lifetime::ClockId hard = service.limits[static_cast<std::size_t>(Limit::hard_limit)].clock;
  if (hard != no_clock) {
    // A session's limit counts from its creation; a job's only while it works.
    const Duration wanted =
        in_session ? done - holder.created : life.limit[machine_.kind_of(life).work_clock];
    need(job.needs.hard_limit, holder.limit[hard], wanted);
  }
  if (service.saves_on_stop) {
    need(job.needs.total_runtime, life.limit[services::training_clock::total_runtime], done - life.created);
  }
}

LineSpan Estate::open_lines(std::uint32_t user, const Meters& meters) {
  const Instant now = machine_.now();
  LineSpan span{static_cast<Number>(records_.lines.size()), 0};
  for (const MeterSpec& meter : meters) {
    if (meter.sku == no_sku || meter.units == 0) continue;
    records_.lines.push_back(
        {.sku = meter.sku, .units = meter.units, .from = now, .until = now, .usage = {}});
    meters_.push_back({.user = user, .attended_then = attendance_.reading(user, now)});
    ++span.count;
  }
  return span;
}

/// The meters stop. Until the process is closed a line counts milliseconds, not units (closing.cpp).
void Estate::close_lines(const LineSpan& span, bool idle_between) {
  for (Number number = span.first; number < span.first + span.count; ++number) {
    UsageLine& line = records_.lines[number];
    Meter& meter = meters_[number - first_line_];
    line.until = machine_.now();
    meter.present_at_end = attendance_.present(meter.user);
    if (!idle_between) continue;
    const cost::Split held = attendance_.since(meter.user, line.from, meter.attended_then, line.until);
    Duration attended_work{};
    Duration background_work{};
    for (const auto& bucket : line.usage.of) {
      attended_work += Duration{bucket[static_cast<std::size_t>(Attendance::attended)]};
      background_work += Duration{bucket[static_cast<std::size_t>(Attendance::background)]};
    }
    line.usage.at(Bucket::idle, Attendance::attended) = (held.attended - attended_work).count();
    line.usage.at(Bucket::idle, Attendance::background) = (held.background - background_work).count();
  }
}

void Estate::count_session(const SessionResult& session) {
  ++records_.totals.sessions[static_cast<std::size_t>(session.cause)];
}

void Estate::count_job(const JobResult& job) {
  Totals& totals = records_.totals;
  ++totals.jobs[static_cast<std::size_t>(job.outcome)][static_cast<std::size_t>(job.cause)];
  totals.surviving_jobs += job.survived ? 1 : 0;
  totals.unseen_jobs += job.unseen ? 1 : 0;
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
      default: break;
    }
  };
  belongs_to(life);
  if (life.container != no_index) belongs_to(machine_[life.container]);
  records_.lives.push_back(event);
}

}  // namespace outlive::workload
