// `outlive sweep` as a process: killed at any moment and resumed, interrupted, on full disks, in company.
#include "outlive/sweep.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <thread>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "sim/output/units_file.hpp"
#include "tests/study/small_study.hpp"
#include "tests/tools/process.hpp"

using namespace outlive::testing;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

const std::string journal = "shard-0-of-1.jsonl.part";

/// The results of a sweep as one text, whatever else lies in its folder.
std::string results_in(const Folder& folder, const std::string& name) {
  std::string all;
  for (const char* file : {"points.csv", "replications.csv", "report.md", "sweep.json"})
    all += file + (": " + folder.read(name + "/" + file)) + "\n";
  return all;
}

/// What a sweep of the small study leaves.
const std::string written =
    "cost.idle.svg cost.total.svg manifest.json points.csv populations.staff.activities.explore.wanted.svg "
    "replications.csv report.html report.json report.md "
    "sweep.json ";

/// The files there, sorted, with a blank between.
std::string files_in(const Folder& folder, const std::string& name) {
  return folder.shell("ls " + name + " | tr '\\n' ' '").out;
}

/// `instead`: of its number of replications.
void write_small_study(const Folder& folder, const std::string& instead = {}) {
  const std::string replications = "replications: 4\n";
  std::string study = small_study;
  if (!instead.empty()) study.replace(study.find(replications), replications.size(), instead);
  folder.write("base.yaml", small_base);
  folder.write("study.yaml", study);
}

std::uintmax_t size_of(const std::string& path) {
  std::error_code missing;
  const std::uintmax_t size = fs::file_size(path, missing);
  return missing ? 0 : size;
}

struct Kills {
  int killed = 0;
  int told = 0;  // that it was interrupted
};

/// Runs a sweep again and again, each time killed a random while after it has come on by a random number of lines, until it is done.
Kills kill_until_done(const Folder& folder, const std::vector<std::string>& arguments, std::uint32_t seed) {
  std::minstd_rand random(seed);
  const std::vector<int> signals{SIGKILL, SIGKILL, SIGTERM, SIGINT};
  const std::string path = folder.path("out/" + journal);
  Kills kills;
  while (true) {
    const std::uintmax_t enough = size_of(path) + 80 * (random() % 10);
    Process process(folder, arguments);
    while (!process.has_ended() && size_of(path) < enough) std::this_thread::sleep_for(300us);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 3000));
    const int signal = signals[random() % signals.size()];
    process.send(signal);
    const int code = process.wait();
    if (code == 0) return kills;
    CHECK(code == 128 + signal);
    ++kills.killed;
    if (has(folder.read(".err"), "; --resume goes on from here\n")) ++kills.told;
    REQUIRE(kills.killed < 10'000);
  }
}

void check_that_kills_change_nothing(const std::string& more, int least_kills, std::uint32_t seed) {
  const Folder folder;
  write_small_study(folder, more);
  REQUIRE(folder.outlive("sweep study.yaml -o whole").code == 0);
  int killed = 0;
  int told = 0;
  while (killed < least_kills) {
    fs::remove_all(folder.path("out"));
    const Kills kills =
        kill_until_done(folder, {"sweep", "study.yaml", "-o", "out", "--resume", "--threads", "2"}, ++seed);
    killed += kills.killed;
    told += kills.told;
    CHECK(results_in(folder, "out") == results_in(folder, "whole"));
    CHECK_FALSE(fs::exists(folder.path("out/" + journal)));
  }
  MESSAGE(killed, " kills, ", told, " of them told what goes on");
}

}  // namespace

