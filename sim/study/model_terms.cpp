#include "sim/study/model_terms.hpp"

#include <algorithm>
#include <set>

#include "sim/engine/elementary.hpp"

namespace outlive::study {

Coding::Coding(const Factor& factor)
    : is_word_(factor.type == Factor::Type::word),
      logarithmic_(factor.logarithmic),
      levels_(factor.levels.size()) {
  if (is_word_ || factor.levels.empty()) return;
  const auto [least, greatest] =
      std::minmax_element(factor.levels.begin(), factor.levels.end(),
                          [](const Level& a, const Level& b) { return a.position < b.position; });
  least_ = least->position;
  greatest_ = greatest->position;
  const double from = logarithmic_ ? elementary::log(least_) : least_;
  const double to = logarithmic_ ? elementary::log(greatest_) : greatest_;
  middle_ = (from + to) / 2;
  half_ = (to - from) / 2;
}

std::size_t Coding::columns() const {
  if (is_word_) return levels_ == 0 ? 0 : levels_ - 1;
  return half_ > 0 ? 1 : 0;
}

double Coding::value(std::size_t column, double position) const {
  if (!is_word_) return ((logarithmic_ ? elementary::log(position) : position) - middle_) / half_;
  const auto level = static_cast<std::size_t>(position);
  if (level + 1 == levels_) return -1;
  return level == column ? 1 : 0;
}

double Coding::position_of(double coded) const {
  if (coded <= -1) return least_;  // not rounded
  if (coded >= 1) return greatest_;
  const double position = middle_ + coded * half_;
  return logarithmic_ ? elementary::exp(position) : position;
}

ModelTerms::ModelTerms(std::span<const Factor> factors, std::span<const DesignPoint> points, Order order) {
  add("intercept", {});
  for (std::size_t i = 0; i < factors.size(); ++i) {
    codings_.emplace_back(factors[i]);
    for (std::size_t column = 0; column < codings_[i].columns(); ++column) {
      std::string name = factors[i].name;
      if (codings_[i].is_word()) name += "=" + factors[i].levels[column].text;
      columns_.push_back({i, column});
      add(std::move(name), {columns_.size() - 1});
    }
  }
  if (order.interactions) add_interactions();
  if (order.squares) add_squares(factors, points);
}

void ModelTerms::add(std::string name, std::vector<std::size_t> product) {
  names_.push_back(std::move(name));
  products_.push_back(std::move(product));
}

// So far term i + 1 is column i.
void ModelTerms::add_interactions() {
  for (std::size_t a = 0; a < columns_.size(); ++a)
    for (std::size_t b = a + 1; b < columns_.size(); ++b)
      if (columns_[a].factor != columns_[b].factor) add(names_[a + 1] + " * " + names_[b + 1], {a, b});
}

void ModelTerms::add_squares(std::span<const Factor> factors, std::span<const DesignPoint> points) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::size_t factor = columns_[i].factor;
    if (codings_[factor].is_word()) continue;
    std::set<double> positions;
    for (const DesignPoint& point : points) positions.insert(point.levels[factor].position);
    if (positions.size() >= 3) add(factors[factor].name + "^2", {i, i});
  }
}

std::vector<double> ModelTerms::row_from(std::span<const double> coded) const {
  std::vector<double> row;
  for (const std::vector<std::size_t>& product : products_) {
    double value = 1;
    for (const std::size_t column : product) value *= coded[column];
    row.push_back(value);
  }
  return row;
}

std::vector<double> ModelTerms::row(std::span<const double> positions) const {
  std::vector<double> coded;
  for (const Column& column : columns_)
    coded.push_back(codings_[column.factor].value(column.number, positions[column.factor]));
  return row_from(coded);
}

std::vector<double> ModelTerms::row_of(std::size_t factor, double position) const {
  std::vector<double> coded;
  for (const Column& column : columns_)
    coded.push_back(column.factor == factor ? codings_[factor].value(column.number, position) : 0);
  return row_from(coded);
}

Matrix ModelTerms::design(std::span<const DesignPoint> points) const {
  Matrix design{names_.size(), {}};
  for (const DesignPoint& point : points) {
    std::vector<double> positions;
    for (const Level& level : point.levels) positions.push_back(level.position);
    const std::vector<double> values = row(positions);
    design.values.insert(design.values.end(), values.begin(), values.end());
  }
  return design;
}

}  // namespace outlive::study
