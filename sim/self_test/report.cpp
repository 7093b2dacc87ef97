#include "sim/self_test/report.hpp"

#include <algorithm>
#include <cstdio>

#include "outlive/version.hpp"
#include "sim/output/ink.hpp"
#include "sim/output/json.hpp"
#include "sim/output/words.hpp"
#include "sim/text/table.hpp"

namespace outlive::self_test {
namespace {

constexpr std::size_t shown_faults = 10;  // of a part: one screen

std::string number(double value, int decimals) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

std::string table_of(const std::vector<Agreement>& all) {
  using text::Align;
  text::Table table({{"", Align::left},
                     {"simulated", Align::right},
                     {"+-", Align::right},
                     {"theory", Align::right},
                     {"z", Align::right}});
  for (const Agreement& each : all)
    table.add_row({each.what, number(each.estimate, 5), number(each.half_width, 5), number(each.theory, 5),
                   number(each.z, 2)});
  return table.text(6);
}

std::string faults_of(const Part& part, const output::Ink& ink) {
  std::string text;
  const std::size_t shown = std::min(part.faults.size(), shown_faults);
  for (std::size_t i = 0; i < shown; ++i)
    text += output::wrap("      " + part.faults[i], ink.width(), 8) + "\n";
  if (shown < part.faults.size())
    text += "      and " + output::grouped(part.faults.size() - shown) + " more\n";
  return text;
}

std::string ending(const Report& report) {
  const auto failed = std::count_if(report.parts.begin(), report.parts.end(),
                                    [](const Part& part) { return !part.passed(); });
  if (failed > 0)
    return std::to_string(failed) + " of " + output::counted(report.parts.size(), "part") +
           " failed: do not rely on this build on this machine.";
  if (report.interrupted) return "Interrupted: nothing failed so far.";
  return "All " + std::to_string(report.parts.size()) + " parts passed.";
}

}  // namespace

std::string report_text(const Report& report, const TextStyle& style, bool brief) {
  const output::Ink ink(style);
  const BuildFacts facts = build_facts();
  std::string text = ink.bold("Outlive " + std::string(facts.version) + " (" + std::string(facts.compiler) +
                              ", " + std::string(facts.build_type) + ") tests itself") +
                     "\n\n";
  for (const Part& part : report.parts) {
    text += (part.passed() ? ink.good("PASS") : ink.bad("FAIL")) + "  " + ink.bold(part.name) + "\n";
    text += output::wrap("      " + part.shown, ink.width(), 6) + "\n" + faults_of(part, ink);
    if (part.name == closed_forms_name && !brief) text += table_of(report.closed_forms);
  }
  return text + "\n" + ending(report) + "\n";
}

std::string report_json(const Report& report) {
  using output::Json;
  Json all;
  all["schema_version"] = 1;
  all["version"] = build_facts().version;
  all["passed"] = report.passed();
  all["incomplete"] = report.interrupted;
  Json& parts = all["parts"] = Json::array();
  for (const Part& part : report.parts)
    parts.push_back({{"name", part.name},
                     {"passed", part.passed()},
                     {"shown", part.shown},
                     {"faults", Json(part.faults)}});
  Json& forms = all["closed_forms"] = Json::array();
  for (const Agreement& each : report.closed_forms)
    forms.push_back({{"what", each.what},
                     {"estimate", each.estimate},
                     {"half_width", each.half_width},
                     {"theory", each.theory},
                     {"z", each.z},
                     {"holds", each.holds()}});
  return output::dump(all);
}

}  // namespace outlive::self_test
