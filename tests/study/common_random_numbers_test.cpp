// Common random numbers: all design points have the same arrivals and demands, and differences are as sharp as theory says.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>

#include <doctest/doctest.h>

#include "outlive/sweep.hpp"
#include "sim/study/sample.hpp"
#include "sim/workload/habits.hpp"
#include "tests/study/small_study.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

/// Everything that chance decides about some users of the first population in their first days, bit by bit; of its first activity
/// only what belongs to that.
std::vector<std::uint64_t> draws_of(const Scenario& scenario, std::size_t activity,
                                    std::uint32_t replication) {
  const workload::Habits habits(scenario, 0, 0, 0, replication);
  const workload::Habit& habit = habits.activities().at(activity);
  std::vector<std::uint64_t> bits;
  const auto add = [&](auto value) {
    if constexpr (std::is_floating_point_v<decltype(value)>) {
      bits.push_back(std::bit_cast<std::uint64_t>(value));
    } else {
      bits.push_back(static_cast<std::uint64_t>(value));
    }
  };
  for (Number index = 0; index < 20; ++index) {
    const engine::Draws user = habits.draws_of(index);
    const double weight = habits.weight(user);
    add(weight);
    for (std::uint32_t day = 0; day < 5; ++day) {
      const std::uint32_t arrivals = habit.arrivals(user, day, weight);
      add(arrivals);
      double position = 0;
      for (std::uint32_t arrival = 0; arrival < arrivals; ++arrival) {
        position = habit.next_position(user, day, arrival, position, arrivals - arrival);
        add(position);
        const workload::VisitId visit = workload::VisitId::of(day, arrival, 0);
        const workload::Habit::Session session = habit.session(user, visit);
        add(session.statements);
        add(session.forgets_to_stop);
        for (std::uint32_t number = 0; number < session.statements; ++number) {
          const workload::Habit::Statement statement = habit.statement(user, visit, number);
          add(statement.takes.count());
          add(statement.think.count());
          add(statement.saves_results);
        }
      }
    }
  }
  return bits;
}

double covariance(const std::vector<double>& a, const std::vector<double>& b) {
  const double mean_a = study::moments_of(a).mean;
  const double mean_b = study::moments_of(b).mean;
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - mean_a) * (b[i] - mean_b);
  return sum / static_cast<double>(a.size() - 1);
}

std::vector<double> difference(std::vector<double> a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return a;
}

}  // namespace

TEST_CASE("common random numbers: arrivals and demands are the same bits at every design point") {
  const Folder folder;
  folder.write("base.yaml", small_base +
                                "      report:\n"
                                "        starts: {service: glue, workers: 2}\n"
                                "        per_day: {poisson: {mean: 3}}\n"
                                "        statements: 2\n"
                                "        takes: {exponential: {mean: 5m}}\n");
  folder.write(
      "study.yaml",
      "outlive_study: 1\ntitle: All that can vary\nbase: base.yaml\n"
      "factors:\n"
      "  idle: {key: glue.idle_timeout, levels: [30m, 2h]}\n"
      "  background: {key: identity_center.background_sessions.duration, levels: [2h, 1d]}\n"
      "  quota: {key: glue.dpu_quota, levels: [10, 100]}\n"
      "  timeout: {key: assumptions.glue_timeout, levels: [none, 48h]}\n"
      "  others: {key: populations.staff.activities.report.per_day, levels: [\"{poisson: {mean: 1}}\", "
      "\"{poisson: {mean: 5}}\"]}\n"
      "  users: {key: populations.staff.users, levels: [20, 40]}\n"
      "responses: [cost.total]\n");
  const LoadStudyResult loaded = load_study(folder.path("study.yaml"));
  for (const Diagnostic& problem : loaded.diagnostics.all()) FAIL(to_string(problem));
  const Study& study = *loaded.study;
  CHECK(study.points.size() == 64);
  std::vector<std::uint64_t> explore;
  for (const DesignPoint& point : study.points) {
    CAPTURE(point.number);
    const Replaced replaced = replaced_at(study, point);
    Diagnostics problems;
    const auto scenario = study.load_base(replaced.settings, replaced.assumptions, problems);
    REQUIRE(scenario.has_value());
    if (explore.empty()) explore = draws_of(*scenario, 0, 3);
    CHECK(draws_of(*scenario, 0, 3) == explore);
    if (point.number == 0) {
      CHECK(explore.size() > 1000);
      CHECK(draws_of(*scenario, 0, 4) != explore);  // another replication has others
      CHECK(draws_of(*scenario, 1, 3) != explore);
    }
  }
}

