// The floor under the session workload (session_workload.hpp): whoever simulates it draws its numbers, and touches the state
// of a session whenever something happens to it. Here nothing else is done: what happens is known beforehand, in order.
//
//  floor_apart:    user by user
//  floor_together: in the order of time among all users, each line fetched long before its turn
//  draws_of_statement: what chance says of one statement of a population, as Habit::statement asks it
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

#include <benchmark/benchmark.h>

#include "outlive/distribution.hpp"
#include "sim/engine/draws.hpp"
#include "sim/engine/prefetch.hpp"
#include "sim/engine/random_stream.hpp"
#include "tests/benchmarks/session_workload.hpp"

namespace {

using namespace outlive;
using namespace outlive::benchmarks;

struct Happening {
  Instant at;
  Number session;
};

/// All that has to be known of a session, in one cache line.
struct alignas(64) SessionState {
  Instant last{};
  Duration between{};
  std::uint64_t happenings = 0;
  std::uint64_t draws = 0;
};

/// Each action, and the end of each statement, were nothing to end it.
struct Timeline {
  std::vector<Happening> happenings;
  Number sessions = 0;
};

Timeline timeline_of(Number users, bool in_order_of_time) {
  Timeline timeline;
  const auto by_time = [](const Happening& a, const Happening& b) {
    return std::tie(a.at, a.session) < std::tie(b.at, b.session);
  };
  std::vector<Action> actions;
  for (Number user = 0; user < users; ++user) {
    actions.clear();
    const auto first = static_cast<std::ptrdiff_t>(timeline.happenings.size());
    Number session = timeline.sessions;
    timeline.sessions += append_user(user, {.sign_in = timeline.sessions, .job = 0}, actions);
    for (const Action& action : actions) {
      if (action.verb == Verb::sign_in || action.verb == Verb::start_session) session = action.subject;
      timeline.happenings.push_back({action.at, session});
      if (action.verb == Verb::run) timeline.happenings.push_back({action.at + action.takes, session});
    }
    std::sort(timeline.happenings.begin() + first, timeline.happenings.end(), by_time);
  }
  if (in_order_of_time) std::sort(timeline.happenings.begin(), timeline.happenings.end(), by_time);
  return timeline;
}

void touch_in_order(benchmark::State& state, bool in_order_of_time) {
  constexpr std::size_t ahead = 16;
  constexpr int draws_per_event = 2;  // as many as the workload has
  const Timeline timeline = timeline_of(static_cast<Number>(state.range(0)), in_order_of_time);
  std::vector<SessionState> sessions(timeline.sessions);
  engine::RandomStream random(1, 0, 0, 1);
  for (auto _ : state) {
    for (std::size_t i = 0; i < timeline.happenings.size(); ++i) {
      if (i + ahead < timeline.happenings.size())
        engine::prefetch(sessions[timeline.happenings[i + ahead].session]);
      const Happening& now = timeline.happenings[i];
      SessionState& session = sessions[now.session];
      session.between += now.at - session.last;
      session.last = now.at;
      ++session.happenings;
      for (int draw = 0; draw < draws_per_event; ++draw) session.draws += random.next_u64();
    }
    benchmark::DoNotOptimize(sessions.data());
  }
  state.counters["events_per_session"] =
      static_cast<double>(timeline.happenings.size()) / static_cast<double>(timeline.sessions);
  state.SetItemsProcessed(static_cast<std::int64_t>(timeline.happenings.size()) * state.iterations());
}

void floor_apart(benchmark::State& state) { touch_in_order(state, false); }
void floor_together(benchmark::State& state) { touch_in_order(state, true); }

/// How long it takes, how long until the next, whether it fails and whether its results are kept.
void draws_of_statement(benchmark::State& state) {
  const Distribution takes{.family = Distribution::Family::lognormal, .a = 10.6, .b = 1.6};
  const Distribution think{.family = Distribution::Family::exponential, .a = 240'000};
  const engine::Draws user(engine::key_of(1, 0), 17);
  std::uint64_t number = 0;
  for (auto _ : state) {
    const auto [how_long, until_next] = user.pair(1, number);
    const auto [saves, fails] = user.pair(2, number++);
    benchmark::DoNotOptimize(duration_of(quantile(takes, how_long)));
    benchmark::DoNotOptimize(duration_of(quantile(think, until_next)));
    benchmark::DoNotOptimize(saves + fails);
  }
}

BENCHMARK(draws_of_statement);
BENCHMARK(floor_apart)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(floor_together)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
