// The sentences about acts against people that the text and the Markdown report share.
#pragma once

#include <string>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/study/offboarding.hpp"

namespace outlive::output {

/// `line 12, 2026-03-03 15:00, revoke maria`.
std::string offboarding_act(const Scenario& scenario, const study::Offboarding& row);

/// `2 jobs and 1 session ended, the last after 15m; the last credential expires at 2026-03-03 16:00`.
std::string offboarding_effect(const Scenario& scenario, const study::Offboarding& row);

}  // namespace outlive::output
