// The nearest valid spelling, for messages such as: unknown key `idle_timout`; did you mean `idle_timeout`?
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace outlive::text {

/// Slips of the pen between two texts: letters inserted, left out, replaced, or two neighbours exchanged.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate fewest slips away, letter case aside, if those are at most max(1, a third of the text's
/// length) and leave something of the text; else nothing, since a far-fetched guess is worse than none. Ties
/// go to the candidate that differs least in case, then to the first in the alphabet.
std::optional<std::string_view> nearest(std::string_view text, std::span<const std::string_view> candidates);

}  // namespace outlive::text
