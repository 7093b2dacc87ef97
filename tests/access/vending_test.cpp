// Who is given credentials, and which columns they show.
#include "sim/access/vending.hpp"

#include <doctest/doctest.h>

#include "tests/access/bank.hpp"

using namespace outlive;
using namespace outlive::testing;
using access::covers;
using access::decide;
using access::Decision;
using access::matches;

namespace {

const std::vector<Number> every_column{0, 1, 2, 3, 4, 5};
const std::vector<Number> accessible_columns{0, 2, 4};
const std::vector<Number> no_column;

Decision decision_for(const Bank& bank, Number user, Moment when = at_hour(1)) {
  return decide(bank.catalog, bank.directory, bank.reads, user, when, when);
}

}  // namespace

TEST_CASE("DATA-2: data scientists see all columns of the bank, marketing lacks the three secured ones") {
  const Bank bank;
  const Decision scientist = decision_for(bank, maria);
  CHECK(scientist.allowed);
  CHECK(scientist.columns.at(0) == every_column);
  const Decision marketing = decision_for(bank, ben);
  CHECK(marketing.allowed);
  CHECK(marketing.columns.at(0) == accessible_columns);
  const Decision nobody = decision_for(bank, analyst);
  CHECK_FALSE(nobody.allowed);
  CHECK(nobody.columns.at(0) == no_column);
}

TEST_CASE("DATA-2: a column that a job cannot do without must be there and visible") {
  Bank bank;
  bank.reads.columns = {"customer_id", "iban"};
  CHECK(decision_for(bank, maria).allowed);
  CHECK_FALSE(decision_for(bank, ben).allowed);
  CHECK(decision_for(bank, ben).columns.at(0) == accessible_columns);
  bank.reads.columns = {"no_such_column"};
  CHECK_FALSE(decision_for(bank, maria).allowed);
}

TEST_CASE("DATA-2: each table must show something") {
  Bank bank;
  bank.catalog.tables.push_back({"bankdata_db.untagged", {{"id", {}}}});
  bank.reads.tables = {0, 1};
  const Decision decision = decision_for(bank, maria);
  CHECK_FALSE(decision.allowed);
  CHECK(decision.columns.at(0) == every_column);
  CHECK(decision.columns.at(1) == no_column);
}

TEST_CASE("DATA-2: leaving the group or losing the grant is felt at the next vending, not before") {
  Bank bank;
  bank.directory.set_member(maria, data_scientists.number, at_hour(5, 7), false);
  CHECK(decision_for(bank, maria, at_hour(5, 6)).allowed);
  CHECK_FALSE(decision_for(bank, maria, at_hour(5, 7)).allowed);

  Grant& marketing = bank.catalog.grants.at(1);
  marketing.from = at_hour(2);
  marketing.until = at_hour(8);
  CHECK_FALSE(decision_for(bank, ben, at_hour(1)).allowed);
  CHECK(decision_for(bank, ben, at_hour(2)).allowed);
  CHECK(decision_for(bank, ben, at_hour(7)).allowed);
  CHECK_FALSE(decision_for(bank, ben, at_hour(8)).allowed);
}

TEST_CASE("DATA-2: what the groups of a user may see adds up, and so does what they are granted themselves") {
  Bank bank;
  bank.catalog.grants.at(0).tags = {transactions({"secured"})};
  CHECK(decision_for(bank, maria).columns.at(0) == std::vector<Number>{1, 3, 5});
  bank.directory.set_member(maria, marketing_analytics.number, set_in_file, true);
  CHECK(decision_for(bank, maria).columns.at(0) == every_column);
  bank.catalog.grants.push_back({.to = {false, analyst}, .tags = {transactions({"secured"})}});
  CHECK(decision_for(bank, analyst).columns.at(0) == std::vector<Number>{1, 3, 5});
}

TEST_CASE("IDC-13, IDC-15: who is disabled, deleted or denied by policy is given nothing") {
  Bank bank;
  bank.reads = {};  // not even where nothing is read
  bank.directory.set_standing(maria, at_hour(2), Standing::disabled);
  bank.directory.set_standing(maria, at_hour(3), Standing::active);
  bank.directory.set_standing(maria, at_hour(4), Standing::deleted);
  CHECK(decision_for(bank, maria, at_hour(1)).allowed);
  CHECK_FALSE(decision_for(bank, maria, at_hour(2)).allowed);
  CHECK(decision_for(bank, maria, at_hour(3)).allowed);
  CHECK_FALSE(decision_for(bank, maria, at_hour(4)).allowed);
  bank.directory.set_denied(ben, at_hour(2), true);
  bank.directory.set_denied(ben, at_hour(3), false);
  CHECK_FALSE(decision_for(bank, ben, at_hour(2)).allowed);
  CHECK(decision_for(bank, ben, at_hour(3)).allowed);
}

