// JSON as it is read back: every mistake is told with its place, and one does not hide the next.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "outlive/diagnostic.hpp"
#include "sim/input/source.hpp"

namespace outlive::input {

using Json = nlohmann::ordered_json;

struct JsonProblem {
  const Json* where = nullptr;  // the value that is wrong, or the object that lacks one
  std::string message;
};

/// A value of a document and the list of what is wrong with it. What cannot be read gives nothing and is a problem; the parts of
/// such a value give nothing and are none. Valid as long as document and list are.
class JsonView {
 public:
  JsonView(const Json* value, std::vector<JsonProblem>& problems) : value_(value), problems_(&problems) {}

  /// Of an object that must have it.
  [[nodiscard]] JsonView operator[](std::string_view key) const;
  /// Of an object that may have it.
  [[nodiscard]] std::optional<JsonView> find(std::string_view key) const;
  [[nodiscard]] std::vector<std::pair<std::string_view, JsonView>> members() const;
  [[nodiscard]] std::vector<JsonView> elements() const;

  [[nodiscard]] bool is_null() const { return value_ != nullptr && value_->is_null(); }
  [[nodiscard]] std::optional<std::string> text() const;
  [[nodiscard]] std::optional<std::uint64_t> count() const;
  [[nodiscard]] std::optional<std::int64_t> integer() const;
  [[nodiscard]] std::optional<double> number() const;
  [[nodiscard]] std::optional<bool> flag() const;

  /// Says that the value is not what was expected.
  void refuse(std::string why) const;
  [[nodiscard]] bool has_problems() const { return !problems_->empty(); }

 private:
  [[nodiscard]] JsonView of(const Json* value) const { return {value, *problems_}; }
  [[nodiscard]] bool needs(bool is_so, std::string_view what) const;

  const Json* value_;  // nothing where there was none to read
  std::vector<JsonProblem>* problems_;
};

/// Whether a document is of the version that is read, as its `schema_version` says; if not, that is a problem.
bool is_of_version(const JsonView& root, std::uint64_t version);

/// Nothing if the text is no JSON, which is then told with line and column.
std::optional<Json> parse_json(const Source& source, Diagnostics& problems);

/// Tells what was wrong with a document that `source` was parsed to, with line and column; after twenty how many more.
void tell_problems(const Source& source, const Json& document, const std::vector<JsonProblem>& found,
                   Diagnostics& problems);

}  // namespace outlive::input
