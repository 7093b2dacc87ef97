// Vectors of the processor would sum in another order, and so make other last bits on another machine. Eigen's templates must
// be compiled alike everywhere, so no other file of the library includes them.
#define EIGEN_DONT_VECTORIZE

#include "sim/study/least_squares.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <Eigen/Dense>

namespace outlive::study {
namespace {

using Columns = Eigen::MatrixXd;
using Factored = Eigen::ColPivHouseholderQR<Columns>;

/// What is left of a column of length 1 when all others are taken out of it, and is no more than rounding.
constexpr double negligible = 1e-10;

double length_of(const Columns& columns, Eigen::Index column) {
  double squares = 0;
  for (Eigen::Index row = 0; row < columns.rows(); ++row)
    squares += columns(row, column) * columns(row, column);
  return std::sqrt(squares);
}

double product_of(const Columns& columns, Eigen::Index a, Eigen::Index b) {
  double sum = 0;
  for (Eigen::Index row = 0; row < columns.rows(); ++row) sum += columns(row, a) * columns(row, b);
  return sum;
}

Columns columns_of(const Matrix& design) {
  if (design.rows() == 0) throw std::invalid_argument("a design without columns or rows");
  if (!std::all_of(design.values.begin(), design.values.end(),
                   [](double value) { return std::isfinite(value); }))
    throw std::invalid_argument("a design with a value that is not finite");
  Columns columns(static_cast<Eigen::Index>(design.rows()), static_cast<Eigen::Index>(design.columns));
  for (std::size_t row = 0; row < design.rows(); ++row)
    for (std::size_t column = 0; column < design.columns; ++column)
      columns(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) = design.at(row, column);
  return columns;
}

/// Every column of length 1, but those that are 0; what each was divided by.
std::vector<double> scale(Columns& columns) {
  std::vector<double> lengths;
  for (Eigen::Index column = 0; column < columns.cols(); ++column) {
    const double length = length_of(columns, column);
    lengths.push_back(length == 0 ? 1 : length);
    for (Eigen::Index row = 0; row < columns.rows(); ++row) columns(row, column) /= lengths.back();
  }
  return lengths;
}

/// Gram and Schmidt, twice over for what rounding leaves: the columns that no earlier ones make up.
std::vector<std::size_t> independent(Columns columns) {
  std::vector<std::size_t> kept;
  for (Eigen::Index column = 0; column < columns.cols(); ++column) {
    for (int pass = 0; pass < 2; ++pass) {
      for (const std::size_t earlier : kept) {
        const auto from = static_cast<Eigen::Index>(earlier);
        const double share = product_of(columns, from, column);
        for (Eigen::Index row = 0; row < columns.rows(); ++row)
          columns(row, column) -= share * columns(row, from);
      }
    }
    const double length = length_of(columns, column);
    if (length < negligible) continue;
    for (Eigen::Index row = 0; row < columns.rows(); ++row) columns(row, column) /= length;
    kept.push_back(static_cast<std::size_t>(column));
  }
  return kept;
}

Columns only(const Columns& columns, const std::vector<std::size_t>& kept) {
  Columns chosen(columns.rows(), static_cast<Eigen::Index>(kept.size()));
  for (std::size_t i = 0; i < kept.size(); ++i)
    chosen.col(static_cast<Eigen::Index>(i)) = columns.col(static_cast<Eigen::Index>(kept[i]));
  return chosen;
}

/// Column by column: all at once would be summed in blocks of a size that depends on the caches.
Matrix basis_of(const Factored& factored) {
  const auto rows = static_cast<std::size_t>(factored.rows());
  const auto rank = static_cast<std::size_t>(factored.cols());
  Matrix basis{rank, std::vector<double>(rows * rank)};
  for (std::size_t column = 0; column < rank; ++column) {
    Eigen::VectorXd one = Eigen::VectorXd::Unit(factored.rows(), static_cast<Eigen::Index>(column));
    one.applyOnTheLeft(factored.householderQ());
    for (std::size_t row = 0; row < rows; ++row)
      basis.values[row * rank + column] = one(static_cast<Eigen::Index>(row));
  }
  return basis;
}

/// The inverse of the triangle, its rows brought back to the order that they had before pivoting.
Matrix root_of(const Factored& factored, const std::vector<double>& lengths) {
  const Eigen::Index rank = factored.cols();
  const auto size = static_cast<std::size_t>(rank);
  Matrix root{size, std::vector<double>(size * size)};
  const auto entry = [&](Eigen::Index row, Eigen::Index column) -> double& {
    return root.values[static_cast<std::size_t>(factored.colsPermutation().indices()(row)) * size +
                       static_cast<std::size_t>(column)];
  };
  for (Eigen::Index column = 0; column < rank; ++column) {
    for (Eigen::Index row = column; row >= 0; --row) {
      double rest = row == column ? 1 : 0;
      for (Eigen::Index k = row + 1; k <= column; ++k) rest -= factored.matrixQR()(row, k) * entry(k, column);
      entry(row, column) = rest / factored.matrixQR()(row, row);
    }
  }
  for (std::size_t row = 0; row < size; ++row)
    for (std::size_t column = 0; column < size; ++column) root.values[row * size + column] /= lengths[row];
  return root;
}

}  // namespace

double inner(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

LeastSquares::LeastSquares(const Matrix& design) : rows_(design.rows()) {
  Columns columns = columns_of(design);
  const std::vector<double> lengths = scale(columns);
  kept_ = independent(columns);
  if (kept_.empty()) throw std::invalid_argument("a design of nothing but 0");
  const Factored factored(only(columns, kept_));
  std::vector<double> kept_lengths;
  for (const std::size_t column : kept_) kept_lengths.push_back(lengths[column]);
  basis_ = basis_of(factored);
  root_ = root_of(factored, kept_lengths);

  for (std::size_t column = 0; column < design.columns; ++column)
    if (!std::binary_search(kept_.begin(), kept_.end(), column))
      left_out_.push_back(dependence_of(design, column));
}

Dependence LeastSquares::dependence_of(const Matrix& design, std::size_t column) const {
  std::vector<double> response;
  for (std::size_t row = 0; row < rows_; ++row) response.push_back(design.at(row, column));
  const std::vector<double> times = coefficients(response);
  Dependence dependence{column, {}};
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    // What adds no more than rounding to the column is no part of it.
    double largest = 0;
    double added = 0;
    for (std::size_t row = 0; row < rows_; ++row) {
      largest = std::max(largest, std::abs(response[row]));
      added = std::max(added, std::abs(times[i] * design.at(row, kept_[i])));
    }
    if (added > 1e-8 * largest) dependence.parts.push_back({kept_[i], times[i]});
  }
  return dependence;
}

std::vector<double> LeastSquares::projected(std::span<const double> response) const {
  if (response.size() != rows_) throw std::invalid_argument("not as many responses as rows of the design");
  std::vector<double> along(rank(), 0);
  for (std::size_t row = 0; row < rows_; ++row)
    for (std::size_t i = 0; i < along.size(); ++i) along[i] += basis_.at(row, i) * response[row];
  return along;
}

std::vector<double> LeastSquares::coefficients(std::span<const double> response) const {
  const std::vector<double> along = projected(response);
  std::vector<double> all;
  for (std::size_t i = 0; i < rank(); ++i) all.push_back(inner(root_.row(i), along));
  return all;
}

std::vector<double> LeastSquares::fitted(std::span<const double> response) const {
  const std::vector<double> along = projected(response);
  std::vector<double> all;
  for (std::size_t row = 0; row < rows_; ++row) all.push_back(inner(basis_.row(row), along));
  return all;
}

double LeastSquares::residual_squares(std::span<const double> response) const {
  const std::vector<double> all = fitted(response);
  double sum = 0;
  for (std::size_t row = 0; row < rows_; ++row)
    sum += (response[row] - all[row]) * (response[row] - all[row]);
  return sum;
}

double LeastSquares::spread(std::span<const double> weights) const {
  if (weights.size() != rank()) throw std::invalid_argument("not as many weights as coefficients");
  double squares = 0;
  for (std::size_t column = 0; column < rank(); ++column) {
    double sum = 0;
    for (std::size_t row = 0; row < rank(); ++row) sum += weights[row] * root_.at(row, column);
    squares += sum * sum;
  }
  return std::sqrt(squares);
}

double LeastSquares::leverage(std::size_t row) const { return inner(basis_.row(row), basis_.row(row)); }

}  // namespace outlive::study
