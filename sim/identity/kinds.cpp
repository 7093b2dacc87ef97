#include "sim/identity/kinds.hpp"

#include <array>

#include "sim/identity/losses.hpp"

namespace outlive::identity {
namespace {

using engine::EventClass;
using lifetime::ContentCause;
using lifetime::duration_limit;
using lifetime::Ending;
using lifetime::no_state;
using lifetime::State;
using lifetime::stop_delay;

// A user's sign-in. Its duration counts from authentication and does not slide (IDC-1).
namespace interactive {
enum : lifetime::StateId { active, expired, signed_out, ended };
constexpr std::array<State, 4> states{{
    {.name = "ACTIVE"},
    {.name = "EXPIRED", .terminal = true},
    {.name = "SIGNED_OUT", .terminal = true},
    {.name = "ENDED", .terminal = true},
}};
constexpr std::array clocks{
    duration_limit(EventClass::interactive_expiry, active, Cause::interactive_session_expired, Rule::idc_1)};
constexpr std::array<Ending, 6> endings{{
    {Cause::interactive_session_expired, no_state, expired, Outcome::completed, Rule::idc_1},
    {Cause::signed_out, no_state, signed_out, Outcome::completed, Rule::idc_4},
    {Cause::interactive_session_ended, no_state, ended, Outcome::completed, Rule::idc_12},
    {Cause::user_disabled, no_state, ended, Outcome::completed, Rule::idc_13},
    {Cause::user_deleted, no_state, ended, Outcome::completed, Rule::idc_13},
    {Cause::none, no_state, ended, Outcome::completed, Rule::none},
}};
}  // namespace interactive

// What lets one session or job go on after the sign-in ended. The work holds it, and depends on it: either
// end is the end of both. Nothing of the interactive session touches it (IDC-5). That its user was disabled, or lost the
// assignment, is noticed when it is refreshed (B-1, B-2).
namespace background {
enum : lifetime::StateId { active, expired, revoked, finished };
constexpr std::array<State, 4> states{{
    {.name = "ACTIVE"},
    {.name = "EXPIRED", .terminal = true},
    {.name = "REVOKED", .terminal = true},
    {.name = "FINISHED", .terminal = true},
}};
constexpr std::array clocks{
    duration_limit(EventClass::background_expiry, active, Cause::background_session_expired, Rule::idc_16),
    stop_delay({active}),
};
constexpr std::array<Ending, 6> endings{{
    {Cause::background_session_expired, no_state, expired, Outcome::completed, Rule::idc_16},
    {Cause::background_session_revoked, no_state, revoked, Outcome::completed, Rule::idc_11},
    {Cause::user_disabled, no_state, revoked, Outcome::completed, Rule::idc_13, refresh_bound},
    {Cause::user_deleted, no_state, revoked, Outcome::completed, Rule::idc_13, refresh_bound},
    {Cause::assignment_removed, no_state, revoked, Outcome::completed, Rule::idc_14, refresh_bound},
    {Cause::none, no_state, finished, Outcome::completed, Rule::none},
}};
}  // namespace background

// What an open app holds while its user is signed in. It lives one hour and is silently renewed for as long as the
// interactive session lasts, so it has no clock of its own: it ends at the first refresh after its bond (IDC-3, IDC-4).
namespace application {
enum : lifetime::StateId { active, ended };
constexpr std::array<State, 2> states{{{.name = "ACTIVE"}, {.name = "ENDED", .terminal = true}}};
constexpr std::array clocks{stop_delay({active})};
constexpr std::array<Ending, 1> endings{
    {{Cause::none, no_state, ended, Outcome::completed, Rule::idc_4, refresh_bound}}};
}  // namespace application

// All sign-ins of a user taken together: what work is bound to where any of them will do (assumption B-17).
namespace anywhere {
enum : lifetime::StateId { active, ended };
constexpr std::array<State, 2> states{{{.name = "ACTIVE"}, {.name = "ENDED", .terminal = true}}};
constexpr std::array<Ending, 1> endings{{{Cause::none, no_state, ended, Outcome::completed, Rule::none}}};
}  // namespace anywhere

}  // namespace

const lifetime::Kind interactive_session_kind{.name = "interactive session",
                                              .part = lifetime::Part::sign_in,
                                              .states = interactive::states,
                                              .clocks = interactive::clocks,
                                              .endings = interactive::endings};

const lifetime::Kind background_session_kind{.name = "background session",
                                             .part = lifetime::Part::background_session,
                                             .states = background::states,
                                             .clocks = background::clocks,
                                             .endings = background::endings,
                                             .stop_clock = 1,
                                             .content_cause = ContentCause::work_ended};

const lifetime::Kind application_session_kind{.name = "application session",
                                              .part = lifetime::Part::other,
                                              .states = application::states,
                                              .clocks = application::clocks,
                                              .endings = application::endings,
                                              .stop_clock = 0};

const lifetime::Kind presence_kind{.name = "presence",
                                   .part = lifetime::Part::other,
                                   .states = anywhere::states,
                                   .clocks = {},
                                   .endings = anywhere::endings};

}  // namespace outlive::identity
