// Interactive Spark sessions through Apache Livy, as EMR Serverless and EMR on EC2 both have them; states as Livy names
// them. A session counts as activity in its application or cluster for as long as it is open (EMR-6).
#pragma once

#include <array>

#include "sim/identity/losses.hpp"
#include "sim/lifetime/kind.hpp"

namespace outlive::services::livy {

enum : lifetime::StateId { starting, idle, busy, shutting_down, dead, killed, error };
inline constexpr std::array<lifetime::State, 7> states{{
    {.name = "starting", .busy = true},
    {.name = "idle", .busy = true, .open = true, .billed = true},
    {.name = "busy", .busy = true, .open = true, .billed = true},
    {.name = "shutting_down", .busy = true},
    {.name = "dead", .terminal = true},
    {.name = "killed", .terminal = true},
    {.name = "error", .terminal = true},
}};

/// The rules of one service for the ends that both have.
struct Rules {
  Rule idle;         // no statement for long
  Rule hard;         // too old
  Rule background;   // its background session is gone, or its kernel
  Rule interactive;  // its interactive session is gone, or the notebook through which it was reached
};

/// How long a page's "when the session ends" may take: assumption B-4.
inline constexpr Duration after_expiry = std::chrono::minutes{5};

constexpr auto endings(const Rules& rules) {
  using lifetime::Ending;
  return identity::endings_with(
      std::array<Ending, 8>{{
          {Cause::app_idle_shutdown, shutting_down, dead, Outcome::stopped, rules.interactive},
          {Cause::idle_timeout, shutting_down, dead, Outcome::stopped, rules.idle},
          {Cause::session_timeout, shutting_down, dead, Outcome::stopped, rules.hard},
          {Cause::kernel_restarted, shutting_down, dead, Outcome::stopped, rules.background},
          {Cause::stopped_by_user, shutting_down, dead, Outcome::stopped, rules.background},
          {Cause::notebook_closed, shutting_down, dead, Outcome::stopped, rules.interactive},
          {Cause::application_stopped, lifetime::no_state, killed, Outcome::stopped, Rule::none},
          {Cause::cluster_terminated, lifetime::no_state, killed, Outcome::stopped, Rule::none},
      }},
      {.through = shutting_down,
       .state = dead,
       .outcome = Outcome::stopped,
       .of_background = rules.background,
       .of_interactive = rules.interactive,
       .after_expiry = after_expiry,
       .otherwise = identity::refresh_bound},
      {Cause::none, shutting_down, dead, Outcome::stopped, Rule::none});
}

}  // namespace outlive::services::livy
