// Values of expectations are rewritten, and no other byte.
#include "sim/input/expectation_edit.hpp"

#include <doctest/doctest.h>

#include "sim/input/document.hpp"
#include "sim/input/source.hpp"
#include "sim/input/written_expectation.hpp"

using namespace outlive;
using namespace outlive::input;

namespace {

/// The expectation on `key` as it stands in the text, with its value, or both of `between`.
Expectation written(const std::string& text, const std::string& key) {
  Diagnostics problems;
  const auto document = parse_document("a.yaml", text, problems);
  REQUIRE(document);
  Expectation found;
  for (const Node part : document->root().find("expect")) {
    for_each_expectation(part, [&](const WrittenExpectation& each) {
      if (each.key != key) return;
      const bool range = each.comparison == Comparison::between;
      found = {
          .key = key, .comparison = each.comparison, .low = {}, .high = {}, .place = each.node.key_place()};
      found.low.text = std::string(range ? each.value[0].text() : each.value.text());
      if (range) found.high.text = std::string(each.value[1].text());
    });
  }
  return found;
}

struct Edited {
  std::string text;
  std::string refused;
};

Edited edit(const std::string& text, const std::string& key, const std::string& low,
            const std::string& high = {}) {
  const Expectation before = written(text, key);
  Expectation after = before;
  after.low.text = low;
  if (!high.empty()) after.high.text = high;
  const ExpectationChange change{before, after};
  const EditedExpectations edited = edit_expectations("a.yaml", text, {&change, 1});
  return {edited.text, edited.refused.at(0)};
}

}  // namespace

TEST_CASE("expectation edit: every way to write a value") {
  const auto becomes = [](const std::string& line, const std::string& key, const std::string& to,
                          const std::string& expected) {
    const std::string head = "# vier Räume\nexpect:\n";
    const std::string tail = "  # bleibt\n\ntitle: \"x\"\n";
    const Edited edited = edit(head + line + tail, key, to);
    CHECK(edited.refused == "");
    CHECK(edited.text == head + expected + tail);
  };
  becomes("  cost.total: 1.00 USD", "cost.total", "2.00 USD", "  cost.total: 2.00 USD");
  becomes("  cost.total:    '1.00 USD'", "cost.total", "2.00 USD", "  cost.total:    '2.00 USD'");
  becomes("  \"cost.total\" : \"1.00 USD\"", "cost.total", "2.00 USD", "  \"cost.total\" : \"2.00 USD\"");
  becomes("  jobs.a: {outcome: failed, at: 3h}", "jobs.a.outcome", "completed",
          "  jobs.a: {outcome: completed, at: 3h}");
  becomes("  jobs.ä: {unseen: true, at: {at_most: 3h}}", "jobs.ä.at", "1d",
          "  jobs.ä: {unseen: true, at: {at_most: 1d}}");
  becomes("  jobs.a:\n    at: {confidence: 99%, at_least: 2026-03-02T09:00:00Z}", "jobs.a.at",
          "2026-03-03T09:00:00Z", "  jobs.a:\n    at: {confidence: 99%, at_least: 2026-03-03T09:00:00Z}");
  // What would be something else without quotes gets them.
  becomes("  jobs.a.columns: none", "jobs.a.columns", "a, b", "  jobs.a.columns: \"a, b\"");
  becomes("  jobs.a.columns: 'it''s'", "jobs.a.columns", "she's", "  jobs.a.columns: 'she''s'");
  becomes("  jobs.a.columns: \"a\\\"b\"", "jobs.a.columns", "c\"d\\e", "  jobs.a.columns: \"c\\\"d\\\\e\"");
}

TEST_CASE("expectation edit: the ends of a range") {
  const std::string text = "expect:\n  cost.idle.share: {between: [ 0.1,  0.2 ]}\n";
  CHECK(edit(text, "cost.idle.share", "0.05", "0.25").text ==
        "expect:\n  cost.idle.share: {between: [ 0.05,  0.25 ]}\n");
  CHECK(edit(text, "cost.idle.share", "0.1", "0.25").text ==
        "expect:\n  cost.idle.share: {between: [ 0.1,  0.25 ]}\n");
}

TEST_CASE("expectation edit: what others share, or what is not where it was, stays") {
  const auto stays = [](const std::string& text, const std::string& key) {
    const Edited edited = edit(text, key, "9.00 USD");
    CHECK(edited.text == text);
    return edited.refused;
  };
  const std::string shared = "its value stands in an alias, and other places would change with it";
  const std::string price = "expect:\n  cost.total: &price 1.00 USD\n  cost.useful: *price\n";
  CHECK(stays(price, "cost.total") == shared);
  CHECK(stays(price, "cost.useful") == shared);
  const std::string map = "expect:\n  sessions.a: &a {cost: 1.00 USD}\n  sessions.b: *a\n";
  CHECK(stays(map, "sessions.a.cost") == shared);
  CHECK(stays(map, "sessions.b.cost") == shared);
  CHECK(stays("expect:\n  jobs.a.columns: >-\n    a, b\n", "jobs.a.columns") ==
        "its value is not written on one line");

  const std::string text = "expect:\n  cost.total: 1.00 USD\n";
  Expectation before = written(text, "cost.total");
  Expectation after = before;
  after.low.text = "9.00 USD";
  before.low.text = "2.00 USD";  // somebody else was faster
  const ExpectationChange change{before, after};
  CHECK(edit_expectations("a.yaml", text, {&change, 1}).refused.at(0) == "it is not in the file any more");
  CHECK(edit_expectations("a.yaml", "\n\n" + text, {&change, 1}).refused.at(0) ==
        "it is not in the file any more");
  CHECK(edit_expectations("a.yaml", "expect: [", {&change, 1}).refused.at(0) ==
        "the file is no valid scenario any more");
}

TEST_CASE("source: a place and its offset lead to each other") {
  const std::string text = "a: ä\nöü: 1\n\nend";
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;  // in the middle of a character
    CHECK(offset_of(text, place_of("a.yaml", text, at)) == at);
  }
  CHECK(offset_of(text, {"a.yaml", 9, 1}) == std::string::npos);
}
