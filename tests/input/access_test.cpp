// Tags, grants and reads: from a file to an AccessCatalog.
#include <string>
#include <vector>

#include "tests/input/load_text.hpp"

using namespace outlive;
using namespace outlive::testing;
using namespace std::chrono_literals;

namespace {

const std::string bank =
    "users: {ana: {groups: [DataScientists]}, bob: {groups: [MarketingAnalytics]}}\n"
    "access:\n"
    "  lake_formation:\n"
    "    databases:\n"
    "      bankdata_db:\n"
    "        tags: {transactions: accessible, owner: bank}\n"
    "        tables:\n"
    "          bankdata_icebergtbl:\n"
    "            tags: {region: eu}\n"
    "            columns: {customer_id: {}, iban: {transactions: secured}, city: {region: all}}\n"
    "          plain: {columns: {id: {}}}\n"
    "    grants:\n"
    "      - {group: DataScientists, tags: {transactions: [secured, accessible], region: [eu, all]}}\n"
    "      - {user: bob, tags: {transactions: [accessible]}}\n"
    "  s3_access_grants:\n"
    "    - {group: DataScientists, location: s3://bank/raw/}\n"
    "timeline:\n"
    "  - {at: 0m, user: ana, do: sign_in}\n";

std::string tags_of(const Column& column) {
  std::string all;
  for (const Tag& tag : column.tags) {
    REQUIRE(tag.values.size() == 1);
    all += (all.empty() ? "" : " ") + tag.key + "=" + tag.values.front();
  }
  return all;
}

Scenario with_lines(const std::string& lines) { return loaded(bank + lines); }

const std::string training =
    "  - {at: 1h, user: ana, do: start_training_job, id: train, takes: 2h, instance_type: ml.m5.xlarge, ";

}  // namespace

TEST_CASE("LF-TBAC: a column has its own tags, else those of its table, else those of its database") {
  const AccessCatalog access = loaded(bank).access;
  REQUIRE(access.tables.size() == 2);
  CHECK(access.tables[0].name == "bankdata_db.bankdata_icebergtbl");
  const std::vector<Column>& columns = access.tables[0].columns;
  REQUIRE(columns.size() == 3);
  CHECK(columns[0].name == "customer_id");
  CHECK(tags_of(columns[0]) == "owner=bank region=eu transactions=accessible");
  CHECK(tags_of(columns[1]) == "owner=bank region=eu transactions=secured");
  CHECK(tags_of(columns[2]) == "owner=bank region=all transactions=accessible");
  CHECK(access.tables[1].name == "bankdata_db.plain");
  CHECK(tags_of(access.tables[1].columns.at(0)) == "owner=bank transactions=accessible");
}

TEST_CASE("LF-EXPR: grants of tags and of locations, to groups and users") {
  const Scenario scenario = loaded(bank);
  const std::vector<Grant>& grants = scenario.access.grants;
  REQUIRE(grants.size() == 3);
  CHECK(grants[0].to == Principal{true, 0});
  REQUIRE(grants[0].tags.size() == 2);
  CHECK(grants[0].tags[0].key == "region");
  CHECK(grants[0].tags[1].values == std::vector<std::string>{"accessible", "secured"});
  CHECK(grants[0].from == set_in_file);
  CHECK(grants[0].until.at == Instant::max());
  CHECK(grants[1].to == Principal{false, 1});
  CHECK(grants[2].to == Principal{true, 0});
  CHECK(grants[2].tags.empty());
  CHECK(grants[2].location == "s3://bank/raw/");
}

TEST_CASE("DATA-2: a grant of an administrator holds from its line until it is revoked in the same words") {
  const std::string scientists = "group: DataScientists, tags: {region: [all, eu], ";
  const Scenario scenario = with_lines(
      "  - {at: 1h, admin: grant, user: bob, location: s3://bank/out}\n"
      "  - {at: 2h, admin: revoke_grant, " +
      scientists +
      "transactions: [accessible, secured]}}\n"
      "  - {at: 3h, admin: revoke_grant, user: bob, location: s3://bank/out}\n"
      "  - {at: 4h, admin: grant, user: bob, location: s3://bank/out}\n");
  const std::vector<Grant>& grants = scenario.access.grants;
  REQUIRE(grants.size() == 5);
  CHECK(grants[0].until == Moment{Instant{2h}, 24});
  CHECK(grants[1].until.at == Instant::max());
  CHECK(grants[3].from == Moment{Instant{1h}, 23});
  CHECK(grants[3].until == Moment{Instant{3h}, 25});
  CHECK(grants[4].from == Moment{Instant{4h}, 26});
  CHECK(grants[4].until.at == Instant::max());
  CHECK(scenario.actions.size() == 1);  // what runs is not touched
}

TEST_CASE("DATA-2: what jobs and statements read") {
  const Scenario scenario = with_lines(
      "  - {at: 1m, user: ana, do: start_session, id: etl, service: glue}\n"
      "  - {at: 1m, session: etl, do: run, job: query, takes: 1h, reads: {tables: [bankdata_db.plain]}}\n"
      "  - {at: 2m, session: etl, do: run, job: nothing, takes: 1h}\n" +
      training +
      "reads: {tables: [bankdata_db.bankdata_icebergtbl, bankdata_db.plain], locations: [s3://bank/raw/x], "
      "renews_every: 30m}}\n"
      "  - {at: 2h, user: ana, do: start_processing_job, id: clean, takes: 2h, instance_type: ml.m5.xlarge, "
      "reads: {tables: [bankdata_db.bankdata_icebergtbl], columns: [iban]}}\n");
  REQUIRE(scenario.reads.size() == 3);
  const auto of_job = [&](std::size_t job) -> const Reads& {
    return scenario.reads.at(scenario.works.at(scenario.jobs.at(job).work).reads);
  };
  std::vector<Number> statements;
  for (const Action& action : scenario.actions) {
    if (action.verb == Verb::run) statements.push_back(action.reads);
  }
  CHECK(statements == std::vector<Number>{0, no_number});
  CHECK(scenario.reads[0].tables == std::vector<Number>{1});
  CHECK(scenario.reads[0].renews_every == from_settings);
  CHECK(of_job(2).tables == std::vector<Number>{0, 1});
  CHECK(of_job(2).locations == std::vector<std::string>{"s3://bank/raw/x"});
  CHECK(of_job(2).renews_every == 30min);
  CHECK(of_job(3).columns == std::vector<std::string>{"iban"});
}

TEST_CASE("a restarted job reads what it read before") {
  const Scenario scenario = with_lines(training +
                                       "reads: {tables: [bankdata_db.plain]}}\n"
                                       "  - {at: 9h, job: train, do: restart_job, id: again}\n");
  CHECK(scenario.works.at(scenario.jobs.at(1).work).reads == 0);
}
