#include "sim/access/durations.hpp"

#include <doctest/doctest.h>

#include "tests/access/bank.hpp"

using namespace outlive;
using namespace outlive::testing;
using namespace std::chrono_literals;

TEST_CASE("DATA-1: credentials live as long as the setting said when they were vended") {
  SettingsHistory settings;
  CHECK(access::table_credentials(settings, at_hour(1)) == 1h);
  CHECK(access::location_credentials(settings, at_hour(1)) == 1h);
  settings.set(Setting::lake_formation_credential_duration, at_hour(2), Duration{6h}.count());
  CHECK(access::table_credentials(settings, at_hour(1)) == 1h);
  CHECK(access::table_credentials(settings, at_hour(2)) == 6h);
  CHECK(access::location_credentials(settings, at_hour(2)) == 1h);
}

TEST_CASE("DATA-1, B-21: credentials for tables live 6 h at most, or 12 h") {
  Assumptions assumptions;
  CHECK(access::longest_table_credentials(assumptions) == 6h);
  assumptions.choose(Assumption::lake_formation_credential_maximum, 1);
  CHECK(access::longest_table_credentials(assumptions) == 12h);
}

TEST_CASE("DATA-1: a job renews as often as it says, else when the first of its credentials expires") {
  SettingsHistory settings;
  settings.set(Setting::lake_formation_credential_duration, set_in_file, Duration{2h}.count());
  Reads reads;
  CHECK(access::until_renewal(settings, reads, at_hour(1)) == unlimited);
  reads.tables = {0};
  CHECK(access::until_renewal(settings, reads, at_hour(1)) == 2h);
  reads.locations = {"s3://bank/raw/"};
  CHECK(access::until_renewal(settings, reads, at_hour(1)) == 1h);
  reads.tables = {};
  CHECK(access::until_renewal(settings, reads, at_hour(1)) == 1h);
  reads.renews_every = 15min;
  CHECK(access::until_renewal(settings, reads, at_hour(1)) == 15min);
}
