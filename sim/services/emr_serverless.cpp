#include "sim/services/emr_serverless.hpp"

#include <array>

#include "sim/services/kinds.hpp"
#include "sim/services/livy.hpp"
#include "sim/services/service.hpp"

namespace outlive::services {
namespace {

using lifetime::Ending;
using lifetime::hard_limit;
using lifetime::idle_limit;
using lifetime::no_state;
using lifetime::once_idle;
using lifetime::phase;
using lifetime::State;
using lifetime::stop_delay;

// Workers start with the session and are billed until it ends; the hard cap counts from creation, busy or not.
constexpr std::array session_clocks{
    phase("start-up", livy::starting, livy::idle, Rule::emrs_2),
    idle_limit("ttl", {livy::idle}, Cause::idle_timeout, Rule::emrs_2),
    hard_limit("24 h", {livy::starting, livy::idle, livy::busy}, Cause::session_timeout, Rule::emrs_3),
    stop_delay({livy::starting, livy::idle, livy::busy}),
    once_idle("queries complete", {livy::idle}, Cause::queries_complete, Rule::smus_2),
};
constexpr auto session_endings = livy::endings(
    {.idle = Rule::emrs_2, .hard = Rule::emrs_3, .background = Rule::emrs_4, .interactive = Rule::emrs_5});

// Each start of an application is a life of its own. Its pre-initialised workers are billed for as long as it is STARTED
// (EMRS-7); without a session it stops by itself (EMRS-6).
namespace app {
enum : lifetime::StateId { started, stopped };
constexpr std::array<State, 2> states{{
    {.name = "STARTED", .open = true, .billed = true},
    {.name = "STOPPED", .terminal = true},
}};
constexpr std::array clocks{idle_limit("auto-stop", {started}, Cause::idle_timeout, Rule::emrs_6)};
constexpr std::array<Ending, 2> endings{{
    {Cause::idle_timeout, no_state, stopped, Outcome::completed, Rule::emrs_6},
    {Cause::none, no_state, stopped, Outcome::completed, Rule::none},
}};
}  // namespace app

}  // namespace

const lifetime::Kind emr_serverless_session_kind{.name = "EMR Serverless session",
                                                 .part = lifetime::Part::session,
                                                 .states = livy::states,
                                                 .clocks = session_clocks,
                                                 .endings = session_endings,
                                                 .start_up_clock = emr_serverless_session_clock::start_up,
                                                 .stop_clock = emr_serverless_session_clock::stop,
                                                 .when_idle = livy::idle,
                                                 .when_busy = livy::busy,
                                                 .detach_ends_if_bound_to = sign_in_kinds};

const lifetime::Kind application_kind{.name = "EMR Serverless application",
                                      .part = lifetime::Part::host,
                                      .states = app::states,
                                      .clocks = app::clocks,
                                      .endings = app::endings};

const Service emr_serverless_session_service{
    .name = "emr_serverless",
    .type = "",
    .title = "EMR Serverless Livy session",
    .sku = "emr_serverless",
    .kind = emr_serverless_session,
    .is_session = true,
    .application = Application::emr_serverless,
    .propagation_switch = Setting::emr_serverless_identity_propagation,
    .background = BackgroundSwitch::host,
    .needs_for_propagation = emr_serverless_release,
    .needs_for_background = emr_serverless_release,
    .off_true = OffTrue::as_assumed,  // the bad cell itself cannot be configured (EMRS-1)
    .background_rule = Rule::emrs_4,
    .interactive_rule = Rule::emrs_5,
    .role_rule = Rule::emrs_2,
    .refused_rule = Rule::emrs_1,
    .stopped_rule = Rule::emrs_4,
    .limits = {limited(emr_serverless_session_clock::start_up, Setting::emr_serverless_start_up),
               limited(emr_serverless_session_clock::idle_timeout, Setting::emr_serverless_idle_timeout),
               limited(emr_serverless_session_clock::hard_cap)},
    .fixed_hard_limit = livy_hard_cap,
    .fixed_hard_limit_name = "the 24 hours that a Livy session may live",
    .capacity = Capacity::application,
    .queues_when_full = Setting::emr_serverless_queues_when_full,
    .refused_state = "error",
    .complete_clock = emr_serverless_session_clock::complete,
    .is_engine = true};

}  // namespace outlive::services
