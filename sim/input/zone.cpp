#include "sim/input/zone.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <fstream>
#include <utility>
#include <vector>

#include <date/date.h>
#include <date/tz.h>

#include "sim/input/scalars.hpp"

namespace outlive::input {
namespace {

using Millis = std::chrono::milliseconds;

/// Digits at `at`, exactly `count` of them, as a number; -1 if they are not digits.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

/// ".25" -> 250 ms; nullopt if it is no fraction.
std::optional<int> fraction(std::string_view text) {
  if (text.empty()) return 0;
  if (text.size() < 2 || text.size() > 10 || text.front() != '.') return std::nullopt;
  int millis = 0;
  for (std::size_t i = 1; i < std::max<std::size_t>(text.size(), 4); ++i) {
    const int digit = i < text.size() ? digits(text, i, 1) : 0;
    if (digit < 0) return std::nullopt;
    if (i <= 3) millis = millis * 10 + digit;
  }
  return millis;
}

std::string unknown_zone(std::string_view name, const date::tzdb& database) {
  std::vector<std::string> names{"UTC"};
  for (const date::time_zone& zone : database.zones) names.push_back(zone.name());
  std::string hint = did_you_mean(name, names);
  if (hint.empty()) hint = "; expected an IANA name such as Europe/Berlin or America/Denver";
  return "unknown time zone " + quote(name) + hint;
}

}  // namespace

std::optional<std::int64_t> parse_wall_clock(std::string_view text) {
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  if (year < 1900 || year > 2199 || month < 0 || day < 0 || hour < 0 || hour > 23 || minute < 0 ||
      minute > 59) {
    return std::nullopt;
  }
  if (text[4] != '-' || text[7] != '-' || (text[10] != ' ' && text[10] != 'T') || text[13] != ':')
    return std::nullopt;
  int second = 0;
  int millis = 0;
  if (text.size() > 16) {
    second = digits(text, 17, 2);
    if (text[16] != ':' || second < 0 || second > 59) return std::nullopt;
    const auto part = fraction(text.substr(19));
    if (!part) return std::nullopt;
    millis = *part;
  }
  const auto date =
      date::year{year} / date::month{static_cast<unsigned>(month)} / date::day{static_cast<unsigned>(day)};
  if (!date.ok()) return std::nullopt;
  const Millis time = std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second) +
                      Millis(millis) + date::local_days(date).time_since_epoch();
  return time.count();
}

/// The zone, and the stretches of constant offset that were met so far.
struct WallClock::Offsets {
  struct Stretch {
    std::int64_t begin;  // UTC
    std::int64_t end;
    std::int64_t offset;
  };
  const date::time_zone* zone = nullptr;  // null: UTC
  std::vector<Stretch> met;
  std::size_t last = 0;

  /// The stretch in which `inside` holds, or null.
  template <class Inside>
  const Stretch* find(Inside inside) {
    if (last < met.size() && inside(met[last])) return &met[last];
    const auto found = std::find_if(met.begin(), met.end(), inside);
    if (found == met.end()) return nullptr;
    last = static_cast<std::size_t>(found - met.begin());
    return &*found;
  }
  const Stretch& remember(const date::sys_info& info) {
    const auto millis = [](date::sys_seconds t) {
      // The ends of the first and last stretch are so far away that milliseconds would overflow.
      constexpr std::int64_t far = 8'000'000'000'000'000;
      return std::clamp<std::int64_t>(t.time_since_epoch().count(), -far, far) * 1000;
    };
    const std::int64_t begin = millis(info.begin);
    if (const Stretch* known = find([begin](const Stretch& s) { return s.begin == begin; })) return *known;
    met.push_back({begin, millis(info.end), Millis(info.offset).count()});
    last = met.size() - 1;
    return met.back();
  }
};

WallClock::WallClock(std::unique_ptr<Offsets> offsets) : offsets_(std::move(offsets)) {}
WallClock::WallClock(WallClock&&) noexcept = default;
WallClock& WallClock::operator=(WallClock&&) noexcept = default;
WallClock::~WallClock() = default;

