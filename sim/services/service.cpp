#include "sim/services/service.hpp"

#include "sim/services/glue.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/sagemaker.hpp"

namespace outlive::services {
namespace {

constexpr LimitSource from(lifetime::ClockId clock, Setting setting) { return {clock, true, setting}; }
constexpr LimitSource none() { return {}; }
constexpr LimitSource given(lifetime::ClockId clock) { return {clock, false, Setting::glue_start_up}; }

constexpr Release any_release{0, 0};
constexpr Release glue_5{5, 0};

// Jobs and streaming jobs never have a background session (GLUE-11); only the first have a timeout by default.
constexpr Service glue_job_row(std::string_view type, std::string_view title, LimitSource timeout) {
  return {.name = "glue",
          .type = type,
          .title = title,
          .sku = "glue.job",
          .kind = glue_job,
          .is_session = false,
          .propagation = Propagation::never,
          .propagation_switch = Setting::glue_identity_propagation,
          .background_switch = Setting::glue_background_sessions,
          .needs_for_propagation = any_release,
          .needs_for_background = any_release,
          .off_true = OffTrue::falls_back,
          .background_rule = Rule::glue_11,
          .interactive_rule = Rule::glue_11,
          .role_rule = Rule::glue_11,
          .refused_rule = Rule::glue_11,
          .limits = {from(glue_job_clock::start_up, Setting::glue_start_up), none(), timeout},
          .draws_dpus = true,
          .saves_on_stop = false};
}

// Background sessions off anywhere: the job falls back to the interactive session (SM-2).
constexpr Service sagemaker_row(std::string_view type, std::string_view title, lifetime::KindId kind,
                                LimitSource max_runtime) {
  return {.name = "sagemaker",
          .type = type,
          .title = title,
          .sku = kind == training_job ? "sagemaker.training" : "sagemaker.processing",
          .kind = kind,
          .is_session = false,
          .propagation = Propagation::after_app_restart,
          .propagation_switch = Setting::sagemaker_identity_propagation,
          .background_switch = Setting::sagemaker_background_sessions,
          .needs_for_propagation = any_release,
          .needs_for_background = any_release,
          .off_true = OffTrue::falls_back,
          .background_rule = Rule::sm_1,
          .interactive_rule = Rule::sm_2,
          .role_rule = Rule::sm_10,
          .refused_rule = Rule::none,
          .limits = {from(training_clock::start_up, Setting::sagemaker_start_up), none(), max_runtime},
          .draws_dpus = false,
          .saves_on_stop = kind == training_job};
}

constexpr std::array<Service, service_type_count> services{{
    {.name = "glue",
     .type = "",
     .title = "AWS Glue interactive session",
     .sku = "glue.session",
     .kind = glue_session,
     .is_session = true,
     .propagation = Propagation::at_once,
     .propagation_switch = Setting::glue_identity_propagation,
     .background_switch = Setting::glue_background_sessions,
     .needs_for_propagation = glue_5,
     .needs_for_background = glue_5,
     .off_true = OffTrue::refuses,
     .background_rule = Rule::glue_4,
     .interactive_rule = Rule::glue_3,
     .role_rule = Rule::glue_1,
     .refused_rule = Rule::glue_2,
     .limits = {from(glue_session_clock::start_up, Setting::glue_start_up),
                from(glue_session_clock::idle_timeout, Setting::glue_idle_timeout),
                from(glue_session_clock::timeout, Setting::glue_timeout)},
     .draws_dpus = true,
     .saves_on_stop = false},
    glue_job_row("job", "AWS Glue job", from(glue_job_clock::timeout, Setting::glue_job_timeout)),
    glue_job_row("streaming_job", "AWS Glue streaming job", given(glue_job_clock::timeout)),
    sagemaker_row("training", "SageMaker training job", training_job,
                  from(training_clock::max_runtime, Setting::sagemaker_training_max_runtime)),
    sagemaker_row("processing", "SageMaker processing job", processing_job,
                  from(processing_clock::max_runtime, Setting::sagemaker_processing_max_runtime)),
    {.name = "trace",
     .type = "",
     .title = "traced job",
     .sku = "",
     .kind = traced_job,
     .is_session = false,
     .propagation = Propagation::assumed,
     .propagation_switch = Setting::glue_identity_propagation,
     .background_switch = Setting::background_sessions_enabled,
     .needs_for_propagation = any_release,
     .needs_for_background = any_release,
     .off_true = OffTrue::falls_back,
     .background_rule = Rule::idc_6,
     .interactive_rule = Rule::none,
     .role_rule = Rule::none,
     .refused_rule = Rule::none,
     .limits = {given(0), none(), none()},
     .draws_dpus = false,
     .saves_on_stop = false},
}};

}  // namespace

const Service& service_of(ServiceType type) { return services[static_cast<std::size_t>(type)]; }

}  // namespace outlive::services
