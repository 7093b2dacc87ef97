// Constraints: what they say, and why they cannot be read.
#include "sim/study/constraint.hpp"

#include <optional>

#include <doctest/doctest.h>

#include "sim/study/levels.hpp"

using namespace outlive;
using study::Constraint;

namespace {

Level level(Factor::Type type, const std::string& text) {
  return {text, {text}, study::position_of(type, text).value_or(0), {}};
}

Factor factor(const std::string& name, Factor::Type type) {
  Factor made;
  made.name = name;
  made.type = type;
  return made;
}

const std::vector<Factor> factors{factor("idle", Factor::Type::duration),
                                  factor("background", Factor::Type::duration),
                                  factor("quota", Factor::Type::count), factor("prices", Factor::Type::word),
                                  factor("books", Factor::Type::word)};

bool holds(const std::string& text, const std::string& idle, const std::string& background,
           const std::string& quota = "100", const std::string& prices = "eu",
           const std::string& books = "us") {
  std::string reason;
  const auto constraint = Constraint::parse(text, factors, reason);
  CAPTURE(text);
  CHECK(reason == "");
  REQUIRE(constraint.has_value());
  const std::vector<Level> levels{level(factors[0].type, idle), level(factors[1].type, background),
                                  level(factors[2].type, quota), level(factors[3].type, prices),
                                  level(factors[4].type, books)};
  return constraint->holds(levels);
}

std::string why_not(const std::string& text) {
  std::string reason;
  CHECK_FALSE(Constraint::parse(text, factors, reason).has_value());
  return reason;
}

}  // namespace

TEST_CASE("constraints: factors are compared by what their levels mean, not by their spelling") {
  CHECK(holds("idle <= background", "60m", "1h"));
  CHECK(holds("idle == background", "60m", "1h"));
  CHECK_FALSE(holds("idle < background", "60m", "1h"));
  CHECK_FALSE(holds("idle > background", "60m", "1h"));
  CHECK(holds("idle >= background", "60m", "1h"));
  CHECK_FALSE(holds("idle != background", "60m", "1h"));
}

TEST_CASE("constraints: factors and values, on either side") {
  CHECK(holds("idle < 8h", "2h", "1d"));
  CHECK_FALSE(holds("8h < idle", "2h", "1d"));
  CHECK(holds("quota >= 100", "2h", "1d", "100"));
  CHECK_FALSE(holds("quota > 100", "2h", "1d", "100"));
}

TEST_CASE("constraints: one of several comparisons is enough") {
  CHECK(holds("quota >= 500 or idle < 8h", "2h", "1d", "100"));
  CHECK(holds("quota >= 500 or idle < 8h", "9h", "1d", "500"));
  CHECK_FALSE(holds("quota >= 500 or idle < 8h", "9h", "1d", "100"));
}

TEST_CASE("constraints: words are equal or not") {
  CHECK(holds("prices == eu", "1h", "1h"));
  CHECK_FALSE(holds("prices != eu", "1h", "1h"));
  CHECK_FALSE(holds("prices == books", "1h", "1h"));
  CHECK(holds("prices == books", "1h", "1h", "1", "us", "us"));
}

TEST_CASE("constraints: what cannot be read is told why") {
  CHECK(why_not("") == "expected a comparison such as idle <= background");
  CHECK(why_not("idle <= 8h or") == "expected a comparison such as idle <= background");
  CHECK(why_not("idle <= 8h and quota > 1") ==
        "expected 'or' and not 'and'; for 'and' write another constraint");
  CHECK(why_not("idle = 8h") == "'=' is not one of <, <=, ==, !=, >= and >");
  CHECK(why_not("idel < 8h") == "there is no factor 'idel'; did you mean 'idle'?");
  CHECK(why_not("8h < 9h") == "there is no factor '8h'");
  CHECK(why_not("idle < quota") == "'idle' and 'quota' are not of one kind");
  CHECK(why_not("prices < eu") == "'prices' is a word, of which none is greater; expected == or !=");
  CHECK(why_not("idle < soon") == "'soon' is neither a factor nor a value of the other side's kind");
}
