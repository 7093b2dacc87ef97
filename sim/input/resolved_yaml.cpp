#include "sim/input/resolved_yaml.hpp"

#include <algorithm>
#include <optional>

#include "sim/input/check.hpp"
#include "sim/input/object_view.hpp"
#include "sim/text/yaml_scalar.hpp"

namespace outlive::input {
namespace {

constexpr std::size_t comment_column = 48;

/// The default of a field, where that is a value and no prose.
std::optional<Document> default_of(const Field& field) {
  if (field.default_text.empty()) return std::nullopt;
  Diagnostics prose;
  auto document = parse_document("", "value: " + field.default_text + "\n", prose);
  if (!document || !check(document->root().find("value"), *field.type, {}, prose)) return std::nullopt;
  return document;
}

/// Where a value may be of several types, the one that is written like this.
const Type& written_as(const Type& type, NodeKind kind) {
  const auto holds = [kind](const TypeRef& each) {
    const bool map = each->kind == TypeKind::object || each->kind == TypeKind::map;
    const NodeKind own = map                            ? NodeKind::map
                         : each->kind == TypeKind::list ? NodeKind::list
                                                        : NodeKind::scalar;
    return own == kind;
  };
  const auto found = std::find_if(type.alternatives.begin(), type.alternatives.end(), holds);
  return found == type.alternatives.end() ? type : **found;
}

bool is_group(const Type& type) {
  return type.kind == TypeKind::map || (type.kind == TypeKind::object && type.members.variants.empty());
}

/// Nothing need be said in it, and it has no default of its own.
bool has_only_defaults(const Field& field) {
  return field.default_text.empty() && field.type->kind == TypeKind::object && is_group(*field.type) &&
         std::none_of(field.type->members.fields.begin(), field.type->members.fields.end(),
                      [](const Field& inner) { return inner.required; });
}

std::string flow(Node node, const Type& type);

std::string flow_object(Node node, const Object& members) {
  const ObjectView view = view_object(members, node);
  std::string text;
  const auto add = [&text](std::string_view key, const std::string& value) {
    text += (text.empty() ? "" : ", ") + std::string(key) + ": " + value;
  };
  for (const Object* part : view.parts) {
    for (const Field& field : part->fields) {
      if (const Node value = node.find(field.name)) {
        add(field.name, flow(value, *field.type));
      } else if (const auto fallback = default_of(field)) {
        add(field.name, flow(fallback->root().find("value"), *field.type));
      }
    }
    for (const std::string& key : selector_keys(*part)) {
      const bool is_value =
          std::any_of(part->variants.begin(), part->variants.end(),
                      [&key](const Variant& each) { return each.key == key && !each.value.empty(); });
      if (is_value && node.find(key)) add(key, text::yaml_scalar(node.find(key).text()));
    }
  }
  return "{" + text + "}";
}

std::string flow(Node node, const Type& type) {
  if (type.kind == TypeKind::any_of) return flow(node, written_as(type, node.kind()));
  if (type.kind == TypeKind::object) return flow_object(node, type.members);
  if (node.is_list()) {
    std::string text;
    for (const Node item : node) text += (text.empty() ? "" : ", ") + flow(item, *type.item);
    return "[" + text + "]";
  }
  const bool is_text = type.kind == TypeKind::text || type.kind == TypeKind::identifier;
  return is_text ? text::yaml_scalar(node.text()) : std::string(node.text());
}

std::string line(std::size_t indent, std::string_view key, const std::string& value, bool is_default) {
  std::string text = std::string(indent, ' ') + std::string(key) + ":" + (value.empty() ? "" : " " + value);
  if (is_default) {
    text.resize(std::max(comment_column, text.size() + 2), ' ');
    text += "# default";
  }
  return text + "\n";
}

std::string group(Node map, const Type& type, std::size_t indent, const Fits& fits) {
  if (type.kind == TypeKind::object) return resolved_yaml(map, type.members, indent, fits);
  std::string text;
  for (const Node child : map) {
    text += line(indent, text::yaml_scalar(child.key()), {}, false);
    text += group(child, *type.keys.front().type, indent + 2, fits);
  }
  return text;
}

}  // namespace

std::string resolved_yaml(Node map, const Object& members, std::size_t indent, const Fits& fits) {
  std::string text;
  for (const Field& field : members.fields) {
    const Node value = map.find(field.name);
    if (!value && !fits(map, field.name)) continue;
    if (is_group(*field.type) && (value || has_only_defaults(field))) {
      text += line(indent, field.name, {}, false) + group(value, *field.type, indent + 2, fits);
    } else if (value) {
      text += line(indent, field.name, flow(value, *field.type), false);
    } else if (const auto fallback = default_of(field)) {
      text += line(indent, field.name, flow(fallback->root().find("value"), *field.type), true);
    }
  }
  return text;
}

}  // namespace outlive::input
