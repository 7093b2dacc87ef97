#include "sim/study/recommend.hpp"

#include <optional>
#include <string>

#include "outlive/recommendation.hpp"
#include "sim/output/recommendation_report.hpp"
#include "sim/output/words.hpp"
#include "sim/study/settings_search.hpp"
#include "sim/study/settling.hpp"
#include "tools/outlive/results_folder.hpp"
#include "tools/outlive/studies.hpp"
#include "tools/outlive/verbs.hpp"
#include "tools/outlive/watch.hpp"

namespace outlive::tool {
namespace {

using End = Recommendation::End;

std::string report(std::string_view format, const Study& study, const Recommendation& found,
                   const TextStyle& style) {
  if (format == "json") return output::dump(output::recommendation_json(study, found));
  if (format == "markdown") return output::recommendation_markdown(study, found);
  return output::recommendation_text(study, found, style);
}

bool is_incomplete(const Study& study, const Recommendation& found) {
  return study.unfinished || found.untried > 0;
}

/// A chart that there is nothing to draw of is not written.
ExitCode write_results(const Options& options, const Study& study, const Recommendation& found,
                       const Console& console) {
  ResultsFolder folder(options, console);
  const ExitCode code = folder.open();
  if (code != ExitCode::done) return code;
  folder.write("recommendation.json", "everything", output::dump(output::recommendation_json(study, found)));
  folder.write("recommendation.md", "the report", output::recommendation_markdown(study, found));
  folder.write("front.svg", "cost against the first promise", output::front_svg(study, found));
  folder.write("tornado.svg", "what each factor does", output::tornado_svg(study, found));
  folder.write("surface.svg", "the fitted surface", output::surface_svg(study, found));
  write_report(folder, output::recommendation_report_json(study, found));
  return folder.close({.kind = "recommendation",
                       .title = study.title,
                       .path = study.path,
                       .plan = study.plan,
                       .replications = study.replications,
                       .complete = !is_incomplete(study, found)},
                      study.scenario);
}

ExitCode refuse(const Study& study, Console& console) {
  Diagnostics problems;
  problems.error({study.path, 0, 0},
                 "the study does not say what to recommend; expected, for example, recommend: {least: " +
                     study.responses.front().name + ", promises: {" + study.responses.back().name +
                     ": {at_least: ...}}}");
  console.show(problems);
  return ExitCode::invalid_input;
}

ExitCode code_of(const Recommendation& found) {
  if (found.end == End::chosen) return ExitCode::done;
  return found.end == End::none_keeps ? ExitCode::no : ExitCode::undecided;
}

/// Runs that are over, and those that the search had planned by then; none before it began.
struct RunCount {
  std::uint64_t done = 0;
  std::uint64_t planned = 0;
};

/// If it was stopped, `study` becomes that of the settings that were tried; if none was, there are no candidates.
Recommendation search(Study& study, const Options& options, Console& console, Diagnostics& problems,
                      RunCount& runs) {
  Watch watch(console);
  const auto threads = static_cast<unsigned>(options.threads);
  if (!study::settle_warm_up(study, {.threads = threads, .control = &watch.control()})) return {};
  Observations observations(study.points.size(), study.width());
  const RecommendOptions how{.threads = threads,
                             .control = &watch.control(),
                             .try_assumptions = !options.no_assumptions,
                             .on_progress = [&](std::uint64_t done, std::uint64_t whole) {
                               runs = {done, whole};
                               watch.count(done, whole);
                             }};
  Recommendation found = recommend(study, how, observations, problems);
  if (found.end != End::stopped) return found;
  auto so_far = study::found_so_far(study, observations);
  if (!so_far) return found;
  study = std::move(so_far->study);
  return std::move(so_far->found);
}

std::string told_as_untried(const Study& study, const RunCount& runs) {
  const std::string when = "interrupted before a setting was tried";
  if (runs.planned == 0) return when + ", " + told_of_warm_up(study);
  return when + ": " + output::grouped(runs.done) + " of " + output::counted(runs.planned, "run") +
         " that were planned so far done, and not kept; " +
         hint_of_less_work(study.replications > study::fewest_at_first_look);
}

}  // namespace

ExitCode recommend_verb(const Options& options, Console& console) {
  ExitCode code = ExitCode::done;
  std::optional<Study> study = study_of(options.arguments.front(), options, console, code);
  if (!study) return code;
  if (!study->goal) return refuse(*study, console);
  Diagnostics problems;
  RunCount runs;
  const Recommendation found = search(*study, options, console, problems, runs);
  if (found.end == End::invalid) {
    console.show(problems);
    return ExitCode::invalid_input;
  }
  if (found.candidates.empty()) {
    console.complain(told_as_untried(*study, runs));
    return ExitCode::interrupted;
  }
  if (!options.output.empty()) {
    code = write_results(options, *study, found, console);
    if (code != ExitCode::done) return code;
  }
  console.print(report(format_of(options), *study, found, console.style()));
  return is_incomplete(*study, found) ? tell_partial(console) : code_of(found);
}

}  // namespace outlive::tool
