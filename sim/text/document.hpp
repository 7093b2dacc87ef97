// What a report says, before it is text, Markdown, JSON or a page: every report is built once, and each format renders that.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace outlive::text {

/// A course over time, drawn as one line of signs.
struct Profile {
  std::string name;
  std::vector<double> shares;  // of 0 to 1
  std::string scale;           // `of 1,000 DPU`
};

inline constexpr std::size_t no_column = std::numeric_limits<std::size_t>::max();
inline constexpr std::size_t all_rows = std::numeric_limits<std::size_t>::max();

/// A part of a report: sentences, a table, what belongs below it. Every one of them may be missing. Cells are text that is
/// ready to be read, and may hold names from outside: renderers make those harmless.
struct Section {
  std::string title;                 // none: it goes on with the section before
  std::vector<std::string> columns;  // words to the left, then numbers to the right; where the first has no
                                     // title of its own, that of the section stands there
  std::size_t words = 0;             // so many columns of them
  std::vector<std::vector<std::string>> rows;

  std::vector<std::string> sentences{};  // before the table
  std::vector<std::string> items{};      // below it
  std::vector<Profile> profiles{};
  std::vector<double> bars{};        // behind the first rows, a share of 0 to 1 each
  std::string id{};                  // for programs: `jobs`
  std::string more_in{};             // where the rows are that are not told: `--format json`
  std::size_t more = 0;              // so many of them
  std::size_t on_screen = all_rows;  // of the rows, in text
  std::size_t first_on_screen = 0;
  std::size_t in_markdown = all_rows;
  std::size_t spare = no_column;  // a column that a narrow screen does without
  bool grouped = false;           // rows with the same first cell belong together
  bool folds = false;             // a column in which all rows say the same becomes a sentence, in text
  bool is_list = false;           // a row is a sentence, `act: effect`
  bool judged = false;            // the first column says `ok` or what is wrong
};

struct Document {
  std::string kind;  // `run`, `sweep`, `recommendation`
  std::string title;
  std::string replication{};  // `replication 1 of 20`: which of several its headline and tables are of
  std::vector<std::string> warnings{};  // before everything
  std::vector<std::string> headline{};  // sentences
  std::vector<Section> sections{};
  std::vector<std::string> footer{};  // facts
};

}  // namespace outlive::text
