#include "sim/input/schema.hpp"

#include <algorithm>
#include <utility>

namespace outlive::input {
namespace {

TypeRef simple(TypeKind kind) {
  Type type;
  type.kind = kind;
  return std::make_shared<const Type>(std::move(type));
}

bool is_plain_object(const Type& type) {
  return type.kind == TypeKind::object && type.members.variants.empty();
}

void collect_leaves(const Object& object, const std::string& prefix, std::vector<Leaf>& leaves) {
  for (const Field& field : object.fields) {
    const std::string path = prefix + field.name;
    if (is_plain_object(*field.type)) {
      collect_leaves(field.type->members, path + '.', leaves);
    } else {
      leaves.push_back({path, &field});
    }
  }
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool may_follow(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-'; }

}  // namespace

TypeRef duration(DurationRange range) {
  Type type;
  type.kind = TypeKind::duration;
  type.durations = std::move(range);
  return std::make_shared<const Type>(std::move(type));
}

TypeRef instant() { return simple(TypeKind::instant); }
TypeRef utc() { return simple(TypeKind::utc); }
TypeRef flag() { return simple(TypeKind::flag); }
TypeRef money() { return simple(TypeKind::money); }
TypeRef release() { return simple(TypeKind::release); }
TypeRef date() { return simple(TypeKind::date); }
TypeRef text() { return simple(TypeKind::text); }
TypeRef identifier() { return simple(TypeKind::identifier); }
TypeRef share() { return decimal({.min = 0.0, .max = 1.0, .rule = {}}); }

TypeRef integer(IntegerRange range) {
  Type type;
  type.kind = TypeKind::integer;
  type.integers = std::move(range);
  return std::make_shared<const Type>(std::move(type));
}

TypeRef size(SizeRange range) {
  Type type;
  type.kind = TypeKind::size;
  type.sizes = range;
  return std::make_shared<const Type>(std::move(type));
}

TypeRef portion(PortionRange range) {
  Type type;
  type.kind = TypeKind::portion;
  type.portions = range;
  return std::make_shared<const Type>(std::move(type));
}

TypeRef decimal(DecimalRange range) {
  Type type;
  type.kind = TypeKind::decimal;
  type.decimals = std::move(range);
  return std::make_shared<const Type>(std::move(type));
}

TypeRef choice(std::vector<std::string> words) {
  Type type;
  type.kind = TypeKind::choice;
  type.choices = std::move(words);
  return std::make_shared<const Type>(std::move(type));
}

TypeRef list_of(TypeRef item, ItemCount count) {
  Type type;
  type.kind = TypeKind::list;
  type.item = std::move(item);
  type.count = count;
  return std::make_shared<const Type>(std::move(type));
}

TypeRef map_of(TypeRef value) { return map_by_key({{"<name>", std::move(value), {}}}); }

TypeRef map_by_key(std::vector<KeyPattern> keys, ItemCount count) {
  Type type;
  type.kind = TypeKind::map;
  type.count = count;
  type.keys = std::move(keys);
  return std::make_shared<const Type>(std::move(type));
}

TypeRef object(std::vector<Field> fields) {
  Object members;
  members.fields = std::move(fields);
  return object(std::move(members));
}

TypeRef object(Object members) {
  Type type;
  type.kind = TypeKind::object;
  type.members = std::move(members);
  return std::make_shared<const Type>(std::move(type));
}

TypeRef any_of(std::vector<TypeRef> alternatives) {
  Type type;
  type.kind = TypeKind::any_of;
  type.alternatives = std::move(alternatives);
  return std::make_shared<const Type>(std::move(type));
}

TypeRef named(std::string name, const TypeRef& type) {
  Type copy = *type;
  copy.name = std::move(name);
  return std::make_shared<const Type>(std::move(copy));
}

Field required(std::string name, TypeRef type, std::string description) {
  return {std::move(name), std::move(type), std::move(description), {}, true};
}

Field optional(std::string name, TypeRef type, std::string description, std::string default_text) {
  return {std::move(name), std::move(type), std::move(description), std::move(default_text), false};
}

TypeRef recursive(const std::function<Type(const TypeRef&)>& make) {
  const auto whole = std::make_shared<Type>();
  const TypeRef inside(TypeRef{}, whole.get());  // a cycle of owners would never be freed
  *whole = make(inside);
  return whole;
}

bool is_identifier(std::string_view text) {
  return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), may_follow);
}

bool matches(std::string_view pattern, std::string_view key) {
  constexpr std::string_view placeholder = "<name>";
  const std::size_t at = pattern.find(placeholder);
  if (at == std::string_view::npos) return pattern == key;
  if (key.size() <= at || key.substr(0, at) != pattern.substr(0, at) || !is_letter(key[at])) return false;
  const std::string_view rest = pattern.substr(at + placeholder.size());
  for (std::size_t end = at + 1; end <= key.size(); ++end) {
    if (matches(rest, key.substr(end))) return true;
    if (end == key.size() || !may_follow(key[end])) break;
  }
  return false;
}

const Field* find_field(const Object& object, std::string_view path) {
  const std::size_t dot = path.find('.');
  const auto field = std::find_if(object.fields.begin(), object.fields.end(),
                                  [name = path.substr(0, dot)](const Field& f) { return f.name == name; });
  if (field == object.fields.end()) return nullptr;
  if (dot == std::string_view::npos) return &*field;
  if (!is_plain_object(*field->type)) return nullptr;
  return find_field(field->type->members, path.substr(dot + 1));
}

std::vector<Leaf> leaves_of(const Object& object) {
  std::vector<Leaf> leaves;
  collect_leaves(object, {}, leaves);
  return leaves;
}

TypeRef wrap_leaves(const TypeRef& object, const std::function<TypeRef(const TypeRef&)>& wrap) {
  if (!is_plain_object(*object)) return wrap(object);
  Type copy = *object;
  copy.name.clear();  // it is another type now
  for (Field& field : copy.members.fields) field.type = wrap_leaves(field.type, wrap);
  return std::make_shared<const Type>(std::move(copy));
}

}  // namespace outlive::input