TEST_CASE("IDC-13, IDC-15, ATH-2: old groups and grants are looked at, but never what the user was then") {
  Bank bank;
  bank.directory.set_member(maria, data_scientists.number, at_hour(5), false);
  bank.directory.set_denied(maria, at_hour(1), true);
  bank.directory.set_denied(maria, at_hour(3), false);
  const auto decision = [&](int now, int seen) {
    return decide(bank.catalog, bank.directory, bank.reads, maria, at_hour(now), at_hour(seen));
  };
  CHECK(decision(3, 2).allowed);  // allowed again, whatever the groups of hour 2
  CHECK_FALSE(decision(2, 0).allowed);
  CHECK(decision(5, 4).allowed);
  CHECK_FALSE(decision(6, 5).allowed);
}

TEST_CASE("DATA-2: role-based work sees everything") {
  Bank bank;
  bank.reads.columns = {"iban"};
  bank.reads.locations = {"s3://bank/raw/"};
  const Decision decision = access::decide_for_role(bank.catalog, bank.reads);
  CHECK(decision.allowed);
  CHECK(decision.columns.at(0) == every_column);
}

TEST_CASE("LF-EXPR: the values of a key are alternatives, its keys conditions") {
  const std::vector<Tag> column{transactions({"secured"}), {"region", {"eu"}}};
  CHECK(matches({transactions({"accessible", "secured"})}, column));
  CHECK_FALSE(matches({transactions({"accessible"})}, column));
  CHECK(matches({transactions({"secured"}), {"region", {"us", "eu"}}}, column));
  CHECK_FALSE(matches({transactions({"secured"}), {"region", {"us"}}}, column));
  CHECK_FALSE(matches({transactions({"secured"}), {"owner", {"risk"}}}, column));
  CHECK_FALSE(matches({transactions({"secured"})}, {}));
  CHECK_FALSE(matches({}, column));
}

TEST_CASE("DATA-2: locations need a grant of their own, and tags do not help") {
  Bank bank;
  bank.reads = {.tables = {}, .columns = {}, .locations = {"s3://bank/raw/x.csv", "s3://bank/out/"}};
  CHECK_FALSE(decision_for(bank, maria).allowed);
  bank.catalog.grants.push_back({.to = data_scientists, .tags = {}, .location = "s3://bank/raw/"});
  CHECK_FALSE(decision_for(bank, maria).allowed);
  bank.catalog.grants.push_back({.to = {false, maria}, .tags = {}, .location = "s3://bank/out"});
  CHECK(decision_for(bank, maria).allowed);
  CHECK_FALSE(decision_for(bank, ben).allowed);
}

TEST_CASE("S3 Access Grants: a location covers itself and what lies under it") {
  CHECK(covers("s3://bank/raw/", "s3://bank/raw/x"));
  CHECK(covers("s3://bank/raw/", "s3://bank/raw/2026/03/x.csv"));
  CHECK(covers("s3://bank/raw", "s3://bank/raw/x"));
  CHECK(covers("s3://bank/raw/", "s3://bank/raw"));
  CHECK(covers("s3://bank/raw", "s3://bank/raw/"));
  CHECK(covers("s3://bank", "s3://bank/raw/x"));
  CHECK(covers("s3://bank/", "s3://bank/raw/x"));
  CHECK_FALSE(covers("s3://bank/ra", "s3://bank/raw/x"));
  CHECK_FALSE(covers("s3://bank/raw/", "s3://bank/raw2/x"));
  CHECK_FALSE(covers("s3://bank/raw/x", "s3://bank/raw/"));
  CHECK_FALSE(covers("s3://bank", "s3://bankers/raw/x"));
  CHECK_FALSE(covers("", "s3://bank/raw/x"));
  CHECK(covers("s3://bank/ra*", "s3://bank/raw/x"));
  CHECK(covers("s3://bank/raw/*", "s3://bank/raw/x"));
  CHECK_FALSE(covers("s3://bank/raw/*", "s3://bank/raw2/x"));
}
