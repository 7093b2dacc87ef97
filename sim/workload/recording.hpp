// What is recorded over time (outlive/over_time.hpp) while logical processes are played: sums that do not depend on their order.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "outlive/over_time.hpp"
#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/workload/usage_series.hpp"
#include "sim/workload/use_series.hpp"

namespace outlive::workload {

/// The intervals that are reported: of a round length, at most 400. Where one of the lengths allows it they are made up of
/// whole intervals in which the use of resources is known (Intervals).
Intervals reported_intervals(Instant horizon);

/// How long the background session of a job had to last, or would have had to; nothing where it had none, or where it ended
/// otherwise.
std::optional<Duration> background_need(const JobResult& job);

/// The dearest sessions of any number, whichever is added first.
class DearestForgotten {
 public:
  void add(const ForgottenSession& session);
  DearestForgotten& operator+=(const DearestForgotten& other);
  [[nodiscard]] const std::vector<ForgottenSession>& sessions() const { return sessions_; }

 private:
  std::vector<ForgottenSession> sessions_;  // in the order of dearer()
};

/// Lives are kept of so many users of each population, and of so many lifetimes of each.
inline constexpr std::uint32_t sampled_lifetimes = 1'000;
constexpr std::size_t sampled_members(std::size_t populations) {
  return std::max<std::size_t>(60 / std::max<std::size_t>(populations, 1), 1);
}

struct Recording {
  UsageSeries usage;
  std::array<UseSeries, service_type_count> running;
  DearestForgotten forgotten;
  Sketch background_needs;
  std::vector<LifeEvent> sampled_lives;

  Recording& operator+=(const Recording& other);
};

/// With the sessions of the scenario's own users, whose results are there.
OverTime summarise_recording(const Scenario& scenario, const Recording& recording, const Results& results);

}  // namespace outlive::workload
