#include "sim/output/sweep_report.hpp"

#include <algorithm>

#include "sim/output/ink.hpp"
#include "sim/output/sweep_sections.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t points_on_screen = 24;
constexpr std::size_t most_points = 1000;     // of a document: beyond, points.csv has them
constexpr std::size_t most_differences = 12;  // beyond, nobody compares with the first on a screen

bool has_intervals(const Observations& observations) {
  return observations.points() > 0 && observations.replications(0) > 1;
}

std::vector<Section> sections_of(const Study& study, const Observations& observations) {
  std::vector<Section> sections;
  const std::size_t all = study.points.size();
  sections.push_back(points_section(study, observations, most_points));
  sections.back().on_screen = points_on_screen;
  if (has_intervals(observations) && all > 1 && all <= most_points) {
    sections.push_back(differences_section(study, observations, all));
    if (all > most_differences) sections.back().on_screen = 0;
  }
  const auto controlled = study::Controlled::of(study, observations);
  if (controlled && all <= most_points) {
    sections.push_back(controlled_section(study, *controlled, all));
    if (all > points_on_screen) sections.back().on_screen = 0;
  }
  sections.push_back(effects_section(study, observations));
  std::erase_if(sections, [](const Section& section) { return section.rows.empty(); });

  Section notes;
  notes.id = "notes";
  if (controlled) notes.sentences.push_back(control_note(study, *controlled));
  for (std::string& note : sweep_notes(study, observations)) notes.sentences.push_back(std::move(note));
  std::erase(notes.sentences, std::string());
  if (!notes.sentences.empty()) {
    notes.title = "Besides";
    sections.push_back(std::move(notes));
  }
  Section verdicts = verdicts_section(study, observations);
  if (!verdicts.rows.empty()) sections.push_back(std::move(verdicts));
  return sections;
}

}  // namespace

Document sweep_document(const Study& study, const Observations& observations) {
  return {.kind = "sweep",
          .title = study.title,
          .warnings = unfinished_warning(study),
          .headline = {sweep_headline(study, observations)},
          .sections = sections_of(study, observations),
          .footer = study_footer(study)};
}

std::vector<std::string> study_footer(const Study& study) {
  return {"seed " + std::to_string(study.scenario.seed), "plan " + study.plan.substr(0, 16)};
}

std::string sweep_text(const Study& study, const Observations& observations, const TextStyle& style) {
  return document_text(sweep_document(study, observations), style);
}

std::string sweep_markdown(const Study& study, const Observations& observations) {
  return document_markdown(sweep_document(study, observations));
}

}  // namespace outlive::output
