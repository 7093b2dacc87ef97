// What the words behind an option mean. All throw a UsageError that says what would be understood.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/outlive/options.hpp"

namespace outlive::tool {

/// A whole number from `least` to `most`.
std::int64_t whole_number(std::string_view option, const std::string& word, std::int64_t least,
                          std::int64_t most);

/// "1%" or "0.5%" as a number from 0 to less than 1.
double share_of(std::string_view option, const std::string& word);

/// KEY=VALUE, such as `example`.
Override override_of(std::string_view option, const std::string& word, std::string_view example);

/// KEY=VALUE,VALUE; a comma inside of brackets, braces or quotes separates nothing.
Variation variation_of(std::string_view option, const std::string& word);

/// `a,b,c`, none of them empty.
std::vector<std::string> list_of(std::string_view option, const std::string& word);

/// A duration such as 10m, of more than nothing.
Duration duration_of_option(std::string_view option, const std::string& word);

/// NAME=FILE, or NAME alone for the folder of results. Throws a UsageError with the nearest name and all of them.
WantedExport wanted_export(const std::string& word);

When when(const std::string& word);

Undecided undecided_as(const std::string& word);

/// Whether GitHub is to be told.
bool annotations_for(const std::string& word);

}  // namespace outlive::tool
