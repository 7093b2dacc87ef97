#include "tools/outlive/room.hpp"

#include <cmath>
#include <cstdint>

#include "sim/output/words.hpp"
#include "tools/outlive/machine.hpp"

namespace outlive::tool {
namespace {

/// To two digits: `4.1 million`, `870,000`.
std::string about(double number) {
  if (number < 1) return "0";
  const double digit = std::pow(10, std::max(0.0, std::floor(std::log10(number)) - 1));
  const auto rounded = static_cast<std::int64_t>(std::llround(number / digit) * std::llround(digit));
  if (rounded < 1'000'000) return output::grouped(rounded);
  const bool milliards = rounded >= 1'000'000'000;
  const std::int64_t tenths = rounded / (milliards ? 100'000'000 : 100'000);
  const std::string whole = output::grouped(tenths / 10);
  const std::string tenth = tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10);
  return whole + tenth + (milliards ? " billion" : " million");
}

std::string gibibytes(double bytes) {
  const auto tenths = std::llround(bytes / 1024 / 1024 / 1024 * 10);
  return output::grouped(tenths / 10) + "." + std::to_string(tenths % 10) + " GiB";
}

}  // namespace

std::string estimate_line(const workload::Estimate& estimate) {
  constexpr double worth_telling = 100.0 * 1024 * 1024;
  std::string line = "about " + about(estimate.events) + " events";
  if (estimate.bytes >= worth_telling) line += ", " + gibibytes(estimate.bytes) + " of memory";
  return line;
}

ExitCode refuse_what_cannot_fit(const Scenario& scenario, const Console& console) {
  const workload::Estimate estimate = workload::estimate(scenario);
  const auto available = available_memory();
  if (!available || estimate.bytes <= static_cast<double>(*available)) return ExitCode::done;
  console.complain(
      "this run needs about " + gibibytes(estimate.bytes) + " of memory, and " +
      gibibytes(static_cast<double>(*available)) + " are available: " + about(estimate.users_at_once) +
      " users share a limit and are simulated at once, with about " + about(estimate.work_at_once) +
      " sessions and jobs under way (" + about(estimate.events) + " events in all)");
  console.complain(
      "users who share nothing take no memory: set quotas that do not bind to none, put populations into "
      "accounts of their own, or simulate fewer users");
  return ExitCode::no_access;
}

}  // namespace outlive::tool
