#include <algorithm>

#include "outlive/exports.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  result.resize(std::max(width, text.size() + 1), ' ');
  return result;
}

std::string verb_lines() {
  std::string lines;
  for (const Verb& verb : verbs()) lines += "  " + padded(verb.name, 13) + std::string(verb.about) + "\n";
  return lines;
}

std::string export_lines() {
  std::string lines;
  for (const ExportFormat& each : export_formats()) {
    lines += "  " + padded(each.name, 13) + std::string(each.about) + "\n";
  }
  return lines;
}

bool has_option(const Verb& verb, std::string_view name) {
  const auto options = option_table();
  return std::any_of(options.begin(), options.end(),
                     [&](const OptionInfo& each) { return each.name == name && each.is_of(verb.name); });
}

std::string general_help() {
  return "Outlive: which jobs outlive the log-off, and what do they cost?\n\n"
         "usage: outlive VERB [ARGUMENTS] [OPTIONS]\n\n" +
         verb_lines() + "\noptions, anywhere on the line:\n" + options_help() +
         "\nexit codes: 0 done, and all expectations hold; 1 the answer is no; 2 wrong command line;\n"
         "3 invalid input; 4 could not read or write, or too little memory; 5 undecided, more replications\n"
         "would decide; 70 internal error; 130 or 143 interrupted, the results are partial\n";
}

std::string help_of(const Verb& verb) {
  std::string help = "usage: outlive " + std::string(verb.name);
  if (!verb.arguments.empty()) help += " " + std::string(verb.arguments);
  help += " [OPTIONS]\n\n" + std::string(verb.about) + "\n" + std::string(verb.details);
  help += "\nformats:";
  for (const std::string_view format : verb.formats) help += " " + std::string(format);
  help += "\noptions:\n" + options_help(verb.name);
  if (has_option(verb, "export")) help += "\nformats of --export:\n" + export_lines();
  return help;
}

}  // namespace

std::string short_help() {
  return "usage: outlive VERB [ARGUMENTS] [OPTIONS]\n\n" + verb_lines() +
         "\n  outlive run scenarios/forgotten-session.yaml"
         "\n  outlive check scenarios\n";
}

ExitCode help_verb(const Options& options, Console& console) {
  console.print(options.arguments.empty() ? general_help() : help_of(verb_named(options.arguments.front())));
  return ExitCode::done;
}

}  // namespace outlive::tool
