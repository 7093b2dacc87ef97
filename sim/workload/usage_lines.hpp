// The usage lines of a logical process: which meters run, what their time was spent on, and what that costs in the end. Until
// a line is priced it counts milliseconds (or bytes), not units.
//
// Lines of the scenario's own work stay: they are results. Those of populations serve one session or job after the other, so
// memory is bounded by what is under way.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "outlive/results.hpp"
#include "sim/cost/attendance.hpp"
#include "sim/engine/prefetch.hpp"
#include "sim/workload/inputs.hpp"
#include "sim/workload/rows.hpp"

namespace outlive::workload {

/// Billed time that ends at `until`, split by whether this user was signed in.
struct BilledTime {
  cost::Split time;
  std::uint32_t user = 0;
  Instant until{};
};

class UsageLines {
 public:
  /// All of them must outlive this.
  UsageLines(const Inputs& inputs, Records& records, const cost::Attendance& attendance);

  /// For the next logical process. The lines of the scenario's own work stay in the records.
  void reset();

  /// Those of the meters that run by time, one beside the other.
  LineSpan open(std::uint32_t user, const Meters& meters, Instant now, bool recycled);
  /// What was scanned is charged at once, to whether the user is signed in at its end.
  LineSpan charge_scan(const MeterSpec& scanned, std::int64_t bytes, Bucket bucket, const BilledTime& stretch,
                       bool recycled);

  /// The meters of a span run side by side: each of them ran for this time, to this end. Of a session's time the rest is idle.
  void bill(const LineSpan& span, Bucket bucket, const BilledTime& stretch, bool in_session = false) {
    for (Number number = span.first; number < span.first + span.count; ++number) {
      Cells<std::int64_t>& usage = line(number).usage;
      usage.at(bucket, Attendance::attended) += stretch.time.attended.count();
      usage.at(bucket, Attendance::background) += stretch.time.background.count();
    }
    if (inputs_.record_over_time) record_stretch(span, bucket, stretch, in_session);
  }

  /// The meters stop. Where time that was spent on nothing else was idle, it is added up here.
  void close(const LineSpan& span, Instant now, bool idle_between);

  /// What the meters have run for. The span must not be empty, here and below.
  [[nodiscard]] BilledTime since_opening(const LineSpan& span, Instant now) const;
  [[nodiscard]] std::uint32_t user_of(const LineSpan& span) const { return meter(span.first).user; }
  [[nodiscard]] Duration idle(const LineSpan& span) const {
    return Duration{line(span.first).usage.bucket(Bucket::idle)};
  }

  /// Prices lines of a population, and leaves them to others.
  Cells<Money> settle(LineSpan& span);
  /// Prices those of the scenario's own work, at the end of the process.
  void price();

  void prefetch(const LineSpan& span) const {
    if (span.empty()) return;
    if (is_recycled(span.first)) {
      engine::prefetch(recycled_[span.first - first_recycled]);
    } else {
      engine::prefetch(records_.lines[span.first]);
      engine::prefetch(meters_[span.first - first_]);
    }
  }

 private:
  /// What a line needs while its meter runs.
  struct Meter {
    std::uint32_t user = 0;
    Duration attended_then{};  // reading of attendance when it started
    bool present_at_end = false;
  };
  struct Recycled {
    UsageLine line;
    Meter meter;
  };
  static constexpr Number first_recycled = 0x8000'0000;

  [[nodiscard]] static bool is_recycled(Number number) { return number >= first_recycled; }
  [[nodiscard]] const UsageLine& line(Number number) const {
    return is_recycled(number) ? recycled_[number - first_recycled].line : records_.lines[number];
  }
  [[nodiscard]] UsageLine& line(Number number) {
    return is_recycled(number) ? recycled_[number - first_recycled].line : records_.lines[number];
  }
  [[nodiscard]] const Meter& meter(Number number) const {
    return is_recycled(number) ? recycled_[number - first_recycled].meter : meters_[number - first_];
  }
  [[nodiscard]] Meter& meter(Number number) {
    return is_recycled(number) ? recycled_[number - first_recycled].meter : meters_[number - first_];
  }
  LineSpan take(std::uint8_t count, bool recycled);
  Cells<Money> price(Number number);
  void check(Number number, const Sku& sku) const;
  void round_up(Number number, const Sku& sku);

  // If it is to be recorded over time (Records::recording).
  void record_stretch(const LineSpan& span, Bucket bucket, const BilledTime& stretch, bool in_session);
  void record_charge(const UsageLine& used, Bucket bucket, Attendance attendance, std::int64_t amount);

  const Inputs& inputs_;
  Records& records_;
  const cost::Attendance& attendance_;
  Intervals reported_;
  Number first_ = 0;           // of this process, in records_.lines
  std::vector<Meter> meters_;  // of records_.lines from first_ on
  std::vector<Recycled> recycled_;
  std::array<FreeRows, most_meters + 1> free_;  // by how many lie side by side
};

}  // namespace outlive::workload
