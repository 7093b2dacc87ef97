// Looks over the lines of a YAML text before the parser does, for what people get wrong.
//
// yaml-cpp is right about correct documents, but about wrong ones it is silent (a quote that is never closed
// swallows the rest of the file), late (it complains lines after the cause) or laconic ("bad file"). This
// pass reads only as much of YAML as it needs to name the cause where it stands: quotes, brackets,
// indentation, tabs, colons without a space, tags, second documents, nesting. It builds nothing. What it
// accepts, yaml-cpp reads next.
//
//   a: 'abc        ->  1:4: error: this quote is not closed on its line
#pragma once

#include <string_view>

#include "outlive/diagnostic.hpp"

namespace outlive::input {

/// Lists and maps inside one another, in any notation.
inline constexpr std::size_t nesting_limit = 64;

/// True if nothing was found. `text` is checked UTF-8 (sim/input/source.hpp).
bool lint_yaml(std::string_view path, std::string_view text, Diagnostics& problems);

}  // namespace outlive::input
