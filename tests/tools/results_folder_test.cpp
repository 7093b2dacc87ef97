// outlive run -o, report and diff: what is written, rendered again and told apart.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/input/yaml_as_json.hpp"
#include "tests/study/small_study.hpp"
#include "tests/tools/command.hpp"

using namespace outlive::testing;

namespace {

class Case : public Folder {
 public:
  Case() {
    write("a.yaml", silent);
    const Ran ran = outlive("run a.yaml -o results");
    REQUIRE(ran.code == 0);
    screen = ran.out;
  }
  std::string screen;
};

const std::string shorter = " --set identity_center.background_sessions.duration=1h";

}  // namespace

TEST_CASE("run -o: a manifest names every file, with its size, and the scenario stands in it") {
  const Case folder;
  const auto manifest = nlohmann::json::parse(folder.read("results/manifest.json"));
  CHECK(manifest["kind"] == "run");
  CHECK(manifest["complete"] == true);
  CHECK(manifest["files"].size() >= 6);
  for (const auto& file : manifest["files"]) {
    CAPTURE(file);
    CHECK(folder.read("results/" + file["name"].get<std::string>()).size() == file["bytes"]);
  }
  CHECK(manifest["execution"]["command"][0] == "run");
  CHECK(manifest["scenario"] == folder.outlive("show a.yaml").out);
  CHECK(has(folder.screen, "fingerprint " + manifest["fingerprint"].get<std::string>()));
}

TEST_CASE("run -o: documents are as their published schemas say, tables as results.md says") {
  const Case folder;
  const std::string crowd =
      std::string(OUTLIVE_SOURCE_DIR) + "/scenarios/large/what-if-the-dpu-quota-is-1000.yaml";
  REQUIRE(folder.outlive("run '" + crowd + "' --set populations.analysts.users=5 -o crowd").code == 0);
  const auto published = [](const std::string& name) {
    std::ifstream file(std::string(OUTLIVE_SOURCE_DIR) + "/scenarios/schema/" + name, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  };
  for (const std::string name : {"summary", "manifest", "report"}) {
    const outlive::input::PublishedSchema schema(published("results-" + name + ".schema.json"));
    for (const std::string of : {"results/", "crowd/"}) {
      CAPTURE(of + name);
      auto document = nlohmann::json::parse(folder.read(of + name + ".json"));
      CHECK(schema.accepts(document));
      document["unheard_of"] = 1;
      CHECK(schema.accepts(document) == (name == "report"));
      document.erase("schema_version");
      CHECK_FALSE(schema.accepts(document));
    }
  }
  // Of studies the report has what is in sweep.json and recommendation.json, and says whether all of it is there.
  const outlive::input::PublishedSchema of_reports(published("results-report.schema.json"));
  folder.write("study.yaml",
               small_study + "recommend: {least: cost.total, promises: {cost.idle: {at_most: 1 USD}}}\n");
  folder.write("base.yaml", small_base);
  REQUIRE(folder.outlive("sweep study.yaml -o sweep").code == 0);
  (void)folder.outlive("recommend study.yaml -o recommendation");
  for (const std::string kind : {"sweep", "recommendation"}) {
    CAPTURE(kind);
    auto document = nlohmann::json::parse(folder.read(kind + "/report.json"));
    CHECK(document["kind"] == kind);
    CHECK(of_reports.accepts(document));
    document[kind].erase("incomplete");
    CHECK_FALSE(of_reports.accepts(document));
  }
  const std::string described = published("results.md");
  for (const std::string name : {"summary.csv", "jobs.csv", "sessions.csv", "cost.csv"}) {
    const std::string table = folder.read("results/" + name);
    const std::size_t begin = described.find("## " + name + "\n");
    REQUIRE(begin != std::string::npos);
    const std::string part = described.substr(begin, described.find("\n## ", begin) - begin);
    std::istringstream header(table.substr(0, table.find('\n')));
    for (std::string column; std::getline(header, column, ',');) {
      CAPTURE(name + ": " + column);
      CHECK(has(part, "`" + column + "`"));
    }
  }
}

TEST_CASE("run -o: another run gives the same bytes, but for the execution") {
  const Case folder;
  REQUIRE(folder.outlive("run a.yaml -o again --threads 2").code == 0);
  CHECK(folder.shell("diff -r --exclude=manifest.json results again").code == 0);
  auto one = nlohmann::json::parse(folder.read("results/manifest.json"));
  auto two = nlohmann::json::parse(folder.read("again/manifest.json"));
  one.erase("execution");
  two.erase("execution");
  CHECK(one == two);
}

TEST_CASE("report: renders what was saved, byte for byte as the run did") {
  const Case folder;
  CHECK(folder.outlive("report results").out == folder.screen);
  CHECK(folder.outlive("report results --ascii --width 60").out ==
        folder.outlive("run a.yaml --ascii --width 60").out);
  CHECK(folder.outlive("report results --format markdown").out ==
        folder.outlive("run a.yaml --format markdown").out);
  CHECK(folder.outlive("report results --format json").out == folder.read("results/summary.json"));
  CHECK(folder.outlive("report results --format csv").out == folder.read("results/summary.csv"));
}

TEST_CASE("report: what is no results, or not whole, is refused") {
  const Case folder;
  const auto refuses = [&](const std::string& what, const std::string& message) {
    const Ran ran = folder.outlive("report " + what);
    CHECK(ran.code == 4);
    CHECK(ran.out.empty());
    CHECK(has(ran.err, message));
  };
  refuses("nowhere", "nowhere: there is no such folder");
  refuses("a.yaml", "a.yaml: is no folder; expected one that 'outlive run -o FOLDER' wrote");
  refuses(".", "holds no results");
  REQUIRE(folder.shell("rm results/manifest.json").code == 0);
  refuses("results", "results: has no manifest.json: its writer did not come to the end; run it again");
}

TEST_CASE("report: a damaged report is told with line and column") {
  const Case folder;
  REQUIRE(folder.shell("sed -i 's/\"hidden\":0/\"hidden\":-1/' results/report.json").code == 0);
  const Ran ran = folder.outlive("report results");
  CHECK(ran.code == 3);
  CHECK(has(ran.err, "results/report.json:"));
  CHECK(has(ran.err, "hidden"));
}

TEST_CASE("run -o: a folder that cannot be made or written is told, and nothing is taken for whole") {
  const Case folder;
  folder.write("file", "");
  const Ran ran = folder.outlive("run a.yaml -o file/results");
  CHECK(ran.code == 4);
  CHECK(has(ran.err, "file/results: cannot be made"));
}

TEST_CASE("run -o: while files are written, and after one could not be, there is no manifest") {
  const Case folder;  // has results that are whole
  REQUIRE(folder.shell("rm results/jobs.csv && mkdir results/jobs.csv").code == 0);
  const Ran ran = folder.outlive("run a.yaml -o results");
  CHECK(ran.code == 4);
  CHECK(has(ran.err, "results/jobs.csv: cannot be written"));
  CHECK(has(folder.outlive("report results").err, "has no manifest.json"));
}

TEST_CASE("diff: files that are no text are compared, too") {
  const Case folder;
  REQUIRE(folder.outlive("run a.yaml -o one --export sqlite").code == 0);
  REQUIRE(folder.outlive("run a.yaml -o two --export sqlite").code == 0);
  CHECK(folder.outlive("diff one two").code == 0);
  REQUIRE(folder.shell("printf '\\377' >> two/results.sqlite").code == 0);
  const Ran ran = folder.outlive("diff one two");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "Files that differ\n  results.sqlite\n"));
  REQUIRE(folder.shell("rm two/results.sqlite").code == 0);
  CHECK(folder.outlive("diff one two").code == 1);
}

