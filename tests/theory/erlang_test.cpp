// Refusal, waiting and use of finite resources against closed forms.
#include <cmath>
#include <utility>

#include "tests/theory/classical.hpp"

namespace outlive::theory {
namespace {

using self_test::erlang_b;
using self_test::erlang_c;
using self_test::erlang_wait;
using self_test::hyperexponential_service;
using self_test::lognormal_service;
using self_test::pollaczek_khinchine;
const std::string exponential = self_test::exponential_service;
const std::string deterministic = self_test::deterministic_service;

/// Laws of service with the mean of one hour, and what they are called.
std::vector<std::pair<std::string, std::string>> laws_of_service() {
  return {{"exponential", exponential},
          {"deterministic", deterministic},
          {"lognormal, squared variation 2", lognormal_service(2)},
          {"hyperexponential, squared variation 4", hyperexponential_service(4)}};
}

/// What is summed is the square of how far the number in service, as the mean of each minute after the first day, is from 10.
std::vector<Quotient> squares_of_use(const Station& station) {
  std::vector<Quotient> squares;
  for (const Results& results : replicate(scenario_of(station), 20)) {
    const ResourceResult& servers = servers_of(results);
    REQUIRE(servers.interval == std::chrono::minutes{1});
    squares.push_back({0, 0});
    for (std::size_t minute = 24 * 60; minute < servers.mean_use.size(); ++minute) {
      const double rest = static_cast<double>(servers.mean_use[minute]) / 1000 - 10;
      squares.back().sum += rest * rest;
      ++squares.back().count;
    }
  }
  return squares;
}

}  // namespace

TEST_CASE("theory, Erlang B: the share that 10 servers refuse of 8 erlang, whatever the law of service") {
  std::uint64_t seed = 1;
  for (const auto& [law, takes] : laws_of_service()) {
    const Steady system({.seed = seed++, .offered = 8, .takes = takes, .servers = "10", .horizon = "10d"},
                        "1d");
    agrees("refused by 10 servers, " + law, system.refused(), erlang_b(10, 8));
    rejects("refused by 10 servers, as if it were 9, " + law, system.refused(), erlang_b(9, 8));
  }
}

TEST_CASE("theory, Erlang B: the share that 32 servers refuse of 28 erlang") {
  const Steady system(
      {.seed = 4, .offered = 28, .takes = lognormal_service(2), .servers = "32", .horizon = "6d"}, "1d");
  agrees("refused by 32 servers", system.refused(), erlang_b(32, 28));
}

TEST_CASE("theory, Erlang C: who waits for 10 servers that are offered 8 erlang, and how long") {
  const Steady system({.seed = 5, .offered = 8, .servers = "10", .queues = true, .horizon = "13d"}, "2d");
  agrees("waits for one of 10 servers", system.waiting(), erlang_c(10, 8));
  agrees("mean wait for one of 10 servers, h", system.wait(), erlang_wait(10, 8));
  rejects("waits for one of 10 servers, as if whoever waits were refused", system.waiting(), erlang_b(10, 8));
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
  agrees("mean wait in M/D/1 at 0.5, h", Steady(station, "10d").wait(), pollaczek_khinchine(0.5, 0));
  station.seed = 9;
  station.takes = lognormal_service(4);
  const Steady varied(station, "20d");
  agrees("waits in M/G/1 at 0.5", varied.waiting(), 0.5);
  agrees("mean wait in M/G/1 at 0.5 with a squared variation of 4, h", varied.wait(),
         pollaczek_khinchine(0.5, 4));
  rejects("mean wait in M/G/1 at 0.5, as if service were exponential, h", varied.wait(),
          pollaczek_khinchine(0.5, 1));
}

TEST_CASE("theory, M/G/infinity: how many are served without a limit") {
  const Steady system({.seed = 10, .offered = 10, .takes = lognormal_service(2), .horizon = "10d"}, "2d");
  agrees("in service in M/G/infinity", system.use(8 * 24), 10);
}

// The covariance of the number in service now and a time t later is A e^-t where service is exponential with mean 1: the
// mean over an interval of length x has the variance 2 A (e^-x - 1 + x) / x^2.
TEST_CASE("theory, M/M/infinity: how much the number in service varies") {
  const double x = 1 / 60.0;
  const auto squares = squares_of_use({.seed = 11, .offered = 10, .horizon = "5d"});
  agrees("variance of the number in service, exponential", squares, 20 * (std::exp(-x) - 1 + x) / (x * x));
  rejects("variance of the number in service, as if it were twice the mean", squares, 20);
}

// Where service takes 1, the covariance is A (1 - t) up to t = 1: the mean over an interval of length x has the variance
// A (1 - x / 3).
TEST_CASE("theory, M/D/infinity: the number in service varies as much, whatever the law of service") {
  const auto squares = squares_of_use({.seed = 15, .offered = 10, .takes = deterministic, .horizon = "5d"});
  agrees("variance of the number in service, deterministic", squares, 10 * (1 - 1 / 180.0));
}

TEST_CASE("theory, long: heavy traffic and many servers" * doctest::skip()) {
  const Steady one({.seed = 12, .offered = 0.9, .servers = "1", .queues = true, .horizon = "900d"}, "80d");
  agrees("waits in M/M/1 at 0.9", one.waiting(), 0.9);
  agrees("mean wait in M/M/1 at 0.9, h", one.wait(), 9);
  const Steady queue({.seed = 13, .offered = 90, .servers = "100", .queues = true, .horizon = "23d"}, "3d");
  agrees("waits for one of 100 servers", queue.waiting(), erlang_c(100, 90));
  agrees("mean wait for one of 100 servers, h", queue.wait(), erlang_wait(100, 90));
  for (const auto& [law, takes] : laws_of_service()) {
    const Steady loss({.seed = 14, .offered = 90, .takes = takes, .servers = "100", .horizon = "23d"}, "3d");
    agrees("refused by 100 servers, " + law, loss.refused(), erlang_b(100, 90));
  }
}

}  // namespace outlive::theory
