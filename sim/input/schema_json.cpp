#include "sim/input/schema_json.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/input/object_view.hpp"
#include "sim/input/scalars.hpp"
#include "sim/text/bytes.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/number.hpp"

namespace outlive::input {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* duration_pattern =
    "(?=[0-9])([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?";
constexpr const char* utc_pattern =
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})";
constexpr const char* money_pattern = "-?[0-9]+(\\.[0-9]{1,9})? [A-Z]{3}";
constexpr const char* size_pattern = "(0|[1-9][0-9]*)(\\.[0-9]{1,12})? (B|KB|MB|GB|TB)";
constexpr const char* release_pattern = "(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})";
constexpr const char* date_pattern = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
constexpr const char* identifier_pattern = "[A-Za-z][A-Za-z0-9_.-]*";

Json string_like(const std::string& pattern) {
  return {{"type", "string"}, {"pattern", "^(" + pattern + ")$"}};
}

/// What a word is when YAML reads it without quotes.
Json yaml_value(const std::string& word) {
  if (word == "true" || word == "false") return word == "true";
  if (const auto integer = text::parse_integer(word)) return *integer;
  std::string reason;
  if (const auto decimal = read_decimal(word, reason)) return *decimal;
  return word;
}

std::string key_regex(const std::string& pattern) {
  std::string regex;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern.compare(i, 6, "<name>") == 0) {
      regex += identifier_pattern;
      i += 5;
    } else {
      if (std::string_view("\\^$.|?*+()[]{}").find(pattern[i]) != std::string_view::npos) regex += '\\';
      regex += pattern[i];
    }
  }
  return regex;
}

std::string with_example(std::string pattern) {
  for (std::size_t at = pattern.find("<name>"); at != std::string::npos; at = pattern.find("<name>")) {
    pattern.replace(at, 6, "x");
  }
  return pattern;
}

class Writer {
 public:
  Json write_root(const Type& root, const SchemaTitle& title) {
    Json schema;
    schema["$schema"] = "http://json-schema.org/draft-07/schema#";
    if (!title.id.empty()) schema["$id"] = title.id;
    schema["title"] = title.title;
    if (!title.description.empty()) schema["description"] = title.description;
    schema.update(write_inline(root, false, {}));
    if (!definitions_.empty()) schema["definitions"] = definitions_;
    return schema;
  }

 private:
  /// `dotted`: in an object whose leaves may be dotted keys; `hint`: a name for what deserves one.
  Json write(const Type& type, bool dotted, const std::string& hint) {
    const bool shared = !type.name.empty() || (dotted && type.kind == TypeKind::object);
    if (!shared) return write_inline(type, dotted, hint);
    auto [known, is_new] = names_.try_emplace({&type, dotted}, type.name.empty() ? hint : type.name);
    if (is_new) {
      std::string& name = known->second;
      const std::string wanted = name;
      for (int i = 2; definitions_.contains(name); ++i) name = wanted + "_" + std::to_string(i);
      const std::string final_name = name;  // the map may grow below
      definitions_[final_name] = nullptr;   // takes the name, and its place in the order
      definitions_[final_name] = write_inline(type, dotted, hint);
      return {{"$ref", "#/definitions/" + final_name}};
    }
    return {{"$ref", "#/definitions/" + known->second}};
  }

  Json write_inline(const Type& type, bool dotted, const std::string& hint) {
    switch (type.kind) {
      case TypeKind::duration:
        return string_like(type.durations.none ? std::string("none|") + duration_pattern : duration_pattern);
      case TypeKind::instant: return string_like(std::string(duration_pattern) + "|" + utc_pattern);
      case TypeKind::utc: return string_like(utc_pattern);
      case TypeKind::flag: return {{"type", "boolean"}};
      case TypeKind::integer: return write_integer(type.integers);
      case TypeKind::decimal: return write_decimal(type.decimals);
      case TypeKind::money: return string_like(money_pattern);
      case TypeKind::size: return string_like(size_pattern);
      case TypeKind::release: return write_release();
      case TypeKind::portion: return write_portion(type.portions);
      case TypeKind::date: return string_like(date_pattern);
      case TypeKind::text: return {{"type", {"string", "number", "boolean"}}};
      case TypeKind::identifier: return string_like(identifier_pattern);
      case TypeKind::choice: return write_choice(type);
      case TypeKind::list: return write_list(type, hint);
      case TypeKind::map: return write_map(type, hint);
      case TypeKind::object: return write_object(type.members, dotted, hint);
      case TypeKind::any_of: break;
    }
    Json any = Json::array();
    for (const TypeRef& alternative : type.alternatives) any.push_back(write(*alternative, false, hint));
    return {{"anyOf", any}};
  }