TEST_CASE("sweep: writes its results into a folder, and nothing else is left there") {
  const Folder folder;
  write_small_study(folder);
  const Ran ran = folder.outlive("sweep study.yaml -o out");
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  CHECK(files_in(folder, "out") == written);
  for (const char* table : {"out/points.csv", "out/replications.csv"}) {
    const std::string text = folder.read(table);
    const auto columns = [](std::string_view line) { return std::count(line.begin(), line.end(), ','); };
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
      CHECK(columns(text.substr(at, text.find('\n', at) - at)) == columns(text.substr(0, text.find('\n'))));
    }
  }
  CHECK(folder.outlive("sweep study.yaml").out == ran.out);
  CHECK(folder.outlive("sweep study.yaml --format csv --threads 16").out == folder.read("out/points.csv"));
}

TEST_CASE("sweep: killed a few dozen times at random moments and resumed, it comes to the same bytes") {
  check_that_kills_change_nothing("replications: 19\n", 24, 1);
}

TEST_CASE("sweep: the same with replications that a precision adds") {
  check_that_kills_change_nothing("precision: {of: [cost.total], within: 12%, at_most: 40}\n", 10, 2);
}

TEST_CASE("sweep: killed hundreds of times at random moments" * doctest::skip()) {
  check_that_kills_change_nothing("replications: 19\n", 400, 1'000);
  check_that_kills_change_nothing("precision: {of: [cost.total], within: 12%, at_most: 40}\n", 200, 2'000);
}

namespace {

/// The journal of a sweep that is done but for its last step.
std::string whole_journal(const Folder& folder) {
  const outlive::Study study = load_small_study(folder);
  outlive::Observations all(study.points.size(), study.width());
  outlive::Diagnostics problems;
  std::string text = outlive::output::units_head(study, {}) + "\n";
  outlive::SweepOptions how{.threads = 2};
  how.on_unit = [&](const outlive::UnitResult& result) { text += outlive::output::unit_line(result) + "\n"; };
  CHECK(outlive::sweep(study, how, all, problems) == outlive::SweepEnd::complete);
  return text;
}

constexpr std::size_t everywhere = 0;

/// Cuts the journal at so many random places, or at each.
void check_cuts(std::size_t how_many) {
  const Folder folder;
  const std::string journal_text = whole_journal(folder);
  REQUIRE(folder.outlive("sweep study.yaml -o whole").code == 0);
  std::minstd_rand random(7);
  const std::size_t cuts = how_many == everywhere ? journal_text.size() : how_many;
  for (std::size_t i = 0; i < cuts; ++i) {
    const std::size_t size = how_many == everywhere ? i : random() % journal_text.size();
    CAPTURE(size);
    const std::string kept = journal_text.substr(0, size);
    folder.write("out/" + journal, kept);
    const Ran ran = folder.outlive("sweep study.yaml -o out --resume");
    CHECK(ran.code == 0);
    const auto lines = std::count(kept.begin(), kept.end(), '\n');
    const std::string resumed =
        "resumed: " + std::to_string(lines - 1) + (lines == 2 ? " unit was" : " units were");
    CHECK(ran.err == (lines == 0 ? "" : resumed + " done already\n"));
    CHECK(results_in(folder, "out") == results_in(folder, "whole"));
  }
}

}  // namespace

TEST_CASE("sweep: a journal that was cut anywhere is gone on with" * doctest::test_suite("slow")) {
  check_cuts(8);
}
TEST_CASE("sweep: a journal that was cut at each of its bytes" * doctest::skip()) { check_cuts(everywhere); }

TEST_CASE("sweep: Ctrl-C and a scheduler's SIGTERM stop it, with their own exit codes") {
  const Folder folder;
  write_small_study(folder);
  const std::string unfinished = "outlive: interrupted before a design point was finished, after ";
  for (const int signal : {SIGINT, SIGTERM}) {
    Process keeping(folder, {"sweep", "study.yaml", "--replications", "20000", "-o", "out"});
    while (!keeping.has_ended() && size_of(folder.path("out/" + journal)) < 200)
      std::this_thread::sleep_for(1ms);
    keeping.send(signal);
    CHECK(keeping.wait() == 128 + signal);
    CHECK(folder.read(".out").empty());
    CHECK(folder.read(".err").starts_with(unfinished));
    CHECK(folder.read(".err").ends_with(" of 120,000 runs; --resume goes on from here\n"));
    CHECK(files_in(folder, "out") == journal + " ");
    fs::remove_all(folder.path("out"));

    interrupt_later_and_later(folder, {"sweep", "study.yaml", "--replications", "20000"},
                              {.tells = unfinished, .signal = signal});
    CHECK(folder.read(".out").empty());
    CHECK(folder.read(".err").ends_with(
        " of 120,000 runs; fewer --replications finish one sooner, and -o FOLDER keeps what is done\n"));
  }
}

TEST_CASE("sweep: what is finished when Ctrl-C comes is told, marked incomplete, and gone on with") {
  const Folder folder;
  write_small_study(folder, "replications: 20\n");
  // All runs of the first design points are short, and those of the others do not end while anybody waits.
  std::string study = folder.read("study.yaml");
  study.replace(study.find("{key: glue.idle_timeout, levels: [30m, 2h]}"), 43,
                "{key: populations.staff.users, levels: [6, 2000000]}");
  folder.write("study.yaml", study);
  Process process(folder, {"sweep", "study.yaml", "-o", "out", "--threads", "1"});
  const auto lines = [&] {
    const std::string text = folder.read("out/" + journal);
    return std::count(text.begin(), text.end(), '\n');
  };
  while (!process.has_ended() && lines() < 1 + 3 * 20) std::this_thread::sleep_for(1ms);
  process.send(SIGINT);
  CHECK(process.wait() == 130);
  CHECK(folder.read(".err") == "outlive: interrupted: the results are partial; --resume goes on from here\n");
  const std::string line = "INCOMPLETE: stopped after 3 of 6 design points";
  const std::string screen = folder.read(".out");
  CHECK(screen.starts_with(line + "\n"));
  CHECK(has(folder.read("out/report.md"), line));
  CHECK(has(folder.read("out/report.html"), line));
  const auto swept = nlohmann::json::parse(folder.read("out/sweep.json"));
  CHECK(swept["incomplete"] == true);
  CHECK(swept["points"].size() == 3);
  CHECK(nlohmann::json::parse(folder.read("out/manifest.json"))["complete"] == false);
  CHECK(folder.outlive("report out").out == screen);
  CHECK(lines() == 1 + 3 * 20);
}

TEST_CASE("sweep: a shard that is interrupted has no tables, and is gone on with") {
  const Folder folder;
  write_small_study(folder, "replications: 20000\n");
  Process process(folder, {"sweep", "study.yaml", "-o", "out", "--shards", "2", "--shard", "1"});
  while (!process.has_ended() && size_of(folder.path("out/shard-1-of-2.jsonl.part")) < 200)
    std::this_thread::sleep_for(1ms);
  process.send(SIGINT);
  CHECK(process.wait() == 130);
  CHECK(folder.read(".out").empty());
  CHECK(folder.read(".err") == "outlive: interrupted: --resume goes on from here\n");
  CHECK(files_in(folder, "out") == "shard-1-of-2.jsonl.part ");
}

TEST_CASE("sweep: what a journal holds is not thrown away without a word, nor taken for another study's") {
  const Folder folder;
  const std::string text = whole_journal(folder);
  const std::string path = "out/" + journal;
  folder.write(path, text.substr(0, 400));
  const Ran anew = folder.outlive("sweep study.yaml -o out");
  CHECK(anew.code == 0);
  CHECK(anew.err == path + ": begun anew; --resume would have gone on with what was done already\n");

  folder.write(path, text.substr(0, 400));
  const Ran other = folder.outlive("sweep study.yaml -o out --resume --seed 5");
  CHECK(other.code == 3);
  CHECK(other.err == path +
                         ":1:1: error: is of another plan: the study, its base, a file that they name, an "
                         "option such as --set, or "
                         "the version of Outlive was another one\n"
                         "outlive: nothing was resumed; take the file away to begin anew\n");
  CHECK(folder.read(path) == text.substr(0, 400));

  std::string of_another = text;
  of_another.replace(of_another.find("\"shards\":1"), 10, "\"shards\":2");
  folder.write(path, of_another);
  const Ran shard = folder.outlive("sweep study.yaml -o out --resume");
  CHECK(shard.code == 3);
  CHECK(has(shard.err, path + ":1:1: error: is of shard-0-of-2.jsonl, and not of what its name says\n"));

  std::string broken = text;
  broken[text.find('\n', 300) + 1] = '?';
  folder.write(path, broken);
  const Ran nonsense = folder.outlive("sweep study.yaml -o out --resume");
  CHECK(nonsense.code == 3);
  CHECK(has(nonsense.err, "error: is no line of a file of units\n"));
}

TEST_CASE("sweep: two processes never work in one folder on the same") {
  const Folder folder;
  write_small_study(folder);
  Process first(folder, {"sweep", "study.yaml", "-o", "out", "--replications", "20000"});
  while (!first.has_ended() && size_of(folder.path("out/" + journal)) < 200) std::this_thread::sleep_for(1ms);
  const Ran second = folder.outlive("sweep study.yaml -o out --replications 20000 --resume");
  CHECK(second.code == 4);
  CHECK(second.err == "outlive: out/" + journal + ": another process works on this shard\n");
  first.send(SIGKILL);
  CHECK(first.wait() == 137);
  CHECK(folder.outlive("sweep study.yaml -o out").code == 0);  // the lock went with it
}

TEST_CASE("sweep: a full disk stops it at once, and what was done is resumed when there is room") {
  const Folder folder;
  write_small_study(folder);
  REQUIRE(folder.outlive("sweep study.yaml -o whole").code == 0);
  const Ran none =
      folder.shell("mkdir out; ln -s /dev/full out/" + journal + "; outlive sweep study.yaml -o out");
  CHECK(none.code == 4);
  CHECK(none.out.empty());
  CHECK(none.err == "outlive: out/" + journal + ": cannot be written: No space left on device\n");
  // A limit on the size of files cuts a line in its middle, as a disk does that fills up.
  const Ran some = folder.shell("rm out/*; (ulimit -f 1; outlive sweep study.yaml -o out)");
  CHECK(some.code == 4);
  CHECK(some.err == "outlive: out/" + journal + ": cannot be written: File too large\n");
  CHECK(files_in(folder, "out") == journal + " ");
  const Ran resumed = folder.outlive("sweep study.yaml -o out --resume");
  CHECK(resumed.code == 0);
  CHECK(has(resumed.err, " done already\n"));
  CHECK(results_in(folder, "out") == results_in(folder, "whole"));
}

TEST_CASE("sweep: results that do not fit leave neither drafts nor half files, and the journal stays") {
  const Folder folder;
  write_small_study(folder);
  const std::string text = whole_journal(folder);
  folder.write("out/" + journal, text);
  const Ran full = folder.shell("ulimit -f 2; outlive sweep study.yaml -o out --resume -q");
  CHECK(full.code == 4);
  CHECK(full.out.empty());
  CHECK(has(full.err, "outlive: out/sweep.json: cannot be written: File too large\n"));
  CHECK_FALSE(has(files_in(folder, "out"), "sweep.json"));
  CHECK_FALSE(has(files_in(folder, "out"), ".outlive-"));
  CHECK(folder.read("out/" + journal) == text);
  CHECK(folder.outlive("sweep study.yaml -o out --resume -q").code == 0);
}

TEST_CASE("sweep: folders that cannot be written, and readers that leave") {
  const Folder folder;
  write_small_study(folder);
  folder.write("file", "");
  const Ran in_file = folder.outlive("sweep study.yaml -o file/out");
  CHECK(in_file.code == 4);
  CHECK(in_file.err == "outlive: file/out: cannot be made: Not a directory\n");
  const Ran no_files = folder.outlive("sweep study.yaml -o /proc/self/task");
  CHECK(no_files.code == 4);
  CHECK(has(no_files.err, "outlive: /proc/self/task/" + journal + ": cannot be written: "));
  const Ran full = folder.outlive("sweep study.yaml -o out >/dev/full");
  CHECK(full.code == 4);
  CHECK(has(full.err, "cannot write to standard output: No space left on device"));
  CHECK(files_in(folder, "out") == written);  // these are safe
  const Ran gone =
      folder.shell("(sleep 0.1; outlive sweep study.yaml; echo $? >code) | true; sleep 0.3; cat code");
  CHECK(has(gone.out, "4"));
}

TEST_CASE("sweep: --dry-run lists the design points, as text and as JSON, and runs none") {
  const Folder folder;
  write_small_study(folder);
  CHECK(has(folder.outlive("sweep study.yaml --dry-run").out,
            "6 design points, 4 replications each: 24 runs, 24 units\n"));
  const Ran ran = folder.outlive("sweep study.yaml --dry-run --format json");
  CHECK(ran.code == 0);
  const auto design = nlohmann::json::parse(ran.out);
  CHECK(design["schema_version"] == 1);
  CHECK(design["kind"] == "design");
  CHECK(design["runs"] == 24);
  CHECK(design["units"] == 24);
  CHECK(design["precision"].is_null());
  CHECK(design["plan"]["replications"] == 4);
  CHECK(design["points"].size() == 6);
  CHECK(design["points"][5]["point"] == 5);
  CHECK(design["points"][5]["levels"] == nlohmann::json{{"idle", "2h"}, {"background", "1d"}});
  const auto swept = nlohmann::json::parse(folder.outlive("sweep study.yaml --format json").out);
  CHECK(swept["plan"] == design["plan"]);
  const Ran csv = folder.outlive("sweep study.yaml --dry-run --format csv");
  CHECK(csv.code == 2);
  CHECK(csv.err == "outlive: --dry-run lists the design points as text or json, not as csv\n");
}

TEST_CASE("sweep: what is undecided counts as the command line says") {
  const Folder folder;
  write_small_study(folder);
  const auto swept = nlohmann::json::parse(folder.outlive("sweep study.yaml --format json").out);
  const double mean = swept["points"][0]["responses"]["cost.total"]["value"];
  const std::string limit = std::to_string(std::lround(mean));  // its interval lies on both sides
  folder.write("undecided.yaml", small_study +
                                     "expect:\n  - {response: cost.total, at: {idle: 30m, background: "
                                     "2h}, at_most: " +
                                     limit + " USD}\n");
  const Ran ran = folder.outlive("sweep undecided.yaml");
  CHECK(ran.code == 5);
  CHECK(has(ran.out, "undecided"));
  CHECK(folder.outlive("sweep undecided.yaml --undecided fail").code == 1);
  CHECK(folder.outlive("sweep undecided.yaml --undecided pass").code == 0);
  const Ran wrong = folder.outlive("sweep undecided.yaml --undecided maybe");
  CHECK(wrong.code == 2);
  CHECK(wrong.err == "outlive: --undecided is fail or pass, not 'maybe'\n");
}

TEST_CASE("sweep: options that do not go together are told") {
  const Folder folder;
  write_small_study(folder);
  const auto wrong = [&](const std::string& arguments) {
    const Ran ran = folder.outlive("sweep " + arguments);
    CHECK(ran.code == 2);
    return ran.err;
  };
  CHECK(wrong("study.yaml --resume") ==
        "outlive: --resume goes on with what is in a folder: --output FOLDER\n");
  CHECK(wrong("study.yaml --shards 8 --shard 1") ==
        "outlive: a shard writes its file into a folder: --output FOLDER\n");
  CHECK(wrong("study.yaml other.yaml") == "outlive: too many arguments: outlive sweep STUDY\n");
  CHECK(wrong("study.yaml --shards 2 --shard 1 --precision 2% -o out") ==
        "outlive: how many replications a precision takes is known only on the way: shards need a number of "
        "them\n");
}
