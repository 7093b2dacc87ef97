// From usage to money: what is charged, one rounding a line, cells that add up to the last nano-dollar.
#include "sim/cost/pricing.hpp"

#include <random>

#include <doctest/doctest.h>

namespace outlive::cost {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

Sku sku_of(std::int64_t nanos_per_hour, Duration minimum = 0ms, Duration granularity = 1s) {
  return {.name = "",
          .usage_type = "",
          .unit = "",
          .price = Money::from_nanos(nanos_per_hour),
          .minimum = minimum,
          .granularity = granularity,
          .source = ""};
}

std::int64_t nanos(Duration used, std::int64_t units, const Sku& sku) {
  return static_cast<std::int64_t>(price(charged(used, sku).count() * units, sku).nanos());
}

TEST_CASE("pricing: the worked examples of AWS, to the nano-dollar") {
  const Sku glue = sku_of(440'000'000, 60s);
  CHECK(nanos(24min, 5, glue) == 880'000'000);
  CHECK(nanos(15min, 6, glue) == 660'000'000);
  CHECK(nanos(48h, 5, glue) == 105'600'000'000);
  CHECK(nanos(48h, 10 * 8, glue) == 1'689'600'000'000);                // ten G.8X
  CHECK(nanos(days{7}, 1, sku_of(1'408'000'000)) == 236'544'000'000);  // ml.g5.xlarge
}

TEST_CASE("GLUE-12: a minute at least, then by the second, nothing for nothing") {
  const Sku glue = sku_of(440'000'000, 60s);
  CHECK(charged(0ms, glue) == 0ms);
  CHECK(charged(1ms, glue) == 60s);
  CHECK(charged(60s, glue) == 60s);
  CHECK(charged(60s + 1ms, glue) == 61s);
  CHECK(charged(61s, glue) == 61s);
}

TEST_CASE("pricing: usage is rounded up to the granularity, even one of zero") {
  CHECK(charged(1ms, sku_of(1, 0ms, 1h)) == 1h);
  CHECK(charged(1h + 1ms, sku_of(1, 0ms, 1h)) == 2h);
  CHECK(charged(17ms, sku_of(1, 0ms, 0ms)) == 17ms);
}

TEST_CASE("pricing: a half goes to the even nano-dollar") {
  const Sku one = sku_of(1);  // a nano-dollar an hour
  CHECK(price(3'600'000 / 2, one).nanos() == 0);
  CHECK(price(3'600'000 * 3 / 2, one).nanos() == 2);
  CHECK(price(3'600'000 * 5 / 2, one).nanos() == 2);
  CHECK(price(3'600'000 / 2 + 1, one).nanos() == 1);
  CHECK(price(3'600'000 / 2 - 1, one).nanos() == 0);
}

TEST_CASE("pricing: amounts beyond 64 bits are exact") {
  const std::int64_t unit_ms = 9'000'000'000'000'000;  // 1000 units for 285 years
  const Sku dear = sku_of(98'000'000'000);
  CHECK(price(unit_ms, dear).nanos() == static_cast<Int128>(2'500'000'000) * 98'000'000'000);
}

TEST_CASE("pricing: of equal remainders the first bucket gets the nano-dollar, else the largest remainder") {
  Cells<std::int64_t> usage;
  usage.at(Bucket::lost, Attendance::attended) = 1'800'000;
  usage.at(Bucket::idle, Attendance::background) = 1'800'000;
  Cells<Money> cells = price_cells(usage, sku_of(1));
  CHECK(cells.at(Bucket::lost, Attendance::attended).nanos() == 1);
  CHECK(cells.at(Bucket::idle, Attendance::background).nanos() == 0);
  usage.at(Bucket::idle, Attendance::background) += 1;
  usage.at(Bucket::lost, Attendance::attended) -= 1;
  cells = price_cells(usage, sku_of(1));
  CHECK(cells.at(Bucket::lost, Attendance::attended).nanos() == 0);
  CHECK(cells.at(Bucket::idle, Attendance::background).nanos() == 1);
}

TEST_CASE(
    "pricing property: cells are within a nano-dollar of their share and add up to the price of the line") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 3000; ++round) {
    const Sku sku = sku_of(static_cast<std::int64_t>(random() % (round % 3 == 0 ? 7 : 50'000'000'000)));
    Cells<std::int64_t> usage;
    for (auto& bucket : usage.of) {
      for (std::int64_t& cell : bucket) {
        if (random() % 3 != 0)
          cell = static_cast<std::int64_t>(random() % (std::uint64_t{1} << (random() % 50)));
      }
    }
    const Cells<Money> cells = price_cells(usage, sku);
    CHECK(cells.total() == price(usage.total(), sku));
    for (std::size_t i = 0; i < bucket_count; ++i) {
      for (std::size_t j = 0; j < attendance_count; ++j) {
        const Int128 exact = static_cast<Int128>(usage.of[i][j]) * sku.price.nanos();
        const Int128 given = cells.of[i][j].nanos() * 3'600'000;
        CHECK(given > exact - 3'600'000);
        CHECK(given < exact + 3'600'000);
        if (usage.of[i][j] == 0) CHECK(given == 0);
      }
    }
  }
}

TEST_CASE("usage: buckets and attendance are two ways to add up the same cells") {
  Cells<std::int64_t> cells;
  cells.at(Bucket::useful, Attendance::attended) = 3;
  cells.at(Bucket::useful, Attendance::background) = 4;
  cells.at(Bucket::overhead, Attendance::background) = 5;
  CHECK(cells.bucket(Bucket::useful) == 7);
  CHECK(cells.total() == 12);
  Cells<std::int64_t> twice = cells;
  twice += cells;
  CHECK(twice.bucket(Bucket::overhead) == 10);
}

}  // namespace
}  // namespace outlive::cost
