// Which combinations of levels make sense: `idle <= background`, `quota >= 500 or idle < 8h`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/study.hpp"

namespace outlive::study {

/// Some comparisons, of which one must hold.
class Constraint {
 public:
  /// Reads one; `reason` says what is wrong with it if nothing is returned.
  static std::optional<Constraint> parse(std::string_view text, std::span<const Factor> factors,
                                         std::string& reason);

  /// Whether it holds at these levels, one for each factor.
  [[nodiscard]] bool holds(std::span<const Level> levels) const;

 private:
  enum class Operator : std::uint8_t { less, at_most, equal, unequal, at_least, greater };
  struct Side {
    bool is_factor = false;
    std::size_t factor = 0;
    std::string word;     // of a word
    double position = 0;  // of anything else
  };
  struct Comparison {
    Side left;
    Operator by = Operator::equal;
    Side right;
  };
  class Parser;

  std::vector<Factor::Type> types_;  // of the factors
  std::vector<Comparison> any_of_;
};

}  // namespace outlive::study
