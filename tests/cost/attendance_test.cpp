// How long a user was signed in anywhere.
#include "sim/cost/attendance.hpp"

#include <array>
#include <random>
#include <vector>

#include <doctest/doctest.h>

namespace outlive::cost {
namespace {

using namespace std::chrono_literals;

Instant at(std::int64_t ms) { return Instant{Duration{ms}}; }

TEST_CASE("attendance: sign-ins that overlap count once") {
  Attendance attendance;
  attendance.reset(1);
  attendance.sign_in(0, at(10));
  attendance.sign_in(0, at(20));
  attendance.sign_out(0, at(30));
  CHECK(attendance.present(0));
  CHECK(attendance.reading(0, at(35)) == 25ms);
  attendance.sign_out(0, at(40));
  CHECK_FALSE(attendance.present(0));
  CHECK(attendance.reading(0, at(100)) == 30ms);
  const Split split = attendance.since(0, at(25), 15ms, at(100));
  CHECK(split.attended == 15ms);
  CHECK(split.background == 60ms);
  CHECK(split.total() == 75ms);
}

TEST_CASE("attendance: a sign-out and a sign-in at one instant leave no gap and count nothing twice") {
  Attendance attendance;
  attendance.reset(1);
  attendance.sign_in(0, at(0));
  attendance.sign_out(0, at(10));
  attendance.sign_in(0, at(10));
  CHECK(attendance.reading(0, at(20)) == 20ms);
  CHECK(attendance.between(0, at(5), at(15)).attended == 10ms);
}

TEST_CASE("attendance: a presence that lasts counts up to the end of what is asked for") {
  Attendance attendance;
  attendance.reset(1);
  attendance.sign_in(0, at(50));
  CHECK(attendance.between(0, at(0), at(80)).attended == 30ms);
  CHECK(attendance.between(0, at(60), at(80)).background == 0ms);
  CHECK(attendance.between(0, at(0), at(50)).attended == 0ms);
}

TEST_CASE(
    "attendance property: readings and stretches agree with counting every millisecond, for each user "
    "alone") {
  std::mt19937 random(3);
  for (int round = 0; round < 100; ++round) {
    constexpr std::size_t users = 3;
    constexpr std::int64_t end = 60;
    Attendance attendance;
    attendance.reset(users);
    std::array<std::array<int, end>, users> open{};
    std::array<int, users> now_open{};
    for (std::int64_t now = 0; now < end; ++now) {
      for (std::uint32_t user = 0; user < users; ++user) {
        if (random() % 4 == 0) {
          attendance.sign_in(user, at(now));
          ++now_open[user];
        } else if (now_open[user] > 0 && random() % 3 == 0) {
          attendance.sign_out(user, at(now));
          --now_open[user];
        }
        open[user][static_cast<std::size_t>(now)] = now_open[user];
      }
    }
    const auto counted = [&](std::uint32_t user, std::int64_t from, std::int64_t until) {
      Duration sum{};
      for (std::int64_t now = from; now < until; ++now) {
        sum += open[user][static_cast<std::size_t>(now)] > 0 ? 1ms : 0ms;
      }
      return sum;
    };
    for (std::uint32_t user = 0; user < users; ++user) {
      CHECK(attendance.reading(user, at(end)) == counted(user, 0, end));
      for (int i = 0; i < 20; ++i) {
        const auto from = static_cast<std::int64_t>(random() % end);
        const auto until = from + static_cast<std::int64_t>(random() % static_cast<unsigned>(end - from));
        const Split split = attendance.between(user, at(from), at(until));
        CHECK(split.attended == counted(user, from, until));
        CHECK(split.total() == Duration{until - from});
      }
    }
  }
}

}  // namespace
}  // namespace outlive::cost
