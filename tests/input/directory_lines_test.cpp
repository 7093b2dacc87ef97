// Groups, assignments and grants, and what administrators change of them.
#include <string>
#include <vector>

#include "tests/input/load_text.hpp"

using namespace outlive;
using namespace outlive::testing;
using namespace std::chrono_literals;

namespace {

constexpr Number ana = 0;
constexpr Number bob = 1;

const std::string people =
    "users: {ana: {groups: [Scientists, Night]}, bob: {groups: [Scientists]}, cem: {}}\n"
    "assignments:\n"
    "  glue: {groups: [Scientists], users: [cem]}\n"
    "  athena: {}\n"
    "timeline:\n"
    "  - {at: 0m, user: ana, do: sign_in}\n";

/// `line` is line 11 of the file.
Scenario with_line(const std::string& line, const std::vector<Override>& overrides = {}) {
  return loaded(people + "  - " + line + "\n", overrides);
}
Moment at(Duration offset, std::uint32_t line = 11) { return {Instant{offset}, line}; }

/// What administrators did, without the sign-in of line 10.
std::vector<Action> actions_of(const Scenario& scenario) {
  return {scenario.actions.begin() + 1, scenario.actions.end()};
}

}  // namespace

TEST_CASE("groups are numbered as they are mentioned, and have their members from the beginning") {
  const Scenario scenario = loaded(people);
  CHECK(scenario.groups == std::vector<std::string>{"Scientists", "Night"});
  CHECK(scenario.users[ana].groups == scenario.groups);
  CHECK(scenario.directory.member(ana, 0, at(0s, 1)));
  CHECK(scenario.directory.member(ana, 1, at(0s, 1)));
  CHECK_FALSE(scenario.directory.member(bob, 1, at(0s, 1)));
}

TEST_CASE("IDC-14: what is not listed under assignments is open to all") {
  const DirectoryHistory directory = loaded(people).directory;
  for (const Number user : {ana, bob, Number{2}}) {
    CHECK(directory.assigned(user, Application::glue, at(0s, 1)));
    CHECK_FALSE(directory.assigned(user, Application::athena, at(0s, 1)));
    CHECK(directory.assigned(user, Application::sagemaker, at(0s, 1)));
  }
}

TEST_CASE("IDC-13: disabling, enabling and deleting a user") {
  const Scenario disabled = with_line("{at: 1h, admin: disable_user, user: bob}");
  const std::vector<Action> actions = actions_of(disabled);
  REQUIRE(actions.size() == 1);
  CHECK(actions[0].verb == Verb::disable_user);
  CHECK(actions[0].user == bob);
  CHECK(actions[0].at == Instant{1h});
  CHECK(actions[0].line == 11);
  CHECK(disabled.directory.standing(bob, at(1h, 10)) == Standing::active);
  CHECK(disabled.directory.standing(bob, at(1h)) == Standing::disabled);

  const Scenario deleted = with_line("{at: 1h, admin: delete_user, user: bob}");
  CHECK(actions_of(deleted).at(0).verb == Verb::delete_user);
  CHECK(deleted.directory.standing(bob, at(2h)) == Standing::deleted);

  const Scenario enabled = loaded(people +
                                  "  - {at: 1h, admin: disable_user, user: bob}\n"
                                  "  - {at: 2h, admin: enable_user, user: bob}\n");
  CHECK(actions_of(enabled).size() == 1);
  CHECK(enabled.directory.standing(bob, at(2h)) == Standing::disabled);
  CHECK(enabled.directory.standing(bob, at(2h, 12)) == Standing::active);
}

TEST_CASE("B-26: what happens in the directory takes effect after the delay in force at its line") {
  const Scenario scenario = loaded("settings: {identity_center: {scim_delay: 40m}}\n" + people +
                                   "  - {at: 1h, admin: disable_user, user: bob}\n"
                                   "  - {at: 70m, admin: deny, user: ana}\n"
                                   "  - {at: 80m, admin: set, identity_center.scim_delay: 0m}\n"
                                   "  - {at: 90m, admin: remove_from_group, user: ana, group: Night}\n");
  CHECK(scenario.directory.standing(bob, at(100min, 11)) == Standing::active);
  CHECK(scenario.directory.standing(bob, at(100min, 12)) == Standing::disabled);
  const std::vector<Action> actions = actions_of(scenario);
  REQUIRE(actions.size() == 3);
  CHECK(actions[0].verb == Verb::deny_user);
  CHECK(actions[0].at == Instant{70min});
  CHECK(actions[1].verb == Verb::disable_user);
  CHECK(actions[1].at == Instant{100min});
  CHECK(actions[1].line == 12);
  CHECK(actions[2].verb == Verb::leave_group);
  CHECK(actions[2].at == Instant{100min});  // behind what was told before it
  CHECK(actions[2].line == 15);
}

