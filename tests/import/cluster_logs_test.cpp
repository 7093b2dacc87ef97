// SWF and sacct become traces: what the CSV says is what the log says.
#include <doctest/doctest.h>

#include "tests/import/sources.hpp"
#include "tests/output/golden.hpp"

using namespace outlive;
using namespace outlive::testing;

TEST_CASE("import: SWF to CSV and scenario, with all that could not be used (golden)") {
  const import::Imported result = imported({sample("small.swf")});
  CHECK(result.csv ==
        "job,user,queue,submitted_s,started_s,duration_s,processors,outcome\n"
        "1,user-3,1,0,30,3600,16,completed\n"
        "2,user-4,1,120,120,600,8,failed\n"
        "3,user-3,2,240,300,172800,4,cancelled\n"
        "2.2,unknown,,420,420,90,1,unknown\n");
  check_golden("import-swf.yaml", result.yaml);
  check_golden("import-swf.txt", result.tally.text(result.what));
  check_golden("import-swf.json", result.tally.json(result.what));
}

TEST_CASE("import: sacct to CSV: steps, jobs that wait or run, GPUs, a user called like a formula") {
  const import::Imported result = imported({sample("small.sacct")});
  CHECK(result.csv ==
        "job,user,queue,submitted_s,started_s,duration_s,gpus,outcome\n"
        "101,ana,gpu,32400,33000,7200,2,COMPLETED\n"
        "102,bob,cpu,34200,34200,176400,0,CANCELLED\n"
        "105,'=cmd(),cpu,36000,36300,90,0,FAILED\n");
  CHECK(result.tally.records() == 6);
  CHECK(result.tally.skipped() == 3);
}

TEST_CASE("import: wall-clock times of sacct are those of the zone, the hour that never was is refused") {
  const std::string log =
      "JobID|Submit|Start|Elapsed\n"
      "1|2021-11-07T00:30:00|2021-11-07T03:30:00|1-00:00:01\n"
      "2|2021-03-14T02:30:00|2021-03-14T04:30:00|00:10:00\n";
  import::ImportOptions options;
  options.zone = "America/Denver";
  options.zone_given = true;
  const import::Imported result = imported({export_of(log)}, options);
  // Four hours between, since the clocks went back; 00:30 there was 06:30 in UTC.
  CHECK(has(result.csv, "1,unknown,,23400,37800,86401,1,\n"));
  CHECK(result.tally.skipped() == 1);
  options.zone = "America/Denvre";
  CHECK(has(first_problem(imported({export_of(log)}, options)), "America/Denver"));
}

TEST_CASE("import: hostile numbers and fields of logs are skipped, never guessed") {
  const std::string log =
      "1 0 0 99999999999999999999 1\n"
      "2 0 0 1e9 1\n"
      "3 0 0 10 99999999999\n"
      "4 9999999999999 0 10 1\n"
      "5 -5 0 10 1\n"
      "6 0 0 10.5 2 -1 -1 2 -1 -1 1 =2+5 1 -1 1 -1 -1 -1\n";
  const import::Imported result = imported({export_of(log)});
  CHECK(result.tally.used() == 1);
  CHECK(has(result.csv, "6,user-=2+5,1,0,0,10.500,2,completed\n"));
  const std::string nothing = "JobID|Submit|Start|Elapsed\n1|Unknown|Unknown|00:00:00\n";
  CHECK(first_problem(imported({export_of(nothing, "a.sacct")})) ==
        "a.sacct: error: no job could be used; expected the output of sacct --parsable2");
}

TEST_CASE("import: a trace is one that a scenario replays") {
  const import::Imported result = imported({sample("small.swf")});
  CHECK(has(result.yaml, "file: trace.csv"));
  const auto header = result.csv.substr(0, result.csv.find('\n'));
  for (const std::string column : {"job", "user", "submitted_s", "started_s", "duration_s", "processors"}) {
    CHECK(has(result.yaml, column));
    CHECK(has(header, column));
  }
}
