// document_text of document.hpp: one screen for a terminal.
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "sim/output/document.hpp"
#include "sim/output/ink.hpp"
#include "sim/output/words.hpp"
#include "sim/text/sanitize.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t bar_width = 16;
constexpr std::size_t word_width = 24;  // of a word at least, where the table would be wider than the screen
constexpr std::size_t least_word = 12;  // and where it would be even then
constexpr std::size_t profile_name_width = 26;
constexpr std::size_t least_profile = 8;
constexpr std::size_t overhang = 8;  // by which a table may be wider before it is taken apart

text::Align align_of(const Section& section, std::size_t column) {
  return column < section.words ? text::Align::left : text::Align::right;
}

/// Takes the columns out in which all rows say the same, and tells what they say; empty if there are none.
std::string fold_equal_columns(Section& section) {
  if (section.rows.size() < 2) return {};
  std::string text;
  for (std::size_t column = section.columns.size(); column-- > section.words;) {
    const std::string& value = section.rows.front()[column];
    const bool equal = std::all_of(section.rows.begin(), section.rows.end(),
                                   [&](const auto& row) { return row[column] == value; });
    if (!equal) continue;
    text = section.columns[column] + " " + value + (text.empty() ? "" : "; ") + text;
    const auto at = static_cast<std::ptrdiff_t>(column);
    section.columns.erase(section.columns.begin() + at);
    for (auto& row : section.rows) row.erase(row.begin() + at);
  }
  return text.empty() ? text : "the same at all of them: " + text;
}

void drop_column(Section& section, std::size_t column) {
  const auto at = static_cast<std::ptrdiff_t>(column);
  section.columns.erase(section.columns.begin() + at);
  if (column < section.words) --section.words;
  for (auto& row : section.rows) row.erase(row.begin() + at);
}

/// The section with one of its columns of numbers only.
Section with_number(const Section& section, std::size_t number) {
  Section one = section;
  for (std::size_t column = section.columns.size(); column-- > section.words;) {
    if (column != number) drop_column(one, column);
  }
  return one;
}

/// At least so wide, and so wide that rows can be told apart.
Cut cut_of_words(const Section& section, std::size_t least) {
  std::vector<std::vector<std::string>> words;
  for (const auto& row : section.rows)
    words.emplace_back(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(section.words));
  return cut_apart(words, least);
}

/// What is left for the widest word of a table that is wider than the screen by `excess` columns.
std::size_t room_for_words(const Section& section, std::size_t excess) {
  std::size_t widest = 0;
  for (const auto& row : section.rows) {
    for (std::size_t i = 0; i < section.words; ++i)
      widest = std::max(widest, text::width_of(text::sanitize(row[i])));
  }
  return std::max(word_width, widest - std::min(widest, excess));
}

std::string table_of(const Section& section, Cut words, bool unicode) {
  const bool has_bars = !section.bars.empty();
  std::vector<text::Column> columns;
  for (std::size_t i = 0; i < section.columns.size(); ++i) {
    const std::string& title = i == 0 && is_titled_by_column(section) ? section.title : section.columns[i];
    columns.push_back({(i == 0 && !is_titled_by_column(section) ? "  " : "") + title, align_of(section, i)});
  }
  if (has_bars) columns.push_back({""});
  text::Table table(std::move(columns));
  for (std::size_t row = 0; row < section.rows.size(); ++row) {
    std::vector<std::string> cells = section.rows[row];
    for (std::size_t i = 0; i < section.words; ++i) cells[i] = shown_in_cell(cells[i], words);
    if (section.grouped && row > 0 && cells.front() == section.rows[row - 1].front()) cells.front().clear();
    cells.front() = "  " + cells.front();
    if (has_bars && row < section.bars.size())
      cells.push_back(text::bar(section.bars[row], bar_width, unicode));
    table.add_row(std::move(cells));
  }
  return table.text();
}

void keep_window(std::vector<std::vector<std::string>>& rows, std::size_t first, std::size_t most) {
  if (rows.size() <= most) return;
  rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(first, rows.size() - most)));
  rows.resize(most);
}

class DocumentText {
 public:
  DocumentText(const Document& document, const TextStyle& style) : document_(document), ink_(style) {}

  std::string whole() {
    for (const std::string& warning : document_.warnings) {
      text_ += ink_.bold(wrap(shown(warning, longest_sentence), ink_.width())) + "\n";
    }
    text_ += ink_.bold(wrap(shown(document_.title, longest_title), ink_.width())) + "\n";
    for (const std::string& sentence : document_.headline) {
      text_ += wrap(shown(sentence, longest_sentence), ink_.width()) + "\n";
    }
    for (const Section& section : document_.sections) add(section);
    if (!document_.footer.empty()) {
      const std::string facts = text::join(document_.footer, " · ");
      text_ += "\n" + ink_.dim(wrap(shown(facts, longest_sentence), ink_.width())) + "\n";
    }
    return ink_.unicode() ? std::move(text_) : ascii_of(text_);
  }

 private:
  static constexpr std::size_t longest_title = 300;
  static constexpr std::size_t longest_sentence = 2000;

  void add(const Section& whole) {
    if (whole.on_screen == 0) return;
    Section section = whole;
    keep_window(section.rows, section.first_on_screen, section.on_screen);
    if (section.bars.size() > section.rows.size()) section.bars.resize(section.rows.size());
    const bool has_table = !section.rows.empty();
    if (!section.title.empty() && !is_titled_by_column(section)) {
      text_ += "\n" + ink_.bold(shown(section.title, longest_title)) + "\n";
    }
    for (const std::string& sentence : section.sentences) add_line(sentence, 2);
    if (section.is_list) {
      for (const auto& row : section.rows) add_line(text::join(row, ": "), 4);
    } else if (has_table) {
      add_table(std::move(section));
    }
    const std::size_t hidden = whole.rows.size() - std::min(whole.rows.size(), whole.on_screen) + whole.more;
    if (hidden > 0) text_ += "  and " + grouped(hidden) + " more: " + whole.more_in + "\n";
    add_profiles(whole.profiles);
    for (const std::string& item : whole.items) add_line(item, 4);
  }

