// results/validation/security.md names tests: each of them is there.
#include <regex>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

#include "tests/tools/command.hpp"

using namespace outlive::testing;

namespace {

/// What stands in backticks in the last column of a table.
std::vector<std::string> tests_named_in(const std::string& page) {
  std::vector<std::string> names;
  const std::regex row(R"(\n\|.*\| ([^|]*) \|(?=\n))");
  const std::regex code("`([^`]*)`");
  for (std::sregex_iterator each(page.begin(), page.end(), row), end; each != end; ++each) {
    const std::string cell = (*each)[1];
    for (std::sregex_iterator name(cell.begin(), cell.end(), code); name != end; ++name)
      names.push_back((*name)[1]);
  }
  return names;
}

}  // namespace

TEST_CASE("security: every test that the page names is there") {
  const Folder folder;
  const std::string tests =
      "\n" + folder.shell("/proc/" + std::to_string(::getpid()) + "/exe --list-test-cases").out;
  const std::string page = folder.shell("cat '" OUTLIVE_SOURCE_DIR "/results/validation/security.md'").out;
  const std::vector<std::string> names = tests_named_in(page);
  CHECK(names.size() > 20);
  for (const std::string& name : names) {
    CAPTURE(name);
    if (name == "page_in_browser") continue;  // a test of ctest, see tools/cmake/Tests.cmake
    CHECK(has(tests, "\n" + name));
  }
}
