// openmetrics_text of outlive/exports.hpp, by the OpenMetrics specification 1.0 (prometheus.io/docs/specs/om): metadata before
// the samples of a family, units as suffixes of names, `_total` for counters, quantiles for summaries, `# EOF` last.
#include <array>
#include <utility>
#include <vector>

#include "outlive/exports.hpp"
#include "sim/output/bill_words.hpp"
#include "sim/output/json.hpp"
#include "sim/output/words.hpp"
#include "sim/text/number.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive {
namespace output {
namespace {

using Labels = std::vector<std::pair<std::string_view, std::string>>;

constexpr int ms_decimals = 3;
constexpr std::array<std::pair<double, const char*>, 3> quantiles{
    {{0.5, "0.5"}, {0.9, "0.9"}, {0.99, "0.99"}}};

/// Backslashes, quotes and line feeds are all that has to be escaped; other control characters are spelt out.
std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\\' || c == '"') safe += '\\';
    if (c == '\n') {
      safe += "\\n";
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string value_of(std::uint64_t count) { return std::to_string(count); }
std::string seconds(Int128 ms) { return text::format_scaled(ms, ms_decimals); }

class Exposition {
 public:
  /// Begins a family; nothing is written of one without samples.
  void family(std::string_view name, std::string_view type, std::string_view unit, std::string_view help) {
    name_ = name;
    type_ = type;
    head_ = "# TYPE " + name_ + " " + type_ + "\n";
    if (!unit.empty()) head_ += "# UNIT " + name_ + " " + std::string(unit) + "\n";
    head_ += "# HELP " + name_ + " " + escaped(help) + "\n";
  }

  void add(const Labels& labels, std::string_view value) {
    write(type_ == "counter" ? "_total" : type_ == "info" ? "_info" : "", labels, value);
  }

  void add(const Labels& labels, const Sketch& sketch) {
    if (sketch.count() == 0) return;
    for (const auto& [share, text] : quantiles) {
      Labels with = labels;
      with.emplace_back("quantile", text);
      write("", with, seconds(sketch.quantile(share).count()));
    }
    write("_count", labels, value_of(sketch.count()));
    write("_sum", labels, seconds(sketch.sum()));
  }

  std::string whole() && { return std::move(text_) + "# EOF\n"; }

 private:
  void write(std::string_view suffix, const Labels& labels, std::string_view value) {
    text_ += std::exchange(head_, {}) + name_ + std::string(suffix);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      text_ += (i == 0 ? "{" : ",") + std::string(labels[i].first) + "=\"" +
               escaped(text::sanitize(labels[i].second)) + "\"";
    }
    text_ += (labels.empty() ? " " : "} ") + std::string(value) + "\n";
  }

  std::string text_;
  std::string head_;
  std::string name_;
  std::string type_;
};

class Metrics {
 public:
  Metrics(const Scenario& scenario, const Results& results) : scenario_(scenario), results_(results) {}

  std::string whole() {
    run();
    fates();
    bill();
    resources();
    populations();
    traces();
    return std::move(text_).whole();
  }

 private:
  void count(std::string_view name, std::string_view help, std::uint64_t number) {
    text_.family(name, "counter", "", help);
    text_.add({}, value_of(number));
  }

  void run() {
    text_.family("outlive_run", "info", "", "The scenario that was simulated.");
    text_.add({{"title", scenario_.title},
               {"start", iso(scenario_, Instant{})},
               {"seed", std::to_string(scenario_.seed)},
               {"fingerprint", hexadecimal(results_.fingerprint)}},
              "1");
    text_.family("outlive_horizon_seconds", "gauge", "seconds", "Length of the study.");
    text_.add({}, seconds(scenario_.horizon.time_since_epoch().count()));
    text_.family("outlive_incomplete", "gauge", "", "1 if the run was stopped before the horizon, else 0.");
    text_.add({}, results_.incomplete ? "1" : "0");
  }

