// What all JSON about studies has in common: the plan, levels, estimates.
#pragma once

#include <optional>
#include <string_view>

#include "outlive/estimate.hpp"
#include "outlive/study.hpp"
#include "sim/output/json.hpp"

namespace outlive::output {

/// Null for what is not finite, such as an end that never came.
Json number_json(double value);

/// `{"value": ..., "lower": ..., "upper": ...}`, null where there is no number or no interval.
Json estimate_json(const std::optional<Estimate>& estimate);

/// `{"idle": "1h", ...}`
Json levels_json(const Study& study, const DesignPoint& point);

/// What each document about a study begins with: version, kind, title and plan.
Json study_head(std::string_view kind, const Study& study);

/// Whether it went to its end, and how many of its design points did.
void add_completeness(const Study& study, Json& document);

/// All that decides what the study comes to, with its hash.
Json plan_json(const Study& study);

/// "yes", "no", "undecided".
std::string_view word_of(Answer answer);

}  // namespace outlive::output