  void add_line(const std::string& sentence, std::size_t indent) {
    text_ += wrap("  " + shown(sentence, longest_sentence), ink_.width(), indent) + "\n";
  }

  void add_table(Section section) {
    if (section.folds) {
      const std::string equal = fold_equal_columns(section);
      if (!equal.empty()) add_line(equal, 2);
      if (section.columns.size() == section.words) return;
    }
    const auto fits = [&](const std::string& lines) { return text::widest_line(lines) <= ink_.width(); };
    std::string lines = table_of(section, {longest_title}, ink_.unicode());
    if (!fits(lines) && section.spare != no_column) {
      drop_column(section, section.spare);
      lines = table_of(section, {longest_title}, ink_.unicode());
    }
    if (!fits(lines) && !section.judged) {
      const std::size_t room = room_for_words(section, text::widest_line(lines) - ink_.width());
      lines = table_of(section, cut_of_words(section, room), ink_.unicode());
    }
    if (!fits(lines) && !section.judged && !section.folds) {
      const std::size_t excess = text::widest_line(lines) - ink_.width();
      const std::size_t narrow = std::max(word_width - std::min(word_width, excess), least_word);
      lines = table_of(section, cut_of_words(section, narrow), ink_.unicode());
    }
    if (section.folds && text::widest_line(lines) > ink_.width() + overhang &&
        section.columns.size() > section.words + 1) {
      lines = taken_apart(section);
    }
    if (section.judged) lines = painted(lines);  // whole: the place of an expectation is of no use in part
    if (!is_titled_by_column(section)) {
      text_ += lines;
      return;
    }
    const std::size_t end = lines.find('\n');
    text_ += "\n" + ink_.bold(lines.substr(0, end)) + lines.substr(end);
  }

  /// A table for each column of numbers.
  [[nodiscard]] std::string taken_apart(const Section& section) const {
    std::string lines;
    for (std::size_t number = section.words; number < section.columns.size(); ++number) {
      lines += (number == section.words ? "" : "\n") +
               table_of(with_number(section, number), cut_of_words(section, word_width), ink_.unicode());
    }
    return lines;
  }

  /// The first word of each line in the colour of a verdict.
  [[nodiscard]] std::string painted(std::string_view lines) const {
    // All but the line of titles.
    std::string text(lines.substr(0, lines.find('\n') + 1));
    lines.remove_prefix(text.size());
    while (!lines.empty()) {
      const std::string_view line = lines.substr(0, lines.find('\n') + 1);
      const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
      const std::size_t end = std::min(line.find(' ', begin), line.size());
      const std::string_view word = line.substr(begin, end - begin);
      text += std::string(line.substr(0, begin)) + (word == "ok" ? ink_.good(word) : ink_.bad(word)) +
              std::string(line.substr(end));
      lines.remove_prefix(line.size());
    }
    return text;
  }

  void add_profiles(const std::vector<Profile>& profiles) {
    std::vector<std::string> names;
    for (const Profile& each : profiles) names.push_back(each.name);
    names = shown_apart(std::move(names), profile_name_width);
    std::size_t name_end = 0;
    for (const std::string& name : names) name_end = std::max(name_end, text::width_of(name));
    for (std::size_t i = 0; i < profiles.size(); ++i) {
      const Profile& each = profiles[i];
      const std::string lead =
          "  " + names[i] + std::string(name_end - text::width_of(names[i]), ' ') + "  |";
      const std::string end = "| " + each.scale;
      const std::size_t taken = text::width_of(lead) + text::width_of(end);
      if (ink_.width() < taken + least_profile) continue;
      text_ +=
          lead + text::sparkline(squeezed(each.shares, ink_.width() - taken), ink_.unicode()) + end + "\n";
    }
  }

  const Document& document_;
  const Ink ink_;
  std::string text_;
};

}  // namespace

std::string document_text(const Document& document, const TextStyle& style) {
  return DocumentText(document, style).whole();
}

std::string table_text(const Section& section) { return table_of(section, {all_rows}, true); }

std::vector<double> squeezed(const std::vector<double>& shares, std::size_t most) {
  if (shares.size() <= most) return shares;
  std::vector<double> all(most, 0);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    double& into = all[i * most / shares.size()];
    into = std::max(into, shares[i]);
  }
  return all;
}

bool is_titled_by_column(const Section& section) {
  return !section.rows.empty() && section.columns.front().empty();
}

std::string ascii_of(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> signs{{{" · ", " - "},
                                                                                {"±", "+-"},
                                                                                {"→", "->"},
                                                                                {"…", "..."},
                                                                                {"–", "-"},
                                                                                {"×", "x"},
                                                                                {"≤", "<="},
                                                                                {"≥", ">="}}};
  std::string plain;
  while (!text.empty()) {
    const auto sign = std::find_if(signs.begin(), signs.end(),
                                   [&](const auto& each) { return text.starts_with(each.first); });
    if (sign == signs.end()) {
      plain += text.front();
      text.remove_prefix(1);
    } else {
      plain += sign->second;
      text.remove_prefix(sign->first.size());
    }
  }
  return plain;
}

}  // namespace outlive::output
