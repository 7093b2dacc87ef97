// What the report of a run says: built once, rendered as text, as Markdown and on the page.
#pragma once

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/output/document.hpp"
#include "sim/output/needed_quotas.hpp"
#include "sim/study/replications.hpp"

namespace outlive::output {

/// Of the first replication, and of all of them unless that is nothing. Rankings keep the first 50 rows and say how many more
/// there are.
Document run_document(const Scenario& scenario, const Results& results,
                      const study::Replications* replications, const NeededQuotas* needed = nullptr);

}  // namespace outlive::output
