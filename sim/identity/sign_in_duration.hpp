// How long a sign-in lasts: one place for the rule, since the loader needs it, too.
#pragma once

#include <algorithm>

#include "outlive/settings.hpp"

namespace outlive::identity {

/// The setting in force at sign-in, or the directory's cap if that is shorter; fixed from then on (IDC-1,
/// IDC-2).
inline Duration sign_in_duration(const SettingsHistory& settings, Moment signed_in) {
  return std::min(settings.duration(Setting::interactive_session_duration, signed_in),
                  settings.duration(Setting::interactive_session_directory_cap, signed_in));
}

}  // namespace outlive::identity
