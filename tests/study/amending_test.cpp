// What expectations would have to say so that they held.
#include "sim/study/amending.hpp"

#include <doctest/doctest.h>

#include "sim/study/comparing.hpp"
#include "sim/study/fields.hpp"
#include "sim/study/judging.hpp"
#include "tests/output/sample.hpp"

using namespace outlive;
using namespace outlive::study;
using namespace outlive::testing;

namespace {

Expected number(std::string text, Int128 billionths, int decimals) {
  Expected made;
  made.type = Expected::Type::number;
  made.text = std::move(text);
  made.number = billionths;
  made.decimals = decimals;
  return made;
}

Expected money(std::string text, std::int64_t cents, int decimals) {
  Expected made;
  made.type = Expected::Type::money;
  made.text = std::move(text);
  made.money = cent(cents);
  made.decimals = decimals;
  return made;
}

Expected instant(std::string text, Duration offset) {
  Expected made;
  made.type = Expected::Type::instant;
  made.text = std::move(text);
  made.ticks = offset.count();
  return made;
}

Expectation expect(std::string key, Comparison comparison, Expected low, Expected high = {}) {
  return {.key = std::move(key),
          .comparison = comparison,
          .low = std::move(low),
          .high = std::move(high),
          .place = {}};
}

Series series_of(const std::vector<Value>& values) {
  Series series;
  for (const Value& each : values) series.add(each);
  return series;
}

/// The texts that it would have; or why there are none.
std::string amended(const Expectation& expectation, const std::vector<Value>& values) {
  const Series series = series_of(values);
  const Amendment made = amend(make_sample().scenario, expectation, series);
  if (!made.why_not.empty()) return made.why_not;
  CHECK(decide(made.expectation, series).answer == Answer::yes);
  const std::string& high = made.expectation.high.text;
  return made.expectation.low.text + (high.empty() ? "" : " .. " + high);
}

}  // namespace

TEST_CASE("amending: equals becomes what was found, in the notation that was written") {
  const auto equals = [](Expected old, const Value& found) {
    return amended(expect("cost.idle.share", Comparison::equals, std::move(old)), {found});
  };
  CHECK(equals(money("1.00 USD", 100, 2), money_value(Money::from_nanos(131'633'333'333))) == "131.63 USD");
  CHECK(equals(money("1 USD", 100, 0), money_value(Money::from_nanos(131'633'333'333))) == "132 USD");
  CHECK(equals(number("0.3", 300'000'000, 1), share_value(cent(1), cent(3))) == "0.3");
  CHECK(equals(number("12%", 120'000'000, 2), share_value(cent(1), cent(3))) == "33%");
  CHECK(equals(number("12.5%", 125'000'000, 3), share_value(cent(1), cent(3))) == "33.3%");
  CHECK(equals(instant("20h", 20 * hour), instant_value(at(30 * hour))) == "1d6h");
  CHECK(equals(instant("2026-03-02T10:00:00Z", hour), instant_value(at(30 * hour))) ==
        "2026-03-03T15:00:00Z");
  CHECK(equals({}, text_value("failed")) == "failed");
  CHECK(equals({}, flag_value(true)) == "true");
  CHECK(equals(instant("1h", hour), instant_value(never)) == "it never came, which no scenario can expect");
}

TEST_CASE("amending: a limit moves outwards, no further than it must, and the other end stays") {
  const Value third = share_value(cent(1), cent(3));
  const auto limit = [&](Comparison comparison, Expected low, Expected high = {}) {
    return amended(expect("cost.idle.share", comparison, std::move(low), std::move(high)), {third});
  };
  CHECK(limit(Comparison::at_most, number("10%", 100'000'000, 2)) == "34%");
  CHECK(limit(Comparison::at_most, number("0.332", 332'000'000, 3)) == "0.334");
  CHECK(limit(Comparison::at_least, number("0.5", 500'000'000, 1)) == "0.3");
  CHECK(limit(Comparison::at_least, number("40%", 400'000'000, 2)) == "33%");
  CHECK(limit(Comparison::between, number("0.1", 100'000'000, 1), number("0.2", 200'000'000, 1)) ==
        "0.1 .. 0.4");
  CHECK(limit(Comparison::between, number("0.5", 500'000'000, 1), number("60%", 600'000'000, 2)) ==
        "0.3 .. 60%");
  CHECK(limit(Comparison::at_most, number("0.4", 400'000'000, 1)) == "0.4");  // it holds
}

TEST_CASE("amending: what has a mean moves to the end of its interval") {
  const std::vector<Value> five{count_value(4), count_value(8), count_value(6), count_value(2),
                                count_value(10)};  // 6 +- 3.926
  const auto limit = [&](Comparison comparison, Expected low, Expected high = {}) {
    return amended(expect("totals.jobs", comparison, std::move(low), std::move(high)), five);
  };
  CHECK(limit(Comparison::at_most, number("1", 1'000'000'000, 0)) == "10");
  CHECK(limit(Comparison::at_most, number("1.00", 1'000'000'000, 2)) == "9.93");
  CHECK(limit(Comparison::at_least, number("20.0", 20'000'000'000, 1)) == "2.0");
  CHECK(limit(Comparison::at_most, number("1.000000000", 1'000'000'000, 9)) == "9.926486324");
  const auto worked = [](std::int64_t minutes) { return duration_value(minutes * minute); };
  Expected old;
  old.type = Expected::Type::duration;
  old.text = "1h";
  old.ticks = hour.count();
  // 300 min and t of 2 degrees of freedom times 100 min / sqrt 3: 248.4 min, told in whole minutes.
  CHECK(amended(expect("jobs.a.worked", Comparison::at_most, old), {worked(200), worked(300), worked(400)}) ==
        "9h9m");
}

TEST_CASE("amending: what differs between replications equals nothing") {
  const std::string why = "replications differ, and no one value holds in all of them";
  CHECK(amended(expect("jobs.a.outcome", Comparison::equals, {}),
                {text_value("failed"), text_value("completed")}) == why);
  CHECK(amended(expect("totals.jobs", Comparison::equals, number("1", 0, 0)),
                {count_value(1), count_value(2)}) == why);
  // But to the decimals that are written it may.
  const Value a = money_value(Money::from_nanos(131'631'000'000));
  const Value b = money_value(Money::from_nanos(131'629'000'000));
  CHECK(amended(expect("cost.total", Comparison::equals, money("1.00 USD", 100, 2)), {a, b}) == "131.63 USD");
}
