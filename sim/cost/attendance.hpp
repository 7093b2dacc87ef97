// How long each user was signed in anywhere: the axis attended/background of every bill.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "outlive/time.hpp"
#include "sim/engine/prefetch.hpp"

namespace outlive::cost {

/// A stretch of time, split by whether its user was signed in.
struct Split {
  Duration attended{};
  Duration background{};

  [[nodiscard]] Duration total() const { return attended + background; }
  Split& operator-=(const Split& other) {
    attended -= other.attended;
    background -= other.background;
    return *this;
  }
};

class Attendance {
 public:
  void reset(std::size_t users);

  void sign_in(std::uint32_t user, Instant now);
  void sign_out(std::uint32_t user, Instant now);

  [[nodiscard]] bool present(std::uint32_t user) const { return users_[user].open > 0; }

  void prefetch(std::uint32_t user) const { engine::prefetch(users_[user]); }

  /// Time signed in from the beginning until now; differences of two such readings split the time between
  /// them.
  [[nodiscard]] Duration reading(std::uint32_t user, Instant now) const {
    const User& state = users_[user];
    return state.open > 0 ? state.total + (now - state.since) : state.total;
  }

  /// The time since `from`, at which the reading was `reading_then`.
  [[nodiscard]] Split since(std::uint32_t user, Instant from, Duration reading_then, Instant now) const {
    const Duration attended = reading(user, now) - reading_then;
    return {attended, now - from - attended};
  }

  /// A stretch that lies wholly in the past.
  [[nodiscard]] Split between(std::uint32_t user, Instant from, Instant until) const;

  /// visit(begin, end) for each part of such a stretch in which the user was signed in, the last of them first.
  template <class Visit>
  void for_each_presence(std::uint32_t user, Instant from, Instant until, Visit visit) const {
    for (std::uint32_t at = users_[user].latest; at != none; at = presences_[at].before) {
      const Presence& presence = presences_[at];
      if (presence.until <= from) break;
      const Instant begin = std::max(from, presence.from);
      const Instant end = std::min(until, presence.until);
      if (begin < end) visit(begin, end);
    }
  }

 private:
  static constexpr std::uint32_t none = 0xffff'ffff;

  struct User {
    std::uint32_t open = 0;  // interactive sessions
    std::uint32_t latest = none;
    Instant since{};
    Duration total{};
  };
  struct Presence {
    Instant from;
    Instant until;         // `never` while it lasts
    std::uint32_t before;  // the same user's presence before this one
  };
  std::vector<User> users_;
  std::vector<Presence> presences_;
};

}  // namespace outlive::cost
