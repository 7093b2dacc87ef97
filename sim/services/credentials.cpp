#include "sim/services/credentials.hpp"

#include <array>

#include "sim/services/kinds.hpp"

namespace outlive::services {
namespace {

using lifetime::Clock;
using lifetime::Ending;
using lifetime::no_state;
using lifetime::Runs;
using lifetime::State;

// What a job holds until it asks for credentials again: contained in the job, so it is over with it. A job that is done
// at that instant asks no more.
namespace wait {
enum : lifetime::StateId { holding, due, over };
constexpr std::array<State, 3> states{{
    {.name = "HOLDING"},
    {.name = "DUE", .terminal = true},
    {.name = "OVER", .terminal = true},
}};
constexpr std::array<Clock, 1> clocks{
    {{"renewal", engine::EventClass::hard_limit, lifetime::in_states({holding}), Runs::steadily, Cause::done,
      Rule::data_2, no_state}}};
constexpr std::array<Ending, 2> endings{{
    {Cause::done, no_state, due, Outcome::completed, Rule::none},
    {Cause::none, no_state, over, Outcome::completed, Rule::none},
}};
}  // namespace wait

// It depends on nothing and nobody: whatever is revoked, it is good until it expires (DATA-1).
namespace key {
enum : lifetime::StateId { valid, expired };
constexpr std::array<State, 2> states{{{.name = "VALID"}, {.name = "EXPIRED", .terminal = true}}};
constexpr std::array clocks{
    lifetime::duration_limit(engine::EventClass::background_expiry, valid, Cause::done, Rule::data_1)};
constexpr std::array<Ending, 1> endings{{{Cause::none, no_state, expired, Outcome::completed, Rule::data_1}}};
}  // namespace key

}  // namespace

const lifetime::Kind renewal_kind{.name = "renewal of credentials",
                                  .part = lifetime::Part::renewal,
                                  .states = wait::states,
                                  .clocks = wait::clocks,
                                  .endings = wait::endings};

const lifetime::Kind credential_kind{.name = "vended credential",
                                     .part = lifetime::Part::other,
                                     .states = key::states,
                                     .clocks = key::clocks,
                                     .endings = key::endings};

}  // namespace outlive::services
