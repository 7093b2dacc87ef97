// Which limits new work gets: what its line says, else what the settings say when it begins.
#pragma once

#include "outlive/assumptions.hpp"
#include "outlive/settings.hpp"
#include "outlive/work.hpp"

namespace outlive::services {

/// What `limit` is for work that begins at `when`; `unlimited` if its service has none. Sessions of Glue 5.0 and later may have
/// a timeout of their own as long as nobody has set another (B-7).
Duration limit_at(const SettingsHistory& settings, const Assumptions& assumptions, const Work& work,
                  Limit limit, Moment when, Domain domain);

}  // namespace outlive::services
