#include "sim/services/glue.hpp"

#include <array>

#include "sim/identity/losses.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/livy.hpp"
#include "sim/services/service.hpp"

namespace outlive::services {
namespace {

using lifetime::end_of_work;
using lifetime::Ending;
using lifetime::hard_limit;
using lifetime::idle_limit;
using lifetime::no_state;
using lifetime::once_idle;
using lifetime::phase;
using lifetime::State;
using lifetime::stop_delay;

// States as GetSession names them. PROVISIONING is free (B-9); READY is billed (GLUE-12).
namespace session {
enum : lifetime::StateId { provisioning, ready, stopping, stopped, timeout, failed };
constexpr std::array<State, 6> states{{
    {.name = "PROVISIONING"},
    {.name = "READY", .open = true, .billed = true},
    {.name = "STOPPING"},
    {.name = "STOPPED", .terminal = true},
    {.name = "TIMEOUT", .terminal = true},
    {.name = "FAILED", .terminal = true},
}};
constexpr std::array clocks{
    phase("start-up", provisioning, ready, Rule::glue_1),
    idle_limit("IdleTimeout", {ready}, Cause::idle_timeout,
               Rule::glue_5),  // READY counts as a last statement
    hard_limit("Timeout", {provisioning, ready}, Cause::session_timeout, Rule::glue_6),  // from creation
    stop_delay({provisioning, ready}),
    once_idle("queries complete", {ready}, Cause::queries_complete, Rule::smus_2),
};
constexpr auto endings =
    identity::endings_with(std::array<Ending, 6>{{
                               {Cause::app_idle_shutdown, stopping, stopped, Outcome::stopped, Rule::glue_3},
                               {Cause::idle_timeout, no_state, timeout, Outcome::stopped, Rule::glue_5},
                               {Cause::session_timeout, no_state, timeout, Outcome::stopped, Rule::glue_6},
                               {Cause::notebook_closed, stopping, stopped, Outcome::stopped, Rule::glue_3},
                               {Cause::kernel_restarted, stopping, stopped, Outcome::stopped, Rule::glue_7},
                               {Cause::stopped_by_user, stopping, stopped, Outcome::stopped, Rule::glue_7},
                           }},
                           {.through = stopping,
                            .state = stopped,
                            .outcome = Outcome::stopped,
                            .of_background = Rule::glue_8,
                            .of_interactive = Rule::glue_3,
                            .after_expiry = livy::after_expiry,
                            .otherwise = identity::refresh_bound},
                           {Cause::none, stopping, stopped, Outcome::stopped, Rule::none});
}  // namespace session

// Statement states as GetStatement names them; one runs at a time, the others wait in turn.
namespace stmt {
enum : lifetime::StateId { waiting, running, available, cancelling, cancelled, error };
constexpr std::array<State, 6> states{{
    {.name = "WAITING", .busy = true},
    {.name = "RUNNING", .busy = true, .works = true},
    {.name = "AVAILABLE", .terminal = true},
    {.name = "CANCELLING", .busy = true},
    {.name = "CANCELLED", .terminal = true},
    {.name = "ERROR", .terminal = true},
}};
constexpr std::array clocks{end_of_work(running, Rule::none)};
constexpr std::array<Ending, 4> endings{{
    {Cause::done, no_state, available, Outcome::completed, Rule::none},
    {Cause::work_failed, no_state, error, Outcome::failed, Rule::none},
    {Cause::access_denied, no_state, error, Outcome::failed, Rule::data_2},
    {Cause::none, cancelling, cancelled, Outcome::stopped, Rule::none},
}};
}  // namespace stmt

// A job run or a streaming job: role-based work that no user session touches (GLUE-11).
namespace job {
enum : lifetime::StateId { starting, running, stopping, succeeded, failed, timeout, stopped };
constexpr std::array<State, 7> states{{
    {.name = "STARTING"},
    {.name = "RUNNING", .billed = true, .works = true},
    {.name = "STOPPING"},
    {.name = "SUCCEEDED", .terminal = true},
    {.name = "FAILED", .terminal = true},
    {.name = "TIMEOUT", .terminal = true},
    {.name = "STOPPED", .terminal = true},
}};
constexpr std::array clocks{
    phase("start-up", starting, running, Rule::glue_11),
    end_of_work(running, Rule::none),
    hard_limit("Timeout", {running}, Cause::max_runtime, Rule::glue_11),
};
constexpr std::array<Ending, 4> endings{{
    {Cause::done, no_state, succeeded, Outcome::completed, Rule::glue_11},
    {Cause::work_failed, no_state, failed, Outcome::failed, Rule::glue_11},
    {Cause::max_runtime, no_state, timeout, Outcome::stopped, Rule::glue_11},
    {Cause::none, stopping, stopped, Outcome::stopped, Rule::none},
}};
}  // namespace job

// Jobs and streaming jobs never have a background session (GLUE-11); only the first have a timeout by default.
constexpr Service job_service(std::string_view type, std::string_view title, LimitSource timeout) {
  return {.name = "glue",
          .type = type,
          .title = title,
          .sku = "glue.job",
          .kind = glue_job,
          .application = Application::glue,
          .propagation = Propagation::never,
          .background_rule = Rule::glue_11,
          .interactive_rule = Rule::glue_11,
          .role_rule = Rule::glue_11,
          .limits = {limited(glue_job_clock::start_up, Setting::glue_start_up), unlimited_by, timeout},
          .capacity = Capacity::dpus,
          .queues_when_full = Setting::glue_queues_when_full,
          .keeps_results = true,
          .can_restart = true};
}

constexpr std::array<WorkerType, 11> worker_types{{
    {"Standard", 1, false},
    {"G.1X", 1, false},
    {"G.2X", 2, false},
    {"G.4X", 4, false},
    {"G.8X", 8, false},
    {"G.12X", 12, false},
    {"G.16X", 16, false},
    {"R.1X", 1, true},
    {"R.2X", 2, true},
    {"R.4X", 4, true},
    {"R.8X", 8, true},
}};

}  // namespace

const lifetime::Kind glue_session_kind{.name = "Glue session",
                                       .part = lifetime::Part::session,
                                       .states = session::states,
                                       .clocks = session::clocks,
                                       .endings = session::endings,
                                       .start_up_clock = glue_session_clock::start_up,
                                       .stop_clock = glue_session_clock::stop,
                                       .detach_ends_if_bound_to = sign_in_kinds};

const lifetime::Kind statement_kind{.name = "statement",
                                    .part = lifetime::Part::job,
                                    .states = stmt::states,
                                    .clocks = stmt::clocks,
                                    .endings = stmt::endings,
                                    .on_turn = stmt::running,
                                    .work_clock = statement_clock::work};

const lifetime::Kind glue_job_kind{.name = "Glue job",
                                   .part = lifetime::Part::job,
                                   .states = job::states,
                                   .clocks = job::clocks,
                                   .endings = job::endings,
                                   .start_up_clock = glue_job_clock::start_up,
                                   .work_clock = glue_job_clock::work};

const Service glue_session_service{
    .name = "glue",
    .type = "",
    .title = "AWS Glue interactive session",
    .sku = "glue.session",
    .kind = glue_session,
    .is_session = true,
    .application = Application::glue,
    .propagation_switch = Setting::glue_identity_propagation,
    .background = BackgroundSwitch::setting,
    .background_switch = Setting::glue_background_sessions,
    .needs_for_propagation = glue_5,
    .needs_for_background = glue_5,
    .off_true = OffTrue::refuses,
    .background_rule = Rule::glue_4,
    .interactive_rule = Rule::glue_3,
    .role_rule = Rule::glue_1,
    .refused_rule = Rule::glue_2,
    .stopped_rule = Rule::glue_7,
    .limits = {limited(glue_session_clock::start_up, Setting::glue_start_up),
               limited(glue_session_clock::idle_timeout, Setting::glue_idle_timeout),
               limited(glue_session_clock::timeout, Setting::glue_timeout)},
    .capacity = Capacity::dpus,
    .queues_when_full = Setting::glue_queues_when_full,
    .complete_clock = glue_session_clock::complete,
    .billed_from_creation = Assumption::glue_billing_starts,
    .is_engine = true};

const Service glue_job_service =
    job_service("job", "AWS Glue job", limited(glue_job_clock::timeout, Setting::glue_job_timeout));
const Service glue_streaming_job_service =
    job_service("streaming_job", "AWS Glue streaming job", limited(glue_job_clock::timeout));

std::span<const WorkerType> glue_worker_types() { return worker_types; }

}  // namespace outlive::services
