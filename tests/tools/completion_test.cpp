// Completions, tried in the shells that are meant, and held against what help says: no option may be missing anywhere.
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/tools/command.hpp"

using namespace outlive::testing;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The first words of indented lines: verbs of a bare call, options of a help.
std::vector<std::string> words_of(const std::string& help, const std::string& prefix) {
  std::vector<std::string> words;
  for (const std::string& line : lines_of(help)) {
    std::istringstream rest(line);
    std::string word;
    if (!line.starts_with("  ") || line.starts_with("   ") || !(rest >> word)) continue;
    if (word.ends_with(',')) rest >> word;  // -q, --quiet
    if (word.starts_with(prefix)) words.push_back(word);
  }
  return words;
}

std::vector<std::string> verbs() {
  std::vector<std::string> verbs = words_of(Folder().outlive("").err, "");
  std::erase(verbs, "outlive");  // examples
  REQUIRE(verbs.size() >= 17);
  return verbs;
}

std::vector<std::string> options_of(const std::string& verb) {
  const std::string help = Folder().outlive("help " + verb).out;
  std::vector<std::string> options = words_of(help, "--");
  REQUIRE(options.size() >= 7);
  return options;
}

bool installed(const std::string& program) {
  const bool is_there = Folder().shell("command -v " + program + " >/dev/null").code == 0;
  if (!is_there) MESSAGE("skipped: no " << program);
  return is_there;
}

/// What bash would offer for words of which the last is being typed; `[...]` are options that it would be told.
std::string in_bash(const Folder& folder, const std::string& words) {
  folder.write("ask.bash",
               "source ./completion\n"
               "compopt() { printf '[%s]' \"$*\"; }\n"
               "COMP_WORDS=(" +
                   words +
                   ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_outlive\n"
                   "printf '%s ' \"${COMPREPLY[@]}\"\n");
  const Ran ran = folder.shell("bash ask.bash");
  CHECK(ran.err.empty());
  return ran.out;
}

std::string in_fish(const Folder& folder, const std::string& line) {
  folder.write("ask.fish", "source completion\ncomplete -C '" + line + "' | string replace -r '\\t.*' ''\n");
  const Ran ran = folder.shell("HOME=$PWD fish --no-config ask.fish");
  CHECK(ran.err.empty());
  std::string offered;
  for (const std::string& each : lines_of(ran.out)) offered += each + " ";
  return offered;
}

}  // namespace

TEST_CASE("completion: bash offers verbs, options, their values and paths where they belong") {
  if (!installed("bash")) return;
  const Folder folder;
  CHECK(folder.shell("outlive completion bash > completion && bash -n completion").code == 0);
  CHECK(has(folder.shell("bash -c 'source ./completion; complete -p outlive'").out, "-F _outlive outlive"));
  CHECK(in_bash(folder, "outlive rec") == "recommend ");
  CHECK(in_bash(folder, "outlive --color never che") == "check ");
  CHECK(in_bash(folder, "outlive run x --format ''") == "text json csv markdown ");
  CHECK(in_bash(folder, "outlive show x --format ''") == "yaml ");
  CHECK(in_bash(folder, "outlive run x --format = j") == "json ");  // as bash splits --format=j
  CHECK(in_bash(folder, "outlive run x --set glue.idle") == "[-o nospace]glue.idle_timeout= ");
  CHECK(in_bash(folder, "outlive run x --set glue.background_sessions = t") == "true ");
  CHECK(in_bash(folder, "outlive run x --assume glue_timeout = ''") == "none 48h ");
  CHECK(in_bash(folder, "outlive sweep x --vary assumptions.glue_timeout_") ==
        "[-o nospace]assumptions.glue_timeout_of_release_5= ");
  CHECK(in_bash(folder, "outlive rules EMRS-1") == "EMRS-1 EMRS-10 ");
  CHECK(in_bash(folder, "outlive schema ''") == "scenario study prices ");
  CHECK(in_bash(folder, "outlive init --kind s") == "script study ");
  CHECK(in_bash(folder, "outlive run ''") == "[-o default] ");
  CHECK(in_bash(folder, "outlive sweep m") == "[-o default]merge ");
  CHECK(in_bash(folder, "outlive check --junit ''") == "[-o default] ");
  CHECK(in_bash(folder, "outlive run -o ''") == "[-o default] ");
  CHECK(in_bash(folder, "outlive run x --export op") == "[-o nospace]openmetrics openmetrics= ");
  CHECK(in_bash(folder, "outlive run --threads ''") == " ");
  CHECK(in_bash(folder, "outlive version ''") == " ");
  CHECK(in_bash(folder, "outlive run --jun") == " ");  // an option of another verb
}

