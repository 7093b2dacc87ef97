#include "sim/input/study_schema.hpp"

#include <cstdint>
#include <utility>

namespace outlive::input {
namespace {

constexpr std::int64_t most_points = 1'000'000;
constexpr std::int64_t most_replications = 100'000;
constexpr std::size_t most_levels = 10'000;

TypeRef levels() { return list_of(text(), {.min = 1, .max = most_levels}); }

TypeRef factor_schema() {
  Object members;
  Object one;
  one.fields = {
      optional("levels", levels(), "Its values, as a scenario would write them."),
      optional("from", text(), "The least value of a range: a duration, a number or a share."),
      optional("to", text(), "The greatest value of a range."),
      optional("steps", integer({.min = 2, .max = static_cast<std::int64_t>(most_levels)}),
               "How many levels a factorial takes from a range, both ends included.", "2"),
      optional("spacing", choice({"linear", "logarithmic"}), "How they lie in the range.", "linear")};
  Variant key{"key", "", "What it replaces.", std::move(one)};
  key.object.fields.insert(
      key.object.fields.begin(),
      required(
          "key", text(),
          "A setting such as glue.idle_timeout, a key of a population such as populations.analysts.users, "
          "assumptions.KEY, or prices."));
  Variant paired{"paired", "", "Several keys whose values move together.", {}};
  paired.object.fields = {required("paired", map_by_key({{"<name>", levels(), {}}}, {.min = 1}),
                                   "The values of each, as many for one as for the other.")};
  members.variants = {std::move(key), std::move(paired)};
  return named("factor", object(std::move(members)));
}

TypeRef design_schema() {
  const TypeRef points =
      object({required("points", integer({.min = 2, .max = most_points}), "How many design points.")});
  Object kinds;
  kinds.fields = {
      optional("latin_hypercube", points, "So many points, one in each of as many strata of every factor."),
      optional("sobol", points, "The first points of a Sobol sequence; a power of two is balanced."),
      optional("fractional_factorial",
               object({optional("resolution", integer({.min = 3, .max = 5}),
                                "3: main effects are told apart; 4: also from interactions of two; 5: those, "
                                "too, from each other.",
                                "3")}),
               "Two levels of each factor, in a fraction of their combinations.")};
  kinds.min_keys = 1;
  kinds.max_keys = 1;
  return any_of({choice({"full_factorial"}), object(std::move(kinds))});
}

std::vector<Field> comparisons() {
  const TypeRef value = text();
  return {optional("equals", value, "Exactly this."), optional("at_least", value, "This or more."),
          optional("at_most", value, "This or less."),
          optional("between", list_of(value, {.min = 2, .max = 2}), "From the first to the second.")};
}

TypeRef responses_schema() {
  std::vector<Field> fields = {
      required("of", text(), "A quantity of the results, as `expect:` of a scenario spells it."),
      optional("quantile", portion(), "Its quantile over replications, instead of its mean.")};
  for (Field& field : comparisons()) {
    field.description = "The share of replications in which this holds. " + field.description;
    fields.push_back(std::move(field));
  }
  const TypeRef response = named("response", object(std::move(fields)));
  return any_of({list_of(text(), {.min = 1}),
                 map_by_key({{"<name>", any_of({text(), response}), "A name for it."}}, {.min = 1})});
}

TypeRef expectation_schema() {
  const TypeRef choice_of_levels = map_of(text());
  Object members;
  std::vector<Field> limits = comparisons();
  std::vector<Field> of_response = limits;
  of_response.insert(of_response.begin(), required("response", identifier(), "What is held against it."));
  of_response.push_back(optional("at", choice_of_levels, "Levels of factors; all points without it."));
  of_response.push_back(
      optional("rises_with", identifier(), "A factor with which it never falls, all others being equal."));
  of_response.push_back(
      optional("falls_with", identifier(), "A factor with which it never rises, all others being equal."));
  Variant response{"response", "", "A limit, or how it goes with a factor.", {}};
  response.object.fields = std::move(of_response);
  Variant difference{"difference", "", "The difference between two sets of levels.", {}};
  difference.object.fields = std::move(limits);
  difference.object.fields.insert(
      difference.object.fields.begin(),
      required("difference", identifier(), "The response whose difference it is."));
  difference.object.fields.push_back(required("at", choice_of_levels, "These levels"));
  difference.object.fields.push_back(required("from", choice_of_levels, "against these."));
  members.variants = {std::move(response), std::move(difference)};
  return named("study_expectation", object(std::move(members)));
}

TypeRef goal_schema() {
  Object comparison;
  comparison.fields = comparisons();
  comparison.min_keys = 1;
  comparison.max_keys = 1;
  return object({required("least", identifier(), "The response of which the least is looked for."),
                 required("promises",
                          map_by_key({{"<name>", object(std::move(comparison)), "A response."}}, {.min = 1}),
                          "What must hold of other responses."),
                 optional("indifference", portion(), "Whoever is that near to the least is as good.", "1%"),
                 optional("at_most", integer({.min = 2, .max = most_replications}),
                          "Replications of one design point.", "200")});
}

}  // namespace

TypeRef study_schema() {
  static const TypeRef schema = [] {
    const TypeRef precision =
        object({optional("of", list_of(identifier(), {.min = 1}), "Responses.", "all means"),
                required("within", portion(), "Half the width of the interval, as a share of the mean."),
                optional("at_most", integer({.min = 2, .max = most_replications}),
                         "Replications of one design point.", "1000")});
    const TypeRef warm_up = any_of(
        {duration(), object({required("mser5", text(), "A resource whose use decides how long it is.")})});
    return object({
        required("outlive_study", integer({.min = 1, .max = 1}), "Version of this format."),
        required("title", text(), "What the study asks."),
        required("base", text(), "The scenario that it varies, relative to this file."),
        optional("set", map_by_key({{"<name>", text(), {}}}),
                 "Replaced at every point: settings, keys of populations, assumptions.KEY, or prices."),
        required("factors", map_by_key({{"<name>", factor_schema(), "A name for it."}}, {.min = 1}),
                 "What varies."),
        optional("design", design_schema(), "Which combinations of levels are run.", "full_factorial"),
        optional("constraints", list_of(text()),
                 "Only points are run at which all of these hold: idle <= background, or quota >= 500 or "
                 "idle < 8h."),
        required("responses", responses_schema(), "What is looked at."),
        optional("replications", integer({.min = 1, .max = most_replications}),
                 "Of each point; with a precision, those to begin with.", "1, with a precision 10"),
        optional("precision", precision, "Replicate until responses are known that well."),
        optional("confidence", portion(), "Of all intervals.", "95%"),
        optional("seed", integer({.min = 0}), "Instead of the scenario's."),
        optional("warm_up", warm_up,
                 "What responses leave out: the time before this, or before a series settles (MSER-5)."),
        optional("expect", list_of(expectation_schema()), "What the results must be."),
        optional("recommend", goal_schema(), "What `outlive recommend` looks for."),
    });
  }();
  return schema;
}

}  // namespace outlive::input
