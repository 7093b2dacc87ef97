#include "sim/import/import.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/import/aws_lists.hpp"
#include "sim/import/cloudtrail.hpp"
#include "sim/import/cluster_logs.hpp"
#include "sim/import/estate_draft.hpp"
#include "sim/import/export_file.hpp"
#include "sim/import/price_list.hpp"
#include "sim/import/trace_draft.hpp"
#include "sim/input/zone.hpp"

namespace outlive::import {
namespace {

using Sources = std::vector<std::pair<Format, const input::Source*>>;

enum class Family : std::uint8_t { estate, prices, jobs };

Family family_of(Format format) {
  switch (format) {
    case Format::swf:
    case Format::sacct: return Family::jobs;
    case Format::price_list: return Family::prices;
    default: return Family::estate;
  }
}

/// Processors of one scheduler and GPUs of another cannot be added up.
bool belong_together(Format one, Format other) {
  return family_of(one) == family_of(other) && (family_of(one) != Family::jobs || one == other);
}

/// The format of each source, and whether they can become one document.
Sources with_formats(const std::vector<input::Source>& sources, const ImportOptions& options,
                     Diagnostics& problems) {
  Sources all;
  for (const input::Source& source : sources) {
    const auto format = options.format ? options.format : recognise(source.text);
    if (!format) {
      problems.error(
          {source.path, 0, 0},
          "this is no export that is known; expected CloudTrail, lists of Glue sessions, statements or "
          "training jobs, an AWS price list, SWF or sacct; name the format if it is one of these");
    } else if (!all.empty() && !belong_together(*format, all.front().first)) {
      problems.error({source.path, 0, 0}, std::string(name_of(*format)) + " and " +
                                              std::string(name_of(all.front().first)) +
                                              " cannot be imported into one document");
    } else {
      all.emplace_back(*format, &source);
    }
  }
  return all;
}

std::string names_of(const Sources& sources) {
  std::string names;
  for (const auto& [format, source] : sources) {
    const std::string_view name = name_of(format);
    if (names.find(name) == std::string::npos) names += (names.empty() ? "" : ", ") + std::string(name);
  }
  return names;
}

void import_jobs(const Sources& sources, const ImportOptions& options, Imported& imported) {
  TraceDraft draft;
  draft.comments = {
      "Imported by outlive import (" + imported.what + "). What shorter background sessions would have",
      "ended: outlive run; next quarter: outlive fit."};
  draft.title = "Recorded jobs, imported from " + imported.what;
  for (const auto& [format, source] : sources) {
    if (format == Format::swf) {
      read_swf(*source, draft, imported.tally, imported.problems);
    } else {
      if (!options.zone_given)
        imported.tally.inferred("wall-clock times are taken for UTC; --zone says whose they are");
      read_sacct(*source, options.zone, draft, imported.tally, imported.problems);
    }
  }
  if (imported.problems.has_errors()) return;
  if (const std::uint64_t renamed = settle(draft); renamed > 0) {
    imported.tally.inferred("another name for a job whose name had been used", renamed);
  }
  imported.csv = trace_csv(draft);
  imported.yaml = trace_scenario(draft, options.csv_name);
}

bool is_list_of_sessions(std::string_view text) {
  return text.find("\"Sessions\"") != std::string_view::npos ||
         text.find("\"Session\"") != std::string_view::npos;
}

void import_estate(const Sources& sources, const ImportOptions& options, Imported& imported) {
  EstateDraft draft(imported.tally);
  {
    CloudTrailLog log(draft);
    for (const auto& [format, source] : sources) {
      if (format == Format::cloudtrail) log.read(*source, imported.problems);
    }
    log.add_events();
  }
  // Sessions before statements, whichever file comes first.
  for (const bool of_sessions : {true, false}) {
    for (const auto& [format, source] : sources) {
      if (format != Format::glue_sessions) continue;
      if (of_sessions == (is_list_of_sessions(source->text)))
        read_glue_lists(*source, draft, imported.problems);
    }
  }
  for (const auto& [format, source] : sources) {
    if (format == Format::sagemaker_training) read_sagemaker_jobs(*source, draft, imported.problems);
  }
  if (imported.problems.has_errors()) return;
  if (draft.users.empty()) {
    imported.problems.error({sources.front().second->path, 0, 0},
                            "none of its " + std::to_string(imported.tally.records()) +
                                " records is of use: nobody signs in, starts or stops anything");
    return;
  }
  infer(draft, options.settings, options.takes);
  imported.yaml = estate_scenario(draft, options.settings, imported.what);
  if (imported.yaml.size() > input::yaml_limit.bytes) {
    imported.problems.error(
        {sources.front().second->path, 0, 0},
        "the scenario would be larger than the 4 MiB that Outlive reads; import fewer days at a time, or "
        "the files of fewer accounts");
  }
}

}  // namespace

Imported import_sources(const std::vector<input::Source>& sources, const ImportOptions& options) {
  Imported imported;
  std::string why;
  if (!input::WallClock::open(options.zone, why)) {  // whether or not anything is told in it
    imported.problems.error({"--zone", 0, 0}, why);
    return imported;
  }
  const Sources known = with_formats(sources, options, imported.problems);
  if (imported.problems.has_errors() || known.empty()) return imported;
  imported.what = names_of(known);
  switch (family_of(known.front().first)) {
    case Family::jobs: import_jobs(known, options, imported); break;
    case Family::estate: import_estate(known, options, imported); break;
    case Family::prices: {
      std::vector<const input::Source*> lists;
      for (const auto& [format, source] : known) lists.push_back(source);
      imported.yaml = price_book_of(lists, imported.tally, imported.problems);
      break;
    }
  }
  return imported;
}

Imported import_files(const std::vector<std::string>& paths, const ImportOptions& options) {
  std::vector<input::Source> sources;
  Imported failed;
  for (const std::string& path : paths) {
    sources.push_back(read_export(path, failed.problems));
    failed.unreadable = failed.unreadable || sources.back().status == input::SourceStatus::unreadable;
  }
  return failed.problems.has_errors() ? std::move(failed) : import_sources(sources, options);
}

}  // namespace outlive::import
