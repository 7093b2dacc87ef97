#include <algorithm>
#include <initializer_list>
#include <limits>
#include <optional>

#include "sim/import/cluster_logs.hpp"
#include "sim/import/text_lines.hpp"
#include "sim/input/zone.hpp"
#include "sim/text/number.hpp"

namespace outlive::import {
namespace {

constexpr std::size_t no_column = std::numeric_limits<std::size_t>::max();
constexpr std::int64_t most_units = 1'000'000'000;
constexpr std::int64_t latest_second = 4'102'444'800;  // 2100: as far as a clock of Slurm is believed

/// `[days-]hours:minutes:seconds[.fraction]`, or with less before the seconds, in milliseconds.
std::optional<std::int64_t> parse_elapsed(std::string_view text) {
  std::int64_t seconds = 0;
  if (const std::size_t dash = text.find('-'); dash != std::string_view::npos) {
    const auto days = text::parse_integer(text.substr(0, dash));
    if (!days || *days < 0 || *days > 36'000) return std::nullopt;
    seconds = *days * 24;
    text.remove_prefix(dash + 1);
  }
  text = text.substr(0, text.find('.'));
  const auto parts = split(text, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  if (parts.size() == 2) seconds *= 60;
  for (const std::string_view part : parts) {
    const bool digits =
        !part.empty() && part.size() <= 6 && part.find_first_not_of("0123456789") == std::string_view::npos;
    if (!digits) return std::nullopt;
    std::int64_t number = 0;
    for (const char c : part) number = number * 10 + (c - '0');
    seconds = (part.data() == parts.front().data() ? seconds + number : seconds * 60 + number);
  }
  return seconds * 1000;
}

class SacctReader {
 public:
  SacctReader(const input::Source& source, input::WallClock& clock, TraceDraft& draft, Tally& tally,
              Diagnostics& problems)
      : source_(source), clock_(clock), draft_(draft), tally_(tally), problems_(problems) {}

  void read() {
    for_each_line(source_.text, [this](std::string_view line, std::uint32_t at) {
      if (trimmed(line).empty() || refused_) return;
      fields_ = split(line, '|');
      if (header_.empty()) return read_header(at);
      tally_.read();
      read_job({source_.path, at, 0});
    });
  }

 private:
  struct Units {
    std::int64_t processors = 1;
    std::int64_t gpus = 0;
  };

  [[nodiscard]] std::size_t column(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names) {
      const auto found = std::find(header_.begin(), header_.end(), name);
      if (found != header_.end()) return static_cast<std::size_t>(found - header_.begin());
    }
    return no_column;
  }

  void read_header(std::uint32_t line) {
    header_ = fields_;
    id_ = column({"JobID", "JobIDRaw"});
    submit_ = column({"Submit"});
    start_ = column({"Start"});
    end_ = column({"End"});
    elapsed_raw_ = column({"ElapsedRaw"});
    elapsed_ = column({"Elapsed"});
    user_ = column({"User"});
    state_ = column({"State"});
    queue_ = column({"Partition"});
    processors_ = column({"AllocCPUS", "NCPUS", "ReqCPUS"});
    tres_ = column({"AllocTRES", "ReqTRES"});
    const auto need = [&](bool has, std::string_view name) {
      if (has) return;
      problems_.error({source_.path, line, 1},
                      "there is no column '" + std::string(name) +
                          "'; expected the output of sacct --parsable2 --format "
                          "JobID,User,Partition,Submit,Start,End,Elapsed,State,AllocCPUS,AllocTRES");
      refused_ = true;
    };
    need(id_ != no_column, "JobID");
    need(submit_ != no_column, "Submit");
    need(start_ != no_column, "Start");
    need(end_ != no_column || elapsed_ != no_column || elapsed_raw_ != no_column, "Elapsed");
  }

  [[nodiscard]] std::string_view field(std::size_t column) const {
    return column == no_column ? std::string_view{} : trimmed(fields_[column]);
  }

  /// Since 1970 in milliseconds; Slurm writes seconds where SLURM_TIME_FORMAT is %s.
  std::optional<std::int64_t> time(std::size_t column) {
    const std::string_view text = field(column);
    if (const auto seconds = text::parse_integer(text)) {
      if (*seconds <= 0 || *seconds > latest_second) return std::nullopt;
      return *seconds * 1000;
    }
    const auto local = input::parse_wall_clock(text);
    if (!local) return std::nullopt;
    const input::UtcReading reading = clock_.to_utc(*local, input::Ambiguity::earliest);
    if (reading.problem != input::WallClockProblem::none) return std::nullopt;
    return reading.utc_ms;
  }

  /// A suspended job has run for less than the time between start and end, so the field that says so goes first.
  std::optional<std::int64_t> duration(std::int64_t started) {
    if (const auto seconds = text::parse_integer(field(elapsed_raw_));
        seconds && *seconds >= 0 && *seconds < latest_second) {
      return *seconds * 1000;
    }
    if (const auto elapsed = parse_elapsed(field(elapsed_))) return elapsed;
    const auto ended = time(end_);
    if (!ended || *ended < started) return std::nullopt;
    return *ended - started;
  }

  void read_job(const Where& where) {
    const auto skip = [&](std::string_view kind, std::string_view why) { tally_.skipped(kind, why, where); };
    if (fields_.size() < header_.size()) return skip("row", "fewer fields than the header has");
    const std::string_view id = field(id_);
    if (id.empty()) return skip("row", "no JobID");
    if (id.find('.') != std::string_view::npos) return skip("step", "its job tells its time");
    const std::string_view state = field(state_);
    const auto submitted = time(submit_);
    if (!submitted) return skip("job", "its Submit is no time of this zone");
    const auto started = time(start_);
    if (!started) return skip("job", "it never started");
    if (state.starts_with("RUNNING") || state.starts_with("PENDING") || state.starts_with("SUSPENDED")) {
      return skip("job", "it had not ended");
    }
    if (*started < *submitted) return skip("job", "it started before it was submitted");
    const auto length = duration(*started);
    if (!length) return skip("job", "it is not known how long it ran");
    if (*length > longest_trace_ms) return skip("job", "it ran for more than 98 years");
    const auto units = units_of_job();
    if (!units) return skip("job", "its processors are no number");
    add(id, state, *submitted, *started, *length, *units);
  }

  void add(std::string_view id, std::string_view state, std::int64_t submitted, std::int64_t started,
           std::int64_t length, Units units) {
    const std::string_view user = field(user_);
    // `CANCELLED by 1001` is one word more than an outcome.
    draft_.jobs.push_back({.name = std::string(id),
                           .user = user.empty() ? "unknown" : std::string(user),
                           .queue = std::string(field(queue_)),
                           .outcome = std::string(state.substr(0, state.find(' '))),
                           .submitted_ms = submitted,
                           .started_ms = started,
                           .duration_ms = length,
                           .units = units.processors,
                           .gpus = units.gpus});
    tally_.used("job");
  }

  /// AllocTRES is such as `cpu=8,mem=64G,node=1,gres/gpu=2`; typed GPUs (gres/gpu:a100=2) are counted in the plain one, too.
  std::optional<Units> units_of_job() const {
    Units units;
    if (const std::string_view text = field(processors_); !text.empty()) {
      const auto number = text::parse_integer(text);
      if (!number || *number < 0 || *number > most_units) return std::nullopt;
      units.processors = *number;
    }
    std::int64_t typed = 0;
    for (const std::string_view each : split(field(tres_), ',')) {
      const std::size_t equals = each.find('=');
      if (equals == std::string_view::npos) continue;
      const std::string_view key = each.substr(0, equals);
      const auto number = text::parse_integer(each.substr(equals + 1));
      if (!number || *number < 0 || *number > most_units) continue;
      if (key == "cpu" && processors_ == no_column) units.processors = *number;
      if (key == "gres/gpu") units.gpus = *number;
      if (key.starts_with("gres/gpu:")) typed += *number;
    }
    units.gpus = std::max(units.gpus, typed);
    return units;
  }

  const input::Source& source_;
  input::WallClock& clock_;
  TraceDraft& draft_;
  Tally& tally_;
  Diagnostics& problems_;
  bool refused_ = false;
  std::vector<std::string_view> header_, fields_;
  std::size_t id_ = no_column, submit_ = no_column, start_ = no_column, end_ = no_column,
              elapsed_raw_ = no_column, elapsed_ = no_column, user_ = no_column, state_ = no_column,
              queue_ = no_column, processors_ = no_column, tres_ = no_column;
};

}  // namespace

void read_sacct(const input::Source& source, const std::string& zone, TraceDraft& draft, Tally& tally,
                Diagnostics& problems) {
  std::string why;
  auto clock = input::WallClock::open(zone, why);
  if (!clock) return problems.error({source.path, 0, 0}, why);
  const std::size_t before = draft.jobs.size();
  SacctReader(source, *clock, draft, tally, problems).read();
  if (problems.has_errors()) return;
  if (draft.jobs.size() == before)
    problems.error({source.path, 0, 0}, "no job could be used; expected the output of sacct --parsable2");
}

}  // namespace outlive::import
