#include "sim/output/recommendation_report.hpp"

#include <array>

#include "sim/output/ink.hpp"
#include "sim/output/markdown.hpp"
#include "sim/output/recommendation_words.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t most_on_screen = 24;
constexpr std::size_t most_in_markdown = 200;

std::vector<Section> sections_of(const RecommendationWords& words, const Recommendation& found,
                                 std::size_t most) {
  std::vector<Section> sections{words.settings(most)};
  if (found.end == Recommendation::End::chosen) sections.push_back(words.outside());
  sections.push_back(words.effects());
  if (!found.trials.empty()) sections.push_back(words.assumptions());
  sections.push_back(words.method());
  return sections;
}

void add_section(std::string& text, const Section& section, const Ink& ink) {
  std::string lines;
  for (const std::string& sentence : section.sentences) lines += wrap("  " + sentence, ink.width(), 2) + "\n";
  if (section.grid) {
    add_grid(text, *section.grid, ink);
  } else {
    text += "\n" + ink.bold(section.title) + "\n";
  }
  text += lines;
  for (const std::string& item : section.items) text += wrap("  " + item, ink.width(), 4) + "\n";
}

void add_section(std::string& text, const Section& section) {
  if (section.grid) {
    add_grid_markdown(text, *section.grid);
  } else {
    text += "\n### " + markdown::plain(section.title, 300) + "\n";
  }
  for (const std::string& sentence : section.sentences) text += "\n" + markdown::plain(sentence, 2000) + "\n";
  if (!section.items.empty()) text += "\n";
  for (const std::string& item : section.items) text += "- " + markdown::plain(item, 2000) + "\n";
}

}  // namespace

std::string recommendation_text(const Study& study, const Recommendation& found, const TextStyle& style) {
  const Ink ink(style);
  const RecommendationWords words(study, found, ink.unicode());
  std::string text = wrap(shown(study.title, 300), ink.width()) + "\n";
  bool first = true;
  for (const std::string& sentence : words.headline()) {
    const std::string lines = wrap(sentence, ink.width());
    text += (first ? ink.bold(lines) : lines) + "\n";
    first = false;
  }
  for (const Section& section : sections_of(words, found, most_on_screen)) add_section(text, section, ink);
  return text + "\n" +
         ink.dim("seed " + std::to_string(study.scenario.seed) + std::string(ink.separator()) + "plan " +
                 study.plan.substr(0, 16)) +
         "\n";
}

std::string recommendation_markdown(const Study& study, const Recommendation& found) {
  const RecommendationWords words(study, found, true);
  std::string text = "## " + markdown::plain(study.title, 300) + "\n";
  bool first = true;
  for (const std::string& sentence : words.headline()) {
    const std::string plain = markdown::plain(sentence, 2000);
    text += "\n" + (first ? "**" + plain + "**" : plain) + "\n";
    first = false;
  }
  for (const Section& section : sections_of(words, found, most_in_markdown)) add_section(text, section);
  return text + "\nSeed " + std::to_string(study.scenario.seed) + ", plan " + markdown::code(study.plan) +
         ".\n";
}

}  // namespace outlive::output
