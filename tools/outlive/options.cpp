#include "tools/outlive/options.hpp"

#include <charconv>
#include <string_view>

#include <boost/program_options.hpp>

#include "sim/text/sanitize.hpp"
#include "tools/outlive/suggestion.hpp"

namespace outlive::tool {
namespace {

namespace po = boost::program_options;

constexpr int narrowest = 40;
constexpr int widest = 400;
constexpr int most_threads = 256;
constexpr int most_replications = 100'000;

// What the parser fills in before it is understood.
struct Raw {
  std::int64_t seed = -1;
  std::optional<int> threads;
  std::optional<int> replications;
  std::string refusals_under;
  std::string color;
  std::vector<std::string> settings;
  std::vector<std::string> assumptions;
  std::vector<std::string> words;
};

po::options_description describe(Options& options, Raw& raw) {
  po::options_description all;
  auto add = all.add_options();
  add("format", po::value(&options.format));
  add("audit", po::value(&options.audit));
  add("set", po::value(&raw.settings)->composing());
  add("assume", po::value(&raw.assumptions)->composing());
  add("test", po::value(&options.test));
  add("threads", po::value<int>()->notifier([&](int number) { raw.threads = number; }));
  add("seed", po::value<std::int64_t>()->notifier([&](std::int64_t number) {
    if (number < 0) throw UsageError("--seed is a whole number from 0 on");
    raw.seed = number;
  }));
  add("replications", po::value<int>()->notifier([&](int number) { raw.replications = number; }));
  add("refusals-under", po::value(&raw.refusals_under));
  add("color", po::value(&raw.color)->default_value("auto"));
  add("width", po::value(&options.width));
  add("ascii", po::bool_switch(&options.ascii));
  add("quiet,q", po::bool_switch(&options.quiet));
  add("help,h", po::bool_switch(&options.help));
  add("version", po::bool_switch(&options.version));
  add("word", po::value(&raw.words));
  return all;
}

std::string unknown(const std::string& option) {
  const std::string name = option.substr(0, option.find('='));
  const std::string message = "unknown option '" + name + "'";
  if (!name.starts_with("--")) return message;
  return message + suggestion(name, {"--format", "--audit", "--set", "--assume", "--test", "--threads",
                                     "--seed", "--replications", "--refusals-under", "--color", "--width",
                                     "--ascii", "--quiet", "--help", "--version"});
}

// Boost's own messages differ from release to release, and some leak its inner names.
void parse(const std::vector<std::string>& words, po::options_description& described) {
  po::positional_options_description positional;
  positional.add("word", -1);
  namespace style = po::command_line_style;
  try {
    po::variables_map values;
    po::store(po::command_line_parser(words)
                  .options(described)
                  .positional(positional)
                  .style(style::unix_style & ~style::allow_guessing)
                  .run(),
              values);
    if (values.count("word") != 0) {
      // `--word=x` would be a positional argument by another name.
      for (const std::string& word : words) {
        if (word == "--") break;
        if (word == "--word" || word.starts_with("--word=")) throw UsageError(unknown("--word"));
      }
    }
    po::notify(values);
  } catch (const po::unknown_option& error) {
    throw UsageError(unknown(error.get_option_name()));
  } catch (const po::multiple_occurrences& error) {
    throw UsageError("option '" + error.get_option_name() + "' is given more than once");
  } catch (const po::invalid_option_value& error) {
    throw UsageError("option '" + error.get_option_name() + "' needs a whole number");
  } catch (const po::error_with_option_name& error) {
    throw UsageError("option '" + error.get_option_name() + "': " +
                     (dynamic_cast<const po::invalid_command_line_syntax*>(&error) != nullptr
                          ? "a value is missing, or one is given that it does not take"
                          : "not understood"));
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
}

When when(const std::string& word) {
  if (word == "auto") return When::automatic;
  if (word == "always") return When::always;
  if (word == "never") return When::never;
  throw UsageError("--color is auto, always or never, not '" + word + "'");
}

Override override_of(const std::string& word, const std::string& option, const std::string& example) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw UsageError(option + ", such as " + example + ", not '" + word + "'");
  }
  return {word.substr(0, equals), word.substr(equals + 1)};
}

/// "1%" or "0.5 %".
double share_of(const std::string& word) {
  double percent = 0;
  const char* const end = word.data() + word.size();
  const auto [rest, error] = std::from_chars(word.data(), end, percent);
  const bool is_share =
      error == std::errc{} && std::string_view(rest, end) == "%" && percent >= 0 && percent < 100;
  if (!is_share)
    throw UsageError("--refusals-under needs a share such as 1%, not '" + text::sanitize(word) + "'");
  return percent / 100;
}

int within(std::optional<int> given, const std::string& option, int most) {
  if (!given) return 0;
  if (*given >= 1 && *given <= most) return *given;
  throw UsageError(option + " is from 1 to " + std::to_string(most));
}

}  // namespace

Options parse_options(const std::vector<std::string>& words) {
  Options options;
  options.width = 0;
  Raw raw;
  po::options_description described = describe(options, raw);
  parse(words, described);
  options.color = when(raw.color);
  options.threads = within(raw.threads, "--threads", most_threads);
  options.replications = within(raw.replications, "--replications", most_replications);
  if (!raw.refusals_under.empty()) options.refusals_under = share_of(raw.refusals_under);
  if (raw.seed >= 0) options.seed = static_cast<std::uint64_t>(raw.seed);
  for (const std::string& word : raw.settings) {
    options.overrides.push_back(override_of(word, "--set needs KEY=VALUE", "glue.idle_timeout=2h"));
  }
  for (const std::string& word : raw.assumptions) {
    options.assumptions.push_back(override_of(word, "--assume needs KEY=OPTION", "glue_timeout=48h"));
  }
  if (options.width != 0 && (options.width < narrowest || options.width > widest)) {
    throw UsageError("--width is from " + std::to_string(narrowest) + " to " + std::to_string(widest));
  }
  if (!raw.words.empty()) {
    options.verb = raw.words.front();
    options.arguments.assign(raw.words.begin() + 1, raw.words.end());
  }
  return options;
}

const std::string& options_help() {
  static const std::string help =
      "  --format FORMAT    text, json, csv or markdown, where the verb has it\n"
      "  --audit FILE       with run: the CloudTrail log that the estate would leave, .json, .jsonl or "
      ".ndjson\n"
      "  --set KEY=VALUE    replace a setting of the scenario, such as glue.idle_timeout=2h, or what it says "
      "of\n"
      "                     a population, such as populations.analysts.users=5000; repeatable\n"
      "  --assume KEY=OPTION\n"
      "                     replace an assumption, such as glue_timeout=48h; repeatable\n"
      "  --test FILE        with assumptions: tell which of them change the answer of this scenario\n"
      "  --threads N        with run and check: so many, as the machine has by default; changes no result\n"
      "  --seed N           with run and check: instead of the scenario's\n"
      "  --replications N   with run and check: N runs with other random numbers each, and means with "
      "intervals\n"
      "  --refusals-under SHARE\n"
      "                     with run: also tell the least quotas that keep refusals under, say, 1%; runs it "
      "some dozen times\n"
      "  --color WHEN       auto, always or never; auto honours NO_COLOR and TERM=dumb\n"
      "  --ascii            no characters beyond ASCII\n"
      "  --width COLUMNS    of text; that of the terminal, or 80\n"
      "  -q, --quiet        nothing but results and errors\n"
      "  -h, --help         this help, or that of a verb\n"
      "  --version          the version\n";
  return help;
}

}  // namespace outlive::tool
