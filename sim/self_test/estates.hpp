// Estates whose fate calculus knows: on one Monday users begin things between 9 and 10 o'clock, each at a moment that is uniform
// there, and nothing is begun afterwards. By the horizon everything has ended.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/self_test/agreement.hpp"

namespace outlive::self_test {

struct Monday {
  std::uint64_t seed = 1;
  int users = 200;
  std::string background_sessions = "true";  // of Glue and SageMaker; "false" switches them off
  std::string background = "6h";             // how long each lasts
  std::string idle_timeout = "48h";          // of Glue
  std::string starts = "{service: training, instance_type: ml.m5.xlarge}";
  std::string takes = "{exponential: {mean: 4h}}";
  std::string more{};  // further keys of the activity, such as "think: {...}", one a line
  std::string leaves_at = "12h";
  std::string leaving = "at_day_end";
};

Scenario scenario_of(const Monday& monday);

/// What one run says of the only activity there is.
const ActivityResult& activity_of(const Results& results);

/// The price of one unit for one hour, in USD.
double price_of(const Scenario& scenario, const std::string& sku);

// What replications say of each session or job that was wanted, as a mean.
std::vector<Quotient> completed_share(const std::vector<Results>& all);
std::vector<Quotient> surviving_share(const std::vector<Results>& all);
/// Of sessions.
std::vector<Quotient> ended_by_idle_timeout(const std::vector<Results>& all);
std::vector<Quotient> mean_length(const std::vector<Results>& all);
std::vector<Quotient> mean_cost(const std::vector<Results>& all);
std::vector<Quotient> mean_cost(const std::vector<Results>& all, Bucket bucket);

}  // namespace outlive::self_test
