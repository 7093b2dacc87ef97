#include "sim/study/series.hpp"

#include <cmath>

#include "sim/study/comparing.hpp"
#include "sim/study/fields.hpp"

namespace outlive::study {

void Series::add(const Value& value) {
  if (!least_ || order(value, *least_) < 0) least_ = value;
  if (!greatest_ || order(value, *greatest_) > 0) greatest_ = value;
  // One without a number leaves a gap, after which there is no mean.
  const bool is_word = value.type == Expected::Type::text || value.type == Expected::Type::flag;
  if (!is_word && has_mean() && std::isfinite(as_number(value))) numbers_.push_back(as_number(value));
  ++count_;
}

bool Series::varies() const { return order(*least_, *greatest_) != 0; }

}  // namespace outlive::study