  void fates() {
    const Totals& totals = results_.totals;
    text_.family("outlive_jobs", "counter", "", "Jobs by how they ended and why.");
    for (std::size_t outcome = 0; outcome < outcome_count; ++outcome) {
      for (std::size_t cause = 0; cause < cause_count; ++cause) {
        if (totals.jobs[outcome][cause] == 0) continue;
        text_.add({{"outcome", std::string(name_of(static_cast<Outcome>(outcome)))},
                   {"cause", std::string(name_of(static_cast<Cause>(cause)))}},
                  value_of(totals.jobs[outcome][cause]));
      }
    }
    text_.family("outlive_sessions", "counter", "",
                 "Compute sessions by what ended them; horizon: still there.");
    add_causes(totals.sessions, {});
    count("outlive_surviving_jobs", "Jobs completed after their sign-in had ended.", totals.surviving_jobs);
    count("outlive_unseen_jobs", "Jobs completed whose results nobody can have.", totals.unseen_jobs);
    count("outlive_jobs_lost_in_background",
          "Jobs that ended otherwise than completed after their sign-in had.",
          totals.jobs_lost_in_background);
    count("outlive_background_sessions", "Background sessions that began.", totals.background_sessions);
    count("outlive_events", "Clocks that ran out and acts of people.", totals.events);
  }

  void add_causes(const std::array<std::uint64_t, cause_count>& counts, const Labels& labels) {
    for (std::size_t cause = 0; cause < cause_count; ++cause) {
      if (counts[cause] == 0) continue;
      Labels with = labels;
      with.emplace_back("cause", name_of(static_cast<Cause>(cause)));
      text_.add(with, value_of(counts[cause]));
    }
  }

  template <class Amount, class Write>
  void add_cells(const std::vector<Cells<Amount>>& of_skus, bool of_bytes, bool of_time, const Write& write) {
    for (SkuNumber sku = 0; sku < of_skus.size(); ++sku) {
      const Sku& priced = scenario_.prices.skus[sku];
      if (priced.bills_bytes() ? !of_bytes : !of_time) continue;
      for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
        for (std::size_t attendance = 0; attendance < attendance_count; ++attendance) {
          const Amount& amount = of_skus[sku].of[bucket][attendance];
          if (amount == Amount{}) continue;
          text_.add({{"sku", priced.name},
                     {"service", std::string(billed_service(priced.name).key)},
                     {"bucket", std::string(name_of(static_cast<Bucket>(bucket)))},
                     {"attendance", std::string(name_of(static_cast<Attendance>(attendance)))}},
                    write(amount));
        }
      }
    }
  }

  void bill() {
    const std::string unit = unit_key(scenario_.prices.currency).substr(1);
    text_.family("outlive_cost_" + unit, "counter", unit, "What was paid, by what it was spent on.");
    add_cells(results_.totals.cost, true, true, [](Money cost) { return exact(cost); });
    text_.family("outlive_usage_unit_seconds", "counter", "seconds",
                 "What was billed by time: units times seconds.");
    add_cells(results_.totals.usage, false, true, [](std::int64_t usage) { return seconds(usage); });
    text_.family("outlive_usage_bytes", "counter", "bytes", "What was billed by the data that was read.");
    add_cells(results_.totals.usage, true, false, [](std::int64_t usage) { return std::to_string(usage); });
  }

  /// One family after the other, for families must not be mixed.
  template <class Write>
  void of_resources(std::string_view name, std::string_view type, std::string_view help, const Write& write) {
    text_.family(name, type, "", help);
    for (const ResourceResult& resource : results_.resources) {
      const std::string value = write(resource);
      if (!value.empty()) text_.add({{"resource", resource.name}, {"unit", resource.unit}}, value);
    }
  }

