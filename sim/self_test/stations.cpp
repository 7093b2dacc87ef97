#include "sim/self_test/stations.hpp"

#include <cmath>
#include <iomanip>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "outlive/load.hpp"

namespace outlive::self_test {
namespace {

double refusals_of(const ResourceResult& it) { return static_cast<double>(it.refusals); }
double requests_of(const ResourceResult& it) { return static_cast<double>(it.requests); }
double queued_of(const ResourceResult& it) { return static_cast<double>(it.queued); }

}  // namespace

std::string lognormal_service(double squared_variation) {
  const double variance = std::log(1 + squared_variation);
  std::ostringstream text;
  text << std::fixed << std::setprecision(9) << "{lognormal: {mu: " << std::log(3600) - variance / 2
       << ", sigma: " << std::sqrt(variance) << "}}";
  return text.str();
}

// With shares p and 1 - p and means 1/(2p) and 1/(2(1-p)) the squared variation is 1/(2p(1-p)) - 1.
std::string hyperexponential_service(double squared_variation) {
  const double root = std::sqrt((squared_variation - 1) / (squared_variation + 1));
  const double share = std::round((1 + root) / 2 * 1000) / 1000;  // percent have one decimal
  const auto part = [](double of_all) {
    std::ostringstream text;
    text << "{share: " << std::fixed << std::setprecision(1) << of_all * 100
         << "%, exponential: {mean: " << std::llround(3'600'000 / (2 * of_all)) << "ms}}";
    return text.str();
  };
  return "{mixture: [" + part(share) + ", " + part(1 - share) + "]}";
}

Scenario load_own(const std::string& text) {
  LoadResult result = load_scenario_text(text, "self-test.yaml");
  if (result.scenario) return std::move(*result.scenario);
  std::string messages;
  for (const Diagnostic& problem : result.diagnostics.all()) messages += to_string(problem) + "\n";
  throw std::runtime_error(messages);
}

Scenario scenario_of(const Station& station) {
  std::ostringstream text;
  text << "outlive: 1\ntitle: theory\nstart: 2026-03-02T00:00:00Z\nhorizon: " << station.horizon
       << "\nseed: " << station.seed
       << "\nsettings:\n  sagemaker:\n    trusted_identity_propagation: false\n    training: {max_runtime: "
          "28d}\n"
       << "    queues_when_full: " << (station.queues ? "true" : "false") << "\n";
  if (!station.servers.empty())
    text << "    training_instance_quotas: {ml.m5.xlarge: " << station.servers << "}\n";
  text << R"(populations:
  customers:
    users: )"
       << station.users << R"(
    leaving: {forgotten: 100%}
    week:
      days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]
      hours: {from: 0h, to: 24h}
    activities:
      come:
        starts: {service: training, instance_type: ml.m5.xlarge}
        per_day: {poisson: {mean: )"
       << station.offered * 24 / station.users << "}}\n        takes: " << station.takes << "\n";
  return load_own(text.str());
}

std::vector<Results> replicate(const Scenario& scenario, std::uint32_t replications,
                               const RunOptions& options) {
  std::vector<Results> all;
  RunOptions each = options;
  for (each.replication = 0; each.replication < replications; ++each.replication)
    all.push_back(run(scenario, each));
  return all;
}

const ResourceResult& servers_of(const Results& results) {
  if (results.resources.size() != 1) throw std::runtime_error("a station has one kind of servers");
  return results.resources.front();
}

Steady::Steady(Station station, const std::string& warm_up, std::uint32_t replications,
               const RunOptions& options)
    : all_(replicate(scenario_of(station), replications, options)) {
  station.horizon = warm_up;
  before_ = replicate(scenario_of(station), replications, options);
}

std::vector<Quotient> Steady::refused() const { return of(refusals_of, requests_of); }
std::vector<Quotient> Steady::waiting() const { return of(queued_of, requests_of); }
std::vector<Quotient> Steady::wait() const {
  return of([](const ResourceResult& it) { return hours(it.waits.sum()); },
            [](const ResourceResult& it) { return static_cast<double>(it.waits.count()); });
}
std::vector<Quotient> Steady::use(double length) const {
  std::vector<Quotient> quotients =
      of([](const ResourceResult& it) { return hours(it.unit_ms); }, requests_of);
  for (Quotient& each : quotients) each.count = length;
  return quotients;
}

}  // namespace outlive::self_test
