#include "sim/output/recommendation_report.hpp"

#include "sim/output/recommendation_words.hpp"
#include "sim/output/sweep_report.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t most_on_screen = 24;
constexpr std::size_t most_settings = 200;  // of a document: recommendation.json has them all

}  // namespace

Document recommendation_document(const Study& study, const Recommendation& found) {
  const RecommendationWords words(study, found);
  Document document{.kind = "recommendation",
                    .title = study.title,
                    .warnings = words.warnings(),
                    .headline = words.headline(),
                    .sections = {words.settings(most_settings, most_on_screen)},
                    .footer = study_footer(study)};
  if (found.end == Recommendation::End::chosen) document.sections.push_back(words.outside());
  if (found.end != Recommendation::End::stopped) document.sections.push_back(words.effects());
  if (!found.trials.empty()) document.sections.push_back(words.assumptions());
  document.sections.push_back(words.method());
  return document;
}

Json recommendation_report_json(const Study& study, const Recommendation& found) {
  Json report = document_json(recommendation_document(study, found));
  report["currency"] = study.scenario.prices.currency;
  report["recommendation"] = recommendation_json(study, found);
  return report;
}

std::string recommendation_text(const Study& study, const Recommendation& found, const TextStyle& style) {
  return document_text(recommendation_document(study, found), style);
}

std::string recommendation_markdown(const Study& study, const Recommendation& found) {
  return document_markdown(recommendation_document(study, found));
}

}  // namespace outlive::output
