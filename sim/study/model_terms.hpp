// What a regression on the factors of a study is a sum of: an intercept, main effects, interactions of two factors, squares.
//
// Factors are coded, so that coefficients can be compared: a numeric one runs from -1 at its least level to 1 at its greatest
// (on a logarithmic scale if its range is one), a word is 1 in the column of its level, and -1 in all columns at the last
// level (effect coding), so that the intercept is the mean over levels, and not the response of an arbitrary one.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "outlive/study.hpp"
#include "sim/study/least_squares.hpp"

namespace outlive::study {

/// How the positions of one factor become columns.
class Coding {
 public:
  explicit Coding(const Factor& factor);

  /// One for a numeric factor, one less than levels for words, none for what has only one level.
  [[nodiscard]] std::size_t columns() const;
  [[nodiscard]] double value(std::size_t column, double position) const;
  /// Of a numeric factor: the position that `coded`, from -1 to 1, stands for.
  [[nodiscard]] double position_of(double coded) const;
  [[nodiscard]] bool is_word() const { return is_word_; }
  [[nodiscard]] std::size_t levels() const { return levels_; }

 private:
  bool is_word_ = false;
  bool logarithmic_ = false;
  std::size_t levels_ = 0;
  double least_ = 0;  // positions
  double greatest_ = 0;
  double middle_ = 0;
  double half_ = 0;
};

class ModelTerms {
 public:
  struct Order {
    bool interactions = true;
    bool squares =
        true;  // of numeric factors that take three values or more at `points`; others have none to speak of
  };

  ModelTerms(std::span<const Factor> factors, std::span<const DesignPoint> points, Order order);

  /// "intercept", "factor", "factor=word", "one * other", "factor^2".
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const std::vector<Coding>& codings() const { return codings_; }

  /// The value of every term where the factors have these positions (`Level::position`).
  [[nodiscard]] std::vector<double> row(std::span<const double> positions) const;
  /// The same where only one factor is anywhere, and all others are at their middle, or at the mean of their words.
  [[nodiscard]] std::vector<double> row_of(std::size_t factor, double position) const;
  [[nodiscard]] Matrix design(std::span<const DesignPoint> points) const;

 private:
  /// A column of the coding of one factor.
  struct Column {
    std::size_t factor = 0;
    std::size_t number = 0;
  };
  void add(std::string name, std::vector<std::size_t> product);
  void add_interactions();
  void add_squares(std::span<const Factor> factors, std::span<const DesignPoint> points);
  [[nodiscard]] std::vector<double> row_from(std::span<const double> coded) const;

  std::vector<Coding> codings_;
  std::vector<Column> columns_;
  std::vector<std::string> names_;
  std::vector<std::vector<std::size_t>> products_;  // of columns; the intercept is that of none
};

}  // namespace outlive::study
