// Sessions end to end, everything included: rules, records, usage lines, pricing, fingerprint. Nanoseconds
// per event and bytes per session of the session workload (session_workload.hpp), played three ways:
//
//  apart:    each user a logical process of its own, tables used again from user to user
//  together: all users in one logical process
//  plainly:  std::priority_queue, lazy deletion, objects on the heap (plain_sessions.hpp); the same actions in the same
//            order of time as `together`
//
// All three must come to the same jobs, ends, events and nano-dollars, or the program stops. Making up the
// actions is not in the time; `generate` measures it alone.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include <benchmark/benchmark.h>
#include <malloc.h>
#include <unistd.h>

#include "sim/workload/estate.hpp"
#include "tests/benchmarks/plain_sessions.hpp"
#include "tests/benchmarks/session_workload.hpp"

namespace {

using namespace outlive;
using namespace outlive::benchmarks;

const Market& market() {
  static const Market the_market = make_market();
  return the_market;
}

/// Time on the processor: what other programs do meanwhile does not count.
std::chrono::nanoseconds processor_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

double resident_bytes() {
  std::ifstream file("/proc/self/statm");
  double pages = 0;
  file >> pages >> pages;
  return pages * static_cast<double>(sysconf(_SC_PAGESIZE));
}

std::uint64_t sessions_of(const Totals& totals) {
  std::uint64_t sum = 0;
  for (const std::uint64_t count : totals.sessions) sum += count;
  return sum;
}

/// The first way of playing a workload says what the others must come to.
void must_agree(Number users, const Totals& totals) {
  static std::map<Number, Totals> all;
  const auto [place, is_first] = all.try_emplace(users, totals);
  const Totals& first = place->second;
  const auto must = [](bool same, const char* what) {
    if (same) return;
    std::fprintf(stderr, "the ways of playing the same sessions differ in %s\n", what);
    std::exit(EXIT_FAILURE);
  };
  must(totals.jobs == first.jobs, "jobs by outcome and cause");
  must(totals.sessions == first.sessions, "sessions by cause");
  must(totals.surviving_jobs == first.surviving_jobs, "surviving jobs");
  must(totals.unseen_jobs == first.unseen_jobs, "unseen jobs");
  must(totals.background_sessions == first.background_sessions, "background sessions");
  must(totals.usage.front().of == first.usage.front().of, "usage");
  must(totals.cost_of_all().of == first.cost_of_all().of, "cost");
  must(totals.events == first.events, "events");
  if (!is_first) return;
  std::fprintf(
      stderr, "%u users, %llu sessions, %llu events: %llu jobs survived, %llu unseen, %.2f USD; sessions by",
      users, static_cast<unsigned long long>(sessions_of(totals)),
      static_cast<unsigned long long>(totals.events), static_cast<unsigned long long>(totals.surviving_jobs),
      static_cast<unsigned long long>(totals.unseen_jobs),
      static_cast<double>(totals.cost_of_all().total().nanos()) / 1e9);
  for (std::size_t i = 0; i < cause_count; ++i) {
    if (totals.sessions[i] == 0) continue;
    std::fprintf(stderr, " %s %llu", std::string(name_of(static_cast<Cause>(i))).c_str(),
                 static_cast<unsigned long long>(totals.sessions[i]));
  }
  std::fprintf(stderr, "\n");
}

/// Adds up what the repetitions of one way of playing took.
class Report {
 public:
  Report(benchmark::State& state, bool is_apart) : state_(state), is_apart_(is_apart) {}

  void add(const Totals& totals, std::chrono::nanoseconds time, double bytes) {
    state_.SetIterationTime(std::chrono::duration<double>(time).count());
    time_ += time;
    events_ += totals.events;
    bytes_per_session_ = std::max(bytes_per_session_, bytes / static_cast<double>(sessions_of(totals)));
  }

  ~Report() {
    const double ns_per_event = static_cast<double>(time_.count()) / static_cast<double>(events_);
    static std::map<std::int64_t, double> apart;  // by users; what the others are compared with
    if (is_apart_ || !apart.contains(state_.range(0))) apart[state_.range(0)] = ns_per_event;
    state_.counters["ns_per_event"] = ns_per_event;
    state_.counters["events_per_s"] = 1e9 / ns_per_event;
    state_.counters["bytes_per_session"] = bytes_per_session_;
    state_.counters["times_apart"] = ns_per_event / apart[state_.range(0)];
  }
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

