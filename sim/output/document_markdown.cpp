// document_markdown of document.hpp: fit for a comment on a change.
#include <algorithm>

#include "sim/output/document.hpp"
#include "sim/output/markdown.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {

using markdown::plain;

constexpr std::size_t longest_title = 300;
constexpr std::size_t longest_sentence = 2000;
constexpr std::size_t longest_cell = 300;
constexpr std::size_t profile_width = 60;

void add_table(std::string& text, const Section& section) {
  std::string line = "\n|";
  text += "\n|";
  for (std::size_t i = 0; i < section.columns.size(); ++i) {
    const bool names_section = i == 0 && is_titled_by_column(section);
    text += " " + plain(names_section ? section.title : section.columns[i]) + " |";
    line += i < section.words ? "---|" : "---:|";
  }
  text += line + "\n";
  for (std::size_t row = 0; row < std::min(section.rows.size(), section.in_markdown); ++row) {
    std::vector<std::string> cells;
    for (const std::string& cell : section.rows[row]) cells.push_back(plain(cell, longest_cell));
    markdown::add_row(text, cells);
  }
}

void add_list(std::string& text, const Section& section) {
  text += "\n";
  for (std::size_t row = 0; row < std::min(section.rows.size(), section.in_markdown); ++row) {
    text += "- " + plain(text::join(section.rows[row], ": "), longest_sentence) + "\n";
  }
}

void add_profiles(std::string& text, const std::vector<Profile>& profiles) {
  if (profiles.empty()) return;
  text += "\n```\n";
  for (const Profile& each : profiles) {
    text += "|" + text::sparkline(squeezed(each.shares, profile_width), true) + "| " +
            shown(each.name, longest_title) + " " + each.scale + "\n";
  }
  text += "```\n";
}

void add_section(std::string& text, const Section& section) {
  const bool has_table = !section.rows.empty();
  if (!section.title.empty() && !is_titled_by_column(section)) {
    text += "\n### " + plain(section.title, longest_title) + "\n";
  }
  for (const std::string& sentence : section.sentences)
    text += "\n" + plain(sentence, longest_sentence) + "\n";
  if (section.is_list) {
    add_list(text, section);
  } else if (has_table) {
    add_table(text, section);
  }
  const std::size_t hidden =
      section.rows.size() - std::min(section.rows.size(), section.in_markdown) + section.more;
  if (hidden > 0) text += "\n…and " + grouped(hidden) + " more.\n";
  add_profiles(text, section.profiles);
  if (!section.items.empty()) text += "\n";
  for (const std::string& item : section.items) text += "- " + plain(item, longest_sentence) + "\n";
}

}  // namespace

std::string document_markdown(const Document& document) {
  std::string text = "## " + plain(document.title, longest_title) + "\n";
  for (const std::string& warning : document.warnings)
    text += "\n**" + plain(warning, longest_sentence) + "**\n";
  for (const std::string& sentence : document.headline) {
    const std::string mark = &sentence == &document.headline.front() ? "**" : "";
    text += "\n" + mark + plain(sentence, longest_sentence) + mark + "\n";
  }
  for (const Section& section : document.sections) add_section(text, section);
  if (!document.footer.empty()) {
    text += "\n<sub>" + plain(text::join(document.footer, " · "), longest_sentence) + "</sub>\n";
  }
  return text;
}

}  // namespace outlive::output
