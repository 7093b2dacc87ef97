// Studio and Unified Studio: idle shutdown of apps, what closes with them, notebook runs.
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

const std::string one_user = "users: {ann: {}}\n";

TEST_CASE(
    "SM-12: an app in which nothing is open is shut down after its idle timeout, billed while InService") {
  const Play play(one_user + R"(
settings: {sagemaker: {studio: {idle_timeout: 2h}}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: open_app, id: lab, instance_type: ml.t3.medium}
  - {at: 0h, user: ann, do: open_app, id: slow, instance_type: ml.t3.medium, start_up: 10m}
  - {at: 0h, user: ann, do: open_app, id: own, instance_type: ml.t3.medium, idle_timeout: 1h}
  - {at: 0h, user: ann, do: open_app, id: kept, instance_type: ml.t3.medium, idle_timeout: none}
)");
  CHECK(play.host_end("lab") == "app_idle_shutdown SM-12 at 2h");
  CHECK(play.host("lab").state == "Deleted");
  CHECK(play.host_cost("lab") == "0.10");
  CHECK(play.host_end("slow") == "app_idle_shutdown SM-12 at 2h10m");
  CHECK(play.host("slow").ready == Instant{10min});
  CHECK(play.host_cost("slow") == "0.10");
  CHECK(play.host_end("own") == "app_idle_shutdown SM-12 at 1h");
  CHECK(play.host_end("kept") == "runs");
  CHECK(play.host_cost("kept") == "12.00");  // 10 days
}

TEST_CASE("SM-12: without a timeout no app is ever shut down, which is the default") {
  const Play play(one_user + R"(
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: open_app, id: lab}
)");
  CHECK(play.host_end("lab") == "runs");
  CHECK(play.host_cost("lab") == "0.00");
}

TEST_CASE("SM-12: the countdown runs only while no notebook is open, and begins anew") {
  const Play play(one_user + R"(
settings: {glue: {background_sessions: true}, sagemaker: {studio: {idle_timeout: 1h}}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: open_app, id: lab}
  - {at: 30m, user: ann, do: start_session, id: one, service: glue, workers: 1, app: lab}
  - {at: 5h, session: one, do: close_notebook}
  - {at: 5h30m, user: ann, do: start_session, id: two, service: glue, workers: 1, app: lab}
  - {at: 6h, user: ann, do: start_session, id: three, service: glue, workers: 1, app: lab}
  - {at: 7h, session: two, do: close_notebook}
  - {at: 7h30m, session: three, do: close_notebook}
)");
  CHECK(play.host_end("lab") == "app_idle_shutdown SM-12 at 8h30m");
  CHECK(play.host("lab").sessions == 3);
  CHECK(play.session_end("one") == "idle_timeout GLUE-5 at 2d30m");
}

TEST_CASE("SM-12: at one instant the app is shut down before anybody can use it") {
  const Play play(one_user + R"(
settings: {glue: {background_sessions: true}, sagemaker: {studio: {idle_timeout: 1h}}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: open_app, id: lab}
  - {at: 0h, user: ann, do: open_app, id: other}
  - {at: 59m59s999ms, user: ann, do: start_session, id: in-time, service: glue, workers: 1, app: other}
  - {at: 1h, user: ann, do: start_session, id: late, service: glue, workers: 1, app: lab}
)");
  CHECK(play.host_end("lab") == "app_idle_shutdown SM-12 at 1h");
  CHECK(play.host_end("other") == "runs");
  CHECK(play.session_end("late") == "rejected: not_attached at 1h");
  CHECK(play.identity_of_session("in-time") == "background_session");
}

TEST_CASE("SM-13: changed idle settings reach apps that are opened or restarted later, and no running one") {
  const Play play(one_user + R"(
settings: {sagemaker: {studio: {idle_timeout: 3h}}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: open_app, id: running}
  - {at: 0h, user: ann, do: open_app, id: restarted}
  - {at: 0h, user: ann, do: open_app, id: own, idle_timeout: 2h}
  - {at: 1h, admin: set, sagemaker.studio.idle_timeout: 1h}
  - {at: 1h, user: ann, do: open_app, id: fresh}
  - {at: 1h30m, app: restarted, do: restart_app}
  - {at: 1h40m, app: own, do: restart_app}
  - {at: 2h, admin: set, sagemaker.studio.idle_timeout: none}
  - {at: 2h, user: ann, do: open_app, id: unlimited}
)");
  CHECK(play.host_end("running") == "app_idle_shutdown SM-12 at 3h");
  CHECK(play.host_end("fresh") == "app_idle_shutdown SM-12 at 2h");
  CHECK(play.host_end("restarted") == "app_idle_shutdown SM-12 at 2h30m");
  CHECK(play.host("restarted").lives == 2);
  CHECK(play.host("restarted").up == 2h + 30min);
  CHECK(play.host_end("own") == "app_idle_shutdown SM-12 at 3h40m");  // the line's own, again
  CHECK(play.host_end("unlimited") == "runs");
}

