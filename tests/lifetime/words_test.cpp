// The closed lists of words: rules and causes have names, and names lead back to them.
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "outlive/rules.hpp"
#include "outlive/vocabulary.hpp"

namespace outlive {
namespace {

TEST_CASE("rules: each has an ID of its own, a sentence and a source") {
  std::set<std::string_view> ids;
  for (std::size_t i = 1; i < rule_count; ++i) {
    const RuleText& text = text_of(static_cast<Rule>(i));
    CAPTURE(text.id);
    CHECK(ids.insert(text.id).second);
    CHECK_FALSE(text.text.empty());
    CHECK_FALSE(text.source.empty());
  }
  CHECK(id_of(Rule::none).empty());
  CHECK(id_of(Rule::glue_5) == "GLUE-5");
  CHECK(id_of(Rule::idc_16) == "IDC-16");
  CHECK(id_of(Rule::sm_11) == "SM-11");
}

TEST_CASE("causes and outcomes: each name leads back to the one that it names") {
  for (std::size_t i = 0; i < cause_count; ++i) {
    CHECK(cause_named(name_of(static_cast<Cause>(i))) == static_cast<Cause>(i));
  }
  for (std::size_t i = 0; i < outcome_count; ++i) {
    CHECK(outcome_named(name_of(static_cast<Outcome>(i))) == static_cast<Outcome>(i));
  }
  CHECK(name_of(Cause::background_session_expired) == "background_session_expired");
  CHECK_FALSE(cause_named("no such cause").has_value());
  CHECK_FALSE(outcome_named("").has_value());
}

TEST_CASE("causes: the limits are the clocks with a setting behind them") {
  int limits = 0;
  for (std::size_t i = 0; i < cause_count; ++i) limits += is_limit(static_cast<Cause>(i)) ? 1 : 0;
  CHECK(limits == 6);
  CHECK_FALSE(is_limit(Cause::max_pending_time));
  CHECK(is_limit(Cause::max_runtime));
  CHECK_FALSE(is_limit(Cause::signed_out));
  CHECK_FALSE(is_limit(Cause::background_session_revoked));
}

}  // namespace
}  // namespace outlive