  static Json write_integer(const IntegerRange& range) {
    Json json{{"type", "integer"}};
    if (range.min != std::numeric_limits<std::int64_t>::min()) json["minimum"] = range.min;
    if (range.max != std::numeric_limits<std::int64_t>::max()) json["maximum"] = range.max;
    return json;
  }
  static Json write_decimal(const DecimalRange& range) {
    Json json{{"type", "number"}};
    if (range.min > std::numeric_limits<double>::lowest()) json["minimum"] = range.min;
    if (range.max < std::numeric_limits<double>::max()) json["maximum"] = range.max;
    return json;
  }
  /// Without quotes 7.8 is a number for YAML.
  static Json write_release() { return {{"anyOf", {string_like(release_pattern), {{"type", "number"}}}}}; }
  static Json write_portion(const PortionRange& range) {
    const std::string most = std::to_string(range.most_percent);
    const std::string less = "(0|[1-9][0-9]{0," + std::to_string(most.size() - 2) + "})(\\.[0-9]{1,7})?%";
    return {{"anyOf",
             {string_like(less + "|" + most + "(\\.0{1,7})?%"),
              {{"type", "number"}, {"minimum", 0}, {"maximum", range.most_percent / 100}}}}};
  }
  /// Words such as 5.0 may stand with and without quotes: they are in the list as text and as number.
  static Json write_choice(const Type& type) {
    Json words = Json::array();
    for (const std::string& word : type.choices) {
      words.push_back(word);
      if (const Json unquoted = yaml_value(word); unquoted != words.back()) words.push_back(unquoted);
    }
    return {{"enum", words}};
  }
  Json write_list(const Type& type, const std::string& hint) {
    Json json{{"type", "array"}, {"items", write(*type.item, false, hint)}};
    if (type.count.min > 0) json["minItems"] = type.count.min;
    if (type.count.max != ItemCount{}.max) json["maxItems"] = type.count.max;
    return json;
  }

  /// In JSON Schema all patterns that match a key apply; here the first does. So the later ones exclude it.
  Json write_map(const Type& type, const std::string& hint) {
    Json patterns = Json::object();
    for (std::size_t i = 0; i < type.keys.size(); ++i) {
      const KeyPattern& key = type.keys[i];
      std::string excluded;
      for (std::size_t k = 0; k < i; ++k) {
        if (!matches(key.pattern, with_example(type.keys[k].pattern))) continue;
        excluded += (excluded.empty() ? "" : "|") + key_regex(type.keys[k].pattern);
      }
      if (!excluded.empty()) excluded = "(?!(" + excluded + ")$)";
      patterns["^" + excluded + key_regex(key.pattern) + "$"] =
          described(write(*key.type, false, hint), key.description);
    }
    Json json{{"type", "object"}, {"patternProperties", patterns}, {"additionalProperties", false}};
    if (type.count.min > 0) json["minProperties"] = type.count.min;
    return json;
  }

  // ---- objects --------------------------------------------------------------------------------------------

  /// One of the ways through the variants of an object: the parts that then make it up, and their selectors.
  struct Way {
    std::vector<const Object*> parts;
    std::vector<const Variant*> selectors;
  };
  static std::vector<Way> ways(const Object& object) {
    if (object.variants.empty()) return {{{&object}, {}}};
    std::vector<Way> all;
    for (const Variant& variant : object.variants) {
      for (Way& rest : ways(variant.object)) {
        rest.parts.insert(rest.parts.begin(), &object);
        rest.selectors.insert(rest.selectors.begin(), &variant);
        all.push_back(std::move(rest));
      }
    }
    return all;
  }

