// What a record of runs is made of, for those who read one back (outlive/run_record.hpp has the record itself).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "outlive/run_record.hpp"

namespace outlive::study {

/// What people call a job; a row of a trace without a name goes by its line.
std::string name_of_job(const Scenario& scenario, Number job);

/// Whether a run draws random numbers: users of populations do, and stops that take a random time.
bool has_chance(bool has_populations, Option stop_latency);

/// What kind of number a quantity is (`cost.total`, `jobs.train.worked`); nothing if there is none of this name, or it is no
/// number.
std::optional<ResponseUnit> unit_of_quantity(const Scenario& scenario, std::string_view key);

/// Of a quantity that is a number: shares are called so.
ResponseUnit unit_of_number(std::string_view key);

}  // namespace outlive::study
