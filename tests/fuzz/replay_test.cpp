// What fuzzing found, and the corpus it starts from (tests/data/fuzz/TARGET): none of it breaks a promise.
#include <filesystem>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "tests/fuzz/targets.hpp"
#include "tests/input/golden_messages.hpp"

using namespace outlive;
using outlive::testing::content_of;

namespace {

const std::string corpus = std::string(OUTLIVE_SOURCE_DIR) + "/tests/data/fuzz/";

}  // namespace

TEST_CASE("fuzz: no promise is broken by what is in the corpus") {
  for (const fuzz::Target& target : fuzz::targets()) {
    std::size_t inputs = 0;
    for (const auto& entry : std::filesystem::directory_iterator(corpus + std::string(target.name))) {
      CAPTURE(entry.path().string());
      CHECK_NOTHROW(target.look(content_of(entry.path().string())));
      ++inputs;
    }
    CAPTURE(target.name);
    CHECK(inputs >= 3);
  }
}

TEST_CASE("fuzz: each folder of the corpus has its target") {
  std::set<std::string> names;
  for (const fuzz::Target& target : fuzz::targets()) names.emplace(target.name);
  for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
    CHECK(names.contains(entry.path().filename().string()));
  }
}

TEST_CASE("fuzz: a message after the end of its file is a broken promise") {
  Diagnostics after_the_line;
  after_the_line.error({"a", 2, 5}, "wrong");
  CHECK_NOTHROW(fuzz::check_places(after_the_line, "a", "one\nfour"));
  CHECK_THROWS_AS(fuzz::check_places(after_the_line, "a", "one\ntwo"), fuzz::Broken);
  CHECK_THROWS_AS(fuzz::check_places(after_the_line, "a", "one"), fuzz::Broken);
  Diagnostics silent;
  silent.error({"a", 1, 1}, "");
  CHECK_THROWS_AS(fuzz::check_places(silent, "a", "one"), fuzz::Broken);
}
