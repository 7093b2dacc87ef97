// Reads scenario files: strict, every problem in one pass, nothing half-read.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"

namespace outlive {

struct LoadResult {
  std::optional<Scenario> scenario;  // set if there was no error
  Diagnostics diagnostics;
  bool unreadable = false;  // a file could not be read at all
};

/// Loads a scenario with the price book and the traces that it names. What `overrides` and `assumptions` say goes
/// before what the file says.
LoadResult load_scenario(const std::string& path, const std::vector<Override>& overrides = {},
                         const std::vector<Override>& assumptions = {});

/// A scenario file that is read once and loaded many times, each time with other values; so are the files that it names.
class ScenarioFile {
 public:
  explicit ScenarioFile(const std::string& path);
  /// Of text that is there already; `path` is used in messages and to find files named beside it.
  ScenarioFile(const std::string& text, const std::string& path);

  [[nodiscard]] LoadResult load(const std::vector<Override>& overrides,
                                const std::vector<Override>& assumptions) const;

  /// The file and those that it names, which is all that a load depends on; empty if it could not be read.
  [[nodiscard]] std::vector<std::string> paths() const;
  /// As it was read.
  [[nodiscard]] const std::string& text() const;

 private:
  struct Content;
  std::shared_ptr<const Content> content_;
};

/// The same from text; `path` is used in messages and to find files named beside it.
LoadResult load_scenario_text(const std::string& text, const std::string& path,
                              const std::vector<Override>& overrides = {},
                              const std::vector<Override>& assumptions = {});

/// Reads the saved results that expectations are held against, which no load does: a study has no use for them, and whoever
/// is about to make them has none yet. What is held against one that was not read is undecided. What is wrong with one is told
/// where it is named.
struct BaselinesRead {
  Diagnostics diagnostics;
  bool unreadable = false;  // a file could not be read at all
};
BaselinesRead read_baselines(Scenario& scenario);

/// The JSON Schema (draft-07) of scenario files.
std::string scenario_schema_json();

/// The JSON Schema (draft-07) of price books.
std::string price_book_schema_json();

}  // namespace outlive
