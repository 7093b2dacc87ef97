// Where an expectation stands in its file: `jobs.NAME.outcome: completed`, or nested as `jobs.NAME: {outcome: completed}`;
// the value itself, or a map that compares, such as `{at_most: 1%, confidence: 99%}`.
#pragma once

#include <functional>
#include <string>

#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

struct WrittenExpectation {
  std::string key;  // of the quantity
  Node node;        // what stands behind its last key
  Comparison comparison = Comparison::equals;
  Node value;  // what it compares with; absent if nothing is said
};

/// The expectations in a value of the `expect` block, in the order of the file.
void for_each_expectation(Node part, const std::function<void(const WrittenExpectation&)>& visit);

}  // namespace outlive::input
