// `--set populations.analysts.users=5000`: what the command line says in place of a key of a population.
#pragma once

#include <string_view>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/load.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

/// Is this override one of the document, a population or the price book, and not of a setting?
bool is_of_document(std::string_view key);
inline constexpr std::string_view prices_key = "prices";

/// The document with what overrides of populations say; the others are passed over. An override that cannot be obeyed is
/// reported and left out.
Document override_populations(Document document, const std::vector<Override>& overrides,
                              Diagnostics& problems);

}  // namespace outlive::input
