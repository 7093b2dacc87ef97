// Training and processing jobs: rules SM-1 to SM-11, checkpoints and chains of restarts.
#include <doctest/doctest.h>

#include "tests/workload/play.hpp"
#include "tests/workload/scenario_builder.hpp"

namespace outlive::testing {
namespace {

constexpr SkuNumber training = 2;

struct Signed : ScenarioBuilder {
  explicit Signed(Duration horizon = days{60}) : ScenarioBuilder(horizon) { sign_in(0h); }
};

TEST_CASE("SM-1 SM-4: the shorter of MaxRuntime and background session ends the job, each in its own way") {
  Signed builder;
  builder.start_with(Setting::background_session_duration, days{2});
  const Number by_session = builder.start_job(1h, days{9}, {.max_runtime = days{3}});
  const Number by_limit = builder.start_job(1h, days{9}, {.max_runtime = days{1}});
  const Number by_default = builder.start_job(1h, days{9});
  const Number done = builder.start_job(1h, 20h);
  const Results results = builder.play();
  CHECK(results.jobs[by_session].outcome == Outcome::failed);
  CHECK(results.jobs[by_session].cause == Cause::background_session_expired);
  CHECK(results.jobs[by_session].rule == Rule::sm_4);
  CHECK(results.jobs[by_session].state == "Failed");
  CHECK(results.jobs[by_session].ended == at(days{2} + 1h));
  CHECK(results.jobs[by_limit].outcome == Outcome::stopped);
  CHECK(results.jobs[by_limit].state == "MaxRuntimeExceeded");
  CHECK(results.jobs[by_default].ended == at(days{1} + 1h));
  CHECK(results.jobs[done].outcome == Outcome::completed);
  CHECK(results.jobs[done].survived);
  CHECK_FALSE(results.jobs[done].unseen);
}

TEST_CASE("SM-1: waiting for instances eats the background session, not MaxRuntime (B-12)") {
  Signed builder;
  builder.start_with(Setting::background_session_duration, days{2});
  const Number waits = builder.start_job(0h, 20h, {.start_up = 30h, .max_runtime = 20h});
  const Number never_started = builder.start_job(0h, 20h, {.start_up = days{3}});
  const Results results = builder.play();
  CHECK(results.jobs[waits].started == at(30h));
  CHECK(results.jobs[waits].ended == at(48h));
  CHECK(results.jobs[waits].cause == Cause::background_session_expired);
  CHECK(results.jobs[never_started].ended == at(48h));
  CHECK(results.jobs[never_started].started == never);
  CHECK(results.jobs[never_started].lines.empty());  // nothing is billed before it works
}

TEST_CASE("SM-2 SM-3: without background sessions the job fails with its sign-in, however that ends") {
  for (const Cause cause :
       {Cause::signed_out, Cause::interactive_session_expired, Cause::interactive_session_ended}) {
    Signed builder;
    builder.start_with(Setting::sagemaker_background_sessions, 0);
    const Number job = builder.start_job(1h, 20h);
    const Number processing = builder.start_job(1h, 20h, {.service = ServiceType::processing_job});
    const Number quick = builder.start_job(1h, 1h);
    if (cause == Cause::signed_out) builder.sign_out(4h);
    if (cause == Cause::interactive_session_ended) builder.end_interactive(4h);
    const Results results = builder.play();
    for (const Number each : {job, processing}) {
      CHECK(results.jobs[each].outcome == Outcome::failed);
      CHECK(results.jobs[each].cause == cause);
      CHECK(results.jobs[each].rule == Rule::sm_3);
      CHECK(results.jobs[each].ended == at(cause == Cause::interactive_session_expired ? 8h : 4h));
      CHECK(results.jobs[each].identity == Identity::interactive_session);
    }
    CHECK(results.jobs[quick].outcome == Outcome::completed);
  }
}

TEST_CASE(
    "SM-5: MaxRuntime counts from when the instances run, the save window is billed and decides what is "
    "kept") {
  const auto play = [](Duration saves_in) {
    Signed builder;
    const Number job = builder.start_job(1h, 30h, {.start_up = 1h, .max_runtime = 10h, .saves_in = saves_in});
    Results results = builder.play();
    CHECK(results.jobs[job].outcome == Outcome::stopped);
    CHECK(results.jobs[job].cause == Cause::max_runtime);
    CHECK(results.jobs[job].rule == Rule::sm_5);
    CHECK(results.jobs[job].state == "MaxRuntimeExceeded");
    const UsageLine& line = results.lines[results.jobs[job].lines.first];
    CHECK(line.from == at(2h));
    CHECK(line.until == results.jobs[job].ended);
    CHECK(line.usage.total() == (line.until - line.from).count());
    return results.jobs[job];
  };
  CHECK(play(0s).ended == at(12h));
  CHECK(play(0s).kept == 0h);
  CHECK(play(45s).ended == at(12h + 45s));
  CHECK(play(45s).kept == 10h);
  CHECK(play(45s).worked == 10h + 45s);
  CHECK(play(120s).ended == at(12h + 120s));
  CHECK(play(120s).kept == 10h);
  CHECK(play(121s).ended == at(12h + 120s));  // cut off
  CHECK(play(121s).kept == 0h);
}

TEST_CASE("SM-5: a processing job has no save window") {
  Signed builder;
  const Number job = builder.start_job(
      1h, 30h, {.service = ServiceType::processing_job, .max_runtime = 10h, .saves_in = 45s});
  const Results results = builder.play();
  CHECK(results.jobs[job].ended == at(11h));
  CHECK(results.jobs[job].state == "Stopped");
  CHECK(results.jobs[job].kept == 0h);
}

TEST_CASE("SM-5: a job that is told to stop before it works stops at once and costs nothing") {
  Signed builder;
  const Number job = builder.start_job(1h, 30h, {.start_up = 1h, .checkpoint_every = 10s, .saves_in = 100s});
  builder.stop_job(1h + 30min, job);
  const Results results = builder.play();
  CHECK(results.jobs[job].ended == at(1h + 30min));
  CHECK(results.jobs[job].started == never);
  CHECK(results.jobs[job].state == "Stopped");
  CHECK(results.lines.empty());
}

TEST_CASE(
    "SM-5: told to stop in the instant in which it starts, a job keeps nothing of the time it spent saving") {
  Signed builder;
  const Number job = builder.start_job(1h, 30h, {.checkpoint_every = 10s, .saves_in = 130s});
  builder.stop_job(1h, job);
  const Results results = builder.play();
  CHECK(results.jobs[job].started == at(1h));
  CHECK(results.jobs[job].worked == 120s);
  CHECK(results.jobs[job].kept == 0s);
}

TEST_CASE("SM-5 SM-4: the end that began first counts: session lost while saving, told to stop twice") {
  Signed builder;
  builder.start_with(Setting::background_session_duration, 10h + 30s);
  const Number job = builder.start_job(1h, 30h, {.max_runtime = 10h, .saves_in = 60s});
  builder.stop_job(11h + 20s, job);
  const Results results = builder.play();
  CHECK(results.jobs[job].cause == Cause::max_runtime);
  CHECK(results.jobs[job].ended == at(11h + 60s));
  CHECK(results.jobs[job].kept == 10h);
}

TEST_CASE("SM-5 SM-4: a loss that was on its way when a job began to save does not fail it either") {
  const Play play(R"(
assumptions: {stop_latency: documented_bound}
users: {ann: {}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: start_training_job, id: t, instance_type: ml.m5.xlarge, takes: 20h, max_runtime: 6h, saves_in: 60s}
  - {at: 5h45m20s, admin: revoke, user: ann}
)");
  CHECK(play.job("t").cause == Cause::max_runtime);
  CHECK(play.job("t").worked == 6h + 60s);
  CHECK(play.job("t").kept == 6h);
}

TEST_CASE("SM-6: a training job lives thirty days in all, with its save window") {
  Signed builder;
  builder.start_with(Setting::background_session_duration, days{90});
  const Number job =
      builder.start_job(1h, days{40}, {.start_up = days{5}, .max_runtime = days{28}, .saves_in = 60s});
  const Number saves = builder.start_job(
      1h, days{40},
      {.start_up = days{5}, .max_runtime = days{28}, .checkpoint_every = days{10}, .saves_in = 60s});
  builder.stop_job(1h + days{30} - 20s, saves);
  const Results results = builder.play();
  CHECK(results.jobs[job].cause == Cause::total_runtime);
  CHECK(results.jobs[job].rule == Rule::sm_6);
  CHECK(results.jobs[job].ended == at(1h + days{30}));
  CHECK(results.jobs[job].kept == 0s);  // there was no time to save
  CHECK(results.jobs[job].outcome == Outcome::stopped);
  CHECK(results.jobs[saves].cause == Cause::stopped_by_user);
  CHECK(results.jobs[saves].ended == at(1h + days{30}));
  CHECK(results.jobs[saves].kept == days{20});  // its last checkpoint
}

TEST_CASE("SM-7: a job that runs keeps its background session when the setting is switched off") {
  Signed builder;
  const Number job = builder.start_job(1h, 20h);
  builder.set(2h, Setting::sagemaker_background_sessions, 0);
  builder.set(2h, Setting::background_sessions_enabled, 0);
  builder.sign_out(3h);
  CHECK(builder.play().jobs[job].outcome == Outcome::completed);
}

TEST_CASE(
    "SM-8: identity propagation switched off: running jobs keep their sessions, new ones use their role") {
  Signed builder;
  builder.set(1h, Setting::sagemaker_background_sessions, 0);
  const Number bound = builder.start_job(1h, 20h);
  builder.set(1h, Setting::sagemaker_background_sessions, 1);
  const Number before = builder.start_job(1h, 20h);
  builder.set(2h, Setting::sagemaker_identity_propagation, 0);
  const Number after_it = builder.start_job(2h, 20h);
  builder.sign_out(3h);
  const Results results = builder.play();
  CHECK(results.jobs[bound].cause == Cause::signed_out);
  CHECK(results.jobs[before].identity == Identity::background_session);
  CHECK(results.jobs[before].outcome == Outcome::completed);
  CHECK(results.jobs[after_it].identity == Identity::role);
  CHECK(results.jobs[after_it].outcome == Outcome::completed);
}

TEST_CASE("SM-9: identity propagation switched on takes effect after the app's restart and a new sign-in") {
  ScenarioBuilder builder;
  builder.start_with(Setting::sagemaker_identity_propagation, 0);
  const auto identities = [&] {
    std::vector<Identity> found;
    for (const JobResult& job : builder.play().jobs) found.push_back(job.identity);
    return found;
  };
  builder.sign_in(0h);
  const Number app = builder.open_app(1h);
  builder.set(2h, Setting::sagemaker_identity_propagation, 1);
  builder.start_job(3h, 1h, {.app = app});
  builder.sign_out(4h);
  builder.sign_in(4h);
  builder.start_job(5h, 1h, {.app = app});  // a new sign-in, the old app
  builder.restart_app(6h, app);
  builder.start_job(7h, 1h, {.app = app});
  CHECK(identities() == std::vector<Identity>{Identity::role, Identity::role, Identity::background_session});
}

TEST_CASE("SM-9: the app's restart alone is not enough, nor does another domain's switch count") {
  ScenarioBuilder builder(days{30}, 2);
  builder.start_with(Setting::sagemaker_identity_propagation, 0);
  builder.put_in_domain(1, 1);
  builder.sign_in(0h);
  builder.sign_in(0h, 1);
  const Number app = builder.open_app(1h);
  builder.set(2h, Setting::sagemaker_identity_propagation, 1, 1);
  builder.restart_app(3h, app);
  builder.start_job(4h, 1h, {.app = app});
  builder.sign_out(5h, 1);
  builder.sign_in(5h, 1);
  const Number other = builder.start_job(6h, 1h, {.user = 1});
  const Results results = builder.play();
  CHECK(results.jobs[0].identity == Identity::role);
  CHECK(results.jobs[other].identity == Identity::background_session);
}

TEST_CASE("SM-10: without identity propagation a job depends on no session of the user") {
  Signed builder;
  builder.start_with(Setting::sagemaker_identity_propagation, 0);
  builder.start_with(Setting::background_session_duration, 1h);
  const Number job = builder.start_job(1h, 20h);
  builder.sign_out(2h);
  builder.revoke_all(3h);
  const Results results = builder.play();
  CHECK(results.jobs[job].outcome == Outcome::completed);
  CHECK(results.jobs[job].survived);
  CHECK(results.ineffective.size() == 1);
}

TEST_CASE(
    "SM-11: a job starts again from its last checkpoint, and what that kept shares the fate of the last") {
  for (const bool finishes : {true, false}) {
    CAPTURE(finishes);
    Signed builder;
    builder.start_with(Setting::background_session_duration, 10h);
    builder.start_with(Setting::interactive_session_duration, days{60});
    const Number first = builder.start_job(0h, 25h, {.checkpoint_every = 3h});
    const Number second = builder.restart_job(12h, first);
    const Number third = builder.restart_job(24h, second);
    if (!finishes) builder.stop_job(25h, third);
    const Results results = builder.play();
    CHECK(results.jobs[first].kept == 9h);
    CHECK(results.jobs[first].continued_by == second);
    CHECK(results.jobs[second].takes == 16h);
    CHECK(results.jobs[second].kept == 9h);
    CHECK(results.jobs[third].takes == 7h);
    CHECK(results.jobs[third].outcome == (finishes ? Outcome::completed : Outcome::stopped));
    const Cells<std::int64_t>& usage = results.totals.usage[training];
    const Duration useful = finishes ? 25h : 0h;
    CHECK(usage.bucket(Bucket::useful) == useful.count());
    CHECK(usage.bucket(Bucket::lost) == Duration{finishes ? 2h : 21h}.count());
  }
}

TEST_CASE("SM-11: kept work is unfinished while the job that goes on with it still runs, lost if none does") {
  Signed builder(11h);
  builder.start_with(Setting::background_session_duration, 2h);
  const Number first = builder.start_job(0h, 25h, {.checkpoint_every = 1h});
  builder.set(3h, Setting::background_session_duration, 50h);
  const Number second = builder.restart_job(3h, first);
  const Results results = builder.play();
  CHECK(results.jobs[second].outcome == Outcome::running);
  CHECK(results.totals.usage[training].bucket(Bucket::unfinished) == Duration{2h + 8h}.count());

  Signed alone;
  alone.start_with(Setting::background_session_duration, 2h);
  alone.start_job(0h, 25h, {.checkpoint_every = 1h});
  CHECK(alone.play().totals.usage[training].bucket(Bucket::lost) == Duration{2h}.count());
}

TEST_CASE("SM-11: kept work is split by attendance as it was done") {
  Signed builder;
  builder.start_with(Setting::background_session_duration, 10h);
  const Number first = builder.start_job(0h, 25h, {.checkpoint_every = 4h});
  builder.sign_out(2h);
  builder.sign_in(5h);
  builder.sign_out(6h);
  builder.sign_in(20h);
  builder.set(20h, Setting::background_session_duration, 50h);
  builder.restart_job(20h, first);
  const Results results = builder.play();
  const Cells<std::int64_t>& usage = results.totals.usage[training];
  CHECK(usage.at(Bucket::useful, Attendance::attended) == Duration{2h + 1h + 8h}.count());
  CHECK(usage.at(Bucket::useful, Attendance::background) == Duration{5h + 9h}.count());
  CHECK(usage.at(Bucket::lost, Attendance::background) == Duration{2h}.count());
}

TEST_CASE(
    "SM-11: what runs, is still saving, has completed, was rejected or goes on already cannot be restarted") {
  Signed builder;
  builder.start_with(Setting::interactive_session_duration, days{60});
  const Number running = builder.start_job(1h, 20h);
  const Number saving = builder.start_job(1h, 20h, {.max_runtime = 1h, .saves_in = 100s});
  const Number of_running = builder.restart_job(2h, running);
  const Number of_saving = builder.restart_job(2h + 99s, saving);
  const Number of_rejected = builder.restart_job(3h, of_running);
  const Number of_saved = builder.restart_job(3h, saving);
  const Number twice = builder.restart_job(4h, saving);
  const Number of_completed = builder.restart_job(30h, running);
  const Number session = builder.start_session(30h);
  const Number statement = builder.run(30h, session, 1h);
  builder.stop_session(30h, session);
  const Number of_statement = builder.restart_job(31h, statement);
  const Results results = builder.play();
  for (const Number each : {of_running, of_saving, of_rejected, twice, of_completed, of_statement}) {
    CAPTURE(each);
    CHECK(results.jobs[each].outcome == Outcome::rejected);
    CHECK(results.jobs[each].cause == Cause::not_restartable);
  }
  CHECK(results.jobs[of_saved].takes == 19h);
  CHECK(results.jobs[running].outcome == Outcome::completed);
}

TEST_CASE("SM-11: a restart that is refused leaves the job to be restarted later") {
  ScenarioBuilder builder;
  const Number first_sign_in = builder.sign_in(0h);
  const Number job = builder.start_job(1h, 20h, {.checkpoint_every = 1h});
  builder.revoke_job(4h + 30min, job);
  builder.sign_out(5h, 0, first_sign_in);
  const Number refused = builder.restart_job(6h, job);
  builder.sign_in(7h);
  const Number accepted = builder.restart_job(8h, job);
  const Results results = builder.play();
  CHECK(results.jobs[refused].cause == Cause::not_signed_in);
  CHECK(results.jobs[accepted].takes == 17h);
  CHECK(results.jobs[accepted].outcome == Outcome::completed);
  CHECK(results.jobs[job].continued_by == accepted);
}

TEST_CASE("SM-5: seven days of ml.g5.xlarge cost 236.544 USD") {
  Signed builder;
  builder.start_with(Setting::background_session_duration, days{90});
  const Number job = builder.start_job(0h, days{7}, {.max_runtime = days{28}});
  const Results results = builder.play();
  CHECK(results.jobs[job].outcome == Outcome::completed);
  CHECK(results.totals.cost_of_all().total().nanos() == 236'544'000'000);
}

}  // namespace
}  // namespace outlive::testing
