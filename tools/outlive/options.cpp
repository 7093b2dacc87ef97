#include "tools/outlive/options.hpp"

#include <algorithm>

#include <boost/program_options.hpp>

#include "tools/outlive/option_values.hpp"
#include "tools/outlive/suggestion.hpp"

namespace outlive::tool {
namespace {

namespace po = boost::program_options;

constexpr std::string_view dashes = "--";
constexpr std::string_view positional_name = "word";

std::string unknown(const std::string& option) {
  const std::string name = option.substr(0, option.find('='));
  const std::string message = "unknown option '" + name + "'";
  if (!name.starts_with(dashes)) return message;
  std::vector<std::string> names;
  for (const OptionInfo& each : option_table()) names.push_back(std::string(dashes) + std::string(each.name));
  return message + suggestion(name, {names.begin(), names.end()});
}

/// What Boost is told: everything is text until the table understands it.
po::options_description describe() {
  po::options_description all;
  for (const OptionInfo& option : option_table()) {
    std::string name(option.name);
    if (option.letter != 0) name += std::string(",") + option.letter;
    if (option.argument.empty()) {
      all.add_options()(name.c_str(), po::bool_switch());
    } else {
      all.add_options()(name.c_str(), po::value<std::vector<std::string>>()->composing());
    }
  }
  all.add_options()(std::string(positional_name).c_str(), po::value<std::vector<std::string>>());
  return all;
}

// Boost's own messages differ from release to release, and some leak its inner names.
po::variables_map parse(const std::vector<std::string>& words) {
  po::positional_options_description positional;
  positional.add(std::string(positional_name).c_str(), -1);
  namespace style = po::command_line_style;
  try {
    po::variables_map values;
    const po::options_description described = describe();
    po::store(po::command_line_parser(words)
                  .options(described)
                  .positional(positional)
                  .style(style::unix_style & ~style::allow_guessing)
                  .run(),
              values);
    return values;
  } catch (const po::unknown_option& error) {
    throw UsageError(unknown(error.get_option_name()));
  } catch (const po::multiple_occurrences& error) {
    throw UsageError("option '" + error.get_option_name() + "' is given more than once");
  } catch (const po::error_with_option_name& error) {
    throw UsageError("option '" + error.get_option_name() + "': " +
                     (dynamic_cast<const po::invalid_command_line_syntax*>(&error) != nullptr
                          ? "a value is missing, or one is given that it does not take"
                          : "not understood"));
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
}

/// `--word=x` would be a positional argument by another name.
void refuse_positional_name(const std::vector<std::string>& words) {
  const std::string name = std::string(dashes) + std::string(positional_name);
  for (const std::string& word : words) {
    if (word == dashes) break;
    if (word == name || word.starts_with(name + "=")) throw UsageError(unknown(name));
  }
}

/// An option that is given an empty text would be taken for one that is not given.
void refuse_empty(const OptionInfo& option, const std::string& value) {
  if (value.empty())
    throw UsageError("option '--" + std::string(option.name) + "' needs " + std::string(option.argument) +
                     ", and it is empty");
}

void take(const OptionInfo& option, const po::variable_value& found, Options& options) {
  if (option.argument.empty()) {
    if (!found.as<bool>()) return;
    option.take(options, {});
  } else {
    const auto& values = found.as<std::vector<std::string>>();
    if (values.size() > 1 && !option.repeatable) {
      throw UsageError("option '--" + std::string(option.name) + "' is given more than once");
    }
    for (const std::string& value : values) {
      refuse_empty(option, value);
      option.take(options, value);
    }
  }
  options.given.emplace_back(option.name);
}

constexpr std::size_t help_column = 21;

std::string help_of(const OptionInfo& option) {
  std::string text = option.letter != 0 ? std::string("  -") + option.letter + ", --" : "  --";
  text += option.name;
  if (!option.argument.empty()) text += " " + std::string(option.argument);
  if (text.size() + 2 > help_column) text += "\n";
  text.resize(text.size() + help_column - std::min(help_column, text.size() - (text.rfind('\n') + 1)), ' ');
  for (const char each : option.help) {
    text += each;
    if (each == '\n') text.append(help_column, ' ');
  }
  return text + "\n";
}

}  // namespace

bool OptionInfo::is_of(std::string_view verb) const {
  if (verbs.empty()) return true;
  const std::string_view all = verbs;
  for (std::size_t at = 0; at <= all.size();) {
    const std::size_t end = std::min(all.find(' ', at), all.size());
    if (all.substr(at, end - at) == verb) return true;
    at = end + 1;
  }
  return false;
}

Options parse_options(const std::vector<std::string>& words) {
  Options options;
  options.words = words;
  const po::variables_map values = parse(words);
  refuse_positional_name(words);
  for (const OptionInfo& option : option_table()) {
    if (const auto found = values.find(std::string(option.name)); found != values.end()) {
      take(option, found->second, options);
    }
  }
  if (const auto found = values.find(std::string(positional_name)); found != values.end()) {
    const auto& rest = found->second.as<std::vector<std::string>>();
    options.verb = rest.front();
    if (options.verb.empty())
      throw UsageError("the first word is empty, where a verb is expected, such as run");
    options.arguments.assign(rest.begin() + 1, rest.end());
  }
  return options;
}

std::string options_help(std::string_view verb) {
  std::string help;
  for (const OptionInfo& option : option_table()) {
    if (verb.empty() || option.is_of(verb)) help += help_of(option);
  }
  return help;
}

}  // namespace outlive::tool
