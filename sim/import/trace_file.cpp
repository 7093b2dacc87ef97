#include "sim/import/trace_file.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "outlive/load.hpp"
#include "sim/import/text_lines.hpp"
#include "sim/input/csv.hpp"
#include "sim/input/csv_values.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/source.hpp"
#include "sim/input/zone.hpp"
#include "sim/text/yaml_scalar.hpp"

namespace outlive::import {
namespace {

/// What a column may hold, and what such columns are called: by `outlive import`, in public traces, by people.
struct Meaning {
  std::string_view key;
  std::array<std::string_view, 8> names;
};
constexpr std::array<Meaning, 6> meanings{{
    {"user", {"user", "user_id", "owner", "username"}},
    {"submitted",
     {"submitted_s", "submitted", "submission_time", "submit_time", "submit", "submitted_min",
      "session_start", "created"}},
    {"started", {"started_s", "started", "start_time", "started_min", "start", "start_date"}},
    {"ended", {"ended_s", "ended", "end_time", "session_end", "end", "finished"}},
    {"duration", {"duration_s", "duration", "run_time", "runtime", "duration_min", "elapsed"}},
    {"units", {"gpus", "processors", "num_gpu", "units", "cpus", "instances", "workers", "nodes"}},
}};

using Columns = std::map<std::string, std::string, std::less<>>;  // what it holds, and its name

class CsvTrace {
 public:
  CsvTrace(const std::string& path, const TraceFileOptions& options, Diagnostics& problems)
      : path_(path), options_(options), problems_(problems) {}

  /// The file with what its columns hold as a scenario; nothing if that cannot be told.
  std::optional<std::string> scenario(bool& unreadable) {
    const input::Source source = input::read_source(path_, input::csv_limit, problems_);
    unreadable = source.status == input::SourceStatus::unreadable;
    if (!source.ok()) return std::nullopt;
    Diagnostics of_rows;  // told when the rows are read
    input::CsvReader table(path_, source.text, of_rows);
    if (table.header().empty()) {
      problems_.error({path_, 1, 1},
                      "the file has no header; expected a CSV file with the names of its columns");
      return std::nullopt;
    }
    find_columns(table);
    if (problems_.has_errors()) return std::nullopt;
    table.next();
    look_at_times(table);
    return yaml();
  }

  [[nodiscard]] bool is_wall_clock() const { return wall_clock_; }
  [[nodiscard]] bool has_users() const { return columns_.contains("user"); }

 private:
  void find_columns(const input::CsvReader& table) {
    for (const std::string_view piece :
         options_.columns.empty() ? std::vector<std::string_view>{} : split(options_.columns, ',')) {
      take_option(piece, table);
    }
    if (options_.columns.empty()) {
      for (const Meaning& meaning : meanings) {
        for (const std::string_view name : meaning.names) {
          if (name.empty() || columns_.contains(meaning.key) || !table.column(name)) continue;
          columns_[std::string(meaning.key)] = name;
        }
      }
    }
    if (columns_.contains("duration")) columns_.erase("ended");  // a scenario takes one of them
    if (!columns_.contains("submitted") && columns_.contains("started")) {
      columns_["submitted"] = columns_["started"];
      columns_.erase("started");
    }
    need("submitted", "when each job was submitted", table);
    if (!columns_.contains("ended")) need("duration", "how long each job took", table);
  }

  void take_option(std::string_view piece, const input::CsvReader& table) {
    const std::size_t equals = piece.find('=');
    const std::string_view key = piece.substr(0, equals);
    const auto known =
        std::any_of(meanings.begin(), meanings.end(), [&](const Meaning& each) { return each.key == key; });
    if (equals == std::string_view::npos || (!known && key != "id")) {
      problems_.error(
          {path_, 0, 0},
          "--columns needs KEY=COLUMN with user, submitted, started, ended, duration or units, not " +
              input::quote(piece));
      return;
    }
    const std::string_view name = piece.substr(equals + 1);
    if (!table.column(name)) {
      const std::string hint = input::did_you_mean(name, table.header());
      problems_.error({path_, 1, 1},
                      "there is no column " + input::quote(name) +
                          (hint.empty() ? "; the columns are " + input::columns_of(table) : hint));
    } else if (key != "id") {
      columns_[std::string(key)] = name;
    }
  }

  void need(std::string_view key, const std::string& what, const input::CsvReader& table) {
    if (columns_.contains(key) || problems_.has_errors()) return;
    problems_.error({path_, 1, 1}, "no column is known to tell " + what + "; say --columns " +
                                       std::string(key) + "=COLUMN,... of " + input::columns_of(table));
  }

