// One row for each thing that a user can start: where its identity and its limits come from.
//
// The enablement matrix (Identity Center's switch against the service's own) is a column here, not code: only the cell
// "off at Identity Center, on at the service" differs between services.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "outlive/settings.hpp"
#include "outlive/work.hpp"
#include "sim/lifetime/kind.hpp"

namespace outlive::services {

/// When a switch of trusted identity propagation takes effect.
enum class Propagation : std::uint8_t {
  at_once,            // for whatever starts next
  after_app_restart,  // on: in an app started after it, with a sign-in made after it; off: at once (SM-9, SM-8)
  never,              // the work carries no user identity
  assumed,            // traces: every job has its background session, whatever the switches say
};

/// What the cell off/true of the matrix does.
enum class OffTrue : std::uint8_t { refuses, falls_back };

/// Where one limit of the work comes from.
struct LimitSource {
  lifetime::ClockId clock = lifetime::no_clock;  // no_clock: the service has no such limit
  bool from_setting = false;
  Setting setting = Setting::glue_start_up;
};

struct Service {
  std::string_view name;   // as scenarios call it
  std::string_view type;   // the `type` of a job, or empty
  std::string_view title;  // for people
  std::string_view sku;    // of its price, or the beginning of it
  lifetime::KindId kind;
  bool is_session;
  Propagation propagation;
  Setting propagation_switch;
  Setting background_switch;
  Release needs_for_propagation;
  Release needs_for_background;
  OffTrue off_true;
  Rule background_rule;   // it got a background session
  Rule interactive_rule;  // it is bound to the interactive session
  Rule role_rule;         // it depends on no user session
  Rule refused_rule;
  std::array<LimitSource, limit_count> limits;  // start-up, idle timeout, hard limit
  bool draws_dpus;                              // from glue.dpu_quota
  bool saves_on_stop;                           // has a save window
};

const Service& service_of(ServiceType type);

}  // namespace outlive::services
