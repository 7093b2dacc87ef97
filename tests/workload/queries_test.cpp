// Queries of Athena, Redshift and QuickSight. Athena costs 5 USD for each TB that it scans.
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

const std::string signed_in = R"(
users: {zed: {groups: [readers]}}
timeline:
  - {at: 0m, user: zed, do: sign_in}
)";

TEST_CASE("ATH-1: a query is cancelled after 30 minutes, or after its own timeout of an hour at most") {
  const Play play(signed_in + R"(
  - {at: 0m, user: zed, do: start_query, id: long, service: athena, takes: 40m, scans: 4 GB}
  - {at: 0m, user: zed, do: start_query, id: exact, service: athena, takes: 30m, scans: 4 GB}
  - {at: 0m, user: zed, do: start_query, id: own, service: athena, takes: 40m, timeout: 1h, scans: 4 GB}
  - {at: 0m, user: zed, do: start_query, id: shorter, service: athena, takes: 40m, timeout: 10m, scans: 4 GB}
  - {at: 0m, user: zed, do: start_query, id: redshift, service: redshift, takes: 5h}
  - {at: 0m, user: zed, do: start_query, id: dashboard, service: quicksight, takes: 5h}
  - {at: 5m, admin: set, athena.query_timeout: 10m}
  - {at: 5m, user: zed, do: start_query, id: later, service: athena, takes: 40m, scans: 4 GB}
)");
  CHECK(play.fate("long") == "stopped: max_runtime ATH-1 at 30m");
  CHECK(play.job("long").state == "CANCELLED");
  CHECK(play.job("long").needs.hard_limit == 40min);
  CHECK(play.job_cost("long") == "0.015");  // three quarters of 4 GB
  CHECK(play.fate("exact") == "completed at 30m");
  CHECK(play.fate("own") == "completed at 40m");
  CHECK(play.job_cost("own") == "0.02");
  CHECK(play.fate("shorter") == "stopped: max_runtime ATH-1 at 10m");
  CHECK(play.job_cost("shorter") == "0.005");
  CHECK(play.fate("later") == "stopped: max_runtime ATH-1 at 15m");
  CHECK(play.fate("redshift") == "completed at 5h");
  CHECK(play.fate("dashboard") == "completed at 5h");
  CHECK(play.cost(Bucket::useful) == "0.04");
  CHECK(play.cost(Bucket::lost) == "0.025");
}

TEST_CASE("queries: Athena bills what was read, by the MB, 10 MB at least, and nothing for a failure") {
  const Play play(signed_in + R"(
  - {at: 0m, user: zed, do: start_query, id: tiny, service: athena, takes: 1m, scans: 1 MB}
  - {at: 0m, user: zed, do: start_query, id: odd, service: athena, takes: 1m, scans: 10500 KB}
  - {at: 0m, user: zed, do: start_query, id: ddl, service: athena, takes: 1m}
  - {at: 0m, user: zed, do: start_query, id: fails, service: athena, takes: 1m, scans: 1 TB, fails: true}
  - {at: 0m, user: zed, do: start_query, id: stopped, service: athena, takes: 10m, scans: 1 GB}
  - {at: 5m, job: stopped, do: stop_job}
)");
  CHECK(play.job_cost("tiny") == "0.00005");
  CHECK(play.job_cost("odd") == "0.000055");
  CHECK(play.job_cost("ddl") == "0.00");
  CHECK(play.fate("fails").substr(0, 19) == "failed: work_failed");
  CHECK(play.job_cost("fails") == "0.00");
  CHECK(play.fate("stopped").substr(0, 24) == "stopped: stopped_by_user");
  CHECK(play.job_cost("stopped") == "0.0025");
  CHECK(play.cost(Bucket::overhead) == "0.0000475");  // 9 MB and 500 KB
}

TEST_CASE("queries: they need a sign-in, and the identity that it gives") {
  const Play play(signed_in + R"(
  - {at: 0m, user: zed, do: start_query, id: signed, service: redshift, takes: 1m}
  - {at: 1h, user: zed, do: sign_out}
  - {at: 1h, user: zed, do: start_query, id: unsigned, service: athena, takes: 1m}
)");
  CHECK(play.identity_of_job("signed") == "interactive_session");
  CHECK(play.fate("unsigned") == "rejected: not_signed_in IDC-1 at 1h");
}

const std::string left_alone = signed_in + R"(
  - {at: 0m, user: zed, do: start_query, id: athena, service: athena, takes: 20m, scans: 2 GB}
  - {at: 0m, user: zed, do: start_query, id: redshift, service: redshift, takes: 20m}
  - {at: 0m, user: zed, do: start_query, id: exact, service: redshift, takes: 10m}
  - {at: 0m, user: zed, do: start_query, id: dashboard, service: quicksight, takes: 20m}
  - {at: 10m, user: zed, do: sign_out}
)";

TEST_CASE("B-28: a query completes after the sign-out, and its results wait, or it is cancelled") {
  const Play completes = play_with(left_alone, "query_after_sign_out", "completes");
  for (const char* name : {"athena", "redshift"}) {
    CAPTURE(name);
    CHECK(completes.fate(name) == "completed at 20m");
    CHECK(completes.job(name).survived);
    CHECK_FALSE(completes.job(name).unseen);
  }
  CHECK(completes.job_cost("athena") == "0.01");
  const Play cancelled = play_with(left_alone, "query_after_sign_out", "cancelled");
  CHECK(cancelled.fate("athena") == "stopped: signed_out IDC-4 at 10m");
  CHECK(cancelled.fate("redshift") == "stopped: signed_out IDC-4 at 10m");
  CHECK(cancelled.job_cost("athena") == "0.005");
  for (const Play* play : {&completes, &cancelled}) {
    CHECK(play->fate("dashboard") == "stopped: signed_out IDC-4 at 10m");  // an application session (IDC-4)
    CHECK(play->fate("exact") == "completed at 10m");
    CHECK_FALSE(play->job("exact").survived);
  }
}

