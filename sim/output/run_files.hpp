// The files of a run's results folder: one table, which the command line writes and the documents list.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/expectation.hpp"
#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/output/needed_quotas.hpp"
#include "sim/study/replications.hpp"

namespace outlive::output {

/// What came of a run, of the first replication and of all of them; everything must outlive it.
struct RunReport {
  const Scenario& scenario;
  const Results& results;
  const study::Replications* replications = nullptr;  // nothing for one run
  const std::vector<Verdict>& verdicts;
  const NeededQuotas* needed = nullptr;  // nothing if nobody asked
};

struct RunFile {
  std::string_view name;
  std::string_view about;
  std::string (*text)(const RunReport& report);
};

std::span<const RunFile> run_files();

}  // namespace outlive::output
