// `outlive recommend` as its user sees it.

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/output/golden.hpp"
#include "tests/study/small_study.hpp"
#include "tests/tools/command.hpp"
#include "tests/tools/process.hpp"

using namespace outlive::testing;

namespace {

/// One job of two hours whose user signs out after one: a background session of an hour is too short for it, and a long idle
/// timeout only costs.
const std::string plain_study =
    "outlive_study: 1\n"
    "title: Which settings let the job finish?\n"
    "base: base.yaml\n"
    "factors:\n"
    "  background: {key: identity_center.background_sessions.duration, levels: [1h, 1d]}\n"
    "  idle: {key: glue.idle_timeout, levels: [1h, 8h, 48h]}\n"
    "responses:\n"
    "  cost: cost.total\n"
    "  finishes: {of: jobs.sum.outcome, equals: completed}\n";

const std::string plain_goal = "recommend: {least: cost, promises: {finishes: {at_least: 100%}}}\n";

/// A study beside its base.
class StudyFolder : public Folder {
 public:
  explicit StudyFolder(const std::string& study, const std::string& base = silent) {
    write("base.yaml", base);
    write("study.yaml", study);
  }
};

}  // namespace

TEST_CASE("recommend golden: a scenario without chance, with all assumptions") {
  const StudyFolder folder(plain_study + plain_goal);
  const Ran ran = folder.outlive("recommend study.yaml");
  CHECK(ran.code == 0);
  CHECK(ran.err == "");
  check_golden("recommend-plain.txt", ran.out.substr(0, ran.out.rfind("plan")));
}

TEST_CASE("recommend: a small crowd, the same for any number of threads") {
  const StudyFolder folder(
      small_study +
          "recommend:\n  least: cost.total\n  promises: {cost.idle: {at_most: 100000 USD}}\n  at_most: 12\n",
      small_base);
  const Ran one = folder.outlive("recommend study.yaml --threads 1 --no-assumptions");
  const Ran two = folder.outlive("recommend study.yaml --threads 2 --no-assumptions");
  CHECK((one.code == 0 || one.code == 5));
  CHECK(one.out == two.out);
  CHECK(has(one.out, "Whether it stands under other assumptions was not tried.") == (one.code == 0));
}

TEST_CASE("recommend: no setting keeps the promises, exit 1") {
  const StudyFolder folder(plain_study + "recommend: {least: cost, promises: {cost: {at_most: 1 USD}}}\n");
  const Ran ran = folder.outlive("recommend study.yaml --width 200");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "No setting keeps the promise\n"));
  CHECK(
      has(ran.out,
          "background=1h, idle=1h comes nearest: cost 2.20 USD (promised: at most 1 USD), 1.20 USD beyond"));
}

TEST_CASE("recommend: too few replications are undecided, exit 5") {
  const StudyFolder folder(
      small_study +
          "recommend:\n  least: cost.total\n  promises: {cost.idle: {at_most: 30 USD}}\n  at_most: 2\n",
      small_base);
  const Ran ran = folder.outlive("recommend study.yaml");
  CHECK(ran.code == 5);
  CHECK(has(ran.out, "Undecided: "));
}

TEST_CASE("recommend: Ctrl-C tells of the settings that were tried, and of none how many runs were done") {
  // Settings with six users are done at once, those with two millions do not end while anybody waits.
  std::string study = small_study;
  study.replace(study.find("{key: glue.idle_timeout, levels: [30m, 2h]}"), 43,
                "{key: populations.staff.users, levels: [6, 2000000]}");
  const StudyFolder folder(
      study + "recommend:\n  least: cost.total\n  promises: {cost.idle: {at_most: 30 USD}}\n", small_base);
  interrupt_later_and_later(
      folder, {"recommend", "study.yaml", "-o", "out", "--threads", "1"},
      {.tells = "outlive: interrupted: the results are partial\n",
       .too_early_begins = "outlive: interrupted before a setting was tried: ",
       .too_early_ends =
           " runs that were planned so far done, and not kept; a shorter horizon or fewer users "
           "make a run shorter\n"});
  const std::string screen = folder.read(".out");
  CHECK(screen.starts_with("INCOMPLETE: stopped after "));
  CHECK(has(screen, " of 6 settings had been tried\n"));
  const std::string line = screen.substr(0, screen.find('\n'));
  CHECK(has(folder.read("out/recommendation.md"), line));
  CHECK(has(folder.read("out/report.html"), line));
  const auto found = nlohmann::json::parse(folder.read("out/recommendation.json"));
  CHECK(found["incomplete"] == true);
  CHECK(found["answer"] == "stopped");
  CHECK(nlohmann::json::parse(folder.read("out/manifest.json"))["complete"] == false);
}

TEST_CASE("recommend: a study that does not say what to recommend is told what to add") {
  const StudyFolder folder(plain_study);
  const Ran ran = folder.outlive("recommend study.yaml");
  CHECK(ran.code == 3);
  CHECK(ran.out == "");
  CHECK(ran.err ==
        "study.yaml: error: the study does not say what to recommend; expected, for example, "
        "recommend: {least: cost, promises: {finishes: {at_least: ...}}}\n");
}

TEST_CASE("recommend: problems of the goal have places") {
  const StudyFolder folder(plain_study + "recommend: {least: cots, promises: {finishes: {at_least: 3}}}\n");
  const Ran ran = folder.outlive("recommend study.yaml");
  CHECK(ran.code == 3);
  CHECK(has(ran.err,
            "study.yaml:10:20: error: recommend.least: there is no response 'cots'; did you mean 'cost'?"));
  CHECK(has(ran.err, "study.yaml:10:"));
}

TEST_CASE("recommend: results are written whole, and charts that there are none of go away") {
  const StudyFolder folder(plain_study + plain_goal);
  folder.write("out/surface.svg", "of an earlier run");
  folder.write("out/tornado.svg", "of an earlier run");
  const Ran ran = folder.outlive("recommend study.yaml --no-assumptions -o out --format json");
  CHECK(ran.code == 0);
  CHECK(folder.read("out/recommendation.json") == ran.out);
  CHECK(nlohmann::json::parse(ran.out)["levels"]["background"] == "1d");
  CHECK(has(folder.read("out/recommendation.md"), "**Recommended: background=1d, idle=1h**"));
  CHECK(has(folder.read("out/front.svg"), "<svg"));
  for (const char* name : {"out/surface.svg", "out/tornado.svg"}) {
    const std::string text = folder.read(name);
    CHECK((text.empty() || has(text, "<svg")));
  }
  CHECK(folder.shell("ls out | grep -c outlive-").out == "0\n");
}

TEST_CASE("recommend: a folder that cannot be made, a study that is not there") {
  const StudyFolder folder(plain_study + plain_goal);
  folder.write("file", "");
  CHECK(folder.outlive("recommend study.yaml --no-assumptions -o file/out").code == 4);
  CHECK(folder.outlive("recommend none.yaml").code == 4);
  CHECK(folder.outlive("recommend base.yaml").code == 3);
  CHECK(folder.outlive("recommend").code == 2);
  CHECK(folder.outlive("recommend study.yaml --format csv").code == 2);
  CHECK(folder.outlive("sweep study.yaml --no-assumptions").code == 2);
}
