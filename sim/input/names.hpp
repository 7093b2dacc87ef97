// Names that a scenario gives to what it starts: each once, and never used before its time.
#pragma once

#include <map>
#include <optional>
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
  /// `what` is the word for one of them in messages, such as "session".
  explicit Names(std::string what) : what_(std::move(what)) {}

  /// Gives the name in `node` to `number`, which begins at `from`. A second use of a name is a problem.
  void declare(Node node, Number number, Moment from, Diagnostics& problems);

  /// The number of the name in `node`. Unknown names are problems, and so are names of what begins after `now`.
  std::optional<Number> resolve(Node node, Moment now, Diagnostics& problems) const;

  [[nodiscard]] std::vector<std::string> all() const;

 private:
  struct Entry {
    Number number;
    Moment from;
    std::uint32_t line;
  };
  std::string what_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace outlive::input
