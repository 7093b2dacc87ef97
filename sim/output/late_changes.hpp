// Settings that were changed while something lived that had been started under the old ones: too late for it,
// since limits and identity are fixed at creation (IDC-8, GLUE-9, SM-7).
#pragma once

#include <string>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::output {

struct LateChange {
  Instant at{};
  Setting setting = Setting::glue_idle_timeout;
  SettingValue before = 0;
  SettingValue after = 0;
  SettingValue kept = 0;  // by what had been started
  bool given = false;     // the line that started it had given the limit anyway
  Rule rule = Rule::none;
};

/// What a session or job was started as, and when.
struct Start {
  const Work* work = nullptr;
  Identity identity = Identity::role;
  Moment begun{};
  Moment signed_in{};
  Instant ended = never;
  Domain domain = general_domain;
};

/// In the order of time.
std::vector<LateChange> late_changes(const Scenario& scenario, const Start& start);

}  // namespace outlive::output
