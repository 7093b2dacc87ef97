#include "sim/input/schema_fields.hpp"

#include <utility>

namespace outlive::input {

Field user_field() { return required("user", identifier(), "Who does it."); }
Field from_field() {
  return optional("from", identifier(), "Which of the user's sign-ins is meant, where several are open.");
}
Field owner_field() {
  return optional("user", identifier(), "Who does it: the owner of what the line names.", "the owner");
}
Field anyone_field() { return optional("user", identifier(), "Who does it; anyone may.", "the owner"); }
Field session_field() { return required("session", identifier(), "The session that is meant, by its `id`."); }
Field app_field() { return required("app", identifier(), "The app, by its `id`."); }
Field fails_field() {
  return optional("fails", flag(), "Its own error ends it when its work is over.", "false");
}
Field start_up_field() {
  return optional("start_up", duration({.max = std::chrono::days{30}}),
                  "How long it takes to start, or waits for capacity; not billed.", "the setting in force");
}
Field scheduled_field() {
  return optional("scheduled", flag(), "Started by a schedule and not by a person: role-based [IDC-7].",
                  "false");
}
Field takes_field() { return required("takes", duration(), "How long the work takes."); }
Field instance_type_field() {
  return required("instance_type", identifier(), "Such as ml.m5.xlarge; the price book must know it.");
}
Field background_sessions_field(std::string description) {
  return optional("background_sessions", flag(), std::move(description), "false");
}

Variant line(std::string key, std::string value, std::string description, std::vector<Field> fields,
             std::vector<Variant> variants) {
  Object members;
  members.fields = std::move(fields);
  members.variants = std::move(variants);
  return {std::move(key), std::move(value), std::move(description), std::move(members)};
}

Variant does(std::string verb, std::string description, std::vector<Field> fields,
             std::vector<Variant> variants) {
  return line("do", std::move(verb), std::move(description), std::move(fields), std::move(variants));
}

std::vector<Field> joined(std::vector<Field> fields, std::vector<Field> more) {
  for (Field& field : more) fields.push_back(std::move(field));
  return fields;
}

}  // namespace outlive::input
