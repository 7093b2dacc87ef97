// What administrators do to people: disable, delete, take groups and assignments away, deny; and token exchanges.
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

// Pat works with every kind of identity; Quinn does the same by himself.
const std::string pat_works = R"(
users: {pat: {}, quinn: {}}
settings: {glue: {background_sessions: true}}
timeline:
  - {at: 0h, user: pat, do: sign_in, id: pats}
  - {at: 0h, user: quinn, do: sign_in, id: quinns}
  - {at: 0h, user: pat, do: start_session, id: free, service: glue, workers: 1}
  - {at: 0h, session: free, do: run, job: f, takes: 4h, saves_results: true}
  - {at: 0h, user: quinn, do: start_session, id: others, service: glue, workers: 1}
  - {at: 0h, session: others, do: run, job: o, takes: 4h, saves_results: true}
  - {at: 0h, user: pat, do: start_training_job, id: train, instance_type: ml.m5.xlarge, takes: 4h}
  - {at: 0h, user: pat, do: start_training_job, id: exact, instance_type: ml.m5.xlarge, takes: 2h}
  - {at: 0h, user: pat, do: start_glue_job, id: nightly, takes: 4h}
  - {at: 0h, user: pat, do: start_session, id: role, service: glue, workers: 1, glue_version: "4.0"}
  - {at: 0h, session: role, do: run, job: r, takes: 4h, saves_results: true}
  - {at: 0h, admin: set, glue.background_sessions: false}
  - {at: 0h, user: pat, do: start_session, id: bound, service: glue, workers: 1}
  - {at: 0h, session: bound, do: run, job: b, takes: 4h, saves_results: true}
)";

TEST_CASE(
    "IDC-13: who is disabled or deleted loses sign-ins and what carries the identity, and starts nothing") {
  for (const std::string verb : {"disable_user", "delete_user"}) {
    CAPTURE(verb);
    const std::string cause = verb == "disable_user" ? "user_disabled" : "user_deleted";
    const Play play(pat_works + "  - {at: 2h, admin: " + verb + R"(, user: pat}
  - {at: 2h, user: pat, do: start_glue_job, id: same-instant, takes: 1h}
  - {at: 3h, user: pat, do: sign_in, id: again}
  - {at: 3h, user: pat, do: start_query, id: query, service: redshift, takes: 1m}
  - {at: 3h, user: pat, do: start_session, id: session, service: glue, workers: 1}
  - {at: 3h, user: pat, do: open_app, id: app}
)");
    CHECK(play.sign_in("pats").ended == Instant{2h});
    CHECK(name_of(play.sign_in("pats").cause) == cause);
    CHECK(play.session_end("bound") == cause + " IDC-13 at 2h");
    CHECK(play.session_end("free") == cause + " IDC-13 at 2h");
    CHECK(play.fate("b") == "stopped: " + cause + " IDC-13 at 2h");
    CHECK(play.fate("f") == "stopped: " + cause + " IDC-13 at 2h");
    CHECK(play.fate("train") == "failed: " + cause + " IDC-13 at 2h");
    CHECK(play.fate("exact") == "completed at 2h");
    CHECK(play.fate("nightly") == "completed at 4h");  // role-based
    CHECK(play.fate("r") == "completed at 4h");
    for (const char* job : {"same-instant", "query"}) {
      CHECK(play.fate(job).substr(0, 10 + cause.size()) == "rejected: " + cause);
    }
    CHECK(play.session_end("session") == "rejected: " + cause + " IDC-13 at 3h");
    CHECK(play.sign_in("again").started == never);
    CHECK(play.host("app").created == never);
    CHECK(play.results.ineffective.size() == 2);
    CHECK(play.fate("o") == "completed at 4h");  // nobody else is touched
    CHECK(play.sign_in("quinns").ended == Instant{8h});
  }
}

TEST_CASE("IDC-13: who is enabled again may sign in, and what has ended stays ended") {
  const Play play(pat_works + R"(
  - {at: 2h, admin: disable_user, user: pat}
  - {at: 3h, admin: enable_user, user: pat}
  - {at: 3h, user: pat, do: start_query, id: not-signed-in, service: redshift, takes: 1m}
  - {at: 3h, user: pat, do: sign_in, id: again}
  - {at: 3h, user: pat, do: start_query, id: query, service: redshift, takes: 1m}
)");
  CHECK(play.session_end("free") == "user_disabled IDC-13 at 2h");
  CHECK(play.fate("not-signed-in") == "rejected: not_signed_in IDC-1 at 3h");
  CHECK(play.fate("query") == "completed at 3h1m");
}

