#include "outlive/diagnostic.hpp"

#include <doctest/doctest.h>

using namespace outlive;

TEST_CASE("a diagnostic reads path:line:column: error: message [rule]") {
  CHECK(to_string({Severity::error, {"a.yaml", 3, 7}, "unknown key", "GLUE-4"}) ==
        "a.yaml:3:7: error: unknown key [GLUE-4]");
  CHECK(to_string({Severity::warning, {"a.yaml", 3, 7}, "short run", ""}) ==
        "a.yaml:3:7: warning: short run");
  CHECK(to_string({Severity::error, {"a.yaml", 3, 0}, "x", ""}) == "a.yaml:3: error: x");
  CHECK(to_string({Severity::error, {"a.yaml", 0, 0}, "cannot be read", ""}) ==
        "a.yaml: error: cannot be read");
  CHECK(to_string({Severity::error, {}, "nothing to do", ""}) == "error: nothing to do");
}

TEST_CASE("a diagnostic stays one line without terminal escapes, whatever the file said") {
  CHECK(to_string({Severity::error, {"a\n.yaml", 1, 1}, "bad key \x1b[31m", "R\r"}) ==
        "a\\n.yaml:1:1: error: bad key \\x1b[31m [R\\r]");
}

TEST_CASE("diagnostics are sorted as a reader meets them, those of one place stay in the order found") {
  Diagnostics diagnostics;
  diagnostics.error({"b.yaml", 1, 1}, "1");
  diagnostics.error({"a.yaml", 10, 1}, "2");
  diagnostics.warning({"a.yaml", 9, 5}, "3");
  diagnostics.error({"a.yaml", 9, 2}, "4");
  diagnostics.error({"a.yaml", 9, 5}, "5");
  diagnostics.warning({"a.yaml", 0, 0}, "6");
  diagnostics.sort();
  std::string order;
  for (const Diagnostic& diagnostic : diagnostics.all()) order += diagnostic.message;
  CHECK(order == "643521");
  CHECK(diagnostics.error_count() == 4);
}
