// The lifetimes of IAM Identity Center: interactive, background and application sessions (rules IDC-1 to
// IDC-16).
#pragma once

#include "sim/lifetime/kind.hpp"

namespace outlive::identity {

// The identity kinds stand first in the table of all kinds, in this order.
inline constexpr lifetime::KindId interactive_session = 0;
inline constexpr lifetime::KindId background_session = 1;
inline constexpr lifetime::KindId application_session = 2;
inline constexpr lifetime::KindId presence = 3;

/// The one clock of an interactive or background session that has a limit.
inline constexpr lifetime::ClockId duration_clock = 0;

extern const lifetime::Kind interactive_session_kind;
extern const lifetime::Kind background_session_kind;
extern const lifetime::Kind application_session_kind;
extern const lifetime::Kind presence_kind;

}  // namespace outlive::identity