TEST_CASE("completion: bash, where '=' does not split words") {
  if (!installed("bash")) return;
  const Folder folder;
  CHECK(folder.shell("{ outlive completion bash; echo \"COMP_WORDBREAKS=' '\"; } > completion").code == 0);
  CHECK(in_bash(folder, "outlive run x --format=j") == "--format=json ");
  CHECK(in_bash(folder, "outlive run x --set=glue.background_sessions=t") ==
        "--set=glue.background_sessions=true ");
}

TEST_CASE("completion: zsh, typed in a terminal") {
  if (!installed("zsh")) return;
  const Folder folder;
  std::filesystem::create_directory(folder.path("study"));
  folder.write("lines",
               "outlive recTAB\noutlive run x --format jTAB\noutlive show x --format TAB\n"
               "outlive run x --set glue.idleTAB2h\noutlive run x --set=glue.idleTAB2h\n"
               "outlive --color neTAB recTAB\noutlive rules EMRS-10TAB\noutlive check x --unTAB faTAB\n"
               "outlive sweep mTAB\noutlive run -o stuTAB\noutlive init --kind stuTAB\n"
               "outlive run x --assume glue_timeout=4TAB\n");
  CHECK(folder.shell("mkdir f && outlive completion zsh > f/_outlive && zsh -n f/_outlive").code == 0);
  const Ran ran = folder.shell("HOME=$PWD TERM=xterm timeout 60 zsh -f '" OUTLIVE_SOURCE_DIR
                               "/tests/tools/complete.zsh' \"$PWD/f\" < lines");
  CHECK(ran.code == 0);
  CHECK(ran.out ==
        "recommend\nrun x --format json\nshow x --format yaml\nrun x --set glue.idle_timeout=2h\n"
        "run x --set=glue.idle_timeout=2h\n--color never recommend\nrules EMRS-10\ncheck x --undecided fail\n"
        "sweep merge\nrun -o study\ninit --kind study\nrun x --assume glue_timeout=48h\n");
}

TEST_CASE("completion: fish") {
  if (!installed("fish")) return;
  const Folder folder;
  folder.write("folder/file.yaml", "");
  CHECK(folder.shell("outlive completion fish > completion && fish --no-execute completion").code == 0);
  CHECK(in_fish(folder, "outlive rec") == "recommend ");
  CHECK(in_fish(folder, "outlive --color never che") == "check ");
  CHECK(in_fish(folder, "outlive run x --format ") == "csv json markdown text ");
  CHECK(in_fish(folder, "outlive show x --format ") == "yaml ");
  CHECK(in_fish(folder, "outlive run x --set glue.background_s") ==
        "glue.background_sessions=false glue.background_sessions=true ");
  CHECK(in_fish(folder, "outlive schema ") == "prices scenario study ");
  CHECK(in_fish(folder, "outlive help rule") == "rules ");
  CHECK(in_fish(folder, "outlive run -o fol") == "folder/ ");
  CHECK(in_fish(folder, "outlive run folder/") == "folder/file.yaml ");
  CHECK(in_fish(folder, "outlive version ").empty());
  CHECK(in_fish(folder, "outlive run --jun").empty());  // an option of another verb
}

namespace {

/// A hyphen that may be copied from the page.
std::string in_roff(const std::string& word) {
  std::string escaped;
  for (const char each : word) escaped += each == '-' ? std::string("\\-") : std::string(1, each);
  return escaped;
}

}  // namespace

