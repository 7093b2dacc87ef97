// The CloudTrail log that the simulated estate would leave: what an auditor, or an importer, would have of the run.
#pragma once

#include <string>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive {

/// One document, `{"Records": [...]}`, as CloudTrail's own files are, with one record a line.
///
/// Every call to AWS that people make leaves a record, also one that AWS refuses, and so do the background sessions that
/// services create and the credentials that are vended (rules.md section 8). What ends by itself leaves none: idle and
/// hard limits, expiries, the end of work. Nor do rows of traces, which name no service. A record is on record once it is
/// delivered, some minutes after the call (CT-1, assumption B-25); what would be delivered after the horizon is left out.
/// Records stand in the order of delivery, whose instant is in additionalEventData."x-sim-deliveredAt". Events that the
/// documentation does not name come from sources that end in `.x-sim` (B-24). Account, addresses and identifiers are made
/// up, and the same for the same scenario.
std::string audit_json(const Scenario& scenario, const Results& results);

/// The same records, one JSON object a line.
std::string audit_lines(const Scenario& scenario, const Results& results);

}  // namespace outlive
