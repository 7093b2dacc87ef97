#include <algorithm>

#include "outlive/exports.hpp"
#include "tools/outlive/completion.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  result.resize(std::max(width, text.size() + 1), ' ');
  return result;
}

/// The verbs in groups: what each does, or, in brief, only their names.
std::string verb_lines() {
  std::string lines;
  for (const Purpose purpose : all_purposes) {
    std::string group;
    for (const Verb& verb : verbs()) {
      if (verb.purpose == purpose) group += "  " + padded(verb.name, 13) + std::string(verb.about) + "\n";
    }
    if (!group.empty()) lines += "\n" + std::string(title_of(purpose)) + "\n" + group;
  }
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
         "usage: outlive VERB [ARGUMENTS] [OPTIONS]\n" +
         verb_lines() + "\noptions, anywhere on the line; 'outlive help VERB' has those of one verb\n" +
         options_help() + "\nexit codes\n" + exit_codes_help();
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

std::string_view title_of(Purpose purpose) {
  switch (purpose) {
    case Purpose::answer: return "to ask a question";
    case Purpose::promise: return "to hold it to an answer";
    case Purpose::results: return "to read saved results";
    case Purpose::write: return "to write scenarios";
    case Purpose::know: return "to know what it does";
    case Purpose::other: break;
  }
  return "other";
}

std::string exit_codes_help() {
  return "  0    done, and all expectations hold\n"
         "  1    the answer is no\n"
         "  2    wrong command line\n"
         "  3    invalid input\n"
         "  4    could not read or write, or too little memory\n"
         "  5    undecided: more replications would decide\n"
         "  70   a fault of Outlive's own\n"
         "  130  interrupted, or 143 if told to end: the results are partial\n";
}

std::string short_help() {
  return "usage: outlive VERB [ARGUMENTS] [OPTIONS]\n" + verb_lines() +
         "\n  outlive init && outlive run scenario.yaml     a scenario to start from"
         "\n  outlive help run                              what a verb does, with its options\n";
}

ExitCode help_verb(const Options& options, Console& console) {
  if (format_of(options) == "man") {
    if (!options.arguments.empty())
      throw UsageError("--format man is of all verbs: outlive help --format man");
    console.print(manual_page());
    return ExitCode::done;
  }
  console.print(options.arguments.empty() ? general_help() : help_of(verb_named(options.arguments.front())));
  return ExitCode::done;
}

}  // namespace outlive::tool
