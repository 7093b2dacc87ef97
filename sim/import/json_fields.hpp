// Reads foreign JSON without trusting it: what is missing or of another type is simply not there.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "sim/input/json_view.hpp"

namespace outlive::import {

using input::Json;

/// The value at a path of keys, or null.
const Json* find(const Json& from, std::initializer_list<std::string_view> path);

/// A text, or nothing.
std::optional<std::string> text_at(const Json& from, std::initializer_list<std::string_view> path);

/// A whole number that fits 64 bits, also one written as 5.0 or "5".
std::optional<std::int64_t> integer_at(const Json& from, std::initializer_list<std::string_view> path);

std::optional<bool> flag_at(const Json& from, std::initializer_list<std::string_view> path);

/// A moment in milliseconds since 1970: ISO 8601 with any number of decimals, or seconds since 1970, as the two versions of the AWS
/// command line write them.
std::optional<std::int64_t> moment_at(const Json& from, std::initializer_list<std::string_view> path);

}  // namespace outlive::import