// A member until 1 h, a member again from 4 h.
const std::string of_a_group = R"(
access:
  lake_formation:
    databases: {db: {tags: {zone: open}, tables: {t: {tags: {}, columns: {id: {}, iban: {zone: secret}}}}}}
    grants:
      - {group: readers, tags: {zone: [open, secret]}}
settings: {glue: {background_sessions: true}})" +
                               signed_in +
                               R"(
  - {at: 0m, user: zed, do: start_session, id: nb, service: glue, workers: 1}
  - {at: 1h, admin: remove_from_group, user: zed, group: readers}
  - {at: 1h, user: zed, do: start_query, id: at-once, service: athena, takes: 1m, reads: {tables: [db.t]}}
  - {at: 1h59m59s, user: zed, do: start_query, id: in-time, service: athena, takes: 1m, reads: {tables: [db.t]}}
  - {at: 1h59m59s, user: zed, do: start_query, id: redshift, service: redshift, takes: 1m, reads: {tables: [db.t]}}
  - {at: 1h59m59s, session: nb, do: run, job: glue, takes: 1m, reads: {tables: [db.t]}}
  - {at: 2h, user: zed, do: start_query, id: noticed, service: athena, takes: 1m, reads: {tables: [db.t]}}
  - {at: 4h, admin: add_to_group, user: zed, group: readers}
  - {at: 4h30m, user: zed, do: start_query, id: not-yet, service: athena, takes: 1m, reads: {tables: [db.t]}}
  - {at: 5h, user: zed, do: start_query, id: again, service: athena, takes: 1m, reads: {tables: [db.t]}}
)";

TEST_CASE("ATH-2: Athena sees a changed entitlement within the hour, the others at once") {
  const Play none = play_with(of_a_group, "stop_latency", "none");
  CHECK(none.fate("at-once") == "failed: access_denied DATA-2 at 1h");
  CHECK(none.fate("in-time") == "failed: access_denied DATA-2 at 1h59m59s");
  CHECK(none.fate("not-yet") == "completed at 4h31m");
  const Play late = play_with(of_a_group, "stop_latency", bound);
  CHECK(late.fate("at-once") == "completed at 1h1m");
  CHECK(late.fate("in-time") == "completed at 2h59s");
  CHECK(late.fate("noticed") == "failed: access_denied DATA-2 at 2h");
  CHECK(late.fate("not-yet") == "failed: access_denied DATA-2 at 4h30m");
  CHECK(late.fate("again") == "completed at 5h1m");
  for (const Play* play : {&none, &late}) {
    CHECK(play->fate("redshift") == "failed: access_denied DATA-2 at 1h59m59s");
    CHECK(play->fate("glue") == "failed: access_denied DATA-2 at 1h59m59s");
    CHECK(play->fate("again") == "completed at 5h1m");
  }
  const Play random = play_with(of_a_group, "stop_latency", "random");
  CHECK(random.fate("at-once") == "completed at 1h1m");  // more than none of the hour
  CHECK(random.fate("noticed") == "failed: access_denied DATA-2 at 2h");
}

TEST_CASE("ATH-2: a changed grant is seen as late as a changed group") {
  const std::string text = R"(
access:
  lake_formation:
    databases: {db: {tags: {zone: open}, tables: {t: {tags: {}, columns: {id: {}}}}}}
    grants:
      - {user: zed, tags: {zone: [open]}})" +
                           signed_in +
                           R"(
  - {at: 1h, admin: revoke_grant, user: zed, tags: {zone: [open]}}
  - {at: 1h30m, user: zed, do: start_query, id: before, service: athena, takes: 1m, reads: {tables: [db.t]}}
  - {at: 2h30m, user: zed, do: start_query, id: after, service: athena, takes: 1m, reads: {tables: [db.t]}}
)";
  CHECK(play_with(text, "stop_latency", bound).fate("before") == "completed at 1h31m");
  CHECK(play_with(text, "stop_latency", bound).fate("after") == "failed: access_denied DATA-2 at 2h30m");
  CHECK(play_with(text, "stop_latency", "none").fate("before") == "failed: access_denied DATA-2 at 1h30m");
}

TEST_CASE("IDC-13: who loses several sign-ins at once is away for all that ends with any of them") {
  const Play play(R"(
users: {zed: {}}
timeline:
  - {at: 0m, user: zed, do: sign_in}
  - {at: 10m, user: zed, do: sign_in, id: second}
  - {at: 20m, user: zed, do: start_query, id: q, service: athena, takes: 1h, from: second, scans: 4 GB}
  - {at: 40m, admin: disable_user, user: zed}
)",
                  {.assumptions = {{"query_after_sign_out", "cancelled"}}});
  CHECK(play.fate("q") == "stopped: user_disabled IDC-13 at 40m");
  const auto cost = play.results.totals.cost_of_all();
  constexpr auto attended = static_cast<std::size_t>(Attendance::attended);
  for (const auto& bucket : cost.of) CHECK(bucket[attended] == Money{});
  CHECK(cost.total() > Money{});
}

}  // namespace
}  // namespace outlive::testing
