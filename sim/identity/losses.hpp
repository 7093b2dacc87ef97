// The endings that every session and job shares: losing the identity session that it depends on.
#pragma once

#include <algorithm>
#include <array>

#include "sim/lifetime/kind.hpp"

namespace outlive::identity {

/// How a kind of work takes the loss of its background session or of its interactive session.
struct Losses {
  lifetime::StateId through = lifetime::no_state;
  lifetime::StateId state = 0;
  Outcome outcome = Outcome::stopped;
  Rule of_background = Rule::none;
  Rule of_interactive = Rule::none;
  Duration after_expiry{};  // the vendor's bound after the expiry of a background session
  Duration otherwise{};     // and after anything else
};

inline constexpr std::size_t loss_rows = 8;
inline constexpr lifetime::CauseMask every_loss = lifetime::in_causes(
    {Cause::background_session_expired, Cause::background_session_revoked, Cause::signed_out,
     Cause::interactive_session_expired, Cause::interactive_session_ended, Cause::user_disabled,
     Cause::user_deleted, Cause::assignment_removed});

/// The rows of a table of endings: `own` first, then the losses, then what all other causes do.
template <std::size_t size>
constexpr std::array<lifetime::Ending, size + loss_rows + 1> endings_with(
    const std::array<lifetime::Ending, size>& own, const Losses& losses, const lifetime::Ending& otherwise) {
  std::array<lifetime::Ending, size + loss_rows + 1> all{};
  auto row = std::copy(own.begin(), own.end(), all.begin());
  const auto add = [&](Cause cause, Rule rule, Duration within) {
    *row++ = {cause, losses.through, losses.state, losses.outcome, rule, within};
  };
  add(Cause::background_session_expired, losses.of_background, losses.after_expiry);
  add(Cause::background_session_revoked, losses.of_background, losses.otherwise);
  add(Cause::signed_out, losses.of_interactive, losses.otherwise);
  add(Cause::interactive_session_expired, losses.of_interactive, losses.otherwise);
  add(Cause::interactive_session_ended, losses.of_interactive, losses.otherwise);
  add(Cause::user_disabled, Rule::idc_13, losses.otherwise);
  add(Cause::user_deleted, Rule::idc_13, losses.otherwise);
  add(Cause::assignment_removed, Rule::idc_14, losses.otherwise);
  *row = otherwise;
  return all;
}

/// An application session is refreshed every half hour at most: what was taken away is missed then (IDC-4).
inline constexpr Duration refresh_bound = std::chrono::minutes{30};

}  // namespace outlive::identity
