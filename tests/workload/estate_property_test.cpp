// What must hold for any mix of services, settings and assumptions: bills add up, and how work is divided does not show.
#include <algorithm>

#include "sim/cost/pricing.hpp"
#include "tests/workload/mix.hpp"
#include "tests/workload/over_time.hpp"
#include "tests/workload/play.hpp"
#include "tests/workload/together.hpp"

namespace outlive::testing {
namespace {

/// How often each usage line is said to be somebody's.
std::vector<int> owners_of_lines(const Results& results) {
  std::vector<int> owners(results.lines.size(), 0);
  const auto count = [&](const LineSpan& span) {
    for (Number line = 0; line < span.count; ++line) ++owners.at(span.first + line);
  };
  for (const SessionResult& session : results.sessions) count(session.lines);
  for (const JobResult& job : results.jobs) count(job.lines);
  for (const HostResult& host : results.hosts) {
    for (const LineSpan& span : host.lines) count(span);
  }
  return owners;
}

void check_bill(const Scenario& scenario, const Results& results) {
  Money cost;
  std::vector<Cells<std::int64_t>> usage(scenario.prices.skus.size());
  for (std::size_t i = 0; i < results.lines.size(); ++i) {
    const UsageLine& line = results.lines[i];
    const Sku& sku = scenario.prices.skus[line.sku];
    CAPTURE(sku.name);
    for (const auto& bucket : line.usage.of) {
      for (const std::int64_t cell : bucket) CHECK(cell >= 0);
    }
    if (!sku.bills_bytes()) {
      CHECK(line.until >= line.from);
      CHECK(line.usage.total() == cost::charged(line.until - line.from, sku).count() * line.units);
    }
    usage[line.sku] += line.usage;
    cost += results.line_costs[i].total();
  }
  for (std::size_t sku = 0; sku < usage.size(); ++sku) CHECK(usage[sku].of == results.totals.usage[sku].of);
  CHECK(cost == results.totals.cost_of_all().total());
}

TEST_CASE("property: for any mix of services bills add up, and the results do not depend on the partition") {
  std::uint64_t worked = 0;
  for (unsigned seed = 0; seed < 120; ++seed) {
    CAPTURE(seed);
    Mix mix(seed);
    const std::string text = mix.text();
    const Play play(text, {.assumptions = mix.assumptions(), .horizon = "4d", .record_over_time = true});
    check_bill(play.scenario, play.results);
    check_adds_up_over_time(play.results);
    check_same_apart_and_together(play.scenario, play.results);
    std::uint64_t jobs = 0;
    for (std::size_t i = 0; i < outcome_count; ++i) {
      jobs += play.results.totals.jobs_with(static_cast<Outcome>(i));
    }
    CHECK(jobs == play.results.jobs.size());
    for (const JobResult& job : play.results.jobs) {
      CHECK(job.worked >= 0ms);
      CHECK(job.worked <= job.takes + 120s);
      if (job.ended != never) CHECK(job.ended >= job.submitted);
    }
    worked += play.results.totals.jobs_with(Outcome::completed);
  }
  CHECK(worked > 1000);  // it is no desert
}

TEST_CASE("property: for any mix of services each usage line is somebody's, once") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Mix mix(seed);
    const Play play(mix.text(), {.assumptions = mix.assumptions(), .horizon = "4d"});
    const std::vector<int> owners = owners_of_lines(play.results);
    std::size_t retained = 0;
    for (const JobResult& job : play.results.jobs) retained += job.retained_lines.count;
    CHECK(std::all_of(owners.begin(), owners.end(), [](int owner) { return owner <= 1; }));
    CHECK(static_cast<std::size_t>(std::count(owners.begin(), owners.end(), 0)) == retained);
  }
}

}  // namespace
}  // namespace outlive::testing
