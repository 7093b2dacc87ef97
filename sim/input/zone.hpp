// Wall-clock times of a place, as people and logs write them, to UTC milliseconds.
//
// Twice a year a wall clock lies: an hour is missing in spring (its times never were) and one comes twice in
// autumn (its times mean two instants). Neither is guessed silently: a missing time is an error, a double one
// follows a declared policy. Milliseconds here count from 1970, not from the start of a scenario. Time zone
// data end in 2037 (what is compiled into /usr/share/zoneinfo, as the library reads it): later times are an
// error rather than an hour wrong. A WallClock remembers the offsets it has met, so that converting a million
// rows costs little more than reading them.
//
//   std::string why;
//   auto denver = WallClock::open("America/Denver", why);      // nullopt: `why` has the nearest spelling
//   const auto local = parse_wall_clock("2021-11-07 01:30:00");
//   const auto utc = denver->to_utc(*local, Ambiguity::latest);  // 2021-11-07T08:30:00Z
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace outlive::input {

/// What a time that the clock shows twice means.
enum class Ambiguity : std::uint8_t { earliest, latest, error };

enum class WallClockProblem : std::uint8_t { none, nonexistent, ambiguous, beyond_data };

/// The last year of which the data know when clocks change.
inline constexpr int last_zone_year = 2037;

struct UtcReading {
  WallClockProblem problem = WallClockProblem::none;
  std::int64_t utc_ms = 0;
};

/// Milliseconds from 1970-01-01 00:00 on the wall clock itself. Accepts `YYYY-MM-DD HH:MM:SS`, also with 'T'
/// between, without seconds, and with one to nine digits of fraction (beyond milliseconds cut off). Years
/// 1900 to 2199.
std::optional<std::int64_t> parse_wall_clock(std::string_view text);

class WallClock {
 public:
  /// A zone by its IANA name. "UTC" needs no time zone data.
  static std::optional<WallClock> open(std::string_view name, std::string& why);

  WallClock(WallClock&&) noexcept;
  WallClock& operator=(WallClock&&) noexcept;
  ~WallClock();

  [[nodiscard]] UtcReading to_utc(std::int64_t local_ms, Ambiguity policy);
  /// The first instant at which the clock shows this time or, where it never does, a later one. Absent after the end of
  /// the data.
  [[nodiscard]] std::optional<std::int64_t> first_showing(std::int64_t local_ms);
  /// What the wall clock shows at an instant; after `last_zone_year` the clocks no longer change.
  [[nodiscard]] std::int64_t to_local(std::int64_t utc_ms);

 private:
  struct Offsets;
  explicit WallClock(std::unique_ptr<Offsets> offsets);

  std::unique_ptr<Offsets> offsets_;
};

/// The release of this machine's time zone data, such as "2025b", as the first line of its file tzdata.zi says; empty where no
/// such file is.
std::string zone_data_version();

/// "01:30:00 does not exist ..." for messages: what is wrong, in words.
std::string describe(WallClockProblem problem, std::string_view text, std::string_view zone);

}  // namespace outlive::input
