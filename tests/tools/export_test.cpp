// run --export: files beside the report.
#include <set>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "outlive/exports.hpp"
#include "tests/tools/command.hpp"

using namespace outlive::testing;

TEST_CASE("exports: one table, names that are theirs alone") {
  std::set<std::string_view> names;
  std::set<std::string_view> files;
  for (const outlive::ExportFormat& each : outlive::export_formats()) {
    names.insert(each.name);
    files.insert(each.file_name);
    CHECK(outlive::find_export(each.name) == &each);
    CHECK((each.write != nullptr));
  }
  CHECK(names.size() == outlive::export_formats().size());
  CHECK(files.size() == names.size());
  CHECK(outlive::find_export("foc") == nullptr);
}

TEST_CASE("run --export: every format in a file of its own, and the report as ever") {
  const Folder folder;
  folder.write("good.yaml", good);
  const Ran plain = folder.outlive("run good.yaml");
  const Ran ran = folder.outlive(
      "run good.yaml --export focus=bill.csv --export cur=cur.csv --export trace=t.json --export "
      "openmetrics=m.txt "
      "--export sqlite=r.sqlite");
  CHECK(ran.code == 0);
  CHECK(ran.out == plain.out);
  CHECK(ran.err.empty());
  CHECK(folder.shell("ls").out ==
        "bill.csv\ncur.csv\ngood.yaml\nm.txt\nr.sqlite\nt.json\n");  // no drafts left
  CHECK(has(folder.read("bill.csv"), ",AWS Glue interactive session,"));
  CHECK(has(folder.read("cur.csv"), ",AWSGlue,"));
  CHECK(folder.read("m.txt").ends_with("# EOF\n"));
  CHECK(folder.read("r.sqlite").starts_with("SQLite format 3"));
  // The lives were recorded, which nobody had asked for in so many words.
  const std::string trace = folder.read("t.json");
  CHECK(has(trace, "\"name\":\"RUNNING\""));
  CHECK(nlohmann::json::accept(trace));
  CHECK(folder.outlive("run good.yaml --export sqlite=again.sqlite").code == 0);
  CHECK(folder.read("again.sqlite") == folder.read("r.sqlite"));
}

TEST_CASE("run --export: what is wrong is said before anything runs") {
  const Folder folder;
  folder.write("good.yaml", good);
  const auto refused = [&](const std::string& options, const std::string& message) {
    const Ran ran = folder.outlive("run good.yaml " + options);
    CAPTURE(options);
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err == "outlive: " + message + "\n");
  };
  const std::string all = "(it has focus, cur, trace, openmetrics, sqlite)";
  refused("--export fokus=x", "--export has no 'fokus'; did you mean 'focus'? " + all);
  refused("--export parquet=x", "--export has no 'parquet' " + all);
  refused("--export focus", "--export focus needs a file: --export focus=focus.csv");
  refused("--export focus=", "--export focus needs a file, such as focus=focus.csv, not ''");
  refused("--export focus=-", "--export focus needs a file, such as focus=focus.csv, not '-'");
  refused("--export focus=x --export cur=x", "--export: two of them go to 'x'");
  refused("--export focus=x --replications 2", "--export is of one run: it goes with no --replications");
  CHECK(folder.shell("ls").out == "good.yaml\n");
  CHECK(folder.outlive("check good.yaml --export focus=x").err == "outlive: 'check' takes no --export\n");
  const Ran missing = folder.outlive("run good.yaml --export focus=nowhere/bill.csv");
  CHECK(missing.code == 4);
  CHECK(missing.out.empty());
  CHECK(missing.err == "outlive: nowhere/bill.csv: cannot be written: No such file or directory\n");
}

TEST_CASE("help run: lists the formats of --export") {
  const Ran ran = Folder().outlive("help run");
  for (const outlive::ExportFormat& each : outlive::export_formats()) {
    CHECK(has(ran.out, "\n  " + std::string(each.name)));
    CHECK(has(ran.out, std::string(each.about)));
  }
  CHECK_FALSE(has(Folder().outlive("help check").out, "formats of --export"));
}
