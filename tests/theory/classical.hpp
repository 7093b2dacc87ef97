// Classical systems, built as populations: many users of small habits are a Poisson process, training jobs are its
// customers, and a quota of instances is its servers. What theory says is compared with intervals over replications.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/load.hpp"
#include "outlive/run.hpp"
#include "sim/study/sample.hpp"

namespace outlive::theory {

/// Customers of the mean service time of one hour, who do nothing but come, and servers.
struct Station {
  std::uint64_t seed = 1;
  double offered = 1;  // arrivals per hour
  std::string takes = "{exponential: {mean: 1h}}";
  std::string servers{};  // a quota; unlimited if empty
  bool queues = false;
  std::string horizon = "60d";
  int users = 20;
};

inline Scenario scenario_of(const Station& station) {
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
  LoadResult result = load_scenario_text(text.str(), "theory.yaml");
  std::string messages;
  for (const Diagnostic& problem : result.diagnostics.all()) messages += to_string(problem) + "\n";
  REQUIRE_MESSAGE(result.scenario.has_value(), messages);
  return std::move(*result.scenario);
}

inline double hours(Int128 milliseconds) { return static_cast<double>(milliseconds) / 3'600'000; }
inline double hours(Duration duration) { return hours(Int128{duration.count()}); }

/// What one replication says about one quantity, as a quotient: of a sum and the number of what it is a sum of.
struct Quotient {
  double sum = 0;
  double count = 1;
};

/// The estimate from all replications, the half of its 95 % interval (Student's t; of a quotient by the delta method), and
/// how far the theory is off.
inline void agrees(const std::string& what, const std::vector<Quotient>& replications, double theory) {
  const auto n = static_cast<double>(replications.size());
  Quotient all{0, 0};
  for (const Quotient& one : replications) {
    all.sum += one.sum;
    all.count += one.count;
  }
  const double estimate = all.sum / all.count;
  double squares = 0;
  for (const Quotient& one : replications) {
    const double rest = one.sum - estimate * one.count;
    squares += rest * rest;
  }
  const double error = std::sqrt(squares / (n * (n - 1))) / (all.count / n);
  const double half = study::student_interval(estimate, error, n - 1, 0.95).half_width();
  const double z = (estimate - theory) / error;
  std::ostringstream line;
  line << what << ": estimate " << estimate << " +- " << half << ", theory " << theory << ", z " << z;
  INFO(line.str());
  if (std::getenv("OUTLIVE_SHOW_THEORY") != nullptr) MESSAGE(line.str());
  CHECK(std::abs(z) <= 4);
}

/// The results of so many replications.
inline std::vector<Results> replicate(const Scenario& scenario, std::uint32_t replications) {
  std::vector<Results> all;
  for (std::uint32_t i = 0; i < replications; ++i) all.push_back(run(scenario, {.replication = i}));
  return all;
}

/// The only resource there is.
inline const ResourceResult& servers_of(const Results& results) {
  REQUIRE(results.resources.size() == 1);
  return results.resources.front();
}

}  // namespace outlive::theory
