#include "sim/input/scenario_schema.hpp"

#include <string>
#include <utility>

#include "sim/input/access_schema.hpp"
#include "sim/input/assumption_decoder.hpp"
#include "sim/services/glue.hpp"

namespace outlive::input {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::int64_t most_workers = 100'000;

Field user_field() { return required("user", identifier(), "Who does it."); }
Field from_field() {
  return optional("from", identifier(), "Which of the user's sign-ins is meant, where several are open.");
}
/// Lines that act on something with an owner need not name who does it; if they do, it is checked.
Field owner_field() {
  return optional("user", identifier(), "Who does it: the owner of what the line names.", "the owner");
}
Field session_field() { return required("session", identifier(), "The session that is meant, by its `id`."); }
Field fails_field() {
  return optional("fails", flag(), "Its own error ends it when its work is over.", "false");
}
Field start_up_field() {
  return optional("start_up", duration({.max = days{30}}),
                  "How long it takes to start, or waits for capacity; not billed.", "the setting in force");
}
Field scheduled_field() {
  return optional("scheduled", flag(), "Started by a schedule and not by a person: role-based [IDC-7].",
                  "false");
}
Field takes_field() { return required("takes", duration(), "How long the work takes."); }

std::vector<Field> worker_fields() {
  std::vector<std::string> names;
  for (const services::WorkerType& type : services::glue_worker_types()) names.emplace_back(type.name);
  return {optional("worker_type", choice(std::move(names)), "Size of each worker.", "G.1X"),
          optional("workers", integer({.min = 1, .max = most_workers}), "How many of them.", "5")};
}

Variant line(std::string key, std::string value, std::string description, std::vector<Field> fields) {
  Object members;
  members.fields = std::move(fields);
  return {std::move(key), std::move(value), std::move(description), std::move(members)};
}

Variant does(std::string verb, std::string description, std::vector<Field> fields) {
  return line("do", std::move(verb), std::move(description), std::move(fields));
}

std::vector<Field> joined(std::vector<Field> fields, std::vector<Field> more) {
  for (Field& field : more) fields.push_back(std::move(field));
  return fields;
}

std::vector<Variant> session_lines() {
  return {
      does(
          "start_session", "CreateSession: opens a notebook with a Glue interactive session.",
          joined(
              {user_field(), required("id", identifier(), "A name for the session."),
               required("service", choice({"glue"}), "Which service holds it."), from_field(),
               optional("app", identifier(), "The Studio app that its notebook is in.")},
              joined(
                  worker_fields(),
                  {optional(
                       "glue_version", choice({"0.9", "1.0", "2.0", "3.0", "4.0", "5.0", "5.1"}),
                       "The release of Glue. Identity propagation, and so a background session, needs 5.0 "
                       "[GLUE-1].",
                       "5.0"),
                   optional("idle_timeout", duration({.min = minutes{1}, .max = days{365}, .rule = "GLUE-5"}),
                            "Ends the session when no statement has run for so long; in place of "
                            "glue.idle_timeout.",
                            "glue.idle_timeout"),
                   optional("timeout",
                            duration({.min = minutes{1}, .max = days{7}, .none = true, .rule = "GLUE-6"}),
                            "Hard limit since creation; in place of glue.timeout.", "glue.timeout"),
                   start_up_field(), scheduled_field()}))),
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
      does("stop_kernel", "Shuts the notebook's kernel down: the session ends [GLUE-7].",
           {session_field(), owner_field()}),
      does("restart_kernel",
           "Ends the session; `id` names the one that follows, with the settings of that moment.",
           {session_field(), optional("id", identifier(), "A name for the session that follows."),
            owner_field(), from_field()}),
      does("close_notebook",
           "Closes the notebook through which the session is reached: a session without a background session "
           "ends.",
           {session_field(), owner_field()}),
  };
}

std::vector<Field> sagemaker_fields(Duration longest) {
  return {user_field(),
          required("id", identifier(), "A name for the job."),
          takes_field(),
          required("instance_type", identifier(), "Such as ml.m5.xlarge; the price book must know it."),
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

std::vector<Variant> job_lines() {
  return {
      does("start_training_job", "CreateTrainingJob.",
           joined(sagemaker_fields(days{28}),
                  {optional("saves_in", duration({.min = seconds{1}}),
                            "What it needs after SIGTERM to save all its work; it gets 120 s [SM-5].",
                            "it does not try")})),
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
               worker_fields())),
      does("stop_job", "StopTrainingJob, StopProcessingJob, BatchStopJobRun or CancelStatement.",
           {required("job", identifier(), "The job that is meant."), owner_field()}),
      does("restart_job", "Starts a job again from its last checkpoint [SM-11].",
           {required("job", identifier(), "The job that ended."),
            required("id", identifier(), "A name for the job that goes on."), owner_field(), from_field()}),
  };
}

std::vector<Variant> other_lines() {
  return {
      does("sign_in", "Starts an interactive session [IDC-1].",
           {user_field(), optional("id", identifier(), "A name for the sign-in, where a user has several.")}),
      does("sign_out", "Ends an interactive session, but no background session [IDC-4].",
           {user_field(), from_field()}),
      does("open_app", "Opens a Studio app (JupyterLab or Code Editor) [IDC-3].",
           {user_field(), required("id", identifier(), "A name for the app."), from_field()}),
      does("restart_app",
           "Stops the app and opens it again, which is when changed identity propagation takes effect.",
           {required("app", identifier(), "The app, by its `id`."), owner_field(), from_field()}),
      does("stop_app", "Stops the app; the notebooks in it close.",
           {required("app", identifier(), "The app, by its `id`."), owner_field()}),
      line("admin", "revoke", "Ends background sessions: of one session or job, or all of a user's [IDC-11].",
           {optional("session", identifier(), "The compute session whose background session it is."),
            optional("job", identifier(), "The job whose background session it is."),
            optional("user", identifier(), "All of this user's.")}),
      line("admin", "end_session", "Ends a user's interactive sessions, or one of them [IDC-12].",
           {user_field(), from_field()}),
  };
}

TypeRef timeline_line() {
  Object members;
  members.fields = {required("at", instant(), "When: an offset from the start, or ISO 8601.")};
  for (auto&& variants : {other_lines(), session_lines(), job_lines(), directory_lines()}) {
    for (const Variant& variant : variants) members.variants.push_back(variant);
  }
  Variant set = line("admin", "set", "Changes settings; they hold for what starts later [IDC-8].",
                     {optional("domain", identifier(), "For this SageMaker domain only.")});
  set.object.settings = settings_schema();
  set.object.dotted = true;
  members.variants.push_back(std::move(set));
  return named("line", object(std::move(members)));
}

TypeRef trace_schema() {
  const TypeRef columns =
      object({optional("id", text(), "Name of each job.", "numbered"),
              optional("user", text(), "Whose it is.", "a user for each row"),
              required("submitted", text(), "When it was submitted."),
              optional("started", text(), "When its work began.", "at submission"),
              optional("ended", text(), "When its work ended; or give `duration`."),
              optional("duration", text(), "How long it worked, a number of `unit`; or give `ended`."),
              optional("units", text(), "Resource units that it held, such as GPUs.", "1 each")});
  const TypeRef times =
      object({optional("unit", choice({"ms", "s", "min", "h"}),
                       "Of plain numbers; times count from the scenario's start.", "s"),
              optional("zone", text(), "IANA time zone of wall-clock times, such as America/Denver."),
              optional("ambiguous", choice({"earliest", "latest", "error"}),
                       "What a time means that the clock showed twice.", "earliest")});
  return object(
      {required("file", text(), "The CSV file, relative to this one."),
       required("columns", columns, "Which column holds what."),
       optional("times", times, "How times are written."),
       required("anchor", choice({"start", "submission", "user"}),
                "What starts the background session: each job's start, its submission, or one per user."),
       optional("sku", identifier(), "A SKU of the price book that bills each unit."),
       optional("bad_rows", choice({"error", "refuse"}),
                "Whether rows that cannot be used are errors or are "
                "counted, listed and left out.",
                "error")});
}

TypeRef expect_schema() {
  const TypeRef value = text();
  Object compares;
  compares.fields = {optional("equals", value, "Exactly this, to the decimals that are written."),
                     optional("at_least", value, "This or more (of instants: or later)."),
                     optional("at_most", value, "This or less (of instants: or earlier)."),
                     optional("between", list_of(value, {.min = 2, .max = 2}),
                              "The least and the greatest value, both included.")};
  compares.min_keys = 1;
  compares.max_keys = 1;
  const TypeRef comparison = named("comparison", object(std::move(compares)));
  const TypeRef quantity = any_of({value, comparison});
  return map_by_key(
      {{"<name>", any_of({value, comparison, map_of(quantity)}),
        "A quantity of the results, such as cost.total, jobs.NAME.outcome or sessions.NAME.ended_by; or "
        "jobs.NAME with several of them as a map."}});
}

}  // namespace

