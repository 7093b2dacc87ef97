// One row for each thing that a user can start: where its identity and its limits come from.
//
// The enablement matrix (Identity Center's switch against the service's own) is a column here, not code: only the cell
// "off at Identity Center, on at the service" differs between services.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "outlive/assumptions.hpp"
#include "outlive/settings.hpp"
#include "outlive/work.hpp"
#include "sim/lifetime/kind.hpp"

namespace outlive::services {

/// When a switch of trusted identity propagation takes effect.
enum class Propagation : std::uint8_t {
  at_once,            // for whatever starts next
  after_app_restart,  // on: in an app started after it, with a sign-in made after it; off: at once (SM-9, SM-8)
  always,             // a client of Identity Center: there is no switch
  never,              // the work carries no user identity
  assumed,            // traces: every job has its background session, whatever the switches say
};

/// Who says whether the service uses background sessions.
enum class BackgroundSwitch : std::uint8_t {
  never,    // it knows none
  setting,  // a setting of the service
  host,     // the application or cluster that the session runs in
};

/// What the cell off/true of the matrix does.
enum class OffTrue : std::uint8_t {
  refuses,
  falls_back,
  as_assumed,  // B-11: falls back, or refuses
};

/// What the work draws on.
enum class Capacity : std::uint8_t { unlimited, dpus, instances, application, cluster };

/// Where one limit of the work comes from.
struct LimitSource {
  lifetime::ClockId clock = lifetime::no_clock;  // no_clock: the service has no such limit
  std::optional<Setting> setting{};              // used where the line gives none
};

struct Service {
  std::string_view name;   // as scenarios call it
  std::string_view type;   // the `type` of a job, or empty
  std::string_view title;  // for people
  std::string_view sku;    // of its price, or the beginning of it
  lifetime::KindId kind;
  bool is_session = false;
  std::optional<Application>
      application{};  // of Identity Center: who is assigned, how often tokens are exchanged
  Propagation propagation = Propagation::at_once;
  Setting propagation_switch = Setting::glue_identity_propagation;
  BackgroundSwitch background = BackgroundSwitch::never;
  Setting background_switch = Setting::glue_background_sessions;
  Release needs_for_propagation{};  // of the work, or of its host
  Release needs_for_background{};
  OffTrue off_true = OffTrue::falls_back;
  Rule background_rule = Rule::none;   // it got a background session
  Rule interactive_rule = Rule::none;  // it is bound to the interactive session
  Rule off_true_rule = Rule::none;     // it is because of the cell off/true; Rule::none: as above
  Rule role_rule = Rule::none;         // it depends on no user session
  Rule refused_rule = Rule::none;
  Rule stopped_rule = Rule::none;  // a person stops it
  std::array<LimitSource, limit_count> limits{};
  Duration fixed_hard_limit = unlimited;  // that nobody can set
  std::string_view fixed_hard_limit_name{};
  Duration entitlement_lag{};  // the bound until it sees a changed group or grant
  Capacity capacity = Capacity::unlimited;
  std::optional<Setting> queues_when_full{};  // whether it waits for that, or is refused
  std::string_view refused_state = "FAILED";
  lifetime::ClockId complete_clock = lifetime::no_clock;  // see assumption B-5
  lifetime::ClockId activity_limit = lifetime::no_clock;  // takes the idle timeout under assumption B-8
  std::optional<Assumption> billed_from_creation{};       // where its alternative is in force
  // It carries its identity but depends on no session, unless this assumption says otherwise.
  std::optional<Assumption> unbound_by{};
  bool is_engine = false;        // its stops take time only where assumption B-4 says so
  bool keeps_results = false;    // writes them by nature
  bool can_restart = false;      // from where its last checkpoint left it
  bool saves_on_stop = false;    // has a save window
  bool waits = false;            // its background session may count from its work instead (B-12)
  bool fails_on_expiry = false;  // losing its session may depend on how, or on what it reads (B-13, B-29)
};

const Service& service_of(ServiceType type);

// The rows, each beside its kind.
extern const Service glue_session_service;            // glue.cpp
extern const Service glue_job_service;                // glue.cpp
extern const Service glue_streaming_job_service;      // glue.cpp
extern const Service training_job_service;            // sagemaker.cpp
extern const Service processing_job_service;          // sagemaker.cpp
extern const Service emr_serverless_session_service;  // emr_serverless.cpp
extern const Service emr_ec2_session_service;         // emr_ec2.cpp
extern const Service athena_query_service;            // queries.cpp
extern const Service redshift_query_service;          // queries.cpp
extern const Service quicksight_query_service;        // queries.cpp
extern const Service notebook_run_service;            // studio.cpp
extern const Service traced_job_service;              // traced.cpp

/// The limits that every service has in common: where they come from by position.
constexpr LimitSource limited(lifetime::ClockId clock, Setting setting) { return {clock, setting}; }
constexpr LimitSource limited(lifetime::ClockId clock) { return {clock, std::nullopt}; }
inline constexpr LimitSource unlimited_by{};

}  // namespace outlive::services