TEST_CASE(
    "B-1: background sessions of a disabled user end within 30 minutes and then their service acts, or "
    "survive") {
  const std::string text = pat_works + R"(
  - {at: 2h, admin: disable_user, user: pat}
)";
  const std::string key = "background_session_of_disabled_user";
  const Play at_once = play_with(text, key, "ends");
  CHECK(at_once.session_end("free") == "user_disabled IDC-13 at 2h");
  const Play late = play_with(text, key, "ends", {{"stop_latency", bound}});
  CHECK(late.session_end("bound") == "user_disabled IDC-13 at 2h30m");
  CHECK(late.session_end("free") == "user_disabled IDC-13 at 3h");
  CHECK(late.fate("train") == "failed: user_disabled IDC-13 at 2h45m");
  CHECK(late.sign_in("pats").ended == Instant{2h});
  for (const std::string latency : {"none", bound}) {
    CAPTURE(latency);
    const Play survives = play_with(text, key, "survives", {{"stop_latency", latency}});
    CHECK(survives.fate("f") == "completed at 4h");
    CHECK(survives.fate("train") == "completed at 4h");
    CHECK(survives.session_end("free") == "idle_timeout GLUE-5 at 2d4h");
    CHECK(survives.session_end("bound") ==
          (latency == bound ? "user_disabled IDC-13 at 2h30m" : "user_disabled IDC-13 at 2h"));
  }
}

TEST_CASE("B-26: what happens in the directory takes effect at once, or when SCIM has passed it on") {
  const std::string text = R"(
users: {lee: {groups: [makers]}, mia: {}}
assignments: {glue: {groups: [makers], users: [mia]}}
timeline:
  - {at: 0h, user: lee, do: sign_in, id: lees}
  - {at: 0h, user: mia, do: sign_in, id: mias}
  - {at: 0h, user: lee, do: start_session, id: of-lee, service: glue, workers: 1}
  - {at: 0h, user: mia, do: start_session, id: of-mia, service: glue, workers: 1}
  - {at: 0h, user: mia, do: start_training_job, id: denied, instance_type: ml.m5.xlarge, takes: 9h}
  - {at: 1h, admin: remove_from_group, user: lee, group: makers}
  - {at: 1h, admin: remove_assignment, service: glue, user: mia}
  - {at: 2h, admin: deny, user: mia}
  - {at: 3h, admin: disable_user, user: lee}
)";
  const Play native = play_with(text, "scim_delay", "0m");
  CHECK(native.session_end("of-lee") == "assignment_removed IDC-14 at 1h");
  CHECK(native.sign_in("lees").ended == Instant{3h});
  const Play scim = play_with(text, "scim_delay", "40m");
  CHECK(scim.session_end("of-lee") == "assignment_removed IDC-14 at 1h40m");
  CHECK(scim.sign_in("lees").ended == Instant{3h + 40min});
  for (const Play* play : {&native, &scim}) {  // Identity Center's own
    CHECK(play->session_end("of-mia") == "assignment_removed IDC-14 at 1h");
    CHECK(play->fate("denied") == "failed: denied_by_policy IDC-15 at 2h");
  }
  const Play set(text, PlayOptions{.assumptions = {{"scim_delay", "40m"}},
                                   .settings = {{"identity_center.scim_delay", "10m"}}});
  CHECK(set.sign_in("lees").ended == Instant{3h + 10min});
}

