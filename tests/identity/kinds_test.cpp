// The state in which a sign-in or a background session ends is what `explain` and the audit log call its end.
#include "sim/identity/kinds.hpp"

#include <string_view>

#include <doctest/doctest.h>

namespace outlive::testing {
namespace {

std::string_view state_after(const lifetime::Kind& kind, Cause cause) {
  return kind.states[kind.ending(cause).state].name;
}

}  // namespace

TEST_CASE("kinds: a background session is expired, revoked or finished, as its end was") {
  const lifetime::Kind& kind = identity::background_session_kind;
  CHECK(state_after(kind, Cause::background_session_expired) == "EXPIRED");
  CHECK(state_after(kind, Cause::background_session_revoked) == "REVOKED");
  CHECK(state_after(kind, Cause::user_disabled) == "REVOKED");
  CHECK(state_after(kind, Cause::user_deleted) == "REVOKED");
  CHECK(state_after(kind, Cause::assignment_removed) == "REVOKED");
  CHECK(state_after(kind, Cause::work_ended) == "FINISHED");
  CHECK(state_after(kind, Cause::done) == "FINISHED");
}

TEST_CASE("kinds: a sign-in is expired, signed out or ended, as its end was") {
  const lifetime::Kind& kind = identity::interactive_session_kind;
  CHECK(state_after(kind, Cause::interactive_session_expired) == "EXPIRED");
  CHECK(state_after(kind, Cause::signed_out) == "SIGNED_OUT");
  CHECK(state_after(kind, Cause::interactive_session_ended) == "ENDED");
  CHECK(state_after(kind, Cause::user_disabled) == "ENDED");
  CHECK(state_after(kind, Cause::user_deleted) == "ENDED");
}

}  // namespace outlive::testing
