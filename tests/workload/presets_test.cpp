#include "sim/workload/presets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tests/engine/goodness.hpp"

using namespace outlive;

namespace {

constexpr double second = 1000;
constexpr double hour = 3'600'000;
constexpr double day = 24 * hour;

Distribution preset(std::string_view name) {
  const auto found = workload::duration_preset(name);
  REQUIRE(found);
  return *found;
}

std::vector<double> draw(const Distribution& distribution) {
  return goodness::sample([&](double u) { return quantile(distribution, u); }, 2026);
}

double longer_than(const Distribution& distribution, double value) {
  return 1 - probability_up_to(distribution, value);
}

/// By bisection: a mixture has no formula for it.
double value_at(const Distribution& distribution, double p) {
  double low = 0;
  double high = 100 * day;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (probability_up_to(distribution, middle) < p ? low : high) = middle;
  }
  return high;
}

struct Published {
  std::string_view name;
  double beyond_12h;
  double least;
  double cap;
};

constexpr std::array<Published, 4> published{{{"gpu_training_2017", 0.0503, 0, 60 * day},
                                              {"gpu_training_2021", 0.0699, 600 * second, 20 * day},
                                              {"cpu_batch", 0.218, 0, 62 * day},
                                              {"notebooks_2021", 0.062, 0, 30 * day}}};

}  // namespace

TEST_CASE("presets run longer than twelve hours as often as published, and never beyond their cap") {
  for (const Published& each : published) {
    CAPTURE(each.name);
    const Distribution distribution = preset(each.name);
    CHECK(longer_than(distribution, 12 * hour) == doctest::Approx(each.beyond_12h).epsilon(1e-9));
    CHECK(probability_up_to(distribution, each.cap) == doctest::Approx(1).epsilon(1e-14));
    const std::vector<double> values = draw(distribution);
    const auto beyond =
        std::count_if(values.begin(), values.end(), [](double value) { return value > 12 * hour; });
    CHECK(std::abs(goodness::z_of_share(static_cast<double>(beyond), goodness::draws, each.beyond_12h)) <= 4);
    const auto [shortest, longest] = std::minmax_element(values.begin(), values.end());
    CHECK(*shortest >= each.least);
    CHECK(*longest <= each.cap);
    CHECK(std::abs(goodness::z_of_mean(values, mean_of(distribution))) <= 4);
  }
}

// With Phi of the normal distribution: the median m of body and tail together solves
// (1 - tail) Phi((ln m - mu) / sigma) / Phi((ln 43200 - mu) / sigma) = 1/2.
TEST_CASE("presets have the medians that follow from the published laws") {
  CHECK(value_at(preset("gpu_training_2017"), 0.5) == doctest::Approx(748.4 * second).epsilon(0.001));
  CHECK(value_at(preset("cpu_batch"), 0.5) == doctest::Approx(1075 * second).epsilon(0.001));
  for (const Published& each : published) {
    CAPTURE(each.name);
    const Distribution distribution = preset(each.name);
    const double median = value_at(distribution, 0.5);
    double at_most = 0;
    double below = 0;
    for (const double value : draw(distribution)) {
      at_most += value <= median;
      below += value < median * (1 - 1e-9);
    }
    // An atom may lie on the median: then it is between the two.
    CHECK(goodness::z_of_share(at_most, goodness::draws, 0.5) >= -4);
    CHECK(goodness::z_of_share(below, goodness::draws, 0.5) <= 4);
  }
}

