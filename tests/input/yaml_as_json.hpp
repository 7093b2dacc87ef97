// Documents as an editor sees them, and the verdict of a published schema on them.
#pragma once

#include <string>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "sim/input/document.hpp"
#include "sim/input/scalars.hpp"

namespace outlive::input {

/// A document as YAML 1.2 types it.
inline nlohmann::json to_json(Node node) {
  nlohmann::json value;
  if (node.is_map()) {
    value = nlohmann::json::object();
    for (const Node child : node) value[std::string(child.key())] = to_json(child);
  } else if (node.is_list()) {
    value = nlohmann::json::array();
    for (const Node child : node) value.push_back(to_json(child));
  } else if (node.is_scalar()) {
    value = std::string(node.text());
    if (node.quoted()) return value;
    if (node.text() == "true" || node.text() == "false") return node.text() == "true";
    if (looks_like_number(node.text())) {
      auto number = nlohmann::json::parse(node.text(), nullptr, false);
      if (!number.is_discarded()) return number;  // 012 and .5 are no numbers of JSON
    }
  }
  return value;
}

/// A published schema, read once.
class PublishedSchema {
 public:
  explicit PublishedSchema(const std::string& text) : json_(nlohmann::json::parse(text)) {
    const valijson::adapters::NlohmannJsonAdapter adapter(json_);
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(adapter, schema_);
  }

  [[nodiscard]] bool accepts(Node root) const { return accepts(to_json(root)); }

  [[nodiscard]] bool accepts(const nlohmann::json& value) const {
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    const valijson::adapters::NlohmannJsonAdapter target(value);
    return validator.validate(schema_, target, nullptr);
  }

 private:
  nlohmann::json json_;
  valijson::Schema schema_;
};

}  // namespace outlive::input
