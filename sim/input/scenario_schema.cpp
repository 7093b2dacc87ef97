#include "sim/input/scenario_schema.hpp"

#include <string>
#include <utility>

#include "sim/input/access_schema.hpp"
#include "sim/input/assumption_decoder.hpp"
#include "sim/input/compute_schema.hpp"
#include "sim/input/host_schema.hpp"
#include "sim/input/population_schema.hpp"
#include "sim/input/schema_fields.hpp"
#include "sim/input/work_schema.hpp"
#include "sim/text/bytes.hpp"

namespace outlive::input {
namespace {

using std::chrono::hours;

std::vector<Variant> other_lines() {
  return {
      does("sign_in", "Starts an interactive session [IDC-1].",
           {user_field(), optional("id", identifier(), "A name for the sign-in, where a user has several.")}),
      does("sign_out", "Ends an interactive session, but no background session [IDC-4].",
           {user_field(), from_field()}),
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
  for (auto&& variants : {other_lines(), directory_lines(), host_lines(), session_lines(), job_lines()}) {
    for (const Variant& variant : variants) members.variants.push_back(variant);
  }
  Variant set = line("admin", "set", "Changes settings; they hold for what starts later [IDC-8].",
                     {optional("domain", identifier(), "For this SageMaker domain only."),
                      optional("account", identifier(), "Quotas of this account only."),
                      optional("region", identifier(), "Quotas in this region only.")});
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

/// `word: value`, and what may stand beside it.
Variant comparison_by(const std::string& word, const TypeRef& value, std::string description,
                      std::vector<Field> beside) {
  beside.insert(beside.begin(), required(word, value, std::move(description)));
  return {word, "", {}, {.fields = std::move(beside), .variants = {}}};
}

TypeRef expect_schema() {
  const TypeRef value = text();
  const Field confidence =
      optional("confidence", portion(),
               "How sure the answer must be where replications differ: of the interval of the mean.", "95%");
  const std::vector<Field> beside{
      confidence,
      optional("of", text(),
               "Saved results, relative to this file: the values are per cent of what it was there."),
      optional("change_from", text(),
               "Saved results, relative to this file: the values are what it may have changed by, such as 5% "
               "or -2.")};
  Object compares;
  compares.variants = {comparison_by("equals", value, "Exactly this, to the decimals that are written.", {}),
                       comparison_by("at_least", value, "This or more (of instants: or later).", beside),
                       comparison_by("at_most", value, "This or less (of instants: or earlier).", beside),
                       comparison_by("between", list_of(value, {.min = 2, .max = 2}),
                                     "The least and the greatest value, both included.", beside)};
  const TypeRef comparison = named("comparison", object(std::move(compares)));
  const TypeRef quantity = any_of({value, comparison});
  return map_by_key(
      {{"<name>", any_of({value, comparison, map_of(quantity)}),
        "A quantity of the results, such as cost.total, jobs.NAME.outcome, sessions.NAME.ended_by, "
        "resources.NAME.refusal_share, populations.NAME.users or "
        "populations.NAME.activities.ACTIVITY.wanted; or jobs.NAME with several of them as a map."}});
}

/// Whether a setting of SageMaker is one of the account, so that no domain has its own.
bool is_of_account(const Field& field) {
  const bool leaf = field.type->kind != TypeKind::object;
  const auto setting = setting_named("sagemaker." + field.name);
  return leaf && (!setting || info_of(*setting).scope != Scope::domain);
}

/// Accounts and regions with quotas of their own, each entry for all that it fits.
TypeRef own_quotas() {
  Object entry;
  entry.fields = {optional("account", identifier(), "The account, in every region or in `region`."),
                  optional("region", identifier(), "The region, of every account or of `account`.")};
  entry.settings = account_settings_schema();
  entry.dotted = true;
  return list_of(object(std::move(entry)));
}

}  // namespace

TypeRef scenario_schema() {
  static const TypeRef schema = [] {
    const TypeRef user_members =
        object({optional("groups", list_of(identifier()), "Groups of the directory."),
                optional("domain", identifier(), "The SageMaker domain that the user works in."),
                optional("account", identifier(), "The account whose quotas the user's work draws on.",
                         "that of whoever names none"),
                optional("region", identifier(), "The region that the user works in.",
                         "that of whoever names none")});
    const TypeRef users =
        map_by_key({{"<name>", user_members, "A user; {} where there is nothing more to say about them."}});
    // Each SageMaker domain may override what the general settings say.
    Object settings = settings_schema()->members;
    for (Field& field : settings.fields) {
      if (field.name != "sagemaker") continue;
      Object sagemaker = field.type->members;
      Object own = sagemaker;
      own.fields.erase(std::remove_if(own.fields.begin(), own.fields.end(), is_of_account), own.fields.end());
      const TypeRef domain = object(std::move(own));
      sagemaker.fields.push_back(optional("domains", map_of(domain), "Domains with settings of their own."));
      field.type = object(std::move(sagemaker));
    }
    settings.fields.push_back(optional("quotas", own_quotas(),
                                       "Quotas of single accounts or regions, in place of the general ones; "
                                       "where several entries fit, the last counts."));
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
        optional("populations", populations_schema(), "Users described by habit, by name."),
        optional("assignments", assignments_schema(),
                 "Who may use which service; what is not listed is open to all."),
        optional("access", access_schema(), "Who may read what: tags on tables, and grants."),
        optional("projects", projects_schema(), "Projects of Unified Studio, by name."),
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
  constexpr std::int64_t most_rounding = 1'000'000'000'000;  // a terabyte
  static const TypeRef schema = [] {
    const TypeRef sku = object(
        {required("price", money(),
                  "Of one unit for one hour, or of what `per` says; nine decimals at most."),
         required("unit", text(), "Such as DPU-hour, or TB."),
         optional("per", size({.min = 1, .max = text::most_bytes}),
                  "The data that the price is of: data is billed and not time."),
         optional("minimum_size", size({.max = most_rounding}), "Data charged at least; needs `per`.", "0 B"),
         optional("size_granularity", size({.min = 1, .max = most_rounding}),
                  "Data is rounded up to it; needs `per`.", "1 B"),
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
