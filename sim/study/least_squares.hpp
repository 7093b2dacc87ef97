// Coefficients that leave the least sum of squares between a response and a weighted sum of columns.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace outlive::study {

/// A row for each observation, one after the other.
struct Matrix {
  std::size_t columns = 0;
  std::vector<double> values;

  [[nodiscard]] std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
  [[nodiscard]] std::span<const double> row(std::size_t number) const {
    return std::span(values).subspan(number * columns, columns);
  }
  [[nodiscard]] double at(std::size_t row, std::size_t column) const {
    return values[row * columns + column];
  }
};

/// The sum of products of two vectors of the same length, in their order.
double inner(std::span<const double> a, std::span<const double> b);

/// A column that is, in these observations, a sum of multiples of earlier ones: nothing can tell what each of them does.
struct Dependence {
  struct Part {
    std::size_t column = 0;
    double times = 1;
  };
  std::size_t column = 0;
  std::vector<Part> parts;  // none if the column is 0 everywhere
};

/// One design for any number of responses.
///
/// By Householder QR with column pivoting (Eigen's), which needs no square of the design, and so keeps twice the digits of
/// the normal equations. Columns are scaled to the same length first, so that units do not decide what is dependent.
/// Everything else is plain loops: the same bits whatever vectors the processor has.
class LeastSquares {
 public:
  /// Throws std::invalid_argument for a design without columns or rows, or with a value that is not finite.
  explicit LeastSquares(const Matrix& design);

  /// The columns that have a coefficient, ascending. Of columns that depend on each other the last are left out.
  [[nodiscard]] const std::vector<std::size_t>& kept() const { return kept_; }
  [[nodiscard]] const std::vector<Dependence>& left_out() const { return left_out_; }
  [[nodiscard]] std::size_t rank() const { return kept_.size(); }
  [[nodiscard]] std::size_t rows() const { return rows_; }

  /// One for each kept column. Throws std::invalid_argument unless there is a response for each row.
  [[nodiscard]] std::vector<double> coefficients(std::span<const double> response) const;

  /// The response that the coefficients make of each row.
  [[nodiscard]] std::vector<double> fitted(std::span<const double> response) const;

  /// What is left: the sum of squared distances between responses and what the coefficients make of their rows.
  [[nodiscard]] double residual_squares(std::span<const double> response) const;

  /// The standard deviation of a sum of coefficients, weighted by `weights` (one for each kept column), where responses vary
  /// independently with standard deviation 1: sqrt(w' (X'X)^-1 w).
  [[nodiscard]] double spread(std::span<const double> weights) const;

  /// How much of the fitted response of a row is its own response: from 0 to 1. Where it is 1, no other row knows anything
  /// of it.
  [[nodiscard]] double leverage(std::size_t row) const;

 private:
  [[nodiscard]] Dependence dependence_of(const Matrix& design, std::size_t column) const;
  [[nodiscard]] std::vector<double> projected(std::span<const double> response) const;

  std::size_t rows_ = 0;
  std::vector<std::size_t> kept_;
  std::vector<Dependence> left_out_;
  Matrix basis_;  // orthonormal columns, as many as are kept
  Matrix root_;   // coefficients from the response along the basis; (X'X)^-1 is this times its transpose
};

}  // namespace outlive::study
