// Real traces against independently computed answers, and the committed study against a fresh run. The traces are not
// part of the project; without them these tests say so and pass.
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "outlive/load.hpp"
#include "outlive/run.hpp"

namespace {

using outlive::TraceResult;

const std::filesystem::path project = OUTLIVE_SOURCE_DIR;

struct Trace {
  const char* file;
  const char* scenario;
};
constexpr std::array<Trace, 3> traces{{{"ms_itp_cluster02.csv", "ms-itp-cluster02"},
                                       {"ms_itp_cluster10.csv", "ms-itp-cluster10"},
                                       {"ncar_jhub_2021-11.csv", "ncar-jupyterhub"}}};

std::filesystem::path data() { return project / ".." / "shared" / "data"; }

bool absent() {
  if (std::filesystem::exists(data() / "reference.json")) return false;
  MESSAGE("skipped: the real traces are not beside this checkout (../shared/data)");
  return true;
}

struct Outcome {
  TraceResult result;
  std::int64_t start_s;
};

Outcome run_trace(const char* scenario_name, const std::string& duration) {
  const std::string path = (project / "results/studies/real-traces" / scenario_name).string() + ".yaml";
  const auto loaded =
      outlive::load_scenario(path, {{"identity_center.background_sessions.duration", duration}});
  REQUIRE_MESSAGE(loaded.scenario, path);
  const outlive::Results results = outlive::run(*loaded.scenario);
  return {results.traces.at(0), loaded.scenario->start_unix_ms / 1000};
}

std::int64_t seconds(outlive::Int128 milliseconds) {
  CHECK(milliseconds % 1000 == 0);
  return static_cast<std::int64_t>(milliseconds / 1000);
}

}  // namespace

TEST_CASE("real traces: the independently computed integers, every one of them") {
  if (absent()) return;
  std::ifstream file(data() / "reference.json");
  const auto reference = nlohmann::json::parse(file);
  for (const Trace& trace : traces) {
    for (const auto& [duration, expected] : reference.at(trace.file).items()) {
      CAPTURE(trace.file);
      CAPTURE(duration);
      const auto [found, start_s] = run_trace(trace.scenario, duration);
      // NCAR's reference counts from 1970, the others from the start of their trace.
      const std::int64_t origin = std::string(trace.file).starts_with("ncar") ? start_s : 0;
      const auto at = [&](outlive::Instant instant) {
        return origin + seconds(instant.time_since_epoch().count());
      };
      CHECK(found.killed == expected.at("killed").get<std::uint64_t>());
      CHECK(found.survived == expected.at("survived").get<std::uint64_t>());
      CHECK(found.unfinished == 0);
      CHECK(found.ties_at_limit == expected.at("ties_at_limit").get<std::uint64_t>());
      CHECK(found.background_sessions == expected.at("background_sessions").get<std::uint64_t>());
      CHECK(seconds(found.total_resource_ms) == expected.at("total_res_s").get<std::int64_t>());
      CHECK(seconds(found.run_resource_ms) == expected.at("run_res_s").get<std::int64_t>());
      CHECK(seconds(found.forgone_resource_ms) == expected.at("forgone_res_s").get<std::int64_t>());
      CHECK(seconds(found.wasted_resource_ms) == expected.at("wasted_res_s").get<std::int64_t>());
      CHECK(found.peak_running == expected.at("peak_running").get<std::uint64_t>());
      CHECK(at(found.peak_running_at) == expected.at("peak_running_at").get<std::int64_t>());
      CHECK(found.peak_resources == expected.at("peak_res").get<std::int64_t>());
      CHECK(at(found.peak_resources_at) == expected.at("peak_res_at").get<std::int64_t>());
    }
  }
}

TEST_CASE("real traces: the committed study is what a run gives today") {
  if (absent()) return;
  std::ifstream committed(project / "results/studies/real-traces/table.csv");
  std::string line;
  REQUIRE(std::getline(committed, line));
  CHECK(line ==
        "trace,background_session_duration,jobs,killed,survived,total_resource_s,run_resource_s,"
        "forgone_resource_s,wasted_resource_s");
  std::size_t rows = 0;
  while (std::getline(committed, line)) {
    ++rows;
    std::istringstream fields(line);
    std::string name;
    std::string duration;
    std::getline(fields, name, ',');
    std::getline(fields, duration, ',');
    const TraceResult found = run_trace(name.c_str(), duration).result;
    std::ostringstream fresh;
    fresh << name << ',' << duration << ',' << found.jobs << ',' << found.killed << ',' << found.survived
          << ',' << seconds(found.total_resource_ms) << ',' << seconds(found.run_resource_ms) << ','
          << seconds(found.forgone_resource_ms) << ',' << seconds(found.wasted_resource_ms);
    CHECK(line == fresh.str());
  }
  CHECK(rows == 24);  // three traces, eight durations
}