TEST_CASE(
    "B-26: an earlier disabling does not overtake a later enabling, in whatever order the file has them") {
  const std::string disable = "  - {at: 1h, admin: disable_user, user: bob}\n";
  const std::string sooner = "  - {at: 70m, admin: set, identity_center.scim_delay: 0m}\n";
  const std::string enable = "  - {at: 80m, admin: enable_user, user: bob}\n";
  const std::string later = "  - {at: 2h, admin: remove_from_group, user: ana, group: Night}\n";
  for (const std::string& lines : {disable + sooner + enable + later, enable + later + sooner + disable}) {
    const Scenario scenario = loaded("settings: {identity_center: {scim_delay: 40m}}\n" + people + lines);
    constexpr std::uint32_t behind_all = 100;
    CHECK(scenario.directory.standing(bob, at(100min, 1)) == Standing::active);
    CHECK(scenario.directory.standing(bob, at(100min, behind_all)) == Standing::active);
    CHECK_FALSE(scenario.directory.active_throughout(bob, at(99min), at(100min, behind_all)));
    CHECK(scenario.directory.member(ana, 1, at(2h, 1)));
    CHECK_FALSE(scenario.directory.member(ana, 1, at(2h, behind_all)));  // nothing holds it back any more
  }
}

TEST_CASE("IDC-14: leaving and joining a group") {
  const Scenario left = with_line("{at: 1h, admin: remove_from_group, user: ana, group: Scientists}");
  const std::vector<Action> actions = actions_of(left);
  REQUIRE(actions.size() == 1);
  CHECK(actions[0].verb == Verb::leave_group);
  CHECK(actions[0].user == ana);
  CHECK(actions[0].object == 0);
  CHECK_FALSE(left.directory.member(ana, 0, at(1h)));
  CHECK_FALSE(left.directory.assigned(ana, Application::glue, at(1h)));
  CHECK(left.directory.assigned(bob, Application::glue, at(1h)));

  const Scenario joined = with_line("{at: 1h, admin: add_to_group, user: bob, group: Night}");
  CHECK(actions_of(joined).empty());
  CHECK(joined.directory.member(bob, 1, at(1h)));
}

TEST_CASE("IDC-14: a group that loses its assignment is an action for each of its members") {
  const Scenario scenario =
      loaded(people +
             "  - {at: 1h, admin: remove_from_group, user: bob, group: Scientists}\n"
             "  - {at: 1h, admin: add_to_group, user: cem, group: Scientists}\n"
             "  - {at: 2h, admin: remove_assignment, service: glue, group: Scientists}\n");
  std::vector<Number> users;
  for (const Action& action : scenario.actions) {
    if (action.verb != Verb::remove_assignment) continue;
    CHECK(action.object == static_cast<Number>(Application::glue));
    CHECK(action.at == Instant{2h});
    users.push_back(action.user);
  }
  CHECK(users == std::vector<Number>{ana, 2});
  CHECK_FALSE(scenario.directory.assigned(ana, Application::glue, at(2h, 13)));
  CHECK(scenario.directory.assigned(2, Application::glue, at(2h, 13)));  // in person
}

TEST_CASE("IDC-14: a user who is given an assignment") {
  const Scenario scenario = with_line("{at: 1h, admin: add_assignment, service: athena, user: bob}");
  CHECK(actions_of(scenario).empty());
  CHECK_FALSE(scenario.directory.assigned(bob, Application::athena, at(1h, 10)));
  CHECK(scenario.directory.assigned(bob, Application::athena, at(1h)));
}

TEST_CASE("IDC-15: a policy denies from its line until another allows") {
  const Scenario scenario = loaded(people +
                                       "  - {at: 1h, admin: deny, user: bob}\n"
                                       "  - {at: 2h, admin: allow, user: bob}\n",
                                   {{"identity_center.scim_delay", "40m"}});
  CHECK(actions_of(scenario).size() == 1);
  CHECK(scenario.directory.denied(bob, at(1h)));
  CHECK_FALSE(scenario.directory.denied(bob, at(2h, 12)));
}

TEST_CASE("IDC-13: the sign-ins of a user who is disabled are over, so a line need not say which it means") {
  const std::string lines =
      "  - {at: 1m, user: ana, do: sign_in, id: second}\n"
      "  - {at: 1h, admin: disable_user, user: ana}\n"
      "  - {at: 90m, user: ana, do: sign_in, id: refused}\n"
      "  - {at: 2h, admin: enable_user, user: ana}\n"
      "  - {at: 3h, user: ana, do: sign_in, id: third}\n"
      "  - {at: 4h, user: ana, do: start_session, id: etl, service: glue}\n";
  loaded(people + lines);
  const LoadResult late = load_behind_head(people + lines, {{"identity_center.scim_delay", "4h"}});
  CHECK_FALSE(late.scenario.has_value());
}
