// What the machine has to offer.
#pragma once

#include <cstdint>
#include <optional>

namespace outlive::tool {

/// Bytes that may still be used, by the machine and by the control group that the program runs in, the less of both;
/// nothing where neither can be told.
std::optional<std::uint64_t> available_memory();

}  // namespace outlive::tool
