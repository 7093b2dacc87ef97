// outlive completion: the texts themselves are in a file for each shell.
#include "tools/outlive/completion.hpp"

#include <algorithm>

#include "sim/text/sanitize.hpp"
#include "tools/outlive/suggestion.hpp"
#include "tools/outlive/value_words.hpp"

namespace outlive::tool {

Offer offer_of(const OptionInfo& option) {
  if (option.argument.empty()) return Offer::nothing;
  if (option.argument.ends_with("=FILE")) return Offer::named_files;
  if (option.words != nullptr) return Offer::words;
  if (option.argument == "FORMAT") return Offer::formats;
  if (option.argument == "FILE" || option.argument == "PATH") return Offer::files;
  if (option.argument == "FOLDER") return Offer::folders;
  return Offer::free;
}

std::vector<std::string> words_of(const OptionInfo& option, const Verb* verb) {
  if (option.words != nullptr) return option.words();
  std::vector<std::string> words;
  if (offer_of(option) != Offer::formats) return words;
  for (const Verb& each : verbs()) {
    if (verb != nullptr && verb->name != each.name) continue;
    for (const std::string_view format : each.formats) {
      if (std::find(words.begin(), words.end(), format) == words.end()) words.emplace_back(format);
    }
  }
  return words;
}

std::vector<std::string> names_of(const OptionInfo& option) {
  std::vector<std::string> names{"--" + std::string(option.name)};
  if (option.letter != 0) names.push_back(std::string("-") + option.letter);
  return names;
}

std::string one_line(std::string_view help) {
  std::string line(help);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string all;
  for (const std::string& word : words) {
    if (!all.empty()) all += between;
    all += word;
  }
  return all;
}

ExitCode completion_verb(const Options& options, Console& console) {
  const std::string& shell = options.arguments.front();
  if (shell == "bash") {
    console.print(bash_completion());
  } else if (shell == "zsh") {
    console.print(zsh_completion());
  } else if (shell == "fish") {
    console.print(fish_completion());
  } else {
    const std::vector<std::string> shells = shell_words();
    const std::string near = suggestion(shell, {shells.begin(), shells.end()});
    throw UsageError("completion is for bash, zsh and fish, not '" + text::sanitize(shell) + "'" + near);
  }
  return ExitCode::done;
}

}  // namespace outlive::tool
