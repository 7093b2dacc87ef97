// SageMaker Studio as far as jobs and notebooks need it: the app that a user works in, and the notebook in it.
#include <array>

#include "sim/services/kinds.hpp"

namespace outlive::services {
namespace {

using lifetime::Ending;
using lifetime::no_state;
using lifetime::State;

namespace app {
enum : lifetime::StateId { in_service, deleted };
constexpr std::array<State, 2> states{
    {{.name = "InService", .open = true}, {.name = "Deleted", .terminal = true}}};
constexpr std::array<Ending, 1> endings{{{Cause::none, no_state, deleted, Outcome::completed, Rule::none}}};
}  // namespace app

// Closing it ends what is bound to an interactive session and only detaches anything else (GLUE-3, GLUE-4).
namespace nb {
enum : lifetime::StateId { open, closed };
constexpr std::array<State, 2> states{{{.name = "OPEN"}, {.name = "CLOSED", .terminal = true}}};
constexpr std::array<Ending, 1> endings{{{Cause::none, no_state, closed, Outcome::completed, Rule::none}}};
}  // namespace nb

}  // namespace

const lifetime::Kind studio_app_kind{
    .name = "Studio app", .states = app::states, .clocks = {}, .endings = app::endings};

const lifetime::Kind notebook_kind{
    .name = "notebook", .states = nb::states, .clocks = {}, .endings = nb::endings};

}  // namespace outlive::services
