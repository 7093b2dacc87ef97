#include "sim/input/object_view.hpp"

#include <algorithm>

#include "sim/input/scalars.hpp"

namespace outlive::input {
namespace {

const Field* field_named(const Object& object, std::string_view name) {
  const auto found = std::find_if(object.fields.begin(), object.fields.end(),
                                  [name](const Field& field) { return field.name == name; });
  return found == object.fields.end() ? nullptr : &*found;
}

void add_with_variants(const Object& object, std::vector<const Object*>& all) {
  all.push_back(&object);
  for (const Variant& variant : object.variants) add_with_variants(variant.object, all);
}

/// Whether `key` is a field of what the variant selects, or of a variant of that.
bool may_have(const Variant& variant, std::string_view key) {
  const auto& further = variant.object.variants;
  return field_named(variant.object, key) != nullptr ||
         std::any_of(further.begin(), further.end(),
                     [=](const Variant& each) { return may_have(each, key); });
}

/// "do: run", or "compute" where the key alone selects.
std::string named_by(const Variant& variant) {
  return variant.key + (variant.value.empty() ? "" : ": " + variant.value);
}

/// Where the settings called `key` are: "glue.background_sessions or sagemaker.background_sessions".
std::string settings_called(std::string_view key, const Object& tree) {
  std::vector<std::string> paths;
  for (Leaf& leaf : leaves_of(tree)) {
    if (leaf.path.ends_with("." + std::string(key))) paths.push_back(std::move(leaf.path));
  }
  return join_or(paths);
}

/// Whether a key of the node is a slip of the pen for one of `selectors`. It is told of by itself, with the right spelling.
bool misspells_one_of(const std::vector<std::string>& selectors, Node node, const ObjectView& view) {
  return std::any_of(node.begin(), node.end(), [&](Node child) {
    const std::string_view key = child.key();
    const bool known = view.find(key, false).field != nullptr || view.refusal_of(key) != nullptr ||
                       view.is_selector(key) || view.is_possible(key);
    const std::string near = did_you_mean(key, selectors);
    return !known && !near.empty() && view.hint(key) == near;
  });
}

/// Follows the keys of the node into the variants of one part.
void select_variant(const Object& object, Node node, ObjectView& view) {
  if (object.variants.empty()) return;
  Node selector;
  for (const std::string& key : selector_keys(object)) {
    const Node given = node.find(key);
    if (given && selector) {
      view.misfits.push_back(
          {given.key_place(), {}, "both " + quote(selector.key()) + " and " + quote(key), "; give one"});
    } else if (given) {
      selector = given;
    }
  }
  const Variant* chosen = nullptr;
  std::vector<std::string> values;
  for (const Variant& variant : object.variants) {
    if (!selector || variant.key != selector.key()) continue;
    values.push_back(variant.value);
    const bool by_its_key = variant.value.empty();
    if (by_its_key || (selector.is_scalar() && variant.value == selector.text())) chosen = &variant;
  }
  if (chosen != nullptr) {
    view.selected += (view.selected.empty() ? "" : ", ") + named_by(*chosen);
    view.parts.push_back(&chosen->object);
    select_variant(chosen->object, node, view);
    return;
  }
  for (const Variant& variant : object.variants) add_with_variants(variant.object, view.possible);
  if (!selector) {
    const std::vector<std::string> selectors = selector_keys(object);
    if (misspells_one_of(selectors, node, view)) return;
    std::vector<std::string> keys;
    for (const std::string& key : selectors) keys.push_back(quote(key));
    view.misfits.push_back({node.key_place(), {}, "missing key " + join_or(keys), {}});
    return;
  }
  std::string hint;
  if (selector.is_scalar()) hint = did_you_mean(selector.text(), values);
  const std::string got =
      selector.is_scalar() ? quote(selector.text()) + " is not known here" : "cannot read this";
  view.misfits.push_back({selector.place(), std::string(selector.key()), got,
                          hint.empty() ? "; expected " + join_or(values) : hint});
}

}  // namespace

std::string join_or(const std::vector<std::string>& words) {
  std::string joined;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) joined += i + 1 == words.size() ? " or " : ", ";
    joined += words[i];
  }
  return joined;
}

std::vector<std::string> selector_keys(const Object& object) {
  std::vector<std::string> keys;
  for (const Variant& variant : object.variants) {
    if (std::find(keys.begin(), keys.end(), variant.key) == keys.end()) keys.push_back(variant.key);
  }
  return keys;
}

