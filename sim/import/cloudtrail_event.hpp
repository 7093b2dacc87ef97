// One record of a CloudTrail log, as far as an importer cares, and which ones it understands.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/import/estate_draft.hpp"
#include "sim/import/json_fields.hpp"

namespace outlive::import {

struct CloudTrailEvent;
struct CloudTrailHandler {
  std::string_view source;  // without .x-sim
  std::string_view name;
  Rank rank;
  /// Why it cannot be used, or nothing.
  std::optional<std::string> (*take)(EstateDraft& draft, const CloudTrailEvent& event);
};

struct CloudTrailEvent {
  const CloudTrailHandler* handler = nullptr;
  std::int64_t at_ms = 0;
  std::int64_t order = 0;    // among those of the same moment and rank: the number of a statement
  std::string user{};        // onBehalfOf.userId, or whose role session it is
  bool personal = false;     // with onBehalfOf
  std::string credential{};  // of a sign-in
  std::string user_name{};   // that a sign-in tells
  Json request{};
  Json response{};
  Where where{};
};

using Unused = std::optional<std::string>;

/// The handlers of each subject, in files of their own.
const CloudTrailHandler* find_people_event(std::string_view source, std::string_view name);
const CloudTrailHandler* find_session_event(std::string_view source, std::string_view name);
const CloudTrailHandler* find_job_event(std::string_view source, std::string_view name);
const CloudTrailHandler* find_host_event(std::string_view source, std::string_view name);

template <class Handlers>
const CloudTrailHandler* find_among(const Handlers& handlers, std::string_view source,
                                    std::string_view name) {
  for (const CloudTrailHandler& each : handlers) {
    if (each.source == source && each.name == name) return &each;
  }
  return nullptr;
}

/// How a draft calls what a log or list calls `id`.
inline std::string key_of(std::string_view kind, std::string_view id) {
  return std::string(kind) + " " + std::string(id);
}

/// Notes that a call stopped the job with this key.
Unused stop_job(EstateDraft& draft, const CloudTrailEvent& event, const std::string& key);

/// `, key: value` for a text that becomes YAML.
std::string field(std::string_view key, std::string_view value);

/// `, key: 2h` if the duration lies in the range that a scenario takes; else nothing is said, and the tally tells.
std::string duration_field(EstateDraft& draft, std::string_view key, std::optional<std::int64_t> number,
                           Duration unit, Duration least, Duration most);

/// `, key: 5` in the same way.
std::string number_field(EstateDraft& draft, std::string_view key, std::optional<std::int64_t> number,
                         std::int64_t least, std::int64_t most);

/// What glue.amazonaws.com says of workers, in a call or in a list; `capital` if keys begin with capitals.
std::string glue_worker_fields(EstateDraft& draft, const Json& parameters, bool capital);

/// A release such as `7.8` of `emr-7.8.0`, if it is one.
std::string release_field(const std::optional<std::string>& label);

/// Instances of SageMaker.
std::string instance_fields(EstateDraft& draft, const std::optional<std::string>& type,
                            std::optional<std::int64_t> count);

}  // namespace outlive::import
