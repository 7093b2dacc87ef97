#include "sim/self_test/theory_checks.hpp"

#include <array>

#include "sim/self_test/closed_forms.hpp"
#include "sim/self_test/estates.hpp"
#include "sim/self_test/stations.hpp"

namespace outlive::self_test {
namespace {

constexpr std::uint32_t replications = 60;
constexpr Billing by_second{.grain = 1.0 / 3600, .minimum = 0};
constexpr Billing minute_at_least{.grain = 1.0 / 3600, .minimum = 1.0 / 60};

Steady steady(Bench& bench, const Station& station, const std::string& warm_up) {
  Steady system(station, warm_up, replications, bench.run_options());
  bench.count(system.all());
  bench.count(system.before());
  return system;
}

std::vector<Results> replicated(Bench& bench, const Scenario& scenario) {
  std::vector<Results> all = replicate(scenario, replications, bench.run_options());
  bench.count(all);
  return all;
}

std::vector<Agreement> erlang_loss(Bench& bench) {
  const Steady system = steady(bench, {.seed = 71, .offered = 8, .servers = "10", .horizon = "8d"}, "1d");
  return {compare_with_theory("refused by servers (Erlang B)", system.refused(), erlang_b(10, 8))};
}

std::vector<Agreement> erlang_queue(Bench& bench) {
  const Steady system =
      steady(bench, {.seed = 72, .offered = 8, .servers = "10", .queues = true, .horizon = "10d"}, "2d");
  return {compare_with_theory("has to wait for them (Erlang C)", system.waiting(), erlang_c(10, 8)),
          compare_with_theory("mean wait for them, h", system.wait(), erlang_wait(10, 8))};
}

std::vector<Agreement> one_server(Bench& bench) {
  const Station station{.seed = 73,
                        .offered = 0.5,
                        .takes = deterministic_service,
                        .servers = "1",
                        .queues = true,
                        .horizon = "60d"};
  return {compare_with_theory("mean wait for one server (M/D/1), h", steady(bench, station, "6d").wait(),
                              pollaczek_khinchine(0.5, 0))};
}

std::vector<Agreement> without_limit(Bench& bench) {
  const Station station{.seed = 74, .offered = 10, .takes = lognormal_service(2), .horizon = "8d"};
  return {compare_with_theory("in service without limit (M/G/inf)", steady(bench, station, "2d").use(6 * 24),
                              10)};
}

std::vector<Agreement> training(Bench& bench) {
  const Scenario scenario = scenario_of(Monday{.seed = 75, .takes = "{lognormal: {median: 2h, sigma: 1.5}}"});
  const auto all = replicated(bench, scenario);
  const WorkTime work = WorkTime::lognormal(2, 1.5);
  const double rate = price_of(scenario, "sagemaker.training.ml.m5.xlarge");
  return {
      compare_with_theory("training completes in background", completed_share(all), 1 - work.longer_than(6)),
      compare_with_theory("training outlives the sign-out", surviving_share(all),
                          outlives_sign_out(work, 2, 3, 6)),
      compare_with_theory("cost of a training job, USD", mean_cost(all), rate * charged(work, 6, by_second))};
}

std::vector<Agreement> forgotten(Bench& bench) {
  const Scenario scenario = scenario_of(Monday{.seed = 76,
                                               .idle_timeout = "30m",
                                               .starts = "{service: glue, worker_type: G.1X, workers: 5}",
                                               .more = "        forgets_to_stop: 100%\n"});
  const WorkTime work = WorkTime::exponential(4);
  const double rate = 5 * price_of(scenario, "glue.session.dpu");
  return {compare_with_theory("idle cost of forgotten session, USD",
                              mean_cost(replicated(bench, scenario), Bucket::idle),
                              rate * (forgotten_length(work, 0.5, 6) - work.up_to(6)))};
}

std::vector<Agreement> gaps(Bench& bench) {
  const Scenario scenario = scenario_of(Monday{.seed = 77,
                                               .background = "7d",
                                               .idle_timeout = "30m",
                                               .starts = "{service: glue, worker_type: G.1X, workers: 5}",
                                               .takes = "1m",
                                               .more = "        think: {exponential: {mean: 20m}}\n",
                                               .leaves_at = "20h",
                                               .leaving = "forgotten"});
  const auto all = replicated(bench, scenario);
  const double rate = 5 * price_of(scenario, "glue.session.dpu");
  return {compare_with_theory("idle timeout ends a gap in work", ended_by_idle_timeout(all),
                              ended_in_gap(1 / 3.0, 0.5)),
          compare_with_theory("idle cost of such a gap, USD", mean_cost(all, Bucket::idle),
                              rate * idle_in_gap(1 / 3.0, 0.5))};
}

std::vector<Agreement> minimum_charge(Bench& bench) {
  const Scenario scenario =
      scenario_of(Monday{.seed = 78,
                         .starts = "{service: glue_job, worker_type: G.1X, workers: 10}",
                         .takes = "{exponential: {mean: 40s}}"});
  const double rate = 10 * price_of(scenario, "glue.job.dpu");
  return {compare_with_theory("cost of a short Glue job, USD", mean_cost(replicated(bench, scenario)),
                              rate * charged(WorkTime::exponential(40.0 / 3600), 2, minute_at_least))};
}

constexpr auto table = std::to_array<TheoryCheck>({{"erlang loss", erlang_loss},
                                                   {"erlang queue", erlang_queue},
                                                   {"one server", one_server},
                                                   {"no limit", without_limit},
                                                   {"training", training},
                                                   {"forgotten session", forgotten},
                                                   {"idle gap", gaps},
                                                   {"minimum charge", minimum_charge}});

}  // namespace

std::span<const TheoryCheck> theory_checks() { return table; }

}  // namespace outlive::self_test
