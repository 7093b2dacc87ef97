#include "sim/text/instant.hpp"

#include <chrono>
#include <cstddef>
#include <optional>

#include "sim/text/character.hpp"

namespace outlive::text {

namespace {

using std::chrono::milliseconds;

constexpr int largest_offset_hours = 14;  // Kiribati

// Reads a text from left to right; a piece that does not fit leaves the position alone.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  bool sees(char c) const { return !at_end() && text_[at_] == c; }

  bool skip(char c) {
    if (!sees(c)) return false;
    ++at_;
    return true;
  }

  std::optional<int> digits(std::size_t count) {
    if (text_.size() - at_ < count) return std::nullopt;
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const char c = text_[at_ + i];
      if (!is_digit(c)) return std::nullopt;
      number = number * 10 + (c - '0');
    }
    at_ += count;
    return number;
  }

  std::string_view all_digits() {
    const std::size_t begin = at_;
    while (!at_end() && is_digit(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

// A piece of the text in milliseconds, or why it is none.
using Piece = ParseResult<milliseconds>;

constexpr const char* not_an_instant = "is not an instant such as 2026-03-02T09:00:00Z";

Piece read_date(Reader& reader) {
  const auto year = reader.digits(4);
  const bool dash_1 = reader.skip('-');
  const auto month = reader.digits(2);
  const bool dash_2 = reader.skip('-');
  const auto day = reader.digits(2);
  if (!year || !dash_1 || !month || !dash_2 || !day) return Piece::failed(not_an_instant);

  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return Piece::failed("names a day that the calendar does not have");
  return Piece::of(std::chrono::sys_days{date}.time_since_epoch());
}

Piece read_fraction(Reader& reader) {
  const std::string_view decimals = reader.all_digits();
  if (decimals.empty()) return Piece::failed(not_an_instant);
  if (decimals.size() > 3) return Piece::failed("is finer than a millisecond");
  int thousandths = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    thousandths = thousandths * 10 + (i < decimals.size() ? decimals[i] - '0' : 0);
  }
  return Piece::of(milliseconds{thousandths});
}

Piece read_time_of_day(Reader& reader) {
  const auto hour = reader.digits(2);
  const bool colon_1 = reader.skip(':');
  const auto minute = reader.digits(2);
  const bool colon_2 = reader.skip(':');
  const auto second = reader.digits(2);
  if (!hour || !colon_1 || !minute || !colon_2 || !second) return Piece::failed(not_an_instant);
  if (*second == 60) return Piece::failed("names a leap second, which simulated time does not have");
  if (*hour > 23 || *minute > 59 || *second > 59)
    return Piece::failed("names a time that a day does not have");
  const milliseconds whole =
      std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second};
  if (!reader.skip('.')) return Piece::of(whole);
  const Piece fraction = read_fraction(reader);
  return fraction ? Piece::of(whole + *fraction) : fraction;
}

Piece read_offset(Reader& reader) {
  if (reader.skip('Z')) return Piece::of(milliseconds{0});
  if (reader.at_end()) return Piece::failed("needs an offset from UTC: end it with Z, or such as +01:00");
  const bool west = reader.sees('-');
  if (!reader.skip('-') && !reader.skip('+')) return Piece::failed(not_an_instant);
  const auto hours = reader.digits(2);
  const bool colon = reader.skip(':');
  const auto minutes = reader.digits(2);
  if (!hours || !colon || !minutes) return Piece::failed("has an offset from UTC that is not such as +01:00");
  if (*minutes > 59 || *hours * 60 + *minutes > largest_offset_hours * 60) {
    return Piece::failed("has an offset from UTC that no place on Earth has");
  }
  const milliseconds offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
  return Piece::of(west ? -offset : offset);
}

std::string padded(std::int64_t number, std::size_t width) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return number < 0 ? "-" + digits : digits;
}

}  // namespace

ParseResult<std::int64_t> parse_instant(std::string_view text) {
  using Result = ParseResult<std::int64_t>;
  Reader reader(text);
  const Piece date = read_date(reader);
  if (!date) return Result::failed(date.reason);
  if (!reader.skip('T')) return Result::failed(not_an_instant);
  const Piece time = read_time_of_day(reader);
  if (!time) return Result::failed(time.reason);
  const Piece offset = read_offset(reader);
  if (!offset) return Result::failed(offset.reason);
  if (!reader.at_end()) return Result::failed(not_an_instant);
  return Result::of((*date + *time - *offset).count());
}

std::string format_instant(std::int64_t unix_ms) {
  const std::chrono::sys_time<milliseconds> instant{milliseconds{unix_ms}};
  const auto midnight = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{midnight};
  const std::chrono::hh_mm_ss time{instant - midnight};

  std::string text = padded(static_cast<int>(date.year()), 4) + '-' +
                     padded(static_cast<unsigned>(date.month()), 2) + '-' +
                     padded(static_cast<unsigned>(date.day()), 2) + 'T' + padded(time.hours().count(), 2) +
                     ':' + padded(time.minutes().count(), 2) + ':' + padded(time.seconds().count(), 2);
  if (time.subseconds().count() != 0) text += '.' + padded(time.subseconds().count(), 3);
  return text + 'Z';
}

}  // namespace outlive::text
