// Numbers of responses as people read them: money to the cent, shares in per cent, durations in days and hours.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "outlive/estimate.hpp"
#include "outlive/study.hpp"

namespace outlive::output {

/// `12,345.67`, `3.2`, `1.25 %`, `2d3h`; `never` where there is no number.
std::string response_value(Response::Unit unit, double value);

/// `12,345.67 ± 123.45`, or from where to where if that is not even to both sides; without an interval the value alone.
std::string response_estimate(Response::Unit unit, const std::optional<Estimate>& estimate);

/// The same with the sign of a difference: `+12.30 ± 4.56`.
std::string response_difference(Response::Unit unit, const std::optional<Estimate>& estimate);

/// `cost`, `p95 of cost`, `share of cost <= 5 USD`; with the currency behind money.
std::string response_title(const Response& response, const std::string& currency);

/// `at least 99.5%`, as the study has it.
std::string limit_text(Comparison comparison, const Expected& low, const Expected& high);

/// What its numbers count, for programs: `USD`, `count`, `share`, `ms`.
std::string_view unit_name(Response::Unit unit, std::string_view currency);

/// A number for programs: as short as it can be read back from, and nothing where there is none.
std::string shortest(double value);

}  // namespace outlive::output
