// outlive import and outlive fit: what is written where, exit codes, what is refused.
#include <filesystem>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "sim/text/table.hpp"
#include "tests/output/golden.hpp"
#include "tests/tools/command.hpp"

using namespace outlive::testing;

namespace {

const std::string data = std::string(OUTLIVE_SOURCE_DIR) + "/tests/data/import/";
const std::string shared = std::string(OUTLIVE_SOURCE_DIR) + "/../shared/data/";

/// A hundred jobs of ten users, each twice as long as the one before it in its ten.
std::string trace() {
  std::string csv = "job,user,submitted,ended\n";
  for (int i = 0; i < 100; ++i) {
    const std::string day = std::to_string(1 + i / 10);
    const std::string at = "2026-06-" + std::string(day.size() < 2 ? "0" : "") + day + " ";
    csv += std::to_string(i) + ",u" + std::to_string(i % 10) + "," + at + "09:0" + std::to_string(i % 10) +
           ":00," + at + "1" + std::to_string(i % 7) + ":30:00\n";
  }
  return csv;
}

}  // namespace

TEST_CASE("import: -o writes the scenario and its trace beside it, and both load") {
  const Folder folder;
  const Ran ran = folder.outlive("import '" + data + "small.swf' -o out/../night.yaml");
  CHECK(ran.code == 4);  // there is no folder `out`
  const Ran written = folder.outlive("import swf '" + data + "small.swf' -o night.yaml");
  CHECK(written.code == 0);
  CHECK(written.out.empty());
  CHECK(has(written.err, "swf: 7 records, 4 used, 3 skipped\n"));
  CHECK(folder.shell("ls").out == "night.csv\nnight.yaml\n");
  CHECK(folder.outlive("validate night.yaml").out == "1 scenario: 0 errors, 0 warnings\n");
  CHECK(folder.outlive("run night.yaml").code == 0);
  const Ran csv = folder.outlive("import '" + data + "small.swf' -q");
  CHECK(csv.out == folder.read("night.csv"));
  CHECK(csv.err.empty());
}

TEST_CASE("import: -o is one file where there is no trace, and replaces none that is read") {
  const Folder folder;
  const std::string log = Folder().read(data + "cloudtrail.json");
  folder.write("log.yaml", log);
  folder.write("night.csv", Folder().read(data + "small.swf"));
  const Ran written = folder.outlive("import log.yaml -o estate.yaml");
  CHECK(written.code == 0);
  CHECK(written.out.empty());
  CHECK(folder.read("estate.yaml") == folder.outlive("import log.yaml").out);
  const auto refuses = [&](const std::string& arguments, const std::string& message) {
    const Ran ran = folder.outlive("import " + arguments);
    CAPTURE(arguments);
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err == "outlive: " + message + "\n");
  };
  refuses("log.yaml -o log.yaml", "-o would replace the export 'log.yaml'");
  refuses("log.yaml -o ./log.yaml", "-o would replace the export './log.yaml'");
  refuses("swf night.csv -o night.yaml", "-o would replace the export 'night.csv'");
  CHECK(folder.read("log.yaml") == log);
  CHECK(folder.shell("ls").out == "estate.yaml\nlog.yaml\nnight.csv\n");
}

TEST_CASE("import: an imported log is a scenario that runs, --format json tells the same to machines") {
  const Folder folder;
  const Ran ran = folder.outlive("import '" + data + "cloudtrail.json' '" + data +
                                 "train.json' --format json --set glue.idle_timeout=2h > a.yaml");
  CHECK(ran.code == 0);
  const auto summary = nlohmann::json::parse(ran.err);
  CHECK(summary["format"] == "cloudtrail, sagemaker-training");
  CHECK(summary["records"] == 12);
  CHECK(folder.outlive("run a.yaml").code == 0);
  CHECK(has(folder.read("a.yaml"), "idle_timeout: 2h"));
  CHECK(folder.outlive("import cloudtrail '" + data + "cloudtrail.json' --set glue.idle_timeuot=2h -o b.yaml")
            .code == 3);
  CHECK_FALSE(std::filesystem::exists(folder.path("b.yaml")));
}

