#include "sim/cost/attendance.hpp"

namespace outlive::cost {

void Attendance::reset(std::size_t users) {
  users_.assign(users, User{});
  presences_.clear();
}

void Attendance::sign_in(std::uint32_t user, Instant now) {
  User& state = users_[user];
  if (state.open++ > 0) return;
  state.since = now;
  presences_.push_back({now, never, state.latest});
  state.latest = static_cast<std::uint32_t>(presences_.size() - 1);
}

void Attendance::sign_out(std::uint32_t user, Instant now) {
  User& state = users_[user];
  if (--state.open > 0) return;
  state.total += now - state.since;
  presences_[state.latest].until = now;
}

Split Attendance::between(std::uint32_t user, Instant from, Instant until) const {
  Duration attended{};
  for_each_presence(user, from, until, [&](Instant begin, Instant end) { attended += end - begin; });
  return {attended, until - from - attended};
}

}  // namespace outlive::cost
