// How long loading takes, end to end, as `validate` does it: files are read, checked, decoded, and their
// names resolved.
//
//   benchmarks --benchmark_filter=load
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "outlive/load.hpp"

namespace {

using namespace outlive;

const std::string head =
    "outlive: 1\ntitle: A benchmark\nstart: 2026-01-01T00:00:00Z\nhorizon: 400d\n"
    "settings: {glue: {background_sessions: true}}\n";

std::string two_digits(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// `rows` jobs of a thousand users over a year, as seconds or as wall-clock times.
std::string trace_of(std::int64_t rows, bool wall_clock) {
  std::string table = "job_id,user,submitted,ended,gpus\n";
  for (std::int64_t row = 0; row < rows; ++row) {
    const std::int64_t minute = row * 525'600 / rows;
    const std::string id = "job-" + std::to_string(row) + ",user-" + std::to_string(row * 7919 % 1000) + ",";
    if (wall_clock) {
      const std::string day =
          "2026-" + two_digits(1 + minute / 43'800) + "-" + two_digits(1 + minute / 1440 % 28) + " ";
      const std::string at = two_digits(4 + minute / 60 % 12) + ":" + two_digits(minute % 60);
      table += id + day + at + ":00," + day + at + ":30," + std::to_string(1 + row % 8) + "\n";
    } else {
      table += id + std::to_string(minute * 60) + "," + std::to_string(minute * 60 + 3600) + "," +
               std::to_string(1 + row % 8) + "\n";
    }
  }
  return table;
}

/// A file that goes away with the benchmark.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("outlive-benchmark-" + std::to_string(::getpid()) + ".csv")) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

void load_and_count(benchmark::State& state, const std::string& text, std::int64_t items, std::size_t bytes) {
  for (auto _ : state) {
    const LoadResult result = load_scenario_text(text, "benchmark.yaml");
    if (!result.scenario) throw std::logic_error(to_string(result.diagnostics.all().front()));
    benchmark::DoNotOptimize(result.scenario->actions.size());
  }
  state.SetItemsProcessed(state.iterations() * items);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void load_trace(benchmark::State& state) {
  const bool wall_clock = state.range(1) != 0;
  const std::string table = trace_of(state.range(0), wall_clock);
  const TemporaryFile file(table);
  const std::string times = wall_clock ? "times: {zone: America/Denver}" : "times: {unit: s}";
  const std::string text =
      head + "workload:\n  traces:\n    - file: " + file.path() +
      "\n      columns: {id: job_id, user: user, submitted: submitted, ended: ended, units: gpus}\n"
      "      " +
      times + "\n      anchor: start\n";
  load_and_count(state, text, state.range(0), table.size());
}
BENCHMARK(load_trace)
    ->ArgNames({"rows", "zone"})
    ->Args({300'000, 0})
    ->Args({300'000, 1})
    ->Unit(benchmark::kMillisecond);

/// Lines of the timeline, ten a user: a sign-in, a session, seven statements, a sign-out.
void load_timeline(benchmark::State& state) {
  const std::int64_t users = state.range(0) / 10;
  std::string text = head + "users:\n";
  for (std::int64_t user = 0; user < users; ++user)
    text += "  user-" + std::to_string(user) + ": {groups: [a]}\n";
  text += "timeline:\n";
  for (std::int64_t user = 0; user < users; ++user) {
    const std::string n = std::to_string(user);
    text += "  - {at: " + n + "m, user: user-" + n + ", do: sign_in}\n";
    text += "  - {at: " + n + "m, user: user-" + n + ", do: start_session, id: session-" + n +
            ", service: glue, worker_type: G.2X, workers: 10, idle_timeout: 2h}\n";
    for (int job = 0; job < 7; ++job) {
      text += "  - {at: " + n + "m, session: session-" + n + ", do: run, job: job-" + n + "-" +
              std::to_string(job) + ", takes: 1h30m, saves_results: true}\n";
    }
    text += "  - {at: 2d, user: user-" + n + ", do: sign_out}\n";
  }
  load_and_count(state, text, state.range(0), text.size());
}
BENCHMARK(load_timeline)
    ->ArgName("lines")
    ->Arg(1'000)
    ->Arg(10'000)
    ->Arg(30'000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
