// What jobs were let see: the columns that their last credentials opened, and where a credential leads.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::study {

/// Sorted once for all jobs. Scenario and results must outlive it.
class DataSeen {
 public:
  DataSeen(const Scenario& scenario, const Results& results);

  /// `db.table.column` of each table that the job reads, as its last allowed vending had it: tables in the order of
  /// the catalogue, columns in the order of the table. Nothing if the job reads no tables.
  [[nodiscard]] std::optional<std::vector<std::string>> columns(Number job) const;

  /// The location that a vending is about; empty if it is about a table.
  [[nodiscard]] std::string location(const Vending& vending) const;

  /// The vendings of a job, in the order of time: numbers among Results::vendings.
  [[nodiscard]] std::vector<Number> vendings_of(Number job) const;

 private:
  [[nodiscard]] const Reads* reads_of(Number job) const;

  const Scenario& scenario_;
  const Results& results_;
  std::vector<Number> reads_;   // by job, among Scenario::reads
  std::vector<Number> by_job_;  // vendings, by job and then time
};

}  // namespace outlive::study
