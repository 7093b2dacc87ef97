// Users described by habit: how many, when they work, what they start, how they leave it. What each of them does is drawn
// from streams of their own while the study runs.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "outlive/distribution.hpp"
#include "outlive/settings.hpp"
#include "outlive/time.hpp"
#include "outlive/work.hpp"

namespace outlive {

/// The days of a study in one time zone, worked out beforehand.
struct Calendar {
  struct Day {
    std::array<Instant, 25>
        hours{};        // when each local hour begins; [24] is the next midnight. An hour that the clocks
                        // skip has no length, one that they repeat has two.
    double volume = 1;  // of what is done on a working day
  };
  std::vector<Day> days;  // every local day that begins before the horizon and ends after the start
  std::array<double, 25> by_hour{};  // share of a day's arrivals before each local hour: [0] is 0, [24] is 1
};

/// How a user leaves at the end of a day.
enum class Leaving : std::uint8_t {
  at_day_end,       // signs out then
  after_last_work,  // signs out as soon as nothing more is to be done that day and what was started has ended
  forgotten,        // neither signs out nor closes anything
  laptop_closed,    // closes the notebooks, does not sign out
};
inline constexpr std::size_t leaving_count = 4;

/// What a user does who was refused for want of capacity.
struct Retries {
  std::uint32_t at_most = 0;  // 0: gives up at once
  Duration first_after{};
  double factor = 1;  // by which each wait is longer than the one before
};

/// What a user does about a job that failed or was stopped: starts it again from its last checkpoint.
struct Restarts {
  double share = 0;  // of such jobs
  Duration after{};
  std::uint32_t at_most = 1;  // times for one job
};

/// One habit: sessions with statements, or jobs, as they come day by day.
struct Activity {
  std::string name;
  bool is_session = false;
  CountDistribution per_day;                                     // of arrivals, for each user
  CountDistribution batch{CountDistribution::Family::fixed, 1};  // of jobs at one arrival
  struct Choice {
    double until = 1;  // cumulative share
    Number work = no_number;
    Number with_checkpoints = no_number;  // the same, writing checkpoints
  };
  std::vector<Choice> starts;
  Distribution takes;                                                 // of a statement or job
  CountDistribution statements{CountDistribution::Family::fixed, 1};  // of a session
  Distribution
      think;  // from the end of a statement to the next, or after the last one to the stop of the session
  // Shares:
  double saves_results = 0;    // of statements: results go to persistent storage
  double fails = 0;            // of statements or jobs: their own error ends them, at the end of their time
  double restarts_kernel = 0;  // of statements: the kernel is restarted before the next
  double forgets_to_stop = 0;  // of sessions, once nothing more is to be run in them
  double comes_back =
      0;  // of sessions that ended before their last statement: another is started for the rest
  double checkpoints = 0;  // of jobs
  Retries retries;
  Restarts restarts;
};

/// Users who leave the company, and what administrators do about them.
struct Leavers {
  double share = 0;  // of the users, in every `every`
  Duration every{};
  enum class Act : std::uint8_t { revoke, end_session, disable_user, delete_user } act = Act::disable_user;
  Distribution within;  // from the user's last act to the administrator's
};

struct Population {
  std::string name;
  std::uint32_t users = 0;  // at the start
  double growth =
      0;  // compound: this share more in every `growth_every`; the next user joins when a whole one is due
  Duration growth_every{};
  Number account = 0;  // users of one account share its quotas: among Scenario::accounts
  Domain domain = general_domain;
  Number calendar = 0;                                    // among Scenario::calendars
  Distribution leaves_at;                                 // after local midnight, in local time
  Duration stays{std::chrono::hours{1}};                  // after the day's last arrival, at least
  Distribution activity{Distribution::Family::fixed, 1};  // multiplies a user's means per day
  std::array<double, leaving_count> leaving{1, 1, 1, 1};  // cumulative shares, in the order of Leaving
  Leavers leavers;
  std::vector<Activity> activities;
  std::uint32_t most_users = 0;  // that ever join before the horizon: `users` and the growth
  std::string yaml;              // what the scenario says of it, with defaults, to be shown
};

}  // namespace outlive
