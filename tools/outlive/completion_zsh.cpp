// Completion for zsh, in the language of _arguments.
#include <algorithm>

#include "tools/outlive/completion.hpp"

namespace outlive::tool {
namespace {

constexpr std::string_view machinery = R"zsh(
# Offers words; one that ends in = goes on.
_outlive_offer() {
  local -a open=(${(M)@:#*=}) closed=(${@:#*=})
  compadd -S '' -a open
  compadd -a closed
}

# NAME=FILE: one of the words, then a file.
_outlive_named_file() {
  if compset -P 1 '*='; then _files; else _outlive_offer "$@"; fi
}
)zsh";

/// For the inside of single quotes, in a place where `:` and brackets mean something.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char each : text) {
    if (each == ':' || each == '[' || each == ']' || each == '\\') result += '\\';
    if (each == '\'') {
      result += "'\\''";
    } else {
      result += each;
    }
  }
  return result;
}

/// Long lists are arrays of their own, one for each option.
std::string list_name(const OptionInfo& option) {
  std::string name = "_outlive_words_" + std::string(option.name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::string action(const OptionInfo& option, const Verb* verb) {
  switch (offer_of(option)) {
    case Offer::nothing:
    case Offer::free: return " ";
    case Offer::words: return "{_outlive_offer $" + list_name(option) + "}";
    case Offer::formats: return "(" + joined(words_of(option, verb)) + ")";
    case Offer::files: return "_files";
    case Offer::folders: return "_files -/";
    case Offer::named_files: return "{_outlive_named_file $" + list_name(option) + "}";
  }
  return " ";
}

std::string option_line(const OptionInfo& option, const Verb* verb) {
  const bool has_value = !option.argument.empty();
  const std::string help = "[" + escaped(one_line(option.help)) + "]";
  const std::string value =
      has_value ? ":" + escaped(option.argument) + ":" + action(option, verb) : std::string{};
  std::string line;
  for (const std::string& name : names_of(option)) {
    const std::string glue = !has_value ? "" : name.starts_with("--") ? "=" : "+";
    const std::string excludes = option.repeatable    ? "*"
                                 : option.letter == 0 ? ""
                                                      : "(" + joined(names_of(option)) + ")";
    line += "    '" + excludes + name + glue + help + value + "'\n";
  }
  return line;
}

std::string lists() {
  std::string text;
  for (const OptionInfo& option : option_table()) {
    const Offer offer = offer_of(option);
    if (offer != Offer::words && offer != Offer::named_files) continue;
    text += "typeset -ga " + list_name(option) + "=(" + joined(words_of(option)) + ")\n";
  }
  return text;
}

/// The array `options` of a verb, or of the line before any.
std::string options_of(const Verb* verb) {
  std::string text = "options=(\n";
  for (const OptionInfo& option : option_table()) {
    if (verb == nullptr || option.is_of(verb->name)) text += option_line(option, verb);
  }
  return text + "  )\n";
}

std::string arguments_of(const Verb& verb) {
  if (verb.most == 0) return {};
  const std::string what = ":" + escaped(verb.arguments) + ":";
  if (verb.words == nullptr) return " '*" + what + "_files'";
  const std::string words = "(" + joined(verb.words()) + ")";
  if (!verb.paths_too) return " '*" + what + words + "'";
  return " '1" + what + "{_alternative \"words:word:" + words + "\" \"files:file:_files\"}' '*" + what +
         "_files'";
}

}  // namespace

std::string zsh_completion() {
  std::string text =
      "#compdef outlive\n# zsh completion for outlive, made by 'outlive completion zsh' from the program's "
      "own tables.\n\n" +
      lists() + std::string(machinery) +
      "\n_outlive() {\n  local curcontext=$curcontext context state state_descr\n  local -a options line "
      "verbs\n"
      "  typeset -A opt_args\n  verbs=(\n";
  for (const Verb& verb : verbs()) {
    text += "    '" + std::string(verb.name) + ":" + escaped(verb.about) + "'\n";
  }
  text += "  )\n  " + options_of(nullptr) +
          "  _arguments -C -A '-*' $options ': :->verb' '*:: :->rest' && return 0\n  case $state in\n"
          "    verb) _describe -t verbs verb verbs; return ;;\n    rest) ;;\n    *) return 1 ;;\n  esac\n"
          "  case $line[1] in\n";
  for (const Verb& verb : verbs()) {
    text += "  " + std::string(verb.name) + ")\n  " + options_of(&verb) + "  _arguments $options" +
            arguments_of(verb) + " ;;\n";
  }
  text += "  esac\n}\n\n";
  // Loaded by compinit the file is the function's body; sourced, it only defines it.
  return text +
         "if [[ $funcstack[1] == _outlive ]]; then _outlive \"$@\"; else compdef _outlive outlive; fi\n";
}

}  // namespace outlive::tool