  Json write_object(const Object& object, bool dotted, const std::string& hint) {
    const std::vector<Way> all = ways(object);
    if (object.variants.empty()) return write_way(all.front(), object, dotted, hint);
    Json any = Json::array();
    for (const Way& way : all) any.push_back(write_way(way, object, dotted, hint));
    return {{"anyOf", any}};
  }

  Json write_way(const Way& way, const Object& object, bool dotted, const std::string& hint) {
    Json json;
    Json properties = Json::object();
    Json needed = Json::array();
    std::string title;
    for (const Variant* selector : way.selectors) {
      title += (title.empty() ? "" : ", ") + selector->key +
               (selector->value.empty() ? "" : ": " + selector->value);
      if (selector->value.empty()) continue;  // its field says what it may be
      properties[selector->key] = described({{"const", yaml_value(selector->value)}}, selector->description);
      needed.push_back(selector->key);
    }
    for (const Object* part : way.parts) {
      add_fields(*part, dotted || part->dotted, {}, hint, properties);
      if (part->settings) add_fields(part->settings->members, true, {}, {}, properties);
      for (const Field& field : part->fields) {
        if (field.required) needed.push_back(field.name);
      }
    }
    if (!title.empty()) json["title"] = title;
    json["type"] = "object";
    json["properties"] = std::move(properties);
    if (!needed.empty()) json["required"] = std::move(needed);
    if (object.min_keys > 0) json["minProperties"] = object.min_keys;
    if (object.max_keys != Object{}.max_keys) json["maxProperties"] = object.max_keys;
    json["additionalProperties"] = false;
    return json;
  }

  /// Where keys may be dotted, every path below is a property, too.
  void add_fields(const Object& object, bool dotted, const std::string& prefix, const std::string& hint,
                  Json& properties) {
    for (const Field& field : object.fields) {
      const std::string path = prefix + field.name;
      properties[path] = write_field(field, dotted, hint.empty() ? path : hint + "." + path);
      const bool nested = field.type->kind == TypeKind::object && field.type->members.variants.empty();
      if (dotted && nested) add_fields(field.type->members, true, path + '.', hint, properties);
    }
  }

  Json write_field(const Field& field, bool dotted, const std::string& hint) {
    std::string description = field.description;
    if (const std::string range = range_of(*field.type); !range.empty()) {
      description += (description.empty() ? "Range: " : " Range: ") + range + ".";
    }
    Json json = described(write(*field.type, dotted, hint), description);
    if (!field.default_text.empty()) json["default"] = yaml_value(field.default_text);
    return json;
  }

  /// A pattern cannot say how much a text may mean, so its description does.
  static std::string range_of(const Type& type) {
    const auto spelt = [](const std::string& min, bool has_max, const std::string& max) {
      return min + (has_max ? " to " + max : " or more");
    };
    const DurationRange& times = type.durations;
    if (type.kind == TypeKind::duration && (times.min > Duration::zero() || times.max != unlimited)) {
      return spelt(text::format_duration(times.min), times.max != unlimited,
                   text::format_duration(times.max));
    }
    const bool has_most = type.sizes.max != SizeRange{}.max;
    if (type.kind == TypeKind::size && (type.sizes.min > 0 || has_most)) {
      return spelt(text::format_bytes(type.sizes.min), has_most, text::format_bytes(type.sizes.max));
    }
    return {};
  }

  /// Draft 07 ignores what stands beside a $ref, so a described reference is wrapped.
  static Json described(Json json, const std::string& description) {
    if (description.empty()) return json;
    Json result{{"description", description}};
    if (json.contains("$ref")) {
      result["allOf"] = Json::array({std::move(json)});
    } else {
      result.update(json);
    }
    return result;
  }

  Json definitions_ = Json::object();
  std::map<std::pair<const Type*, bool>, std::string> names_;  // looked up only: its order shows nowhere
};

}  // namespace

std::string json_schema(const Type& root, const SchemaTitle& title) {
  return Writer().write_root(root, title).dump(2) + "\n";
}

}  // namespace outlive::input
