// Credentials handed to jobs for tables and locations: how long they live, when they are asked for again, who gets them.
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

// Gus is a member of both groups; only `scientists` may see what is secured.
const std::string bank = R"(
users: {gus: {groups: [scientists, analysts]}}
settings: {glue: {background_sessions: true}}
access:
  lake_formation:
    databases:
      bank:
        tags: {zone: open}
        tables: {accounts: {tags: {}, columns: {id: {}, city: {}, iban: {zone: secured}}}}
    grants:
      - {group: scientists, tags: {zone: [open, secured]}}
      - {group: analysts, tags: {zone: [open]}}
  s3_access_grants:
    - {group: scientists, location: s3://bank/raw/}
timeline:
  - {at: 0h, user: gus, do: sign_in}
  - {at: 0h, user: gus, do: start_session, id: nb, service: glue, workers: 1}
  - {at: 0h, user: gus, do: start_session, id: role, service: glue, workers: 1, glue_version: "4.0"}
)";

TEST_CASE("DATA-1: credentials live to their own expiry, whatever ends the job and its user") {
  const Play play(bank + R"(
  - {at: 0h, session: nb, do: run, job: table, takes: 20h, reads: {tables: [bank.accounts], renews_every: 40m}}
  - {at: 0h, user: gus, do: start_training_job, id: bucket, instance_type: ml.m5.xlarge, takes: 20h,
     reads: {locations: [s3://bank/raw/a/]}}
  - {at: 90m, admin: revoke, user: gus}
  - {at: 90m, admin: delete_user, user: gus}
)");
  CHECK(play.fate("table") == "stopped: background_session_revoked GLUE-8 at 1h30m");
  CHECK(play.job("table").credentials_until == Instant{80min + 1h});
  CHECK(play.fate("bucket") == "failed: background_session_revoked SM-4 at 1h30m");
  CHECK(play.job("bucket").credentials_until == Instant{2h});  // renewed when it expired, at 1 h
}

TEST_CASE("DATA-1: each kind lives as long as its own setting says at the moment of the vending") {
  const Play play(bank + R"(
  - {at: 0h, admin: set, lake_formation.credential_duration: 6h, s3_access_grants.credential_duration: 12h}
  - {at: 0h, session: nb, do: run, job: both, takes: 1h,
     reads: {tables: [bank.accounts], locations: [s3://bank/raw/a/]}}
  - {at: 2h, admin: set, s3_access_grants.credential_duration: 15m}
  - {at: 2h, session: nb, do: run, job: later, takes: 10m, reads: {locations: [s3://bank/raw/a/]}}
  - {at: 3h, session: nb, do: run, job: nothing, takes: 10m}
)");
  CHECK(play.job("both").credentials_until == Instant{12h});
  CHECK(play.results.vendings[0].expires == Instant{6h});
  CHECK(play.job("later").credentials_until == Instant{2h + 15min});
  CHECK(play.job("nothing").credentials_until == never);
}

TEST_CASE("B-21: credentials of Lake Formation live 6 h at most, or 12 h") {
  const std::string text = bank + R"(
  - {at: 0h, session: nb, do: run, job: reads, takes: 1h, reads: {tables: [bank.accounts]}}
)";
  const Play longer(text, PlayOptions{.assumptions = {{"lake_formation_credential_maximum", "12h"}},
                                      .settings = {{"lake_formation.credential_duration", "12h"}}});
  CHECK(longer.job("reads").credentials_until == Instant{12h});
  const Play six(text, PlayOptions{.assumptions = {{"lake_formation_credential_maximum", "6h"}},
                                   .settings = {{"lake_formation.credential_duration", "6h"}}});
  CHECK(six.job("reads").credentials_until == Instant{6h});
  const std::string head = "outlive: 1\ntitle: t\nstart: 2026-03-02T09:00:00Z\nhorizon: 1d\n";
  CHECK_FALSE(load_scenario_text(head + text, "t.yaml", {{"lake_formation.credential_duration", "7h"}})
                  .scenario.has_value());
}

TEST_CASE("DATA-2: after a removal the next vending is denied, not the work in between") {
  const Play play(bank + R"(
  - {at: 0h, session: nb, do: run, job: needs-iban, takes: 20h, reads: {tables: [bank.accounts], columns: [iban]}}
  - {at: 0h, session: role, do: run, job: as-role, takes: 5h, reads: {tables: [bank.accounts], columns: [iban]}}
  - {at: 0h, user: gus, do: start_training_job, id: bucket, instance_type: ml.m5.xlarge, takes: 20h,
     reads: {locations: [s3://bank/raw/], renews_every: 90m}}
  - {at: 0h, user: gus, do: start_training_job, id: any-column, instance_type: ml.m5.xlarge, takes: 5h,
     reads: {tables: [bank.accounts]}}
  - {at: 0h, user: gus, do: start_training_job, id: exact, instance_type: ml.m5.xlarge, takes: 2h,
     reads: {tables: [bank.accounts], columns: [iban]}}
  - {at: 1h, admin: remove_from_group, user: gus, group: scientists}
)");
  // At 1 h the credentials are renewed before anybody acts, so it is at 2 h that access is lost.
  CHECK(play.fate("needs-iban") == "failed: access_denied DATA-2 at 2h");
  CHECK(play.job("needs-iban").credentials_until == Instant{2h});
  CHECK(play.fate("bucket") == "failed: access_denied DATA-2 at 1h30m");
  CHECK(play.fate("any-column") == "completed at 5h");
  CHECK(play.fate("exact") == "completed at 2h");  // what is done asks no more
  CHECK(play.fate("as-role") == "completed at 5h");
  CHECK(play.session("nb").cause == Cause::idle_timeout);  // a statement fails, its session stays
}

TEST_CASE("DATA-2: the columns follow the groups of the moment") {
  const Play play(bank + R"(
  - {at: 0h, user: gus, do: start_training_job, id: train, instance_type: ml.m5.xlarge, takes: 150m,
     reads: {tables: [bank.accounts]}}
  - {at: 30m, admin: remove_from_group, user: gus, group: scientists}
  - {at: 90m, admin: add_to_group, user: gus, group: scientists}
)");
  REQUIRE(play.results.vendings.size() == 3);
  CHECK(play.results.vendings[0].columns == std::vector<Number>{0, 1, 2});
  CHECK(play.results.vendings[1].at == Instant{1h});
  CHECK(play.results.vendings[1].columns == std::vector<Number>{0, 1});
  CHECK(play.results.vendings[2].columns == std::vector<Number>{0, 1, 2});
}

TEST_CASE(
    "DATA-2: a grant that is revoked is missed at the next vending, one that is given helps the next start") {
  const Play play(bank + R"(
  - {at: 0h, session: nb, do: run, job: outside, takes: 1h, reads: {locations: [s3://bank/vault/x]}}
  - {at: 1h, admin: grant, user: gus, location: s3://bank/vault/}
  - {at: 1h, session: nb, do: run, job: inside, takes: 10h, reads: {locations: [s3://bank/vault/x]}}
  - {at: 2h30m, admin: revoke_grant, user: gus, location: s3://bank/vault/}
)");
  CHECK(play.fate("outside") == "failed: access_denied DATA-2 at 0s");
  CHECK(play.job("outside").credentials_until == never);
  CHECK_FALSE(play.results.vendings[0].allowed());
  CHECK(play.fate("inside") == "failed: access_denied DATA-2 at 3h");
}

}  // namespace
}  // namespace outlive::testing
