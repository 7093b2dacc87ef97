// Reads back what `outlive run --format json` wrote, or `outlive run -o FOLDER`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "outlive/diagnostic.hpp"
#include "outlive/run_record.hpp"
#include "sim/input/source.hpp"

namespace outlive::input {

inline constexpr SizeLimit results_limit{std::size_t{256} << 20U, "compare the scenarios themselves"};

struct SavedResults {
  std::optional<RunRecord> record;  // set if there was no error
  Diagnostics diagnostics;
  bool unreadable = false;  // the file could not be read at all
};

/// Of a document, or of a folder.
SavedResults read_saved_results(const std::string& path);

/// Written last into a folder of results: one that has it is whole.
inline constexpr std::string_view manifest_name = "manifest.json";

/// Why a folder holds no results that are whole, without its name; empty if it does.
std::string why_not_whole(const std::string& folder);

/// Of a folder of results its summary, if it is whole; of everything else what it is.
Source read_results(const std::string& path, Diagnostics& problems);

/// Of a source that is there already, and ok. The jobs of a summary are in `jobs.csv` beside it.
SavedResults saved_results_of(const Source& source);

/// Whether a file is to be read as saved results rather than as a scenario: by its name, or else by what it begins with.
bool is_saved_results(std::string_view path, std::string_view text);

}  // namespace outlive::input
