#include "sim/services/studio.hpp"

#include <array>

#include "sim/services/kinds.hpp"
#include "sim/services/service.hpp"

namespace outlive::services {
namespace {

using lifetime::end_of_work;
using lifetime::Ending;
using lifetime::hard_limit;
using lifetime::idle_limit;
using lifetime::no_state;
using lifetime::phase;
using lifetime::State;

// States as DescribeApp names them. The countdown of idle shutdown starts when nothing in the app is active any more, and
// billing with InService. The two studios differ in the rule, and in the setting behind it.
namespace app {
enum : lifetime::StateId { pending, in_service, deleted };
constexpr std::array<State, 3> states{{
    {.name = "Pending"},
    {.name = "InService", .open = true, .billed = true},
    {.name = "Deleted", .terminal = true},
}};
constexpr std::array<lifetime::Clock, 2> clocks(Rule rule) {
  return {{phase("start-up", pending, in_service, rule),
           idle_limit("idle shutdown", {in_service}, Cause::app_idle_shutdown, rule)}};
}
constexpr auto studio_clocks = clocks(Rule::sm_12);
constexpr auto unified_clocks = clocks(Rule::smus_1);
constexpr std::array<Ending, 1> endings{{{Cause::none, no_state, deleted, Outcome::completed, Rule::none}}};

constexpr lifetime::Kind kind(std::string_view name, std::span<const lifetime::Clock> its_clocks) {
  return {.name = name,
          .part = lifetime::Part::host,
          .states = states,
          .clocks = its_clocks,
          .endings = endings,
          .start_up_clock = studio_app_clock::start_up};
}
}  // namespace app

// Closing it ends what is bound to an interactive session and only detaches anything else (GLUE-3, GLUE-4).
// Whether its open kernel keeps the app active, or only what its session runs, is a matter of the app and of B-15.
namespace nb {
enum : lifetime::StateId { open, closed };
constexpr std::array<State, 2> states{{{.name = "OPEN", .busy = true}, {.name = "CLOSED", .terminal = true}}};
constexpr std::array<Ending, 1> endings{{{Cause::none, no_state, closed, Outcome::completed, Rule::none}}};
}  // namespace nb
namespace active_nb {
enum : lifetime::StateId { quiet, active, closed };
constexpr std::array<State, 3> states{
    {{.name = "OPEN"}, {.name = "ACTIVE", .busy = true}, {.name = "CLOSED", .terminal = true}}};
constexpr std::array<Ending, 1> endings{{{Cause::none, no_state, closed, Outcome::completed, Rule::none}}};
}  // namespace active_nb

// A notebook that Unified Studio runs by itself: role-based, with a limit of its own (SMUS-3).
namespace run {
enum : lifetime::StateId { running, succeeded, failed, stopped };
constexpr std::array<State, 4> states{{
    {.name = "RUNNING", .works = true},
    {.name = "SUCCEEDED", .terminal = true},
    {.name = "FAILED", .terminal = true},
    {.name = "STOPPED", .terminal = true},
}};
constexpr std::array clocks{
    end_of_work(running, Rule::none),
    hard_limit("run timeout", {running}, Cause::max_runtime, Rule::smus_3),
};
constexpr std::array<Ending, 5> endings{{
    {Cause::done, no_state, succeeded, Outcome::completed, Rule::none},
    {Cause::work_failed, no_state, failed, Outcome::failed, Rule::none},
    {Cause::access_denied, no_state, failed, Outcome::failed, Rule::data_2},
    {Cause::max_runtime, no_state, stopped, Outcome::stopped, Rule::smus_3},
    {Cause::none, no_state, stopped, Outcome::stopped, Rule::none},
}};
}  // namespace run

}  // namespace

const lifetime::Kind studio_app_kind = app::kind("Studio app", app::studio_clocks);
const lifetime::Kind unified_studio_app_kind = app::kind("Unified Studio app", app::unified_clocks);

const lifetime::Kind notebook_kind{
    .name = "notebook", .states = nb::states, .clocks = {}, .endings = nb::endings};
const lifetime::Kind active_notebook_kind{.name = "notebook",
                                          .states = active_nb::states,
                                          .clocks = {},
                                          .endings = active_nb::endings,
                                          .when_idle = active_nb::quiet,
                                          .when_busy = active_nb::active,
                                          .follows_attached = true};

const lifetime::Kind notebook_run_kind{.name = "notebook run",
                                       .part = lifetime::Part::job,
                                       .states = run::states,
                                       .clocks = run::clocks,
                                       .endings = run::endings,
                                       .work_clock = notebook_run_clock::work};

const Service notebook_run_service{
    .name = "unified_studio",
    .type = "notebook_run",
    .title = "Unified Studio notebook run",
    .sku = "",
    .kind = notebook_run,
    .propagation = Propagation::never,
    .role_rule = Rule::smus_3,
    .limits = {unlimited_by, unlimited_by,
               limited(notebook_run_clock::timeout, Setting::unified_studio_notebook_run_timeout)},
    .keeps_results = true};

}  // namespace outlive::services
