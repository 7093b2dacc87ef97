// What is charged beyond what was used falls on the side on which the use ended.
#include "tests/workload/play.hpp"

namespace outlive::testing {

TEST_CASE("overhead: a minimum charge is attended or background as its user was when the use ended") {
  const std::string text = R"(
users: {ada: {}}
timeline:
  - {at: 0s, user: ada, do: sign_in}
  - {at: 0s, user: ada, do: start_glue_job, id: brief, workers: 2, takes: 10s}
  - {at: SIGN_OUT, user: ada, do: sign_out}
)";
  const auto overhead = [&](const std::string& sign_out) {
    std::string own = text;
    own.replace(own.find("SIGN_OUT"), 8, sign_out);
    return Play(own).results.totals.cost_of_all().of[static_cast<std::size_t>(Bucket::overhead)];
  };
  constexpr auto attended = static_cast<std::size_t>(Attendance::attended);
  constexpr auto background = static_cast<std::size_t>(Attendance::background);
  const auto seen = overhead("1h");
  CHECK(seen[attended] > Money{});
  CHECK(seen[background] == Money{});
  const auto unseen = overhead("5s");
  CHECK(unseen[attended] == Money{});
  CHECK(unseen[background] == seen[attended]);
}

}  // namespace outlive::testing
