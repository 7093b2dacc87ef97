// Work of a trace: it waits, works, and depends on nothing but its background session. No service bills it.
#include <array>

#include "sim/services/kinds.hpp"
#include "sim/services/service.hpp"

namespace outlive::services {
namespace {

using lifetime::Ending;
using lifetime::no_state;
using lifetime::State;

enum : lifetime::StateId { waiting, running, completed, killed };

constexpr std::array<State, 4> states{{
    {.name = "WAITING"},
    {.name = "RUNNING", .billed = true, .works = true},
    {.name = "COMPLETED", .terminal = true},
    {.name = "KILLED", .terminal = true},
}};
constexpr std::array clocks{
    lifetime::phase("wait", waiting, running, Rule::none),
    lifetime::end_of_work(running, Rule::none),
};
constexpr std::array<Ending, 3> endings{{
    {Cause::done, no_state, completed, Outcome::completed, Rule::none},
    {Cause::background_session_expired, no_state, killed, Outcome::failed, Rule::idc_16},
    {Cause::none, no_state, killed, Outcome::failed, Rule::none},
}};

}  // namespace

const lifetime::Kind traced_job_kind{.name = "traced job",
                                     .part = lifetime::Part::job,
                                     .states = states,
                                     .clocks = clocks,
                                     .endings = endings,
                                     .start_up_clock = 0,
                                     .work_clock = 1};

const Service traced_job_service{.name = "trace",
                                 .type = "",
                                 .title = "traced job",
                                 .sku = "",
                                 .kind = traced_job,
                                 .propagation = Propagation::assumed,
                                 .background_rule = Rule::idc_6,
                                 .limits = {limited(0)},
                                 .keeps_results = true};

}  // namespace outlive::services
