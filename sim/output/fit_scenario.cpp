// fit_scenario of fit_report.hpp.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "sim/output/fit_report.hpp"
#include "sim/output/fit_words.hpp"
#include "sim/output/words.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/instant.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive::output {
namespace {

using study::DurationFamily;
using study::DurationFit;

constexpr double log_second = 6.907755278982137;  // ln 1000

std::string plain_duration(double ms) {
  return text::format_duration(Duration{std::max<Duration::rep>(1, std::llround(ms))});
}

std::string lognormal_yaml(double mu, double sigma) {
  return "{lognormal: {mu: " + fixed(mu - log_second, 6) + ", sigma: " + fixed(sigma, 6) + "}}";
}

/// Without its outer braces.
std::string distribution_yaml(const DurationFit& fit) {
  const auto inner = [](std::string text) { return text.substr(1, text.size() - 2); };
  switch (fit.family) {
    case DurationFamily::exponential: return "exponential: {mean: " + plain_duration(fit.a) + "}";
    case DurationFamily::lognormal: return inner(lognormal_yaml(fit.a, fit.b));
    case DurationFamily::weibull:
      return "weibull: {shape: " + fixed(fit.a, 6) + ", scale: " + plain_duration(fit.b) + "}";
    case DurationFamily::pareto:
      return "pareto: {shape: " + fixed(fit.a, 6) + ", least: " + plain_duration(fit.b) + "}";
    default: break;
  }
  const std::string at = plain_duration(fit.splice);
  const std::string tail = fit.family == DurationFamily::lognormal_pareto
                               ? "{pareto: {shape: " + fixed(fit.tail_a, 6) + ", least: " + at + "}}"
                               : lognormal_yaml(fit.tail_a, fit.tail_b);
  return "spliced: {at: " + at + ", tail_share: " + fixed(fit.tail_share * 100, 4) +
         "%,\n                          body: " + lognormal_yaml(fit.a, fit.b) +
         ",\n                          tail: " + tail + "}";
}

/// Counts as shares of a million parts that add up, by largest remainder.
std::vector<std::int64_t> millionths(const std::vector<std::uint64_t>& counts) {
  constexpr std::int64_t whole = 1'000'000;
  Int128 all = 0;
  for (const std::uint64_t count : counts) all += static_cast<Int128>(count);
  std::vector<std::int64_t> parts;
  std::vector<std::pair<Int128, std::size_t>> remainders;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const Int128 exact = static_cast<Int128>(counts[i]) * whole;
    parts.push_back(static_cast<std::int64_t>(exact / all));
    given += parts.back();
    remainders.emplace_back(-(exact % all), i);
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::int64_t i = 0; i < whole - given; ++i) ++parts[remainders[static_cast<std::size_t>(i)].second];
  return parts;
}

/// The word behind `service:`.
std::string_view service_of(std::string_view starts) {
  const std::size_t at = starts.find("service:");
  if (at == std::string_view::npos) return {};
  std::string_view word = starts.substr(at + 8);
  word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
  return word.substr(0, word.find_first_of(", }"));
}

std::string_view unit_key_of(std::string_view starts) {
  const std::string_view service = service_of(starts);
  if (service == "training" || service == "processing") return "instances";
  if (service == "glue" || service == "glue_job" || service == "emr_serverless") return "workers";
  return {};
}

/// The most frequent numbers of units; what is rarer counts for the nearest of them.
std::vector<study::UnitShare> main_units(const study::HabitFit& habits) {
  constexpr std::size_t most = 8;
  std::vector<study::UnitShare> kept;
  for (const study::UnitShare& each : habits.units) {
    const std::int64_t units = std::max<std::int64_t>(1, each.units);
    const auto same =
        std::find_if(kept.begin(), kept.end(), [&](const auto& other) { return other.units == units; });
    if (same != kept.end()) {
      same->jobs += each.jobs;
    } else if (kept.size() < most) {
      kept.push_back({units, each.jobs});
    } else {
      const auto distance = [&](const study::UnitShare& other) { return std::abs(other.units - units); };
      std::min_element(kept.begin(), kept.end(), [&](const auto& a, const auto& b) {
        return distance(a) < distance(b);
      })->jobs += each.jobs;
    }
  }
  return kept;
}

