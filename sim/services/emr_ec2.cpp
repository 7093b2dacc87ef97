#include "sim/services/emr_ec2.hpp"

#include <array>

#include "sim/services/kinds.hpp"
#include "sim/services/livy.hpp"
#include "sim/services/service.hpp"

namespace outlive::services {
namespace {

using lifetime::Ending;
using lifetime::idle_limit;
using lifetime::inactivity_limit;
using lifetime::no_state;
using lifetime::once_idle;
using lifetime::phase;
using lifetime::State;
using lifetime::stop_delay;

// Livy leaves busy sessions alone, or does not (B-8): one of the first two limits is in force. There is no hard limit.
constexpr std::array session_clocks{
    phase("start-up", livy::starting, livy::idle, Rule::emr_2),
    idle_limit("Livy timeout", {livy::idle}, Cause::idle_timeout, Rule::emr_2),
    inactivity_limit("Livy timeout, busy or not", {livy::idle, livy::busy}, Cause::idle_timeout, Rule::emr_2),
    stop_delay({livy::starting, livy::idle, livy::busy}),
    once_idle("queries complete", {livy::idle}, Cause::queries_complete, Rule::smus_2),
};
constexpr auto session_endings = livy::endings(
    {.idle = Rule::emr_2, .hard = Rule::none, .background = Rule::emr_4, .interactive = Rule::emr_3});

// Billed from launch to termination. Any open session keeps a cluster from being idle (EMR-6).
namespace box {
enum : lifetime::StateId { starting, waiting, running, terminated };
constexpr std::array<State, 4> states{{
    {.name = "STARTING", .billed = true},
    {.name = "WAITING", .open = true, .billed = true},
    {.name = "RUNNING", .open = true, .billed = true},
    {.name = "TERMINATED", .terminal = true},
}};
constexpr std::array clocks{
    phase("start-up", starting, waiting, Rule::emr_5),
    idle_limit("auto-termination", {waiting}, Cause::idle_timeout, Rule::emr_5),
};
constexpr std::array<Ending, 2> endings{{
    {Cause::idle_timeout, no_state, terminated, Outcome::completed, Rule::emr_5},
    {Cause::none, no_state, terminated, Outcome::completed, Rule::none},
}};
}  // namespace box

}  // namespace

const lifetime::Kind emr_ec2_session_kind{.name = "EMR session",
                                          .part = lifetime::Part::session,
                                          .states = livy::states,
                                          .clocks = session_clocks,
                                          .endings = session_endings,
                                          .start_up_clock = emr_ec2_session_clock::start_up,
                                          .stop_clock = emr_ec2_session_clock::stop,
                                          .activity_clock = emr_ec2_session_clock::inactivity,
                                          .when_idle = livy::idle,
                                          .when_busy = livy::busy,
                                          .detach_ends_if_bound_to = sign_in_kinds};

const lifetime::Kind cluster_kind{.name = "EMR cluster",
                                  .part = lifetime::Part::host,
                                  .states = box::states,
                                  .clocks = box::clocks,
                                  .endings = box::endings,
                                  .start_up_clock = cluster_clock::start_up,
                                  .when_idle = box::waiting,
                                  .when_busy = box::running};

const Service emr_ec2_session_service{
    .name = "emr_ec2",
    .type = "",
    .title = "EMR on EC2 Livy session",
    .sku = "emr_ec2",
    .kind = emr_ec2_session,
    .is_session = true,
    .application = Application::emr_ec2,
    .propagation_switch = Setting::emr_ec2_identity_propagation,
    .background = BackgroundSwitch::host,
    .needs_for_propagation = emr_release_with_identity,
    .needs_for_background = emr_release_with_background_sessions,
    .background_rule = Rule::emr_4,
    .interactive_rule = Rule::emr_3,
    .off_true_rule = Rule::emr_1,
    .role_rule = Rule::emr_2,
    .stopped_rule = Rule::emr_4,
    .limits = {limited(emr_ec2_session_clock::start_up, Setting::emr_ec2_start_up),
               limited(emr_ec2_session_clock::idle_timeout, Setting::emr_ec2_idle_timeout)},
    .capacity = Capacity::cluster,
    .queues_when_full = Setting::emr_ec2_queues_when_full,
    .refused_state = "error",
    .complete_clock = emr_ec2_session_clock::complete,
    .activity_limit = emr_ec2_session_clock::inactivity,
    .is_engine = true};

}  // namespace outlive::services
