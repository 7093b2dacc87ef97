// Fits to public traces. Each says how much work runs longer than twelve hours, and has a body for what runs
// shorter and a tail for what runs longer, each a law of its own, cut off where the other begins: one law for
// both misses the tail, and the tail is what outlives a sign-in. Where a trace is capped, longer durations are
// left out, not shortened. Laws are lognormal, with mu and sigma of the natural logarithm of seconds.
#include "sim/workload/presets.hpp"

#include <cstddef>
#include <utility>
#include <vector>

#include "sim/engine/elementary.hpp"

namespace outlive::workload {
namespace {

constexpr double second = 1000;
constexpr double hour = 3600 * second;
constexpr double day = 24 * hour;
constexpr double splice = 12 * hour;

Distribution lognormal(double mu, double sigma) {
  return {Distribution::Family::lognormal, mu + elementary::log(second), sigma};
}

Distribution fixed(double milliseconds) { return {Distribution::Family::fixed, milliseconds}; }

struct Part {
  double weight;
  Distribution distribution;
};

/// Weights need not add up to 1.
Distribution mixture(std::vector<Part> parts) {
  double all = 0;
  for (const Part& part : parts) all += part.weight;
  Distribution result{Distribution::Family::mixture};
  double sum = 0;
  for (Part& part : parts) {
    sum += part.weight;
    result.shares.push_back(sum / all);
    result.parts.push_back(std::move(part.distribution));
  }
  result.shares.back() = 1;
  return result;
}

Distribution spliced(double beyond, Distribution body, double least, Distribution tail, double cap) {
  return mixture({{1 - beyond, truncated(std::move(body), least, splice)},
                  {beyond, truncated(std::move(tail), splice, cap)}});
}

// Jobs on GPUs of Microsoft's cluster "Philly", August to December 2017 (github.com/msr-fiddle/philly-traces;
// Jeon et al., "Analysis of large-scale multi-tenant GPU clusters for DNN training workloads", USENIX ATC 2019).
Distribution gpu_training_2017() {
  return spliced(0.0503, lognormal(6.526, 1.859), 0, lognormal(10.750, 1.374), 60 * day);
}

// Deep-learning jobs of Microsoft's ITP clusters, March and April 2021 (github.com/microsoft/elasticflow-traces;
// Gu et al., "ElasticFlow: An elastic serverless training platform for distributed deep learning", ASPLOS 2023).
// No job of it is shorter than ten minutes. The weights of the body's two laws are taken as those before both are
// cut off: the other reading moves quartiles by 5 %. Single clusters are far from these figures: see the test.
Distribution gpu_training_2021() {
  return spliced(0.0699, mixture({{0.711, lognormal(8.87, 1.40)}, {0.289, lognormal(9.40, 0.33)}}),
                 600 * second, lognormal(9.192, 1.518), 20 * day);
}

// Batch jobs on processors, in queues that limit their wall time: many end at once, one in five runs for half a
// day or more. Like all figures here fitted to public traces by this project; no single trace is named with
// these.
Distribution cpu_batch() {
  return spliced(0.218, lognormal(6.285, 3.138), 0, lognormal(10.758, 1.409), 62 * day);
}

// Notebook sessions on two machines of NCAR (github.com/NCAR/jupyterhub-analysis), that ask for a wall time and
// are ended by it: hence the atoms. All figures are shares of all sessions, and compose as follows. The tail,
// .0459, begins at 13.9 h; the atoms of 24 h and 30 d are beyond it, too. That leaves .062 - .0459 - .005 - .002
// = .0091 between 12 h and 13.9 h, where the law of the body would have put .0085: it is the body's law that runs
// on to 13.9 h, and the .0006 are rounding. An atom of 12 h is not longer than 12 h.
Distribution notebooks_2021() {
  constexpr double beyond = 0.062;
  constexpr double tail_weight = 0.0459;
  constexpr double tail_from = 13.9 * hour;
  std::vector<Part> parts{{0.226, fixed(2 * hour)}, {0.043, fixed(6 * hour)}, {0.034, fixed(4 * hour)},
                          {0.028, fixed(1 * hour)}, {0.017, fixed(3 * hour)}, {0.015, fixed(12 * hour)},
                          {0.013, fixed(8 * hour)}, {0.005, fixed(1 * day)},  {0.002, fixed(30 * day)}};
  double atoms = 0;
  double atoms_beyond = 0;
  for (const Part& atom : parts) {
    atoms += atom.weight;
    if (atom.distribution.a > splice) atoms_beyond += atom.weight;
  }
  const Distribution body = lognormal(8.30, 1.91);
  parts.push_back({1 - beyond - (atoms - atoms_beyond), truncated(body, 0, splice)});
  parts.push_back({beyond - tail_weight - atoms_beyond, truncated(body, splice, tail_from)});
  parts.push_back({tail_weight, truncated(lognormal(8.92, 2.63), tail_from, 30 * day)});
  return mixture(std::move(parts));
}

// Sessions of the same trace that started in each local hour of a weekday.
constexpr std::array<double, 24> notebook_hours{.0126, .0107, .0081, .0061, .0058, .0096, .0185, .0387,
                                                .0618, .0828, .0854, .0802, .0715, .0779, .0813, .0804,
                                                .0580, .0445, .0361, .0294, .0315, .0298, .0225, .0168};

constexpr std::array<std::string_view, 4> duration_names{"cpu_batch", "gpu_training_2017",
                                                         "gpu_training_2021", "notebooks_2021"};
constexpr std::array<Distribution (*)(), 4> durations{cpu_batch, gpu_training_2017, gpu_training_2021,
                                                      notebooks_2021};
constexpr std::array<std::string_view, 1> hours_names{"notebooks_2021"};

}  // namespace

std::optional<Distribution> duration_preset(std::string_view name) {
  for (std::size_t i = 0; i < durations.size(); ++i) {
    if (duration_names[i] == name) return durations[i]();
  }
  return std::nullopt;
}

std::optional<std::array<double, 25>> hours_preset(std::string_view name) {
  if (name != hours_names[0]) return std::nullopt;
  std::array<double, 25> by_hour{};
  for (std::size_t i = 0; i < notebook_hours.size(); ++i) by_hour[i + 1] = by_hour[i] + notebook_hours[i];
  const double all = by_hour[24];
  for (double& share : by_hour) share /= all;
  return by_hour;
}

std::span<const std::string_view> duration_preset_names() { return duration_names; }
std::span<const std::string_view> hours_preset_names() { return hours_names; }

}  // namespace outlive::workload