const std::string open_and_quiet = one_user + R"(
settings: {glue: {background_sessions: true}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: open_app, id: lab, idle_timeout: 2h}
  - {at: 0h, user: ann, do: open_app, id: editor, type: code_editor, idle_timeout: 2h}
  - {at: 0h, user: ann, do: start_session, id: nb, service: glue, workers: 1, app: lab}
  - {at: 0h, user: ann, do: start_session, id: ed, service: glue, workers: 1, app: editor}
  - {at: 1h, session: nb, do: run, job: n1, takes: 1h}
  - {at: 1h, session: nb, do: run, job: n2, takes: 1h}
  - {at: 1h, session: ed, do: run, job: e1, takes: 1h}
)";

TEST_CASE("SM-12 B-15: an open kernel keeps a JupyterLab app up, or only what runs or waits in it does") {
  const Play open = play_with(open_and_quiet, "open_kernel_keeps_app_active", "yes");
  CHECK(open.host_end("lab") == "runs");
  CHECK(open.host_end("editor") == "app_idle_shutdown SM-12 at 4h");  // Code Editor looks at activity anyway
  CHECK(open.session_end("nb") == "idle_timeout GLUE-5 at 2d3h");  // after which its notebook is open still
  const Play busy = play_with(open_and_quiet, "open_kernel_keeps_app_active", "no");
  CHECK(busy.host_end("lab") == "app_idle_shutdown SM-12 at 5h");
  CHECK(busy.host_end("editor") == "app_idle_shutdown SM-12 at 4h");
  CHECK(busy.session_end("nb") == "idle_timeout GLUE-5 at 2d3h");
  CHECK(busy.fate("n2") == "completed at 3h");
}

// Three sessions in an app of Unified Studio, all quiet after half an hour.
const std::string in_unified_studio = one_user + R"(
settings: {glue: {background_sessions: true, idle_timeout: 3h}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: open_app, id: lab, studio: unified}
  - {at: 0h, user: ann, do: start_session, id: free, service: glue, workers: 1, app: lab}
  - {at: 0h, user: ann, do: start_session, id: role, service: glue, workers: 1, glue_version: "4.0", app: lab}
  - {at: 0h, admin: set, glue.background_sessions: false}
  - {at: 0h, user: ann, do: start_session, id: bound, service: glue, workers: 1, app: lab}
  - {at: 0h, session: free, do: run, job: f, takes: 30m}
  - {at: 0h, session: role, do: run, job: r, takes: 30m}
  - {at: 0h, session: bound, do: run, job: b, takes: 30m}
  - {at: 2h, session: free, do: run, job: late, takes: 1m}
)";

TEST_CASE("SMUS-1 SMUS-2: an idle app of Unified Studio stops after 1 h, with what is bound to the sign-in") {
  const Play play = play_with(in_unified_studio, "open_kernel_keeps_app_active", "no");
  CHECK(play.host_end("lab") == "app_idle_shutdown SMUS-1 at 1h30m");
  CHECK(play.session_end("bound") == "app_idle_shutdown GLUE-3 at 1h30m");
  CHECK(play.session_end("free") == "idle_timeout GLUE-5 at 3h30m");
  CHECK(play.session_end("role") == "idle_timeout GLUE-5 at 3h30m");
  CHECK(play.fate("late") == "rejected: not_attached GLUE-4 at 2h");
  CHECK(play.cost() == "3.74");  // (3.5 + 3.5 + 1.5) h x 0.44
}

TEST_CASE("SMUS-1: not while a notebook is open, nor where the timeout is off or longer") {
  const Play open(in_unified_studio);
  CHECK(open.host_end("lab") == "runs");
  CHECK(open.session_end("bound") == "idle_timeout GLUE-5 at 3h30m");
  const Play longer(in_unified_studio, PlayOptions{.assumptions = {{"open_kernel_keeps_app_active", "no"}},
                                                   .settings = {{"unified_studio.idle_timeout", "2h30m"}}});
  CHECK(longer.host_end("lab") == "app_idle_shutdown SMUS-1 at 4h31m");  // after `late`
  CHECK(longer.session_end("bound") == "idle_timeout GLUE-5 at 3h30m");
  const Play none(in_unified_studio, PlayOptions{.assumptions = {{"open_kernel_keeps_app_active", "no"}},
                                                 .settings = {{"unified_studio.idle_timeout", "none"}}});
  CHECK(none.host_end("lab") == "runs");
}

