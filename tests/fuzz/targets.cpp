#include "tests/fuzz/targets.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "outlive/load.hpp"
#include "outlive/load_study.hpp"
#include "outlive/report.hpp"
#include "outlive/run.hpp"
#include "sim/import/import.hpp"
#include "sim/input/price_book.hpp"
#include "sim/input/saved_document.hpp"
#include "sim/input/saved_results.hpp"
#include "tools/outlive/options.hpp"

namespace outlive::fuzz {
namespace {

constexpr std::array all{Target{"scenario", look_at_scenario}, Target{"study", look_at_study},
                         Target{"trace", look_at_trace},       Target{"prices", look_at_prices},
                         Target{"export", look_at_export},     Target{"results", look_at_results},
                         Target{"report", look_at_report},     Target{"command", look_at_command}};

// Beside nothing, so that names of other files lead nowhere.
const std::string nowhere = "/proc/self/fdinfo/nowhere/input.yaml";

const std::string base_of_studies =
    "outlive: 1\ntitle: base\nstart: 2026-03-02T09:00:00Z\nhorizon: 3d\nsettings: {glue: "
    "{background_sessions: true}}\n"
    "users: {maria: {}}\ntimeline:\n  - {at: 0m, user: maria, do: sign_in}\n"
    "  - {at: 5m, user: maria, do: start_session, id: etl, service: glue, workers: 2}\n"
    "  - {at: 10m, session: etl, do: run, job: backfill, takes: 20h}\n  - {at: 1h, user: maria, do: "
    "sign_out}\n";

/// What takes a moment only: neither populations nor many lines over long times.
bool is_small(const Scenario& scenario) {
  return scenario.populations.empty() && scenario.actions.size() <= 100 &&
         scenario.horizon <= Instant{std::chrono::days{30}};
}

void check_that_it_runs(const Scenario& scenario) {
  if (is_small(scenario)) run(scenario, {.threads = 1});
}

}  // namespace

std::span<const Target> targets() { return all; }

void look_at_scenario(std::string_view input) {
  const std::string text(input);
  const LoadResult result = load_scenario_text(text, nowhere);
  check_places(result.diagnostics, nowhere, text);
  if (result.scenario.has_value() == result.diagnostics.has_errors())
    throw Broken("there is a scenario and an error, or neither");
  if (!result.scenario) return;
  show(*result.scenario);
  check_that_it_runs(*result.scenario);
}

void look_at_study(std::string_view input) {
  static const MemoryFile base(101);
  static const MemoryFile file(102);
  static const bool ready = (base.hold(base_of_studies), true);
  static_cast<void>(ready);
  const std::string text = "outlive_study: 1\ntitle: case\nbase: " + base.path() + "\n" + std::string(input);
  file.hold(text);
  const LoadStudyResult result = load_study(file.path());
  check_places(result.diagnostics, file.path(), text);
  if (result.study.has_value() == result.diagnostics.has_errors())
    throw Broken("there is a study and an error, or neither");
}

void look_at_trace(std::string_view input) {
  static const MemoryFile table(103);
  table.hold(input);
  static const std::string head =
      "outlive: 1\ntitle: t\nstart: 2026-03-02T09:00:00Z\nhorizon: 10d\nworkload:\n  traces:\n"
      "    - {file: " +
      table.path() +
      ", columns: {id: id, user: user, submitted: submitted, "
      "started: started, ended: ended}, times: {zone: UTC}, anchor: start}\n";
  const LoadResult result = load_scenario_text(head, nowhere);
  check_places(result.diagnostics, table.path(), input);
  if (result.scenario) check_that_it_runs(*result.scenario);
}

void look_at_prices(std::string_view input) {
  static const MemoryFile file(104);
  file.hold(input);
  Diagnostics found;
  bool unreadable = false;
  const auto book = input::read_price_book(file.path(), found, unreadable);
  check_places(found, file.path(), input);
  if (book.has_value() == found.has_errors()) throw Broken("there is a price book and an error, or neither");
}

void look_at_export(std::string_view input) {
  if (input.empty() || input[0] < 'a' || input[0] > 'f') return;
  import::ImportOptions options;
  options.format = static_cast<import::Format>(input[0] - 'a');
  const std::string text(input.substr(1));
  const import::Imported result =
      import::import_sources({{input::SourceStatus::ok, "export", text, false}}, options);
  check_places(result.problems, "export", text);
}

void look_at_results(std::string_view input) {
  static const std::string beside = "/proc/self/fdinfo/nowhere/summary.json";
  Diagnostics found;
  const input::Source source = input::check_source(beside, std::string(input), input::results_limit, found);
  if (!source.ok()) return;
  const input::SavedResults saved = input::saved_results_of(source);
  check_places(saved.diagnostics, beside, source.text);
  if (saved.record.has_value() == saved.diagnostics.has_errors())
    throw Broken("there are results and an error, or neither");
}

void look_at_report(std::string_view input) {
  static const MemoryFile file(105);
  file.hold(input);
  const input::SavedDocument saved = input::read_saved_document(file.path());
  check_places(saved.diagnostics, file.path(), input);
  if (saved.document.has_value() == saved.diagnostics.has_errors())
    throw Broken("there is a report and an error, or neither");
}

void look_at_command(std::string_view input) {
  std::vector<std::string> words;
  while (!input.empty()) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    // The system ends a word at its first zero byte.
    words.emplace_back(input.substr(0, std::min(input.find('\0'), end)));
    input.remove_prefix(std::min(end + 1, input.size()));
  }
  try {
    const tool::Options options = tool::parse_options(words);
    if (options.verb.empty() && !options.arguments.empty()) throw Broken("there are arguments and no verb");
  } catch (const tool::UsageError& error) {
    if (std::string_view(error.what()).empty()) throw Broken("a message says nothing");
  }
}

}  // namespace outlive::fuzz