TEST_CASE("IDC-13: who was enabled again can sign in, though the disabling before it was told late") {
  const Play play(R"(
users: {kim: {}}
settings: {identity_center: {scim_delay: 40m}}
timeline:
  - {at: 0m, user: kim, do: sign_in, id: first}
  - {at: 1h, admin: disable_user, user: kim}
  - {at: 70m, admin: set, identity_center.scim_delay: 0m}
  - {at: 80m, admin: enable_user, user: kim}
  - {at: 90m, user: kim, do: start_training_job, id: still, instance_type: ml.m5.xlarge, takes: 1m}
  - {at: 100m, user: kim, do: sign_in, id: second}
  - {at: 2h, user: kim, do: start_training_job, id: again, instance_type: ml.m5.xlarge, takes: 1h}
)");
  CHECK(play.fate("still") == "completed at 1h31m");
  CHECK(play.sign_in("first").ended == Instant{1h + 40min});
  CHECK(play.sign_in("second").started == Instant{1h + 40min});
  CHECK(play.fate("again") == "completed at 3h");
}

// Ann has her assignment through the group, Bob his own as well.
const std::string assigned = R"(
users: {ann: {groups: [makers, staff]}, bob: {groups: [makers]}}
settings: {glue: {background_sessions: true}}
assignments: {glue: {groups: [makers], users: [bob]}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: bob, do: sign_in}
  - {at: 0h, user: ann, do: start_session, id: free, service: glue, workers: 1}
  - {at: 0h, session: free, do: run, job: f, takes: 5h, saves_results: true}
  - {at: 0h, user: bob, do: start_session, id: bobs, service: glue, workers: 1}
  - {at: 0h, session: bobs, do: run, job: o, takes: 5h, saves_results: true}
  - {at: 0h, user: ann, do: start_training_job, id: train, instance_type: ml.m5.xlarge, takes: 5h}
  - {at: 0h, user: ann, do: start_glue_job, id: nightly, takes: 5h}
  - {at: 0h, admin: set, glue.background_sessions: false}
  - {at: 0h, user: ann, do: start_session, id: bound, service: glue, workers: 1}
  - {at: 0h, session: bound, do: run, job: b, takes: 5h, saves_results: true}
)";
const std::string leaves_group = assigned + R"(
  - {at: 1h, admin: remove_from_group, user: ann, group: staff}
  - {at: 2h, admin: remove_from_group, user: ann, group: makers}
  - {at: 2h, admin: remove_from_group, user: bob, group: makers}
  - {at: 2h, user: ann, do: start_session, id: at-once, service: glue, workers: 1}
  - {at: 2h, user: bob, do: start_session, id: of-bob, service: glue, workers: 1}
  - {at: 2h, user: ann, do: start_training_job, id: open-to-all, instance_type: ml.m5.xlarge, takes: 1h}
  - {at: 2h59m59s, user: ann, do: start_session, id: within-hour, service: glue, workers: 1}
  - {at: 3h, user: ann, do: start_session, id: after-hour, service: glue, workers: 1}
)";
const std::string loses_assignment = assigned + R"(
  - {at: 1h, admin: remove_assignment, service: glue, user: bob}
  - {at: 2h, admin: remove_assignment, service: glue, group: makers}
  - {at: 2h, user: ann, do: start_session, id: at-once, service: glue, workers: 1}
  - {at: 2h59m59s, user: ann, do: start_session, id: within-hour, service: glue, workers: 1}
  - {at: 4h, admin: add_assignment, service: glue, user: ann}
  - {at: 4h, user: ann, do: start_session, id: again, service: glue, workers: 1}
)";

TEST_CASE("IDC-14: who loses an assignment loses what carries the identity there, and starts nothing there") {
  for (const std::string& text : {leaves_group, loses_assignment}) {
    const Play play(text);
    CHECK(play.session_end("bound") == "assignment_removed IDC-14 at 2h");
    CHECK(play.fate("b") == "stopped: assignment_removed IDC-14 at 2h");
    CHECK(play.session_end("at-once") == "rejected: assignment_removed IDC-14 at 2h");
    CHECK(play.session_end("within-hour") == "rejected: assignment_removed IDC-14 at 2h59m59s");
    CHECK(play.fate("train") == "completed at 5h");    // that application is open to all
    CHECK(play.fate("nightly") == "completed at 5h");  // role-based
  }
  const Play group(leaves_group);
  CHECK(group.fate("open-to-all") == "completed at 3h");
  CHECK(group.identity_of_session("of-bob") == "interactive_session");  // he has one of his own
  CHECK(group.fate("o") == "completed at 5h");
  const Play assignment(loses_assignment);
  CHECK(assignment.session_end("bobs") ==
        "assignment_removed IDC-14 at 2h");  // he had the group's until then
  CHECK(assignment.identity_of_session("again") == "interactive_session");
}

