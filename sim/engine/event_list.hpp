// The event list: one slot per lifetime, holding its next deadline. Which structure finds the earliest depends
// on how many slots there are: a tournament tree while it fits in the caches, a ladder beyond. Both give the same
// order of events, the total order of EventKey, and of equal keys the lower slot. Or each user has a list of their own,
// and the earliest is that of one user.
#pragma once

#include <cstdint>
#include <type_traits>

#include "sim/engine/event_order.hpp"
#include "sim/engine/ladder.hpp"
#include "sim/engine/tournament.hpp"
#include "sim/engine/user_lists.hpp"

namespace outlive::engine {

class EventList {
 public:
  /// Where the ladder overtakes the tournament (results/performance).
  static constexpr std::uint32_t most_in_tournament = 4096;

  explicit EventList(std::uint32_t slots = 0) { resize(slots); }

  [[nodiscard]] std::uint32_t size() const {
    return ask([](const auto& list) { return list.size(); });
  }

  /// Makes slots [0, slots) usable and keeps the keys of those that stay. Capacity grows by doubling: O(n)
  /// then. A list that has grown large stays so until it is reset.
  void resize(std::uint32_t slots);

  /// Empties every slot and makes [0, slots) usable. O(slots), however large the list was before: the memory
  /// stays, so that one list serves logical processes one after the other.
  void reset(std::uint32_t slots);

  /// The same, with a list of its own for each of `users` users, who are numbered from `first_user` on: see UserLists.
  void reset_by_user(std::uint32_t first_user, std::uint32_t users, std::uint32_t slots);
  [[nodiscard]] UserLists& by_user() { return user_lists_; }
  [[nodiscard]] const UserLists& by_user() const { return user_lists_; }

  /// Schedules `slot` at `key`, whatever it held before. A time of `none.time` means "not scheduled".
  [[gnu::always_inline]] void set(std::uint32_t slot, EventKey key) {
    if (kind_ == Kind::tournament) [[likely]] {
      tournament_.set(slot, key);
    } else {
      set_large(slot, key);
    }
  }
  void clear(std::uint32_t slot) { set(slot, EventKey::none); }

  [[nodiscard]] EventKey key(std::uint32_t slot) const {
    return ask([slot](const auto& list) { return list.key(slot); });
  }

  [[nodiscard]] bool is_scheduled(std::uint32_t slot) const { return key(slot).time != EventKey::none.time; }

  [[nodiscard]] bool empty() const { return earliest_time() == EventKey::none.time; }
  [[nodiscard]] std::int64_t earliest_time() const { return earliest().time; }
  [[nodiscard]] EventKey earliest() const {
    return ask([](const auto& list) { return list.earliest(); });
  }
  /// Meaningless where nothing is scheduled.
  [[nodiscard]] std::uint32_t earliest_slot() const {
    return ask([](const auto& list) { return list.earliest_slot(); });
  }

  /// Whether all users' slots are in one list and more than the caches hold.
  [[nodiscard]] bool is_large() const { return kind_ == Kind::ladder; }
  static constexpr std::uint32_t no_slot = Ladder::no_slot;
  /// Of a large list: see Ladder.
  [[nodiscard]] std::uint32_t upcoming(std::size_t ahead) const { return ladder_.upcoming(ahead); }

 private:
  enum class Kind : std::uint8_t { tournament, ladder, user_lists };

  void set_large(std::uint32_t slot, EventKey key);

  template <class Question>
  [[nodiscard]] std::invoke_result_t<Question, const Tournament&> ask(Question question) const {
    if (kind_ == Kind::tournament) [[likely]] {
      return question(tournament_);
    }
    return kind_ == Kind::ladder ? question(ladder_) : question(user_lists_);
  }

  Kind kind_ = Kind::tournament;
  Tournament tournament_;
  Ladder ladder_;
  UserLists user_lists_;
};

}  // namespace outlive::engine
