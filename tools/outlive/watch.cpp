#include "tools/outlive/watch.hpp"

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <mutex>
#include <utility>

#include <unistd.h>

namespace outlive::tool {
namespace {

using std::chrono::steady_clock;

// What the signal handler reaches: nothing but what is set without a lock.
std::atomic<Control*> watched = nullptr;
std::atomic<int> told_by = 0;            // the signal that asked to stop
std::atomic<std::int64_t> told_at = -1;  // milliseconds of the machine's clock
static_assert(std::atomic<Control*>::is_always_lock_free && std::atomic<bool>::is_always_lock_free &&
              std::atomic<int>::is_always_lock_free && std::atomic<std::int64_t>::is_always_lock_free);

/// coreutils' `timeout` tells a program and then its whole process group: that is one wish, told twice.
constexpr std::int64_t same_wish_for = 200;

std::int64_t machine_milliseconds() {  // safe in a signal handler, as clock_gettime is
  timespec now{};
  (void)::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

/// The first asks; one that comes later kills.
extern "C" void ask_to_stop(int signal) {
  Control* control = watched.load();
  const std::int64_t now = machine_milliseconds();
  std::int64_t first = -1;
  if (told_at.compare_exchange_strong(first, now)) {
    told_by.store(signal);
    if (control != nullptr) control->stop.store(true);
  } else if (now - first >= same_wish_for) {
    (void)std::signal(signal, SIG_DFL);
    (void)std::raise(signal);
  }
}

void handle_interrupts(Control* control) {
  watched = control;
  struct sigaction action{};
  if (control == nullptr) {
    action.sa_handler = SIG_DFL;
  } else {
    action.sa_handler = ask_to_stop;
    action.sa_flags = SA_RESTART;
  }
  // A caller that ignores interrupts, as nohup and background jobs of scripts do, goes on ignoring them.
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction before{};
    (void)::sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) (void)::sigaction(signal, &action, nullptr);
  }
}

}  // namespace

ExitCode interruption() { return told_by == SIGTERM ? ExitCode::terminated : ExitCode::interrupted; }

ExitCode tell_partial(Console& console, const std::string& hint) {
  if (!console.flush()) return ExitCode::no_access;
  console.complain("interrupted: the results are partial" + (hint.empty() ? hint : "; " + hint));
  return ExitCode::interrupted;
}

Watch::Watch(Console& console, std::string of_what)
    : progress_(std::move(of_what)), since_(steady_clock::now()) {
  handle_interrupts(&control_);
  // A wish that came when the watch before had nothing left to stop is meant for whatever goes on.
  if (told_at >= 0) control_.stop = true;
  thread_ = std::jthread([this, &console](const std::stop_token& told) { show(console, told); });
}

Watch::~Watch() {
  thread_.request_stop();
  thread_.join();
  handle_interrupts(nullptr);
}

// The run before has left its counts at their ends: they are taken back first, so that nobody adds them to the next.
void Watch::begin(std::uint32_t number, std::uint32_t all) {
  control_.done = 0;
  control_.pass = 1;
  number_ = number;
  all_ = all;
}

void Watch::count(std::uint64_t done, std::uint64_t all) {
  side_by_side_ = true;
  number_ = static_cast<std::uint32_t>(done);
  all_ = std::max(static_cast<std::uint32_t>(all), 1U);
}

// In the opposite order of that in which they are set.
std::string Watch::line() {
  Reading now{.number = number_, .runs = all_, .side_by_side = side_by_side_, .pass = control_.pass};
  const std::uint64_t done = control_.done;
  const std::uint64_t whole = control_.whole;
  if (whole == 0) return "preparing";
  now.done = std::min(1.0, static_cast<double>(done) / static_cast<double>(whole));
  now.events = control_.events;
  now.seconds = std::chrono::duration<double>(steady_clock::now() - since_).count();
  const std::string text = progress_.line(now);
  return control_.stop ? text + ", stopping" : text;
}

void Watch::show(Console& console, const std::stop_token& told) {
  using namespace std::chrono_literals;
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  while (!told.stop_requested()) {
    console.progress(line());
    wake.wait_for(lock, told, 200ms, [] { return false; });
  }
  console.progress("");
}

}  // namespace outlive::tool
