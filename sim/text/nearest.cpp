#include "sim/text/nearest.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/text/character.hpp"

namespace outlive::text {

namespace {

constexpr std::size_t longest_guessed =
    100;  // the time is quadratic, and a longer word is no slip of the pen

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
  return lower;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Optimal string alignment: row i holds the distances from the first i letters of a to each beginning of b.
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;

  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (exchanged) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row[b.size()];
}

std::optional<std::string_view> nearest(std::string_view text, std::span<const std::string_view> candidates) {
  if (text.size() > longest_guessed) return std::nullopt;
  const std::string lower = lower_case(text);
  const std::size_t limit = std::max<std::size_t>(1, text.size() / 3);

  using Rank = std::tuple<std::size_t, std::size_t, std::string_view>;
  std::optional<Rank> best;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > text.size() + limit || text.size() > candidate.size() + limit) continue;
    const std::size_t distance = edit_distance(lower, lower_case(candidate));
    const bool something_left = distance < text.size();
    if (distance > limit || (distance > 0 && !something_left)) continue;
    const Rank rank{distance, edit_distance(text, candidate), candidate};
    if (!best || rank < *best) best = rank;
  }
  if (!best) return std::nullopt;
  return std::get<std::string_view>(*best);
}

}  // namespace outlive::text
