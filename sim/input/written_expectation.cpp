#include "sim/input/written_expectation.hpp"

#include "sim/input/expected_value.hpp"

namespace outlive::input {
namespace {

void walk(Node node, const std::string& key, const std::function<void(const WrittenExpectation&)>& visit) {
  if (!node.is_map()) {
    visit({key, node, Comparison::equals, node});
    return;
  }
  for (const ComparisonWord& word : comparison_words()) {
    if (const Node value = node.find(word.word)) {
      visit({key, node, word.comparison, value});
      return;
    }
  }
  if (node.size() == 0) visit({key, node, Comparison::equals, {}});
  for (const Node child : node) walk(child, key + "." + std::string(child.key()), visit);
}

}  // namespace

void for_each_expectation(Node part, const std::function<void(const WrittenExpectation&)>& visit) {
  walk(part, std::string(part.key()), visit);
}

}  // namespace outlive::input
