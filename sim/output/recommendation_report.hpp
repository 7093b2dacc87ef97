// What a search for settings came to, for people and for programs.
#pragma once

#include <optional>
#include <string>

#include "outlive/recommendation.hpp"
#include "outlive/report.hpp"
#include "sim/output/document.hpp"

namespace outlive::output {

/// The answer in the first lines, then what it rests on.
Document recommendation_document(const Study& study, const Recommendation& found);

/// That as text.
std::string recommendation_text(const Study& study, const Recommendation& found, const TextStyle& style);

/// The same as Markdown.
std::string recommendation_markdown(const Study& study, const Recommendation& found);

/// Everything: the plan, the goal, the answer, every point, what is around, effects and assumptions.
Json recommendation_json(const Study& study, const Recommendation& found);

/// The report as data, and what the page draws.
Json recommendation_report_json(const Study& study, const Recommendation& found);

/// Goal and first promise of every point, with the front and the chosen point.
std::string front_svg(const Study& study, const Recommendation& found);

/// What each factor does to the goal. Nothing where the surface does not fit.
std::optional<std::string> tornado_svg(const Study& study, const Recommendation& found);

/// The fitted surface over the two factors that do most. Nothing where it does not fit, or there is one factor.
std::optional<std::string> surface_svg(const Study& study, const Recommendation& found);

}  // namespace outlive::output
