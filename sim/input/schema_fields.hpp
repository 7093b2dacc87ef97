// Keys that many lines of a timeline have in common, and what a line is made of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/input/schema.hpp"

namespace outlive::input {

inline constexpr std::int64_t most_workers = 100'000;
inline constexpr std::int64_t most_vcpu = 10'000'000;

Field user_field();
Field from_field();
/// Lines that act on something with an owner need not name who does it; if they do, it is checked.
Field owner_field();
/// The same where others than the owner may do it, too.
Field anyone_field();
Field session_field();
Field app_field();
Field fails_field();
Field start_up_field();
Field scheduled_field();
Field takes_field();
Field instance_type_field();
Field background_sessions_field(std::string description);

/// A line that `key: value` selects, such as `admin: revoke`.
Variant line(std::string key, std::string value, std::string description, std::vector<Field> fields,
             std::vector<Variant> variants = {});
Variant does(std::string verb, std::string description, std::vector<Field> fields,
             std::vector<Variant> variants = {});

std::vector<Field> joined(std::vector<Field> fields, std::vector<Field> more);

}  // namespace outlive::input
