#include "sim/services/sagemaker.hpp"

#include <algorithm>
#include <array>

#include "sim/services/kinds.hpp"

namespace outlive::services {
namespace {

using lifetime::end_of_work;
using lifetime::Ending;
using lifetime::hard_limit;
using lifetime::no_state;
using lifetime::phase;
using lifetime::State;

/// Losing its session fails a job, interactive (SM-3) or background (SM-4); so does its own error, and all else.
template <std::size_t size>
constexpr std::array<Ending, size + 6> and_losing_its_session(const std::array<Ending, size>& own,
                                                              lifetime::StateId failed) {
  std::array<Ending, size + 6> all{};
  std::copy(own.begin(), own.end(), all.begin());
  auto row = all.begin() + size;
  for (const Cause cause :
       {Cause::signed_out, Cause::interactive_session_expired, Cause::interactive_session_ended}) {
    *row++ = {cause, no_state, failed, Outcome::failed, Rule::sm_3};
  }
  for (const Cause cause : {Cause::background_session_expired, Cause::background_session_revoked}) {
    *row++ = {cause, no_state, failed, Outcome::failed, Rule::sm_4};
  }
  *row = {Cause::none, no_state, failed, Outcome::failed, Rule::none};
  return all;
}

// Secondary statuses as SecondaryStatusTransition names them. Billing begins when the instances run, and every second
// until the end is billed (B-20). Losing its session fails a job; its own limits, or being told to, stop it.
namespace training {
enum : lifetime::StateId { starting, training, stopping, completed, failed, stopped, max_runtime_exceeded };
constexpr std::array<State, 7> states{{
    {.name = "Starting"},
    {.name = "Training", .billed = true, .works = true},
    {.name = "Stopping", .billed = true, .works = true},
    {.name = "Completed", .terminal = true},
    {.name = "Failed", .terminal = true},
    {.name = "Stopped", .terminal = true},
    {.name = "MaxRuntimeExceeded", .terminal = true},
}};
constexpr std::array clocks{
    phase("start-up", starting, training, Rule::none),
    end_of_work(training, Rule::none),
    hard_limit("MaxRuntimeInSeconds", {training}, Cause::max_runtime,
               Rule::sm_5),  // once instances run (B-12)
    hard_limit("total life", {starting, training}, Cause::total_runtime, Rule::sm_6),
    phase("save window", stopping, stopped, Rule::sm_5),  // then whatever state the cause leads to
};
constexpr auto endings = and_losing_its_session(
    std::array<Ending, 4>{{
        {Cause::done, no_state, completed, Outcome::completed, Rule::none},
        {Cause::max_runtime, stopping, max_runtime_exceeded, Outcome::stopped, Rule::sm_5},
        {Cause::total_runtime, stopping, stopped, Outcome::stopped, Rule::sm_6},
        {Cause::stopped_by_user, stopping, stopped, Outcome::stopped, Rule::none},
    }},
    failed);
}  // namespace training

// Processing jobs have the same life without a save window and without the total of 30 days.
namespace processing {
enum : lifetime::StateId { starting, in_progress, completed, failed, stopped };
constexpr std::array<State, 5> states{{
    {.name = "InProgress"},
    {.name = "InProgress", .billed = true, .works = true},
    {.name = "Completed", .terminal = true},
    {.name = "Failed", .terminal = true},
    {.name = "Stopped", .terminal = true},
}};
constexpr std::array clocks{
    phase("start-up", starting, in_progress, Rule::none),
    end_of_work(in_progress, Rule::none),
    hard_limit("MaxRuntimeInSeconds", {in_progress}, Cause::max_runtime, Rule::sm_5),
};
constexpr auto endings =
    and_losing_its_session(std::array<Ending, 3>{{
                               {Cause::done, no_state, completed, Outcome::completed, Rule::none},
                               {Cause::max_runtime, no_state, stopped, Outcome::stopped, Rule::sm_5},
                               {Cause::stopped_by_user, no_state, stopped, Outcome::stopped, Rule::none},
                           }},
                           failed);
}  // namespace processing

}  // namespace

const lifetime::Kind training_job_kind{.name = "training job",
                                       .part = lifetime::Part::job,
                                       .states = training::states,
                                       .clocks = training::clocks,
                                       .endings = training::endings,
                                       .start_up_clock = training_clock::start_up,
                                       .work_clock = training_clock::work,
                                       .winds_down_from = lifetime::in_states({training::training})};

const lifetime::Kind processing_job_kind{.name = "processing job",
                                         .part = lifetime::Part::job,
                                         .states = processing::states,
                                         .clocks = processing::clocks,
                                         .endings = processing::endings,
                                         .start_up_clock = processing_clock::start_up,
                                         .work_clock = processing_clock::work};

}  // namespace outlive::services
