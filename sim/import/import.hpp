// From what people have to what Outlive reads: exports of other programs become scenarios, traces or price books.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/import/tally.hpp"
#include "sim/input/source.hpp"

namespace outlive::import {

enum class Format : std::uint8_t { cloudtrail, glue_sessions, sagemaker_training, price_list, swf, sacct };

/// As the command line spells them: `cloudtrail`, `glue-sessions`, ...
std::span<const std::string_view> format_names();
std::string_view name_of(Format format);
std::optional<Format> format_named(std::string_view name);

/// What the text looks like; nothing if like none of them.
std::optional<Format> recognise(std::string_view text);

struct ImportOptions {
  std::optional<Format> format{};  // of all files; nothing: each is recognised by what it holds
  std::string zone = "UTC";        // of wall-clock times that do not say theirs
  bool zone_given = false;
  std::string csv_name = "trace.csv";         // what a scenario calls the trace beside it
  std::vector<Override> settings{};           // that were in force, as no export tells; dotted keys
  Duration takes = std::chrono::minutes{10};  // of work whose end is in no export
};

struct Imported {
  std::string what{};  // the formats read, for the summary: "cloudtrail, glue-sessions"
  std::string yaml{};  // a scenario, or a price book
  std::string csv{};   // a trace that the scenario uses; empty: there is none
  Tally tally{};
  Diagnostics problems{};
  bool unreadable = false;  // a file could not be read at all
};

/// Imports files that belong together: logs of one scheduler, or CloudTrail with lists that tell how long work took. What cannot be
/// used is in the tally; if there are errors in `problems`, nothing else is to be used.
Imported import_files(const std::vector<std::string>& paths, const ImportOptions& options);

/// The same of exports that are in memory.
Imported import_sources(const std::vector<input::Source>& sources, const ImportOptions& options);

}  // namespace outlive::import
