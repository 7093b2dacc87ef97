#include "outlive/sweep.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "outlive/shards.hpp"
#include "sim/input/units_reader.hpp"
#include "sim/output/sweep_report.hpp"
#include "sim/output/units_file.hpp"
#include "sim/output/words.hpp"
#include "sim/study/study_verdicts.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/files.hpp"
#include "tools/outlive/shard_index.hpp"
#include "tools/outlive/studies.hpp"
#include "tools/outlive/unit_journal.hpp"
#include "tools/outlive/verbs.hpp"
#include "tools/outlive/watch.hpp"

namespace outlive::tool {
namespace {

namespace fs = std::filesystem;

std::string report(std::string_view format, const Study& study, const Observations& observations,
                   const TextStyle& style) {
  if (format == "json") return output::sweep_json(study, observations);
  if (format == "csv") return output::sweep_points_csv(study, observations);
  if (format == "markdown") return output::sweep_markdown(study, observations);
  return output::sweep_text(study, observations, style);
}

/// Everything of a sweep that is done, each file whole or not at all.
ExitCode write_results(const std::string& folder, const Study& study, const Observations& observations,
                       const Console& console) {
  const auto path = [&](const char* name) { return (fs::path(folder) / name).string(); };
  ExitCode code = write_file(path("points.csv"), output::sweep_points_csv(study, observations), console);
  code = worse(code, write_file(path("replications.csv"), output::sweep_replications_csv(study, observations),
                                console));
  code = worse(code, write_file(path("report.md"), output::sweep_markdown(study, observations), console));
  return worse(code, write_file(path("sweep.json"), output::sweep_json(study, observations), console));
}

ExitCode make_folder(const std::string& folder, const Console& console) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) return ExitCode::done;
  console.complain(text::sanitize(folder) + ": " + error.message());
  return ExitCode::no_access;
}

/// 1 if something does not hold, 5 if that is undecided.
ExitCode answer_of(const Study& study, const Observations& observations) {
  ExitCode code = ExitCode::done;
  for (const study::StudyVerdict& verdict : study::judge(study, observations)) {
    if (verdict.answer == Answer::no) return ExitCode::no;
    if (verdict.answer == Answer::undecided) code = ExitCode::undecided;
  }
  return code;
}

/// The answer of a sweep whose observations are all there.
ExitCode finish(const Options& options, const Study& study, const Observations& observations,
                Console& console) {
  if (!options.output.empty()) {
    const ExitCode code = write_results(options.output, study, observations, console);
    if (code != ExitCode::done) return code;
  }
  console.print(report(format_of(options), study, observations, console.style()));
  return answer_of(study, observations);
}

class Sweeping {
 public:
  Sweeping(const Options& options, const Study& study, Console& console)
      : options_(options),
        study_(study),
        console_(console),
        observations_(study.points.size(), study.responses.size()) {}

  ExitCode run(const Shard& shard) {
    shard_ = shard;
    std::optional<UnitJournal> journal;
    if (!options_.output.empty()) {
      const ExitCode code = make_folder(options_.output, console_);
      if (code != ExitCode::done) return code;
      journal.emplace(options_.output, study_, shard);
      if (options_.resume && !journal->resume(console_)) return ExitCode::invalid_input;
      for (const UnitResult& result : journal->results()) add(result, observations_);
      if (!journal->open(console_)) return ExitCode::no_access;
    }
    const ExitCode code = simulate(journal);
    if (code != ExitCode::done || !journal)
      return code == ExitCode::done ? finish(options_, study_, observations_, console_) : code;
    if (!journal->good()) {
      console_.complain(text::sanitize(options_.output) +
                        ": the disk is full, or the folder cannot be written");
      return ExitCode::no_access;
    }
    const ExitCode answer =
        options_.shards ? write_shard(*journal) : finish(options_, study_, observations_, console_);
    if (answer != ExitCode::no_access) journal->remove();
    return answer;
  }

