#include "sim/study/offboarding.hpp"

#include <doctest/doctest.h>

#include "outlive/expectation.hpp"
#include "sim/study/quantities.hpp"
#include "tests/output/sample.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

// One user at work: a session with two statements, and two jobs. An act at 10 h.
struct Leaver {
  Sample sample;

  Leaver() {
    Scenario& scenario = sample.scenario;
    scenario.horizon = at(3 * day);
    scenario.domains = {""};
    scenario.users = {{"hugo", {}, general_domain}, {"iris", {}, general_domain}};
    scenario.works = {{.service = ServiceType::glue_session}, {.service = ServiceType::training_job}};
    scenario.sessions = {{"etl", 0, 0, {}}};
    scenario.jobs = {{"query", 0, no_number, 0, no_number, 1},
                     {"done", 0, no_number, 0, no_number, 2},
                     {"train", 0, 1, no_number, no_number, 3},
                     {"hers", 1, 1, no_number, no_number, 4}};
    sample.results.sessions = {
        {.identity = Identity::background_session, .created = at({}), .state = "STOPPED"}};
    for (std::size_t i = 0; i < scenario.jobs.size(); ++i) {
      sample.results.jobs.push_back({.outcome = Outcome::stopped,
                                     .identity = Identity::background_session,
                                     .submitted = at({}),
                                     .needs = {},
                                     .state = {}});
    }
    complete(1, 5 * hour);
    complete(3, 20 * hour);
  }

  void complete(Number job, Duration when) {
    sample.results.jobs[job].outcome = Outcome::completed;
    sample.results.jobs[job].cause = Cause::done;
    sample.results.jobs[job].ended = at(when);
  }
  void act(Verb verb, Number user = 0, Number subject = no_number, Number object = no_number,
           Duration when = 10 * hour, std::uint32_t line = 12) {
    sample.scenario.actions.push_back(
        {.at = at(when), .line = line, .user = user, .subject = subject, .object = object, .verb = verb});
  }
  void lose(Number job, Cause cause, Duration when, Duration ended) {
    lose(sample.results.jobs[job], cause, when, ended);
  }
  void lose_session(Cause cause, Duration when, Duration ended) {
    lose(sample.results.sessions[0], cause, when, ended);
  }
  template <class Result>
  void lose(Result& result, Cause cause, Duration when, Duration ended) {
    result.cause = cause;
    result.identity_lost = at(when);
    result.ended = at(ended);
  }
  [[nodiscard]] std::vector<study::Offboarding> all() const {
    return study::offboardings(sample.scenario, sample.results);
  }
};

}  // namespace

TEST_CASE("IDC-11: what a revocation ended, how long the last of it took, and until when credentials live") {
  Leaver leaver;
  leaver.act(Verb::revoke);
  leaver.lose_session(Cause::background_session_revoked, 10 * hour, 10 * hour + 5 * minute);
  leaver.lose(0, Cause::background_session_revoked, 10 * hour, 10 * hour + 5 * minute);
  leaver.lose(2, Cause::background_session_revoked, 10 * hour, 10 * hour + 15 * minute);
  leaver.sample.results.jobs[0].credentials_until = at(10 * hour + 40 * minute);
  leaver.sample.results.jobs[1].credentials_until = at(11 * hour);  // of a statement that was done
  const auto all = leaver.all();
  REQUIRE(all.size() == 1);
  CHECK(all[0].act == "revoke");
  CHECK(all[0].moment.line == 12);
  CHECK(all[0].jobs == 2);
  CHECK(all[0].sessions == 1);
  CHECK(all[0].last_stop == at(10 * hour + 15 * minute));
  CHECK(all[0].takes() == 15 * minute);
  CHECK(all[0].last_credential == at(11 * hour));
}

