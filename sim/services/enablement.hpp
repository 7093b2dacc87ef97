// Which identity new work gets: the enablement matrix, identity propagation and releases, as of one moment.
#pragma once

#include "outlive/settings.hpp"
#include "outlive/vocabulary.hpp"
#include "outlive/work.hpp"
#include "sim/services/service.hpp"

namespace outlive::services {

/// The moments that decide; for work that is not started from an app, `app_started` is `now`.
struct Circumstances {
  Moment now;
  Moment signed_in;
  Moment app_started;
  Domain domain = general_domain;
};

struct Grant {
  Identity identity = Identity::none;
  bool refused = false;  // the service will not start it (GLUE-2)
  Rule rule = Rule::none;
};

Grant grant_identity(const Service& service, const Work& work, const SettingsHistory& settings,
                     const Circumstances& circumstances);

}  // namespace outlive::services