std::string starts_yaml(const FitResult& fit) {
  const std::string_view key = unit_key_of(fit.starts);
  const std::vector<study::UnitShare> units = main_units(fit.habits);
  const bool says_units = key.empty() || fit.starts.find(std::string(key) + ":") != std::string::npos;
  if (says_units) return "        starts: {" + fit.starts + "}\n";
  if (units.size() == 1) {
    return "        starts: {" + fit.starts + ", " + std::string(key) + ": " +
           std::to_string(units[0].units) + "}\n";
  }
  std::vector<std::uint64_t> counts;
  for (const study::UnitShare& each : units) counts.push_back(each.jobs);
  const std::vector<std::int64_t> shares = millionths(counts);
  std::string text = "        starts:\n";
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (shares[i] == 0) continue;
    std::array<char, 32> share{};
    std::snprintf(share.data(), share.size(), "%d.%04d%%", static_cast<int>(shares[i] / 10'000),
                  static_cast<int>(shares[i] % 10'000));
    text += "          - {share: " + std::string(share.data()) + ", " + fit.starts + ", " + std::string(key) +
            ": " + std::to_string(units[i].units) + "}\n";
  }
  return text;
}

std::string week_yaml(const FitResult& fit) {
  const study::HabitFit& habits = fit.habits;
  std::string text = "    week:\n      zone: " + fit.zone + "\n";
  if (habits.all_days_work) {
    text += "      days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]\n";
  } else {
    text += "      other_days: " + fixed(habits.other_days * 100, 2) + "%\n";
  }
  if (!fit.knows_calendar)
    return text + "      hours: {from: 0h, to: 24h}      # the trace does not tell the time of day\n";
  text += "      hours: [";
  for (std::size_t i = 0; i < habits.hours.size(); ++i) {
    text += (i == 0 ? "" : i == 12 ? ",\n              " : ", ") + fixed(habits.hours.at(i), 5);
  }
  return text + "]\n";
}

std::string per_day_yaml(const study::HabitFit& habits) {
  const std::string mean = fixed(habits.per_day, 6);
  if (habits.dispersion > 0) {
    return "{negative_binomial: {mean: " + mean +
           ", k: " + fixed(std::clamp(habits.dispersion, 0.01, 10'000.), 4) + "}}";
  }
  return "{poisson: {mean: " + mean + "}}";
}

}  // namespace

bool starts_session(std::string_view starts) {
  const std::string_view service = service_of(starts);
  return service == "glue" || service == "emr_serverless" || service == "emr_ec2";
}

std::string fit_scenario(const FitResult& fit) {
  const study::HabitFit& habits = fit.habits;
  constexpr std::int64_t day = 86'400'000;
  const std::int64_t start = (fit.last_ms / day + 1) * day;
  std::string text =
      "# Fitted by outlive fit to " + text::sanitize(fit.source) + ": " + counted(habits.jobs, "job") +
      (fit.knows_users ? " of " + counted(habits.users, "user") : "") + " in " + counted(habits.days, "day") +
      ".\n# Durations: " + std::string(name_of(fit.durations.tried.front().family)) + ", KS distance " +
      fixed(fit.durations.tried.front().distance, 4) +
      (fit.durations.bootstraps > 0 ? ", p " + fixed(fit.durations.tried.front().p_value, 2) : "") +
      "; none is longer than the longest of the record.\n"
      "# No trace tells how people leave, what they forget or when they go for good: say so under `leaving` "
      "and `leavers`.\n";
  if (!fit.knows_users) {
    text +=
        "# Nor does this one tell whose the jobs are: one user does all. With more users, divide `per_day` "
        "by their number.\n";
  }
  text += "outlive: 1\ntitle: Thirteen weeks like those that were recorded\nstart: " +
          text::format_instant(start) + "\nhorizon: 91d\n\n";
  if (starts_session(fit.starts)) text += "settings:\n  glue: {background_sessions: true}\n\n";
  text += "populations:\n  recorded:\n    users: " + std::to_string(habits.users) + "\n" + week_yaml(fit);
  if (habits.sigma > 0) text += "    activity: {lognormal: {sigma: " + fixed(habits.sigma, 4) + "}}\n";
  text += "    leaving: {at_day_end: 100%}             # an assumption\n    activities:\n      work:\n" +
          starts_yaml(fit);
  text += "        per_day: " + per_day_yaml(habits) + "\n";
  if (habits.batch_mean > 1 && !starts_session(fit.starts)) {
    text += "        batch: {geometric: {mean: " + fixed(habits.batch_mean, 4) + "}}\n";
  }
  const double longest = std::ceil(fit.longest_ms / 1000) * 1000;
  text += "        takes: {" + distribution_yaml(fit.durations.tried.front()) +
          ",\n                at_most: " + plain_duration(longest) + "}\n";
  return text;
}

}  // namespace outlive::output
