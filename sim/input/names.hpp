// Names that a scenario gives to what it starts: each once, and never used before its time.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/settings.hpp"
#include "outlive/work.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

class Names {
 public:
  /// `what` is the word for one of them in messages, such as "session"; `advice` follows an unknown name to
  /// which nothing is near.
  explicit Names(std::string what, std::string advice = "no line of the timeline starts it")
      : what_(std::move(what)), advice_(std::move(advice)) {}

  /// Gives the name in `node` to `number`, which begins at `from`. A second use of a name is a problem. Where a table
  /// has names of several kinds, `word` says which this is.
  void declare(Node node, Number number, Moment from, Diagnostics& problems, std::string_view word = {});
  /// A name that holds from the beginning and stands in no line.
  void declare(const std::string& name, Number number);

  /// A line that cannot be read may be the one that starts `name`: that it is unknown is no problem then.
  void expect(std::string_view name) { perhaps_.emplace(name); }

  /// The number of the name in `node`. Unknown names are problems, and so are names of what begins after
  /// `now`.
  std::optional<Number> resolve(Node node, Moment now, Diagnostics& problems) const {
    return resolve(node.text(), node.place(), now, problems);
  }
  /// The same for a name that stands, or is used, at `place`. With a word, it must be the name of one of that kind.
  std::optional<Number> resolve(std::string_view name, const Place& place, Moment now, Diagnostics& problems,
                                std::string_view word = {}) const;

  /// The line that gave a name, 0 if none did.
  [[nodiscard]] std::uint32_t line_of(std::string_view name) const;

 private:
  struct Entry {
    Number number;
    Moment from;
    std::uint32_t line;
    std::string word;
  };
  [[nodiscard]] std::string hint(std::string_view name, std::string_view word) const;

  std::string what_;
  std::string advice_;
  std::map<std::string, Entry, std::less<>> entries_;
  std::set<std::string, std::less<>> perhaps_;
  mutable std::size_t compared_ = 0;  // names held against misspelt ones so far
};

}  // namespace outlive::input
