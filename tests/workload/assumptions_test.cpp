// Both options of each assumption that changes what happens to work: those that have no file of their own.
#include <utility>

#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

/// The default option first.
std::pair<Play, Play> both(const std::string& text, const std::string& key, const std::string& first,
                           const std::string& second) {
  return {play_with(text, key, first), play_with(text, key, second)};
}

TEST_CASE("B-5: after the sign-out idle timeouts govern, or sessions end once their queries are complete") {
  const auto [no, yes] = both(R"(
users: {ben: {}}
settings: {glue: {background_sessions: true}}
timeline:
  - {at: 0h, user: ben, do: sign_in}
  - {at: 0h, user: ben, do: start_session, id: busy, service: glue, workers: 1}
  - {at: 0h, user: ben, do: start_session, id: quiet, service: glue, workers: 1}
  - {at: 0h, user: ben, do: start_session, id: exact, service: glue, workers: 1}
  - {at: 0h, user: ben, do: start_session, id: role, service: glue, workers: 1, glue_version: "4.0"}
  - {at: 0h, session: busy, do: run, job: first, takes: 2h, saves_results: true}
  - {at: 0h, session: busy, do: run, job: second, takes: 2h, saves_results: true}
  - {at: 0h, session: exact, do: run, job: e, takes: 1h, saves_results: true}
  - {at: 1h, user: ben, do: sign_out}
)",
                              "end_when_queries_complete", "no", "yes");
  CHECK(no.session_end("quiet") == "idle_timeout GLUE-5 at 2d");
  CHECK(no.session_end("busy") == "idle_timeout GLUE-5 at 2d4h");
  CHECK(no.session_cost("quiet") == "21.12");
  CHECK(yes.session_end("quiet") == "queries_complete SMUS-2 at 1h");
  CHECK(yes.session_end("exact") == "queries_complete SMUS-2 at 1h");
  CHECK(yes.session_end("busy") == "queries_complete SMUS-2 at 4h");
  CHECK(yes.fate("second") == "completed at 4h");
  CHECK(yes.session_cost("quiet") == "0.44");
  CHECK(yes.session_end("role") == "idle_timeout GLUE-5 at 2d");  // no background session, no rule of theirs
}

// One session works for sixty hours, one waits; a third has a timeout of its own.
const std::string sixty_hours = R"(
users: {gil: {}}
settings: {glue: {background_sessions: true}}
timeline:
  - {at: 0h, user: gil, do: sign_in}
  - {at: 0h, user: gil, do: start_session, id: five, service: glue, workers: 1}
  - {at: 0h, user: gil, do: start_session, id: four, service: glue, workers: 1, glue_version: "4.0"}
  - {at: 0h, user: gil, do: start_session, id: own, service: glue, workers: 1, timeout: 50h}
  - {at: 0h, session: five, do: run, job: on-five, takes: 60h, saves_results: true}
  - {at: 0h, session: four, do: run, job: on-four, takes: 60h, saves_results: true}
  - {at: 0h, session: own, do: run, job: on-own, takes: 60h, saves_results: true}
)";

TEST_CASE("B-6: Glue has no hard timeout, or one of 48 h, where neither settings nor line say") {
  const auto [none, hard] = both(sixty_hours, "glue_timeout", "none", "48h");
  CHECK(none.fate("on-five") == "completed at 2d12h");
  CHECK(none.session_end("five") == "idle_timeout GLUE-5 at 4d12h");
  CHECK(hard.session_end("five") == "session_timeout GLUE-6 at 2d");
  CHECK(hard.fate("on-five") == "stopped: session_timeout GLUE-6 at 2d");
  CHECK(hard.session_cost("five") == "21.12");
  for (const Play* play : {&none, &hard}) {
    CHECK(play->session_end("own") == "session_timeout GLUE-6 at 2d2h");
  }
  const Play set(sixty_hours, PlayOptions{.assumptions = {{"glue_timeout", "48h"}},
                                          .settings = {{"glue.timeout", "10h"}}});
  CHECK(set.session_end("five") == "session_timeout GLUE-6 at 10h");
}

