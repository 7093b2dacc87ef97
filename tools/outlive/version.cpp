#include "outlive/version.hpp"

#include "sim/input/zone.hpp"
#include "sim/output/json.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

// The formats that this version reads and writes; a test holds them against the schemas and a report.
constexpr int scenario_format = 1;  // outlive:
constexpr int study_format = 1;     // outlive_study:
constexpr int prices_format = 1;    // outlive_prices:
constexpr int results_format = 1;   // schema_version

std::string version_json(const BuildFacts& facts) {
  output::Json all;
  all["schema_version"] = 1;
  all["version"] = facts.version;
  all["commit"] = facts.commit;
  all["compiler"] = facts.compiler;
  all["flags"] = facts.flags;
  all["build_type"] = facts.build_type;
  output::Json& libraries = all["libraries"] = output::Json::object();
  for (const LibraryFacts& library : facts.libraries) libraries[std::string(library.name)] = library.version;
  // Of this machine, not of the build: it decides what a wall clock means.
  const std::string zones = input::zone_data_version();
  all["time_zone_data"] = zones.empty() ? output::Json(nullptr) : output::Json(zones);
  all["random_generator"] = "Philox4x32-10";
  all["formats"] = {{"scenario", scenario_format},
                    {"study", study_format},
                    {"prices", prices_format},
                    {"results", results_format}};
  return output::dump(all);
}

}  // namespace

ExitCode version_verb(const Options& options, Console& console) {
  const BuildFacts facts = build_facts();
  if (format_of(options) == "json") {
    console.print(version_json(facts));
    return ExitCode::done;
  }
  console.print("outlive " + std::string(facts.version) + " (" + std::string(facts.compiler) + ", " +
                std::string(facts.build_type) + ", commit " + std::string(facts.commit) + ")\n");
  return ExitCode::done;
}

}  // namespace outlive::tool
