// What a user can start, apart from when and by whom.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>

#include "outlive/time.hpp"

namespace outlive {

/// Position of something in one of the scenario's tables.
using Number = std::uint32_t;
inline constexpr Number no_number = 0xffff'ffff;

/// Position in a price book.
using SkuNumber = std::uint32_t;
inline constexpr SkuNumber no_sku = 0xffff'ffff;

/// What a line can start. Each has its row in sim/services.
enum class ServiceType : std::uint8_t {
  glue_session,
  glue_job,
  glue_streaming_job,
  training_job,
  processing_job,
  emr_serverless_session,
  emr_ec2_session,
  athena_query,
  redshift_query,
  quicksight_query,
  notebook_run,  // of Unified Studio
  traced_job,    // work of a trace: a background session, its own end, and nothing else
};
inline constexpr std::size_t service_type_count = 12;

/// The applications of Identity Center that users and groups are assigned to.
enum class Application : std::uint8_t {
  glue,
  sagemaker,
  emr_serverless,
  emr_ec2,
  athena,
  redshift,
  quicksight,
};
inline constexpr std::size_t application_count = 7;

/// A release such as 5.0 or 7.11.
struct Release {
  std::uint16_t major = 0;
  std::uint16_t minor = 0;
  friend auto operator<=>(const Release&, const Release&) = default;
};

/// Limits that a line may set for what it starts, in place of the setting in force.
enum class Limit : std::uint8_t { start_up, idle_timeout, hard_limit, max_pending, keep_alive };
inline constexpr std::size_t limit_count = 5;
inline constexpr Duration from_settings = Duration::min();
using Limits = std::array<Duration, limit_count>;
inline constexpr Limits all_from_settings{from_settings, from_settings, from_settings, from_settings,
                                          from_settings};

/// What is billed while a meter runs: so many units of one SKU.
struct MeterSpec {
  SkuNumber sku = no_sku;
  std::int64_t units = 0;
  friend bool operator==(const MeterSpec&, const MeterSpec&) = default;
};
inline constexpr std::size_t most_meters = 3;
/// Those that are not used come last, with no_sku.
using Meters = std::array<MeterSpec, most_meters>;

/// Workers of EMR Serverless, all of one size (EMRS-APP).
struct Workers {
  std::int64_t count = 0;
  std::int64_t vcpu = 0;        // of each
  std::int64_t memory_gb = 0;   // of each
  std::int64_t storage_gb = 0;  // of each

  [[nodiscard]] bool same_size(const Workers& other) const {
    return vcpu == other.vcpu && memory_gb == other.memory_gb && storage_gb == other.storage_gb;
  }
};

/// What is started: everything about a session or job but its moment and its user.
struct Work {
  ServiceType service = ServiceType::glue_session;
  std::int64_t units = 1;  // of capacity: DPUs, vCPUs, instances, or a trace's resource units
  Meters meters{};
  Release release{};
  Limits limits = all_from_settings;
  Number host = no_number;   // the EMR Serverless application or EMR cluster that it runs in
  Number reads = no_number;  // among Scenario::reads: what it must be allowed to read
  Workers workers{};         // of an EMR Serverless session
  std::int64_t bytes = 0;    // that a query scans
  bool scheduled = false;    // started by a schedule, not by a person (IDC-7)
  bool role_only = false;    // through a compatibility connection of Unified Studio: no identity propagated
  Duration checkpoint_every{};  // 0: writes none
  Duration saves_in{};          // what it needs after SIGTERM to save all its work; 0: it does not try
};

/// What holds sessions and notebooks, and has a life and a price of its own.
enum class HostType : std::uint8_t { studio_app, unified_studio_app, application, cluster };

/// How a host is set up when it is opened, created, updated or launched.
struct HostSetup {
  HostType type = HostType::studio_app;
  Meters meters{};  // an app's instance; the pre-initialised workers; the instances of a cluster
  Duration start_up = from_settings;
  Duration idle_timeout = from_settings;  // idle shutdown, auto-stop, auto-termination
  Release release{};
  bool code_editor = false;                  // an app that counts as active only while something runs
  bool background_sessions = false;          // the switch of an application, or of a cluster at its launch
  bool can_have_background_sessions = true;  // false: a cluster made without the bootstrap script (EMR-7)
  bool auto_start = false;                   // of an application: a session starts it
  std::int64_t maximum_vcpu = 0;             // of an application, or that YARN has in a cluster; 0: unlimited
  Workers initial{};                         // pre-initialised workers of an application
  /// Which of these an update changes; creation sets all.
  enum Part : std::uint8_t { flag = 1, auto_stop = 2, maximum = 4, initial_capacity = 8 };
  std::uint8_t changes = 0xff;
};

}  // namespace outlive
