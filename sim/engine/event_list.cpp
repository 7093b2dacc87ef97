#include "sim/engine/event_list.hpp"

namespace outlive::engine {

void EventList::resize(std::uint32_t slots) {
  if (is_large_) return ladder_.resize(slots);
  if (slots <= most_in_tournament) return tournament_.resize(slots);
  const std::uint32_t kept = tournament_.size();
  ladder_.reset(slots);
  for (std::uint32_t slot = 0; slot < kept; ++slot) ladder_.set(slot, tournament_.key(slot));
  tournament_.reset(0);
  is_large_ = true;
}

void EventList::reset(std::uint32_t slots) {
  const bool was_large = is_large_;
  is_large_ = slots > most_in_tournament;
  if (is_large_) return ladder_.reset(slots);
  if (was_large) ladder_.reset(0);
  tournament_.reset(slots);
}

}  // namespace outlive::engine
