// The two workloads of the event-list table: nanoseconds per event with N lifetimes pending.
//
//  hold: take the earliest, schedule it again an exponential time later.
//  idle: N sessions, each with a next statement and an idle timer; a statement schedules the next one and
//        moves the timer. The event list rewrites a slot; the priority queue leaves a stale entry behind.
//  part: hold with 64 slots of which N are in use, as in the small logical process of one user.
//
// Every structure sees the same random numbers, drawn beforehand, and must go through the same events, which
// is checked before anything is measured.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <queue>
#include <vector>

#include <benchmark/benchmark.h>

#include "sim/engine/event_list.hpp"
#include "sim/engine/fingerprint.hpp"
#include "sim/engine/random_stream.hpp"

namespace {

using namespace outlive::engine;

constexpr std::int64_t idle_timeout = 20'000'000;  // twenty mean times between statements: it seldom runs out

class Delays {
 public:
  Delays() {
    RandomStream stream(1, 0, 0, 0);
    for (auto& delay : delays_) delay = 1 + static_cast<std::int64_t>(stream.exponential(1e6));
  }
  std::int64_t next() { return delays_[at_++ % count_]; }

 private:
  static constexpr std::size_t count_ = 1 << 16;
  std::vector<std::int64_t> delays_ = std::vector<std::int64_t>(count_);
  std::size_t at_ = 0;
};

EventKey key_at(std::int64_t time, std::uint32_t slot) {
  return {time,
          order_of(slot % 2 == 0 ? EventClass::work_completes : EventClass::idle_timeout, slot / 2, slot)};
}

class Tournament {
 public:
  explicit Tournament(std::uint32_t slots) : list_(slots) {}
  void set(std::uint32_t slot, EventKey key) { list_.set(slot, key); }
  void move(std::uint32_t slot, EventKey key) { list_.set(slot, key); }
  std::uint32_t earliest_slot() { return list_.earliest_slot(); }
  std::int64_t earliest_time() { return list_.earliest_time(); }
  void replace_earliest(EventKey key) { list_.set(list_.earliest_slot(), key); }

 private:
  EventList list_;
};

// What most programs do: a heap, and a generation per slot by which entries that were moved are recognised.
class LazyQueue {
 public:
  explicit LazyQueue(std::uint32_t slots) : generations_(slots) {}
  void set(std::uint32_t slot, EventKey key) { queue_.push({key, slot, generations_[slot]}); }
  void move(std::uint32_t slot, EventKey key) {
    ++generations_[slot];
    set(slot, key);
  }
  std::uint32_t earliest_slot() {
    while (queue_.top().generation != generations_[queue_.top().slot]) queue_.pop();
    return queue_.top().slot;
  }
  std::int64_t earliest_time() { return queue_.top().key.time; }
  void replace_earliest(EventKey key) {
    const std::uint32_t slot = queue_.top().slot;
    queue_.pop();
    set(slot, key);
  }

 private:
  struct Entry {
    EventKey key;
    std::uint32_t slot;
    std::uint32_t generation;
    bool operator<(const Entry& other) const { return other.key < key; }
  };
  std::priority_queue<Entry> queue_;
  std::vector<std::uint32_t> generations_;
};

template <class List>
class Hold {
 public:
  Hold(std::uint32_t pending, std::uint32_t slots) : list_(slots) {
    for (std::uint32_t i = 0; i < pending; ++i) list_.set(i, key_at(delays_.next(), i));
  }
  std::uint32_t step() {
    const std::uint32_t slot = list_.earliest_slot();
    list_.replace_earliest(key_at(list_.earliest_time() + delays_.next(), slot));
    return slot;
  }

 private:
  Delays delays_;
  List list_;
};

template <class List>
class Idle {
 public:
  explicit Idle(std::uint32_t sessions) : list_(2 * sessions) {
    for (std::uint32_t session = 0; session < sessions; ++session) {
      list_.set(2 * session, key_at(delays_.next(), 2 * session));
      list_.set(2 * session + 1, key_at(idle_timeout, 2 * session + 1));
    }
  }
  std::uint32_t step() {
    const std::uint32_t slot = list_.earliest_slot();
    const std::int64_t now = list_.earliest_time();
    if (slot % 2 == 1) {  // the session would end; it begins anew, so that the number stays
      list_.replace_earliest(key_at(now + idle_timeout, slot));
      return slot;
    }
    list_.replace_earliest(key_at(now + delays_.next(), slot));
    list_.move(slot + 1, key_at(now + idle_timeout, slot + 1));
    return slot;
  }

 private:
  Delays delays_;
  List list_;
};

template <class Workload>
void measure(benchmark::State& state, Workload workload) {
  for (int i = 0; i < 100'000; ++i) workload.step();
  for (auto _ : state) benchmark::DoNotOptimize(workload.step());
  state.SetItemsProcessed(state.iterations());
}

std::uint32_t count(const benchmark::State& state) { return static_cast<std::uint32_t>(state.range(0)); }

template <class List>
void hold(benchmark::State& state) {
  measure(state, Hold<List>(count(state), count(state)));
}

template <class List>
void idle(benchmark::State& state) {
  measure(state, Idle<List>(count(state)));
}

template <class List>
void part(benchmark::State& state) {
  measure(state, Hold<List>(count(state), 64));
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->Arg(8)->Arg(1'000)->Arg(100'000)->Arg(1'000'000);
}

BENCHMARK_TEMPLATE(hold, Tournament)->Apply(sizes);
BENCHMARK_TEMPLATE(hold, LazyQueue)->Apply(sizes);
BENCHMARK_TEMPLATE(idle, Tournament)->Apply(sizes);
BENCHMARK_TEMPLATE(idle, LazyQueue)->Apply(sizes);
BENCHMARK_TEMPLATE(part, Tournament)->Arg(4)->Arg(16)->Arg(40);

template <class Workload>
std::uint64_t trajectory(Workload workload) {
  std::uint64_t hash = 0;
  for (int i = 0; i < 200'000; ++i) hash = mix(hash + workload.step());
  return hash;
}

// A structure that is fast because it does something else has not won.
void require_same_trajectories() {
  if (trajectory(Hold<Tournament>(1000, 1000)) == trajectory(Hold<LazyQueue>(1000, 1000)) &&
      trajectory(Idle<Tournament>(1000)) == trajectory(Idle<LazyQueue>(1000))) {
    return;
  }
  std::fputs("the structures went through different events\n", stderr);
  std::exit(1);
}

void random_draws(benchmark::State& state) {
  RandomStream stream(1, 0, 0, 0);
  for (auto _ : state) benchmark::DoNotOptimize(stream.next_u64());
}
BENCHMARK(random_draws);

void exponential_draws(benchmark::State& state) {
  RandomStream stream(1, 0, 0, 0);
  for (auto _ : state) benchmark::DoNotOptimize(stream.exponential(1.0));
}
BENCHMARK(exponential_draws);

void fingerprint_of_four_words(benchmark::State& state) {
  Fingerprint fingerprint;
  std::uint64_t time = 0;
  for (auto _ : state) {
    fingerprint.add(++time, EventClass::idle_timeout, 7U, 9U);
    benchmark::DoNotOptimize(fingerprint);
  }
}
BENCHMARK(fingerprint_of_four_words);

}  // namespace

int main(int argc, char** argv) {
  require_same_trajectories();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
