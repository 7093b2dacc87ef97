#include "sim/output/json.hpp"

#include "sim/text/sanitize.hpp"

namespace outlive::output {

namespace {

std::string written(const Json& document, int indent) {
  return text::escape_in_json(document.dump(indent, ' ', false, Json::error_handler_t::replace));
}

}  // namespace

std::string dump(const Json& document) { return written(document, 2) + "\n"; }

std::string dump_compact(const Json& document) { return dump_value(document) + "\n"; }

std::string dump_value(const Json& value) { return written(value, -1); }

std::string unit_key(std::string_view currency) {
  std::string key = "_" + std::string(currency);
  for (char& c : key) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return key;
}

}  // namespace outlive::output
