// Completion for fish 3.
#include "tools/outlive/completion.hpp"

namespace outlive::tool {
namespace {

constexpr std::string_view verb_on_line = R"fish(
function __outlive_verb --description 'the verb on the line, if there is one already'
    set -l words (commandline -opc)
    set -e words[1]
    set -l is_value no
    for word in $words
        if test $is_value = yes
            set is_value no
            continue
        end
        if contains -- $word $__outlive_valued
            set is_value yes
        else if not string match -q -- '-*' $word
            echo $word
            return 0
        end
    end
    return 1
end

function __outlive_verb_is
    set -l verb (__outlive_verb)
    and contains -- $verb $argv
end
)fish";

std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char each : text) {
    if (each == '\'' || each == '\\') result += '\\';
    result += each;
  }
  return result + "'";
}

std::string line(const std::string& condition, const std::string& rest, std::string_view about) {
  std::string text = "complete -c outlive";
  if (!condition.empty()) text += " -n " + quoted(condition);
  text += rest;
  if (!about.empty()) text += " -d " + quoted(one_line(about));
  return text + "\n";
}

std::string is_of(std::string_view verbs) { return "__outlive_verb_is " + std::string(verbs); }

std::string verb_lines() {
  std::string text = "\ncomplete -c outlive -f\n";
  for (const Verb& verb : verbs()) {
    text += line("not __outlive_verb >/dev/null", " -a " + std::string(verb.name), verb.about);
  }
  for (const Verb& verb : verbs()) {
    if (verb.most == 0) continue;
    if (verb.words != nullptr) {
      text += line(is_of(verb.name), " -a " + quoted(joined(verb.words())), {});
    }
    if (verb.words == nullptr || verb.paths_too) text += line(is_of(verb.name), " -F", {});
  }
  return text;
}

std::string option_lines(const OptionInfo& option) {
  const std::string names =
      " -l " + std::string(option.name) + (option.letter == 0 ? "" : std::string(" -s ") + option.letter);
  const std::string condition = option.verbs.empty() ? std::string{} : is_of(option.verbs);
  switch (offer_of(option)) {
    case Offer::nothing: return line(condition, names, option.help);
    case Offer::free: return line(condition, names + " -x", option.help);
    case Offer::words:
      return line(condition, names + " -x -a " + quoted(joined(words_of(option))), option.help);
    case Offer::named_files:
      return line(condition, names + " -r -F -a " + quoted(joined(words_of(option))), option.help);
    case Offer::files: return line(condition, names + " -r -F", option.help);
    case Offer::folders:
      return line(condition, names + " -x -a '(__fish_complete_directories)'", option.help);
    case Offer::formats: break;
  }
  std::string text;
  for (const Verb& verb : verbs()) {
    text += line(is_of(verb.name), names + " -x -a " + quoted(joined(words_of(option, &verb))), option.help);
  }
  return text;
}

}  // namespace

std::string fish_completion() {
  std::vector<std::string> valued;
  std::string options = "\n";
  for (const OptionInfo& option : option_table()) {
    options += option_lines(option);
    if (option.argument.empty()) continue;
    for (const std::string& name : names_of(option)) valued.push_back(name);
  }
  return "# fish completion for outlive, made by 'outlive completion fish' from the program's own tables.\n\n"
         "# Options whose next word is their value.\nset -g __outlive_valued " +
         joined(valued) + "\n" + std::string(verb_on_line) + verb_lines() + options;
}

}  // namespace outlive::tool
