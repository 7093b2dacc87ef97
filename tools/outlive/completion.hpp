// What makes a shell complete a line of Outlive's, and the manual page: texts made from the table of verbs and that of options.
// Nothing in them is typed by hand, so that neither can forget an option.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/outlive/verbs.hpp"

namespace outlive::tool {

/// What a shell offers where a value or an argument is expected.
enum class Offer {
  nothing,  // a switch takes no value
  free,     // something that nobody can guess, such as a number
  words,    // a closed list
  formats,  // those of the verb
  files,
  folders,
  named_files,  // NAME=FILE: a word of the list, then a file
};

Offer offer_of(const OptionInfo& option);

/// The words that the value of an option may be; of `--format` those of `verb`, or of all verbs without one.
std::vector<std::string> words_of(const OptionInfo& option, const Verb* verb = nullptr);

/// The names of an option as they are typed: {"--output", "-o"}.
std::vector<std::string> names_of(const OptionInfo& option);

/// Its help as one line.
std::string one_line(std::string_view help);

/// Words with a blank between.
std::string joined(const std::vector<std::string>& words, std::string_view between = " ");

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

/// outlive(1) in the man macros of roff. No date: the same version gives the same page.
std::string manual_page();

}  // namespace outlive::tool
