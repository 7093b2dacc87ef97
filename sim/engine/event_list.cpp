#include "sim/engine/event_list.hpp"

namespace outlive::engine {

void EventList::resize(std::uint32_t slots) {
  if (kind_ == Kind::ladder) return ladder_.resize(slots);
  if (kind_ == Kind::user_lists) return user_lists_.resize(slots);
  if (slots <= most_in_tournament) return tournament_.resize(slots);
  const std::uint32_t kept = tournament_.size();
  ladder_.reset(slots);
  for (std::uint32_t slot = 0; slot < kept; ++slot) ladder_.set(slot, tournament_.key(slot));
  tournament_.reset(0);
  kind_ = Kind::ladder;
}

void EventList::reset(std::uint32_t slots) {
  if (kind_ == Kind::ladder) ladder_.reset(0);
  if (kind_ == Kind::user_lists) user_lists_.reset(0, 0, 0);
  kind_ = slots > most_in_tournament ? Kind::ladder : Kind::tournament;
  if (kind_ == Kind::ladder) return ladder_.reset(slots);
  tournament_.reset(slots);
}

void EventList::reset_by_user(std::uint32_t first_user, std::uint32_t users, std::uint32_t slots) {
  reset(0);
  kind_ = Kind::user_lists;
  user_lists_.reset(first_user, users, slots);
}

/// What is no tournament. Not compiled into the many places that set a slot: most lists are small.
void EventList::set_large(std::uint32_t slot, EventKey key) {
  if (kind_ == Kind::ladder) return ladder_.set(slot, key);
  user_lists_.set(slot, key);
}

}  // namespace outlive::engine
