// An exported file as text, whether it was compressed or not.
#pragma once

#include <string>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "sim/input/source.hpp"

namespace outlive::import {

/// Exports are large, but a small file that unpacks to this much was made to do harm.
inline constexpr input::SizeLimit export_limit{std::size_t{1} << 30U, "split the export into several files"};

/// Reads `path` ("-" is standard input); what begins as gzip does (RFC 1952) is unpacked, all its members, whatever the
/// name says. What is truncated, broken, too large or no UTF-8 is in `problems` and in the status.
input::Source read_export(const std::string& path, Diagnostics& problems);

/// The same for bytes that are in memory; `path` is only their name.
input::Source unpack_export(const std::string& path, std::string bytes, Diagnostics& problems);

}  // namespace outlive::import
