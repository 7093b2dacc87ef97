#include "outlive/assumptions.hpp"

#include <algorithm>

#include "outlive/load.hpp"
#include "outlive/sensitivity.hpp"
#include "sim/input/source.hpp"
#include "sim/output/assumptions_report.hpp"
#include "sim/output/words.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/suggestion.hpp"
#include "tools/outlive/verbs.hpp"
#include "tools/outlive/watch.hpp"

namespace outlive::tool {
namespace {

std::vector<Assumption> all_assumptions() {
  std::vector<Assumption> all;
  all.reserve(assumption_count);
  for (std::size_t i = 0; i < assumption_count; ++i) all.push_back(static_cast<Assumption>(i));
  return all;
}

Assumption meant(const std::string& name) {
  std::vector<std::string_view> names;
  for (const Assumption assumption : all_assumptions()) {
    const AssumptionInfo& info = info_of(assumption);
    if (name == info.id || name == info.key) return assumption;
    names.push_back(info.id);
    names.push_back(info.key);
  }
  throw UsageError("there is no assumption '" + text::sanitize(name) + "'" + suggestion(name, names));
}

// Those that are named, in the order of the registry; all, if none is.
std::vector<Assumption> wanted(const std::vector<std::string>& names) {
  std::vector<Assumption> all;
  all.reserve(names.size());
  for (const std::string& name : names) all.push_back(meant(name));
  if (all.empty()) return all_assumptions();
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::string list(std::string_view format, const std::vector<Assumption>& all, const TextStyle& style) {
  if (format == "json") return output::assumptions_json(all);
  if (format == "csv") return output::assumptions_csv(all);
  if (format == "markdown") return output::assumptions_markdown(all);
  return output::assumptions_text(all, style);
}

std::string report(std::string_view format, const Scenario& scenario, const Sensitivity& found,
                   const TextStyle& style) {
  if (format == "json") return output::sensitivity_json(scenario, found);
  if (format == "csv") return output::sensitivity_csv(scenario, found);
  if (format == "markdown") return output::sensitivity_markdown(scenario, found);
  return output::sensitivity_text(scenario, found, style);
}

// As the command line would choose all of them: what the file says counts no more.
std::vector<Override> choices(const Assumptions& assumptions) {
  std::vector<Override> all;
  for (const Assumption assumption : all_assumptions()) {
    const AssumptionInfo& info = info_of(assumption);
    all.push_back({std::string(info.key), std::string(info.options[assumptions.option(assumption)])});
  }
  return all;
}

Sensitivity test_watched(const Scenario& scenario, const LoadUnder& load,
                         const std::vector<Assumption>& tested, Console& console) {
  Watch watch(console, "run");
  return test_assumptions(scenario, load, tested,
                          [&](std::size_t done, std::size_t all) {
                            watch.begin(static_cast<std::uint32_t>(done), static_cast<std::uint32_t>(all));
                          },
                          {.control = &watch.control()});
}

ExitCode test(const Options& options, const std::vector<Assumption>& tested, Console& console) {
  // Read once: standard input and pipes have no second time.
  Diagnostics problems;
  const input::Source source = input::read_source(options.test, input::yaml_limit, problems);
  if (!source.ok()) {
    console.show(problems);
    return source.status == input::SourceStatus::unreadable ? ExitCode::no_access : ExitCode::invalid_input;
  }
  const auto load_under = [&](const std::vector<Override>& assumptions) {
    return load_scenario_text(source.text, source.path, options.overrides, assumptions);
  };
  LoadResult loaded = load_under(options.assumptions);
  console.show(loaded.diagnostics);
  if (!loaded.scenario) return loaded.unreadable ? ExitCode::no_access : ExitCode::invalid_input;

  const auto load_flipped = [&](const Assumptions& assumptions, Diagnostics& refused) {
    LoadResult other = load_under(choices(assumptions));
    if (!other.scenario) refused = std::move(other.diagnostics);
    return std::move(other.scenario);
  };
  const Sensitivity found = test_watched(*loaded.scenario, load_flipped, tested, console);
  if (found.untried > 0 && found.flips.empty()) {
    console.complain("interrupted before any of " + output::counted(found.untried, "other option") +
                     " was tried; 'outlive assumptions NAMES --test FILE' tries those of a few assumptions");
    return ExitCode::interrupted;
  }
  console.print(report(format_of(options), *loaded.scenario, found, console.style()));
  return found.untried > 0 ? tell_partial(console) : ExitCode::done;
}

}  // namespace

ExitCode assumptions_verb(const Options& options, Console& console) {
  const std::vector<Assumption> all = wanted(options.arguments);
  if (!options.test.empty()) return test(options, all, console);
  if (!options.overrides.empty() || !options.assumptions.empty()) {
    throw UsageError("'assumptions' takes --set and --assume only with --test FILE");
  }
  console.print(list(format_of(options), all, console.style()));
  return ExitCode::done;
}

}  // namespace outlive::tool
