// Foreign names as names of a scenario: letters, digits, _ - and dots, beginning with a letter, none twice.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace outlive::import {

/// The text as an identifier: other characters become `-`; what does not begin with a letter gets `prefix` before it.
std::string as_identifier(std::string_view text, std::string_view prefix);

/// Names of one kind, as foreign key and as identifier.
class Identifiers {
 public:
  explicit Identifiers(std::string prefix) : prefix_(std::move(prefix)) {}

  /// The identifier of `key`, made of `name` the first time; a second key of the same name gets `name.2`.
  const std::string& of(const std::string& key, std::string_view name);
  /// A further one of that name, whatever keys there are.
  std::string another(std::string_view name);

 private:
  std::string prefix_;
  std::map<std::string, std::string, std::less<>> by_key_;
  std::set<std::string, std::less<>> taken_;
  std::map<std::string, std::uint64_t, std::less<>> numbers_;  // the last that was tried for each name
};

}  // namespace outlive::import
