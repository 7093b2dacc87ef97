#include "sim/input/work_schema.hpp"

#include <string>
#include <utility>

#include "sim/input/access_schema.hpp"
#include "sim/input/compute_schema.hpp"
#include "sim/input/schema_fields.hpp"
#include "sim/text/bytes.hpp"

namespace outlive::input {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

std::vector<Field> sagemaker_fields(Duration longest) {
  return {user_field(),
          required("id", identifier(), "A name for the job."),
          takes_field(),
          instance_type_field(),
          optional("instances", integer({.min = 1, .max = most_workers}), "How many.", "1"),
          optional("max_runtime", duration({.min = seconds{1}, .max = longest, .rule = "SM-5"}),
                   "MaxRuntimeInSeconds; counted from when the instances run.", "the setting in force"),
          from_field(),
          optional("app", identifier(), "The Studio app that it is started from [SM-9]."),
          start_up_field(),
          scheduled_field(),
          optional("checkpoint_every", duration({.min = seconds{1}}),
                   "Writes a checkpoint after each such stretch of work [SM-11].", "never"),
          fails_field(),
          reads_field()};
}

std::vector<Variant> query_services() {
  return {
      line("service", "athena", "An Identity Center workgroup of Athena.",
           {optional("scans", size({.min = 1, .max = text::most_bytes}),
                     "Data that it scans in all, which is what is billed.", "nothing, as a DDL statement"),
            optional("timeout", duration({.min = seconds{1}, .max = hours{1}, .rule = "ATH-1"}),
                     "Cancels the query after so long; in place of athena.query_timeout.",
                     "athena.query_timeout")}),
      line("service", "redshift", "Amazon Redshift; the query itself costs nothing.", {}),
      line("service", "quicksight", "A dashboard of QuickSight: it lives in an application session.", {})};
}

}  // namespace

std::vector<Variant> session_lines() {
  return {
      does("start_session", "Opens a notebook with a session of Glue or EMR.",
           {user_field(), required("id", identifier(), "A name for the session."), from_field(),
            optional("app", identifier(), "The Studio app that its notebook is in."), start_up_field()},
           compute_of_a_line()),
      does("run", "RunStatement: queues a statement in a session.",
           {session_field(), required("job", identifier(), "A name for the statement."), takes_field(),
            owner_field(),
            optional(
                "saves_results", flag(),
                "Writes its results to persistent storage; else they are lost to a user who has signed out.",
                "false"),
            fails_field(), reads_field()}),
      does("stop_session", "StopSession, or %stop_session: ends the session and its background session.",
           {session_field(), owner_field()}),
      does("stop_kernel",
           "Shuts the notebook's kernel down: the session ends [GLUE-7], if its user can reach it [GLUE-4].",
           {session_field(), owner_field()}),
      does("restart_kernel",
           "Ends the session, if its user can reach it; `id` names the one that follows, with the settings "
           "of that "
           "moment.",
           {session_field(), optional("id", identifier(), "A name for the session that follows."),
            owner_field(), from_field()}),
      does("close_notebook",
           "Closes the notebook through which the session is reached: a session without a background session "
           "ends.",
           {session_field(), owner_field()}),
  };
}

std::vector<Variant> job_lines() {
  return {
      does("start_training_job", "CreateTrainingJob.",
           joined(sagemaker_fields(days{28}),
                  {optional("saves_in", duration({.min = seconds{1}}),
                            "What it needs after SIGTERM to save all its work; it gets 120 s [SM-5].",
                            "it does not try"),
                   optional("keep_alive", duration({.min = seconds{1}, .max = hours{1}, .rule = "SM-14"}),
                            "KeepAlivePeriodInSeconds: the instances stay warm for so long, and are billed.",
                            "they do not stay"),
                   optional("max_pending", duration({.min = minutes{30}, .max = days{28}, .rule = "SM-15"}),
                            "MaxPendingTimeInSeconds: stops the job when it has waited for so long.",
                            "no limit")})),
      does("start_processing_job", "CreateProcessingJob.", sagemaker_fields(days{9})),
      does("start_glue_job", "StartJobRun: no background session ever applies [GLUE-11].",
           joined(
               {user_field(), required("id", identifier(), "A name for the job."),
                required("takes", duration({.none = true}), "How long the work takes; none: it never ends."),
                optional("streaming", flag(), "A streaming job: no timeout unless given.", "false"),
                optional("timeout", duration({.min = minutes{1}, .max = days{7}, .none = true}),
                         "Ends the job after so long; in place of glue.job_timeout.",
                         "glue.job_timeout; none if streaming"),
                from_field(), start_up_field(), scheduled_field(), fails_field()},
               glue_worker_fields())),
      does("start_query", "Runs a query with the user's identity.",
           {user_field(), required("id", identifier(), "A name for the query."), takes_field(), from_field(),
            fails_field(), reads_field()},
           query_services()),
      does("start_notebook_run", "Unified Studio runs a notebook by itself: role-based [SMUS-3].",
           {user_field(), required("id", identifier(), "A name for the run."), takes_field(),
            optional("timeout", duration({.min = hours{1}, .max = hours{24}, .rule = "SMUS-3"}),
                     "Ends the run after so long; in place of unified_studio.notebook_run_timeout.",
                     "unified_studio.notebook_run_timeout"),
            from_field(), scheduled_field(), fails_field()}),
      does("stop_job", "StopTrainingJob, StopProcessingJob, BatchStopJobRun or CancelStatement.",
           {required("job", identifier(), "The job that is meant."), owner_field()}),
      does("restart_job", "Starts a job again from its last checkpoint [SM-11].",
           {required("job", identifier(), "The job that ended."),
            required("id", identifier(), "A name for the job that goes on."), owner_field(), from_field()}),
  };
}

}  // namespace outlive::input
