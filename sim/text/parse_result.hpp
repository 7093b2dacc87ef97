// What a parser returns: a value, or the reason why there is none, worded to stand in a diagnostic.
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace outlive::text {

template <class T>
struct [[nodiscard]] ParseResult {
  std::optional<T> value;
  std::string reason;  // empty exactly where there is a value; otherwise such as "needs a unit, such as 90m"

  explicit operator bool() const { return value.has_value(); }
  const T& operator*() const { return *value; }
  const T* operator->() const { return &*value; }

  static ParseResult of(T parsed) { return {std::move(parsed), {}}; }
  static ParseResult failed(std::string why) { return {std::nullopt, std::move(why)}; }
};

}  // namespace outlive::text