TEST_CASE(
    "IDC-14 access_removal: by the newer page all ends within 30 minutes, by the older within 1 h or 2 h") {
  const auto play = [](const std::string& text, const std::string& option, const std::string& latency) {
    return play_with(text, "access_removal", option, {{"stop_latency", latency}});
  };
  const Play new_group = play(leaves_group, "new_documentation", bound);
  CHECK(new_group.session_end("bound") == "assignment_removed IDC-14 at 2h30m");
  CHECK(new_group.session_end("at-once") == "rejected: assignment_removed IDC-14 at 2h");
  const Play old_group = play(leaves_group, "old_documentation", bound);
  CHECK(old_group.session_end("bound") == "assignment_removed IDC-14 at 4h");
  CHECK(old_group.identity_of_session("at-once") == "interactive_session");
  CHECK(old_group.identity_of_session("within-hour") == "interactive_session");
  CHECK(old_group.session_end("after-hour") == "rejected: assignment_removed IDC-14 at 3h");
  const Play new_assignment = play(loses_assignment, "new_documentation", bound);
  CHECK(new_assignment.session_end("bound") == "assignment_removed IDC-14 at 2h30m");
  const Play old_assignment = play(loses_assignment, "old_documentation", bound);
  CHECK(old_assignment.session_end("bound") == "assignment_removed IDC-14 at 3h");
  CHECK(old_assignment.session_end("at-once") == "rejected: assignment_removed IDC-14 at 2h");
  // Where stops take no time, the pages say the same.
  for (const std::string& text : {leaves_group, loses_assignment}) {
    const Play old_page = play(text, "old_documentation", "none");
    CHECK(old_page.session_end("bound") == "assignment_removed IDC-14 at 2h");
    CHECK(old_page.session_end("at-once") == "rejected: assignment_removed IDC-14 at 2h");
  }
}

TEST_CASE(
    "B-2: a background session ends with a required assignment, or survives it, and no group alone ends it") {
  const std::string key = "background_session_without_assignment";
  for (const std::string& text : {leaves_group, loses_assignment}) {
    CHECK(play_with(text, key, "ends").session_end("free") == "assignment_removed IDC-14 at 2h");
    // The background session within 30 minutes, its Glue session within 30 more.
    CHECK(play_with(text, key, "ends", {{"stop_latency", bound}}).session_end("free") ==
          "assignment_removed IDC-14 at 3h");
    const Play survives = play_with(text, key, "survives");
    CHECK(survives.fate("f") == "completed at 5h");
    CHECK(survives.session_end("bound") == "assignment_removed IDC-14 at 2h");
    CHECK(survives.session_end("at-once") == "rejected: assignment_removed IDC-14 at 2h");
  }
  const Play only_group(assigned + R"(
  - {at: 1h, admin: remove_from_group, user: ann, group: staff}
)");
  CHECK(only_group.fate("f") == "completed at 5h");
  CHECK(only_group.fate("b") == "completed at 5h");
}

TEST_CASE("IDC-15: a deny policy ends at once all that carries the identity, however long stops take") {
  const std::string text = pat_works + R"(
  - {at: 1h50m, user: pat, do: start_query, id: query, service: athena, takes: 20m}
  - {at: 1h50m, user: pat, do: start_query, id: dashboard, service: quicksight, takes: 20m}
  - {at: 2h, admin: deny, user: pat}
  - {at: 2h, user: pat, do: start_session, id: refused, service: glue, workers: 1}
  - {at: 2h, user: pat, do: start_glue_job, id: job-refused, takes: 1h}
  - {at: 2h, user: pat, do: open_app, id: app}
  - {at: 2h30m, user: pat, do: sign_in, id: second}
  - {at: 3h, admin: allow, user: pat}
  - {at: 3h, user: pat, do: start_session, id: allowed, service: glue, workers: 1, from: second}
)";
  for (const std::string latency : {"none", bound, "random"}) {
    CAPTURE(latency);
    const Play play = play_with(text, "stop_latency", latency);
    CHECK(play.session_end("free") == "denied_by_policy IDC-15 at 2h");
    CHECK(play.session_end("bound") == "denied_by_policy IDC-15 at 2h");
    CHECK(play.fate("f") == "stopped: denied_by_policy IDC-15 at 2h");
    CHECK(play.fate("train") == "failed: denied_by_policy IDC-15 at 2h");
    CHECK(play.fate("query") == "failed: denied_by_policy IDC-15 at 2h");
    CHECK(play.fate("dashboard") ==
          "stopped: denied_by_policy IDC-15 at 2h");  // with the session that it is in
    CHECK(play.fate("exact") == "completed at 2h");
    CHECK(play.fate("nightly") == "completed at 4h");
    CHECK(play.fate("r") == "completed at 4h");
    CHECK(play.fate("o") == "completed at 4h");
    CHECK(play.session_end("refused") == "rejected: denied_by_policy IDC-15 at 2h");
    CHECK(play.fate("job-refused") == "rejected: denied_by_policy IDC-15 at 2h");
    CHECK(play.host("app").created == never);
    CHECK(play.sign_in("pats").ended == Instant{8h});  // signing in is another matter
    CHECK(play.sign_in("second").started == Instant{2h + 30min});
    CHECK(play.identity_of_session("allowed") == "interactive_session");
  }
}

