// What finding a quantity and spelling its name have in common.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "outlive/scenario.hpp"

namespace outlive::study::keys {

/// Of a cost: each may have `.share` behind it.
inline constexpr std::array cost_parts{"total", "useful",   "unseen",   "lost",      "unfinished",
                                       "idle",  "overhead", "attended", "background"};

/// Of a job that read tables.
inline constexpr std::array seen_names{"columns", "columns_seen"};

/// Of all acts against people.
inline constexpr std::array offboarding_names{"last_stop", "takes", "last_credential", "jobs", "sessions"};

/// Takes `word` and a dot off the front of `key`.
inline bool take(std::string_view& key, std::string_view word) {
  if (!key.starts_with(word) || key.size() <= word.size() || key[word.size()] != '.') return false;
  key.remove_prefix(word.size() + 1);
  return true;
}

/// The number of the one with this name; no_number if there is none.
template <class Spec>
Number find_name(const std::vector<Spec>& specs, std::string_view name) {
  const auto spec =
      std::find_if(specs.begin(), specs.end(), [&](const Spec& each) { return each.name == name; });
  return spec == specs.end() ? no_number : static_cast<Number>(spec - specs.begin());
}

}  // namespace outlive::study::keys
