// What a logical process records over time, if it is asked to, but for its usage (usage_lines.cpp).
#include "sim/workload/estate.hpp"

namespace outlive::workload {

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
  const Number user = users_[lines_.user_of(session.lines)];
  const Habits& habits = *inputs_.habits_of(user);
  const Duration idle = lines_.idle(session.lines);
  const Cells<Money> cost = lines_.settle(session.lines);
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