TEST_CASE("notebooks have an atom at each wall time, and the rest as published") {
  constexpr std::array<std::array<double, 2>, 9> wall_times{{{1, .028},
                                                             {2, .226},
                                                             {3, .017},
                                                             {4, .034},
                                                             {6, .043},
                                                             {8, .013},
                                                             {12, .015},
                                                             {24, .005},
                                                             {720, .002}}};
  const Distribution notebooks = preset("notebooks_2021");
  const std::vector<double> values = draw(notebooks);
  for (const auto& [hours, share] : wall_times) {
    CAPTURE(hours);
    const auto hits = static_cast<double>(std::count(values.begin(), values.end(), hours * hour));
    CHECK(std::abs(goodness::z_of_share(hits, goodness::draws, share)) <= 4);
    CHECK(probability_up_to(notebooks, hours * hour) - probability_up_to(notebooks, hours * hour - 1) ==
          doctest::Approx(share).epsilon(0.001));
  }
  CHECK(longer_than(notebooks, 13.9 * hour) == doctest::Approx(.0459 + .005 + .002));
  // Where only the body's law is: shares of what lies below 12 h.
  const auto body = [&](double from, double until) {
    return probability_up_to(notebooks, until) - probability_up_to(notebooks, from);
  };
  CHECK(body(0, 1800 * second) / body(0, 3600 * second - 1) == doctest::Approx(0.706453).epsilon(1e-5));
}

TEST_CASE("the hours of notebooks add up to a day, most before noon") {
  const auto by_hour = workload::hours_preset("notebooks_2021");
  REQUIRE(by_hour);
  CHECK(by_hour->front() == 0);
  CHECK(by_hour->back() == 1);
  CHECK(std::is_sorted(by_hour->begin(), by_hour->end()));
  CHECK((*by_hour)[1] == doctest::Approx(.0126).epsilon(0.001));
  CHECK((*by_hour)[11] - (*by_hour)[10] == doctest::Approx(.0854).epsilon(0.001));
  CHECK(by_hour->back() - (*by_hour)[23] == doctest::Approx(.0168).epsilon(0.001));
}

TEST_CASE("every preset that is listed exists, and no other") {
  CHECK(workload::duration_preset_names().size() == published.size());
  for (const auto name : workload::duration_preset_names()) CHECK(workload::duration_preset(name));
  for (const auto name : workload::hours_preset_names()) CHECK(workload::hours_preset(name));
  CHECK(std::is_sorted(workload::duration_preset_names().begin(), workload::duration_preset_names().end()));
  CHECK_FALSE(workload::duration_preset("gpu_training_2020"));
  CHECK_FALSE(workload::hours_preset("gpu_training_2021"));
}

// The preset was fitted to all clusters of that trace together, and single ones differ much. Measured of cluster
// 02, with 5,778 jobs, against the preset: 13.1 % longer than 12 h instead of 7.0 %, quartiles of 43 min, 1.7 h
// and 5.5 h instead of 77 min, 2.8 h and 4.6 h. So this test can only say that the two are of one kind: a factor
// of two, no closer.
TEST_CASE("real traces: the training preset is within a factor of two of one cluster of its trace") {
  const auto path =
      std::filesystem::path(OUTLIVE_SOURCE_DIR) / ".." / "shared" / "data" / "ms_itp_cluster02.csv";
  std::ifstream file(path);
  if (!file) {
    MESSAGE("skipped: the real traces are not beside this checkout (../shared/data)");
    return;
  }
  std::vector<double> durations;
  std::string line;
  std::getline(file, line);
  REQUIRE(line.starts_with("job_id,submission_time,duration,num_gpu"));
  while (std::getline(file, line)) {
    const auto second_comma = line.find(',', line.find(',') + 1);
    durations.push_back(std::stod(line.substr(second_comma + 1)) * second);
  }
  REQUIRE(durations.size() == 5778);
  std::sort(durations.begin(), durations.end());
  CHECK(durations.front() >= 600 * second);
  CHECK(durations.back() <= 20 * day);
  const Distribution training = preset("gpu_training_2021");
  const auto longer = durations.end() - std::upper_bound(durations.begin(), durations.end(), 12 * hour);
  const double share = static_cast<double>(longer) / static_cast<double>(durations.size());
  CHECK(share / longer_than(training, 12 * hour) == doctest::Approx(1.87).epsilon(0.01));
  for (const double p : {0.25, 0.5, 0.75, 0.9}) {
    CAPTURE(p);
    const double found = durations[static_cast<std::size_t>(p * static_cast<double>(durations.size()))];
    const double ratio = value_at(training, p) / found;
    CHECK(ratio > 0.5);
    CHECK(ratio < 2);
  }
}