ObjectView view_object(const Object& object, Node node) {
  ObjectView view;
  view.whole = &object;
  view.parts.push_back(&object);
  select_variant(object, node, view);
  return view;
}

ObjectView::Found ObjectView::find(std::string_view key, bool dotted) const {
  for (const Object* part : parts) {
    const Field* field = dotted || part->dotted ? find_field(*part, key) : field_named(*part, key);
    if (field != nullptr) return {field, false};
  }
  for (const Object* part : parts) {
    if (!part->settings) continue;
    if (const Field* field = find_field(part->settings->members, key)) return {field, true};
  }
  return {nullptr, false};
}

bool ObjectView::is_selector(std::string_view key) const {
  const auto selects = [key](const Object* part) {
    return std::any_of(part->variants.begin(), part->variants.end(),
                       [key](const Variant& variant) { return variant.key == key; });
  };
  return std::any_of(parts.begin(), parts.end(), selects) ||
         std::any_of(possible.begin(), possible.end(), selects);
}

bool ObjectView::is_possible(std::string_view key) const {
  return std::any_of(possible.begin(), possible.end(), [key](const Object* part) {
    return field_named(*part, key) != nullptr ||
           (part->settings && find_field(part->settings->members, key) != nullptr);
  });
}

const Refusal* ObjectView::refusal_of(std::string_view key) const {
  for (const Object* part : parts) {
    const auto found = std::find_if(part->refusals.begin(), part->refusals.end(),
                                    [key](const Refusal& each) { return each.key == key; });
    if (found != part->refusals.end()) return &*found;
  }
  return nullptr;
}

std::string ObjectView::label() const { return selected.empty() ? "" : " (" + selected + ")"; }

std::vector<std::string> ObjectView::names() const {
  std::vector<std::string> all;
  const auto add = [&all](const std::string& name) {
    if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
  };
  for (const auto* group : {&parts, &possible}) {
    for (const Object* part : *group) {
      for (const std::string& key : selector_keys(*part)) add(key);
      for (const Field& field : part->fields) add(field.name);
      if (!part->settings) continue;
      for (const Field& field : part->settings->members.fields) add(field.name);
    }
  }
  return all;
}

/// The variants that could have been chosen instead and have `key`, those beside the last choice first: "'do: run'";
/// nothing if they are many.
std::string ObjectView::owners_of(std::string_view key) const {
  constexpr std::size_t most_named = 3;
  std::vector<std::string> names;
  for (auto part = parts.rbegin(); part != parts.rend() && names.empty(); ++part) {
    for (const Variant& variant : (*part)->variants) {
      if (may_have(variant, key)) names.push_back("'" + named_by(variant) + "'");
    }
  }
  return names.size() <= most_named ? join_or(names) : "";
}

std::string ObjectView::hint(std::string_view key) const {
  std::vector<std::string> candidates = names();
  const std::size_t colon = key.find(':');
  if (colon != std::string_view::npos &&
      std::find(candidates.begin(), candidates.end(), key.substr(0, colon)) != candidates.end()) {
    return "; a space must follow the colon";
  }
  for (const Object* part : parts) {
    const std::string paths = settings_called(key, part->settings ? part->settings->members : *part);
    if (!paths.empty()) return "; did you mean " + paths + "?";
  }
  if (const std::string owners = owners_of(key); !owners.empty()) return "; it belongs to " + owners;
  const std::size_t dot = key.find('.');
  if (find_field(*whole, key) != nullptr) {  // right but for its form
    return "; expected it nested, as in '" + std::string(key.substr(0, dot)) + ": {" +
           std::string(key.substr(dot + 1)) + ": ...}'";
  }
  const std::size_t listed = candidates.size();
  if (dot != std::string_view::npos) {
    for (const Object* part : parts) {
      const Object* tree = part->settings ? &part->settings->members : part;
      for (Leaf& leaf : leaves_of(*tree)) candidates.push_back(std::move(leaf.path));
    }
  }
  const std::string near = did_you_mean(key, candidates);
  if (!near.empty()) return near;
  constexpr std::size_t short_list = 10;
  return listed > 0 && listed <= short_list ? "; expected " + known_keys() : "";
}

std::string ObjectView::known_keys() const { return join_or(names()); }

}  // namespace outlive::input
