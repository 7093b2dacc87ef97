// The table of event lists: nanoseconds per event of the workloads in event_workloads.hpp for each structure in
// event_structures.hpp, with N pending.
//
//  part: hold with 64 slots of which N are in use, as in the small logical process of one user.
//
// Every structure must go through the same events, which is checked before anything is measured.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include <benchmark/benchmark.h>

#include "sim/engine/fingerprint.hpp"
#include "sim/engine/random_stream.hpp"
#include "tests/benchmarks/event_structures.hpp"
#include "tests/benchmarks/event_workloads.hpp"

namespace {

using namespace outlive::benchmarks;
using outlive::engine::EventClass;
using outlive::engine::Fingerprint;
using outlive::engine::RandomStream;

template <class Workload>
void measure(benchmark::State& state, Workload workload) {
  // Until the list looks as it does in the long run.
  const std::int64_t warm_up = std::max<std::int64_t>(200'000, state.range(0));
  for (std::int64_t i = 0; i < warm_up; ++i) workload.step();
  for (auto _ : state) benchmark::DoNotOptimize(workload.step());
  state.SetItemsProcessed(state.iterations());
}

std::uint32_t count(const benchmark::State& state) { return static_cast<std::uint32_t>(state.range(0)); }

template <class List>
void hold(benchmark::State& state) {
  measure(state, Hold<List>(count(state)));
}

template <class List>
void idle(benchmark::State& state) {
  measure(state, Idle<List>(count(state)));
}

template <class List>
void part(benchmark::State& state) {
  measure(state, Hold<List>(count(state), 64));
}

template <class List>
void require_checksums(std::uint64_t of_hold, std::uint64_t of_idle) {
  // Enough of them for timers to run out, too.
  if (checksum(Hold<List>(1000), 200'000) == of_hold && checksum(Idle<List>(1000), 200'000) == of_idle)
    return;
  std::fputs("the structures went through different events\n", stderr);
  std::exit(1);
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  // As many events at any size, so that no structure is measured on fewer where it is slow.
  for (const std::int64_t size : {1'000, 10'000, 100'000, 1'000'000}) benchmark->Arg(size);
  benchmark->Iterations(500'000);
}

BENCHMARK_TEMPLATE(hold, EventList)->Apply(sizes);
BENCHMARK_TEMPLATE(hold, Tournament)->Apply(sizes);
BENCHMARK_TEMPLATE(hold, Ladder)->Apply(sizes);
BENCHMARK_TEMPLATE(hold, LazyQueue)->Apply(sizes);
BENCHMARK_TEMPLATE(hold, OrderedSet)->Apply(sizes);
BENCHMARK_TEMPLATE(hold, DAryHeap)->Apply(sizes);
BENCHMARK_TEMPLATE(hold, PairingHeap)->Apply(sizes);
BENCHMARK_TEMPLATE(hold, FibonacciHeap)->Apply(sizes);
BENCHMARK_TEMPLATE(idle, EventList)->Apply(sizes);
BENCHMARK_TEMPLATE(idle, Tournament)->Apply(sizes);
BENCHMARK_TEMPLATE(idle, Ladder)->Apply(sizes);
BENCHMARK_TEMPLATE(idle, LazyQueue)->Apply(sizes);
BENCHMARK_TEMPLATE(idle, OrderedSet)->Apply(sizes);
BENCHMARK_TEMPLATE(idle, DAryHeap)->Apply(sizes);
BENCHMARK_TEMPLATE(idle, PairingHeap)->Apply(sizes);
BENCHMARK_TEMPLATE(idle, FibonacciHeap)->Apply(sizes);
BENCHMARK_TEMPLATE(part, EventList)->Arg(4)->Arg(16)->Arg(40);

// A structure that is fast because it does something else has not won.
void require_same_trajectories() {
  const std::uint64_t of_hold = checksum(Hold<EventList>(1000), 200'000);
  const std::uint64_t of_idle = checksum(Idle<EventList>(1000), 200'000);
  require_checksums<Tournament>(of_hold, of_idle);
  require_checksums<Ladder>(of_hold, of_idle);
  require_checksums<LazyQueue>(of_hold, of_idle);
  require_checksums<OrderedSet>(of_hold, of_idle);
  require_checksums<DAryHeap>(of_hold, of_idle);
  require_checksums<PairingHeap>(of_hold, of_idle);
  require_checksums<FibonacciHeap>(of_hold, of_idle);
  std::fprintf(stderr, "all structures: hold %016llx, idle %016llx\n",
               static_cast<unsigned long long>(of_hold), static_cast<unsigned long long>(of_idle));
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
