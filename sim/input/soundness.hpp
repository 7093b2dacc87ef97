// Which parts of a document are as their schema says, where the checker found problems in it: the decoders
// go on with those, so that one pass shows a misspelt key on line 7 and an unknown session on line 9.
#pragma once

#include "sim/input/check.hpp"
#include "sim/input/document.hpp"
#include "sim/input/schema.hpp"

namespace outlive::input {

class Soundness {
 public:
  /// `all`: the checker found nothing, so nothing need be looked at again.
  explicit Soundness(bool all) : all_(all) {}

  [[nodiscard]] bool all() const { return all_; }
  [[nodiscard]] bool operator()(Node node, const Type& type) const {
    if (all_) return true;
    Diagnostics reported_already;
    return check(node, type, {}, reported_already);
  }

 private:
  bool all_;
};

}  // namespace outlive::input
