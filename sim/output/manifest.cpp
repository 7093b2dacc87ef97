#include "sim/output/manifest.hpp"

#include "outlive/report.hpp"
#include "outlive/version.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {
namespace {

constexpr int schema_version = 1;

Json files_json(const std::vector<ManifestFile>& files) {
  Json all = Json::array();
  for (const ManifestFile& each : files) {
    all.push_back({{"name", each.name}, {"bytes", each.bytes}, {"about", each.about}});
  }
  return all;
}

Json traces_json(const Scenario& scenario) {
  Json all = Json::array();
  for (const TraceSpec& trace : scenario.traces) {
    all.push_back({{"path", trace.path}, {"rows", trace.rows}, {"rows_refused", trace.refused.size()}});
  }
  return all;
}

Json execution_json(const Execution& execution) {
  const BuildFacts build = build_facts();
  Json all;
  all["command"] = execution.command;
  all["started"] = execution.started;
  all["elapsed_s"] = execution.seconds;
  all["threads"] = execution.threads == 0 ? Json(nullptr) : Json(execution.threads);
  all["compiler"] = build.compiler;
  all["build_type"] = build.build_type;
  all["commit"] = build.commit;
  return all;
}

}  // namespace

Json manifest_json(const Manifest& manifest, const Scenario& scenario) {
  Json all;
  all["schema_version"] = schema_version;
  all["kind"] = manifest.kind;
  all["title"] = manifest.title;
  all["path"] = manifest.path;
  all["version"] = build_facts().version;
  all["complete"] = manifest.complete;
  all["seed"] = scenario.seed;
  all["replications"] = manifest.replications;
  all["plan"] = manifest.plan.empty() ? Json(nullptr) : Json(manifest.plan);
  all["fingerprint"] = manifest.fingerprint ? Json(hexadecimal(*manifest.fingerprint)) : Json(nullptr);
  all["start"] = iso(scenario, Instant{});
  all["horizon_ms"] = scenario.horizon.time_since_epoch().count();
  all["currency"] = scenario.prices.currency;
  all["assumptions"] = assumptions_in_force(scenario.assumptions);
  all["traces"] = traces_json(scenario);
  all["scenario"] = show(scenario);
  all["files"] = files_json(manifest.files);
  all["execution"] = execution_json(manifest.execution);
  return all;
}

}  // namespace outlive::output
