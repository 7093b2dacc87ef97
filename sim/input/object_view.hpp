// Which keys one object of a document may have: its fields, those of the variants that its own keys select,
// and the settings that may stand in it. Private to the checker; apart from it because choosing variants is a
// subject of its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "sim/input/document.hpp"
#include "sim/input/schema.hpp"

namespace outlive::input {

struct ObjectView {
  /// What is wrong with the choice of a variant: with the value of `key`, or (no key) with the object, which
  /// is then named between `what` and `advice`.
  struct Misfit {
    Place place;
    std::string key;
    std::string what;
    std::string advice;
  };
  struct Found {
    const Field* field;
    bool is_setting;
  };

  const Object* whole = nullptr;
  std::vector<const Object*> parts;     // whose fields count
  std::vector<const Object*> possible;  // whose fields might, if the variant had been given properly
  std::vector<Misfit> misfits;
  std::string selected;  // "do: run"

  /// The field of a key; `dotted`: the key may be a path through nested objects.
  [[nodiscard]] Found find(std::string_view key, bool dotted) const;
  /// Does this key select a variant?
  [[nodiscard]] bool is_selector(std::string_view key) const;
  /// Might this key be right, were the variant known?
  [[nodiscard]] bool is_possible(std::string_view key) const;

  /// Why this key cannot stand here, where the schema says so; or null.
  [[nodiscard]] const Refusal* refusal_of(std::string_view key) const;

  /// " (do: run)" where a variant was selected.
  [[nodiscard]] std::string label() const;
  /// What the writer of an unknown key may have meant.
  [[nodiscard]] std::string hint(std::string_view key) const;
  /// "a, b, c"
  [[nodiscard]] std::string known_keys() const;
  [[nodiscard]] std::vector<std::string> names() const;
  [[nodiscard]] std::string owners_of(std::string_view key) const;
};

ObjectView view_object(const Object& object, Node node);

/// The keys that select variants, in the order of the schema.
std::vector<std::string> selector_keys(const Object& object);

/// "a, b or c"
std::string join_or(const std::vector<std::string>& words);

}  // namespace outlive::input
