// What a report tells, counted and ranked once for every format.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/output/shortfall.hpp"
#include "sim/study/run_record.hpp"

namespace outlive::output {

struct OutcomeCount {
  Outcome outcome = Outcome::completed;
  Cause cause = Cause::none;
  std::uint64_t jobs = 0;
};

/// A service is the first part of its SKUs' names.
struct ServiceCost {
  std::string service;
  Cells<Money> cost;
};

/// A session that was paid for while nothing ran in it.
struct Forgotten {
  Number session = no_number;
  Duration idle{};
  Money cost;
};

/// Jobs that one limit was too short for, the neediest first.
struct LimitCount {
  struct Job {
    Number job = no_number;
    Shortfall shortfall;
  };
  std::string_view limit;
  std::uint64_t jobs = 0;
  Shortfall worst;
  std::vector<Job> neediest;  // at most `shown_jobs`
};

struct Summary {
  std::uint64_t jobs = 0;
  std::vector<OutcomeCount> outcomes;  // by outcome, then the most frequent cause first
  Cells<Money> cost;
  std::vector<ServiceCost> services;  // those that cost anything, in the order of the price book
  std::vector<Forgotten> forgotten;   // the dearest first
  std::vector<LimitCount> limits;     // the one that ended or would have ended most jobs first
};

inline constexpr std::size_t shown_jobs = 8;

std::vector<OutcomeCount> count_outcomes(const Totals& totals);

Summary summarise(const Scenario& scenario, const Results& results);

/// Money that was spent while the user was signed in, or was not.
Money cost_while(const Cells<Money>& cost, Attendance attendance);

using study::name_of_job;

}  // namespace outlive::output
