#include "sim/study/duration_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>

#include "sim/engine/elementary.hpp"
#include "sim/engine/random_stream.hpp"
#include "sim/study/simplex.hpp"

namespace outlive::study {
namespace {

using elementary::exp;
using elementary::log;
using Family = Distribution::Family;
using Sorted = std::span<const double>;

constexpr std::size_t least_count = 10;
constexpr std::size_t most_tested = 2000;
constexpr std::size_t least_of_a_part = 10;  // of a body or a tail
constexpr std::uint32_t subsample_purpose = 0xF17001;
constexpr std::uint32_t bootstrap_purpose = 0xF17002;

// What populations take: shapes and sigmas beyond are those of data that never vary, or of no such family.
constexpr double least_shape = 0.05;
constexpr double most_shape = 100;
constexpr double least_sigma = 0.01;
constexpr double most_sigma = 20;

constexpr std::array<std::string_view, duration_family_count> names{
    "exponential", "lognormal", "Weibull", "Pareto", "lognormal, Pareto tail", "lognormal, lognormal tail"};

/// What the likelihood of a lognormal needs to know of data: sums over their logarithms.
struct LogSums {
  double count = 0;
  double mean = 0;
  double squares = 0;  // around the mean

  explicit LogSums(Sorted values) : count(static_cast<double>(values.size())) {
    for (const double value : values) mean += log(value);
    mean /= count;
    for (const double value : values) squares += (log(value) - mean) * (log(value) - mean);
  }
};

constexpr double half_log_two_pi = 0.918938533204672742;

double lognormal_likelihood(const LogSums& sums, double mu, double sigma) {
  const double off = sums.mean - mu;
  return -sums.count * (sums.mean + log(sigma) + half_log_two_pi) -
         (sums.squares + sums.count * off * off) / (2 * sigma * sigma);
}

struct Part {
  double a = 0;
  double b = 0;
  double log_likelihood = 0;
};

Part fit_exponential(Sorted values) {
  const double count = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  return {mean, 0, -count * (log(mean) + 1)};
}

std::optional<Part> fit_lognormal(Sorted values) {
  const LogSums sums(values);
  const double sigma = std::sqrt(sums.squares / sums.count);
  if (!(sigma >= least_sigma && sigma <= most_sigma)) return std::nullopt;
  return Part{sums.mean, sigma, lognormal_likelihood(sums, sums.mean, sigma)};
}

/// The shape solves 1/k = sum(x^k ln x) / sum(x^k) - mean(ln x), whose right side grows with k: bisection. Values are divided by the
/// largest, so that no power overflows.
std::optional<Part> fit_weibull(Sorted values) {
  const double largest = values.back();
  const LogSums sums(values);
  double powers = 0;
  const auto excess = [&](double shape) {
    powers = 0;
    double weighted = 0;
    for (const double value : values) {
      const double scaled = log(value / largest);
      const double power = exp(shape * scaled);
      powers += power;
      weighted += power * scaled;
    }
    return weighted / powers - (sums.mean - log(largest)) - 1 / shape;
  };
  double low = least_shape;
  double high = most_shape;
  if (excess(low) > 0 || excess(high) < 0) return std::nullopt;
  for (int i = 0; i < 50; ++i) {
    const double middle = std::sqrt(low * high);
    (excess(middle) < 0 ? low : high) = middle;
  }
  const double shape = low;
  excess(shape);
  const double scale = largest * exp(log(powers / sums.count) / shape);
  return Part{shape, scale, sums.count * (log(shape) - shape * log(scale) + (shape - 1) * sums.mean - 1)};
}

/// Values not below `least`.
std::optional<Part> fit_pareto(Sorted values, double least) {
  const LogSums sums(values);
  const double shape = 1 / (sums.mean - log(least));
  if (!(shape >= least_shape && shape <= most_shape)) return std::nullopt;
  return Part{shape, least, sums.count * (log(shape) + shape * log(least) - (shape + 1) * sums.mean)};
}

/// Of a lognormal of which only one side of `splice` is looked at: the likelihood is divided by the probability of that side.
std::optional<Part> fit_side(Sorted values, double splice, bool below) {
  const LogSums sums(values);
  const double edge = log(splice);
  const auto likelihood = [&](const Point2& at) {
    const double mu = at[0];
    const double sigma = exp(at[1]);
    // The bounds keep it from sliding along a ridge where mu and sigma tell nothing apart any more.
    if (!(sigma >= least_sigma && sigma <= most_sigma / 4) || std::abs(mu - edge) > 20) return -HUGE_VAL;
    const double z = (edge - mu) / sigma;
    const double side = elementary::normal_probability(below ? z : -z);
    return side > 0 ? lognormal_likelihood(sums, mu, sigma) - sums.count * log(side) : -HUGE_VAL;
  };
  const double spread = std::sqrt(sums.squares / sums.count);
  if (!(spread >= least_sigma)) return std::nullopt;
  const Peak peak = highest(likelihood, {sums.mean, log(std::min(spread, most_sigma / 5))}, 0.5);
  if (!(peak.value > -HUGE_VAL)) return std::nullopt;
  return Part{peak.at[0], exp(peak.at[1]), peak.value};
}

DurationFit whole(DurationFamily family, const Part& part, int parameters) {
  DurationFit fit{.family = family, .a = part.a, .b = part.b, .parameters = parameters};
  fit.log_likelihood = part.log_likelihood;
  return fit;
}

/// Body and tail on their own sides of the splice, each with its share: the two likelihoods factorise.
std::optional<DurationFit> fit_spliced(Sorted values, DurationFamily family, double splice) {
  const auto edge = std::upper_bound(values.begin(), values.end(), splice);
  const auto below = static_cast<std::size_t>(edge - values.begin());
  const std::size_t above = values.size() - below;
  if (below < least_of_a_part || above < least_of_a_part) return std::nullopt;
  const bool pareto = family == DurationFamily::lognormal_pareto;
  const auto body = fit_side(values.first(below), splice, true);
  const auto tail =
      pareto ? fit_pareto(values.subspan(below), splice) : fit_side(values.subspan(below), splice, false);
  if (!body || !tail) return std::nullopt;
  DurationFit fit = whole(family, *body, pareto ? 5 : 6);  // the splice and the share count, too
  fit.splice = splice;
  fit.tail_share = static_cast<double>(above) / static_cast<double>(values.size());
  fit.tail_a = tail->a;
  fit.tail_b = tail->b;
  fit.log_likelihood += tail->log_likelihood + static_cast<double>(below) * log(1 - fit.tail_share) +
                        static_cast<double>(above) * log(fit.tail_share);
  return fit;
}

/// The best of some places for the splice.
std::optional<DurationFit> fit_spliced(Sorted values, DurationFamily family) {
  constexpr std::array quantiles{0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99};
  std::optional<DurationFit> best;
  double before = 0;
  for (const double q : quantiles) {
    const double splice = values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
    if (splice == before) continue;
    before = splice;
    const auto fit = fit_spliced(values, family, splice);
    if (fit && (!best || fit->log_likelihood > best->log_likelihood)) best = fit;
  }
  return best;
}

/// The family fitted to the data; with a splice where `like` has it, if it has one.
std::optional<DurationFit> fit(Sorted values, DurationFamily family, double splice) {
  std::optional<Part> part;
  switch (family) {
    case DurationFamily::exponential: return whole(family, fit_exponential(values), 1);
    case DurationFamily::lognormal: part = fit_lognormal(values); break;
    case DurationFamily::weibull: part = fit_weibull(values); break;
    case DurationFamily::pareto: part = fit_pareto(values, values.front()); break;
    default: return splice > 0 ? fit_spliced(values, family, splice) : fit_spliced(values, family);
  }
  if (!part) return std::nullopt;
  return whole(family, *part, 2);
}

Distribution simple(Family family, double a, double b) {
  Distribution made;
  made.family = family;
  made.a = a;
  made.b = b;
  return made;
}

/// `count` of the values, each subset as likely, in order (Knuth's algorithm S).
std::vector<double> subsample(Sorted values, std::size_t count, std::uint64_t seed) {
  engine::RandomStream random(seed, 0, 0, subsample_purpose);
  std::vector<double> chosen;
  for (std::size_t i = 0; i < values.size() && chosen.size() < count; ++i) {
    const double left = static_cast<double>(values.size() - i);
    if (left * random.uniform() < static_cast<double>(count - chosen.size())) chosen.push_back(values[i]);
  }
  return chosen;
}

/// The share of samples of the fit that are farther from their own fit than these data are from theirs.
double bootstrap(const std::vector<double>& data, const DurationFit& like,
                 const DurationFitOptions& options) {
  const auto own = fit(data, like.family, like.splice);
  if (!own) return 0;
  const Distribution truth = distribution_of(*own);
  const double distance = kolmogorov_smirnov(data, truth);
  engine::RandomStream random(options.seed, 0, static_cast<std::uint32_t>(like.family), bootstrap_purpose);
  std::size_t farther = 1;
  std::vector<double> sample(data.size());
  for (std::size_t i = 0; i < options.bootstraps; ++i) {
    for (double& value : sample) value = std::max(quantile(truth, random.uniform()), options.least_ms);
    std::sort(sample.begin(), sample.end());
    const auto again = fit(sample, like.family, like.splice);
    if (!again || kolmogorov_smirnov(sample, distribution_of(*again)) >= distance) ++farther;
  }
  return static_cast<double>(farther) / static_cast<double>(options.bootstraps + 1);
}

}  // namespace

std::string_view name_of(DurationFamily family) { return names.at(static_cast<std::size_t>(family)); }

Distribution distribution_of(const DurationFit& fit) {
  switch (fit.family) {
    case DurationFamily::exponential: return simple(Family::exponential, fit.a, 0);
    case DurationFamily::lognormal: return simple(Family::lognormal, fit.a, fit.b);
    case DurationFamily::weibull: return simple(Family::weibull, fit.a, fit.b);
    case DurationFamily::pareto: return simple(Family::pareto, fit.a, fit.b);
    default: break;
  }
  Distribution mixture;
  mixture.family = Family::mixture;
  const Family tail = fit.family == DurationFamily::lognormal_pareto ? Family::pareto : Family::lognormal;
  mixture.shares = {1 - fit.tail_share, 1};
  mixture.parts = {truncated(simple(Family::lognormal, fit.a, fit.b), 0, fit.splice),
                   truncated(simple(tail, fit.tail_a, fit.tail_b), fit.splice, HUGE_VAL)};
  return mixture;
}

double kolmogorov_smirnov(const std::vector<double>& sorted, const Distribution& distribution) {
  const auto count = static_cast<double>(sorted.size());
  double farthest = 0;
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t next = i;
    while (next < sorted.size() && sorted[next] == sorted[i]) ++next;  // equal values are one step
    const double expected = probability_up_to(distribution, sorted[i]);
    farthest = std::max({farthest, std::abs(expected - static_cast<double>(i) / count),
                         std::abs(static_cast<double>(next) / count - expected)});
    i = next;
  }
  return farthest;
}

