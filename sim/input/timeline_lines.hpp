// One function for each line of a timeline, by its verb. Each appends what the line does to the scenario, or reports what
// is wrong with it.
#pragma once

#include "sim/input/timeline_context.hpp"

namespace outlive::input::lines {

// Sign-ins, and what administrators do: timeline_people.cpp.
void set(TimelineContext& context, const TimelineLine& line);
void sign_in(TimelineContext& context, const TimelineLine& line);
void sign_out(TimelineContext& context, const TimelineLine& line);
void end_session(TimelineContext& context, const TimelineLine& line);
void revoke(TimelineContext& context, const TimelineLine& line);

// Compute sessions and their statements: timeline_sessions.cpp.
void start_session(TimelineContext& context, const TimelineLine& line);
void run(TimelineContext& context, const TimelineLine& line);
void stop_session(TimelineContext& context, const TimelineLine& line);
void stop_kernel(TimelineContext& context, const TimelineLine& line);
void restart_kernel(TimelineContext& context, const TimelineLine& line);
void close_notebook(TimelineContext& context, const TimelineLine& line);

// Jobs, queries, notebook runs: timeline_jobs.cpp.
void start_training_job(TimelineContext& context, const TimelineLine& line);
void start_processing_job(TimelineContext& context, const TimelineLine& line);
void start_glue_job(TimelineContext& context, const TimelineLine& line);
void start_query(TimelineContext& context, const TimelineLine& line);
void start_notebook_run(TimelineContext& context, const TimelineLine& line);
void stop_job(TimelineContext& context, const TimelineLine& line);
void restart_job(TimelineContext& context, const TimelineLine& line);

// Apps, applications, clusters: timeline_hosts.cpp.
void open_app(TimelineContext& context, const TimelineLine& line);
void restart_app(TimelineContext& context, const TimelineLine& line);
void stop_app(TimelineContext& context, const TimelineLine& line);
void create_application(TimelineContext& context, const TimelineLine& line);
void update_application(TimelineContext& context, const TimelineLine& line);
void start_application(TimelineContext& context, const TimelineLine& line);
void stop_application(TimelineContext& context, const TimelineLine& line);
void launch_cluster(TimelineContext& context, const TimelineLine& line);
void terminate_cluster(TimelineContext& context, const TimelineLine& line);

}  // namespace outlive::input::lines
