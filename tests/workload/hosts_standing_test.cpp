// Who may have apps, applications and clusters: a matter of assignments, accounts and policies.
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "outlive/audit.hpp"
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

TEST_CASE("IDC-14: an app of SageMaker Studio needs the assignment, one of Unified Studio none") {
  const Play play(R"(
users: {ann: {groups: [analysts]}, bob: {}}
assignments: {sagemaker: {groups: [analysts]}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: bob, do: sign_in}
  - {at: 0h, user: ann, do: open_app, id: anns, instance_type: ml.t3.medium}
  - {at: 0h, user: bob, do: open_app, id: bobs, instance_type: ml.t3.medium}
  - {at: 0h, user: bob, do: open_app, id: unified, studio: unified, instance_type: ml.t3.medium}
)");
  CHECK(play.host("anns").lives == 1);
  CHECK(play.host("bobs").lives == 0);
  CHECK(play.host("unified").lives == 1);
  REQUIRE(play.results.ineffective.size() == 1);
  CHECK(play.results.ineffective[0].what.ends_with("its user is not assigned to it [IDC-14]"));
}

const std::string denied = R"(
users: {ann: {}, bob: {}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: open_app, id: lab, instance_type: ml.t3.medium}
  - {at: 0h, user: ann, do: create_application, id: livy}
  - {at: 1h, admin: deny, user: ann}
  - {at: 2h, app: lab, do: restart_app}
  - {at: 2h, application: livy, do: update_application, auto_stop: 5m}
  - {at: 2h, user: ann, do: start_application, application: livy}
  - {at: 2h, user: ann, do: launch_cluster, id: box, instance_type: m5.xlarge}
  - {at: 3h, user: bob, do: start_application, application: livy}
)";

TEST_CASE("IDC-15: who is denied restarts, changes, starts and launches nothing, which others still may") {
  const Play play(denied);
  CHECK(play.host("lab").lives == 1);
  CHECK(play.host("lab").ended == never);
  CHECK(play.host("livy").lives == 1);
  CHECK(play.host("livy").ended == Instant{3h + 15min});  // its auto-stop is that of its creation
  CHECK(play.host("box").lives == 0);
  CHECK(play.host("box").cause == Cause::denied_by_policy);
  CHECK(play.results.ineffective.size() == 3);
}

TEST_CASE(
    "IDC-15 CT-1: the log has the calls of who is denied, refused, and none of an app that stays open") {
  const Play play(denied);
  const auto log = nlohmann::json::parse(audit_json(play.scenario, play.results));
  std::set<std::string> calls;  // in one second they have no order
  for (const auto& each : log["Records"]) {
    if (each["eventTime"] == "2026-03-02T11:00:00Z")
      calls.insert(each["eventName"].get<std::string>() + " " + each.value("errorCode", "accepted"));
  }
  CHECK(calls == std::set<std::string>{"UpdateApplication AccessDenied", "StartApplication AccessDenied",
                                       "RunJobFlow AccessDenied"});
}

}  // namespace
}  // namespace outlive::testing
