// Conditions on differences: how they are read, and when they have come true.
#include "sim/study/gate.hpp"

#include <limits>
#include <stdexcept>

#include <doctest/doctest.h>

using namespace outlive;
using study::Gate;

namespace {

Gate gate(const std::string& text) {
  const auto parsed = study::parse_gate(text);
  REQUIRE_MESSAGE(parsed, parsed.reason);
  return *parsed;
}

std::string refusal(const std::string& text) { return study::parse_gate(text).reason; }

RunRecord record_of(std::vector<double> values, bool chance = true, ResponseUnit unit = ResponseUnit::money) {
  RunRecord record;
  record.seed = 1;
  record.chance = chance;
  record.currency = "USD";
  record.replications = static_cast<std::uint32_t>(values.size());
  record.responses = {{"x", unit, std::move(values)}};
  return record;
}

Answer exactly(const std::string& text, double a, double b) {
  return study::judge(gate(text), record_of({a}, false), record_of({b}, false)).came_true;
}

}  // namespace

TEST_CASE("gate: what is understood") {
  CHECK(gate("any-fate").response.empty());
  const Gate share = gate("cost.total > +5%");
  CHECK(share.response == "cost.total");
  CHECK(share.relation == Gate::Relation::more);
  CHECK(share.unit == Gate::Unit::share_of_a);
  CHECK(share.limit == doctest::Approx(0.05));
  const Gate money = gate("cost.idle>=-10.50 USD");
  CHECK(money.relation == Gate::Relation::at_least);
  CHECK(money.unit == Gate::Unit::money);
  CHECK(money.currency == "USD");
  CHECK(money.limit == doctest::Approx(-10.5));
  const Gate count = gate("  totals.jobs.surviving<0 ");
  CHECK(count.text == "totals.jobs.surviving<0");
  CHECK(count.relation == Gate::Relation::less);
  CHECK(count.unit == Gate::Unit::plain);
  CHECK(count.limit == 0);
  const Gate duration = gate("jobs.sum.worked <= -1h30m");
  CHECK(duration.relation == Gate::Relation::at_most);
  CHECK(duration.unit == Gate::Unit::duration);
  CHECK(duration.limit == -5'400'000);
}

TEST_CASE("gate: what is not understood is told what would be") {
  const std::string form = "needs KEY > LIMIT, such as 'cost.total > +5%', or any-fate";
  const std::string limit =
      "has no limit: a number such as -2, a share of A such as +5%, money such as 10 USD, or a duration such "
      "as 30m";
  CHECK(refusal("") == form);
  CHECK(refusal("cost.total") == form);
  CHECK(refusal("any fate") == form);
  CHECK(refusal("> 5") == "needs a response before '>', such as cost.total");
  for (const char* text :
       {"x >", "x > five", "x > 5 %%", "x > 5 usd", "x > USD", "x >> 5", "x > +-5", "x > 1e3", "x = > 5"}) {
    CAPTURE(text);
    CHECK((refusal(text) == limit || refusal(text).empty()));
  }
  CHECK(refusal("x > five") == limit);
  CHECK(refusal("x >> 5") == limit);
  CHECK(refusal("x > +-5") == limit);
}

TEST_CASE("gate: a limit must fit what it limits") {
  CHECK(study::misfit(gate("x > 5%"), ResponseUnit::number, "USD").empty());
  CHECK(study::misfit(gate("x > 5"), ResponseUnit::money, "USD").empty());
  CHECK(study::misfit(gate("x > 5 USD"), ResponseUnit::money, "USD").empty());
  CHECK(study::misfit(gate("x > 0"), ResponseUnit::duration, "USD").empty());
  CHECK(study::misfit(gate("x > 5m"), ResponseUnit::duration, "USD").empty());
  CHECK(study::misfit(gate("x > 5"), ResponseUnit::duration, "USD") ==
        "x is a duration: its limit needs a unit, such as 30m");
  CHECK(study::misfit(gate("x > 5 USD"), ResponseUnit::number, "USD") == "x is a count, not money");
  CHECK(study::misfit(gate("x > 5 EUR"), ResponseUnit::money, "USD") ==
        "x is an amount of money in USD, not in EUR");
  CHECK(study::misfit(gate("x > 5m"), ResponseUnit::share, "USD") == "x is a share, not a duration");
  CHECK_THROWS_AS((void)study::judge(gate("x > 5 EUR"), record_of({1}), record_of({1})),
                  std::invalid_argument);
}

