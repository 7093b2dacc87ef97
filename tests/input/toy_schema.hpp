// A small schema with one of everything, in the shape of a scenario.
#pragma once

#include <chrono>

#include "sim/input/schema.hpp"

namespace outlive::input {

inline TypeRef toy_settings() {
  using std::chrono::hours;
  using std::chrono::minutes;
  static const TypeRef settings = object(Object{
      .fields =
          {optional(
               "identity_center",
               object({optional(
                   "background_sessions",
                   object({optional("enabled", flag(), "Whether there are any.", "true"),
                           optional("duration",
                                    duration({.min = minutes(15), .max = hours(24 * 90), .rule = "IDC-6"}),
                                    "How long one lasts.", "7d")}),
                   "Sessions that outlive the log-off.")}),
               "IAM Identity Center."),
           optional("glue",
                    object({optional("background_sessions", flag(), "Whether Glue uses them."),
                            optional("idle_timeout", duration({.min = minutes(1), .none = true}),
                                     "Ends what is idle.", "48h"),
                            optional("version", choice({"4.0", "5.0"}), "Release of Glue.", "5.0")}),
                    "AWS Glue.")},
      .variants = {},
      .dotted = true});
  return settings;
}

inline TypeRef toy_schema() {
  static const TypeRef range = object(Object{
      .fields = {optional("at_least", decimal(), "Not less."), optional("at_most", decimal(), "Not more."),
                 optional("between", list_of(decimal(), {2, 2}), "From, to.")},
      .variants = {},
      .min_keys = 1,
      .max_keys = 2});
  static const std::vector<Variant> services{
      {"service",
       "glue",
       "A Glue session.",
       {.fields = {required("workers", integer({.min = 2, .max = 299, .rule = "GLUE-9"}), "How many.")},
        .variants = {}}},
      {"service",
       "emr",
       "An EMR session.",
       {.fields = {required("application", identifier(), "Which.")}, .variants = {}}}};
  static const TypeRef line = object(
      Object{.fields = {required("at", instant(), "When it happens.")},
             .variants = {{"do",
                           "sign_in",
                           "A user signs in.",
                           {.fields = {required("user", identifier(), "Who.")}, .variants = {}}},
                          {"do",
                           "run",
                           "A job runs.",
                           {.fields = {required("job", identifier(), "Its name."),
                                       required("takes", duration(), "How long it works."),
                                       optional("saves_results", flag(), "Writes what it finds.")},
                            .variants = {}}},
                          {"do",
                           "start_session",
                           "A session starts.",
                           {.fields = {required("user", identifier(), "Who.")}, .variants = services}},
                          {"admin", "set", "Settings change.", {.variants = {}, .settings = toy_settings()}},
                          {"admin",
                           "revoke",
                           "A session is ended.",
                           {.fields = {required("session", identifier(), "Which.")}, .variants = {}}}}});
  static const TypeRef root = object({
      required("outlive", integer({.min = 1, .max = 1}), "Version of this format."),
      required("title", text(), "What the scenario shows."),
      required("start", utc(), "When it begins."),
      optional("settings", toy_settings(), "What an administrator controls."),
      optional("users", map_of(object({optional("groups", list_of(identifier()), "Of the directory.")})),
               "By name."),
      optional("timeline", list_of(line), "What happens."),
      optional("expect",
               map_by_key({{"cost.<name>.share", any_of({share(), range}), "Part of the bill."},
                           {"cost.<name>", any_of({money(), range}), "An amount."},
                           {"jobs.<name>",
                            object({optional("outcome", choice({"completed", "failed", "stopped"}),
                                             "How it ended.")}),
                            "A job."}}),
               "What must hold."),
      optional("retry", any_of({duration({.min = std::chrono::minutes(1)}), choice({"never", "always"})}),
               "When to try again."),
  });
  return root;
}

}  // namespace outlive::input
