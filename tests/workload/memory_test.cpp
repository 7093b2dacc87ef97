// Memory is bounded by what is under way: ten times as many users who share nothing need no more of it, nor does a study that
// is ten times as long.
#include <algorithm>
#include <atomic>
#include <thread>

#include <malloc.h>

#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

std::string population(int users) {
  return R"(
populations:
  people:
    users: )" +
         std::to_string(users) + R"(
    leaving: {at_day_end: 70%, forgotten: 30%}
    activities:
      explore:
        starts: {service: glue, workers: 2}
        per_day: {poisson: {mean: 1}}
        statements: {geometric: {mean: 3}}
        think: {exponential: {mean: 4m}}
        takes: {exponential: {mean: 1m}}
      train:
        starts: {service: training, instance_type: ml.m5.xlarge}
        per_day: {poisson: {mean: 1}}
        takes: {exponential: {mean: 1h}}
)";
}

// A sanitizer allocates by itself, and mallinfo2 knows nothing of it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_measurable = false;
#else
constexpr bool is_measurable = true;
#endif

std::size_t allocated() {
  const struct mallinfo2 now = ::mallinfo2();  // of all threads
  return now.uordblks + now.hblkhd;
}

struct Use {
  std::size_t most = 0;  // bytes that were seen to be allocated at once
  std::uint64_t wanted = 0;
  std::uint64_t refused = 0;
};

Use use_of(int users, const std::string& horizon = "5d", const std::string& settings = {}) {
  const Scenario scenario = scenario_of(settings + population(users), {.horizon = horizon});
  const std::size_t before = allocated();
  std::atomic<bool> is_over = false;
  Use use;
  std::jthread watch([&] {
    while (!is_over) {
      use.most = std::max(use.most, std::max(allocated(), before) - before);
      std::this_thread::sleep_for(std::chrono::microseconds{200});
    }
  });
  const Results results = run(scenario, {.threads = 2});
  is_over = true;
  watch.join();
  use.wanted = results.populations[0].activities[0].wanted;
  for (const ResourceResult& each : results.resources) use.refused += each.refusals;
  return use;
}

TEST_CASE("memory: ten times as many independent users need no more of it" * doctest::skip(!is_measurable)) {
  // A short run may be over before a busy machine lets anybody watch it at its most.
  Use few = use_of(300);
  for (int again = 0; again < 9; ++again) few.most = std::max(few.most, use_of(300).most);
  const Use many = use_of(3000);
  CAPTURE(few.most);
  CAPTURE(many.most);
  CHECK(many.wanted > 9 * few.wanted);
  // Two threads are more often at their most at once in a longer run; what grew with users would be ten times as much.
  CHECK(many.most < few.most + few.most / 2);
}

TEST_CASE("memory: a study that is ten times as long needs little more of it" *
          doctest::skip(!is_measurable)) {
  // A quota that is full at times keeps all users in one logical process, whose rows serve one visit after the other.
  // Without background sessions there are no exchanges of tokens, which are counted second by second.
  const std::string quota =
      "settings:\n  identity_center: {background_sessions: {enabled: false}}\n  glue: {dpu_quota: 20}\n";
  Use brief = use_of(300, "14d", quota);
  for (int again = 0; again < 4; ++again) brief.most = std::max(brief.most, use_of(300, "14d", quota).most);
  const Use lengthy = use_of(300, "140d", quota);
  CAPTURE(brief.most);
  CAPTURE(lengthy.most);
  CHECK(lengthy.wanted > 9 * brief.wanted);
  CHECK(brief.refused > 0);               // else they would not be one
  CHECK(lengthy.most <= 4 * brief.most);  // of what grows with the study it would be ten times as much
}

}  // namespace
}  // namespace outlive::testing