 private:
  benchmark::State& state_;
  bool is_apart_;
  std::chrono::nanoseconds time_{};
  std::uint64_t events_ = 0;
  double bytes_per_session_ = 0;
};

void apart(benchmark::State& state) {
  const auto users = static_cast<Number>(state.range(0));
  constexpr Number batch = 32;  // few enough for their actions to stay in the cache
  std::vector<std::vector<Action>> actions(batch);
  std::vector<Number> visits(batch);
  Report report(state, true);
  for (auto _ : state) {
    std::vector<User> table(users);
    workload::Records records;
    const workload::Inputs inputs{.settings = &market().settings,
                                  .directory = &market().directory,
                                  .access = &market().access,
                                  .prices = &market().prices,
                                  .users = table,
                                  .works = market().works,
                                  .horizon = market().horizon};
    const double before = resident_bytes();
    workload::Estate estate(inputs, records);
    std::chrono::nanoseconds time{};
    for (Number first = 0; first < users; first += batch) {
      const Number last = std::min(users, first + batch);
      for (Number user = first; user < last; ++user) {
        actions[user - first].clear();
        visits[user - first] = append_user(user, {}, actions[user - first]);
      }
      const auto start = processor_time();
      for (Number user = first; user < last; ++user) {
        const Number count = visits[user - first];
        estate.renew_rows({.sign_ins = count, .sessions = count, .jobs = job_rows_per_user});
        records.ineffective.clear();
        estate.play({&user, 1}, actions[user - first]);
      }
      time += processor_time() - start;
    }
    report.add(records.totals, time, resident_bytes() - before);
    must_agree(users, records.totals);
  }
}

struct Crowd {
  std::vector<Action> actions;
  Number sessions = 0;
};

/// What all users do, in the order of time.
const Crowd& crowd_of(Number users) {
  static std::map<Number, Crowd> crowds;
  const auto [place, is_new] = crowds.try_emplace(users);
  Crowd& crowd = place->second;
  if (!is_new) return crowd;
  crowd.actions.reserve(std::size_t{users} * 240);
  for (Number user = 0; user < users; ++user) {
    crowd.sessions +=
        append_user(user, {.sign_in = crowd.sessions, .job = user * job_rows_per_user}, crowd.actions);
  }
  std::sort(crowd.actions.begin(), crowd.actions.end(),
            [](const Action& a, const Action& b) { return std::tie(a.at, a.line) < std::tie(b.at, b.line); });
  return crowd;
}

void together(benchmark::State& state) {
  const auto users = static_cast<Number>(state.range(0));
  const Crowd& crowd = crowd_of(users);
  std::vector<Number> numbers(users);
  for (Number user = 0; user < users; ++user) numbers[user] = user;
  Report report(state, false);
  for (auto _ : state) {
    std::vector<User> table(users);
    const workload::Inputs inputs{.settings = &market().settings,
                                  .directory = &market().directory,
                                  .access = &market().access,
                                  .prices = &market().prices,
                                  .users = table,
                                  .works = market().works,
                                  .horizon = market().horizon};
    malloc_trim(0);
    const double before = resident_bytes();
    const auto start = processor_time();
    workload::Records records;
    workload::Estate estate(inputs, records);
    estate.renew_rows(
        {.sign_ins = crowd.sessions, .sessions = crowd.sessions, .jobs = users * job_rows_per_user});
    estate.play(numbers, crowd.actions);
    const std::chrono::nanoseconds time = processor_time() - start;
    report.add(records.totals, time, resident_bytes() - before);
    must_agree(users, records.totals);
  }
}

void plainly(benchmark::State& state) {
  const auto users = static_cast<Number>(state.range(0));
  const Crowd& crowd = crowd_of(users);
  Report report(state, false);
  for (auto _ : state) {
    malloc_trim(0);
    const double before = resident_bytes();
    double bytes = 0;
    const auto start = processor_time();
    const Totals totals = play_plainly(market(), crowd.actions, users, crowd.sessions,
                                       [&] { bytes = resident_bytes() - before; });
    const std::chrono::nanoseconds time = processor_time() - start;
    report.add(totals, time, bytes);
    must_agree(users, totals);
  }
}

void generate(benchmark::State& state) {
  const auto users = static_cast<Number>(state.range(0));
  std::vector<Action> actions;
  Number sessions = 0;
  for (auto _ : state) {
    sessions = 0;
    for (Number user = 0; user < users; ++user) {
      actions.clear();
      sessions += append_user(user, {}, actions);
      benchmark::DoNotOptimize(actions.data());
    }
  }
  state.counters["sessions"] = static_cast<double>(sessions);
}

BENCHMARK(apart)->Arg(1'000)->Arg(10'000)->Arg(100'000)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(together)->Arg(1'000)->Arg(10'000)->Arg(100'000)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(plainly)->Arg(1'000)->Arg(10'000)->Arg(100'000)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(generate)->Arg(1'000)->Unit(benchmark::kMillisecond);

}  // namespace
