// The fingerprint of a trajectory: every event hashed on its own, the hashes added.
//
// Adding makes it independent of the order of the events, hence of threads and of how the work was
// partitioned: fingerprints of parts add up to the fingerprint of the whole. Each step of an event's hash is
// reversible, so changing any one word of an event always changes its hash. A check against accidents, not
// against attackers.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>

#include "sim/engine/mix.hpp"

namespace outlive::engine {

class Fingerprint {
 public:
  /// Adds one event, told as a few integers or enumerators. Their order and number matter.
  template <class... Words>
    requires(sizeof...(Words) > 0 && ((std::integral<Words> || std::is_enum_v<Words>) && ...))
  void add(Words... words) {
    std::uint64_t hash = sizeof...(Words);
    ((hash = std::rotl((hash ^ static_cast<std::uint64_t>(words)) * 0x9E3779B97F4A7C15, 29)), ...);
    sum_ += mix(hash);
    ++events_;
  }

  Fingerprint& operator+=(const Fingerprint& part) {
    sum_ += part.sum_;
    events_ += part.events_;
    return *this;
  }

  [[nodiscard]] std::uint64_t events() const { return events_; }
  [[nodiscard]] std::uint64_t value() const { return mix(sum_ + mix(events_)); }

  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;

 private:
  std::uint64_t sum_ = 0;
  std::uint64_t events_ = 0;
};

/// Sixteen hexadecimal digits.
inline std::string to_string(const Fingerprint& fingerprint) {
  constexpr const char* digits = "0123456789abcdef";
  std::string text(16, '0');
  std::uint64_t rest = fingerprint.value();
  for (std::size_t at = text.size(); at-- > 0; rest >>= 4) text[at] = digits[rest & 15];
  return text;
}

}  // namespace outlive::engine
