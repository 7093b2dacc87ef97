// read_baselines of outlive/load.hpp: which saved results expectations are held against.
#include "outlive/load.hpp"
#include "outlive/run_record.hpp"
#include "sim/input/saved_results.hpp"
#include "sim/input/scalars.hpp"

namespace outlive {
namespace {

constexpr const char* how_to_make_one = "make it with 'outlive run FILE --replications N --format json'";

void read_baseline(Baseline& baseline, const Scenario& scenario, BaselinesRead& result) {
  input::SavedResults saved = input::read_saved_results(baseline.path);
  result.unreadable = result.unreadable || saved.unreadable;
  for (const Diagnostic& each : saved.diagnostics.all()) {
    // A file that is not there, or is nothing of the kind, is a mistake of the line that names it.
    const bool of_the_whole = each.place.line == 0;
    const std::string what = "the baseline " + input::quote(baseline.path) + ": " + each.message;
    result.diagnostics.error(of_the_whole ? baseline.place : each.place,
                             of_the_whole ? what + "; " + how_to_make_one : each.message, each.rule);
  }
  if (!saved.record) return;
  if (saved.record->currency != scenario.prices.currency) {
    result.diagnostics.error(baseline.place, "the baseline " + input::quote(baseline.path) + " is in " +
                                                 saved.record->currency + ", and prices are in " +
                                                 scenario.prices.currency);
    return;
  }
  baseline.record = std::make_shared<const RunRecord>(std::move(*saved.record));
}

}  // namespace

BaselinesRead read_baselines(Scenario& scenario) {
  BaselinesRead result;
  for (Baseline& baseline : scenario.baselines) read_baseline(baseline, scenario, result);
  for (const Expectation& expectation : scenario.expectations) {
    if (expectation.relation == Relation::absolute) continue;
    const Baseline& baseline = scenario.baselines.at(expectation.baseline);
    if (!baseline.record || baseline.record->find(expectation.key) != nullptr) continue;
    result.diagnostics.error(expectation.place, "the baseline " + input::quote(baseline.path) +
                                                    " does not say what " + expectation.key +
                                                    " was: run its scenario again, with this expectation");
  }
  result.diagnostics.sort();
  return result;
}

}  // namespace outlive
