#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "outlive/comparison.hpp"
#include "outlive/load.hpp"
#include "sim/input/saved_results.hpp"
#include "sim/output/comparison_report.hpp"
#include "sim/output/words.hpp"
#include "sim/study/contrast.hpp"
#include "sim/study/gate.hpp"
#include "sim/study/quantities.hpp"
#include "sim/study/run_record.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/room.hpp"
#include "tools/outlive/studies.hpp"
#include "tools/outlive/suggestion.hpp"
#include "tools/outlive/verbs.hpp"
#include "tools/outlive/watch.hpp"

namespace outlive::tool {
namespace {

using Gates = std::vector<study::Gate>;

/// A scenario that is still to be run, or what one came to.
struct Side {
  std::string name;
  std::optional<Scenario> scenario;
  RunRecord record;

  [[nodiscard]] bool is_saved() const { return !scenario; }
};

struct Sides {
  Side a;
  Side b;
};

Gates gates_of(const Options& options) {
  Gates gates;
  for (const std::string& text : options.fail_on) {
    const auto gate = study::parse_gate(text);
    if (!gate) {
      throw UsageError("--fail-on '" + text::sanitize(text) + "' " + gate.reason +
                       suggestion(text, {"any-fate"}));
    }
    gates.push_back(*gate);
  }
  return gates;
}

/// `glue.idle_timeout=2h, assuming stop_latency=random`
std::string replaced(const Options& options) {
  std::string text;
  const auto add = [&](const std::string& what) { text += (text.empty() ? "" : ", ") + what; };
  for (const Override& each : options.overrides) add(each.key + "=" + each.value);
  for (const Override& each : options.assumptions) add("assuming " + each.key + "=" + each.value);
  return text;
}

bool replaces_anything(const Options& options) {
  return !options.overrides.empty() || !options.assumptions.empty();
}

bool show_problems(Diagnostics diagnostics, Console& console) {
  diagnostics.sort();
  console.show(diagnostics);
  return diagnostics.has_errors();
}

Side scenario_side(const input::Source& source, const Options& options, bool as_it_is, Console& console,
                   ExitCode& code) {
  static const std::vector<Override> nothing;
  Side side{source.path, std::nullopt, {}};
  const ScenarioFile file(source.text, source.path);
  LoadResult loaded =
      file.load(as_it_is ? nothing : options.overrides, as_it_is ? nothing : options.assumptions);
  show_problems(loaded.diagnostics, console);
  if (!loaded.scenario) {
    code = worse(code, loaded.unreadable ? ExitCode::no_access : ExitCode::invalid_input);
    return side;
  }
  side.scenario = std::move(loaded.scenario);
  if (!as_it_is && replaces_anything(options)) side.name += " with " + replaced(options);
  return side;
}

Side saved_side(const input::Source& source, Console& console, ExitCode& code) {
  Side side{source.path, std::nullopt, {}};
  input::SavedResults saved = input::saved_results_of(source);
  if (show_problems(saved.diagnostics, console)) {
    code = worse(code, ExitCode::invalid_input);
  } else {
    side.record = std::move(*saved.record);
  }
  return side;
}

/// A file is read once: it may be a pipe.
std::optional<input::Source> read(const std::string& path, Console& console, ExitCode& code) {
  Diagnostics problems;
  input::Source source = input::read_results(path, problems);
  if (source.ok()) return source;
  show_problems(problems, console);
  code = worse(
      code, source.status == input::SourceStatus::unreadable ? ExitCode::no_access : ExitCode::invalid_input);
  return std::nullopt;
}

/// Of one file A is the file as it is, and B the same with what the command line replaces.
Sides sides_of(const Options& options, Console& console, ExitCode& code) {
  const bool is_one = options.arguments.size() == 1;
  if (is_one && !replaces_anything(options)) {
    throw UsageError(
        "one file is compared with itself under other settings: --set KEY=VALUE or --assume KEY=OPTION "
        "is missing, or a second file");
  }
  if (!is_one && options.arguments[0] == "-" && options.arguments[1] == "-") {
    throw UsageError("only one side can be standard input");
  }
  const auto side = [&](const input::Source& source, bool as_it_is) {
    return input::is_saved_results(source.path, source.text)
               ? saved_side(source, console, code)
               : scenario_side(source, options, as_it_is, console, code);
  };
  Sides sides;
  const auto first = read(options.arguments.front(), console, code);
  if (first) sides.a = side(*first, is_one);
  const auto second = is_one ? first : read(options.arguments.back(), console, code);
  if (second) sides.b = side(*second, false);
  return sides;
}

/// What is run has the seed and the replications of what is saved, or else of A: common random numbers.
void agree(Sides& sides, const Options& options) {
  for (const char* option : {"set", "assume", "seed", "replications", "threads"}) {
    const bool is_given =
        std::find(options.given.begin(), options.given.end(), option) != options.given.end();
    if (is_given && sides.a.is_saved() && sides.b.is_saved()) {
      throw UsageError("both sides are saved results: nothing is run, so --" + std::string(option) +
                       " has no use");
    }
  }
  const std::uint64_t seed = sides.a.is_saved()   ? sides.a.record.seed
                             : sides.b.is_saved() ? sides.b.record.seed
                                                  : sides.a.scenario->seed;
  for (Side* side : {&sides.a, &sides.b}) {
    if (side->scenario) side->scenario->seed = options.seed.value_or(seed);
  }
}

std::uint32_t replications_of(const Sides& sides, const Options& options) {
  if (options.replications > 0) return static_cast<std::uint32_t>(options.replications);
  return std::max({1U, sides.a.record.replications, sides.b.record.replications});
}

/// What a side says of a response before it is run; nothing if it does not know it.
std::optional<ResponseUnit> unit_of(const Side& side, const std::string& response) {
  if (side.scenario) return study::unit_of_quantity(*side.scenario, response);
  const Observed* observed = side.record.find(response);
  return observed == nullptr ? std::nullopt : std::optional(observed->unit);
}

/// Why there is no difference of a response that a side knows no unit of.
std::string why_no_number(const Side& side, const std::string& response) {
  const std::string unknown = "there is no number '" + text::sanitize(response) + "'";
  if (side.scenario) {
    const std::string near = study::nearest_quantity(*side.scenario, response);
    if (near == response)
      return "'" + near + "' is no number, of which there could be a difference; expected one such as " +
             "cost.total, or any-fate";
    return unknown + (near.empty() ? "" : "; did you mean '" + near + "'?");
  }
  std::vector<std::string_view> names;
  for (const Observed& each : side.record.responses) names.push_back(each.name);
  return unknown + suggestion(response, names);
}

const std::string& currency_of(const Side& side) {
  return side.scenario ? side.scenario->prices.currency : side.record.currency;
}

/// Before anything runs, as far as it can be known.
void require_sense(const Gates& gates, const Sides& sides) {
  for (const study::Gate& gate : gates) {
    const std::string name = "--fail-on '" + text::sanitize(gate.text) + "': ";
    if (gate.response.empty()) continue;
    auto unit = unit_of(sides.a, gate.response);
    if (!unit) unit = unit_of(sides.b, gate.response);
    if (!unit) throw UsageError(name + why_no_number(sides.a.scenario ? sides.a : sides.b, gate.response));
    const std::string why = study::misfit(gate, *unit, currency_of(sides.a));
    if (!why.empty()) throw UsageError(name + text::sanitize(why));
  }
}

/// Of saved results only what was saved is known.
void require_saved(const Gates& gates, const Sides& sides) {
  for (const study::Gate& gate : gates) {
    const auto is_known = [&](const Side& side) { return study::tells_of(side.record, gate.response); };
    const bool is_anywhere =
        sides.a.record.find(gate.response) != nullptr || sides.b.record.find(gate.response) != nullptr;
    if (gate.response.empty() || (is_anywhere && is_known(sides.a) && is_known(sides.b))) continue;
    throw UsageError("--fail-on '" + text::sanitize(gate.text) +
                     "': saved results do not hold it; compare the scenarios");
  }
}

/// What a side tells of, as far as that is known before it runs: the other is asked for the same.
std::vector<std::string> asked_of(const Side& side) {
  std::vector<std::string> names;
  if (side.is_saved()) {
    for (const Observed& each : side.record.responses) names.push_back(each.name);
  } else {
    for (const Expectation& each : side.scenario->expectations) names.push_back(each.key);
  }
  return names;
}

/// Of the runs that two sides take.
struct RunCount {
  std::uint32_t done = 0;
  std::uint32_t all = 0;
};

std::vector<std::string> asked_besides(const Side& side, const Side& other, const Gates& gates) {
  std::vector<std::string> also = asked_of(other);
  for (const study::Gate& gate : gates) also.push_back(gate.response);
  std::erase_if(also, [&](const std::string& response) { return !unit_of(side, response); });
  return also;
}

/// Runs those sides that are scenarios, in turns: so two of them have pairs of replications whenever Ctrl-C comes.
RunCount run_sides(Sides& sides, const Gates& gates, std::uint32_t wanted, const Options& options,
                   Console& console) {
  Watch watch(console);
  const RunOptions how{.threads = static_cast<unsigned>(options.threads), .control = &watch.control()};
  struct Turn {
    Side* side;
    study::Recorder recorder;
  };
  std::vector<Turn> turns;
  for (Side* side : {&sides.a, &sides.b}) {
    if (side->is_saved()) continue;
    const Side& other = side == &sides.a ? sides.b : sides.a;
    turns.push_back({side, study::Recorder(*side->scenario, how, asked_besides(*side, other, gates))});
  }
  RunCount runs{0, wanted * static_cast<std::uint32_t>(turns.size())};
  while (runs.done < runs.all && !watch.interrupted()) {
    watch.begin(runs.done, runs.all);
    if (!turns[runs.done % turns.size()].recorder.next()) break;
    ++runs.done;
  }
  for (Turn& turn : turns) turn.side->record = turn.recorder.take();
  return runs;
}

/// One replication of each would have no interval.
bool can_be_compared(const Sides& sides) {
  constexpr std::uint32_t fewest = 2;
  return std::min(sides.a.record.replications, sides.b.record.replications) >= fewest;
}

ExitCode tell_nothing_compared(const RunCount& runs, const Console& console) {
  console.complain("interrupted before there was anything to compare, after " + output::grouped(runs.done) +
                   " of " + output::counted(runs.all, "run") + "; " + hint_of_less_work(false));
  return ExitCode::interrupted;
}

output::ComparedRuns compared(Sides sides, const Gates& gates) {
  output::ComparedRuns runs;
  runs.found = compare(sides.a.record, sides.b.record);
  for (const study::Gate& gate : gates) {
    try {
      runs.gates.push_back({gate, study::judge(gate, sides.a.record, sides.b.record)});
    } catch (const std::invalid_argument& error) {
      throw UsageError("--fail-on '" + text::sanitize(gate.text) + "': " + error.what());
    }
  }
  runs.a = std::move(sides.a.record);
  runs.b = std::move(sides.b.record);
  runs.name_a = std::move(sides.a.name);
  runs.name_b = std::move(sides.b.name);
  return runs;
}

std::string report(std::string_view format, const output::ComparedRuns& runs, const TextStyle& style) {
  if (format == "json") return output::comparison_json(runs);
  if (format == "markdown") return output::comparison_markdown(runs);
  return output::comparison_text(runs, style);
}

/// Behind the report, not in it: a document in JSON stays one document.
ExitCode answer(const std::vector<output::JudgedGate>& gates, const Options& options, Console& console) {
  const auto count = [&](Answer answer) {
    return std::count_if(gates.begin(), gates.end(),
                         [&](const output::JudgedGate& gate) { return gate.verdict.came_true == answer; });
  };
  const auto came_true = count(Answer::yes);
  const auto undecided = count(Answer::undecided);
  if (came_true + undecided == 0) return ExitCode::done;
  if (!console.flush()) return ExitCode::no_access;
  const std::string of_all = " of " + std::to_string(gates.size()) + " --fail-on ";
  if (came_true > 0)
    console.complain(std::to_string(came_true) + of_all + (came_true == 1 ? "has" : "have") + " come true");
  if (undecided > 0)
    console.complain(std::to_string(undecided) + of_all + (undecided == 1 ? "is" : "are") + " undecided");
  return code_of(came_true > 0 ? Answer::no : Answer::undecided, options.undecided);
}

}  // namespace

ExitCode compare_verb(const Options& options, Console& console) {
  const Gates gates = gates_of(options);
  ExitCode code = ExitCode::done;
  Sides sides = sides_of(options, console, code);
  if (code != ExitCode::done) return code;
  agree(sides, options);
  if (currency_of(sides.a) != currency_of(sides.b)) {
    console.complain("A counts in " + text::sanitize(currency_of(sides.a)) + " and B in " +
                     text::sanitize(currency_of(sides.b)) + ": they cannot be compared");
    return ExitCode::invalid_input;
  }
  require_sense(gates, sides);
  for (const Side* side : {&sides.a, &sides.b}) {
    if (side->scenario) code = worse(code, refuse_what_cannot_fit(*side->scenario, console));
  }
  if (code != ExitCode::done) return code;
  const std::uint32_t wanted = replications_of(sides, options);
  const RunCount runs_made = run_sides(sides, gates, wanted, options, console);
  const bool interrupted = runs_made.done < runs_made.all;
  if (interrupted && !can_be_compared(sides)) return tell_nothing_compared(runs_made, console);
  require_saved(gates, sides);
  output::ComparedRuns runs = compared(std::move(sides), interrupted ? Gates{} : gates);
  if (interrupted) runs.planned = wanted;
  console.print(report(format_of(options), runs, console.style()));
  if (interrupted) return tell_partial(console, gates.empty() ? "" : "--fail-on was not judged");
  return answer(runs.gates, options, console);
}

}  // namespace outlive::tool
