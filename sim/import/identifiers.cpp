#include "sim/import/identifiers.hpp"

#include "sim/input/schema.hpp"

namespace outlive::import {

std::string as_identifier(std::string_view text, std::string_view prefix) {
  constexpr std::size_t longest = 80;
  std::string name;
  for (const char c : text.substr(0, longest)) {
    const bool fits =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    // A dot would be taken for a step of a path where results are named.
    name += fits ? c : '-';
  }
  if (!input::is_identifier(name)) name.insert(0, std::string(prefix) + "-");
  return name;
}

std::string Identifiers::another(std::string_view name) {
  std::string wanted = as_identifier(name, prefix_);
  if (taken_.insert(wanted).second) return wanted;
  std::uint64_t& number = numbers_.try_emplace(wanted, 1).first->second;
  for (;;) {
    std::string next = wanted + "-" + std::to_string(++number);
    if (taken_.insert(next).second) return next;
  }
}

const std::string& Identifiers::of(const std::string& key, std::string_view name) {
  const auto known = by_key_.find(key);
  if (known != by_key_.end()) return known->second;
  return by_key_.emplace(key, another(name)).first->second;
}

}  // namespace outlive::import
