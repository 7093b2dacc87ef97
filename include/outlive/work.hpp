// What a user can start, apart from when and by whom.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>

#include "outlive/time.hpp"

namespace outlive {

/// Position of something in one of the scenario's tables.
using Number = std::uint32_t;
inline constexpr Number no_number = 0xffff'ffff;

/// Position in a price book.
using SkuNumber = std::uint32_t;
inline constexpr SkuNumber no_sku = 0xffff'ffff;

/// What a line can start. Each has its row in sim/services.
enum class ServiceType : std::uint8_t {
  glue_session,
  glue_job,
  glue_streaming_job,
  training_job,
  processing_job,
  traced_job,  // work of a trace: a background session, its own end, and nothing else
};
inline constexpr std::size_t service_type_count = 6;

/// A release such as 5.0 or 7.11.
struct Release {
  std::uint16_t major = 0;
  std::uint16_t minor = 0;
  friend auto operator<=>(const Release&, const Release&) = default;
};

/// Limits that a line may set for what it starts, in place of the setting in force.
enum class Limit : std::uint8_t { start_up, idle_timeout, hard_limit };
inline constexpr std::size_t limit_count = 3;
inline constexpr Duration from_settings = Duration::min();

/// What is started: everything about a session or job but its moment and its user.
struct Work {
  ServiceType service = ServiceType::glue_session;
  std::int64_t units = 1;  // DPUs, instances, or a trace's resource units
  SkuNumber sku = no_sku;  // no_sku: not billed
  Release release{};
  std::array<Duration, limit_count> limits{from_settings, from_settings, from_settings};
  bool scheduled = false;       // started by a schedule, not by a person (IDC-7)
  Duration checkpoint_every{};  // 0: writes none
  Duration saves_in{};          // what it needs after SIGTERM to save all its work; 0: it does not try
};

}  // namespace outlive
