// What would have saved a job: the limits that were too short for it, and the settings behind them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::output {

/// One limit that a job needed longer than it was.
struct Shortfall {
  std::string_view limit{};        // the setting's key, or what the service calls a limit that nobody can set
  std::optional<Setting> setting;  // none for a limit of the service
  bool set_by_line = false;        // the scenario's line gave the limit, in place of the setting
  Duration had{};
  Duration needed{};

  /// The longest that may be set, or that the service allows.
  [[nodiscard]] Duration most() const {
    if (setting) return Duration{info_of(*setting).most};
    return set_by_line ? unlimited : had;
  }
  [[nodiscard]] bool possible() const { return needed <= most(); }
};

/// Of the job with this number; empty if no limit ended it. The limit that acted comes first, those that stood behind it follow.
std::vector<Shortfall> shortfalls_of(const Scenario& scenario, const Results& results, Number number);

/// What a job is, with the place of a statement in its session looked through; nothing for a job without any.
const Work* work_of(const Scenario& scenario, Number job);

/// The interactive session that work of `user` which ran from `begun` until `ended` was started from;
/// no_number if none was open. Of several the line `from` of the scenario names the one it means.
Number origin_of(const Scenario& scenario, const Results& results, Number user, Instant begun, Instant ended);

}  // namespace outlive::output
