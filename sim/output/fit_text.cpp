// fit_text and fit_json of fit_report.hpp.
#include <algorithm>
#include <cmath>

#include "sim/engine/elementary.hpp"
#include "sim/output/fit_report.hpp"
#include "sim/output/fit_words.hpp"
#include "sim/output/ink.hpp"
#include "sim/output/json.hpp"
#include "sim/output/words.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/instant.hpp"
#include "sim/text/sanitize.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {

using study::DurationFamily;
using study::DurationFit;

std::string percents(double share, int decimals = 1) { return fixed(share * 100, decimals) + " %"; }

/// To three digits or so: `1h23m`, not `1h23m17s512ms`.
std::string about(double ms) {
  const double unit = ms < 10e3 ? 1 : ms < 36e5 ? 1e3 : ms < 86.4e6 ? 60e3 : 36e5;
  return text::format_duration(Duration{static_cast<Duration::rep>(std::round(ms / unit) * unit)});
}

std::string lognormal_words(double mu, double sigma) {
  return "median " + about(elementary::exp(mu)) + ", sigma " + fixed(sigma, 3);
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

/// Lines whose words go on below the column where they began or, where that leaves them no room, near the margin.
std::string broken(std::string_view lines, std::size_t begin, const TextStyle& style) {
  constexpr std::size_t least_room = 20;
  const auto width = static_cast<std::size_t>(style.width);
  const std::size_t indent = begin + least_room <= width ? begin : 4;
  std::string text;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    text += wrap(line, width, indent) + "\n";
  }
  return text;
}

std::string durations_text(const FitResult& fit, const TextStyle& style) {
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
  return "\nDurations: the lowest AIC is chosen\n" + broken(table.text(2), table.begin_of_last(2), style);
}

/// What the column p says.
std::string meaning_of_p(const study::DurationFits& durations) {
  return "  p: the share of these data and " + std::to_string(durations.bootstraps) +
         " samples of the fit that are at least as far from their own fit" +
         (durations.tested < durations.count
              ? " (on " + grouped(durations.tested) + " jobs drawn at random)\n"
              : "\n");
}

std::string fit_advice(const FitResult& fit, const TextStyle& style) {
  const study::DurationFits& durations = fit.durations;
  const bool tested = durations.bootstraps > 0;
  std::string text;
  if (tested && durations.tried.front().p_value < 0.05) {
    text +=
        "  Even the best differs from the data by more than chance: look at the plot. 'empirical' takes "
        "them as they are.\n";
  }
  if (durations.raised > 0)
    text += "  " + grouped(durations.raised) + " shorter than what the record resolves were taken for that\n";
  return (tested ? broken(meaning_of_p(durations), 5, style) : "") + broken(text, 2, style);
}

/// A bar, which may stand last, is no sentence: in two lines it would say something else.
std::string habit_lines(const text::Table& table, bool ends_with_bar, const TextStyle& style) {
  const std::string lines = table.text(2);
  const std::size_t last = ends_with_bar ? lines.rfind('\n', lines.size() - 2) + 1 : lines.size();
  return broken(std::string_view(lines).substr(0, last), table.begin_of_last(2), style) + lines.substr(last);
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
  return "\nHabits\n" + habit_lines(table, fit.knows_calendar, style);
}

}  // namespace

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
  return broken(text, 2, style) + durations_text(fit, style) + fit_advice(fit, style) +
         habits_text(fit, style);
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

}  // namespace outlive::output
