// Classical queueing systems as scenarios: many users of small habits are a Poisson process, training jobs are its customers,
// and a quota of instances is its servers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/run.hpp"
#include "outlive/scenario.hpp"
#include "sim/self_test/agreement.hpp"

namespace outlive::self_test {

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

/// Laws of service of the mean of one hour, as `takes` has them.
inline constexpr const char* exponential_service = "{exponential: {mean: 1h}}";
inline constexpr const char* deterministic_service = "1h";
/// `squared_variation` is variance over mean squared.
std::string lognormal_service(double squared_variation);
/// Two exponentials of equal shares of all time (balanced means), so that the variance is greater than the squared mean.
std::string hyperexponential_service(double squared_variation);

Scenario scenario_of(const Station& station);

/// A scenario that this program has written itself. Throws std::runtime_error with the loader's words if it is faulty.
Scenario load_own(const std::string& text);

inline double hours(Int128 milliseconds) { return static_cast<double>(milliseconds) / 3'600'000; }
inline double hours(Duration duration) { return hours(Int128{duration.count()}); }

/// The results of so many replications.
std::vector<Results> replicate(const Scenario& scenario, std::uint32_t replications,
                               const RunOptions& options = {});

/// The only resource there is.
const ResourceResult& servers_of(const Results& results);

/// Replications of a system that has forgotten that it was empty: what happened by the end of its first days is taken off.
class Steady {
 public:
  Steady(Station station, const std::string& warm_up, std::uint32_t replications = 20,
         const RunOptions& options = {});

  /// Of a quotient of two sums over a run.
  template <class Sum, class Count>
  [[nodiscard]] std::vector<Quotient> of(Sum sum, Count count) const {
    std::vector<Quotient> quotients;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const ResourceResult& all = servers_of(all_[i]);
      const ResourceResult& before = servers_of(before_[i]);
      quotients.push_back({sum(all) - sum(before), count(all) - count(before)});
    }
    return quotients;
  }
  [[nodiscard]] std::vector<Quotient> refused() const;
  [[nodiscard]] std::vector<Quotient> waiting() const;
  [[nodiscard]] std::vector<Quotient> wait() const;
  /// Units in use, over so many hours.
  [[nodiscard]] std::vector<Quotient> use(double length) const;

  [[nodiscard]] const std::vector<Results>& all() const { return all_; }
  [[nodiscard]] const std::vector<Results>& before() const { return before_; }

 private:
  std::vector<Results> all_;
  std::vector<Results> before_;
};

}  // namespace outlive::self_test
