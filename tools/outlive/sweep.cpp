#include "tools/outlive/sweep.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

#include "outlive/shards.hpp"
#include "sim/input/units_reader.hpp"
#include "sim/output/sweep_plot.hpp"
#include "sim/output/sweep_report.hpp"
#include "sim/output/units_file.hpp"
#include "sim/output/words.hpp"
#include "sim/study/merging.hpp"
#include "sim/study/study_verdicts.hpp"
#include "sim/study/unfinished.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/files.hpp"
#include "tools/outlive/results_folder.hpp"
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
  if (format == "json") return output::dump(output::sweep_json(study, observations));
  if (format == "csv") return output::sweep_points_csv(study, observations);
  if (format == "markdown") return output::sweep_markdown(study, observations);
  return output::sweep_text(study, observations, style);
}

constexpr std::size_t most_plots = 12;
constexpr const char* goes_on = "--resume goes on from here";

/// Everything of a sweep that is done.
ExitCode write_results(const Options& options, const Study& study, const Observations& observations,
                       const Console& console) {
  ResultsFolder folder(options, console);
  const ExitCode code = folder.open();
  if (code != ExitCode::done) return code;
  folder.write("points.csv", "each design point with its responses",
               output::sweep_points_csv(study, observations));
  folder.write("replications.csv", "each replication of each design point",
               output::sweep_replications_csv(study, observations));
  folder.write("report.md", "the report", output::sweep_markdown(study, observations));
  for (std::size_t i = 0; i < std::min(study.responses.size(), most_plots); ++i) {
    folder.write(output::plot_name(study.responses[i]), "plot of " + study.responses[i].name,
                 output::sweep_plot_svg(study, observations, i));
  }
  folder.write("sweep.json", "everything: plan, points, values, estimates, verdicts",
               output::dump(output::sweep_json(study, observations)));
  write_report(folder, output::sweep_report_json(study, observations));
  return folder.close({.kind = "sweep",
                       .title = study.title,
                       .path = study.path,
                       .plan = study.plan,
                       .replications = study.replications,
                       .complete = !study.unfinished},
                      study.scenario);
}

/// 1 if something does not hold; 5 if that is undecided, unless the command line says what it counts as.
ExitCode answer_of(const Options& options, const Study& study, const Observations& observations) {
  ExitCode code = ExitCode::done;
  for (const study::StudyVerdict& verdict : study::judge(study, observations))
    code = worse(code, code_of(verdict.answer, options.undecided));
  return code;
}

class Sweeping {
 public:
  Sweeping(const Options& options, const Study& study, const Shard& shard, Console& console)
      : options_(options),
        study_(study),
        shard_(shard),
        console_(console),
        known_(study.points.size(), study.width()),
        observations_(known_) {}

  ExitCode run() {
    if (options_.output.empty()) {
      const ExitCode code = simulate(nullptr);
      if (code == ExitCode::interrupted)
        return finish_part(hint_of_less_work(study_.replications > 1) + ", and -o FOLDER keeps what is done",
                           "-o FOLDER would keep all runs that are done, for --resume");
      return code == ExitCode::done ? finish(options_, study_, observations_, console_) : code;
    }
    ExitCode code = make_folder(options_.output, console_);
    if (code != ExitCode::done) return code;
    UnitJournal journal(options_.output, study_, shard_);
    if (options_.shards &&
        options_.resume) {  // before a journal of this plan is begun beside a file of another
      const Finished finished = find_finished();
      if (finished == Finished::yes) journal.remove();
      if (finished != Finished::no)
        return finished == Finished::yes ? ExitCode::done : ExitCode::invalid_input;
    }
    code = journal.open(options_.resume, known_, console_);
    if (code != ExitCode::done) return code;
    code = simulate(&journal);
    if (code == ExitCode::interrupted) return finish_part(goes_on, goes_on);
    if (code != ExitCode::done) return code;
    code = options_.shards ? write_shard() : finish(options_, study_, observations_, console_);
    if (code != ExitCode::no_access) journal.remove();
    return code;
  }

 private:
  enum class Finished { no, yes, of_another_plan };
  /// Whoever submits a whole array again has some shards that were done the first time.
  Finished find_finished() {
    const std::string path = path_of_shard();
    std::error_code ignored;
    if (!fs::exists(path, ignored)) return Finished::no;
    Diagnostics problems;
    bool unreadable = false;
    const auto file = input::read_units(path, problems, unreadable);
    if (file && study::fits(*file, study_, problems) && file->whole) {
      if (!console_.quiet())
        console_.print(path + ": " + output::counted(file->results.size(), "unit") + ", done already\n");
      return Finished::yes;
    }
    if (file && !problems.has_errors()) return Finished::no;  // cut off
    console_.show(problems);
    console_.complain("nothing was resumed; take the file away to begin anew");
    return Finished::of_another_plan;
  }

