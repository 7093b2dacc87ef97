// What a logical process records over time, if it is asked to. Stretches of billed time are placed exactly, attended and
// background parts too: the presences of their user are known.
#include "sim/workload/estate.hpp"

namespace outlive::workload {

/// What a session spends its time on is not idle, as all of its time is recorded to be when its lines are closed.
void Estate::record_stretch(const LineSpan& lines, Bucket bucket, const BilledTime& stretch,
                            bool in_session) {
  const auto record = [&](Attendance attendance, Instant from, Instant until) {
    if (from >= until) return;
    for (Number number = lines.first; number < lines.first + lines.count; ++number) {
      const UsageLine& used = line(number);
      UsageSeries& usage = records_.recording.usage;
      usage.add(reported_, {used.sku, bucket, attendance}, from, until, used.units);
      if (in_session) usage.add(reported_, {used.sku, Bucket::idle, attendance}, from, until, -used.units);
    }
  };
  const Instant from = stretch.until - stretch.time.total();
  if (stretch.time.background == Duration::zero()) return record(Attendance::attended, from, stretch.until);
  Instant until = stretch.until;  // of what is still to be placed
  if (stretch.time.attended > Duration::zero()) {
    attendance_.for_each_presence(stretch.user, from, until, [&](Instant begin, Instant end) {
      record(Attendance::background, end, until);
      record(Attendance::attended, begin, end);
      until = begin;
    });
  }
  record(Attendance::background, from, until);
}

/// What is charged when the meter stops.
void Estate::record_charge(const UsageLine& used, Bucket bucket, Attendance attendance, std::int64_t amount) {
  records_.recording.usage.add(reported_, {used.sku, bucket, attendance}, used.until, amount);
}

/// Of a session, or of a job that is not a statement.
void Estate::count_running(Number work, std::int64_t change) {
  const auto service = static_cast<std::size_t>(inputs_.works[work].service);
  records_.recording.running[service].change(reported_, machine_.now(), change);
}

void Estate::record_need(const JobResult& job) {
  if (const auto need = background_need(job)) records_.recording.background_needs.add(*need);
}

/// Of a session of the crowd, while row and lines are still its own.
Cells<Money> Estate::settle_and_record_lines(Number row) {
  SessionResult& session = records_.sessions[row];
  if (session.lines.empty()) return {};
  const Number user = users_[meter(session.lines.first).user];
  const Habits& habits = *inputs_.habits_of(user);
  const Duration idle{line(session.lines.first).usage.bucket(Bucket::idle)};
  const Cells<Money> cost = settle_lines(session.lines);
  records_.recording.forgotten.add({.population = habits.number(),
                                    .member = user - habits.first_user(),
                                    .activity = sessions_[row].tally - habits.activities().front().tally(),
                                    .created = session.created,
                                    .ended = session.ended,
                                    .cause = session.cause,
                                    .idle = idle,
                                    .cost = cost.bucket(Bucket::idle)});
  return cost;
}

/// The first users of each population.
void Estate::choose_sample() {
  for (std::size_t i = 0; i < users_.size(); ++i) {
    if (users_[i] < inputs_.users.size()) continue;
    const Number member = users_[i] - inputs_.habits_of(users_[i])->first_user();
    live_users_[i].is_sampled = member < sampled_members(inputs_.habits.size());
  }
}

/// Rows of the crowd serve one lifetime after the other: here each has its number among the user's lifetimes.
void Estate::note_sampled_life(const lifetime::Lifetime& life, const lifetime::State& to) {
  LifeEvent event{.at = machine_.now(),
                  .kind = machine_.kind_of(life).name,
                  .state = to.name,
                  .cause = to.terminal ? life.cause : Cause::none,
                  .rule = life.rule,
                  .user = users_[life.user]};
  const auto belongs_to = [&](const lifetime::Lifetime& owner) {
    switch (machine_.kind_of(owner).part) {
      case lifetime::Part::sign_in: event.sign_in = owner.own; break;
      case lifetime::Part::session: event.session = owner.own; break;
      case lifetime::Part::job: event.job = owner.own; break;
      default: break;
    }
  };
  belongs_to(life);
  if (life.container != lifetime::no_index) belongs_to(machine_[life.container]);
  records_.recording.sampled_lives.push_back(event);
}

}  // namespace outlive::workload
