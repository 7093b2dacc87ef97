// The manual page, in the man macros of roff.
#include <array>

#include "outlive/version.hpp"
#include "tools/outlive/completion.hpp"

namespace outlive::tool {
namespace {

/// A line of text as roff prints it: no backslash, no hyphen instead of a minus, no macro at its beginning.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char each : text) {
    const bool begins = result.empty() || result.back() == '\n';
    if (begins && (each == '.' || each == '\'')) result += "\\&";
    if (each == '\\') {
      result += "\\e";
    } else if (each == '-') {
      result += "\\-";
    } else if (each == '\'') {
      result += "\\(aq";
    } else {
      result += each;
    }
  }
  return result;
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + escaped(text) + "\\fR"; }

/// Lines that begin with two blanks are examples: shown as they are.
std::string paragraphs(std::string_view text) {
  std::string result;
  bool is_example = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("  ") != is_example) {
      is_example = !is_example;
      result += is_example ? ".nf\n" : ".fi\n";
    }
    if (!line.empty()) result += escaped(line) + "\n";
  }
  return result + (is_example ? ".fi\n" : "");
}

std::string verb_part(const Verb& verb) {
  std::string text = ".TP\n" + bold("outlive " + std::string(verb.name));
  if (!verb.arguments.empty()) text += " " + italic(verb.arguments);
  text += "\n" + escaped(verb.about) + "\n" + paragraphs(verb.details);
  std::vector<std::string> own;
  for (const OptionInfo& option : option_table()) {
    if (!option.verbs.empty() && option.is_of(verb.name))
      own.push_back(bold("--" + std::string(option.name)));
  }
  std::string formats;
  for (const std::string_view format : verb.formats) {
    formats += (formats.empty() ? "" : ", ") + std::string(format);
  }
  text += ".br\nFormats: " + escaped(formats) + ".\n";
  return own.empty() ? text : text + ".br\nOptions of its own: " + joined(own, ", ") + ".\n";
}

std::string verb_parts() {
  std::string text = ".SH VERBS\n";
  Purpose last = Purpose::other;
  bool is_first = true;
  for (const Purpose purpose : all_purposes) {
    for (const Verb& verb : verbs()) {
      if (verb.purpose != purpose) continue;
      if (is_first || purpose != last) text += ".SS " + escaped(title_of(purpose)) + "\n";
      is_first = false;
      last = purpose;
      text += verb_part(verb);
    }
  }
  return text;
}

/// Lists that fit a page; keys of settings and assumptions are what `show` and `assumptions` print.
constexpr std::size_t longest_list = 8;

std::string option_part(const OptionInfo& option) {
  std::string text = ".TP\n";
  const std::vector<std::string> names = names_of(option);
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    text += (name == names.rbegin() ? "" : ", ") + bold(*name);
  }
  if (!option.argument.empty()) text += " " + italic(option.argument);
  text += "\n" + escaped(one_line(option.help)) + ".\n";
  const std::vector<std::string> words = words_of(option);
  if (!words.empty() && words.size() <= longest_list) {
    text += ".br\nOne of: " + escaped(joined(words, ", ")) + ".\n";
  }
  if (!option.verbs.empty()) text += ".br\nOf: " + escaped(option.verbs) + ".\n";
  return text;
}

std::string option_parts() {
  std::string text = ".SH OPTIONS\nThey may stand anywhere on the line; none may be abbreviated.\n";
  for (const OptionInfo& option : option_table()) text += option_part(option);
  return text;
}

struct Entry {
  std::string_view name;
  std::string_view about;
};

constexpr std::array<Entry, 5> environment{{
    {"NO_COLOR", "no color, unless --color always asks for it."},
    {"TERM", "dumb: no color."},
    {"LC_ALL, LC_CTYPE, LANG", "only whether they say UTF-8: else text is ASCII."},
    {"GITHUB_ACTIONS", "true: check writes annotations for GitHub."},
    {"SLURM_ARRAY_TASK_ID, AWS_BATCH_JOB_ARRAY_INDEX, JOB_COMPLETION_INDEX",
     "the shard that sweep --shards does without --shard."},
}};

constexpr std::array<Entry, 4> examples{{
    {"outlive init && outlive run scenario.yaml", "Write a scenario to start from, and simulate it."},
    {"outlive run scenario.yaml --set identity_center.background_sessions.duration=3d",
     "What if background sessions lasted three days?"},
    {"outlive compare scenario.yaml --set glue.idle_timeout=2h --fail-on 'cost.total > +5%'",
     "What would two hours of idle timeout change? Exit code 1 if it cost more."},
    {"outlive check policies --replications 20 --junit verdicts.xml",
     "Does every scenario of a folder still give what it expects?"},
}};

std::string entries(std::span<const Entry> all) {
  std::string text;
  for (const Entry& entry : all) text += ".TP\n" + bold(entry.name) + "\n" + escaped(entry.about) + "\n";
  return text;
}

}  // namespace

std::string manual_page() {
  return ".\\\" Made by 'outlive help --format man' from the program's own tables.\n"
         ".TH OUTLIVE 1 \"\" \"outlive " +
         escaped(build_facts().version) +
         "\" \"User Commands\"\n"
         ".nh\n.ad l\n"  // keys and options are never hyphenated
         ".SH NAME\noutlive \\- which jobs outlive the log\\-off, and what do they cost?\n"
         ".SH SYNOPSIS\n.B outlive\n.I VERB\n[\\fIARGUMENTS\\fR] [\\fIOPTIONS\\fR]\n"
         ".SH DESCRIPTION\n"
         "Outlive simulates sessions and jobs of AWS Glue, Amazon SageMaker and Amazon EMR under the user "
         "background\n"
         "sessions of IAM Identity Center. It reads a scenario in YAML and tells which jobs survive a "
         "sign\\-out, what\n"
         "ended the others and by which rule, and what every hour was spent on.\n" +
         verb_parts() + option_parts() + ".SH EXIT STATUS\n.nf\n" + escaped(exit_codes_help()) +
         ".fi\n.SH ENVIRONMENT\n" + entries(environment) + ".SH EXAMPLES\n" + entries(examples) +
         ".SH FILES\n.TP\n" + italic("share/outlive/scenarios") +
         "\nwhere Outlive is installed: a gallery of scenarios, a guide, the price book and the JSON "
         "Schemas.\n";
}

}  // namespace outlive::tool
