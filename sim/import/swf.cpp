#include <array>
#include <optional>

#include "sim/import/cluster_logs.hpp"
#include "sim/import/text_lines.hpp"
#include "sim/input/csv_values.hpp"
#include "sim/text/number.hpp"

namespace outlive::import {
namespace {

// The fields that matter here, counted from 0 where the definition counts from 1.
enum Field : std::size_t {
  number,
  submit,
  wait,
  run,
  allocated,
  requested = 7,
  status = 10,
  user = 11,
  queue = 14
};
constexpr std::size_t least_fields = 5;
constexpr std::size_t most_fields = 18;
constexpr std::int64_t unknown_start_ms = 946'684'800'000;  // 2000-01-01
constexpr std::int64_t most_units = 1'000'000'000;          // as a trace may have

std::string outcome_of(std::string_view status) {
  if (status == "1") return "completed";
  if (status == "0") return "failed";
  if (status == "5") return "cancelled";
  return "unknown";
}

class SwfReader {
 public:
  SwfReader(const input::Source& source, TraceDraft& draft, Tally& tally)
      : source_(source), draft_(draft), tally_(tally), first_(draft.jobs.size()) {}

  void read() {
    for_each_line(source_.text, [this](std::string_view line, std::uint32_t at) {
      line = trimmed(line);
      if (line.empty()) return;
      if (line.starts_with(';')) return read_comment(trimmed(line.substr(1)));
      tally_.read();
      read_job(line, {source_.path, at, 0});
    });
    for (std::size_t i = first_; i < draft_.jobs.size(); ++i) {
      draft_.jobs[i].submitted_ms += start_ms_.value_or(unknown_start_ms);
      draft_.jobs[i].started_ms += start_ms_.value_or(unknown_start_ms);
    }
    if (!start_ms_) tally_.inferred("the start of the log: it has no UnixStartTime, 2000-01-01 is taken");
  }

 private:
  void read_comment(std::string_view comment) {
    const std::size_t colon = comment.find(':');
    if (colon == std::string_view::npos) return;
    const std::string_view key = trimmed(comment.substr(0, colon));
    const std::string_view value = trimmed(comment.substr(colon + 1));
    if (key == "UnixStartTime") {
      constexpr std::int64_t latest = 100'000'000'000;  // in seconds; milliseconds would be no date
      const auto seconds = text::parse_integer(value);
      if (seconds && *seconds >= 0 && *seconds < latest) start_ms_ = *seconds * 1000;
    }
    if (key == "Computer" || key == "Installation")
      draft_.comments.push_back(std::string(key) + ": " + std::string(value));
  }

  bool split_fields(std::string_view line) {
    fields_.fill("-1");
    std::size_t count = 0;
    while (!(line = trimmed(line)).empty() && count < most_fields) {
      const std::size_t end = line.find_first_of(" \t");
      fields_.at(count++) = line.substr(0, end);
      line.remove_prefix(end == std::string_view::npos ? line.size() : end);
    }
    return count >= least_fields;
  }

  /// A number of seconds in milliseconds; nothing where it is none. -1000 where it is not known.
  [[nodiscard]] std::optional<std::int64_t> time(Field field) const {
    const auto parsed = input::parse_plain_duration(fields_.at(field), 1000);
    if (!parsed) return std::nullopt;
    return parsed->count();
  }

  void read_job(std::string_view line, const Where& where) {
    const auto skip = [&](std::string_view why) { tally_.skipped("job", why, where); };
    if (!split_fields(line)) return skip("fewer than five fields");
    const auto submitted = time(submit);
    const auto ran = time(run);
    auto waited = time(wait);
    if (!submitted || !ran || !waited) return skip("a time is no number of seconds");
    if (*submitted < 0) return skip("it is not known when it was submitted");
    if (*ran < 0) return skip("it is not known how long it ran");
    if (fields_[status] == "2" || fields_[status] == "3" || fields_[status] == "4") {
      return skip("a part of a job that another line sums up");
    }
    if (*submitted > longest_trace_ms || *ran > longest_trace_ms - *submitted)
      return skip("a time beyond 98 years");
    if (*waited < 0) {
      waited = 0;
      tally_.inferred("no waiting where it is not known how long a job waited");
    }
    const auto units = units_of_job();
    if (!units) return skip("the number of processors is none");
    draft_.jobs.push_back({.name = std::string(fields_[number]),
                           .user = fields_[user] == "-1" ? "unknown" : "user-" + std::string(fields_[user]),
                           .queue = fields_[queue] == "-1" ? "" : std::string(fields_[queue]),
                           .outcome = outcome_of(fields_[status]),
                           .submitted_ms = *submitted,
                           .started_ms = *submitted + *waited,
                           .duration_ms = *ran,
                           .units = *units});
    tally_.used("job");
  }

  std::optional<std::int64_t> units_of_job() {
    for (const Field field : {allocated, requested}) {
      const auto units = text::parse_integer(fields_.at(field));
      if (!units || *units > most_units) return std::nullopt;
      if (*units >= 0) {
        if (field == requested)
          tally_.inferred("processors that a job asked for, where it is not known what it got");
        return *units;
      }
    }
    tally_.inferred("one processor where a log tells neither those got nor those asked for");
    return 1;
  }

  const input::Source& source_;
  TraceDraft& draft_;
  Tally& tally_;
  std::size_t first_;
  std::optional<std::int64_t> start_ms_;
  std::array<std::string_view, most_fields> fields_{};
};

}  // namespace

void read_swf(const input::Source& source, TraceDraft& draft, Tally& tally, Diagnostics& problems) {
  const std::size_t before = draft.jobs.size();
  SwfReader(source, draft, tally).read();
  if (draft.jobs.size() == before) {
    problems.error({source.path, 0, 0},
                   "no job could be used; expected lines of 18 numbers, the Standard Workload Format");
  }
}

}  // namespace outlive::import
