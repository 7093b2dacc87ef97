// Reads study files, as strictly as scenarios.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/study.hpp"

namespace outlive {

struct LoadStudyResult {
  std::optional<Study> study;  // set if there was no error
  Diagnostics diagnostics;
  bool unreadable = false;  // a file could not be read at all
};

/// `KEY=a,b,c`: a factor of the command line.
struct Variation {
  std::string key;
  std::vector<std::string> values;
};

/// What the command line says in place of a study file, or besides it.
struct StudyOptions {
  std::vector<Variation> variations = {};
  std::vector<std::string> responses = {};  // keys of quantities
  std::vector<Override> settings = {};
  std::vector<Override> assumptions = {};
  std::optional<std::uint64_t> seed = {};
  std::uint32_t replications = 0;  // 0: as the file says
  std::optional<double> precision = {};
};

/// Loads a study file; or a scenario, which becomes the base of a study that varies what `options` says. Every level of
/// every factor is tried on the base, so that what cannot be run is found before anything runs.
LoadStudyResult load_study(const std::string& path, const StudyOptions& options = {});

/// The JSON Schema (draft-07) of study files.
std::string study_schema_json();

}  // namespace outlive
