#include "sim/input/access_schema.hpp"

#include <string>
#include <utility>

#include "outlive/directory.hpp"

namespace outlive::input {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

std::vector<std::string> applications() {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < application_count; ++i)
    names.emplace_back(name_of(static_cast<Application>(i)));
  return names;
}

Variant administers(std::string verb, std::string description, std::vector<Field> fields) {
  Object members;
  members.fields = std::move(fields);
  return {"admin", std::move(verb), std::move(description), std::move(members)};
}

Field whose_field() { return required("user", identifier(), "The user."); }
std::vector<Field> with_principal(std::vector<Field> fields) {
  fields.push_back(optional("user", identifier(), "The user; or give `group`."));
  fields.push_back(optional("group", identifier(), "The group; or give `user`."));
  return fields;
}

/// One value for each key, as databases, tables and columns have them.
TypeRef tags() { return map_of(text()); }
TypeRef granted_tags() { return map_of(list_of(text(), {.min = 1})); }
const char* const granted_tags_text =
    "Lake Formation: for each key the values that it lets see; a column must match all keys [LF-EXPR].";
const char* const location_text =
    "S3 Access Grants: it and what lies under it, such as s3://bank/raw/; a star at its end stands for "
    "anything.";

TypeRef database_schema() {
  const TypeRef table =
      object({optional("tags", tags(), "Tags of its columns, where they have none of their own."),
              required("columns", map_of(tags()), "Its columns by name, each with the tags of its own.")});
  return object({optional("tags", tags(), "Tags of its tables, where they have none of their own."),
                 required("tables", map_of(table), "Its tables, by name.")});
}

TypeRef application_schema() {
  return object({optional("groups", list_of(identifier()), "Groups whose members may use it."),
                 optional("users", list_of(identifier()), "Users who may use it.")});
}

}  // namespace

TypeRef assignments_schema() {
  static const TypeRef schema = [] {
    std::vector<Field> fields;
    for (std::string& name : applications()) {
      std::string description = "Who is assigned to " + name + "; {} where nobody is.";
      fields.push_back(
          optional(std::move(name), application_schema(), std::move(description), "open to all"));
    }
    return object(std::move(fields));
  }();
  return schema;
}

TypeRef access_schema() {
  static const TypeRef schema = [] {
    const TypeRef by_tags = object(with_principal({required("tags", granted_tags(), granted_tags_text)}));
    const TypeRef by_location = object(with_principal({required("location", text(), location_text)}));
    const TypeRef lake_formation =
        object({optional("databases", map_of(database_schema()), "Databases with their tables, by name."),
                optional("grants", list_of(by_tags), "Who may see what has which tags.")});
    return object(
        {optional("lake_formation", lake_formation, "Tables whose columns carry tags [LF-TBAC]."),
         optional("s3_access_grants", list_of(by_location), "Who may read what lies at which location.")});
  }();
  return schema;
}

Field reads_field() {
  const TypeRef reads = object(
      {optional("tables", list_of(text(), {.min = 1}), "Each as database.table."),
       optional("columns", list_of(text(), {.min = 1}), "Columns of every table that it cannot do without."),
       optional("locations", list_of(text(), {.min = 1}), "Such as s3://bank/raw/."),
       optional("renews_every", duration({.min = minutes{1}, .max = hours{12}, .rule = "DATA-1"}),
                "How often it has its credentials renewed.", "when the first of them expires")});
  return optional("reads", reads,
                  "What it reads under its user's identity; denied, it fails with access_denied [DATA-2].");
}

std::vector<Variant> directory_lines() {
  const auto service_field = [] { return required("service", choice(applications()), "The service."); };
  const auto group_field = [] { return required("group", identifier(), "The group."); };
  const auto granted = [] {
    return with_principal(
        {optional("tags", granted_tags(), granted_tags_text), optional("location", text(), location_text)});
  };
  return {
      administers("disable_user", "Disables a user: their sign-ins end, and no new one is possible [IDC-13].",
                  {whose_field()}),
      administers("enable_user", "Enables a user who was disabled.", {whose_field()}),
      administers("delete_user", "Deletes a user, for good [IDC-13].", {whose_field()}),
      administers("add_to_group", "Makes a user a member of a group.", {whose_field(), group_field()}),
      administers("remove_from_group", "Ends a user's membership of a group [IDC-14].",
                  {whose_field(), group_field()}),
      administers("add_assignment", "Assigns a user or a group to a service of `assignments`.",
                  with_principal({service_field()})),
      administers("remove_assignment", "Takes an assignment away [IDC-14].",
                  with_principal({service_field()})),
      administers("deny", "Attaches a policy that denies a user everything, at once [IDC-15].",
                  {whose_field()}),
      administers("allow", "Detaches that policy.", {whose_field()}),
      administers("grant", "Grants what has certain tags, or a location.", granted()),
      administers("revoke_grant",
                  "Revokes a grant, given with the same words; what was vended lives on [DATA-1].",
                  granted()),
  };
}

}  // namespace outlive::input