 private:
  ExitCode simulate(std::optional<UnitJournal>& journal) {
    Watch watch(console_);
    Diagnostics problems;
    SweepOptions how{.threads = static_cast<unsigned>(options_.threads), .control = &watch.control()};
    how.on_unit = [&](const UnitResult& result) {
      if (journal && result.unit.number != no_unit) journal->add(result);
    };
    how.on_progress = [&](std::uint64_t done, std::uint64_t whole) { watch.count(done, whole); };
    const SweepEnd end = options_.shards
                             ? do_units(study_, units_of(study_, shard_), how, observations_, problems)
                             : sweep(study_, how, observations_, problems);
    if (end == SweepEnd::invalid) {
      console_.show(problems);
      return ExitCode::invalid_input;
    }
    if (end == SweepEnd::complete) return ExitCode::done;
    console_.complain(journal ? "interrupted: --resume goes on from here"
                              : "interrupted: nothing was kept; -o FOLDER would");
    return ExitCode::interrupted;
  }

  ExitCode write_shard(const UnitJournal& journal) {
    const std::string path = (fs::path(options_.output) / name_of(shard_)).string();
    const ExitCode code = write_file(path, output::units_file(study_, shard_, journal.results()), console_);
    if (code == ExitCode::done && !console_.quiet())
      console_.print(path + ": " + output::counted(journal.results().size(), "unit") + "\n");
    return code;
  }

  const Options& options_;
  const Study& study_;
  Console& console_;
  Observations observations_;
  Shard shard_;
};

/// The files that the arguments name, and all shards in the folders that they name.
std::vector<std::string> shard_files(const std::vector<std::string>& arguments) {
  std::vector<std::string> paths;
  for (const std::string& argument : arguments) {
    std::error_code ignored;
    if (!fs::is_directory(argument, ignored)) {
      paths.push_back(argument);
      continue;
    }
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(argument, ignored)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with("shard-") && name.ends_with(".jsonl"))
        found.push_back(entry.path().generic_string());
    }
    std::sort(found.begin(), found.end());
    paths.insert(paths.end(), found.begin(), found.end());
  }
  return paths;
}

ExitCode merge(const Options& options, Console& console) {
  if (options.arguments.size() < 3)
    throw UsageError("an argument is missing: outlive sweep merge STUDY SHARDS...");
  ExitCode code = ExitCode::done;
  const std::optional<Study> study = study_of(options.arguments[1], options, console, code);
  if (!study) return code;
  Diagnostics problems;
  bool unreadable = false;
  std::vector<UnitsFile> files;
  for (const std::string& path : shard_files({options.arguments.begin() + 2, options.arguments.end()})) {
    if (auto file = input::read_units(path, problems, unreadable)) files.push_back(std::move(*file));
  }
  const auto observations = input::merge_shards(*study, files, problems);
  console.show(problems);
  if (!observations || problems.has_errors())
    return unreadable ? ExitCode::no_access : ExitCode::invalid_input;
  if (!options.output.empty()) {
    code = make_folder(options.output, console);
    if (code != ExitCode::done) return code;
  }
  return finish(options, *study, *observations, console);
}

void refuse_what_goes_not_together(const Options& options) {
  if (options.shards && options.output.empty())
    throw UsageError("a shard writes its file into a folder: --output FOLDER");
  if (options.resume && options.output.empty())
    throw UsageError("--resume goes on with what is in a folder: --output FOLDER");
}

}  // namespace

ExitCode sweep_verb(const Options& options, Console& console) {
  refuse_what_goes_not_together(options);
  if (options.arguments.front() == "merge") return merge(options, console);
  if (options.arguments.size() > 1) throw UsageError("too many arguments: outlive sweep STUDY");
  const Shard shard = shard_of(options);  // before anything is read
  ExitCode code = ExitCode::done;
  const std::optional<Study> study = study_of(options.arguments.front(), options, console, code);
  if (!study) return code;
  if (options.shards && study->precision) {
    throw UsageError(
        "how many replications a precision takes is known only on the way: shards need a number of them");
  }
  if (options.dry_run) {
    console.print(output::design_text(*study, console.style()));
    return ExitCode::done;
  }
  return Sweeping(options, *study, console).run(shard);
}

}  // namespace outlive::tool
