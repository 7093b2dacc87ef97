// What has to be known of everything that is under way in a logical process, besides its results: a row for each user,
// sign-in, session, job, host and warm pool.
#pragma once

#include <cstdint>
#include <vector>

#include "outlive/scenario.hpp"
#include "outlive/usage.hpp"
#include "sim/cost/attendance.hpp"
#include "sim/lifetime/machine.hpp"

namespace outlive::workload {

struct LiveUser {
  Number latest_sign_in = no_number;
  lifetime::Ref shared_background{};  // traces: the one that all jobs of the user share
  lifetime::Ref presence{};           // all sign-ins taken together, where any of them will do (B-17)
  std::uint32_t stops_drawn = 0;      // from the stream of stop latencies
  bool is_sampled = false;            // its first lives are kept (Results::sampled_lives)
};

struct LiveSignIn {
  lifetime::Ref ref{};
  Moment since{};
  Duration lasts{};
  Number before = no_number;  // the user's sign-in before this one
};

/// What remains to be known of a sign-in once it has ended.
struct SignInSpan {
  Instant since = never;  // `never` where nobody had to sign in
  Duration lasts{};
};

struct LiveSession {
  lifetime::Ref ref{};
  lifetime::Ref notebook{};
  Number work = no_number;
  SignInSpan sign_in{};              // that it was started from
  Instant projected = never;         // when the statements that it took with it would have been done
  std::int64_t pre_initialised = 0;  // workers of its application that it took
  Number visit = no_number;          // of the crowd, as long as that wants to know of it
  Number tally = no_number;          // of the crowd: where it counts
  Instant wanted{};                  // of the crowd: since when
  bool settled = false;              // it has ended and been billed
};

struct LiveJob {
  lifetime::Ref ref{};
  Number work = no_number;  // no_number for a statement
  Number app = no_number;   // that it was started from
  SignInSpan sign_in{};     // that it was started from
  Number reads = no_number;
  bool fails = false;        // its own error is to end it
  Duration attended_then{};  // reading of attendance when its work began
  Instant told_to_stop = never;
  Number visit = no_number;   // of the crowd, as long as that wants to know of it
  Number tally = no_number;   // of the crowd: where it counts
  Number before = no_number;  // of the crowd: the job that it continues
  Instant wanted{};           // of the crowd: since when
  cost::Split kept{};         // of the crowd: work that a checkpoint saved, not billed yet
};

/// Time that a host runs is spent on the job that has been at work in it for longest, or on none.
struct LiveHost {
  lifetime::Ref ref{};
  Moment since{};
  HostSetup setup{};    // as created, and updated since
  bool exists = false;  // an application that was created and not refused
  std::int64_t pre_initialised_free = 0;
  LineSpan lines{};
  Instant up_since{};           // since when it has been billed
  Instant idle_since{};         // since when it has held no session, if it holds none
  std::vector<Number> at_work;  // jobs, the one that began first in front
  std::uint32_t owner = 0;
  Instant shared_since{};    // since when the first of them, or nobody, has had it
  Duration attended_then{};  // reading of attendance of the one whose time it is
};

struct LivePool {
  Number job = no_number;  // that used it last, or uses it
  Number next_job = no_number;
  LineSpan lines{};  // while it is billed
  Number work = no_number;
  Number tally = no_number;  // of the crowd: that of the job that used it last
};

/// Usage whose bucket is known only when the fate of the job that took it over is known.
struct Deferred {
  Number job;
  LineSpan lines;
  cost::Split kept;
};

/// An assignment that work is losing, whatever becomes of its sign-in (B-18).
struct Withdrawal {
  lifetime::Ref work;
  Instant since;
  Instant takes_effect;
};

}  // namespace outlive::workload