TEST_CASE(
    "common random numbers: what people wanted is the same at every design point, replication by "
    "replication") {
  const Folder folder;
  const Study study = load_small_study(folder);
  const std::size_t wanted = 2;
  REQUIRE(study.responses.at(wanted).name == wanted_of_small_study);
  Observations all(study.points.size(), study.width());
  Diagnostics problems;
  CHECK(sweep(study, {}, all, problems) == SweepEnd::complete);
  const std::vector<double> first = all.values(0, wanted);
  CHECK(*std::max_element(first.begin(), first.end()) > *std::min_element(first.begin(), first.end()));
  for (std::size_t point = 1; point < study.points.size(); ++point) {
    CHECK(all.values(point, wanted) == first);
    CHECK(all.values(point, 1) != all.values(0, 1));  // though it does not come to the same
  }
}

TEST_CASE("common random numbers: the variance of a difference falls as the correlation says") {
  const Folder folder;
  folder.write("base.yaml", small_base);
  folder.write("study.yaml",
               "outlive_study: 1\ntitle: An hour or two\nbase: base.yaml\n"
               "factors: {idle: {key: glue.idle_timeout, levels: [1h, 90m]}}\n"
               "responses: [cost.total]\nreplications: 150\n");
  const auto observed = [&](std::uint64_t seed) {
    const LoadStudyResult loaded = load_study(folder.path("study.yaml"), {.seed = seed});
    REQUIRE(loaded.study.has_value());
    Observations all(2, loaded.study->width());
    Diagnostics problems;
    CHECK(sweep(*loaded.study, {}, all, problems) == SweepEnd::complete);
    return all;
  };
  const Observations common = observed(1);
  const Observations other = observed(2);
  const std::vector<double> a = common.values(0, 0);
  const std::vector<double> b = common.values(1, 0);
  const std::vector<double> independent = other.values(1, 0);
  const auto count = static_cast<double>(a.size());
  const double variance_a = covariance(a, a);
  const double variance_b = covariance(b, b);
  const double correlation = covariance(a, b) / std::sqrt(variance_a * variance_b);
  const double of_independent =
      covariance(a, independent) / std::sqrt(variance_a * covariance(independent, independent));

  // Other seeds are independent: their correlation is 0 but for chance, whose standard deviation is 1 / sqrt(n).
  CHECK(std::abs(of_independent) * std::sqrt(count) < 4);
  CHECK(correlation > 0.9);

  // Var(A - B) = Var A + Var B - 2 Cov(A, B); of independent ones the last is 0. The logarithm of the ratio of two variances of n
  // values has a standard deviation of about sqrt(2 (2 + kurtosis) / (n - 1)); costs are skewed, so a kurtosis of 6 is allowed for.
  const std::vector<double> paired = difference(b, a);
  const std::vector<double> unpaired = difference(independent, a);
  const double ratio = covariance(paired, paired) / covariance(unpaired, unpaired);
  const double theory = 1 - 2 * covariance(a, b) / (variance_a + variance_b);
  MESSAGE("correlation ", correlation, ", variance of the difference ", ratio,
          " of that with other seeds; theory ", theory);
  CHECK(std::abs(std::log(ratio / theory)) < 4 * std::sqrt(2 * (2 + 6) / (count - 1)));
  CHECK(ratio < 0.1);
}
