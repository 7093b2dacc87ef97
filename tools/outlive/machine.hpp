// What the machine has to offer.
#pragma once

#include <cstdint>
#include <optional>

namespace outlive::tool {

/// Bytes that may still be used, by the machine, by the control group that the program runs in and by its limit of address
/// space (`ulimit -v`), the least of them; nothing where none can be told.
std::optional<std::uint64_t> available_memory();

}  // namespace outlive::tool
