// How long vended credentials live, and when a job asks for new ones (rule DATA-1).
#pragma once

#include <algorithm>

#include "outlive/access.hpp"
#include "outlive/assumptions.hpp"
#include "outlive/settings.hpp"

namespace outlive::access {

/// The longest that credentials of Lake Formation may live: its page says 6 h in its text and 12 h in its field range
/// (assumption B-21). S3 Access Grants allow 12 h, which is the range of the setting.
inline Duration longest_table_credentials(const Assumptions& assumptions) {
  return std::chrono::hours{assumptions.otherwise(Assumption::lake_formation_credential_maximum) ? 12 : 6};
}

/// The lifetime of what is vended at `when` for a table.
inline Duration table_credentials(const SettingsHistory& settings, Moment when) {
  return settings.duration(Setting::lake_formation_credential_duration, when);
}

/// The lifetime of what is vended at `when` for a location.
inline Duration location_credentials(const SettingsHistory& settings, Moment when) {
  return settings.duration(Setting::s3_access_grants_credential_duration, when);
}

/// How long after a vending at `when` a job asks again: as often as it says, else when the first of what it was given
/// expires. `unlimited` if it reads nothing.
inline Duration until_renewal(const SettingsHistory& settings, const Reads& reads, Moment when) {
  if (reads.renews_every != from_settings) return reads.renews_every;
  Duration first = unlimited;
  if (!reads.tables.empty()) first = table_credentials(settings, when);
  if (!reads.locations.empty()) first = std::min(first, location_credentials(settings, when));
  return first;
}

}  // namespace outlive::access
