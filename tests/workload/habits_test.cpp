// What people of a population do is what the scenario says of them, in number and in time.
#include "sim/workload/habits.hpp"

#include <cmath>
#include <numeric>

#include <boost/math/distributions/chi_squared.hpp>

#include "sim/workload/estate.hpp"
#include "sim/workload/presets.hpp"
#include "tests/engine/goodness.hpp"
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

template <std::size_t n>
std::uint64_t sum(const std::array<std::uint64_t, n>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

/// Nobody but one population with one activity.
struct One {
  std::string users = "100";
  std::string settings{};
  std::string habits{};    // lines of the population
  std::string activity{};  // lines of the activity
  std::string horizon = "10d";
};

Scenario scenario_of(const One& one) {
  const std::string settings = one.settings.empty() ? "" : "settings:\n" + one.settings;
  return testing::scenario_of(settings + "populations:\n  people:\n    users: " + one.users + "\n" +
                                  one.habits + "    activities:\n      work:\n" + one.activity,
                              {.horizon = one.horizon});
}

struct Played {
  explicit Played(const One& one) : scenario(scenario_of(one)), results(run(scenario)) {}
  [[nodiscard]] const PopulationResult& people() const { return results.populations.at(0); }
  [[nodiscard]] const ActivityResult& work() const { return people().activities.at(0); }
  [[nodiscard]] std::uint64_t jobs(Outcome outcome) const { return results.totals.jobs_with(outcome); }

  Scenario scenario;
  Results results;
};

std::uint64_t sessions(const Played& played, Cause cause) {
  return played.work().sessions[static_cast<std::size_t>(cause)];
}

double z_of_share(std::uint64_t counted, std::uint64_t count, double share) {
  return goodness::z_of_share(static_cast<double>(counted), static_cast<double>(count), share);
}

const std::string alone =
    "  sagemaker: {trusted_identity_propagation: false, training: {max_runtime: 28d}}\n";
const std::string training = "        starts: {service: training, instance_type: ml.m5.xlarge}\n";
const std::string glue = "        starts: {service: glue, workers: 2}\n";
const std::string every_day =
    "    week: {days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday], hours: {from: 0h, "
    "to: 24h}}\n";

TEST_CASE("habits: users join as their number grows by compound interest") {
  // From 9:00 on: the horizon is 90 days after the start, so 100 * 1.1^3 = 133.1 have joined.
  const Played grown({.users = "{start: 100, growth: 10%, every: 30d}",
                      .habits = every_day,
                      .activity = training + "        per_day: 1\n        takes: 1s\n",
                      .horizon = "90d"});
  CHECK(grown.people().users == 133);
  double days =
      0;  // of all users together; one who joins within a day has that day's arrival with the rest of it
  for (int user = 0; user < 133; ++user) {
    const double joined = user < 100 ? 0 : 30 * std::log((user + 1) / 100.0) / std::log(1.1);
    days += 90 - joined;
  }
  // 133 first days and 133 last ones, each a Bernoulli variable at most.
  const double error = std::sqrt(133 * 2 * 0.25);
  CHECK(std::abs(static_cast<double>(grown.work().wanted) - days) / error <= 4);
}

TEST_CASE("habits: arrivals of a user do not end at midnight because the user still works") {
  // A fixed number each day, at any hour: each day of each user has them all.
  for (const char* leaving : {"at_day_end", "after_last_work", "forgotten", "laptop_closed"}) {
    CAPTURE(leaving);
    const Played played({.users = "20",
                         .settings = "  glue: {idle_timeout: 1d}\n  identity_center: {interactive_session: "
                                     "{duration: 90d}}\n",
                         .habits = every_day + "    leaving: {" + leaving + ": 100%}\n",
                         .activity = glue + "        per_day: 5\n        statements: 2\n        think: 3h\n"
                                            "        takes: 5h\n",
                         .horizon = "9d15h"});  // to midnight
    std::uint64_t in_first_day = 0;
    const workload::Inputs inputs = workload::inputs_of(played.scenario, {});
    const workload::Habits& habits = inputs.habits.at(0);
    for (Number user = 0; user < 20; ++user) {
      double position = 0;
      for (std::uint32_t i = 0; i < 5; ++i) {
        position = habits.activities()[0].next_position(habits.draws_of(user), 0, i, position, 5 - i);
        in_first_day += habits.instant_at(0, position) >= Instant{} ? 1U : 0U;
      }
    }
    CHECK(played.work().wanted == 20 * 9 * 5 + in_first_day);
  }
}

TEST_CASE("habits: arrivals come by the hours of the preset") {
  // Whoever finds no instance is refused, and refusals are counted minute by minute.
  const Played played({.users = "20",
                       .settings = "  sagemaker: {training_instance_quotas: {ml.m5.xlarge: 1}}\n",
                       .habits = "    week: {zone: America/Denver, hours: {preset: notebooks_2021}}\n",
                       .activity =
                           "        starts: {service: training, instance_type: ml.m5.xlarge, instances: 2}\n"
                           "        per_day: {poisson: {mean: 50}}\n        takes: 1h\n",
                       .horizon = "4d15h"});  // Monday to Friday, as long as that is the same day in UTC
  const ResourceResult* quota = nullptr;
  for (const ResourceResult& each : played.results.resources) quota = each.limit == 1 ? &each : quota;
  REQUIRE(quota != nullptr);
  CHECK(quota->refusals == played.work().wanted);
  REQUIRE(quota->interval == 1min);
  const auto by_hour = *workload::hours_preset("notebooks_2021");
  // The study begins at 9:00 in UTC on Monday, which is 2:00 in Denver (UTC-7): 22 hours of Monday, then whole days.
  std::array<double, 24> found{};
  std::array<double, 24> weight{};
  for (std::size_t minute = 0; minute < quota->refused.size(); ++minute) {
    const std::size_t hour = (minute / 60 + 2) % 24;
    found[hour] += quota->refused[minute];
    weight[hour] += 1.0 / 60;
  }
  double chi_square = 0;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    const double expected = weight[hour] * (by_hour[hour + 1] - by_hour[hour]) * 20 * 50;
    CAPTURE(hour);
    CHECK(expected > 5);
    chi_square += (found[hour] - expected) * (found[hour] - expected) / expected;
  }
  CHECK(goodness::by_chance(boost::math::cdf(
      boost::math::complement(boost::math::chi_squared(24), chi_square))));  // Poisson: the sum is free, too
}