TEST_CASE("import: what is refused, and with which exit code") {
  const Folder folder;
  folder.write("note.txt", "hello\n");
  folder.write("cut.json", "{\"Records\":[{\"eventName\":\"x\"}");
  const auto fails = [&](const std::string& arguments, int code, const std::string& message) {
    const Ran ran = folder.outlive("import " + arguments);
    CAPTURE(arguments);
    CAPTURE(ran.err);
    CHECK(ran.code == code);
    CHECK(ran.out.empty());
    CHECK(has(ran.err, message));
  };
  fails("clodtrail", 2, "outlive: 'clodtrail' is neither a file nor a format; did you mean 'cloudtrail'?");
  fails("cloudtrail", 2, "an argument is missing");
  fails("note.txt -o x.yaml", 3, "note.txt: error: this is no export that is known");
  fails("cut.json -o x.yaml", 3, "cut.json:1:30: error: the JSON breaks off or is broken here");
  fails("missing.json", 4, "missing.json: error: cannot read the file");
  fails("note.txt --zone America/Denvre -o x.yaml", 3,
        "--zone: error: unknown time zone 'America/Denvre'; did you mean 'America/Denver'?");
  fails("note.txt --takes 10", 2, "--takes needs a duration such as 10m");
  fails("note.txt --assume glue_timeout=48h", 2, "'import' takes no --assume");
  CHECK(folder.shell("ls").out == "cut.json\nnote.txt\n");
}

TEST_CASE("fit: a trace becomes a scenario that validates and runs, with a table and a chart (golden)") {
  const Folder folder;
  folder.write("trace.csv", trace());
  const Ran ran = folder.outlive("fit trace.csv --zone America/Denver -o next.yaml --plot fit.svg");
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  CHECK(has(ran.out, "trace.csv: 100 jobs of 10 users, 10 days from 2026-06-01 to 2026-06-10\n"));
  CHECK(has(ran.out, "Durations: the lowest AIC is chosen"));
  check_golden("fit.txt", ran.out);
  check_golden("fit.yaml", folder.read("next.yaml"));
  check_golden("fit.svg", folder.read("fit.svg"));
  CHECK(has(folder.outlive("validate next.yaml").out, "1 scenario: 0 errors, 0 warnings"));
  CHECK(folder.outlive("run next.yaml").code == 0);
  CHECK(folder.outlive("fit trace.csv --zone America/Denver --format yaml").out == folder.read("next.yaml"));
  const auto numbers = nlohmann::json::parse(folder.outlive("fit trace.csv --format json").out);
  CHECK(numbers["jobs"] == 100);
  CHECK(numbers["durations"]["tried"].size() >= 4);
}

TEST_CASE("fit: what an import wrote is fitted, as CSV and as scenario") {
  const Folder folder;
  std::string log = "; UnixStartTime: 1772409600\n";
  for (int i = 0; i < 60; ++i)
    log += std::to_string(i) + " " + std::to_string(i * 3600) + " 0 " + std::to_string(60 + 977 * i) +
           " 4 -1 -1 4 -1 -1 1 " + std::to_string(i % 6) + "\n";
  folder.write("a.swf", log);
  CHECK(folder.outlive("import a.swf -o a.yaml").code == 0);
  CHECK(folder.outlive("fit a.csv -q").code == 0);
  const Ran ran = folder.outlive("fit a.yaml --starts 'service: glue_job, worker_type: G.1X' --format yaml");
  CHECK(ran.code == 0);
  CHECK(has(ran.out, "starts: {service: glue_job, worker_type: G.1X, workers: 4}"));
}