TEST_CASE("B-7: sessions of Glue 5.0 have the timeout of the others, or one of 480 minutes") {
  const auto [others, short_one] = both(sixty_hours, "glue_timeout_of_release_5", "as_others", "480m");
  CHECK(others.fate("on-five") == "completed at 2d12h");
  CHECK(short_one.session_end("five") == "session_timeout GLUE-6 at 8h");
  CHECK(short_one.fate("on-five") == "stopped: session_timeout GLUE-6 at 8h");
  CHECK(short_one.fate("on-four") == "completed at 2d12h");
  CHECK(short_one.session_end("own") == "session_timeout GLUE-6 at 2d2h");
  const Play with_the_other =
      play_with(sixty_hours, "glue_timeout_of_release_5", "480m", {{"glue_timeout", "48h"}});
  CHECK(with_the_other.session_end("five") == "session_timeout GLUE-6 at 8h");
  CHECK(with_the_other.session_end("four") == "session_timeout GLUE-6 at 2d");
  const Play set(sixty_hours, PlayOptions{.assumptions = {{"glue_timeout_of_release_5", "480m"}},
                                          .settings = {{"glue.timeout", "10h"}}});
  CHECK(set.session_end("five") == "session_timeout GLUE-6 at 10h");
}

TEST_CASE("B-9: Glue bills from READY, or from the creation of the session") {
  const std::string text = R"(
users: {gil: {}}
timeline:
  - {at: 0h, user: gil, do: sign_in}
  - {at: 0h, user: gil, do: start_session, id: slow, service: glue, workers: 1, start_up: 30m}
  - {at: 0h, user: gil, do: start_session, id: never-ready, service: glue, workers: 1, start_up: 2h}
  - {at: 1h30m, session: slow, do: stop_session}
  - {at: 1h30m, session: never-ready, do: stop_session}
)";
  const auto [ready, creation] = both(text, "glue_billing_starts", "at_ready", "at_creation");
  CHECK(ready.session_cost("slow") == "0.44");
  CHECK(ready.session_cost("never-ready") == "0.00");
  CHECK(ready.cost(Bucket::overhead) == "0.00");
  CHECK(creation.session_cost("slow") == "0.66");
  CHECK(creation.session_cost("never-ready") == "0.66");
  CHECK(creation.cost(Bucket::overhead) == "0.88");  // 0.22 and 0.66
  CHECK(creation.cost(Bucket::idle) == "0.44");
}

TEST_CASE("B-12: the background session of a waiting job counts from its creation, or from its work") {
  const std::string text = R"(
users: {gil: {}}
settings: {identity_center: {background_sessions: {duration: 10h}}}
timeline:
  - {at: 0h, user: gil, do: sign_in}
  - {at: 0h, user: gil, do: start_training_job, id: train, instance_type: ml.m5.xlarge, takes: 8h, start_up: 4h}
  - {at: 0h, user: gil, do: start_processing_job, id: process, instance_type: ml.m5.xlarge, takes: 8h, start_up: 4h}
  - {at: 0h, user: gil, do: start_training_job, id: longer, instance_type: ml.m5.xlarge, takes: 11h, start_up: 4h}
  - {at: 0h, user: gil, do: start_training_job, id: at-once, instance_type: ml.m5.xlarge, takes: 11h}
)";
  const auto [creation, work] = both(text, "background_session_clock", "from_creation", "from_work");
  for (const char* name : {"train", "process"}) {
    CAPTURE(name);
    CHECK(creation.fate(name) == "failed: background_session_expired SM-4 at 10h");
    CHECK(creation.job(name).needs.background_session == 12h);
    CHECK(work.fate(name) == "completed at 12h");
  }
  CHECK(work.fate("longer") == "failed: background_session_expired SM-4 at 14h");
  CHECK(creation.fate("at-once") == "failed: background_session_expired SM-4 at 10h");
  CHECK(work.fate("at-once") == "failed: background_session_expired SM-4 at 10h");
}