TEST_CASE("SMUS-2: with a background session neither sign-out nor the stop of the app ends engine sessions") {
  const Play play(one_user + R"(
settings: {glue: {background_sessions: true, idle_timeout: 3h}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: open_app, id: lab, studio: unified}
  - {at: 0h, user: ann, do: start_session, id: free, service: glue, workers: 1, app: lab}
  - {at: 0h, session: free, do: run, job: f, takes: 5h, saves_results: true}
  - {at: 1h, app: lab, do: stop_app}
  - {at: 2h, user: ann, do: sign_out}
)");
  CHECK(play.host_end("lab") == "app_stopped at 1h");
  CHECK(play.fate("f") == "completed at 5h");
  CHECK(play.job("f").survived);
  CHECK(play.session_end("free") == "idle_timeout GLUE-5 at 8h");
}

TEST_CASE("B-16: the stop of an app leaves sessions with a background session alone, or ends them, too") {
  const std::vector<Override> quiet{{"open_kernel_keeps_app_active", "no"}};
  const Play keeps = play_with(in_unified_studio, "app_stop_keeps_background_sessions", "yes", quiet);
  CHECK(keeps.session_end("free") == "idle_timeout GLUE-5 at 3h30m");
  const Play ends = play_with(in_unified_studio, "app_stop_keeps_background_sessions", "no", quiet);
  CHECK(ends.session_end("free") == "app_idle_shutdown GLUE-3 at 1h30m");
  CHECK(ends.session_end("bound") == "app_idle_shutdown GLUE-3 at 1h30m");
  CHECK(ends.session_end("role") == "idle_timeout GLUE-5 at 3h30m");  // it has no background session
  CHECK(ends.fate("late") == "rejected: session_ended GLUE-3 at 2h");

  const std::string stopped_by_hand = one_user + R"(
settings: {glue: {background_sessions: true}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: open_app, id: lab}
  - {at: 0h, user: ann, do: start_session, id: free, service: glue, workers: 1, app: lab}
  - {at: 0h, user: ann, do: start_session, id: elsewhere, service: glue, workers: 1}
  - {at: 1h, app: lab, do: stop_app}
)";
  const Play by_hand = play_with(stopped_by_hand, "app_stop_keeps_background_sessions", "no");
  CHECK(by_hand.session("free").cause == Cause::app_stopped);
  CHECK(by_hand.session("free").ended == Instant{1h});
  CHECK(by_hand.session_end("elsewhere") == "idle_timeout GLUE-5 at 2d");
  CHECK(play_with(stopped_by_hand, "app_stop_keeps_background_sessions", "yes").session_end("free") ==
        "idle_timeout GLUE-5 at 2d");
}

TEST_CASE("SMUS-3: a notebook run ends after its timeout, 12 h unless it says otherwise, and needs nobody") {
  const Play play(one_user + R"(
timeline:
  - {at: 0h, user: ann, do: start_notebook_run, id: nobody, takes: 1h}
  - {at: 0h, user: ann, do: start_notebook_run, id: scheduled, takes: 1h, scheduled: true}
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: start_notebook_run, id: long, takes: 20h}
  - {at: 0h, user: ann, do: start_notebook_run, id: just, takes: 12h}
  - {at: 0h, user: ann, do: start_notebook_run, id: own, takes: 20h, timeout: 1h}
  - {at: 0h, user: ann, do: start_notebook_run, id: longest, takes: 23h, timeout: 24h}
  - {at: 0h, user: ann, do: start_notebook_run, id: breaks, takes: 2h, fails: true}
  - {at: 1h, admin: set, unified_studio.notebook_run_timeout: 2h}
  - {at: 1h, user: ann, do: start_notebook_run, id: later, takes: 20h}
  - {at: 2h, user: ann, do: sign_out}
)");
  CHECK(play.fate("nobody") == "rejected: not_signed_in IDC-1 at 0s");
  CHECK(play.fate("scheduled") == "completed at 1h");
  CHECK(play.fate("long") == "stopped: max_runtime SMUS-3 at 12h");
  CHECK(play.job("long").needs.hard_limit == 20h);
  CHECK(play.fate("just") == "completed at 12h");
  CHECK(play.fate("own") == "stopped: max_runtime SMUS-3 at 1h");
  CHECK(play.fate("longest") == "completed at 23h");
  CHECK(play.identity_of_job("longest") == "role");
  CHECK(play.fate("breaks") == "failed: work_failed SMUS-3 at 2h");
  CHECK(play.fate("later") == "stopped: max_runtime SMUS-3 at 3h");
  CHECK(play.cost() == "0.00");
}

}  // namespace
}  // namespace outlive::testing