TEST_CASE("fit: what is refused") {
  const Folder folder;
  folder.write("trace.csv", trace());
  folder.write("odd.csv", "a,b\n1,2\n");
  folder.write("few.csv", "submitted,duration\n1,2\n");
  folder.write("empty.csv", "");
  const auto fails = [&](const std::string& arguments, int code, const std::string& message) {
    const Ran ran = folder.outlive("fit " + arguments);
    CAPTURE(arguments);
    CAPTURE(ran.err);
    CHECK(ran.code == code);
    CHECK(ran.out.empty());
    CHECK(has(ran.err, message));
  };
  fails("odd.csv", 3,
        "odd.csv:1:1: error: no column is known to tell when each job was submitted; say --columns "
        "submitted=COLUMN,... of a, b");
  fails("few.csv", 3,
        "few.csv: error: there are 1 recorded jobs; expected ten or more, or there is nothing to fit");
  fails("empty.csv", 3, "empty.csv");
  fails("nowhere.csv", 4, "nowhere.csv: error: cannot read the file");
  fails("trace.csv --columns submitted=submited,ended=ended", 3,
        "there is no column 'submited'; did you mean 'submitted'?");
  fails("trace.csv --columns when=submitted", 3, "--columns needs KEY=COLUMN");
  fails("trace.csv --zone America/Denvre", 3, "America/Denver");
  fails("trace.csv --starts 'service: glub' -o x.yaml", 3, "glub");
  fails("trace.csv --plot fit.png -o x.yaml", 2, "outlive: --plot writes .svg, not 'fit.png'");
  CHECK_FALSE(std::filesystem::exists(folder.path("x.yaml")));
}

TEST_CASE("fit: the table keeps to the width, and no bar is broken") {
  const Folder folder;
  folder.write("trace.csv", trace());
  const auto widest = [](const std::string& text) { return outlive::text::widest_line(text); };
  CHECK(widest(folder.outlive("fit trace.csv --width 80").out) <= 80);
  CHECK(widest(folder.outlive("fit trace.csv --width 60").out) <= 60);
  CHECK(widest(folder.outlive("fit trace.csv --width 200").out) > 100);
  const std::string narrow = folder.outlive("fit trace.csv --width 40 --zone America/Denver").out;
  const std::size_t bar = narrow.find("  hours 0 to 23 ");
  REQUIRE(bar != std::string::npos);
  CHECK(narrow.find('\n', bar) == narrow.size() - 1);
}

TEST_CASE("fit: the real traces give the marginals that their description tells" *
          doctest::test_suite("slow")) {
  if (!std::filesystem::exists(shared + "README.md")) {
    MESSAGE("skipped: there are no real traces in ../shared/data");
    return;
  }
  const Folder folder;
  const auto fit = [&](const std::string& arguments) {
    const Ran ran = folder.outlive("fit " + arguments + " --format json");
    REQUIRE(ran.code == 0);
    return nlohmann::json::parse(ran.out);
  };
  const auto training = fit("'" + shared + "ms_itp_cluster02.csv'");
  CHECK(training["jobs"] == 5778);
  CHECK(training["days"] == 60);
  CHECK(training["users"].is_null());
  CHECK(fit("'" + shared + "ms_itp_cluster10.csv'")["jobs"] == 260);
  const auto notebooks = fit("'" + shared + "ncar_jhub_2021-11.csv' --zone America/Denver");
  CHECK(notebooks["jobs"] == 2702);
  CHECK(notebooks["users"] == 265);
  // Of the whole trace a weekend day has 0.34 of a weekday, and the hours are these; this is one month of it.
  CHECK(notebooks["habits"]["other_days_share"].get<double>() == doctest::Approx(0.34).epsilon(0.25));
  const std::vector<double> hours{.0126, .0107, .0081, .0061, .0058, .0096, .0185, .0387,
                                  .0618, .0828, .0854, .0802, .0715, .0779, .0813, .0804,
                                  .0580, .0445, .0361, .0294, .0315, .0298, .0225, .0168};
  double off = 0;
  for (std::size_t i = 0; i < hours.size(); ++i)
    off += std::abs(hours[i] - notebooks["habits"]["hours"][i].get<double>()) / 2;
  CHECK(off < 0.12);
}