TEST_CASE("B-13: the expiry of the sign-in fails jobs that are bound to it, or only signing out does") {
  const std::string text = R"(
users: {gil: {}, hal: {}}
settings: {sagemaker: {background_sessions: false}}
timeline:
  - {at: 0h, user: gil, do: sign_in}
  - {at: 0h, user: gil, do: start_training_job, id: train, instance_type: ml.m5.xlarge, takes: 10h}
  - {at: 0h, user: gil, do: start_processing_job, id: process, instance_type: ml.m5.xlarge, takes: 10h}
  - {at: 0h, user: gil, do: start_training_job, id: exact, instance_type: ml.m5.xlarge, takes: 8h}
  - {at: 0h, user: gil, do: start_session, id: glue, service: glue, workers: 1}
  - {at: 0h, user: hal, do: sign_in}
  - {at: 0h, user: hal, do: start_training_job, id: signs-out, instance_type: ml.m5.xlarge, takes: 10h}
  - {at: 2h, user: hal, do: sign_out}
)";
  const auto [yes, no] = both(text, "interactive_expiry_fails_jobs", "yes", "no");
  for (const char* name : {"train", "process"}) {
    CAPTURE(name);
    CHECK(yes.fate(name) == "failed: interactive_session_expired SM-3 at 8h");
    CHECK(no.fate(name) == "completed at 10h");
    CHECK(no.job(name).survived);
  }
  for (const Play* play : {&yes, &no}) {
    CHECK(play->fate("exact") == "completed at 8h");
    CHECK(play->fate("signs-out") == "failed: signed_out SM-3 at 2h");
    CHECK(play->session_end("glue") == "interactive_session_expired GLUE-3 at 8h");
  }
}

TEST_CASE("B-14: ending a sign-in spares background sessions, or ends those started from it") {
  const std::string text = R"(
users: {gil: {}, hal: {}}
settings: {glue: {background_sessions: true}}
timeline:
  - {at: 0h, user: gil, do: sign_in, id: desk}
  - {at: 0h, user: gil, do: sign_in, id: laptop}
  - {at: 0h, user: gil, do: start_session, id: at-desk, service: glue, workers: 1, from: desk}
  - {at: 0h, user: gil, do: start_session, id: on-laptop, service: glue, workers: 1, from: laptop}
  - {at: 0h, user: gil, do: start_training_job, id: train, instance_type: ml.m5.xlarge, takes: 5h, from: desk}
  - {at: 0h, user: hal, do: sign_in}
  - {at: 0h, user: hal, do: start_session, id: signs-out, service: glue, workers: 1}
  - {at: 1h, user: hal, do: sign_out}
  - {at: 2h, admin: end_session, user: gil, from: desk}
)";
  const std::string key = "ending_sign_in_ends_background_sessions";
  const auto [no, yes] = both(text, key, "no", "yes");
  CHECK(no.session_end("at-desk") == "idle_timeout GLUE-5 at 2d");
  CHECK(no.fate("train") == "completed at 5h");
  CHECK(yes.session("at-desk").cause == Cause::interactive_session_ended);
  CHECK(yes.session("at-desk").ended == Instant{2h});
  CHECK(yes.job("train").outcome == Outcome::failed);
  CHECK(yes.job("train").cause == Cause::interactive_session_ended);
  CHECK(yes.job("train").ended == Instant{2h});
  for (const Play* play : {&no, &yes}) {
    CHECK(play->session_end("on-laptop") == "idle_timeout GLUE-5 at 2d");
    CHECK(play->session_end("signs-out") == "idle_timeout GLUE-5 at 2d");  // he did it himself
  }
  const Play late = play_with(text, key, "yes", {{"stop_latency", bound}});
  CHECK(late.session("at-desk").ended == Instant{2h + 30min});
  CHECK(late.job("train").ended == Instant{2h + 15min});
}

TEST_CASE("B-17: work is bound to the sign-in that it was started from, or to any of its user's") {
  const std::string text = R"(
users: {gil: {}}
settings: {sagemaker: {background_sessions: false}}
timeline:
  - {at: 0h, user: gil, do: sign_in, id: desk}
  - {at: 0h, user: gil, do: start_session, id: nb, service: glue, workers: 1}
  - {at: 0h, session: nb, do: run, job: cell, takes: 5h}
  - {at: 0h, user: gil, do: start_training_job, id: train, instance_type: ml.m5.xlarge, takes: 5h}
  - {at: 30m, user: gil, do: sign_in, id: laptop}
  - {at: 1h, user: gil, do: sign_out, from: desk}
  - {at: 2h, session: nb, do: run, job: more, takes: 1h}
  - {at: 3h, user: gil, do: sign_out, from: laptop}
  - {at: 3h, user: gil, do: sign_in, id: too-late}
)";
  const auto [its, any] = both(text, "work_is_bound_to", "its_sign_in", "any_sign_in");
  CHECK(its.session_end("nb") == "signed_out GLUE-3 at 1h");
  CHECK(its.fate("train") == "failed: signed_out SM-3 at 1h");
  CHECK(its.fate("more") == "rejected: session_ended GLUE-3 at 2h");
  CHECK(any.session_end("nb") == "signed_out GLUE-3 at 3h");
  CHECK(any.fate("train") == "failed: signed_out SM-3 at 3h");
  CHECK(any.fate("cell") == "stopped: signed_out GLUE-3 at 3h");
  CHECK(any.fate("more") == "stopped: signed_out GLUE-3 at 3h");
}

