// results.sqlite, read back with SQLite itself.
#include <memory>

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "sim/output/sqlite_schema.hpp"
#include "tests/output/crowd_sample.hpp"
#include "tests/output/exported.hpp"
#include "tests/output/golden.hpp"
#include "tests/output/sample.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

class Database {
 public:
  explicit Database(std::string bytes) : bytes_(std::move(bytes)) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(":memory:", &database) == SQLITE_OK);
    database_.reset(database);
    REQUIRE(sqlite3_deserialize(database, "main", reinterpret_cast<unsigned char*>(bytes_.data()),
                                static_cast<sqlite3_int64>(bytes_.size()),
                                static_cast<sqlite3_int64>(bytes_.size()), 0) == SQLITE_OK);
  }

  /// Fields with a bar between, rows with a line feed behind; what went wrong if something did.
  [[nodiscard]] std::string ask(const std::string& query) const {
    std::string text;
    const auto add = [](void* to, int count, char** values, char** /*names*/) {
      for (int i = 0; i < count; ++i) {
        *static_cast<std::string*>(to) +=
            (i > 0 ? "|" : "") + std::string(values[i] != nullptr ? values[i] : "null");
      }
      *static_cast<std::string*>(to) += "\n";
      return 0;
    };
    char* problem = nullptr;
    if (sqlite3_exec(database_.get(), query.c_str(), add, &text, &problem) != SQLITE_OK) text = problem;
    sqlite3_free(problem);
    return text;
  }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };
  std::string bytes_;
  std::unique_ptr<sqlite3, Close> database_;
};

void check_sound(const Database& database) {
  CHECK(database.ask("PRAGMA integrity_check") == "ok\n");
  CHECK(database.ask("PRAGMA foreign_key_check").empty());
  CHECK(database.ask("SELECT (SELECT cost_nanos FROM runs) - total(cost_nanos) FROM costs") == "0.0\n");
  for (const output::sqlite::ViewInfo& view : output::sqlite::views()) {
    CAPTURE(view.name);
    CHECK_FALSE(has(database.ask("SELECT count(*) FROM " + std::string(view.name)), "no such"));
  }
}

}  // namespace

TEST_CASE("sqlite: sound, and the same bytes for the same results") {
  const Play play = play_all_kinds();
  const std::string bytes = sqlite_database(play.scenario, play.results);
  CHECK(bytes == sqlite_database(play.scenario, play.results));
  const Database database(bytes);
  check_sound(database);
  CHECK(database.ask("SELECT count(*) FROM users") == "3\n");
  CHECK(database.ask("SELECT name FROM jobs WHERE job_id = 1") == "say \"hi\", <b>\\ \\x1b[2J \\xff\n");
  const Sample sample = make_sample();
  check_sound(Database(sqlite_database(sample.scenario, sample.results)));
  check_sound(Database(sqlite_database({}, {})));
}

TEST_CASE("sqlite: views answer the usual questions") {
  const Sample sample = make_sample();
  const Database database(sqlite_database(sample.scenario, sample.results));
  CHECK(database.ask("SELECT * FROM dearest_forgotten_sessions") ==
        "etl|maria|glue|9.917|43.633333333|background_session_revoked\n");
  CHECK(database.ask("SELECT * FROM jobs_by_cause WHERE outcome = 'failed'") ==
        "failed|background_session_expired|1\n");
  CHECK(
      database.ask(
          "SELECT job, limit_name, had_hours, needed_hours, possible FROM what_killed_jobs_would_have_needed "
          "WHERE job = 'train'") == "train|identity_center.background_sessions.duration|168.0|218.0|1\n");
  CHECK(database.ask("SELECT service, cost FROM cost_by_service") ==
        "glue|131.633333333\nsagemaker|20.160000000\n");
  CHECK(database.ask("SELECT sum(percent) BETWEEN 99.99 AND 100.01 FROM cost_by_bucket") == "1\n");
  CHECK(database.ask("SELECT user, cost FROM cost_by_user LIMIT 1") == "maria|151.793333333\n");
  CHECK(database.ask("SELECT submitted, ended, cost FROM jobs_in_words WHERE job = 'backfill'") ==
        "2026-03-02T09:10:00.000Z|2026-03-03T05:10:00.000Z|null\n");
}

TEST_CASE("sqlite: what populations used has no lines, and is there all the same") {
  const Sample crowd = make_crowd_sample();
  const Database database(sqlite_database(crowd.scenario, crowd.results));
  CHECK(database.ask("PRAGMA integrity_check") == "ok\n");
  CHECK(database.ask("SELECT user, cost FROM cost_by_user") == "null|12.500000000\n");
  CHECK(database.ask("SELECT name, wanted, refusals FROM activities WHERE population = 'analysts'") ==
        "explore|4|6\ntrain|3|0\n");
  CHECK(database.ask("SELECT peak, percent FROM refusals_by_resource") == "8|66.667\n");
}

TEST_CASE("sqlite: columns are strict, and amounts that do not fit are refused") {
  const Sample sample = make_sample();
  const Database database(sqlite_database(sample.scenario, sample.results));
  CHECK(
      has(database.ask("UPDATE costs SET cost_nanos = 'dear'"), "cannot store TEXT value in INTEGER column"));
  Sample dear = make_sample();
  dear.results.totals.cost[0].at(Bucket::idle, Attendance::attended) = Money::from_nanos(Int128{1} << 64);
  CHECK_THROWS_AS((void)sqlite_database(dear.scenario, dear.results), std::range_error);
}

TEST_CASE("sqlite: the documentation is that of the tables") {
  check_committed("scenarios/schema/results-sqlite.md", sqlite_markdown());
}
