// Which identity new work gets: the enablement matrix, identity propagation and releases, as of one moment.
#pragma once

#include "outlive/assumptions.hpp"
#include "outlive/settings.hpp"
#include "outlive/vocabulary.hpp"
#include "outlive/work.hpp"
#include "sim/services/service.hpp"

namespace outlive::services {

/// What an application or a cluster says of background sessions.
struct HostSwitch {
  Release release{};
  bool asks_for_background = false;
  bool knows_background = true;  // made in a way that can have them (EMR-7)
};

/// The moments that decide; for work that is not started from an app, `app_started` is `now`.
struct Circumstances {
  Moment now;
  Moment signed_in;
  Moment app_started;
  Domain domain = general_domain;
  HostSwitch host{};  // of work that runs in one
};

struct Grant {
  Identity identity = Identity::none;
  bool refused = false;  // the service will not start it (GLUE-2)
  Rule rule = Rule::none;
};

Grant grant_identity(const Service& service, const Work& work, const SettingsHistory& settings,
                     const Assumptions& assumptions, const Circumstances& when);

}  // namespace outlive::services
