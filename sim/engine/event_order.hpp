// The total order of events: time, then class, then identity; never the order of insertion (design section
// 2).
//
// Insertion order changes with how the work is partitioned, identity does not. Class, user and own number are
// packed into one word, so that comparing two events at the same instant is one comparison.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace outlive::engine {

/// What happens at one instant happens in this order. What was over by itself was over before anyone acted.
enum class EventClass : std::uint8_t {
  work_completes = 1,
  background_expiry = 2,
  interactive_expiry = 3,
  hard_limit = 4,
  idle_timeout = 5,
  people = 6,
};

inline constexpr int order_user_bits = 28;
inline constexpr int order_own_bits = 33;

/// Packs class (3 bits), user (28 bits) and the lifetime's own number (33 bits), most significant first.
/// Numbers that do not fit would collide silently, so whoever hands out numbers must stay below the limits.
constexpr std::uint64_t order_of(EventClass event_class, std::uint32_t user, std::uint64_t own) {
  constexpr std::uint64_t user_mask = (std::uint64_t{1} << order_user_bits) - 1;
  constexpr std::uint64_t own_mask = (std::uint64_t{1} << order_own_bits) - 1;
  return static_cast<std::uint64_t>(event_class) << (order_user_bits + order_own_bits) |
         (user & user_mask) << order_own_bits | (own & own_mask);
}

constexpr EventClass class_of(std::uint64_t order) {
  return static_cast<EventClass>(order >> (order_user_bits + order_own_bits));
}

constexpr std::uint32_t user_of(std::uint64_t order) {
  return static_cast<std::uint32_t>(order >> order_own_bits) & ((1U << order_user_bits) - 1);
}

constexpr std::uint64_t own_number_of(std::uint64_t order) {
  return order & ((std::uint64_t{1} << order_own_bits) - 1);
}

/// When an event happens and where it stands among those of its instant.
struct EventKey {
  std::int64_t time;
  std::uint64_t order;

  /// Later than everything: nothing is scheduled.
  static const EventKey none;

  friend constexpr auto operator<=>(const EventKey&, const EventKey&) = default;
};

inline constexpr EventKey EventKey::none{std::numeric_limits<std::int64_t>::max(),
                                         std::numeric_limits<std::uint64_t>::max()};

}  // namespace outlive::engine
