#include "sim/input/population_schema.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "sim/input/distribution_schema.hpp"
#include "sim/input/schema_fields.hpp"
#include "sim/input/starts_schema.hpp"
#include "sim/workload/presets.hpp"

namespace outlive::input {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::int64_t most_tries = 1000;

TypeRef users_schema() {
  const TypeRef count = integer({.min = 1, .max = most_users, .rule = {}});
  return any_of({count, object({required("start", count, "How many there are at the start."),
                                required("growth", portion({.most_percent = 1000}),
                                         "So much more in every `every`, compound."),
                                required("every", duration({.min = hours{1}}), "Such as 30d.")})});
}

TypeRef hours_schema() {
  const auto names = workload::hours_preset_names();
  Object spans;
  Object from;
  from.fields = {required("from", duration({.max = hours{24}}), "Local time at which the first may come."),
                 required("to", duration({.max = hours{24}}), "Local time before which the last comes.")};
  Object preset;
  preset.fields = {required("preset", choice({names.begin(), names.end()}), "As measured elsewhere.")};
  spans.variants = {{"from", "", "", std::move(from)}, {"preset", "", "", std::move(preset)}};
  const TypeRef weight = decimal({.min = 0, .max = 1e9, .rule = {}});
  return any_of({list_of(weight, {.min = 24, .max = 24}), object(std::move(spans))});
}

TypeRef week_schema() {
  const TypeRef day = choice({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});
  return object(
      {optional("zone", text(), "IANA time zone in which the users live, such as America/Denver.", "UTC"),
       optional("days", list_of(day, {.min = 1, .max = 7}), "The working days.",
                "[monday, tuesday, wednesday, thursday, friday]"),
       optional("other_days", portion(),
                "How much is done on all other days, of what is done on a working day.", "0%"),
       optional("holidays", list_of(date()), "Days that are as the other days are."),
       optional("hours", hours_schema(),
                "When things are begun, by local hour: 24 weights, from and to, or a preset.",
                "{from: 9h, to: 17h}"),
       optional("leaves_at", duration_distribution(),
                "When users go home, counted from local midnight; never before the last thing of their day.",
                "at the end of `hours`; 18h where those are weights")});
}

TypeRef leaving_schema() {
  return object(
      {optional("at_day_end", portion(), "Sign out when they go home.", "0%"),
       optional("after_last_work", portion(),
                "Sign out once nothing more is to be done that day and all that they started has ended.",
                "0%"),
       optional("forgotten", portion(), "Neither sign out nor close anything.", "0%"),
       optional("laptop_closed", portion(), "Close their notebooks, but do not sign out.", "0%")});
}

TypeRef leavers_schema() {
  return object({required("share", portion(), "Of all users, in every `every`."),
                 required("every", duration({.min = hours{1}}), "Such as 30d."),
                 optional("administrator", choice({"revoke", "end_session", "disable_user", "delete_user"}),
                          "What administrators do about them.", "disable_user"),
                 optional("within", duration_distribution(),
                          "From a leaver's last act to that of the administrator.", "0s")});
}

TypeRef retries_schema() {
  return object({required("at_most", integer({.min = 0, .max = most_tries, .rule = {}}),
                          "How often before they give up."),
                 optional("first_after", duration(), "How long they wait before the first time.", "1m"),
                 optional("factor", decimal({.min = 1, .max = 100, .rule = {}}),
                          "By which each wait is longer than the one before.", "1")});
}

TypeRef restarts_schema() {
  return object(
      {required("share", portion(), "Of the jobs that failed or were stopped."),
       optional("after", duration(), "How long after that.", "0s"),
       optional("at_most", integer({.min = 1, .max = most_tries, .rule = {}}), "Times for one job.", "1")});
}

TypeRef activity_schema() {
  Object members;
  members.fields = {
      required("starts", starts_schema(),
               "What is started: a session or a job, or several kinds with their shares."),
      required("per_day", count_distribution(false), "How often on a working day, for each user."),
      required("takes", duration_distribution(), "How long a statement or a job works."),
      optional("batch", count_distribution(true), "Jobs that are started at once.", "1"),
      optional("statements", count_distribution(true), "Statements of a session.", "1"),
      optional("think", duration_distribution(),
               "From the end of a statement to the next; after the last one, to the stop of the session.",
               "0s"),
      optional("saves_results", portion(), "Of the statements: results go to persistent storage.", "0%"),
      optional("fails", portion(), "Of the statements or jobs: their own error ends them.", "0%"),
      optional("restarts_kernel", portion(), "Of the statements: the kernel is restarted before the next.",
               "0%"),
      optional("forgets_to_stop", portion(), "Of the sessions, once nothing more is to be run in them.",
               "0%"),
      optional("comes_back", portion(),
               "Of the sessions that ended before their last statement: another is started for the rest.",
               "0%"),
      optional("checkpoints", portion(), "Of the jobs: they write checkpoints, as `checkpoint_every` says.",
               "all that have a checkpoint_every"),
      optional("retries", retries_schema(), "What users do who are refused for want of capacity.",
               "they give up at once"),
      optional("restarts", restarts_schema(), "Jobs that are started again, from their last checkpoint.",
               "none are"),
  };
  members.refusals = {
      {"service", "it belongs into 'starts', as in 'starts: {service: glue}'"},
      {"reads", "who may read what is a matter of scripted users; populations read nothing that is granted"},
      {"share", "each activity comes as often as its 'per_day' says; shares are for what 'starts' lists"}};
  return named("activity", object(std::move(members)));
}

}  // namespace

TypeRef populations_schema() {
  Object members;
  members.fields = {
      required("users", users_schema(), "How many; or how many at the start, and their growth."),
      optional("account", identifier(),
               "The account whose quotas they share with all who name it, in the same region.",
               "that of whoever names none"),
      optional("region", identifier(), "The region that they work in, where an account has quotas by region.",
               "that of whoever names none"),
      optional("domain", identifier(), "The SageMaker domain that they work in."),
      optional("week", week_schema(), "When they work."),
      optional("activity", weight_distribution(), "How much a user does, of what the mean user does.",
               "all do as much"),
      optional("leaving", leaving_schema(),
               "How users leave at the end of a day: shares that add up to 100%.",
               "all sign out at the end of the day"),
      optional("leavers", leavers_schema(), "Users who leave for good.", "nobody does"),
      required("activities",
               map_by_key({{"<name>", activity_schema(),
                            "A habit: what is started, how often, and how it goes on."}},
                          {.min = 1}),
               "What they do, by names of your own."),
  };
  members.refusals = {{"groups", "populations belong to no group; name users under 'users:' for that"},
                      {"hours", "it belongs into 'week', as in 'week: {hours: {from: 9h, to: 17h}}'"},
                      {"zone", "it belongs into 'week', as in 'week: {zone: America/Denver}'"}};
  return map_by_key({{"<name>", named("population", object(std::move(members))),
                      "Users described by habit; they are called NAME.1, NAME.2 and so on."}});
}

}  // namespace outlive::input