TEST_CASE("diff: the same results are the same, wherever they are") {
  const Case folder;
  REQUIRE(folder.outlive("run a.yaml -o again").code == 0);
  const Ran ran = folder.outlive("diff results again");
  CHECK(ran.code == 0);
  CHECK(has(ran.out, "The same results, for the same reasons.\n"));
}

TEST_CASE("diff: says what was set differently, and what that changed") {
  const Case folder;
  REQUIRE(folder.outlive("run a.yaml -o other" + shorter).code == 0);
  const Ran ran = folder.outlive("diff results other");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "Only in the scenario of B\n  duration: 1h"));
  CHECK(has(ran.out, "jobs.csv"));
  CHECK(has(ran.out, "B costs 4.40 USD less"));
  const auto json = nlohmann::json::parse(folder.outlive("diff results other --format json").out);
  CHECK(json["same"] == false);
  CHECK(json["comparison"]["schema_version"] == 1);
}

TEST_CASE("diff: a setting that changes no result says so") {
  const Case folder;
  REQUIRE(folder.outlive("run a.yaml -o other --set identity_center.background_sessions.duration=8d").code ==
          0);
  const Ran ran = folder.outlive("diff results other");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "duration: 8d"));
}

TEST_CASE("compare: folders of results stand for the runs that wrote them") {
  const Case folder;
  REQUIRE(folder.outlive("run a.yaml -o other" + shorter).code == 0);
  const Ran ran = folder.outlive("compare results other");
  CHECK(ran.code == 0);
  CHECK(ran.out.ends_with("\nB costs 4.40 USD less (-66.67 %); 1 job less survives.\n"));
  REQUIRE(folder.shell("rm other/jobs.csv").code == 0);
  CHECK(has(folder.outlive("compare results other").err, "other/jobs.csv"));
}

