#include <string>

#include <doctest/doctest.h>

#include "outlive/load.hpp"

namespace {

const std::string two_sign_ins =
    "outlive: 1\n"
    "title: case\n"
    "start: 2026-03-02T09:00:00Z\n"
    "horizon: 2h\n"
    "users: {ana: {}}\n"
    "timeline:\n"
    "  - {at: 0m, user: ana, do: start_session, id: etl, service: glue, scheduled: true}\n"
    "  - {at: 0m, user: ana, do: sign_in, id: laptop}\n"
    "  - {at: 0m, user: ana, do: sign_in, id: desktop}\n";

bool accepted(const std::string& line) {
  return outlive::load_scenario_text(two_sign_ins + "  - " + line + "\n", "case.yaml").scenario.has_value();
}

}  // namespace

TEST_CASE("IDC-7: what a schedule starts means no sign-in, however many are open") {
  CHECK(accepted("{at: 5m, user: ana, do: start_glue_job, id: nightly, takes: 30m, scheduled: true}"));
  CHECK(accepted("{at: 5m, user: ana, do: start_session, id: more, service: glue, scheduled: true}"));
  CHECK(accepted("{at: 5m, session: etl, do: restart_kernel, id: next}"));
  CHECK(accepted("{at: 5m, session: etl, do: restart_kernel}"));
  CHECK_FALSE(accepted("{at: 5m, user: ana, do: start_glue_job, id: nightly, takes: 30m}"));
  CHECK(accepted("{at: 5m, user: ana, do: start_glue_job, id: nightly, takes: 30m, from: desktop}"));
}
