#include "sim/input/starts_schema.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "sim/input/schema_fields.hpp"
#include "sim/input/work_schema.hpp"

namespace outlive::input {
namespace {

/// The words for services, and the lines of a timeline that start them. Lines that name their service have no word here.
struct Word {
  std::string_view service;
  ServiceType type;
  std::string_view verb;
};
constexpr std::array<Word, 10> words{{
    {"glue", ServiceType::glue_session, "start_session"},
    {"emr_serverless", ServiceType::emr_serverless_session, "start_session"},
    {"emr_ec2", ServiceType::emr_ec2_session, "start_session"},
    {"training", ServiceType::training_job, "start_training_job"},
    {"processing", ServiceType::processing_job, "start_processing_job"},
    {"glue_job", ServiceType::glue_job, "start_glue_job"},
    {"athena", ServiceType::athena_query, "start_query"},
    {"redshift", ServiceType::redshift_query, "start_query"},
    {"quicksight", ServiceType::quicksight_query, "start_query"},
    {"notebook_run", ServiceType::notebook_run, "start_notebook_run"},
}};

constexpr const char* by_itself = "users of a population start what they start by themselves";
constexpr const char* of_activity = "it belongs to the activity, beside 'starts'";

/// Keys of such lines that are not about what is started.
const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> all{
      {"at", by_itself},
      {"user", by_itself},
      {"id", by_itself},
      {"from", by_itself},
      {"do", "'service' says what is started, as in 'service: training'"},
      {"app", "populations open no Studio apps; script a user for that"},
      {"project", "projects belong to users of the timeline; say 'service' and what it takes"},
      {"compute", "projects belong to users of the timeline; say 'service' and what it takes"},
      {"reads", "populations cannot say what they read; script a user for questions of access"},
      {"scheduled", "people start what a population starts; work of a schedule belongs into the timeline"},
      {"takes", of_activity},
      {"fails", of_activity},
      {"saves_results", of_activity},
      {"statements", of_activity},
      {"per_day", of_activity}};
  return all;
}

bool is_of_what(const Field& field) {
  const auto& all = refusals();
  return std::none_of(all.begin(), all.end(),
                      [&field](const Refusal& each) { return each.key == field.name; });
}

std::vector<Field> without_who(std::vector<Field> fields) {
  std::erase_if(fields, [](const Field& field) { return !is_of_what(field); });
  return fields;
}

/// What each word may have beside itself, from the line that starts it.
std::vector<Variant> services() {
  std::vector<Variant> lines = session_lines();
  for (Variant& job : job_lines()) lines.push_back(std::move(job));
  std::vector<Variant> all;
  for (const Word& word : words) {
    const auto starts = std::find_if(lines.begin(), lines.end(),
                                     [&word](const Variant& each) { return each.value == word.verb; });
    Variant variant =
        line("service", std::string(word.service), starts->description, without_who(starts->object.fields));
    for (const Variant& own : starts->object.variants) {  // of sessions and queries, by service
      if (own.value != word.service) continue;
      variant.description = own.description;
      variant.object.fields = joined(std::move(variant.object.fields), without_who(own.object.fields));
    }
    all.push_back(std::move(variant));
  }
  return all;
}

Object start() {
  Object members;
  members.variants = services();
  members.refusals = refusals();
  return members;
}

}  // namespace

TypeRef single_start_schema() {
  static const TypeRef type = [] {
    Object members = start();
    members.refusals.push_back(
        {"share", "it is all there is; shares are for a list, as in 'starts: [{share: 70%, ...}, ...]'"});
    return named("start", object(std::move(members)));
  }();
  return type;
}

TypeRef shared_start_schema() {
  static const TypeRef type = [] {
    Object members = start();
    members.fields = {required("share", portion(), "Of all that the activity starts.")};
    return named("shared_start", object(std::move(members)));
  }();
  return type;
}

TypeRef starts_schema() {
  static const TypeRef type = any_of({single_start_schema(), list_of(shared_start_schema(), {.min = 1})});
  return type;
}

ServiceType service_started(std::string_view word) {
  return std::find_if(words.begin(), words.end(), [word](const Word& each) { return each.service == word; })
      ->type;
}

}  // namespace outlive::input