  ExitCode simulate(UnitJournal* journal) {
    Watch watch(console_);
    Diagnostics problems;
    SweepOptions how{
        .threads = static_cast<unsigned>(options_.threads), .control = &watch.control(), .known = &known_};
    how.on_unit = [&](const UnitResult& result) {
      if (journal == nullptr) return;
      journal->add(result);
      if (!journal->good()) watch.control().stop = true;  // nothing more would be kept
    };
    how.on_progress = [&](std::uint64_t done, std::uint64_t whole) {
      runs_missing_ = whole - done;
      watch.count(done, whole);
    };
    const SweepEnd end = options_.shards
                             ? do_units(study_, units_of(study_, shard_), how, observations_, problems)
                             : sweep(study_, how, observations_, problems);
    if (journal != nullptr && !journal->good()) return journal->complain(console_);
    if (end == SweepEnd::invalid) {
      console_.show(problems);
      return ExitCode::invalid_input;
    }
    return end == SweepEnd::complete ? ExitCode::done : ExitCode::interrupted;
  }

  /// Tells of what is finished, and what to do about the rest. A shard has no tables: what it did is in its journal.
  ExitCode finish_part(const std::string& hint_of_none, const std::string& hint) {
    if (options_.shards) {
      console_.complain("interrupted: " + hint);
      return ExitCode::interrupted;
    }
    const study::FinishedPart part = study::finished_part(study_, observations_);
    if (part.study.points.empty()) {
      const std::uint64_t runs = study_.points.size() * study_.replications;
      console_.complain("interrupted before a design point was finished, after " +
                        output::grouped(runs - runs_missing_) + " of " + output::counted(runs, "run") + "; " +
                        hint_of_none);
      return ExitCode::interrupted;
    }
    const ExitCode code = finish(options_, part.study, part.observations, console_);
    return code == ExitCode::done ? tell_partial(console_, hint) : code;
  }

  [[nodiscard]] std::string path_of_shard() const {
    return (fs::path(options_.output) / name_of(shard_)).string();
  }

  ExitCode write_shard() {
    const std::string path = path_of_shard();
    const ExitCode code = write_file(path, output::units_file(study_, shard_, observations_), console_);
    if (code == ExitCode::done && !console_.quiet())
      console_.print(path + ": " + output::counted(units_of(study_, shard_).size(), "unit") + "\n");
    return code;
  }

  const Options& options_;
  const Study& study_;
  Shard shard_;
  Console& console_;
  Observations known_;  // from an earlier run
  Observations observations_;
  std::uint64_t runs_missing_ = 0;  // as far as is known
};

void refuse_what_goes_not_together(const Options& options) {
  if (options.shards && options.output.empty())
    throw UsageError("a shard writes its file into a folder: --output FOLDER");
  if (options.resume && options.output.empty())
    throw UsageError("--resume goes on with what is in a folder: --output FOLDER");
  if (options.dry_run && format_of(options) != "text" && format_of(options) != "json")
    throw UsageError("--dry-run lists the design points as text or json, not as " + options.format);
}

}  // namespace

ExitCode finish(const Options& options, const Study& study, const Observations& observations,
                Console& console) {
  if (!options.output.empty()) {
    const ExitCode code = write_results(options, study, observations, console);
    if (code != ExitCode::done) return code;
  }
  console.print(report(format_of(options), study, observations, console.style()));
  return answer_of(options, study, observations);
}

ExitCode sweep_verb(const Options& options, Console& console) {
  if (options.arguments.front() == "merge") return merge(options, console);
  refuse_what_goes_not_together(options);
  if (options.arguments.size() > 1) throw UsageError("too many arguments: outlive sweep STUDY");
  const Shard shard = shard_of(options);  // before anything is read
  ExitCode code = ExitCode::done;
  std::optional<Study> study = study_of(options.arguments.front(), options, console, code);
  if (!study) return code;
  if (options.shards && study->precision) {
    throw UsageError(
        "how many replications a precision takes is known only on the way: shards need a number of them");
  }
  if (options.dry_run) {
    console.print(format_of(options) == "json" ? output::dump(output::design_json(*study))
                                               : output::design_text(*study, console.style()));
    return ExitCode::done;
  }
  if (!settle(*study, options, console)) return ExitCode::interrupted;
  return Sweeping(options, *study, shard, console).run();
}

}  // namespace outlive::tool
