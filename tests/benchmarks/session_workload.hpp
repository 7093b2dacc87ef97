// The session workload: users who come back about ten times, start a Glue session each time, run twenty
// statements in it and leave it in one of several ways. The same actions for every way of simulating them.
#pragma once

#include <cstdint>
#include <vector>

#include "outlive/scenario.hpp"

namespace outlive::benchmarks {

inline constexpr Number statements_per_session = 20;

/// Rows of jobs that a user needs: three visits never overlap, nor do more than four statements of one.
inline constexpr Number job_rows_per_user = 12;
inline constexpr Number most_visits = 13;

/// What is known beforehand: settings that change twice, an open directory, prices, four sizes of session.
struct Market {
  SettingsHistory settings;
  DirectoryHistory directory;
  AccessCatalog access;
  PriceBook prices;
  std::vector<Work> works;
  Instant horizon{};
};
Market make_market();

/// Where the numbers of a user's rows begin.
struct FirstRows {
  Number sign_in = 0;  // a session has the number of its sign-in
  Number job = 0;
};

/// Appends what one user does, in the order of time, and returns the number of its visits.
Number append_user(Number user, const FirstRows& first, std::vector<Action>& actions);

}  // namespace outlive::benchmarks
