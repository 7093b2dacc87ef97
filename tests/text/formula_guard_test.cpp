#include "sim/text/formula_guard.hpp"

#include <string>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace outlive::text;

TEST_CASE("a name that a spreadsheet would take for a formula gets an apostrophe") {
  for (const char* formula : {"=1+1", "+1", "-2+3", "@sum(1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1",
                              "\uff0d1", "\uff20x"}) {
    CAPTURE(formula);
    CHECK(guarded(formula) == "'" + std::string(formula));
  }
  for (const char* name : {"", "maria", "'", "'quoted'", "a=1", " =1", "ＡＢ", "\xff"}) {
    CAPTURE(name);
    CHECK(guarded(name) == name);
    CHECK(unguarded(name) == name);
  }
}

TEST_CASE("what was guarded is read back as it was, an apostrophe of its own included") {
  CHECK(guarded("'=1") == "''=1");
  CHECK(unguarded("''=1") == "'=1");
  CHECK(unguarded("'=1") == "=1");
  CHECK(rc::check("any text", [] {
    // Of few letters, so that formulas and apostrophes are many.
    const auto text = *rc::gen::container<std::string>(rc::gen::element('\'', '=', '-', '\t', 'a', '1'));
    RC_ASSERT(unguarded(guarded(text)) == text);
    RC_ASSERT(!is_formula(guarded(text)));
  }));
}