TEST_CASE("gate: exact differences, on the limit too") {
  CHECK(exactly("x > 5", 100, 105) == Answer::no);
  CHECK(exactly("x >= 5", 100, 105) == Answer::yes);
  CHECK(exactly("x > 5%", 100, 105) == Answer::no);
  CHECK(exactly("x >= 5%", 100, 105) == Answer::yes);
  CHECK(exactly("x > 10%", 0.3, 0.33) == Answer::no);  // and not for what rounding leaves
  CHECK(exactly("x > 5%", 100, 105.01) == Answer::yes);
  CHECK(exactly("x < -5%", 100, 94.99) == Answer::yes);
  CHECK(exactly("x < -5%", 100, 95) == Answer::no);
  CHECK(exactly("x <= -5%", 100, 95) == Answer::yes);
  CHECK(exactly("x < 0", 100, 100) == Answer::no);
  CHECK(exactly("x > +5%", 0, 0.01) == Answer::yes);  // more than any share of nothing
  CHECK(exactly("y > 0", 1, 2) == Answer::no);        // both have none of it
}

TEST_CASE("gate: yes or no if the whole interval is, or else how many replications would decide") {
  const RunRecord a = record_of({10, 12, 14});
  const RunRecord b = record_of({9, 11.5, 12});  // -1.16667 +- 1.89729
  const auto judged = [&](const std::string& text) { return study::judge(gate(text), a, b); };
  CHECK(judged("x > 1").came_true == Answer::no);
  CHECK(judged("x < 1").came_true == Answer::yes);
  CHECK(judged("x > -4").came_true == Answer::yes);
  const study::GateVerdict open = judged("x < 0");
  CHECK(open.came_true == Answer::undecided);
  CHECK(open.replications == 8);  // 3 (1.89729 / 1.16667)^2 = 7.93
  CHECK(open.difference.change.value == doctest::Approx(-1.16666667));
  // Of a share of A: the interval of b - 0.7 a is 2.43333 +- 1.5... , all above 0.
  CHECK(judged("x > -30%").came_true == Answer::yes);
  CHECK(judged("x < -30%").came_true == Answer::no);
  CHECK(judged("x < -10%").came_true == Answer::undecided);
}

TEST_CASE("gate: one draw decides nothing, nor does what has no number") {
  const study::GateVerdict one = study::judge(gate("x > 1000"), record_of({1}), record_of({2}));
  CHECK(one.came_true == Answer::undecided);
  CHECK_FALSE(one.replications);
  const double never = std::numeric_limits<double>::infinity();
  CHECK(study::judge(gate("x > 1000"), record_of({1, 2}), record_of({1, never})).came_true ==
        Answer::undecided);
}

TEST_CASE("gate: any-fate sees jobs by name, and crowds by how many ended how") {
  RunRecord a = record_of({1, 1});
  RunRecord b = record_of({2, 2});
  const auto judged = [&] { return study::judge(gate("any-fate"), a, b).came_true; };
  CHECK(judged() == Answer::no);  // dearer, but nobody's fate
  a.jobs = {{"sum", {.outcome = Outcome::completed, .cause = Cause::done}}};
  b.jobs = {{"sum", {.outcome = Outcome::failed, .cause = Cause::idle_timeout}}};
  CHECK(judged() == Answer::yes);
  b.jobs = a.jobs;
  CHECK(judged() == Answer::no);
  b.responses.push_back({"totals.jobs.cause.idle_timeout", ResponseUnit::number, {0, 1}});
  CHECK(judged() == Answer::yes);
  b.seed = 2;
  CHECK_THROWS_AS((void)judged(), std::invalid_argument);
}
