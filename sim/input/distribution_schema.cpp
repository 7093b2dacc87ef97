#include "sim/input/distribution_schema.hpp"

#include <string>
#include <utility>
#include <vector>

#include "sim/input/schema_fields.hpp"
#include "sim/workload/presets.hpp"

namespace outlive::input {
namespace {

constexpr std::int64_t most_at_once = 100'000;
constexpr double most_mean = 100'000;

/// A form that its own key selects.
Variant form(std::string key, TypeRef parameters, std::string description) {
  Field field = required(key, std::move(parameters), std::move(description));
  return line(std::move(key), "", "", {std::move(field)});
}

TypeRef positive_duration() { return duration({.min = Duration{1}}); }
TypeRef shape() { return decimal({.min = 0.05, .max = 100, .rule = {}}); }
TypeRef sigma() { return decimal({.min = 0.01, .max = 20, .rule = {}}); }

TypeRef lognormal_parameters() {
  Object members;
  members.fields = {required("sigma", sigma(), "Standard deviation of the logarithm.")};
  members.variants = {
      form("median", positive_duration(), "Half are shorter."),
      form("mu", decimal({.min = -20, .max = 30, .rule = {}}), "Mean of the logarithm of the seconds."),
  };
  return object(std::move(members));
}

TypeRef empirical_parameters() {
  return object({required("file", text(), "A CSV file, relative to the scenario."),
                 required("column", text(), "The column of it that holds the durations; each is as likely."),
                 optional("unit", choice({"ms", "s", "min", "h"}), "Of the numbers in it.", "s")});
}

std::vector<Variant> simple_forms() {
  return {
      form("fixed", duration(), "Always this."),
      form(
          "uniform",
          object({required("from", duration(), "The shortest."), required("to", duration(), "The longest.")}),
          "All between two are as likely."),
      form("exponential", object({required("mean", positive_duration(), "The mean.")}),
           "As between calls that have nothing to do with each other."),
      form("lognormal", lognormal_parameters(), "Many short ones and a few very long ones."),
      form("normal",
           object({required("mean", duration(), "The mean."),
                   required("sd", positive_duration(), "The standard deviation.")}),
           "Around a mean; what would be negative takes no time."),
      form("weibull",
           object({required("shape", shape(), "Below 1: the longer it took, the longer it still takes."),
                   required("scale", positive_duration(), "63% are shorter.")}),
           "The times to a failure."),
      form("pareto",
           object({required("shape", shape(), "Of the tail; up to 1 the mean is infinite."),
                   required("least", positive_duration(), "The shortest.")}),
           "The heaviest tail of them."),
      form("empirical", empirical_parameters(), "As measured."),
      form(
          "preset",
          [] {
            const auto names = workload::duration_preset_names();
            return choice({names.begin(), names.end()});
          }(),
          "As measured elsewhere, ready for use."),
  };
}

/// What a distribution of durations may have; `whole` is what one may be, `part` one of a mixture.
Object forms_of_durations(const TypeRef& whole, const TypeRef& part) {
  Object members;
  members.fields = {
      optional("at_least", duration(), "None is shorter: the distribution without what is.", "no limit"),
      optional("at_most", duration(), "None is longer: the distribution without what is.", "no limit")};
  members.variants = simple_forms();
  for (const char* const key : {"median", "mu", "sigma"}) {
    members.refusals.push_back(
        {key, "it belongs to a family, as in '{lognormal: {median: 12m, sigma: 1.4}}'"});
  }
  for (const char* const key : {"mean", "sd"}) {
    members.refusals.push_back(
        {key,
         "it belongs to a family, as in '{exponential: {mean: 10m}}' or '{normal: {mean: 1h, sd: 5m}}'"});
  }
  members.variants.push_back(form("mixture", list_of(part, {.min = 2}), "Now one of these, now another."));
  members.variants.push_back(
      form("spliced",
           object({required("at", positive_duration(), "Where the tail begins."),
                   required("tail_share", portion(), "Of those that are longer."),
                   required("body", whole, "Those up to `at`; what would be longer is left out."),
                   required("tail", whole, "Those beyond it; what would be shorter is left out.")}),
           "One distribution up to a point, another beyond it."));
  return members;
}

Type object_type(std::string name, Object members) {
  Type type;
  type.kind = TypeKind::object;
  type.name = std::move(name);
  type.members = std::move(members);
  return type;
}

TypeRef atoms(std::int64_t least) {
  return list_of(
      object({required("share", portion(), "Of all."),
              required("value", integer({.min = least, .max = most_at_once, .rule = {}}), "The number.")}),
      {.min = 1});
}

std::vector<Variant> forms_of_counts(bool least_one) {
  const std::int64_t least = least_one ? 1 : 0;
  const IntegerRange range{.min = least, .max = most_at_once, .rule = {}};
  const TypeRef mean = decimal({.min = 0, .max = most_mean, .rule = {}});
  std::vector<Variant> all{form("fixed", integer(range), "Always this.")};
  if (!least_one) {
    all.push_back(form("poisson", object({required("mean", mean, "The mean.")}),
                       "Of things that have nothing to do with each other."));
    all.push_back(form("negative_binomial",
                       object({required("mean", mean, "The mean."),
                               required("k", decimal({.min = 0.01, .max = 10'000, .rule = {}}),
                                        "Dispersion: the variance is mean + mean^2 / k.")}),
                       "Some days many, some days none."));
  }
  all.push_back(form(
      "geometric",
      object({required("mean", decimal({.min = 1, .max = most_mean, .rule = {}}), "The mean, of 1, 2, ...")}),
      "1 or more; after each the chance of another is the same."));
  all.push_back(form("uniform",
                     object({required("from", integer(range), "The least."),
                             required("to", integer(range), "The greatest.")}),
                     "Whole numbers between two, all as likely."));
  all.push_back(form("atoms", atoms(least), "Some numbers, with their shares."));
  return all;
}

TypeRef count_type(bool least_one) {
  Object members;
  members.variants = forms_of_counts(least_one);
  if (least_one) {
    for (const char* const key : {"poisson", "negative_binomial"}) {
      members.refusals.push_back({key, "it may be 0, and here there is always 1; geometric is on 1, 2, ..."});
    }
  }
  const IntegerRange range{.min = least_one ? 1 : 0, .max = most_at_once, .rule = {}};
  return named(least_one ? "count_from_1" : "count", any_of({integer(range), object(std::move(members))}));
}

}  // namespace

TypeRef duration_distribution() {
  static const TypeRef type = recursive([](const TypeRef& whole) {
    const TypeRef part = recursive([&whole](const TypeRef& self) {
      Object members = forms_of_durations(whole, self);
      members.fields.insert(members.fields.begin(), required("share", portion(), "Of all."));
      return object_type("part_of_mixture", std::move(members));
    });
    Type either;
    either.kind = TypeKind::any_of;
    either.name = "duration_distribution";
    either.alternatives = {duration(), object(forms_of_durations(whole, part))};
    return either;
  });
  return type;
}

TypeRef count_distribution(bool least_one) {
  static const TypeRef any = count_type(false);
  static const TypeRef from_one = count_type(true);
  return least_one ? from_one : any;
}

TypeRef weight_distribution() {
  static const TypeRef type = [] {
    Object members;
    members.variants = {
        form("lognormal",
             object({required("sigma", sigma(), "Of the logarithm of the weights; their mean is 1.")}),
             "Most do little, a few do very much.")};
    members.refusals = {{"fixed", "without 'activity' all users do as much"}};
    return object(std::move(members));
  }();
  return type;
}

}  // namespace outlive::input
