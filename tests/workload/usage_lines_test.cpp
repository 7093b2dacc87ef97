// Meters and what their time was spent on, without anything that runs: lines are opened, billed, closed and priced by hand.
#include "sim/workload/usage_lines.hpp"

#include <stdexcept>

#include <doctest/doctest.h>

namespace outlive::workload {
namespace {

using namespace std::chrono_literals;

constexpr SkuNumber hours = 0;
constexpr SkuNumber seconds_of_a_minute = 1;
constexpr SkuNumber bytes = 2;

Instant at(Duration offset) { return Instant{offset}; }

Sku sku(std::int64_t nanos) {
  return {.name = "",
          .usage_type = "",
          .unit = "",
          .price = Money::from_nanos(nanos),
          .granularity = 1ms,
          .source = ""};
}

PriceBook prices() {
  PriceBook book{.name = "", .region = "", .skus = {sku(3'600'000), sku(7'200'000), sku(1'000)}};
  book.skus[seconds_of_a_minute].minimum = 1min;
  book.skus[bytes].bytes_per_unit = 1'000;
  book.skus[bytes].minimum_bytes = 10;
  return book;
}

/// One user, who may be signed in, and the lines of one process.
struct World {
  PriceBook book = prices();
  Inputs inputs{.prices = &book, .users = {}, .works = {}, .horizon = at(24h)};
  Records records;
  cost::Attendance attendance;
  UsageLines lines{inputs, records, attendance};

  World() {
    records.make_room(inputs);
    attendance.reset(1);
    lines.reset();
  }
  [[nodiscard]] static Meters one_meter(std::int64_t units = 1) { return {{{hours, units}}}; }
};

TEST_CASE("usage lines: meters side by side each run for the whole time, and what was not spent is idle") {
  World world;
  world.attendance.sign_in(0, at(0h));
  const LineSpan span = world.lines.open(0, {{{hours, 2}, {seconds_of_a_minute, 5}}}, at(1h), false);
  REQUIRE(span.count == 2);
  world.lines.bill(span, Bucket::useful, {{10min, 0min}, 0, at(90min)});
  world.attendance.sign_out(0, at(100min));
  world.lines.bill(span, Bucket::lost, {{0min, 7min}, 0, at(2h)});
  world.lines.close(span, at(2h), true);
  CHECK(world.lines.idle(span) == 43min);
  world.lines.price();
  REQUIRE(world.records.lines.size() == 2);
  for (const UsageLine& line : world.records.lines) {
    const auto spent = [&](Bucket bucket, Attendance attendance) {
      return Duration{line.usage.at(bucket, attendance) / line.units};
    };
    CHECK(line.from == at(1h));
    CHECK(line.until == at(2h));
    CHECK(spent(Bucket::useful, Attendance::attended) == 10min);
    CHECK(spent(Bucket::lost, Attendance::background) == 7min);
    CHECK(spent(Bucket::idle, Attendance::attended) == 30min);
    CHECK(spent(Bucket::idle, Attendance::background) == 13min);
  }
  CHECK(world.records.line_costs[0].total() == Money::from_nanos(2 * 3'600'000));
  CHECK(world.records.line_costs[1].total() == Money::from_nanos(5 * 7'200'000));
}

TEST_CASE("usage lines: a meter that is not used, has no units or bills bytes does not run") {
  World world;
  CHECK(world.lines.open(0, {}, at(0h), false).empty());
  CHECK(world.lines.open(0, World::one_meter(0), at(0h), false).empty());
  CHECK(world.lines.open(0, {{{bytes, 1}}}, at(0h), false).empty());
  CHECK(world.records.lines.empty());
}

TEST_CASE("GLUE-12: what a minimum adds is overhead, of whether the user was there at the end") {
  World world;
  const LineSpan span = world.lines.open(0, {{{seconds_of_a_minute, 3}}}, at(0h), false);
  world.attendance.sign_in(0, at(4s));
  world.lines.bill(span, Bucket::useful, {{6s, 4s}, 0, at(10s)});
  world.lines.close(span, at(10s), false);
  world.lines.price();
  CHECK(world.records.lines[0].usage.at(Bucket::overhead, Attendance::attended) == 3 * 50'000);
  CHECK(world.records.lines[0].usage.bucket(Bucket::overhead) == 3 * 50'000);
}

TEST_CASE("usage lines: since its opening a meter has run attended or not, as its user was") {
  World world;
  const LineSpan span = world.lines.open(0, World::one_meter(), at(1h), true);
  world.attendance.sign_in(0, at(2h));
  const BilledTime ran = world.lines.since_opening(span, at(5h));
  CHECK(ran.time.attended == 3h);
  CHECK(ran.time.background == 1h);
  CHECK(ran.until == at(5h));
  CHECK(world.lines.user_of(span) == 0);
}

TEST_CASE("usage lines: those of populations are settled one by one, serve again and leave no rows") {
  World world;
  LineSpan first = world.lines.open(0, World::one_meter(), at(0h), true);
  const Number place = first.first;
  world.lines.close(first, at(1h), true);
  CHECK(world.lines.settle(first).total() == Money::from_nanos(3'600'000));
  CHECK(first.empty());
  LineSpan second = world.lines.open(0, World::one_meter(2), at(1h), true);
  CHECK(second.first == place);
  CHECK(world.lines.idle(second) == 0h);
  world.lines.close(second, at(2h), true);
  CHECK(world.lines.settle(second).total() == Money::from_nanos(2 * 3'600'000));
  world.lines.price();
  CHECK(world.records.lines.empty());
  CHECK(world.records.totals.cost[hours].total() == Money::from_nanos(3 * 3'600'000));
}

TEST_CASE("usage lines: a scan is charged by bytes, the minimum at least") {
  World world;
  world.attendance.sign_in(0, at(0h));
  const LineSpan span = world.lines.charge_scan({bytes, 1}, 4, Bucket::useful, {{5s, 0s}, 0, at(15s)}, false);
  world.lines.price();
  const UsageLine& scan = world.records.lines[span.first];
  CHECK(scan.from == at(10s));
  CHECK(scan.until == at(15s));
  CHECK(scan.usage.at(Bucket::useful, Attendance::attended) == 4);
  CHECK(scan.usage.at(Bucket::overhead, Attendance::attended) == 6);
  CHECK(world.records.line_costs[span.first].total() == Money::from_nanos(10));
}

TEST_CASE("usage lines: time that was spent twice, or not at all, is noticed when the line is priced") {
  World world;
  const LineSpan span = world.lines.open(0, World::one_meter(), at(0h), false);
  world.lines.bill(span, Bucket::useful, {{0h, 2h}, 0, at(1h)});
  world.lines.close(span, at(1h), false);
  CHECK_THROWS_AS(world.lines.price(), std::logic_error);

  World other;
  const LineSpan overdrawn = other.lines.open(0, World::one_meter(), at(0h), false);
  other.lines.bill(overdrawn, Bucket::useful, {{0h, 2h}, 0, at(1h)});
  other.lines.close(overdrawn, at(1h), true);
  CHECK_THROWS_AS(other.lines.price(), std::logic_error);
}

}  // namespace
}  // namespace outlive::workload