TEST_CASE("compare, diff and baselines: a folder whose writer did not come to the end is refused") {
  const Case folder;
  REQUIRE(folder.shell("cp -r results half && rm half/manifest.json").code == 0);
  folder.write("held.yaml", std::string(silent) + "expect: {cost.total: {at_most: 105%, of: half}}\n");
  for (const char* line : {"compare half results", "compare results half", "compare a.yaml half",
                           "diff half results", "diff results half", "check held.yaml"}) {
    CAPTURE(line);
    const Ran ran = folder.outlive(line);
    CHECK(ran.code == 4);
    CHECK(has(ran.err, "has no manifest.json: its writer did not come to the end; run it again"));
  }
}

TEST_CASE("report: studies are rendered again, too") {
  const Case folder;
  const std::string vary = "sweep a.yaml --vary identity_center.background_sessions.duration=1h,7d -o swept";
  const Ran swept = folder.outlive(vary);
  REQUIRE(swept.code == 0);
  CHECK(folder.outlive("report swept").out == swept.out);
  CHECK(folder.outlive("report swept --format markdown").out == folder.read("swept/report.md"));
  CHECK(folder.outlive("report swept --format csv").out == folder.read("swept/points.csv"));
  CHECK(folder.outlive("diff swept results").code == 1);
}

TEST_CASE("-o: what an earlier run left in the folder makes way, what others put there stays") {
  const Case folder;
  folder.write("results/notes.txt", "mine");
  REQUIRE(folder.outlive("run a.yaml -o results --export focus").code == 0);
  REQUIRE(folder.outlive("run a.yaml -o results --export openmetrics").code == 0);
  CHECK(folder.read("results/focus.csv").empty());
  CHECK_FALSE(folder.read("results/metrics.txt").empty());
  folder.write("results/metrics.txt", "changed since");
  REQUIRE(folder.outlive("sweep a.yaml --vary glue.idle_timeout=1h,2h --respond cost.idle -o results").code ==
          0);
  CHECK(folder.read("results/notes.txt") == "mine");
  CHECK(folder.read("results/metrics.txt") == "changed since");
  std::set<std::string> listed{"manifest.json", "metrics.txt", "notes.txt"};
  const auto manifest = nlohmann::json::parse(folder.read("results/manifest.json"));
  for (const auto& file : manifest["files"]) listed.insert(file["name"]);
  std::set<std::string> there;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path("results")))
    there.insert(entry.path().filename().string());
  CHECK(there == listed);
}

TEST_CASE("-o: a manifest that somebody changed, or that is another program's, has nothing removed") {
  const Case folder;
  REQUIRE(folder.shell("sed -i 's|\"summary.csv\"|\"../a.yaml\"|' results/manifest.json").code == 0);
  const std::string size = std::to_string(folder.read("a.yaml").size());
  REQUIRE(folder.shell("sed -i 's|\"bytes\": [0-9]*|\"bytes\": " + size + "|' results/manifest.json").code ==
          0);
  REQUIRE(has(folder.read("results/manifest.json"), "\"../a.yaml\""));
  REQUIRE(has(folder.read("results/manifest.json"), "\"bytes\": " + size));
  REQUIRE(folder.outlive("run a.yaml -o results").code == 0);
  CHECK_FALSE(folder.read("a.yaml").empty());
  folder.write("site/icon.png", "12345");
  folder.write("site/manifest.json", R"({"schema_version": 1, "files": [{"name": "icon.png", "bytes": 5}]})");
  REQUIRE(folder.outlive("run a.yaml -o site").code == 0);
  CHECK(folder.read("site/icon.png") == "12345");
}

TEST_CASE("run -o: exports without a file of their own go into the folder, and its manifest lists them") {
  const Case folder;
  REQUIRE(folder.outlive("run a.yaml -o all --export focus --export trace=elsewhere.json").code == 0);
  const auto manifest = nlohmann::json::parse(folder.read("all/manifest.json"));
  CHECK(manifest["files"].back()["name"] == "focus.csv");
  CHECK(folder.read("all/trace.json").empty());
  CHECK_FALSE(folder.read("elsewhere.json").empty());
  const Ran ran = folder.outlive("run a.yaml --export focus");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "--export focus needs a file, --export focus=focus.csv, or a folder, -o FOLDER"));
}