TEST_CASE("habits: counts of days are over-dispersed as the negative binomial distribution says") {
  const Scenario scenario =
      scenario_of({.activity = training + "        per_day: {negative_binomial: {mean: 2, k: "
                                          "0.5}}\n        takes: 1s\n"});
  const workload::Inputs inputs = workload::inputs_of(scenario, {});
  const workload::Habits& habits = inputs.habits.at(0);
  std::vector<double> counts;
  for (Number user = 0; user < 500; ++user) {
    for (std::uint32_t day = 0; day < 100; ++day)
      counts.push_back(habits.activities()[0].arrivals(habits.draws_of(user), day, 1));
  }
  CHECK(std::abs(goodness::z_of_mean(counts, 2)) <= 4);
  // m + m^2/k = 10; the excess kurtosis is 6/k + 1/variance.
  const double error = 10 * std::sqrt((6 / 0.5 + 0.1 + 2) / static_cast<double>(counts.size()));
  CHECK(std::abs(goodness::moments(counts).variance - 10) / error <= 4);
}

TEST_CASE("habits: what a run counts is what was drawn for its days") {
  const One one{
      .users = "50",
      .habits = "    week: {hours: {from: 10h, to: 17h}}\n",
      .activity = training + "        per_day: {negative_binomial: {mean: 2, k: 0.5}}\n        takes: 1s\n",
      .horizon = "4d15h"};
  const Played played(one);
  const workload::Inputs inputs = workload::inputs_of(played.scenario, {});
  const workload::Habits& habits = inputs.habits.at(0);
  std::uint64_t drawn = 0;
  for (Number user = 0; user < 50; ++user) {
    for (std::uint32_t day = 0; day < 5; ++day)
      drawn += habits.activities()[0].arrivals(habits.draws_of(user), day, 1);
  }
  CHECK(played.work().wanted == drawn);
}