  void resources() {
    using Result = ResourceResult;
    of_resources(
        "outlive_resource_limit", "gauge", "The least limit that was ever in force.",
        [](const Result& of) { return of.limit == setting_none ? std::string{} : std::to_string(of.limit); });
    of_resources("outlive_resource_peak", "gauge", "Most units in use at once, or a bound that is not less.",
                 [](const Result& of) { return std::to_string(of.peak); });
    of_resources("outlive_resource_requests", "counter", "What was asked of a finite resource.",
                 [](const Result& of) { return value_of(of.requests); });
    of_resources("outlive_resource_refusals", "counter", "Requests that were refused.",
                 [](const Result& of) { return value_of(of.refusals); });
    of_resources("outlive_resource_queued", "counter", "Requests that had to wait.",
                 [](const Result& of) { return value_of(of.queued); });
    of_resources("outlive_resource_abandoned", "counter", "Requests that ended while they waited.",
                 [](const Result& of) { return value_of(of.abandoned); });
    text_.family("outlive_resource_used_unit_seconds", "counter", "seconds", "Units in use, times seconds.");
    for (const Result& resource : results_.resources) {
      text_.add({{"resource", resource.name}, {"unit", resource.unit}}, seconds(resource.unit_ms));
    }
    text_.family("outlive_resource_wait_seconds", "summary", "seconds",
                 "Waits of all requests that were granted.");
    for (const Result& resource : results_.resources) {
      text_.add({{"resource", resource.name}}, resource.waits);
    }
  }

  template <class Write>
  void of_activities(std::string_view name, std::string_view type, std::string_view unit,
                     std::string_view help, const Write& write) {
    text_.family(name, type, unit, help);
    for (std::size_t i = 0; i < results_.populations.size(); ++i) {
      const Population& population = scenario_.populations[i];
      for (std::size_t a = 0; a < population.activities.size(); ++a) {
        write(results_.populations[i].activities[a],
              Labels{{"population", population.name}, {"activity", population.activities[a].name}});
      }
    }
  }

  void populations() {
    text_.family("outlive_population_users", "gauge", "", "Users who had joined by the horizon.");
    for (std::size_t i = 0; i < results_.populations.size(); ++i) {
      text_.add({{"population", scenario_.populations[i].name}}, value_of(results_.populations[i].users));
    }
    using Result = ActivityResult;
    of_activities("outlive_activity_wanted", "counter", "", "What users set out to start.",
                  [&](const Result& of, const Labels& labels) { text_.add(labels, value_of(of.wanted)); });
    of_activities("outlive_activity_attempts", "counter", "", "Attempts to start, repeated ones included.",
                  [&](const Result& of, const Labels& labels) { text_.add(labels, value_of(of.attempts)); });
    of_activities("outlive_activity_refusals", "counter", "", "Attempts that were refused, by why.",
                  [&](const Result& of, const Labels& labels) { add_causes(of.refusals, labels); });
    of_activities("outlive_activity_given_up", "counter", "", "What was wanted and never started.",
                  [&](const Result& of, const Labels& labels) { text_.add(labels, value_of(of.given_up)); });
    of_activities("outlive_activity_delay_seconds", "summary", "seconds",
                  "From when it was wanted to when it worked.",
                  [&](const Result& of, const Labels& labels) { text_.add(labels, of.delays); });
    of_activities("outlive_activity_length_seconds", "summary", "seconds",
                  "Of sessions from ready to end; of jobs at work.",
                  [&](const Result& of, const Labels& labels) { text_.add(labels, of.lengths); });
  }

  void traces() {
    text_.family("outlive_trace_jobs", "counter", "", "Recorded jobs by their fate.");
    for (std::size_t i = 0; i < results_.traces.size(); ++i) {
      const TraceResult& trace = results_.traces[i];
      const auto add = [&](const char* fate, std::uint64_t number) {
        text_.add({{"trace", std::to_string(i)}, {"fate", fate}}, value_of(number));
      };
      add("survived", trace.survived);
      add("killed", trace.killed);
      add("unfinished", trace.unfinished);
    }
  }

  const Scenario& scenario_;
  const Results& results_;
  Exposition text_;
};

}  // namespace
}  // namespace output

std::string openmetrics_text(const Scenario& scenario, const Results& results) {
  return output::Metrics(scenario, results).whole();
}

}  // namespace outlive
