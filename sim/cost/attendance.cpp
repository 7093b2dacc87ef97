#include "sim/cost/attendance.hpp"

#include <algorithm>

namespace outlive::cost {

void Attendance::reset(std::size_t users) {
  users_.assign(users, User{});
  presences_.clear();
}

void Attendance::sign_in(std::uint32_t user, Instant now) {
  User& state = users_[user];
  if (state.open++ > 0) return;
  state.since = now;
  presences_.push_back({user, now, never});
}

void Attendance::sign_out(std::uint32_t user, Instant now) {
  User& state = users_[user];
  if (--state.open > 0) return;
  state.total += now - state.since;
  const auto open = std::find_if(presences_.rbegin(), presences_.rend(),
                                 [=](const Presence& presence) { return presence.user == user; });
  open->until = now;
}

Split Attendance::between(std::uint32_t user, Instant from, Instant until) const {
  Duration attended{};
  for (const Presence& presence : presences_) {
    if (presence.user != user) continue;
    const Instant begin = std::max(from, presence.from);
    const Instant end = std::min(until, presence.until);
    if (begin < end) attended += end - begin;
  }
  return {attended, until - from - attended};
}

}  // namespace outlive::cost
