// Exports for tests: in memory, or the synthetic ones of tests/data/import.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/load.hpp"
#include "outlive/run.hpp"
#include "sim/import/export_file.hpp"
#include "sim/import/import.hpp"
#include "tests/tools/command.hpp"

namespace outlive::testing {

inline const std::string import_data = std::string(OUTLIVE_SOURCE_DIR) + "/tests/data/import/";

inline input::Source export_of(std::string text, std::string path = "export") {
  return {input::SourceStatus::ok, std::move(path), std::move(text), false};
}

/// What is in a file, under its own name, wherever the tree lies.
inline input::Source sample(const std::string& name) {
  Diagnostics problems;
  input::Source source = import::read_export(import_data + name, problems);
  REQUIRE(source.ok());
  source.path = name;
  return source;
}

inline import::Imported imported(const std::vector<input::Source>& sources,
                                 const import::ImportOptions& options = {}) {
  import::Imported result = import::import_sources(sources, options);
  for (const Diagnostic& each : result.problems.all()) MESSAGE(to_string(each));
  return result;
}

inline std::string first_problem(const import::Imported& result) {
  return result.problems.all().empty() ? "" : to_string(result.problems.all().front());
}

/// The scenario, which must be one that the loader takes.
inline Scenario scenario_of(const import::Imported& result) {
  LoadResult loaded = load_scenario_text(result.yaml, "imported.yaml");
  for (const Diagnostic& each : loaded.diagnostics.all()) MESSAGE(to_string(each));
  CAPTURE(result.yaml);
  REQUIRE(loaded.scenario);
  return std::move(*loaded.scenario);
}

}  // namespace outlive::testing
