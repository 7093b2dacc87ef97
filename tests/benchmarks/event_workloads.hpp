// Two workloads that an event list is measured by, the same for every structure and, in tools/peers, for other
// engines: N lifetimes pending, times drawn beforehand.
//
//  hold: the earliest fires and is scheduled again an exponential time later.
//  idle: N sessions, each with a next statement and an idle timer. A statement that fires schedules the next and moves
//        the timer of its session. A timer that runs out begins anew, so that the number stays.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/engine/event_order.hpp"
#include "sim/engine/random_stream.hpp"

namespace outlive::benchmarks {

inline constexpr std::int64_t mean_delay = 1'000'000;
inline constexpr std::int64_t idle_timeout = 8 * mean_delay;  // it runs out once in 3,000 times

class Delays {
 public:
  Delays() : delays_(count_) {
    engine::RandomStream stream(1, 0, 0, 0);
    for (auto& delay : delays_) delay = 1 + static_cast<std::int64_t>(stream.exponential(double{mean_delay}));
  }
  std::int64_t next() { return delays_[at_++ % count_]; }
  [[nodiscard]] const std::vector<std::int64_t>& all() const { return delays_; }

 private:
  static constexpr std::size_t count_ = 1 << 16;
  std::vector<std::int64_t> delays_;
  std::size_t at_ = 0;
};

inline engine::EventKey key_at(std::int64_t time, std::uint32_t slot) {
  using engine::EventClass;
  return {time, engine::order_of(slot % 2 == 0 ? EventClass::work_completes : EventClass::idle_timeout,
                                 slot / 2, slot)};
}

template <class List>
class Hold {
 public:
  explicit Hold(std::uint32_t pending) : Hold(pending, pending) {}
  Hold(std::uint32_t pending, std::uint32_t slots) : list_(slots) {
    for (std::uint32_t i = 0; i < pending; ++i) list_.set(i, key_at(delays_.next(), i));
  }
  /// Returns the time of what fired.
  std::int64_t step() {
    const std::uint32_t slot = list_.earliest_slot();
    const std::int64_t now = list_.earliest_time();
    list_.replace_earliest(key_at(now + delays_.next(), slot));
    return now;
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
  std::int64_t step() {
    const std::uint32_t slot = list_.earliest_slot();
    const std::int64_t now = list_.earliest_time();
    if (slot % 2 == 1) {
      list_.replace_earliest(key_at(now + idle_timeout, slot));
    } else {
      list_.replace_earliest(key_at(now + delays_.next(), slot));
      list_.move(slot + 1, key_at(now + idle_timeout, slot + 1));
    }
    return now;
  }

 private:
  Delays delays_;
  List list_;
};

/// A sum over the times of the first `events` events: it tells any two orders of different times apart.
template <class Workload>
std::uint64_t checksum(Workload workload, int events) {
  std::uint64_t sum = 0;
  for (int i = 0; i < events; ++i) sum = sum * 31 + static_cast<std::uint64_t>(workload.step());
  return sum;
}

}  // namespace outlive::benchmarks