TEST_CASE("habits: each way of leaving has its share of days") {
  const Scenario scenario = scenario_of(
      {.habits = "    leaving: {at_day_end: 55%, after_last_work: 20%, forgotten: 15%, laptop_closed: 10%}\n",
       .activity = training + "        per_day: 1\n        takes: 1s\n"});
  const workload::Inputs inputs = workload::inputs_of(scenario, {});
  std::array<std::uint64_t, leaving_count> days{};
  for (Number user = 0; user < 5000; ++user) {
    for (std::uint32_t day = 0; day < 4; ++day)
      ++days[static_cast<std::size_t>(
          inputs.habits[0].day_end(inputs.habits[0].draws_of(user), day).leaving)];
  }
  const std::array<double, leaving_count> shares{0.55, 0.20, 0.15, 0.10};
  for (std::size_t i = 0; i < leaving_count; ++i)
    CHECK(std::abs(z_of_share(days[i], 20'000, shares[i])) <= 4);
}

TEST_CASE("habits: leavers go at their rate, and do nothing afterwards") {
  const Played played(
      {.users = "4000",
       .habits = every_day + "    leavers: {share: 10%, every: 30d, administrator: disable_user}\n",
       .activity = training + "        per_day: {poisson: {mean: 0.2}}\n        takes: 1s\n",
       .horizon = "45d"});
  CHECK(std::abs(z_of_share(played.people().leavers, 4000, 1 - std::pow(0.9, 1.5))) <= 4);
  // A share s leaves in T, at the rate r = -ln(1 - s)/T: until H the users together spend (1 - e^(-rH))/r here.
  const double rate = -std::log(0.9) / 30;
  const double expected = 4000 * 0.2 * (1 - std::exp(-rate * 45)) / rate;
  CHECK(std::abs(static_cast<double>(played.work().wanted) - expected) / std::sqrt(expected * 1.5) <= 4);
}

TEST_CASE("habits: the share of sessions that is forgotten idles out, the others are stopped") {
  const Played played({.users = "300",
                       .settings = "  glue: {idle_timeout: 20m}\n",
                       .habits = "    leaving: {forgotten: 100%}\n    week: {hours: {from: 9h, to: 12h}}\n",
                       .activity = glue +
                                   "        per_day: {poisson: {mean: 2}}\n        statements: 3\n"
                                   "        think: 2m\n        takes: 1m\n        forgets_to_stop: 30%\n",
                       .horizon = "4d15h"});
  const std::uint64_t idled = sessions(played, Cause::idle_timeout);
  const std::uint64_t stopped = sessions(played, Cause::stopped_by_user);
  CHECK(idled + stopped == played.work().wanted);
  CHECK(std::abs(z_of_share(idled, played.work().wanted, 0.3)) <= 4);
  CHECK(sum(played.work().jobs[static_cast<std::size_t>(Outcome::completed)]) == 3 * played.work().wanted);
}

TEST_CASE("habits: kernels are restarted after their share of statements") {
  const Played played({.users = "100",
                       .settings = "  glue: {idle_timeout: 1h}\n",
                       .habits = "    leaving: {forgotten: 100%}\n    week: {hours: {from: 9h, to: 12h}}\n",
                       .activity = glue +
                                   "        per_day: {poisson: {mean: 2}}\n        statements: 10\n"
                                   "        think: 2m\n        takes: 1m\n        restarts_kernel: 20%\n",
                       .horizon = "4d15h"});
  const ActivityResult& work = played.work();
  CHECK(std::abs(z_of_share(work.restarts, 9 * work.wanted, 0.2)) <= 4);  // not after the last statement
  CHECK(sessions(played, Cause::kernel_restarted) == work.restarts);
  CHECK(sum(work.sessions) == work.wanted + work.restarts);
  CHECK(sum(work.jobs[static_cast<std::size_t>(Outcome::completed)]) == 10 * work.wanted);
}

TEST_CASE("habits: whoever is refused tries so many times, each time later, and gives up") {
  const One one{.users = "1",
                .settings = "  sagemaker: {training_instance_quotas: {ml.m5.xlarge: 1}}\n",
                .habits = "    week: {hours: {from: 10h, to: 12h}}\n",
                .activity =
                    "        starts: {service: training, instance_type: ml.m5.xlarge, instances: 2}\n"
                    "        per_day: 1\n        takes: 1h\n"
                    "        retries: {at_most: 3, first_after: 10m, factor: 2}\n",
                .horizon = "15h"};
  const Played played(one);
  CHECK(played.work().wanted == 1);
  CHECK(played.work().attempts == 4);
  CHECK(played.work().given_up == 1);
  std::vector<std::size_t> minutes;
  for (const ResourceResult& each : played.results.resources) {
    for (std::size_t minute = 0; each.limit == 1 && minute < each.refused.size(); ++minute) {
      if (each.refused[minute] != 0) minutes.push_back(minute);
    }
  }
  REQUIRE(minutes.size() == 4);
  for (std::size_t i = 1; i < 4; ++i) CHECK(minutes[i] - minutes[i - 1] == 10u << (i - 1));
}

TEST_CASE(
    "habits: what could not be tried again in the evening is tried on the next day, signed in anew or not") {
  for (const char* sign_in : {"8h", "90d"}) {
    CAPTURE(sign_in);
    // On each of two days one of two jobs finds no instance, and would try again at night.
    const Played played(
        {.users = "1",
         .settings = "  identity_center: {interactive_session: {duration: " + std::string(sign_in) +
                     "}}\n  sagemaker: {trusted_identity_propagation: false, "
                     "training_instance_quotas: {ml.m5.xlarge: 1}}\n",
         .habits = "    leaving: {forgotten: 100%}\n    week: {hours: {from: 16h, to: 17h}, "
                   "holidays: [2026-03-04, 2026-03-05, 2026-03-06]}\n",
         .activity = training + "        per_day: 1\n        batch: 2\n        takes: 10h\n"
                                "        retries: {at_most: 1, first_after: 5h}\n",
         .horizon = "4d"});
    CHECK(played.work().wanted == 4);
    CHECK(played.work().attempts == 5);
    CHECK(played.work().given_up == 1);  // the second of Tuesday waits for a day that does not come
    CHECK(played.work().started == 2);
  }
}

TEST_CASE("habits: what was never started was not, and leavers give up what they still tried") {
  const auto refused = [](const std::string& habits) {
    return Played(
        {.users = "50",
         .settings = "  sagemaker: {training_instance_quotas: {ml.m5.xlarge: 1}}\n",
         .habits = "    week: {days: [monday], hours: {from: 10h, to: 12h}, leaves_at: 23h}\n" + habits,
         .activity = "        starts: {service: training, instance_type: ml.m5.xlarge, instances: 2}\n"
                     "        per_day: 1\n        takes: 1h\n"
                     "        retries: {at_most: 100, first_after: 1h}\n",
         .horizon = "6d"});
  };
  const Played all = refused("");
  CHECK(all.work().wanted == 50);
  CHECK(all.work().started == 0);
  CHECK(all.work().given_up == 0);  // all of them are still tried
  const Played left = refused("    leavers: {share: 90%, every: 1d}\n");
  CHECK(left.work().wanted > 20);
  CHECK(left.people().leavers >= 49);
  CHECK(left.work().started == 0);
  CHECK(left.work().given_up + 1 >= left.work().wanted);
}

TEST_CASE("habits: the next statement follows at once where nobody thinks") {
  const Played played({.users = "4",
                       .settings = "  identity_center: {interactive_session: {duration: 1h}}\n",
                       .habits = "    week: {days: [monday], hours: {from: 10h, to: 11h}, leaves_at: 20h}\n",
                       .activity = "        starts: {service: glue, workers: 1}\n        per_day: 1\n"
                                   "        statements: 2\n        takes: 30m\n        saves_results: 100%\n",
                       .horizon = "1d"});
  // Two half hours are done when the hour of the sign-in is, and at one moment the end of work comes first.
  CHECK(played.jobs(Outcome::completed) == 8);
  CHECK(played.work().lengths.longest() == 1h);
}

TEST_CASE("habits: a Poisson count follows the volume of a day, a fixed one does not") {
  const auto wanted = [](const std::string& count) {
    return Played({.users = "2000",
                   .settings = alone,
                   .habits = "    week: {days: [tuesday], other_days: 10%}\n",
                   .activity = training + "        takes: 1m\n        per_day: " + count + "\n",
                   .horizon = "15h"})
        .work()
        .wanted;
  };
  CHECK(std::abs(static_cast<double>(wanted("{poisson: {mean: 2}}")) - 400) < 80);
  CHECK(wanted("2") == 4000);
}

TEST_CASE("habits: jobs go on from their last checkpoint until all is done") {
  const auto with = [](const std::string& every) {
    return Played(
        {.users = "30",
         .settings = "  sagemaker: {trusted_identity_propagation: false, training: {max_runtime: 4h}}\n",
         .habits = "    week: {days: [monday], hours: {from: 9h, to: 10h}, leaves_at: 23h59m}\n",
         .activity =
             "        starts: {service: training, instance_type: ml.m5.xlarge, checkpoint_every: " + every +
             "}\n        per_day: 1\n        takes: 10h\n        checkpoints: 100%\n"
             "        restarts: {share: 100%, after: 1m, at_most: 9}\n",
         .horizon = "1d"});
  };
  // 4 + 4 + 2 hours where nothing is lost, and 4 + 4 + 4 where that is the last hour of two of them.
  const Played hourly = with("1h");
  const Played of_three = with("3h");
  for (const auto& [played, restarts, hours] : {std::tuple{&hourly, 2U, 10}, std::tuple{&of_three, 2U, 12}}) {
    CHECK(played->work().wanted == 30);
    CHECK(played->jobs(Outcome::completed) == 30);
    CHECK(played->jobs(Outcome::stopped) == 30 * restarts);
    CHECK(played->work().restarts == 30 * restarts);
    CHECK(played->work().lengths.sum() == Int128{30} * hours * 3'600'000);
  }
  Int128 lost = 0;
  for (const auto& sku : of_three.results.totals.usage) lost += sku.bucket(Bucket::lost);
  CHECK(lost == Int128{30} * 2 * 3'600'000);
}

TEST_CASE("habits: a restart that finds no room is refused, but its job was not given up before it began") {
  // The first job ends at its limit between 11:00 and 12:00, the second takes its place, the first wants to go on.
  const Play play(R"(
settings:
  sagemaker:
    trusted_identity_propagation: false
    training: {max_runtime: 2h}
    training_instance_quotas: {ml.m5.xlarge: 1}
populations:
  first:
    users: 1
    week: {hours: {from: 9h, to: 10h}, leaves_at: 18h}
    activities:
      work:
        starts: {service: training, instance_type: ml.m5.xlarge}
        per_day: 1
        takes: 5h
        restarts: {share: 100%, after: 2h, at_most: 3}
  second:
    users: 1
    week: {hours: {from: 12h, to: 13h}, leaves_at: 18h}
    activities:
      work:
        starts: {service: training, instance_type: ml.m5.xlarge}
        per_day: 1
        takes: 5h
)",
                  {.horizon = "15h"});
  const ActivityResult& first = play.results.populations[0].activities[0];
  CHECK(first.wanted == 1);
  CHECK(first.attempts == 2);
  CHECK(first.refusals[static_cast<std::size_t>(Cause::quota_exceeded)] == 1);
  CHECK(first.restarts == 1);
  CHECK(first.given_up == 0);
}

TEST_CASE("habits: whoever leaves the company lets go of jobs that were started again") {
  const Played played(
      {.users = "100",
       .settings = "  sagemaker: {trusted_identity_propagation: false, training: {max_runtime: 2h}}\n",
       .habits = "    leavers: {share: 90%, every: 20d, administrator: revoke, within: 1h}\n",
       .activity = "        starts: {service: training, instance_type: ml.m5.xlarge, "
                   "checkpoint_every: 10m}\n        per_day: {poisson: {mean: 2}}\n"
                   "        takes: 9h\n        checkpoints: 50%\n"
                   "        restarts: {share: 100%, after: 10m, at_most: 9}\n",
       .horizon = "30d"});
  CHECK(played.people().leavers > 80);
  CHECK(played.work().restarts > 500);
  // Every row that ran is counted once: those that were wanted, and those that continued one of them.
  CHECK(played.work().delays.count() == played.work().lengths.count());
}

TEST_CASE("habits: jobs as generated run as long as the preset says") {
  const Played played(
      {.users = "100",
       .settings = alone,
       .habits = "    week: {hours: {from: 9h, to: 17h}, holidays: [2026-03-03, 2026-03-04, 2026-03-05, "
                 "2026-03-06, 2026-03-09]}\n",
       .activity = training + "        per_day: 50\n        takes: {preset: gpu_training_2021}\n",
       .horizon = "7d"});
  const Distribution preset = *workload::duration_preset("gpu_training_2021");
  const ActivityResult& work = played.work();
  CHECK(work.wanted == 5000);
  const auto n = static_cast<double>(work.lengths.count());
  CHECK(work.lengths.count() == 5000);
  for (const double q : {0.05, 0.25, 0.5, 0.75, 0.9}) {  // what is longer than the study shows later
    CAPTURE(q);
    const double error = 4 * std::sqrt(q * (1 - q) / n);
    const auto found = static_cast<double>(work.lengths.quantile(q).count());  // too long by at most 1/64
    CHECK(probability_up_to(preset, found) >= q - error);
    CHECK(probability_up_to(preset, found * (1 - 1 / 64.0)) <= q + error);
  }
}

}  // namespace
}  // namespace outlive::testing
