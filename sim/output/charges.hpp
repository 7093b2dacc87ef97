// The bill, charge by charge: usage lines cut at the ends of months and shared over what they were spent on. Every export of
// the bill walks over these, so that all of them have the same rows and the same sum.
#pragma once

#include <cstdint>
#include <functional>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::output {

/// Whose usage it is; all no_number for that of populations.
struct LineOwner {
  Number user = no_number;
  Number session = no_number;
  Number job = no_number;
  Number host = no_number;
};

/// The owner of each of Results::lines.
std::vector<LineOwner> owners_of_lines(const Scenario& scenario, const Results& results);

/// A stretch of time in milliseconds since 1970, its end not included.
struct Period {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

/// The calendar month (UTC) that the moment, in milliseconds since 1970, lies in.
Period month_of(std::int64_t unix_ms);

/// What one line, or all populations, used of one SKU in one month for one purpose.
struct Charge {
  SkuNumber sku = no_sku;
  Bucket bucket = Bucket::useful;
  Attendance attendance = Attendance::attended;
  LineOwner owner;
  Number line = no_number;  // among Results::lines; no_number for what populations used
  Period month;             // the billing period
  Period time;              // when the meter ran in it, in whole seconds and one of them at least
  std::int64_t usage = 0;   // unit-milliseconds, or bytes
  Money cost;
  bool apportioned = false;  // a share by time of a line that runs across months, or of a population's usage
};

/// Every charge, by line, then by month, bucket and attendance; what populations used comes last, by SKU. Their costs add up
/// to Totals::cost.
///
/// A meter runs evenly, so a line that runs across the end of a month is cut there in proportion to time. When in the line
/// which bucket was paid for is not known: each of them is cut in the same proportion. So is what populations used, over the
/// whole study, and for want of anything better.
void for_each_charge(const Scenario& scenario, const Results& results,
                     const std::function<void(const Charge&)>& visit);

}  // namespace outlive::output