TEST_CASE("IDC-17: background sessions beyond the exchange rate of a second are throttled") {
  const Play play(R"(
users: {bot: {}, cat: {}}
settings: {identity_center: {token_exchange_rate: 2}, glue: {background_sessions: true}}
timeline:
  - {at: 0s, user: bot, do: sign_in}
  - {at: 0s, user: cat, do: sign_in}
  - {at: 1s, user: bot, do: start_session, id: one, service: glue, workers: 1}
  - {at: 1s, user: bot, do: start_session, id: no-identity, service: glue, workers: 1, glue_version: "4.0"}
  - {at: 1s500ms, user: cat, do: start_session, id: two, service: glue, workers: 1}
  - {at: 1s999ms, user: bot, do: start_session, id: three, service: glue, workers: 1}
  - {at: 1s999ms, session: three, do: run, job: cell, takes: 1m}
  - {at: 1s999ms, user: bot, do: start_training_job, id: other, instance_type: ml.m5.xlarge, takes: 1h}
  - {at: 2s, user: bot, do: start_session, id: four, service: glue, workers: 1}
  - {at: 2s, user: cat, do: start_session, id: five, service: glue, workers: 1}
  - {at: 2s, session: five, do: restart_kernel, id: six}
)");
  CHECK(play.identity_of_session("two") == "background_session");
  CHECK(play.session_end("three") == "rejected: throttled IDC-17 at 1s999ms");
  CHECK(play.session_cost("three") == "0.00");
  CHECK(play.fate("cell") == "rejected: session_rejected IDC-17 at 1s999ms");
  CHECK(play.identity_of_session("no-identity") == "role");
  CHECK(play.identity_of_job("other") == "background_session");  // each application has a rate of its own
  CHECK(play.identity_of_session("four") == "background_session");
  CHECK(play.identity_of_session("five") == "background_session");
  CHECK(play.session_end("six") == "rejected: throttled IDC-17 at 2s");
  CHECK(play.results.totals.background_sessions == 5);
}

TEST_CASE("IDC-17: the rate is 80 a second, counts background sessions alone, and may be off") {
  std::string text = R"(
users: {bot: {}}
settings: {glue: {background_sessions: true}}
timeline:
  - {at: 0s, user: bot, do: sign_in}
)";
  for (int i = 1; i <= 81; ++i) {
    text += "  - {at: 0s, user: bot, do: start_session, id: s" + std::to_string(i) +
            ", service: glue, workers: 1}\n";
  }
  const Play play(text);
  CHECK(play.identity_of_session("s80") == "background_session");
  CHECK(play.session_end("s81") == "rejected: throttled IDC-17 at 0s");
  const Play off(text, PlayOptions{.settings = {{"identity_center.token_exchange_rate", "none"}}});
  CHECK(off.identity_of_session("s81") == "background_session");
  const Play bound_to_sign_in(text, PlayOptions{.settings = {{"glue.background_sessions", "false"}}});
  CHECK(bound_to_sign_in.identity_of_session("s81") == "interactive_session");
}

}  // namespace
}  // namespace outlive::testing