TEST_CASE("IDC-11: a revocation that names its work answers for nothing else") {
  Leaver leaver;
  leaver.act(Verb::revoke, 0, no_number, 2);
  leaver.act(Verb::revoke, 0, 0, no_number, 10 * hour, 13);
  leaver.lose_session(Cause::background_session_revoked, 10 * hour, 10 * hour);
  leaver.lose(0, Cause::background_session_revoked, 10 * hour, 10 * hour);
  leaver.lose(2, Cause::background_session_revoked, 10 * hour, 10 * hour);
  const auto all = leaver.all();
  REQUIRE(all.size() == 2);
  CHECK(all[0].jobs == 1);
  CHECK(all[0].sessions == 0);
  CHECK(all[1].jobs == 1);
  CHECK(all[1].sessions == 1);
}

TEST_CASE("IDC-13: what is noticed at a refresh counts for half an hour, a revocation only at once") {
  Leaver leaver;
  leaver.act(Verb::disable_user);
  leaver.lose(2, Cause::user_disabled, 10 * hour + 30 * minute, 10 * hour + 45 * minute);
  CHECK(leaver.all()[0].jobs == 1);
  leaver.lose(2, Cause::user_disabled, 10 * hour + 31 * minute, 10 * hour + 45 * minute);
  CHECK(leaver.all()[0].jobs == 0);

  Leaver revoked;
  revoked.act(Verb::revoke);
  revoked.lose(2, Cause::background_session_revoked, 10 * hour + minute, 10 * hour + minute);
  CHECK(revoked.all()[0].jobs == 0);
  CHECK(revoked.all()[0].last_stop == never);
  CHECK(revoked.all()[0].takes() == Duration::zero());
}

TEST_CASE(
    "IDC-14: a group's assignment is one act against several, and may take two hours by the older page") {
  Leaver leaver;
  leaver.act(Verb::remove_assignment, 0, no_number, 0);
  leaver.act(Verb::remove_assignment, 1, no_number, 0);
  leaver.lose(2, Cause::assignment_removed, 11 * hour, 11 * hour);
  leaver.lose(3, Cause::assignment_removed, 10 * hour, 10 * hour);
  auto all = leaver.all();
  REQUIRE(all.size() == 1);
  CHECK(all[0].users == std::vector<Number>{0, 1});
  CHECK(all[0].jobs == 1);
  leaver.sample.scenario.assumptions.choose(Assumption::access_removal, 1);
  CHECK(leaver.all()[0].jobs == 2);
}

TEST_CASE("offboarding: refused starts, other people's work and acts beyond the horizon count for nothing") {
  Leaver leaver;
  CHECK(leaver.all().empty());
  leaver.act(Verb::deny_user);
  leaver.act(Verb::delete_user, 0, no_number, no_number, 4 * day, 14);
  leaver.lose(2, Cause::denied_by_policy, 10 * hour, 10 * hour);
  leaver.sample.results.jobs[2].outcome = Outcome::rejected;
  leaver.lose(3, Cause::denied_by_policy, 10 * hour, 10 * hour);
  const auto all = leaver.all();
  REQUIRE(all.size() == 1);
  CHECK(all[0].jobs == 0);
  CHECK(all[0].last_credential == never);
}

TEST_CASE("offboarding: quantities over all acts") {
  Leaver leaver;
  leaver.act(Verb::revoke);
  leaver.lose(2, Cause::background_session_revoked, 10 * hour, 10 * hour + 15 * minute);
  leaver.sample.results.jobs[2].credentials_until = at(11 * hour);
  const auto read = [&](const char* key) {
    const auto quantity = study::find_quantity(leaver.sample.scenario, key);
    CAPTURE(key);
    REQUIRE(quantity);
    return quantity->read(leaver.sample.scenario, leaver.sample.results);
  };
  CHECK(read("offboarding.last_stop").ticks == (10 * hour + 15 * minute).count());
  CHECK(read("offboarding.takes").ticks == (15 * minute).count());
  CHECK(read("offboarding.last_credential").ticks == (11 * hour).count());
  CHECK(read("offboarding.jobs").numerator == 1);
  CHECK(read("offboarding.sessions").numerator == 0);
  CHECK(study::nearest_quantity(leaver.sample.scenario, "offboarding.last_stopp") == "offboarding.last_stop");
}
