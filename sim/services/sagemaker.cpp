#include "sim/services/sagemaker.hpp"

#include <array>

#include "sim/identity/losses.hpp"
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
using lifetime::stop_delay;

// A page says "within 15 minutes" of both sessions and all that can happen to them (SM-3, SM-4).
constexpr Duration stop_bound = std::chrono::minutes{15};

/// Losing its session fails a job, and so does its own error, and all else.
template <std::size_t size>
constexpr auto and_losing_its_session(const std::array<Ending, size>& own, lifetime::StateId failed) {
  return identity::endings_with(own,
                                {.state = failed,
                                 .outcome = Outcome::failed,
                                 .of_background = Rule::sm_4,
                                 .of_interactive = Rule::sm_3,
                                 .after_expiry = stop_bound,
                                 .otherwise = stop_bound},
                                {Cause::none, no_state, failed, Outcome::failed, Rule::none});
}

// Secondary statuses as SecondaryStatusTransition names them. Billing begins when the instances run, and every second
// until the end is billed (B-20). Losing its session fails a job; its own limits, or being told to, stop it.
namespace training {
enum : lifetime::StateId { starting, training, stopping, completed, failed, stopped, max_runtime_exceeded };
constexpr std::array<State, 7> states{{
    {.name = "Starting", .busy = true},
    {.name = "Training", .busy = true, .billed = true, .works = true},
    {.name = "Stopping", .busy = true, .billed = true, .works = true},
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
    hard_limit("total life", {starting, training, stopping}, Cause::total_runtime, Rule::sm_6),
    phase("save window", stopping, stopped, Rule::sm_5),  // then whatever state the cause leads to
    hard_limit("MaxPendingTimeInSeconds", {starting}, Cause::max_pending_time, Rule::sm_15),
    stop_delay({starting, training}),  // one that saves already is not failed any more
};
constexpr auto endings = and_losing_its_session(
    std::array<Ending, 5>{{
        {Cause::done, no_state, completed, Outcome::completed, Rule::none},
        {Cause::max_runtime, stopping, max_runtime_exceeded, Outcome::stopped, Rule::sm_5},
        {Cause::total_runtime, no_state, stopped, Outcome::stopped, Rule::sm_6},
        {Cause::max_pending_time, no_state, stopped, Outcome::stopped, Rule::sm_15},
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
    stop_delay({starting, in_progress}),
};
constexpr auto endings =
    and_losing_its_session(std::array<Ending, 3>{{
                               {Cause::done, no_state, completed, Outcome::completed, Rule::none},
                               {Cause::max_runtime, no_state, stopped, Outcome::stopped, Rule::sm_5},
                               {Cause::stopped_by_user, no_state, stopped, Outcome::stopped, Rule::none},
                           }},
                           failed);
}  // namespace processing

// Instances that outlast their job. The pool holds the job that uses them; when that ends they stay for the keep-alive and
// are billed, until another job takes them or the time is over (SM-14).
namespace pool {
enum : lifetime::StateId { in_use, available, terminated };
constexpr std::array<State, 3> states{{
    {.name = "InUse"},
    {.name = "Available", .billed = true},
    {.name = "Terminated", .terminal = true},
}};
constexpr std::array clocks{
    idle_limit("KeepAlivePeriodInSeconds", {available}, Cause::idle_timeout, Rule::sm_14),
    hard_limit("28 d", {available}, Cause::session_timeout, Rule::sm_14),
};
constexpr std::array<Ending, 1> endings{
    {{Cause::none, no_state, terminated, Outcome::completed, Rule::sm_14}}};
}  // namespace pool

// Background sessions off anywhere: the job falls back to the interactive session (SM-2).
constexpr Service job_service(std::string_view type, std::string_view title, std::string_view sku,
                              lifetime::KindId kind, LimitSource max_runtime) {
  return {
      .name = "sagemaker",
      .type = type,
      .title = title,
      .sku = sku,
      .kind = kind,
      .application = Application::sagemaker,
      .propagation = Propagation::after_app_restart,
      .propagation_switch = Setting::sagemaker_identity_propagation,
      .background = BackgroundSwitch::setting,
      .background_switch = Setting::sagemaker_background_sessions,
      .background_rule = Rule::sm_1,
      .interactive_rule = Rule::sm_2,
      .role_rule = Rule::sm_10,
      .limits = {limited(training_clock::start_up, Setting::sagemaker_start_up), unlimited_by, max_runtime},
      .capacity = Capacity::instances,
      .queues_when_full = Setting::sagemaker_queues_when_full,
      .keeps_results = true,
      .can_restart = true,
      .waits = true,
      .fails_on_expiry = true};
}

constexpr Service as_training(Service service) {
  service.saves_on_stop = true;
  service.limits[static_cast<std::size_t>(Limit::max_pending)] = limited(training_clock::max_pending);
  return service;
}

}  // namespace

const lifetime::Kind training_job_kind{.name = "training job",
                                       .part = lifetime::Part::job,
                                       .states = training::states,
                                       .clocks = training::clocks,
                                       .endings = training::endings,
                                       .start_up_clock = training_clock::start_up,
                                       .work_clock = training_clock::work,
                                       .stop_clock = training_clock::stop,
                                       .winds_down_from = lifetime::in_states({training::training})};

const lifetime::Kind processing_job_kind{.name = "processing job",
                                         .part = lifetime::Part::job,
                                         .states = processing::states,
                                         .clocks = processing::clocks,
                                         .endings = processing::endings,
                                         .start_up_clock = processing_clock::start_up,
                                         .work_clock = processing_clock::work,
                                         .stop_clock = processing_clock::stop};

const lifetime::Kind warm_pool_kind{.name = "warm pool",
                                    .part = lifetime::Part::pool,
                                    .states = pool::states,
                                    .clocks = pool::clocks,
                                    .endings = pool::endings,
                                    .when_idle = pool::available,
                                    .when_busy = pool::in_use};

const Service training_job_service =
    as_training(job_service("training", "SageMaker training job", "sagemaker.training", training_job,
                            limited(training_clock::max_runtime, Setting::sagemaker_training_max_runtime)));
const Service processing_job_service =
    job_service("processing", "SageMaker processing job", "sagemaker.processing", processing_job,
                limited(processing_clock::max_runtime, Setting::sagemaker_processing_max_runtime));

}  // namespace outlive::services