TEST_CASE("completion: no verb and no option is missing from any shell or from the manual page") {
  const Folder folder;
  const std::string bash = folder.outlive("completion bash").out;
  const std::string zsh = folder.outlive("completion zsh").out;
  const std::string fish = folder.outlive("completion fish").out;
  const std::string page = folder.outlive("help --format man").out;
  std::set<std::string> all;
  for (const std::string& verb : verbs()) {
    CAPTURE(verb);
    const std::vector<std::string> options = options_of(verb);
    const std::size_t at = bash.find("\n    " + verb + ") words='", bash.find("_outlive_options()"));
    REQUIRE(at != std::string::npos);
    const std::string in_bash = bash.substr(at, bash.find('\n', at + 1) - at) + " ";
    const std::size_t in_zsh = zsh.find("\n  " + verb + ")\n");
    REQUIRE(in_zsh != std::string::npos);
    const std::string of_zsh = zsh.substr(in_zsh, zsh.find(";;", in_zsh) - in_zsh);
    CHECK(has(fish, " -a " + verb + " -d "));
    CHECK(has(page, "\\fBoutlive " + in_roff(verb) + "\\fR"));
    for (const std::string& option : options) {
      CAPTURE(option);
      CHECK((has(in_bash, "'" + option + " ") || has(in_bash, " " + option + " ") ||
             has(in_bash, " " + option + "'")));
      CHECK((has(of_zsh, option + "=[") || has(of_zsh, option + "[")));
      all.insert(option);
    }
  }
  for (const std::string& option : all) {
    CAPTURE(option);
    CHECK(has(fish, " -l " + option.substr(2) + " "));
    CHECK(has(page, "\\fB" + in_roff(option) + "\\fR"));
  }
}

TEST_CASE("completion: closed lists are what the program accepts") {
  const Folder folder;
  folder.write("good.yaml", good);
  const std::string bash = folder.outlive("completion bash").out;
  const auto accepted = [&](const std::string& option, const std::string& arguments) {
    const std::string before = "    " + option + ") kind=words words='";
    const std::size_t at = bash.find(before);
    REQUIRE_MESSAGE(at != std::string::npos, option);
    const std::size_t first = at + before.size();
    std::istringstream words(bash.substr(first, bash.find('\'', first) - first));
    int count = 0;
    for (std::string word; words >> word; ++count) {
      if (word.ends_with('=')) continue;  // goes on
      const Ran ran = folder.outlive(arguments + " " + option + " " + word);
      CHECK_MESSAGE(ran.code <= 1, option << " " << word << ": " << ran.err);
    }
    CHECK(count > 0);
  };
  accepted("--color", "version");
  accepted("--undecided", "run good.yaml");
  accepted("--annotations", "check good.yaml");
  accepted("--set", "validate good.yaml");
  accepted("--assume", "validate good.yaml");
  accepted("--fail-on", "compare good.yaml good.yaml");
  accepted("--kind", "init -");
}

TEST_CASE("completion: other shells are refused") {
  const Ran ran = Folder().outlive("completion fsh");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "completion is for bash, zsh and fish, not 'fsh'; did you mean 'fish'?"));
}

TEST_CASE("manual: the page renders without a warning, and says what help says") {
  const Folder folder;
  CHECK(folder.shell("outlive help --format man > outlive.1").code == 0);
  CHECK(folder.outlive("help run --format man").code == 2);
  if (!installed("groff")) return;
  // No key is cut at the end of a line.
  CHECK(has(folder.shell("groff -man -Tascii -P-cbou -rLL=78n outlive.1").out,
            "populations.analysts.users=5000"));
  const Ran ran = folder.shell("groff -man -Tutf8 -ww -rLL=100n -P-c outlive.1");
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  const std::string page = folder.shell("groff -man -Tascii -P-cbou -rLL=400n outlive.1").out;
  for (const char* part :
       {"outlive - which jobs outlive the log-off, and what do they cost?", "outlive check FILES|FOLDERS...",
        "--refusals-under SHARE", "-o, --output PATH", "NO_COLOR", "EXIT STATUS",
        "5    undecided: more replications would decide", "--fail-on 'cost.total > +5%'"}) {
    CHECK_MESSAGE(has(page, part), part);
  }
  if (installed("man")) CHECK(folder.shell("MANWIDTH=80 man --warnings -l outlive.1 >/dev/null").err.empty());
}
