// What is known to be wrong: tests/deviations says what should come of a few scenarios and does not. One that holds belongs
// among scenarios/ (and results/validation/deviations.md has a line less).
#include <doctest/doctest.h>

#include "tests/tools/command.hpp"

using namespace outlive::testing;

TEST_CASE("deviations: each of them is still one, and is told of") {
  const Folder folder;
  std::ifstream page(OUTLIVE_SOURCE_DIR "/results/validation/deviations.md");
  const std::string told{std::istreambuf_iterator<char>(page), std::istreambuf_iterator<char>()};
  for (const auto& file : std::filesystem::directory_iterator(OUTLIVE_SOURCE_DIR "/tests/deviations")) {
    const std::string path = file.path().string();
    CAPTURE(path);
    const Ran ran = folder.outlive("check '" + path + "'");
    CHECK(ran.code == 1);
    CHECK(has(ran.out, " 0 hold, "));
    CHECK(has(told, file.path().filename().string()));
  }
}
