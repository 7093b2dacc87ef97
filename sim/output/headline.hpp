// The sentences that the text and the Markdown report share.
#pragma once

#include <string>
#include <vector>

#include "sim/output/summary.hpp"

namespace outlive::output {

/// `12 jobs for 131.63 USD: 9 completed (4 outlived their sign-in), 2 failed; 33.2 % of the money was idle.`
std::string headline(const Scenario& scenario, const Results& results, const Summary& summary);

/// `identity_center.background_sessions.duration: 12 jobs, 17d would have done for all`.
std::string limit_line(const LimitCount& limit);

/// Seed, horizon, events and fingerprint: what another run must show to be the same run.
std::vector<std::string> footer(const Scenario& scenario, const Results& results);

}  // namespace outlive::output
