// Token exchanges in each second of a study, counted by all threads together: whether users who were simulated apart would
// have met the rate that they share (IDC-17). Sums, so the order of counting does not matter.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

#include "outlive/time.hpp"
#include "outlive/work.hpp"

namespace outlive::workload {

class ExchangeCounts {
 public:
  ExchangeCounts(std::size_t accounts, Instant horizon)
      : seconds_(static_cast<std::size_t>(horizon.time_since_epoch() / std::chrono::seconds{1}) + 1),
        tracks_(accounts * application_count) {}

  /// Two bytes a second and application: a year is 63 MB.
  static constexpr Duration longest = std::chrono::hours{24} * 366 * 3;

  void add(Number account, Application application, std::int64_t second) {
    Track& track = tracks_[account * application_count + static_cast<std::size_t>(application)];
    std::call_once(track.made, [&] { track.counts = std::vector<std::atomic<std::uint16_t>>(seconds_); });
    track.counts[static_cast<std::size_t>(second)].fetch_add(1, std::memory_order_relaxed);
  }

  struct Most {
    std::int64_t exchanges = 0;
    std::int64_t second = 0;  // the first such
  };
  /// The most in one second.
  [[nodiscard]] Most highest(Number account, Application application) const {
    Most most;
    const Track& track = tracks_[account * application_count + static_cast<std::size_t>(application)];
    std::int64_t second = 0;
    for (const std::atomic<std::uint16_t>& each : track.counts) {  // millions, most of them 0
      const std::int64_t count = each.load(std::memory_order_relaxed);
      if (count > most.exchanges) most = {count, second};
      ++second;
    }
    return most;
  }

 private:
  struct Track {
    std::once_flag made;
    std::vector<std::atomic<std::uint16_t>> counts;
  };
  std::size_t seconds_;
  std::vector<Track> tracks_;
};

}  // namespace outlive::workload
