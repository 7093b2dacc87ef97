// Who can influence whom: users are divided into logical processes by what they share, and by nothing else.
#include "sim/workload/partition.hpp"

#include "tests/workload/play.hpp"
#include "tests/workload/together.hpp"

namespace outlive::testing {
namespace {

const std::string three = R"(
users: {ann: {}, bob: {}, cat: {}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: bob, do: sign_in}
  - {at: 0h, user: cat, do: sign_in}
)";

/// The users of each process, such as "ann+bob cat"; the results must be the same as of all in one.
std::string processes(const std::string& text, const PlayOptions& options = {}) {
  const Play play(text, options);
  check_same_apart_and_together(play.scenario, play.results);
  std::string all;
  const workload::Inputs inputs = workload::inputs_of(play.scenario, {});
  const auto limits = workload::SharedLimits::couple;
  for (const workload::Process& process : workload::partition(play.scenario, inputs, limits).processes) {
    std::string names;
    for (const Number user : process.users)
      names += (names.empty() ? "" : "+") + play.scenario.users[user].name;
    all += (all.empty() ? "" : " ") + names;
  }
  return all;
}

TEST_CASE("partition: users who share nothing are processes of their own, whatever each of them does") {
  std::string text = three;
  for (const std::string user : {"ann", "bob", "cat"}) {
    text +=
        "  - {at: 0h, user: " + user + ", do: create_application, id: a-" + user + ", auto_start: true}\n";
    text += "  - {at: 0h, user: " + user + ", do: launch_cluster, id: c-" + user +
            ", instance_type: m5.xlarge}\n";
    text += "  - {at: 0h, user: " + user + ", do: open_app, id: p-" + user + "}\n";
    text += "  - {at: 0h, user: " + user + ", do: start_session, id: l-" + user +
            ", service: emr_serverless, application: a-" + user + "}\n";
    text += "  - {at: 0h, user: " + user + ", do: start_session, id: e-" + user +
            ", service: emr_ec2, cluster: c-" + user + "}\n";
    text += "  - {at: 0h, user: " + user + ", do: start_session, id: g-" + user + ", service: glue, app: p-" +
            user + "}\n";
    text += "  - {at: 0h, user: " + user + ", do: start_training_job, id: t-" + user +
            ", instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 1h}\n";
    text += "  - {at: 0h, session: g-" + user + ", do: run, job: j-" + user + ", takes: 1h}\n";
  }
  CHECK(processes(text) == "ann bob cat");
}

TEST_CASE(
    "partition: whoever works in an application or cluster of another, or acts on it, is joined with its "
    "owner") {
  const std::string host = three + R"(
  - {at: 0h, user: bob, do: create_application, id: app, auto_start: true}
  - {at: 0h, user: bob, do: launch_cluster, id: box, instance_type: m5.xlarge}
)";
  CHECK(processes(host) == "ann bob cat");
  CHECK(
      processes(
          host +
          "  - {at: 1h, user: cat, do: start_session, id: s, service: emr_serverless, application: app}\n") ==
      "ann bob+cat");
  CHECK(processes(host +
                  "  - {at: 1h, user: ann, do: start_session, id: s, service: emr_ec2, cluster: box}\n") ==
        "ann+bob cat");
  CHECK(processes(host + "  - {at: 1h, user: ann, cluster: box, do: terminate_cluster}\n") == "ann+bob cat");
  CHECK(processes(host +
                  "  - {at: 1h, user: cat, application: app, do: update_application, auto_stop: none}\n") ==
        "ann bob+cat");
  CHECK(processes(host + R"(
  - {at: 1h, user: cat, application: app, do: start_application}
  - {at: 1h, user: ann, cluster: box, do: terminate_cluster}
)") == "ann+bob+cat");
}

TEST_CASE("partition: a quota joins those who draw on it once it is ever set, and nobody else") {
  const std::string work = three + R"(
  - {at: 0h, user: ann, do: start_session, id: s, service: glue, workers: 1}
  - {at: 0h, user: cat, do: start_glue_job, id: j, takes: 1h}
  - {at: 0h, user: bob, do: start_training_job, id: t, instance_type: ml.m5.xlarge, takes: 1h}
  - {at: 0h, user: bob, do: create_application, id: of-bob, auto_start: true}
  - {at: 0h, user: cat, do: create_application, id: of-cat, auto_start: true}
  - {at: 0h, user: bob, do: start_session, id: sb, service: emr_serverless, application: of-bob}
  - {at: 0h, user: cat, do: start_session, id: sc, service: emr_serverless, application: of-cat}
)";
  CHECK(processes(work) == "ann bob cat");
  CHECK(processes(work, {.settings = {{"glue.dpu_quota", "5"}}}) == "ann+cat bob");
  CHECK(processes(work, {.settings = {{"glue.session_quota", "1"}}}) == "ann+cat bob");
  CHECK(processes(work, {.settings = {{"emr_serverless.vcpu_quota", "12"}}}) == "ann bob+cat");
  CHECK(processes(work + "  - {at: 9d, admin: set, emr_serverless.vcpu_quota: 12}\n") == "ann bob+cat");
}

