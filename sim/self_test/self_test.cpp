#include "sim/self_test/self_test.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "outlive/load.hpp"
#include "outlive/report.hpp"
#include "sim/output/words.hpp"
#include "sim/self_test/bench.hpp"
#include "sim/self_test/embedded.hpp"
#include "sim/self_test/known_scenarios.hpp"
#include "sim/self_test/parts.hpp"
#include "sim/self_test/reference_cases.hpp"
#include "sim/self_test/theory_checks.hpp"

namespace outlive::self_test {
namespace {

using output::counted;
using output::grouped;
using output::hexadecimal;

constexpr std::size_t cases_of_step = 10;

/// Whatever a part throws, a broken invariant or an embedded text that is none, is a fault that it found.
template <class Check>
void guarded(Part& part, Bench& bench, const std::string& what, Check check) {
  try {
    check();
  } catch (const std::exception& error) {
    if (bench.stopped()) return;  // half a result may be anything
    const bool is_invariant =
        dynamic_cast<const std::logic_error*>(&error) != nullptr &&
        dynamic_cast<const std::invalid_argument*>(&error) == nullptr;  // as run() throws
    if (is_invariant) {
      bench.note_broken(what + ": " + error.what());
    } else {
      part.faults.push_back(what + ": " + error.what());
    }
  }
}

// ------------------------------------------------------------------------------------------ second implementation

struct Told {
  std::uint64_t scenarios = 0;
  std::uint64_t sessions = 0;
  std::uint64_t jobs = 0;
  std::uint64_t hosts = 0;
};

void hold_against_reference(const ReferenceCase& one, Bench& bench, Part& part, Told& told) {
  LoadResult loaded = load_scenario_text(one.yaml, "seed-" + one.seed + ".yaml");
  if (!loaded.scenario) {
    part.faults.push_back("seed " + one.seed + " was refused");
    return;
  }
  const Results results = bench.run_once(*loaded.scenario, {.threads = 1});
  if (bench.stopped()) return;
  ++told.scenarios;
  for (const std::string& line : one.answers) {
    told.sessions += line.starts_with("session ") ? 1U : 0U;
    told.jobs += line.starts_with("job ") ? 1U : 0U;
    told.hosts += line.starts_with("host ") ? 1U : 0U;
  }
  for (const std::string& each : differences(one.answers, answers_of(*loaded.scenario, results)))
    part.faults.push_back("seed " + one.seed + ": " + each);
}

}  // namespace

Part second_implementation(std::string_view answers, Bench& bench) {
  Part part{.name = "second implementation", .shown = {}, .faults = {}};
  Told told;
  guarded(part, bench, "the recorded answers", [&] {
    const std::vector<ReferenceCase> cases = reference_cases(answers);
    for (std::size_t i = 0; i < cases.size() && !bench.stopped(); ++i) {
      guarded(part, bench, "seed " + cases[i].seed,
              [&] { hold_against_reference(cases[i], bench, part, told); });
      if ((i + 1) % cases_of_step == 0) bench.step();
    }
    if (cases.empty()) part.faults.emplace_back("there are no recorded answers");
  });
  part.shown =
      counted(told.scenarios, "random scenario") + " with " + counted(told.sessions, "session") + ", " +
      counted(told.jobs, "job") + " and " + counted(told.hosts, "host") +
      " were run; states, causes, instants and cost to the nano-dollar were compared with what a second, "
      "naive program reckoned.";
  return part;
}

// --------------------------------------------------------------------------------------------------- closed forms

namespace {

Part closed_forms(Bench& bench, std::vector<Agreement>& all) {
  Part part{.name = std::string(closed_forms_name), .shown = {}, .faults = {}};
  for (const TheoryCheck& check : theory_checks()) {
    if (bench.stopped()) break;
    guarded(part, bench, std::string(check.name), [&] {
      const std::vector<Agreement> found = check.run(bench);
      if (bench.stopped()) return;
      all.insert(all.end(), found.begin(), found.end());
    });
    bench.step();
  }
  for (const Agreement& each : all) {
    if (!each.holds()) part.faults.push_back(line_of(each));
  }
  part.shown = std::to_string(all.size()) +
               " quantities that theory knows exactly were estimated by simulation; each has to lie within 4 "
               "standard errors.";
  return part;
}

// ---------------------------------------------------------------------------------------------------- determinism

std::optional<std::string> recorded(std::string_view fingerprints, std::string_view name) {
  std::istringstream lines{std::string(fingerprints)};
  for (std::string each, value; lines >> each >> value;) {
    if (each == name) return value;
  }
  return std::nullopt;
}

/// One way to divide the work.
struct Way {
  unsigned threads = 1;
  std::uint64_t shuffle = 0;
  [[nodiscard]] std::string text() const {
    return std::to_string(threads) + (threads == 1 ? " thread" : " threads") +
           (shuffle == 0 ? "" : ", order " + std::to_string(shuffle));
  }
};

constexpr std::array<Way, 5> other_ways{{{2, 0}, {3, 0}, {16, 0}, {1, 1}, {3, 2}}};

void hold_against_itself(const KnownScenario& known, std::string_view fingerprints, Bench& bench,
                         Part& part) {
  const Scenario scenario = known.load();
  const std::string name(known.name);
  const Results first = bench.run_once(scenario, {.threads = 1});
  if (bench.stopped()) return;
  const std::string report = report_json(scenario, first);
  const std::string wanted = recorded(fingerprints, known.name).value_or("none");
  if (hexadecimal(first.fingerprint) != wanted)
    part.faults.push_back(name + ": fingerprint " + hexadecimal(first.fingerprint) + ", recorded " + wanted);
  for (const Way& way : other_ways) {
    const Results again = bench.run_once(scenario, {.threads = way.threads, .shuffle = way.shuffle});
    if (bench.stopped()) return;
    if (again.fingerprint != first.fingerprint || report_json(scenario, again) != report)
      part.faults.push_back(name + ": not the same with " + way.text() + " as with 1 thread");
  }
}

}  // namespace

Part determinism(std::string_view fingerprints, Bench& bench) {
  Part part{.name = "determinism", .shown = {}, .faults = {}};
  std::size_t scenarios = 0;
  for (const KnownScenario& known : known_scenarios()) {
    if (bench.stopped()) break;
    guarded(part, bench, std::string(known.name), [&] {
      hold_against_itself(known, fingerprints, bench, part);
      ++scenarios;
    });
    bench.step();
  }
  part.shown =
      counted(scenarios, "scenario") +
      " ran with 1, 2, 3 and 16 threads and in 2 shuffled orders; fingerprints have to be those recorded "
      "at the release, and reports the same to the byte.";
  return part;
}

// ----------------------------------------------------------------------------------------------------- invariants

/// They are checked by each run, whatever it was for.
Part invariants(const Bench& bench) {
  Part part{.name = "invariants", .shown = {}, .faults = bench.broken()};
  part.shown = "The engine checked its books after each of " + grouped(bench.runs()) + " runs with " +
               grouped(bench.events()) + " events.";
  return part;
}

bool Report::passed() const {
  return !interrupted &&
         std::all_of(parts.begin(), parts.end(), [](const Part& part) { return part.passed(); });
}

Records embedded_records() { return {embedded::reference_answers, embedded::recorded_fingerprints}; }

Report run_self_test(const Records& records, const Options& options) {
  Bench bench(options, count_cases(records.answers) / cases_of_step + theory_checks().size() +
                           known_scenarios().size());
  Report report;
  report.parts.push_back(second_implementation(records.answers, bench));
  report.parts.push_back(closed_forms(bench, report.closed_forms));
  report.parts.push_back(determinism(records.fingerprints, bench));
  report.parts.insert(report.parts.begin() + 2, invariants(bench));
  report.interrupted = bench.stopped();
  return report;
}

std::string fingerprints_now() {
  std::string text;
  for (const KnownScenario& known : known_scenarios()) {
    const Results results = run(known.load());
    text += std::string(known.name) + " " + hexadecimal(results.fingerprint) + "\n";
  }
  return text;
}

}  // namespace outlive::self_test
