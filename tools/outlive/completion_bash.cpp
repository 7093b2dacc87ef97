// Completion for bash 4.2 and later. It needs no other package: bash splits words at '=', and the script puts them together again.
#include "tools/outlive/completion.hpp"

namespace outlive::tool {
namespace {

// Everything below the tables: finds out what is expected and offers it.
constexpr std::string_view machinery = R"bash(
# Fills COMPREPLY: _outlive_offer KIND WORDS LEAD TYPED. LEAD is what stands before TYPED in the same word.
_outlive_offer() {
  local each cut=''
  case $1 in
    named_files)
      if [[ $4 == *=* ]]; then
        compopt -o default 2>/dev/null
        return
      fi ;;
    files) compopt -o default 2>/dev/null ;;
    folders) compopt -o dirnames 2>/dev/null ;;
  esac
  # Where bash splits words at '=', it replaces only what follows the last one.
  [[ $COMP_WORDBREAKS != *=* ]] || cut=$3$4
  cut=${cut%"${cut##*=}"}
  while IFS= read -r each; do
    each=$3$each
    [[ $each != *= ]] || compopt -o nospace 2>/dev/null
    COMPREPLY+=("${each#"$cut"}")
  done < <(compgen -W "$2" -- "$4")
}

_outlive() {
  local -a line=()
  local i word verb='' option='' typed kind='' words=''
  COMPREPLY=()
  for ((i = 1; i <= COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    if ((${#line[@]})) && [[ $word == =* || ${line[-1]} == *= ]]; then
      line[-1]+=$word
    else
      line+=("$word")
    fi
  done
  typed=${line[-1]-}
  for word in "${line[@]:0:${#line[@]}-1}"; do
    if [[ -n $option ]]; then
      option=''
    elif [[ $word == -* ]]; then
      [[ $word == *=* ]] || ! _outlive_value '' "$word" || option=$word
    elif [[ -z $verb ]]; then
      verb=$word
    fi
  done
  if [[ -n $option ]]; then
    _outlive_value "$verb" "$option"
    _outlive_offer "$kind" "$words" '' "$typed"
  elif [[ $typed == --*=* ]]; then
    _outlive_value "$verb" "${typed%%=*}" || return 0
    _outlive_offer "$kind" "$words" "${typed%%=*}=" "${typed#*=}"
  elif [[ $typed == -* ]]; then
    _outlive_options "$verb"
    _outlive_offer words "$words" '' "$typed"
  else
    _outlive_arguments "$verb"
    _outlive_offer "$kind" "$words" '' "$typed"
  fi
}

complete -F _outlive outlive
)bash";

std::string assigned(std::string_view kind, const std::vector<std::string>& words) {
  std::string text = "kind=" + std::string(kind);
  if (!words.empty()) text += " words='" + joined(words) + "'";
  return text;
}

std::string formats(const OptionInfo& option) {
  std::string text = "kind=words\n      case $1 in\n";
  for (const Verb& verb : verbs()) {
    text += "        " + std::string(verb.name) + ") words='" + joined(words_of(option, &verb)) + "' ;;\n";
  }
  return text + "        *) words='" + joined(words_of(option)) + "' ;;\n      esac";
}

std::string value_case(const OptionInfo& option) {
  switch (offer_of(option)) {
    case Offer::nothing: return {};
    case Offer::free: return assigned("free", {});
    case Offer::words: return assigned("words", words_of(option));
    case Offer::formats: return formats(option);
    case Offer::files: return assigned("files", {});
    case Offer::folders: return assigned("folders", {});
    case Offer::named_files: return assigned("named_files", words_of(option));
  }
  return {};
}

std::string values() {
  std::string text =
      "\n# Sets kind and words for the value of an option: _outlive_value VERB OPTION. Fails if it takes "
      "none.\n"
      "_outlive_value() {\n  kind='' words=''\n  case $2 in\n";
  for (const OptionInfo& option : option_table()) {
    const std::string found = value_case(option);
    if (found.empty()) continue;
    text += "    " + joined(names_of(option), "|") + ") " + found + " ;;\n";
  }
  return text + "    *) return 1 ;;\n  esac\n}\n";
}

std::string options_of(std::string_view verb) {
  std::vector<std::string> names;
  for (const OptionInfo& option : option_table()) {
    if (!verb.empty() && !option.is_of(verb)) continue;
    for (const std::string& name : names_of(option)) names.push_back(name);
  }
  return joined(names);
}

std::string options() {
  std::string text = "\n_outlive_options() {  # VERB\n  case $1 in\n";
  for (const Verb& verb : verbs()) {
    text += "    " + std::string(verb.name) + ") words='" + options_of(verb.name) + "' ;;\n";
  }
  return text + "    *) words='" + options_of({}) + "' ;;\n  esac\n}\n";
}

std::string arguments() {
  std::vector<std::string> names;
  std::string cases;
  for (const Verb& verb : verbs()) {
    names.emplace_back(verb.name);
    if (verb.most == 0) {
      cases += "    " + std::string(verb.name) + ") kind=free ;;\n";
    } else if (verb.words != nullptr) {
      cases += "    " + std::string(verb.name) + ") " +
               assigned(verb.paths_too ? "files" : "words", verb.words()) + " ;;\n";
    }
  }
  return "\n_outlive_arguments() {  # VERB, or nothing: verbs themselves\n  case $1 in\n    '') " +
         assigned("words", names) + " ;;\n" + cases + "    *) kind=files ;;\n  esac\n}\n";
}

}  // namespace

std::string bash_completion() {
  return "# bash completion for outlive, made by 'outlive completion bash' from the program's own tables.\n" +
         values() + options() + arguments() + std::string(machinery);
}

}  // namespace outlive::tool
