// The line of progress: one over the whole work, that never goes back unless it says what begins anew.
#include "tools/outlive/progress.hpp"

#include <doctest/doctest.h>

using outlive::tool::Progress;
using outlive::tool::Reading;

TEST_CASE("progress: one run, with rate and time left, a second pass says that it is one") {
  Progress progress("replication");
  CHECK(progress.line({.done = 0.25, .events = 3'000'000, .seconds = 2}) ==
        "25 %, 1.5 million events/s, 6 s left");
  CHECK(progress.line({.done = 1, .events = 8'000'000, .seconds = 8}).starts_with("100 %, "));
  CHECK(progress.line({.pass = 2, .done = 0, .events = 8'000'000, .seconds = 10}) == "0 % of pass 2 of 2");
  CHECK(progress.line({.pass = 2, .done = 0.5, .events = 8'000'500, .seconds = 11}) ==
        "50 % of pass 2 of 2, 500 events/s, 1 s left");
}

TEST_CASE("progress: replications are one work, whatever begins anew in each") {
  Progress progress("replication");
  const auto percent = [&](std::uint32_t number, std::uint32_t pass, double done) {
    const std::string line = progress.line({.number = number, .runs = 4, .pass = pass, .done = done});
    return line.substr(0, line.find(" left") == std::string::npos ? line.size() : line.rfind(','));
  };
  CHECK(percent(0, 1, 0.5) == "12 %, replication 1 of 4");
  CHECK(percent(0, 1, 1) == "25 %, replication 1 of 4");
  CHECK(percent(0, 2, 0.5) == "25 %, replication 1 of 4, pass 2 of 2");  // nobody could know of it
  CHECK(percent(1, 1, 0) == "25 %, replication 2 of 4");
  CHECK(percent(1, 1, 1) == "37 %, replication 2 of 4");  // now one is taken to come
  CHECK(percent(1, 2, 0.5) == "43 %, replication 2 of 4, pass 2 of 2");
  CHECK(percent(2, 1, 0) == "50 %, replication 3 of 4");
  CHECK(percent(3, 2, 1) == "100 %, replication 4 of 4, pass 2 of 2");
}

TEST_CASE("progress: runs side by side are counted, and more to come take nothing back") {
  Progress progress("replication");
  CHECK(progress.line({.number = 3, .runs = 4, .side_by_side = true, .pass = 2, .done = 0.9}) ==
        "75 %, replication 3 of 4, 0 s left");
  CHECK(progress.line({.number = 4, .runs = 8, .side_by_side = true}) ==
        "75 %, replication 4 of 8, 0 s left");
}

TEST_CASE("progress: a search that nobody knows the end of tells which run is under way") {
  Progress progress("run");
  CHECK(progress.line({.number = 4, .runs = 0, .done = 0.43}) == "43 % of run 5");
  CHECK(progress.line({.number = 5, .runs = 0, .pass = 2, .done = 0.1}) == "10 % of run 6, pass 2 of 2");
}
