#include "sim/input/shares.hpp"

#include <string>

#include "sim/input/decode.hpp"
#include "sim/input/scalars.hpp"
#include "sim/text/number.hpp"

namespace outlive::input {
namespace {

/// 99.3%, without zeros that say nothing.
std::string percent_text(std::int64_t portion) {
  constexpr int decimals = decimal_digits - 2;
  std::string text = text::format_scaled(portion, decimals);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text + "%";
}

}  // namespace

bool Shares::add_up(const KeyedNode& whole, Diagnostics& problems) const {
  if (sum_ == whole_portion) return true;
  whole.error(problems, "the shares add up to " + percent_text(sum_) + "; expected 100%");
  return false;
}

std::vector<double> Shares::cumulative() const {
  std::vector<double> shares;
  for (const std::int64_t until : until_) {
    shares.push_back(static_cast<double>(until) / static_cast<double>(whole_portion));
  }
  return shares;
}

double as_fraction(Node node) {
  return static_cast<double>(as_portion(node)) / static_cast<double>(whole_portion);
}

}  // namespace outlive::input