TEST_CASE(
    "B-17: if any sign-in will do, work completes under the last one, and closing its notebook still ends "
    "it") {
  const Play any = play_with(R"(
users: {gil: {}}
timeline:
  - {at: 0h, user: gil, do: sign_in, id: desk}
  - {at: 0h, user: gil, do: start_session, id: works, service: glue, workers: 1}
  - {at: 0h, session: works, do: run, job: cell, takes: 5h}
  - {at: 0h, user: gil, do: start_session, id: closed, service: glue, workers: 1}
  - {at: 1h, user: gil, do: sign_in, id: laptop}
  - {at: 1h, user: gil, do: sign_out, from: desk}
  - {at: 2h, session: closed, do: close_notebook}
)",
                             "work_is_bound_to", "any_sign_in");
  CHECK(any.fate("cell") == "completed at 5h");
  CHECK_FALSE(any.job("cell").unseen);
  CHECK(any.session_end("closed") == "notebook_closed GLUE-3 at 2h");
  CHECK(any.session_end("works") == "interactive_session_expired GLUE-3 at 9h");  // with the laptop's
}

TEST_CASE("B-19: MaxRuntime equal to the background session counts as the loss of that, or as MaxRuntime") {
  const std::string text = R"(
users: {gil: {}}
settings: {identity_center: {background_sessions: {duration: 5h}}}
timeline:
  - {at: 0h, user: gil, do: sign_in}
  - {at: 0h, user: gil, do: start_training_job, id: tie, instance_type: ml.m5.xlarge, takes: 9h, max_runtime: 5h}
  - {at: 0h, user: gil, do: start_processing_job, id: tie-2, instance_type: ml.m5.xlarge, takes: 9h, max_runtime: 5h}
  - {at: 0h, user: gil, do: start_training_job, id: waits, instance_type: ml.m5.xlarge, takes: 9h, max_runtime: 4h,
     start_up: 1h}
  - {at: 0h, user: gil, do: start_training_job, id: shorter, instance_type: ml.m5.xlarge, takes: 9h,
     max_runtime: 4h59m59s}
  - {at: 0h, user: gil, do: start_training_job, id: longer, instance_type: ml.m5.xlarge, takes: 9h,
     max_runtime: 5h1s}
  - {at: 0h, user: gil, do: start_training_job, id: done, instance_type: ml.m5.xlarge, takes: 5h, max_runtime: 5h}
)";
  const auto [background, runtime] =
      both(text, "max_runtime_tie_goes_to", "background_session", "max_runtime");
  for (const char* name : {"tie", "tie-2", "waits"}) {
    CAPTURE(name);
    CHECK(background.fate(name) == "failed: background_session_expired SM-4 at 5h");
    CHECK(runtime.fate(name) == "stopped: max_runtime SM-5 at 5h");
  }
  for (const Play* play : {&background, &runtime}) {
    CHECK(play->fate("shorter") == "stopped: max_runtime SM-5 at 4h59m59s");
    CHECK(play->fate("longer") == "failed: background_session_expired SM-4 at 5h");
    CHECK(play->fate("done") == "completed at 5h");
  }
}