TypeRef scenario_schema() {
  static const TypeRef schema = [] {
    const TypeRef user_members =
        object({optional("groups", list_of(identifier()), "Groups of the directory."),
                optional("domain", identifier(), "The SageMaker domain that the user works in.")});
    const TypeRef users =
        map_by_key({{"<name>", user_members, "A user; {} where there is nothing more to say about them."}});
    // Each SageMaker domain may override what the general settings say.
    Object settings = settings_schema()->members;
    for (Field& field : settings.fields) {
      if (field.name != "sagemaker") continue;
      Object sagemaker = field.type->members;
      const TypeRef domain = object(Object{sagemaker});
      sagemaker.fields.push_back(optional("domains", map_of(domain), "Domains with settings of their own."));
      field.type = object(std::move(sagemaker));
    }
    return object({
        required("outlive", integer({.min = 1, .max = 1}), "Version of this format."),
        required("title", text(), "What the scenario asks or shows."),
        required("start", utc(), "The instant at which it starts, in UTC."),
        required("horizon", instant(),
                 "The end of the study, as an offset from the start or an instant; what happens exactly then "
                 "still "
                 "happens."),
        optional("seed", integer({.min = 0}), "Seed of all random streams.", "1"),
        optional("prices", text(), "A price book (YAML), relative to this file.",
                 "the built-in us-east-1 on demand"),
        optional("settings", object(std::move(settings)), "Everything that an administrator controls."),
        optional("assumptions", assumptions_schema(),
                 "Which reading of the documentation is in force where it is silent or contradicts itself."),
        optional("users", users, "The users, by name."),
        optional("assignments", assignments_schema(),
                 "Who may use which service; what is not listed is open to all."),
        optional("access", access_schema(), "Who may read what: tags on tables, and grants."),
        optional("timeline", list_of(timeline_line()),
                 "What people do, in any order; `at` decides, then the line."),
        optional("workload",
                 object({optional("traces", list_of(trace_schema()), "Recorded work to replay.")}),
                 "Work that is not scripted."),
        optional("expect", expect_schema(), "What the results must be."),
    });
  }();
  return schema;
}

TypeRef price_book_schema() {
  static const TypeRef schema = [] {
    const TypeRef sku =
        object({required("price", money(), "Of one unit for one hour; nine decimals at most."),
                required("unit", text(), "Such as DPU-hour."),
                optional("minimum", duration({.max = hours{24}}), "Charged at least.", "0s"),
                optional("granularity", duration({.min = Duration{1}, .max = hours{24}}),
                         "Usage is rounded up to it.", "1s"),
                optional("usage_type", text(), "The vendor's own name."),
                required("source", text(), "Where the price comes from, and when it was seen.")});
    return object({required("outlive_prices", integer({.min = 1, .max = 1}), "Version of this format."),
                   required("name", text(), "What it is called in results."),
                   optional("region", text(), "For whoever reads it."),
                   required("currency", choice({"USD"}), "Of all prices in it."),
                   required("skus", map_of(sku), "The prices, by name of the SKU.")});
  }();
  return schema;
}

}  // namespace outlive::input
