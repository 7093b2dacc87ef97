// Jobs that are no statements: of SageMaker and Glue, queries, runs of notebooks.
#include <algorithm>
#include <array>

#include "sim/input/decode.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/timeline_lines.hpp"
#include "sim/input/work_decoder.hpp"
#include "sim/services/service.hpp"

namespace outlive::input::lines {
namespace {

void start_job(TimelineContext& context, const TimelineLine& line, ServiceType service) {
  const auto user = context.user_of(line);
  if (!user) return;
  const auto app = context.app_of(line, *user);
  const auto from = context.sign_in_of(line, *user, !value_or(line.node.find("scheduled"), as_flag, false));
  const auto work = read_work(line.node, service, context.scenario.prices, context.problems);
  const Number reads = context.directory.reads_of(line);
  JobSpec& job = context.scenario.jobs[line.subject];
  job.user = *user;
  if (!app || !from || !work) return;
  job.work = context.add_work(*work);
  context.scenario.works[job.work].reads = reads;
  Action& action = context.add(line, Verb::start_job, *user);
  action.work = job.work;
  action.from = *from;
  action.object = *app;
  action.takes = as_duration(line.node.find("takes"));
  action.fails = value_or(line.node.find("fails"), as_flag, false);
}

}  // namespace

void start_training_job(TimelineContext& context, const TimelineLine& line) {
  start_job(context, line, ServiceType::training_job);
}

void start_processing_job(TimelineContext& context, const TimelineLine& line) {
  start_job(context, line, ServiceType::processing_job);
}

void start_glue_job(TimelineContext& context, const TimelineLine& line) {
  const bool streaming = value_or(line.node.find("streaming"), as_flag, false);
  start_job(context, line, streaming ? ServiceType::glue_streaming_job : ServiceType::glue_job);
}

void start_query(TimelineContext& context, const TimelineLine& line) {
  constexpr std::array queries{ServiceType::athena_query, ServiceType::redshift_query,
                               ServiceType::quicksight_query};
  const std::string_view service = line.node.find("service").text();
  const auto* const query = std::find_if(queries.begin(), queries.end(), [=](ServiceType type) {
    return services::service_of(type).name == service;
  });
  start_job(context, line, *query);
}

void start_notebook_run(TimelineContext& context, const TimelineLine& line) {
  start_job(context, line, ServiceType::notebook_run);
}

void stop_job(TimelineContext& context, const TimelineLine& line) {
  const auto job = context.names.jobs.resolve(line.node.find("job"), line.at, context.problems);
  if (!job) return;
  const JobSpec& spec = context.scenario.jobs[*job];
  if (!context.check_owner(line, spec.user, "job " + quote(spec.name))) return;
  context.add(line, Verb::stop_job, spec.user).subject = *job;
}

void restart_job(TimelineContext& context, const TimelineLine& line) {
  const Node name = line.node.find("job");
  const auto old = context.names.jobs.resolve(name, line.at, context.problems);
  if (!old) return;
  const JobSpec& before = context.scenario.jobs[*old];
  if (before.session != no_number) {
    context.problems.error(name.place(), "a statement cannot be restarted; run it again");
    return;
  }
  if (!context.check_owner(line, before.user, "job " + quote(before.name))) return;
  const auto from = context.sign_in_of(line, before.user, !context.is_scheduled(before.work));
  if (!from) return;
  JobSpec& job = context.scenario.jobs[line.subject];
  job.user = before.user;
  job.work = before.work;
  Action& action = context.add(line, Verb::restart_job, job.user);
  action.object = *old;
  action.work = job.work;
  action.from = *from;
}

}  // namespace outlive::input::lines
