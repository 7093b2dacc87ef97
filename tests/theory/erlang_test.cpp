// Refusal, waiting and use of finite resources against closed forms.
#include <algorithm>
#include <iomanip>

#include "tests/theory/classical.hpp"

namespace outlive::theory {
namespace {

constexpr const char* exponential = "{exponential: {mean: 1h}}";
constexpr const char* deterministic = "1h";

/// Mean of one hour; `squared_variation` is variance over mean squared.
std::string lognormal(double squared_variation) {
  const double variance = std::log(1 + squared_variation);
  std::ostringstream text;
  text << std::fixed << std::setprecision(9) << "{lognormal: {mu: " << std::log(3600) - variance / 2
       << ", sigma: " << std::sqrt(variance) << "}}";
  return text.str();
}

/// Replications of a system that has forgotten that it was empty: what happened by the end of its first days is taken off.
class Steady {
 public:
  Steady(Station station, const std::string& warm_up, std::uint32_t replications = 20)
      : all_(replicate(scenario_of(station), replications)) {
    station.horizon = warm_up;
    before_ = replicate(scenario_of(station), replications);
  }

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
  [[nodiscard]] std::vector<Quotient> refused() const { return of(refusals_of, requests_of); }
  [[nodiscard]] std::vector<Quotient> waiting() const { return of(queued_of, requests_of); }
  [[nodiscard]] std::vector<Quotient> wait() const {
    return of([](const ResourceResult& it) { return hours(it.waits.sum()); },
              [](const ResourceResult& it) { return static_cast<double>(it.waits.count()); });
  }
  /// Units in use, over so many hours.
  [[nodiscard]] std::vector<Quotient> use(double length) const {
    std::vector<Quotient> quotients =
        of([](const ResourceResult& it) { return hours(it.unit_ms); }, requests_of);
    for (Quotient& each : quotients) each.count = length;
    return quotients;
  }

 private:
  static double refusals_of(const ResourceResult& it) { return static_cast<double>(it.refusals); }
  static double requests_of(const ResourceResult& it) { return static_cast<double>(it.requests); }
  static double queued_of(const ResourceResult& it) { return static_cast<double>(it.queued); }

  std::vector<Results> all_;
  std::vector<Results> before_;
};

}  // namespace

TEST_CASE("theory, Erlang B: the share that 10 servers refuse of 8 erlang, whatever the law of service") {
  std::uint64_t seed = 1;
  for (const std::string& takes : {std::string(exponential), std::string(deterministic), lognormal(2)}) {
    const Steady system({.seed = seed++, .offered = 8, .takes = takes, .servers = "10", .horizon = "10d"},
                        "1d");
    agrees("refused by 10 servers, " + takes, system.refused(), 0.121661);
  }
}

TEST_CASE("theory, Erlang B: the share that 32 servers refuse of 28 erlang") {
  const Steady system({.seed = 4, .offered = 28, .takes = lognormal(2), .servers = "32", .horizon = "6d"},
                      "1d");
  agrees("refused by 32 servers", system.refused(), 0.066498);
}

TEST_CASE("theory, Erlang C: who waits for 10 servers that are offered 8 erlang, and how long") {
  const Steady system({.seed = 5, .offered = 8, .servers = "10", .queues = true, .horizon = "13d"}, "2d");
  agrees("waits for one of 10 servers", system.waiting(), 0.409180);
  agrees("mean wait for one of 10 servers, h", system.wait(), 0.204590);
}

TEST_CASE("theory, M/M/1: waiting at loads of 0.5 and 0.8") {
  const Steady half({.seed = 6, .offered = 0.5, .servers = "1", .queues = true, .horizon = "100d"}, "10d");
  agrees("waits in M/M/1 at 0.5", half.waiting(), 0.5);
  agrees("mean wait in M/M/1 at 0.5, h", half.wait(), 1);
  const Steady more({.seed = 7, .offered = 0.8, .servers = "1", .queues = true, .horizon = "90d"}, "20d");
  agrees("waits in M/M/1 at 0.8", more.waiting(), 0.8);
  agrees("mean wait in M/M/1 at 0.8, h", more.wait(), 4);
}

TEST_CASE("theory, Pollaczek and Khinchine: mean waits in M/G/1") {
  Station station{
      .seed = 8, .offered = 0.5, .takes = deterministic, .servers = "1", .queues = true, .horizon = "100d"};
  agrees("mean wait in M/D/1 at 0.5, h", Steady(station, "10d").wait(), 0.5);
  station.seed = 9;
  station.takes = lognormal(4);
  const Steady varied(station, "20d");
  agrees("waits in M/G/1 at 0.5", varied.waiting(), 0.5);
  agrees("mean wait in M/G/1 at 0.5 with a squared variation of 4, h", varied.wait(), 2.5);
}

TEST_CASE("theory, M/G/infinity: how many are served without a limit") {
  const Steady system({.seed = 10, .offered = 10, .takes = lognormal(2), .horizon = "10d"}, "2d");
  agrees("in service in M/G/infinity", system.use(8 * 24), 10);
}

// The covariance of the number in service now and a time t later is A e^-t where service is exponential with mean 1: the
// mean over an interval of length x has the variance 2 A (e^-x - 1 + x) / x^2.
TEST_CASE("theory, M/M/infinity: how much the number in service varies") {
  const auto replications = replicate(scenario_of({.seed = 11, .offered = 10, .horizon = "5d"}), 20);
  std::vector<Quotient> squares;
  for (const Results& results : replications) {
    const ResourceResult& servers = servers_of(results);
    REQUIRE(servers.interval == std::chrono::minutes{1});
    squares.push_back({0, 0});
    for (std::size_t minute = 24 * 60; minute < servers.mean_use.size(); ++minute) {
      const double rest = static_cast<double>(servers.mean_use[minute]) / 1000 - 10;
      squares.back().sum += rest * rest;
      ++squares.back().count;
    }
  }
  const double x = 1 / 60.0;
  agrees("variance of the number in service", squares, 20 * (std::exp(-x) - 1 + x) / (x * x));
}

TEST_CASE("theory, long: heavy traffic and many servers" * doctest::skip()) {
  const Steady one({.seed = 12, .offered = 0.9, .servers = "1", .queues = true, .horizon = "900d"}, "80d");
  agrees("waits in M/M/1 at 0.9", one.waiting(), 0.9);
  agrees("mean wait in M/M/1 at 0.9, h", one.wait(), 9);
  const Steady queue({.seed = 13, .offered = 90, .servers = "100", .queues = true, .horizon = "23d"}, "3d");
  agrees("waits for one of 100 servers", queue.waiting(), 0.216940);
  agrees("mean wait for one of 100 servers, h", queue.wait(), 0.021694);
  for (const std::string& takes : {std::string(exponential), std::string(deterministic), lognormal(4)}) {
    const Steady loss({.seed = 14, .offered = 90, .takes = takes, .servers = "100", .horizon = "23d"}, "3d");
    agrees("refused by 100 servers, " + takes, loss.refused(), 0.026957);
  }
}

}  // namespace outlive::theory
