// Reads scenario files: strict, every problem in one pass, nothing half-read.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"

namespace outlive {

/// `KEY=VALUE`, a setting that replaces the one in the file for the start of the study; or `KEY=OPTION`, an assumption.
struct Override {
  std::string key;
  std::string value;
};

struct LoadResult {
  std::optional<Scenario> scenario;  // set if there was no error
  Diagnostics diagnostics;
  bool unreadable = false;  // a file could not be read at all
};

/// Loads a scenario with the price book and the traces that it names. What `overrides` and `assumptions` say goes
/// before what the file says.
LoadResult load_scenario(const std::string& path, const std::vector<Override>& overrides = {},
                         const std::vector<Override>& assumptions = {});

/// The same from text; `path` is used in messages and to find files named beside it.
LoadResult load_scenario_text(const std::string& text, const std::string& path,
                              const std::vector<Override>& overrides = {},
                              const std::vector<Override>& assumptions = {});

/// The JSON Schema (draft-07) of scenario files.
std::string scenario_schema_json();

/// The JSON Schema (draft-07) of price books.
std::string price_book_schema_json();

}  // namespace outlive
