// What the documents show is what the program prints, every command in them runs, and the library example is the one that is
// built.
#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "tests/tools/command.hpp"
#include "tests/tools/documents.hpp"

using namespace outlive::testing;

namespace {

const std::string project = OUTLIVE_SOURCE_DIR;

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

constexpr std::array<std::string_view, 5> documents{"README.md", "scenarios/guide.md", "scenarios/README.md",
                                                    "CONTRIBUTING.md", "tools/ci/README.md"};
constexpr std::array<std::string_view, 1> cluster_documents{"tools/cluster/README.md"};

std::string path_of(std::string_view document) { return project + "/" + std::string(document); }

struct Exception {
  std::string begins;
  std::string reason;
};

/// What no test of a second or so can run.
const auto exceptions = std::to_array<Exception>({
    {"tools/first-run", "installs packages and builds everything"},
    {"tools/test", "is what runs this test"},
    {"tools/lint", "needs clang-format-19, and is a check of its own"},
    {"cmake --build", "builds everything"},
    {"cmake --preset", "builds everything"},
    {"tools/benchmark", "takes minutes"},
    {"tools/page", "needs npm; the test `page_bundle` runs it"},
    {"tools/studies/", "takes minutes"},
    {"tools/validation/", "takes minutes"},
    {"tools/compare-with-reference", "takes minutes"},
    {"OUTLIVE_SHOW_THEORY=1", "takes minutes"},
    {"tools/cluster/", "needs a scheduler; the test `cluster` runs that of Slurm"},
    {"export STUDY=", "needs a scheduler"},
    {"array=", "needs a scheduler"},
    {"sbatch", "needs a scheduler"},
    {"kubectl", "needs a cluster"},
    {"cd tools/cluster/", "goes with kubectl"},
    {"outlive recommend scenarios/studies/which-background", "takes minutes"},
});

/// Estates that take a while are made smaller: the command is the same, the answer is not looked at.
struct Smaller {
  std::string holds;
  const char* more;
};
const std::array<Smaller, 2> smaller{{
    {"scenarios/large/", " --set populations.analysts.users=20"},
    {"studies/are-seven-days-enough-for-training.yaml",
     " --set populations.researchers.users=10 --replications 2"},
}};

bool is_exception(const std::string& command) {
  for (const Exception& each : exceptions) {
    if (command.starts_with(each.begins)) return true;
  }
  return false;
}

/// The command as this folder can run it.
std::string runnable(const ShownCommand& command) {
  std::string text = command.text;
  if (const std::size_t at = text.find("build/"); at == 0) text = text.substr(text.find("outlive"));
  for (const Smaller& each : smaller) {
    if (!command.has_output && text.find(each.holds) != std::string::npos) text += each.more;
  }
  return text;
}

/// A place in which documents' commands may write: the gallery as it is, and what readers have of their own.
void furnish(const Folder& folder) {
  std::filesystem::copy(project + "/scenarios", folder.path("scenarios"),
                        std::filesystem::copy_options::recursive);
  for (const char* each : {"policies", "results/local", "results/validation"}) {
    std::filesystem::create_directories(folder.path(each));
  }
  std::filesystem::copy(project + "/scenarios/forgotten-session.yaml", folder.path("policies/etl.yaml"));
  const std::string exports = project + "/tests/data/import/";
  CHECK(folder
            .shell("mkdir cloudtrail statements && gzip -c '" + exports +
                   "cloudtrail.json' > cloudtrail/a.json.gz && cp '" + exports + "train.json' statements/")
            .code == 0);
  std::string jobs = "job,user,submitted_s,started_s,duration_s\n";
  for (int i = 0; i < 40; ++i) {
    jobs += std::to_string(i) + ",user-" + std::to_string(i % 3) + "," + std::to_string(i * 9000) + "," +
            std::to_string(i * 9000 + 60) + "," + std::to_string(600 + i * i * 10) + "\n";
  }
  folder.write("cluster.csv", jobs);
}

/// An answer, be it yes, no or undecided: no wrong command line, no invalid file, no fault.
bool is_answer(int code) { return code == 0 || code == 1 || code == 5; }

void run_all(std::string_view document, const Folder& folder, std::size_t least) {
  std::size_t count = 0;
  for (const ShownCommand& command : commands_in(read(path_of(document)))) {
    if (is_exception(command.text)) continue;
    ++count;
    const Ran ran = folder.shell(runnable(command));
    CHECK_MESSAGE(is_answer(ran.code), document << ":" << command.line << ": " << command.text << "\n"
                                                << ran.err);
  }
  CHECK_MESSAGE(count >= least, document);
}

}  // namespace

