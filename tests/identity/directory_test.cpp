// Who was what, and who might use what, at a moment.
#include "outlive/directory.hpp"

#include <set>

#include <doctest/doctest.h>

using namespace outlive;
using namespace std::chrono_literals;

namespace {

constexpr Number ana = 0;
constexpr Number bob = 1;
constexpr Number scientists = 0;
constexpr Number night = 1;

Moment at(Duration when, std::uint32_t line = 1) { return {Instant{when}, line}; }

}  // namespace

TEST_CASE("applications have the names of scenario files, each its own") {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < application_count; ++i) {
    const auto application = static_cast<Application>(i);
    CHECK(names.insert(name_of(application)).second);
    CHECK(application_named(name_of(application)) == application);
  }
  CHECK_FALSE(application_named("emr").has_value());
}

TEST_CASE("IDC-13: standing changes at its moment, not at the line before, and calls may come in any order") {
  DirectoryHistory directory;
  directory.set_standing(ana, at(3h), Standing::active);
  directory.set_standing(ana, at(1h, 7), Standing::disabled);
  directory.set_standing(bob, at(2h), Standing::disabled);
  CHECK(directory.standing(ana, at(0s)) == Standing::active);
  CHECK(directory.standing(ana, at(1h, 6)) == Standing::active);
  CHECK(directory.standing(ana, at(1h, 7)) == Standing::disabled);
  CHECK(directory.standing(ana, at(2h)) == Standing::disabled);
  CHECK(directory.standing(ana, at(3h)) == Standing::active);
  CHECK(directory.standing(bob, at(1h)) == Standing::active);
  CHECK(directory.standing(Number{9}, at(9h)) == Standing::active);
}

TEST_CASE("IDC-13: who is deleted stays so") {
  DirectoryHistory directory;
  directory.set_standing(ana, at(1h), Standing::deleted);
  directory.set_standing(ana, at(2h), Standing::active);
  directory.set_standing(ana, at(3h), Standing::disabled);
  for (const Duration when : {1h, 2h, 3h, 4h}) CHECK(directory.standing(ana, at(when)) == Standing::deleted);
}

TEST_CASE("IDC-13: active throughout a time is who was never disabled in it") {
  DirectoryHistory directory;
  directory.set_standing(ana, at(2h), Standing::disabled);
  directory.set_standing(ana, at(3h), Standing::active);
  CHECK(directory.active_throughout(ana, at(0h), at(1h)));
  CHECK_FALSE(directory.active_throughout(ana, at(1h), at(2h)));
  CHECK_FALSE(directory.active_throughout(ana, at(1h), at(9h)));
  CHECK_FALSE(directory.active_throughout(ana, at(2h), at(9h)));
  CHECK(directory.active_throughout(ana, at(3h), at(9h)));
  CHECK(directory.active_throughout(bob, at(0h), at(9h)));
}

TEST_CASE(
    "IDC-14: an application that requires assignments is open to those who have one, alone or by a group") {
  DirectoryHistory directory;
  CHECK(directory.assigned(ana, Application::glue, at(1h)));
  CHECK_FALSE(directory.requires_assignment(Application::glue));
  directory.require_assignment(Application::glue);
  CHECK_FALSE(directory.assigned(ana, Application::glue, at(1h)));
  CHECK(directory.assigned(ana, Application::athena, at(1h)));

  directory.set_assigned(Application::glue, {true, scientists}, at(1h), true);
  directory.set_assigned(Application::glue, {true, scientists}, at(5h), false);
  directory.set_assigned(Application::glue, {false, bob}, at(4h), true);
  directory.set_member(ana, scientists, at(2h), true);
  directory.set_member(ana, scientists, at(4h), false);
  directory.set_member(bob, scientists, at(0h), true);
  CHECK_FALSE(directory.assigned(ana, Application::glue, at(1h)));
  CHECK(directory.assigned(ana, Application::glue, at(2h)));
  CHECK_FALSE(directory.assigned(ana, Application::glue, at(4h)));
  CHECK(directory.assigned(bob, Application::glue, at(1h)));
  CHECK(directory.assigned(bob, Application::glue, at(5h)));
  CHECK(directory.has_assignment(Application::glue, {true, scientists}, at(4h)));
  CHECK_FALSE(directory.has_assignment(Application::glue, {true, scientists}, at(5h)));
  CHECK_FALSE(directory.has_assignment(Application::glue, {false, ana}, at(2h)));
}

TEST_CASE("a group stands for its members, a user for nobody else") {
  DirectoryHistory directory;
  directory.set_member(ana, night, at(1h), true);
  CHECK(directory.stands_for({false, ana}, ana, at(0h)));
  CHECK_FALSE(directory.stands_for({false, ana}, bob, at(0h)));
  CHECK_FALSE(directory.stands_for({true, night}, ana, at(0h)));
  CHECK(directory.stands_for({true, night}, ana, at(1h)));
  CHECK_FALSE(directory.stands_for({true, scientists}, ana, at(1h)));
}

TEST_CASE("IDC-15: a policy denies until it is detached") {
  DirectoryHistory directory;
  directory.set_denied(ana, at(1h), true);
  directory.set_denied(ana, at(2h), false);
  CHECK_FALSE(directory.denied(ana, at(0h)));
  CHECK(directory.denied(ana, at(1h)));
  CHECK_FALSE(directory.denied(ana, at(2h)));
  CHECK_FALSE(directory.denied(bob, at(1h)));
}
