// How reports tell what several replications gave, and the reports that do.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "outlive/expectation.hpp"
#include "outlive/report.hpp"
#include "outlive/results.hpp"
#include "sim/output/document.hpp"
#include "sim/output/json.hpp"
#include "sim/output/needed_quotas.hpp"
#include "sim/study/replications.hpp"

namespace outlive::output {

inline constexpr std::string_view one_replication =
    "one replication: no interval; --replications 10 gives one";

/// `analysts.explore.wanted`: people know that it is a population's activity.
std::string short_name(const std::string& response);

/// `replication 1 of 20`: what reports tell of the first alone is called that. Empty where there is one run only.
std::string label_of_first(const study::Replications* replications);

/// Whether the work was stopped before its end: in the first run or in a later replication.
bool is_incomplete(const Results& first, const study::Replications* replications);
/// Which share, from 0 to 1, of all runs that were wanted was done.
double share_done(const Results& first, const study::Replications* replications);
/// `INCOMPLETE: stopped after 43 % of the work`, or `after 3 of 20 replications`.
std::string incomplete_line(const Results& first, const study::Replications* replications);

/// The most important responses, each with mean, half-width of its interval and standard deviation.
Section replications_section(const study::Replications& replications);
/// The same of the resources that some were refused of or waited for in any replication, and of `scarce`.
Section capacity_replications_section(const study::Replications& replications,
                                      const std::vector<const ResourceResult*>& scarce);
/// All of them, with the value of each in each replication: what `compare` reads back.
Json replications_json(const study::Replications& replications, std::string_view currency);
/// One row a response: a document of its own.
std::string replications_csv(const study::Replications& replications, std::string_view currency);

/// The reports of outlive/report.hpp on the first replication, and on all of them, unless that is nothing. `verdicts` and
/// `needed` are those over all of them; `needed` is nothing if nobody asked.
std::string report_text(const Scenario& scenario, const Results& results,
                        const study::Replications* replications, const TextStyle& style,
                        const NeededQuotas* needed = nullptr);
std::string report_json(const Scenario& scenario, const Results& results,
                        const study::Replications* replications, const std::vector<Verdict>& verdicts,
                        const NeededQuotas* needed = nullptr);
std::string report_markdown(const Scenario& scenario, const Results& results,
                            const study::Replications* replications, const NeededQuotas* needed = nullptr);

/// report_json without the rows of sessions, jobs and hosts.
std::string summary_json(const Scenario& scenario, const Results& results,
                         const study::Replications* replications, const std::vector<Verdict>& verdicts,
                         const NeededQuotas* needed = nullptr);

}  // namespace outlive::output
