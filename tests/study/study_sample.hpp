// Factors and design points, written shortly.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "outlive/study.hpp"

namespace outlive::testing {

inline Factor numeric_factor(std::string name, std::initializer_list<double> positions,
                             bool logarithmic = false) {
  Factor factor;
  factor.name = std::move(name);
  factor.type = Factor::Type::number;
  factor.logarithmic = logarithmic;
  for (const double position : positions) {
    Level level;
    level.position = position;
    factor.levels.push_back(level);
  }
  return factor;
}

inline Factor word_factor(std::string name, std::initializer_list<const char*> words) {
  Factor factor;
  factor.name = std::move(name);
  for (const char* word : words) {
    Level level;
    level.text = word;
    level.position = static_cast<double>(factor.levels.size());
    factor.levels.push_back(level);
  }
  return factor;
}

inline std::vector<DesignPoint> points_at(std::initializer_list<std::initializer_list<double>> positions) {
  std::vector<DesignPoint> points;
  for (const auto& row : positions) {
    DesignPoint point;
    point.number = static_cast<std::uint32_t>(points.size());
    for (const double position : row) {
      Level level;
      level.position = position;
      point.levels.push_back(level);
    }
    points.push_back(point);
  }
  return points;
}

}  // namespace outlive::testing
