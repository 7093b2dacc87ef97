// manifest.json of a results folder: what was run, on what, and which files came of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outlive/scenario.hpp"
#include "sim/output/json.hpp"

namespace outlive::output {

struct ManifestFile {
  std::string name;
  std::string about;
  std::size_t bytes = 0;
};

/// What belongs to this execution and would be another in the next, of the same bytes otherwise.
struct Execution {
  std::vector<std::string> command;
  std::string started;  // ISO 8601, UTC
  double seconds = 0;
  unsigned threads = 0;  // 0: as many as the machine has
};

struct Manifest {
  std::string kind;  // `run`, `sweep`, `recommendation`
  std::string title;
  std::string path;                            // of the scenario or study
  std::string plan{};                          // of a study
  std::optional<std::uint64_t> fingerprint{};  // of a run
  std::uint32_t replications = 1;
  bool complete = true;
  std::vector<ManifestFile> files{};
  Execution execution{};
};

/// Keys in a fixed order; everything that is not under `execution` is the same whenever and wherever it is run again. The
/// scenario stands in it as `outlive show` prints it.
Json manifest_json(const Manifest& manifest, const Scenario& scenario);

}  // namespace outlive::output
