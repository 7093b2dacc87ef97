#include "tools/outlive/verbs.hpp"

#include <algorithm>
#include <array>

#include "outlive/load.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/suggestion.hpp"
#include "tools/outlive/value_words.hpp"

namespace outlive::tool {
namespace {

constexpr std::array<std::string_view, 4> report_formats{"text", "json", "csv", "markdown"};
constexpr std::array<std::string_view, 5> saved_formats{"text", "json", "csv", "markdown", "html"};
constexpr std::array<std::string_view, 3> all_but_csv{"text", "json", "markdown"};
constexpr std::array<std::string_view, 2> text_or_json{"text", "json"};
constexpr std::array<std::string_view, 3> text_yaml_or_json{"text", "yaml", "json"};
constexpr std::array<std::string_view, 1> text_only{"text"};
constexpr std::array<std::string_view, 2> text_or_man{"text", "man"};
constexpr std::array<std::string_view, 1> json_only{"json"};
constexpr std::array<std::string_view, 1> yaml_only{"yaml"};

constexpr auto table = std::to_array<Verb>({
    {"run", "FILE", "Simulate a scenario: which jobs survive, why the others ended, what it cost.",
     "Prints one screen, or with --format json or csv everything. FILE may be - for standard input.\n"
     "--audit FILE also writes the CloudTrail log that the simulated estate would leave: one document if\n"
     "its name ends in .json, one record a line if it ends in .jsonl or .ndjson.\n"
     "--export NAME=FILE also writes the results for other programs, in the formats that are listed below.\n"
     "--replications N simulates it N times: the report is on the first run and gives means with 95 %\n"
     "intervals over all of them; with --format csv it is a table of those means only.\n"
     "-o FOLDER writes results that can be read again: 'outlive report', 'diff' and 'compare' take them.\n"
     "What an earlier run, sweep or recommendation left there makes way; other files stay.\n"
     "Ctrl-C prints what there is so far, marked incomplete; a second one gives up.\n"
     "Exits with 1 if the scenario has expectations that do not hold, 5 if only more replications can "
     "tell.\n",
     1, 1, report_formats, run_verb, Purpose::answer},
    {"check", "FILES|FOLDERS...", "Simulate scenarios and hold the results against what they expect.",
     "Folders are searched for *.yaml and *.yml files with a top-level key 'outlive'.\n"
     "With --replications N a limit on a number is held against the 95 % interval of its mean over N runs:\n"
     "it holds if all of the interval lies within, fails if all of it lies beyond, and is undecided "
     "otherwise.\n"
     "Everything else has to hold in each run.\n"
     "Exits with 0 if all expectations hold, 1 if one does not, 5 if one is undecided and none fails,\n"
     "3 if there is none or a file is invalid.\n",
     1, any_number, text_or_json, check_verb, Purpose::promise},
    {"compare", "A [B]", "Tell what differs between two scenarios, saved results, or one of each.",
     "A and B are scenarios, folders of 'outlive run -o', or what 'outlive run --format json' wrote. They "
     "are run with the same random\n"
     "numbers, so that what differs is due to what differs between them; --replications N gives intervals.\n"
     "Of one scenario A is the file, and B the same with --set and --assume, as in\n"
     "  outlive compare scenario.yaml --set glue.idle_timeout=2h --fail-on 'cost.total > +5%'\n"
     "Of two they hold on both sides. --fail-on EXPR, a condition on B - A: any-fate, or KEY, one of\n"
     "> >= < <=, and a limit: a number, a share of A (+5%), money (10 USD), a duration (30m).\n"
     "Ctrl-C compares the replications that both sides have by then, marked incomplete, and judges nothing.\n"
     "Exits with 1 if one of them has surely come true, with 5 if that is undecided, else with 0.\n",
     1, 2, all_but_csv, compare_verb, Purpose::answer},
    {"sweep", "STUDY|FILE | merge STUDY SHARDS...",
     "Run a study: what changes if settings do, and how sure is that?",
     "STUDY says what varies; a scenario is varied by --vary, as in\n"
     "  outlive sweep scenario.yaml --vary glue.idle_timeout=1h,8h,48h --replications 20\n"
     "All design points get the same random numbers, so that differences are due to what varies.\n"
     "-o FOLDER writes sweep.json, points.csv, replications.csv, report.md and a plot\n"
     "of each response. With --shards N "
     "each\n"
     "shard writes one file there; `sweep merge STUDY FOLDER` puts them together, byte for byte as one "
     "machine\n"
     "would have done. --resume repeats only what is missing after a kill.\n"
     "Ctrl-C prints the design points that are finished, marked incomplete, and judges nothing.\n"
     "Exits with 1 if something that the study expects does not hold, 5 if that is undecided.\n",
     1, any_number, report_formats, sweep_verb, Purpose::answer, sweep_words, true},
    {"recommend", "STUDY", "Find the settings that keep what a study promises at the least cost.",
     "The study says what is promised and what is to be least, under 'recommend'. Replications are added "
     "where\n"
     "they decide, until one setting is chosen with the study's confidence. Then it is tried whether the "
     "choice\n"
     "stands under other assumptions, which takes longest; --no-assumptions skips that.\n"
     "-o FOLDER writes recommendation.json, recommendation.md, front.svg, tornado.svg and surface.svg.\n"
     "Ctrl-C prints what is known of the settings that were tried, marked incomplete, and recommends none.\n"
     "Exits with 0 if settings are recommended, 1 if none keep the promises, 5 if that is undecided.\n",
     1, 1, all_but_csv, recommend_verb, Purpose::answer},
    {"report", "FOLDER", "Render saved results again, without simulating.",
     "FOLDER is what run, sweep or recommend wrote with -o. --format json and csv print its summary.\n", 1, 1,
     saved_formats, report_verb, Purpose::results},
    {"diff", "A B", "Tell what differs between two folders of results, and why.",
     "Why: what was set, assumed, asked and with which version. What: the responses, and which jobs' fates.\n"
     "Exits with 0 if the results are the same, else with 1.\n",
     2, 2, text_or_json, diff_verb, Purpose::results},
    {"init", "[FILE]", "Write a commented scenario to start from.",
     "FILE is scenario.yaml without a name, or study.yaml for a study; - is standard output. Nothing is "
     "ever\n"
     "overwritten. Beside it comes what it refers to, unless it is there: the schema that editors check it "
     "by,\n"
     "for --kind trace a table of jobs, for --kind study a scenario.\n",
     0, 1, text_only, init_verb, Purpose::write},
    {"validate", "FILES|FOLDERS...", "Read scenarios and report what is wrong with them, without simulating.",
     "Folders are searched for scenarios; a study is read, with its base, if it is named.\nExits with 3 if a "
     "file is invalid.\n",
     1, any_number, text_only, validate_verb, Purpose::write},
    {"show", "FILE", "Print a scenario as the simulator sees it, each setting with its origin.", "", 1, 1,
     yaml_only, show_verb, Purpose::write},
    {"explain", "FILE ID", "Tell the life of one session, job or sign-in, with the rule behind every step.",
     "For a job that a limit ended it names the setting that would have saved it. What the first users of\n"
     "a population did is called as in the page of a report: 'analysts 17 #3'.\n",
     2, 2, text_only, explain_verb, Purpose::answer},
    {"rules", "[RULE...]", "Print the rules that runs obey, with the tests and scenarios that exercise them.",
     "RULE is an ID such as GLUE-5; without any, all are printed.\n", 0, any_number, report_formats,
     rules_verb, Purpose::know, rule_words},
    {"assumptions", "[ASSUMPTION...]", "Print what the documentation leaves open, or which of it matters.",
     "ASSUMPTION is an ID such as B-6 or a key such as glue_timeout; without any, all are meant.\n"
     "--test FILE runs a scenario under each other option in turn, starting from what it assumes (with "
     "--set\n"
     "and --assume), and prints which ones change the answer, the greatest change first. Audit logs are not\n"
     "compared. Ctrl-C prints those that were tried by then, marked incomplete.\n",
     0, any_number, report_formats, assumptions_verb, Purpose::know, assumption_names},
    {"import", "[FORMAT] FILES...", "Turn exports of other programs into scenarios, traces or price books.",
     "FORMAT is cloudtrail, glue-sessions, sagemaker-training, price-list, swf or sacct; "
     "without\n"
     "it each file is recognised by what it holds. Files may be compressed by gzip. CloudTrail tells who did "
     "what,\n"
     "the lists (of sessions, statements, job runs, training and processing jobs) how long it took: give "
     "them\n"
     "together. -o NAME.yaml writes a scenario or price book, and the "
     "trace\n"
     "that it uses beside it as NAME.csv; without -o the document, or the trace, is printed.\n"
     "--set says settings that were in force, --takes how long work took whose end is on no record.\n"
     "Standard error tells what was used, inferred and skipped, as JSON with --format json.\n",
     1, any_number, text_or_json, import_verb, Purpose::write, import_words, true},
    {"fit", "TRACE", "Turn recorded jobs into a population: last month becomes next quarter.",
     "TRACE is a CSV file with columns of the usual names (as 'outlive import' writes them; --columns tells "
     "others),\n"
     "or a scenario with workload.traces. Durations are fitted by maximum likelihood with every family that\n"
     "populations know, and tested; counts a day, hours, batches and how unlike users are follow. The screen "
     "tells\n"
     "what was tried; -o FILE writes the scenario, --plot FILE.svg a chart. --starts says what a job "
     "becomes, such\n"
     "as 'service: glue_job, worker_type: G.1X'.\n",
     1, 1, text_yaml_or_json, fit_verb, Purpose::write},
    {"schema", "[scenario|study|prices]", "Print the JSON Schema of scenarios, studies or price books.",
     "For editors: # yaml-language-server: $schema=FILE\n", 0, 1, json_only, schema_verb, Purpose::write,
     schema_words},
    {"completion", "bash|zsh|fish", "Print what makes a shell complete verbs, options and their values.",
     "A package of Outlive has installed it. Otherwise, for example\n"
     "  outlive completion bash > ~/.local/share/bash-completion/completions/outlive\n"
     "  outlive completion zsh > ~/.zfunc/_outlive\n"
     "  outlive completion fish > ~/.config/fish/completions/outlive.fish\n"
     "and for zsh, in ~/.zshrc before compinit: fpath+=~/.zfunc\n",
     1, 1, text_only, completion_verb, Purpose::know, shell_words},
    {"self-test", "", "Test whether this program is to be believed on this machine, in under a minute.",
     "Runs random scenarios against what a second, naive program reckoned, simulation against closed forms "
     "of\n"
     "theory, and known scenarios with several numbers of threads, in shuffled orders and against recorded\n"
     "fingerprints; invariants are checked after each run. Prints what was shown.\n"
     "Exits with 1 if a part fails.\n",
     0, 0, text_or_json, self_test_verb, Purpose::know},
    {"version", "", "Print the version and how it was built.", "", 0, 0, text_or_json, version_verb,
     Purpose::know},
    {"help", "[VERB]", "Print help, or that of a verb.",
     "--format man prints all of it as a manual page for 'man -l'.\n", 0, 1, text_or_man, help_verb,
     Purpose::know, verb_words},
});

}  // namespace

std::span<const Verb> verbs() { return table; }

const Verb* find_verb(std::string_view name) {
  const auto* verb =
      std::find_if(table.begin(), table.end(), [&](const Verb& each) { return each.name == name; });
  return verb == table.end() ? nullptr : verb;
}

const Verb& verb_named(std::string_view name) {
  if (const Verb* verb = find_verb(name)) return *verb;
  std::vector<std::string_view> names;
  for (const Verb& verb : table) names.push_back(verb.name);
  const std::string near = suggestion(name, names);
  throw UsageError("unknown verb '" + text::sanitize(name) + "'" +
                   (near.empty() ? "; see 'outlive help'" : near));
}

std::string_view format_of(const Options& options) {
  return options.format.empty() ? verb_named(options.verb).formats.front() : std::string_view(options.format);
}

ExitCode code_of(Answer answer, Undecided undecided) {
  switch (answer) {
    case Answer::yes: return ExitCode::done;
    case Answer::no: return ExitCode::no;
    case Answer::undecided: break;
  }
  switch (undecided) {
    case Undecided::tell: return ExitCode::undecided;
    case Undecided::fail: return ExitCode::no;
    case Undecided::pass: break;
  }
  return ExitCode::done;
}

ExitCode load_baselines(Scenario& scenario, Console& console, Diagnostics* found) {
  const BaselinesRead read = read_baselines(scenario);
  console.show(read.diagnostics);
  if (found != nullptr) *found = read.diagnostics;
  if (!read.diagnostics.has_errors()) return ExitCode::done;
  return read.unreadable ? ExitCode::no_access : ExitCode::invalid_input;
}

std::optional<Scenario> load(const std::string& path, const Options& options, Console& console,
                             ExitCode& code, Diagnostics* found) {
  LoadResult loaded = load_scenario(path, options.overrides, options.assumptions);
  loaded.diagnostics.sort();
  console.show(loaded.diagnostics);
  if (found != nullptr) *found = loaded.diagnostics;
  if (loaded.scenario) {
    if (options.seed) loaded.scenario->seed = *options.seed;
    return std::move(loaded.scenario);
  }
  code = loaded.unreadable ? ExitCode::no_access : ExitCode::invalid_input;
  return std::nullopt;
}

}  // namespace outlive::tool