std::optional<WallClock> WallClock::open(std::string_view name, std::string& why) {
  auto offsets = std::make_unique<Offsets>();
  if (name == "UTC") return WallClock(std::move(offsets));
  try {
    const date::tzdb& database = date::get_tzdb();
    try {
      offsets->zone = date::locate_zone(std::string(name));
    } catch (const std::exception&) {
      why = unknown_zone(name, database);
      return std::nullopt;
    }
  } catch (const std::exception&) {
    why = "no time zone data on this machine; install the package tzdata";
    return std::nullopt;
  }
  return WallClock(std::move(offsets));
}

UtcReading WallClock::to_utc(std::int64_t local_ms, Ambiguity policy) {
  if (offsets_->zone == nullptr) return {WallClockProblem::none, local_ms};
  constexpr auto beyond =
      date::local_days(date::year{last_zone_year + 1} / date::January / 1).time_since_epoch();
  if (local_ms >= Millis(beyond).count()) return {WallClockProblem::beyond_data, 0};
  // More than a day away from both ends of a stretch no other offset can claim the same wall-clock time.
  constexpr std::int64_t margin = Millis(std::chrono::hours(26)).count();
  const auto* stretch = offsets_->find([local_ms](const Offsets::Stretch& s) {
    const std::int64_t utc = local_ms - s.offset;
    return utc >= s.begin + margin && utc < s.end - margin;
  });
  if (stretch != nullptr) return {WallClockProblem::none, local_ms - stretch->offset};

  const auto seconds = date::floor<std::chrono::seconds>(Millis(local_ms));
  const date::local_info info = offsets_->zone->get_info(date::local_seconds(seconds));
  if (info.result == date::local_info::nonexistent) return {WallClockProblem::nonexistent, 0};
  if (info.result == date::local_info::ambiguous) {
    if (policy == Ambiguity::error) return {WallClockProblem::ambiguous, 0};
    // `first` is the offset before the change: with it the same reading comes earlier.
    const auto offset = policy == Ambiguity::earliest ? info.first.offset : info.second.offset;
    return {WallClockProblem::none, local_ms - Millis(offset).count()};
  }
  return {WallClockProblem::none, local_ms - offsets_->remember(info.first).offset};
}

std::optional<std::int64_t> WallClock::first_showing(std::int64_t local_ms) {
  const UtcReading reading = to_utc(local_ms, Ambiguity::earliest);
  if (reading.problem == WallClockProblem::none) return reading.utc_ms;
  if (reading.problem != WallClockProblem::nonexistent) return std::nullopt;
  const auto seconds = date::floor<std::chrono::seconds>(Millis(local_ms));
  return Millis(offsets_->zone->get_info(date::local_seconds(seconds)).first.end.time_since_epoch()).count();
}

std::int64_t WallClock::to_local(std::int64_t utc_ms) {
  if (offsets_->zone == nullptr) return utc_ms;
  const auto* stretch =
      offsets_->find([utc_ms](const Offsets::Stretch& s) { return utc_ms >= s.begin && utc_ms < s.end; });
  if (stretch == nullptr) {
    const auto seconds = date::floor<std::chrono::seconds>(Millis(utc_ms));
    stretch = &offsets_->remember(offsets_->zone->get_info(date::sys_seconds(seconds)));
  }
  return utc_ms + stretch->offset;
}

std::string describe(WallClockProblem problem, std::string_view text, std::string_view zone) {
  const std::string subject = quote(text);
  switch (problem) {
    case WallClockProblem::nonexistent:
      return subject + " does not exist in " + std::string(zone) + ": the clocks went forward over it";
    case WallClockProblem::ambiguous:
      return subject + " is ambiguous in " + std::string(zone) +
             ": the clocks went back, so it came twice; say which is meant (earliest or latest)";
    case WallClockProblem::beyond_data:
      return subject + " is after " + std::to_string(last_zone_year) + ", where the data of " +
             std::string(zone) + " end";
    case WallClockProblem::none: break;
  }
  return {};
}

std::string zone_data_version() {
  constexpr std::string_view before = "# version ";
  std::ifstream file("/usr/share/zoneinfo/tzdata.zi");
  std::string line;
  if (!std::getline(file, line) || !line.starts_with(before)) return {};
  return line.substr(before.size());
}

}  // namespace outlive::input
