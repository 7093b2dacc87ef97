// How a response depends on the factors of a study: a polynomial of second order fitted to design points, and how far it can
// be trusted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "outlive/estimate.hpp"
#include "outlive/study.hpp"
#include "sim/study/least_squares.hpp"
#include "sim/study/model_terms.hpp"

namespace outlive::study {

/// Whether the model fits: the distance of the points from it, compared with how much replications of one point differ.
/// Small `probability`: by chance alone a worse fit were that rare, so the model lacks something.
struct LackOfFit {
  double ratio = 0;  // Fisher's F
  double model_degrees = 0;
  double error_degrees = 0;
  double probability = 1;
};

/// Of how much of what points differ by the model tells, each nothing where there are too few points to say.
struct Quality {
  std::optional<double> r_squared;  // of the means of the points
  std::optional<double> adjusted;   // for the number of terms
  /// 1 - PRESS / sum of squares: each point foretold by a model that has not seen it. The only one of the three that falls
  /// when a term too many is added; below 0 if the mean of all points foretells better.
  std::optional<double> predicted;
  std::optional<LackOfFit> lack_of_fit;  // nothing without noise: any distance is a lack of fit then
};

/// What one factor alone does to the response, from the level where it is least to that where it is greatest, all others
/// being at their middle: a bar of a tornado chart.
struct EffectRange {
  std::size_t factor = 0;
  double least_at = 0;  // positions
  double greatest_at = 0;
  double least = 0;  // responses
  double greatest = 0;
  Estimate difference;
};

class Regression {
 public:
  /// How observations of different points depend on each other.
  enum class Errors : std::uint8_t {
    /// Not at all: standard errors come from the residuals of all observations.
    independent,
    /// A replication has the same random numbers at all points. The model is fitted to each replication, and what the
    /// coefficients of replications differ by is their error, however points depend on each other and whatever their
    /// variances (Kleijnen, Design and Analysis of Simulation Experiments, section 2.6). Lack of fit is tested with the
    /// replication as a block. With only one replication slopes get their error from the residuals, the level has none:
    /// what is common to all points moves it unseen.
    common,
  };
  struct Options {
    double confidence = 0.95;
    Errors errors = Errors::common;
  };

  /// `responses` holds those of each point, by replication. If points have different numbers of them, only as many are used
  /// as all have. Throws std::invalid_argument without points, for a point without responses, as many points as there are
  /// not, and for responses that are not finite.
  Regression(ModelTerms terms, std::span<const DesignPoint> points,
             std::span<const std::vector<double>> responses, const Options& options);

  /// A coefficient of a coded term. No interval where there are not more points than terms, or not enough replications.
  struct Coefficient {
    std::size_t term = 0;  // of `terms().names()`
    Estimate estimate;
  };
  [[nodiscard]] const ModelTerms& terms() const { return terms_; }
  [[nodiscard]] std::vector<Coefficient> coefficients() const;
  /// Terms that these points cannot tell from others, by number. They are taken to be 0: what they do is credited to those
  /// that they depend on.
  [[nodiscard]] const std::vector<Dependence>& left_out() const { return fit_.left_out(); }

  [[nodiscard]] Quality quality() const;
  /// The response that the model foretells, on average, where factors have these positions.
  [[nodiscard]] Estimate predict(std::span<const double> positions) const;
  /// The widest first; without factors of one level.
  [[nodiscard]] std::vector<EffectRange> ranges() const;

 private:
  [[nodiscard]] Estimate estimate(std::span<const double> weights) const;
  [[nodiscard]] std::optional<Interval> interval(std::span<const double> weights, double value) const;
  [[nodiscard]] std::vector<double> kept_of(std::span<const double> row) const;
  [[nodiscard]] double response_of(std::span<const double> row) const;
  [[nodiscard]] EffectRange range_of(std::size_t factor) const;
  [[nodiscard]] double pure_error() const;
  [[nodiscard]] double pure_degrees() const;
  [[nodiscard]] std::optional<LackOfFit> lack_of_fit() const;

  ModelTerms terms_;
  Options options_;
  LeastSquares fit_;
  std::size_t replications_ = 0;                       // of each point
  std::vector<std::vector<double>> by_replication_;    // the responses of all points
  std::vector<double> means_;                          // of the points
  std::vector<double> coefficients_;                   // of the kept terms, fitted to the means
  std::vector<std::vector<double>> own_coefficients_;  // likewise, fitted to each replication
};

}  // namespace outlive::study
