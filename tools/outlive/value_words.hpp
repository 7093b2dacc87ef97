// Closed lists of words that may stand on the command line, each from the table that the rest of the program obeys. Completions,
// the manual page and messages read them.
#pragma once

#include <string>
#include <vector>

namespace outlive::tool {

/// `glue.idle_timeout=` for each setting, of a flag `...=false` and `...=true`.
std::vector<std::string> setting_words();
/// `glue_timeout=48h` for each option of each assumption.
std::vector<std::string> assumption_words();
/// What a factor may be: `glue.idle_timeout=`, `assumptions.glue_timeout=`.
std::vector<std::string> factor_words();
std::vector<std::string> undecided_words();
std::vector<std::string> update_words();
std::vector<std::string> annotation_words();
std::vector<std::string> gate_words();
std::vector<std::string> color_words();
std::vector<std::string> starter_words();
/// `focus` and `focus=` for each export.
std::vector<std::string> export_words();

// Of arguments:
std::vector<std::string> rule_words();
/// ID and key of each assumption.
std::vector<std::string> assumption_names();
std::vector<std::string> schema_words();
std::vector<std::string> sweep_words();
std::vector<std::string> import_words();
std::vector<std::string> shell_words();
std::vector<std::string> verb_words();

}  // namespace outlive::tool