TEST_CASE("B-20: the save window is billed, or not") {
  const std::string text = R"(
users: {gil: {}}
timeline:
  - {at: 0h, user: gil, do: sign_in}
  - {at: 0h, user: gil, do: start_training_job, id: saves, instance_type: ml.m5.xlarge, takes: 9h, max_runtime: 1h,
     saves_in: 90s}
  - {at: 0h, user: gil, do: start_training_job, id: too-slow, instance_type: ml.m5.xlarge, takes: 9h, max_runtime: 1h,
     saves_in: 5m}
  - {at: 0h, user: gil, do: start_training_job, id: no-save, instance_type: ml.m5.xlarge, takes: 9h, max_runtime: 1h}
)";
  const auto [billed, free] = both(text, "save_window_is_billed", "yes", "no");
  for (const Play* play : {&billed, &free}) {
    CHECK(play->fate("saves") == "stopped: max_runtime SM-5 at 1h1m30s");
    CHECK(play->fate("too-slow") == "stopped: max_runtime SM-5 at 1h2m");
    CHECK(play->job_cost("no-save") == "0.23");
  }
  CHECK(billed.job_cost("saves") == "0.23575");
  CHECK(billed.job_cost("too-slow") == "0.237666667");
  CHECK(free.job_cost("saves") == "0.23");
  CHECK(free.job_cost("too-slow") == "0.23");
}

TEST_CASE("B-23: Glue knows no quota of sessions, or one of 25") {
  std::string text = R"(
users: {gil: {}, hal: {}}
settings: {glue: {background_sessions: true}}
timeline:
  - {at: 0h, user: gil, do: sign_in}
  - {at: 0h, user: hal, do: sign_in}
)";
  for (int i = 1; i <= 26; ++i) {
    text += "  - {at: 0h, user: " + std::string(i % 2 == 0 ? "gil" : "hal") + ", do: start_session, id: s" +
            std::to_string(i) + ", service: glue, workers: 1}\n";
  }
  text += "  - {at: 0h, user: gil, do: start_glue_job, id: job, takes: 1h}\n";
  text += "  - {at: 1h, session: s1, do: stop_session}\n";
  text += "  - {at: 1h, user: gil, do: start_session, id: in-its-place, service: glue, workers: 1}\n";
  const auto [none, limited] = both(text, "glue_session_quota", "none", "25");
  CHECK(none.identity_of_session("s26") == "background_session");
  CHECK(limited.identity_of_session("s25") == "background_session");
  CHECK(limited.session_end("s26") == "rejected: quota_exceeded GLUE-10 at 0s");
  CHECK(limited.session_cost("s26") == "0.00");
  CHECK(limited.fate("job") == "completed at 1h");  // it is no session
  CHECK(limited.identity_of_session("in-its-place") == "background_session");
  const Play set(text, PlayOptions{.assumptions = {{"glue_session_quota", "25"}},
                                   .settings = {{"glue.session_quota", "26"}}});
  CHECK(set.identity_of_session("s26") == "background_session");
}

TEST_CASE("B-27: an M-DPU has a price of its own, or that of a DPU") {
  const std::string text = R"(
users: {gil: {}}
timeline:
  - {at: 0h, user: gil, do: sign_in}
  - {at: 0h, user: gil, do: start_session, id: memory, service: glue, worker_type: R.1X, workers: 2}
  - {at: 0h, user: gil, do: start_session, id: plain, service: glue, worker_type: G.1X, workers: 2}
  - {at: 0h, user: gil, do: start_glue_job, id: job, worker_type: R.2X, workers: 2, takes: 1h}
  - {at: 1h, session: memory, do: stop_session}
  - {at: 1h, session: plain, do: stop_session}
)";
  const auto [listed, as_dpu] = both(text, "memory_worker_price", "listed", "as_dpu");
  CHECK(listed.session_cost("memory") == "1.04");
  CHECK(listed.job_cost("job") == "2.08");
  CHECK(as_dpu.session_cost("memory") == "0.88");
  CHECK(as_dpu.job_cost("job") == "1.76");
  CHECK(listed.session_cost("plain") == "0.88");
  CHECK(as_dpu.session_cost("plain") == "0.88");
}

