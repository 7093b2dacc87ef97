#include "sim/output/fit_report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "sim/output/json.hpp"
#include "sim/output/line_chart.hpp"
#include "sim/output/words.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/instant.hpp"
#include "sim/text/sanitize.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {

using study::DurationFamily;
using study::DurationFit;

std::string fixed(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

std::string percents(double share, int decimals = 1) { return fixed(share * 100, decimals) + " %"; }

/// To three digits or so: `1h23m`, not `1h23m17s512ms`.
std::string about(double ms) {
  const double unit = ms < 10e3 ? 1 : ms < 36e5 ? 1e3 : ms < 86.4e6 ? 60e3 : 36e5;
  return text::format_duration(Duration{static_cast<Duration::rep>(std::round(ms / unit) * unit)});
}

constexpr double log_second = 6.907755278982137;  // ln 1000

std::string lognormal_words(double mu, double sigma) {
  return "median " + about(std::exp(mu)) + ", sigma " + fixed(sigma, 3);
}

std::string parameters_of(const DurationFit& fit) {
  switch (fit.family) {
    case DurationFamily::exponential: return "mean " + about(fit.a);
    case DurationFamily::lognormal: return lognormal_words(fit.a, fit.b);
    case DurationFamily::weibull: return "shape " + fixed(fit.a, 3) + ", scale " + about(fit.b);
    case DurationFamily::pareto: return "shape " + fixed(fit.a, 3) + ", least " + about(fit.b);
    default: break;
  }
  const std::string tail = fit.family == DurationFamily::lognormal_pareto
                               ? "shape " + fixed(fit.tail_a, 3)
                               : lognormal_words(fit.tail_a, fit.tail_b);
  return lognormal_words(fit.a, fit.b) + "; beyond " + about(fit.splice) + " " + percents(fit.tail_share) +
         ", " + tail;
}

std::string durations_text(const FitResult& fit) {
  using text::Align;
  const bool tested = fit.durations.bootstraps > 0;
  text::Table table({{"", Align::left},
                     {"AIC", Align::right},
                     {"KS", Align::right},
                     {tested ? "p" : "", Align::right},
                     {"", Align::left}});
  for (const DurationFit& each : fit.durations.tried) {
    table.add_row({std::string(name_of(each.family)), fixed(each.aic, 1), fixed(each.distance, 4),
                   tested ? fixed(each.p_value, 2) : "", parameters_of(each)});
  }
  return "\nDurations: the lowest AIC is chosen\n" + table.text(2);
}

std::string fit_advice(const FitResult& fit) {
  const study::DurationFits& durations = fit.durations;
  std::string text;
  if (durations.bootstraps > 0) {
    text += "  p: the share of these data and " + std::to_string(durations.bootstraps) +
            " samples of the fit that are at least as far from their own fit";
    text += durations.tested < durations.count
                ? "\n     (on " + grouped(durations.tested) + " jobs drawn at random)\n"
                : "\n";
    if (durations.tried.front().p_value < 0.05) {
      text +=
          "  Even the best differs from the data by more than chance: look at the plot. 'empirical' takes "
          "them as they are.\n";
    }
  }
  if (durations.raised > 0)
    text += "  " + grouped(durations.raised) + " shorter than what the record resolves were taken for that\n";
  return text;
}

std::string habits_text(const FitResult& fit, const TextStyle& style) {
  const study::HabitFit& habits = fit.habits;
  using text::Align;
  text::Table table({{"", Align::left}, {"", Align::left}});
  const auto add = [&](const std::string& what, const std::string& value) { table.add_row({what, value}); };
  add("per user and working day", fixed(habits.per_day, 4) + (habits.batch_mean > 1 ? " arrivals" : " jobs"));
  add("dispersion", habits.dispersion > 0
                        ? "negative binomial, k " + fixed(habits.dispersion, 3) + " (AIC " +
                              fixed(habits.aic_negative_binomial - habits.aic_poisson, 1) +
                              " against Poisson)"
                        : "Poisson (negative binomial: AIC +" +
                              fixed(habits.aic_negative_binomial - habits.aic_poisson, 1) + ")");
  add("all on a working day", "mean " + fixed(habits.daily_mean, 1) + ", sd " + fixed(habits.daily_sd, 1) +
                                  "; of users who do not know each other sd " +
                                  fixed(habits.daily_sd_fitted, 1));
  add("at once", "mean " + fixed(habits.batch_mean, 3));
  add("users", habits.sigma > 0 ? "lognormal, sigma " + fixed(habits.sigma, 3) + "; the busiest tenth has " +
                                      percents(habits.busiest_share) + " of the jobs"
                                : "all alike, or too few to tell");
  add("other days",
      habits.all_days_work ? "as working days" : percents(habits.other_days) + " of a working day");
  const double most = *std::max_element(habits.hours.begin(), habits.hours.end());
  std::vector<double> heights;
  for (const double hour : habits.hours) heights.push_back(hour / most);
  add("hours 0 to 23", fit.knows_calendar ? text::sparkline(heights, style.unicode)
                                          : "not known: times are no moments of a day");
  return "\nHabits\n" + table.text(2);
}

// --- The scenario ---

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

std::string fit_text(const FitResult& fit, const TextStyle& style) {
  const study::HabitFit& habits = fit.habits;
  std::string text = text::sanitize(fit.source) + ": " + counted(habits.jobs, "job");
  text += fit.knows_users ? " of " + counted(habits.users, "user") : ", whose is not said";
  text += ", " + counted(habits.days, "day");
  if (fit.knows_calendar) {
    text += " from " + text::format_instant(fit.first_ms).substr(0, 10) + " to " +
            text::format_instant(fit.last_ms).substr(0, 10);
  }
  if (fit.refused > 0) text += "; " + counted(fit.refused, "row") + " refused";
  return text + "\n" + durations_text(fit) + fit_advice(fit) + habits_text(fit, style);
}

std::string fit_json(const FitResult& fit) {
  const study::HabitFit& habits = fit.habits;
  Json document;
  document["schema_version"] = 1;
  document["source"] = fit.source;
  document["jobs"] = habits.jobs;
  document["users"] = fit.knows_users ? Json(habits.users) : Json(nullptr);
  document["days"] = habits.days;
  document["refused_rows"] = fit.refused;
  Json& durations = document["durations"];
  durations["tested_jobs"] = fit.durations.tested;
  durations["bootstraps"] = fit.durations.bootstraps;
  durations["tried"] = Json::array();
  for (const DurationFit& each : fit.durations.tried) {
    Json one{{"family", name_of(each.family)},
             {"parameters", parameters_of(each)},
             {"aic", each.aic},
             {"ks_distance", each.distance}};
    one["p_value"] = fit.durations.bootstraps > 0 ? Json(each.p_value) : Json(nullptr);
    durations["tried"].push_back(std::move(one));
  }
  document["habits"] = {{"arrivals_per_user_and_working_day", habits.per_day},
                        {"dispersion_k", habits.dispersion > 0 ? Json(habits.dispersion) : Json(nullptr)},
                        {"aic_poisson", habits.aic_poisson},
                        {"aic_negative_binomial", habits.aic_negative_binomial},
                        {"batch_mean", habits.batch_mean},
                        {"activity_sigma", habits.sigma > 0 ? Json(habits.sigma) : Json(nullptr)},
                        {"other_days_share", habits.all_days_work ? Json(nullptr) : Json(habits.other_days)},
                        {"daily_mean", habits.daily_mean},
                        {"daily_sd", habits.daily_sd},
                        {"daily_sd_fitted", habits.daily_sd_fitted},
                        {"hours", fit.knows_calendar ? Json(habits.hours) : Json(nullptr)}};
  return dump(document);
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

std::string fit_chart(const FitResult& fit, const std::vector<double>& sorted_ms) {
  constexpr std::size_t most_points = 200;
  constexpr std::size_t most_fits = 3;
  LineChart chart;
  chart.title = "How long jobs take";
  chart.description =
      "The share of jobs that take longer than a time, both logarithmic: recorded, and as fitted "
      "distributions have it.";
  chart.x = {.title = "time", .spacing = Spacing::logarithmic, .quantity = Quantity::duration};
  chart.y = {.title = "share of jobs that take longer",
             .spacing = Spacing::logarithmic,
             .format = percent_label,
             .natural = {0, 1}};
  const auto count = static_cast<double>(sorted_ms.size());
  const double first = std::max(sorted_ms.front(), 1.0);
  const double last = std::max(sorted_ms.back(), first * 2);
  LineSeries recorded{.name = "recorded"};
  std::vector<LineSeries> fitted;
  for (std::size_t i = 0; i < std::min(most_fits, fit.durations.tried.size()); ++i) {
    fitted.push_back({.name = std::string(name_of(fit.durations.tried[i].family))});
  }
  for (std::size_t i = 0; i < most_points; ++i) {
    const double x = first * std::pow(last / first, static_cast<double>(i) / (most_points - 1));
    const auto beyond = sorted_ms.end() - std::upper_bound(sorted_ms.begin(), sorted_ms.end(), x);
    if (beyond > 0) recorded.points.push_back({x, static_cast<double>(beyond) / count});
    for (std::size_t k = 0; k < fitted.size(); ++k) {
      const double share = 1 - probability_up_to(distribution_of(fit.durations.tried[k]), x);
      if (share >= 0.5 / count)
        fitted[k].points.push_back({x, share});  // below it there is nothing to compare with
    }
  }
  chart.series.push_back(std::move(recorded));
  for (LineSeries& each : fitted) chart.series.push_back(std::move(each));
  return line_chart_svg(chart);
}

}  // namespace outlive::output
