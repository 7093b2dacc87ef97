// Makes text from outside safe to print: a name may hold terminal escapes, line feeds or bytes that are no
// UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace outlive::text {

/// The text with control characters (`\n`, `\x1b`, `\u0085`), marks that turn the direction of writing or
/// break lines (`\u202e`), and invalid UTF-8 (`\xff`) written out; everything else as it is.
std::string sanitize(std::string_view text);

/// JSON with all of that as escapes of JSON, `\u202e`: outside of texts it has none. It has to be UTF-8.
std::string escape_in_json(std::string json);

/// How many columns the text takes, counted in code points; invalid bytes count as one each.
std::size_t width_of(std::string_view text);

}  // namespace outlive::text
