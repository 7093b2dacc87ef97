#include "sim/text/nearest.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace outlive::text;

namespace {

constexpr std::array<std::string_view, 6> keys{"idle_timeout", "timeline", "title",
                                               "duration",     "enabled",  "at"};

}  // namespace

TEST_CASE("slips of the pen are counted") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("abc", "abc") == 0);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("abc", "abxc") == 1);
  CHECK(edit_distance("abc", "ac") == 1);
  CHECK(edit_distance("abc", "axc") == 1);
  CHECK(edit_distance("abc", "acb") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("timeout", "time") == 3);
}

TEST_CASE("a distance is symmetric, at least the difference in length and at most the longer length") {
  CHECK(rc::check("distance", [] {
    const auto word = rc::gen::container<std::string>(rc::gen::inRange('a', 'd'));
    const std::string a = *word;
    const std::string b = *word;
    const std::size_t distance = edit_distance(a, b);
    RC_ASSERT(distance == edit_distance(b, a));
    RC_ASSERT(distance <= std::max(a.size(), b.size()));
    RC_ASSERT(distance >= std::max(a.size(), b.size()) - std::min(a.size(), b.size()));
    RC_ASSERT((distance == 0) == (a == b));
  }));
}

TEST_CASE("the nearest spelling is found") {
  CHECK(nearest("idle_timout", keys) == "idle_timeout");
  CHECK(nearest("idle-timeout", keys) == "idle_timeout");
  CHECK(nearest("idletimeout", keys) == "idle_timeout");
  CHECK(nearest("tilte", keys) == "title");
  CHECK(nearest("enable", keys) == "enabled");
  CHECK(nearest("DURATION", keys) == "duration");
  CHECK(nearest("At", keys) == "at");
  CHECK(nearest("ta", keys) == "at");
}

TEST_CASE("what is too far away is not guessed") {
  CHECK(!nearest("horizon", keys));
  CHECK(!nearest("", keys));
  CHECK(!nearest("x", keys));
  CHECK(!nearest("dur", keys));
  CHECK(!nearest("title", {}));
  CHECK(!nearest(std::string(1'000'000, 'a'), keys));
  const std::array<std::string_view, 1> one{"a"};
  CHECK(!nearest("b", one));
}

TEST_CASE("a third of the length may be wrong, not more") {
  const std::array<std::string_view, 1> one{"abcdef"};
  CHECK(nearest("abcdxy", one) == "abcdef");
  CHECK(!nearest("abcxyz", one));
}

TEST_CASE("ties do not depend on the order of the candidates") {
  std::vector<std::string_view> candidates{"Run", "ran", "rub", "run"};
  std::sort(candidates.begin(), candidates.end());
  do {
    CHECK(nearest("rum", candidates) == "rub");
    CHECK(nearest("rUn", candidates) == "run");
    CHECK(nearest("Runn", candidates) == "Run");
  } while (std::next_permutation(candidates.begin(), candidates.end()));
}