DurationFits fit_durations(std::vector<double> durations_ms, const DurationFitOptions& options) {
  if (durations_ms.size() < least_count) throw std::invalid_argument("fewer than ten durations fit nothing");
  DurationFits all;
  all.count = durations_ms.size();
  for (double& each : durations_ms) {
    if (each >= options.least_ms) continue;
    each = options.least_ms;
    ++all.raised;
  }
  std::sort(durations_ms.begin(), durations_ms.end());
  const std::vector<double> tested =
      durations_ms.size() <= most_tested ? durations_ms : subsample(durations_ms, most_tested, options.seed);
  all.tested = tested.size();
  all.bootstraps = options.bootstraps;
  for (std::size_t i = 0; i < duration_family_count; ++i) {
    auto fitted = fit(durations_ms, static_cast<DurationFamily>(i), 0);
    if (!fitted) continue;
    fitted->aic = 2 * (fitted->parameters - fitted->log_likelihood);
    fitted->distance = kolmogorov_smirnov(durations_ms, distribution_of(*fitted));
    if (options.bootstraps > 0) fitted->p_value = bootstrap(tested, *fitted, options);
    all.tried.push_back(*fitted);
  }
  std::stable_sort(all.tried.begin(), all.tried.end(),
                   [](const DurationFit& a, const DurationFit& b) { return a.aic < b.aic; });
  return all;
}

}  // namespace outlive::study
