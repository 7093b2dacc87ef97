#include "sim/study/warm_up.hpp"

#include <stdexcept>

#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

constexpr std::size_t batch_size = 5;
constexpr std::size_t least_batches = 10;

std::vector<double> batch_means(std::span<const double> series) {
  std::vector<double> batches;
  for (std::size_t at = 0; at + batch_size <= series.size(); at += batch_size)
    batches.push_back(moments_of(series.subspan(at, batch_size)).mean);
  return batches;
}

}  // namespace

// From the end, so that the moments of what is left grow by one batch at a time. Where two places are as good, the earlier.
Truncation mser5(std::span<const double> series) {
  const std::vector<double> batches = batch_means(series);
  const std::size_t last = batches.size() / 2;
  Truncation best;
  double least = 0;
  Moments rest;
  for (std::size_t cut = batches.size(); cut-- > 0;) {
    rest.add(batches[cut]);
    if (cut > last) continue;
    const auto count = static_cast<double>(rest.count);
    const double statistic = rest.squares / (count * count);
    if (cut == last || statistic <= least) {
      least = statistic;
      best = {.observations = cut * batch_size, .mean = rest.mean, .too_short = cut == last};
    }
  }
  if (batches.size() < least_batches) best.too_short = true;
  return best;
}

Truncation mser5(std::span<const std::vector<double>> replications) {
  if (replications.empty()) return {};
  std::vector<Moments> averages(replications.front().size());
  for (const std::vector<double>& series : replications) {
    if (series.size() != averages.size()) throw std::invalid_argument("series of different lengths");
    for (std::size_t i = 0; i < series.size(); ++i) averages[i].add(series[i]);
  }
  std::vector<double> average;
  for (const Moments& each : averages) average.push_back(each.mean);
  return mser5(average);
}

}  // namespace outlive::study