TEST_CASE("documents: what they show is what the program prints (golden)" * doctest::test_suite("slow")) {
  const bool updates = std::getenv("OUTLIVE_UPDATE_GOLDEN") != nullptr;
  for (const std::string_view document : documents) {
    std::string text = read(path_of(document));
    const Folder folder;
    furnish(folder);
    std::size_t at = 0;
    for (const ShownCommand& command : commands_in(text)) {
      if (!command.has_output) continue;
      const std::string printed = folder.shell("{ " + command.text + "; } 2>&1").out;
      const std::string before = "$ " + command.text + "\n";
      at = text.find(before, at) + before.size();
      if (updates) {
        text.replace(at, command.output.size(), printed);
      } else {
        CHECK_MESSAGE(command.output == printed, document << ":" << command.line);
      }
    }
    if (updates) std::ofstream(path_of(document), std::ios::binary) << text;
  }
}

TEST_CASE("documents: every command in README, guide, gallery, CONTRIBUTING and tools/ci answers" *
          doctest::test_suite("slow")) {
  for (const std::string_view document : documents) {
    const Folder folder;
    furnish(folder);
    run_all(document, folder, 1);
  }
}

TEST_CASE("documents: the commands of tools/cluster answer, once all shards are there") {
  const Folder folder;
  furnish(folder);
  CHECK(folder.outlive("init study.yaml --kind study").code == 0);
  CHECK(folder
            .shell("for i in $(seq 0 63); do outlive sweep study.yaml --shards 64 --shard $i -q "
                   "--output results || exit; done")
            .code == 0);
  for (const std::string_view document : cluster_documents) run_all(document, folder, 2);
}

TEST_CASE("documents: every exception is still needed") {
  std::vector<ShownCommand> all;
  for (const std::string_view document : documents) {
    for (ShownCommand& each : commands_in(read(path_of(document)))) all.push_back(std::move(each));
  }
  for (const std::string_view document : cluster_documents) {
    for (ShownCommand& each : commands_in(read(path_of(document)))) all.push_back(std::move(each));
  }
  for (const Exception& exception : exceptions) {
    bool is_used = false;
    for (const ShownCommand& command : all) is_used = is_used || command.text.starts_with(exception.begins);
    CHECK_MESSAGE(is_used, exception.begins << ": " << exception.reason);
  }
}

TEST_CASE("documents: a command is told from YAML and from messages") {
  CHECK(is_command("outlive run x.yaml"));
  CHECK(is_command("build/dev/outlive rules"));
  CHECK(is_command("tools/test"));
  CHECK_FALSE(is_command("outlive: 1"));
  CHECK_FALSE(is_command("expect:"));
  CHECK_FALSE(is_command("results/shard-6-of-8.jsonl.part: error: is not finished"));
  CHECK(without_comment("outlive run x.yaml     # means") == "outlive run x.yaml");
  CHECK(without_comment("outlive run 'a # b'") == "outlive run 'a # b'");
  const auto found =
      commands_in("text\n\n    outlive rules    # all\n```\n$ outlive help\nshown\n```\noutlive run\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].text == "outlive rules");
  CHECK(found[1].line == 5);
  CHECK(found[1].output == "shown\n");
}

TEST_CASE("README: the library example is the consumer that a test builds") {
  const std::string source = read(project + "/tests/consumer/main.cpp");
  const std::string code = source.substr(source.find("#include"));
  const std::string readme = read(project + "/README.md");
  const std::size_t first = readme.find("```cpp\n") + 7;
  CHECK(readme.substr(first, readme.find("```", first) - first) == code);
}