TEST_CASE(
    "partition EMRS-9: what an application has in readiness joins its owner to the quota, though nobody "
    "works in it") {
  const std::string capacity = "initial_capacity: {workers: 1, vcpu: 8, memory_gb: 32, storage_gb: 200}}\n";
  const std::string work = three + "  - {at: 0h, user: bob, do: create_application, id: of-bob, " + capacity +
                           "  - {at: 0h, user: cat, do: create_application, id: of-cat, " + capacity +
                           "  - {at: 1h, application: of-bob, do: start_application}\n"
                           "  - {at: 1h, application: of-cat, do: start_application}\n";
  CHECK(processes(work) == "ann bob cat");
  const PlayOptions limited{.settings = {{"emr_serverless.vcpu_quota", "8"}}};
  CHECK(processes(work, limited) == "ann bob+cat");
  const Play play(work, limited);
  CHECK(play.results.ineffective.size() == 1);  // the second does not start
}

TEST_CASE("partition IDC-17: the rate of token exchanges joins users only where it can be reached") {
  const auto starts = [](const std::string& at) {
    return three + "  - {at: 10s, user: ann, do: start_session, id: a, service: glue, workers: 1}\n" +
           "  - {at: 10s500ms, user: bob, do: start_session, id: b, service: glue, workers: 1}\n" +
           "  - {at: " + at + ", user: cat, do: start_session, id: c, service: glue, workers: 1}\n";
  };
  const auto with = [](const char* rate) {
    return PlayOptions{
        .settings = {{"glue.background_sessions", "true"}, {"identity_center.token_exchange_rate", rate}}};
  };
  CHECK(processes(starts("10s999ms")) == "ann bob cat");  // 80
  CHECK(processes(starts("10s999ms"), with("3")) == "ann bob cat");
  CHECK(processes(starts("10s999ms"), with("2")) == "ann+bob+cat");
  CHECK(processes(starts("10s999ms"), with("none")) == "ann bob cat");
  CHECK(processes(starts("11s"), with("2")) == "ann bob cat");
  CHECK(processes(starts("11s"), with("1")) == "ann+bob+cat");
  const std::string queries = three + R"(
  - {at: 10s, user: ann, do: start_query, id: a, service: redshift, takes: 1m}
  - {at: 10s, user: bob, do: start_query, id: b, service: redshift, takes: 1m}
)";
  CHECK(processes(queries, with("1")) == "ann bob cat");  // they get no background session
}

TEST_CASE("partition IDC-17: throttling is decided in the order of the lines, whoever wrote them") {
  const Play play(three + R"(
  - {at: 10s, user: cat, do: start_session, id: first, service: glue, workers: 1}
  - {at: 10s, user: ann, do: start_session, id: second, service: glue, workers: 1}
  - {at: 10s, user: bob, do: start_session, id: third, service: glue, workers: 1}
)",
                  PlayOptions{.settings = {{"glue.background_sessions", "true"},
                                           {"identity_center.token_exchange_rate", "2"}}});
  CHECK(play.identity_of_session("first") == "background_session");
  CHECK(play.identity_of_session("second") == "background_session");
  CHECK(play.session_end("third") == "rejected: throttled IDC-17 at 10s");
}

TEST_CASE("partition: members of a group and holders of an assignment are not joined by it") {
  const std::string text = R"(
users: {ann: {groups: [g]}, bob: {groups: [g]}, cat: {}}
assignments: {glue: {groups: [g], users: [cat]}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: bob, do: sign_in}
  - {at: 0h, user: ann, do: start_session, id: a, service: glue, workers: 1}
  - {at: 0h, user: bob, do: start_session, id: b, service: glue, workers: 1}
  - {at: 1h, admin: remove_assignment, service: glue, group: g}
)";
  CHECK(processes(text) == "ann bob cat");
  CHECK(processes(text, {.assumptions = {{"stop_latency", "random"}}}) == "ann bob cat");
}

}  // namespace
}  // namespace outlive::testing