TEST_CASE("B-29: a job that reads nothing loses its identity like the others, or goes on") {
  const std::string text = R"(
users: {gil: {}, hal: {}}
access:
  s3_access_grants:
    - {user: gil, location: s3://bank/}
timeline:
  - {at: 0h, user: gil, do: sign_in}
  - {at: 0h, user: hal, do: sign_in}
  - {at: 0h, user: gil, do: start_training_job, id: reads-not, instance_type: ml.m5.xlarge, takes: 5h}
  - {at: 0h, user: gil, do: start_processing_job, id: reads-not-2, instance_type: ml.m5.xlarge, takes: 5h}
  - {at: 0h, user: gil, do: start_training_job, id: reads, instance_type: ml.m5.xlarge, takes: 5h,
     reads: {locations: [s3://bank/]}}
  - {at: 0h, admin: set, sagemaker.background_sessions: false}
  - {at: 0h, user: gil, do: start_training_job, id: bound, instance_type: ml.m5.xlarge, takes: 5h}
  - {at: 0h, user: hal, do: start_training_job, id: denied, instance_type: ml.m5.xlarge, takes: 5h}
  - {at: 1h, admin: revoke, user: gil}
  - {at: 2h, user: gil, do: sign_out}
  - {at: 3h, admin: deny, user: hal}
)";
  const auto [loses, goes_on] = both(text, "job_without_reads_loses_identity", "fails", "continues");
  for (const char* name : {"reads-not", "reads-not-2"}) {
    CAPTURE(name);
    CHECK(loses.fate(name) == "failed: background_session_revoked SM-4 at 1h");
    CHECK(goes_on.fate(name) == "completed at 5h");
    CHECK(goes_on.job(name).identity_lost == Instant{1h});
  }
  CHECK(loses.fate("bound") == "failed: signed_out SM-3 at 2h");
  CHECK(goes_on.fate("bound") == "completed at 5h");
  for (const Play* play : {&loses, &goes_on}) {
    CHECK(play->fate("reads") == "failed: background_session_revoked SM-4 at 1h");
    CHECK(play->fate("denied") ==
          "failed: denied_by_policy IDC-15 at 3h");  // that is no loss but a hard stop
  }
}

TEST_CASE(
    "B-30: the session after a kernel restart gets a background session anew, or what was left of the old "
    "one") {
  const std::string text = R"(
users: {gil: {}}
settings: {glue: {background_sessions: true}, identity_center: {background_sessions: {duration: 10h}}}
timeline:
  - {at: 0h, user: gil, do: sign_in}
  - {at: 0h, user: gil, do: start_session, id: old, service: glue, workers: 1}
  - {at: 1h, admin: set, identity_center.background_sessions.duration: 20h}
  - {at: 4h, session: old, do: restart_kernel, id: next}
  - {at: 4h, session: next, do: run, job: cell, takes: 8h, saves_results: true}
  - {at: 6h, session: next, do: restart_kernel, id: last}
)";
  const auto [anew, rest] = both(text, "restarted_kernel_background_session", "new", "keeps_remaining");
  for (const Play* play : {&anew, &rest}) {
    CHECK(play->session_end("old") == "kernel_restarted GLUE-7 at 4h");
    CHECK(play->session_end("next") == "kernel_restarted GLUE-7 at 6h");
    CHECK(play->fate("cell") == "stopped: kernel_restarted GLUE-7 at 6h");
    CHECK(play->results.totals.background_sessions == 3);
  }
  CHECK(anew.session("next").background_duration == 20h);
  CHECK(anew.session_end("last") == "background_session_expired GLUE-8 at 1d2h");
  CHECK(rest.session("next").background_duration == 6h);
  CHECK(rest.session("last").background_duration == 4h);
  CHECK(rest.session_end("last") == "background_session_expired GLUE-8 at 10h");
}

TEST_CASE(
    "B-30: where there was no background session, or it is over, a restart takes the settings of the "
    "moment") {
  const Play play = play_with(R"(
users: {gil: {}}
settings: {identity_center: {background_sessions: {duration: 10h}}}
timeline:
  - {at: 0h, user: gil, do: sign_in}
  - {at: 0h, user: gil, do: start_session, id: bound, service: glue, workers: 1}
  - {at: 0h, user: gil, do: start_session, id: over, service: glue, workers: 1, idle_timeout: 1h}
  - {at: 2h, admin: set, glue.background_sessions: true}
  - {at: 2h, session: bound, do: restart_kernel, id: after-bound}
  - {at: 2h, session: over, do: restart_kernel, id: after-over}
)",
                              "restarted_kernel_background_session", "keeps_remaining");
  CHECK(play.session("after-bound").background_duration == 10h);
  CHECK(play.session("after-over").background_duration == 10h);
}

}  // namespace
}  // namespace outlive::testing