  /// Times are plain numbers or those of a clock: the first row tells.
  void look_at_times(const input::CsvReader& table) {
    const std::string& name = columns_["submitted"];
    if (!table.row().empty())
      wall_clock_ = input::parse_wall_clock(table.row()[*table.column(name)].text).has_value();
    for (const std::string_view unit : {"ms", "min", "h"}) {
      if (name.ends_with("_" + std::string(unit))) unit_ = unit;
    }
  }

  [[nodiscard]] std::string yaml() const {
    std::string text = "outlive: 1\ntitle: a trace\n";
    // From the beginning of time, so that no row lies before it; numbers count from a Monday.
    text += wall_clock_ ? "start: 1970-01-01T00:00:00Z\n" : "start: 2000-01-03T00:00:00Z\n";
    text += "horizon: 36525d\nworkload:\n  traces:\n    - file: " +
            text::yaml_scalar(std::filesystem::path(path_).filename().string()) + "\n      columns:\n";
    for (const auto& [key, name] : columns_) text += "        " + key + ": " + text::yaml_scalar(name) + "\n";
    text += "      times: {unit: " + unit_;
    if (wall_clock_) text += ", zone: " + text::yaml_scalar(options_.zone.empty() ? "UTC" : options_.zone);
    return text + "}\n      anchor: submission\n      bad_rows: refuse\n";
  }

  const std::string& path_;
  const TraceFileOptions& options_;
  Diagnostics& problems_;
  Columns columns_;
  bool wall_clock_ = false;
  std::string unit_ = "s";
};

bool has_names(const Scenario& scenario) {
  return std::any_of(scenario.jobs.begin(), scenario.jobs.end(), [&](const JobSpec& job) {
    return job.trace != no_number && !scenario.users[job.user].name.starts_with("user-of-");
  });
}

/// The recorded jobs of a scenario, by the clock of a zone.
void extract(const Scenario& scenario, input::WallClock& clock, TraceFile& trace) {
  std::map<Number, std::uint32_t> users;
  trace.first_ms = std::numeric_limits<std::int64_t>::max();
  trace.last_ms = std::numeric_limits<std::int64_t>::min();
  for (const Action& action : scenario.actions) {
    if (action.verb != Verb::start_job || scenario.jobs[action.subject].trace == no_number) continue;
    const std::int64_t at = scenario.start_unix_ms + action.at.time_since_epoch().count();
    const std::int64_t local = clock.to_local(at);
    constexpr std::int64_t day = 86'400'000;
    const std::int64_t of_day = ((local % day) + day) % day;
    const Number named = trace.knows_users ? action.user : 0;
    const auto user = users.try_emplace(named, static_cast<std::uint32_t>(users.size())).first->second;
    trace.arrivals.push_back({.user = user,
                              .second = at / 1000,
                              .day = (local - of_day) / day,
                              .hour = static_cast<int>(of_day / 3'600'000),
                              .units = scenario.works[action.work].units});
    trace.durations_ms.push_back(static_cast<double>(action.takes.count()));
    trace.first_ms = std::min(trace.first_ms, at);
    trace.last_ms = std::max(trace.last_ms, at);
  }
}

}  // namespace

TraceFile read_trace_file(const std::string& path, const TraceFileOptions& options, Diagnostics& problems,
                          bool& unreadable) {
  TraceFile trace;
  if (!options.zone.empty()) trace.zone = options.zone;
  std::string why;
  auto clock = input::WallClock::open(trace.zone, why);
  if (!clock) {
    problems.error({path, 0, 0}, why);
    return trace;
  }
  LoadResult loaded;
  if (path.ends_with(".yaml") || path.ends_with(".yml")) {
    loaded = load_scenario(path);
    unreadable = loaded.unreadable;
    trace.knows_calendar = true;
    trace.knows_users = loaded.scenario && has_names(*loaded.scenario);
  } else {
    CsvTrace csv(path, options, problems);
    const auto text = csv.scenario(unreadable);
    if (!text) return trace;
    const std::filesystem::path beside = std::filesystem::path(path).parent_path() / "trace.yaml";
    loaded = load_scenario_text(*text, beside.string());
    trace.knows_calendar = csv.is_wall_clock();
    trace.knows_users = csv.has_users();
  }
  for (const Diagnostic& each : loaded.diagnostics.all()) {
    if (each.severity == Severity::error) {
      problems.error(each.place, each.message, each.rule);
    } else {
      problems.warning(each.place, each.message, each.rule);
    }
  }
  if (!loaded.scenario) return trace;
  for (const TraceSpec& spec : loaded.scenario->traces) trace.refused += spec.refused.size();
  extract(*loaded.scenario, *clock, trace);
  constexpr std::size_t least_jobs = 10;
  if (trace.arrivals.size() < least_jobs) {
    problems.error({path, 0, 0}, "there are " + std::to_string(trace.arrivals.size()) +
                                     " recorded jobs; expected ten or more, or there is nothing to fit");
  }
  return trace;
}

}  // namespace outlive::import
