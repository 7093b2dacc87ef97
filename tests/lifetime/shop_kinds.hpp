// More kinds that no service has: a shop that is quiet or works, may lose its identity, and is reached through a page.
#pragma once

#include <array>

#include "tests/lifetime/toy_kinds.hpp"

namespace outlive::lifetime::toys {

inline constexpr KindId shop = 5, page = 6;

// Quiet while nothing in it is busy, working while something is; it ends when it was quiet, or the same, for too long.
namespace shop_state {
enum : StateId { shut, quiet, working, ended };
}
namespace shop_clock {
inline constexpr ClockId opening = 0, idle = 1, inactivity = 2, hard = 3, stop = 4;
}
inline constexpr std::array<State, 4> shop_states{{
    {.name = "shut"},
    {.name = "quiet", .open = true},
    {.name = "working", .open = true},
    {.name = "ended", .terminal = true},
}};
inline constexpr std::array shop_clocks{
    phase("opening", shop_state::shut, shop_state::quiet, Rule::none),
    idle_limit("idle", {shop_state::quiet}, Cause::idle_timeout, Rule::emr_2),
    inactivity_limit("inactivity", {shop_state::quiet, shop_state::working}, Cause::idle_timeout,
                     Rule::emrs_2),
    hard_limit("hard", {shop_state::shut, shop_state::quiet, shop_state::working}, Cause::session_timeout,
               Rule::emrs_3),
    stop_delay({shop_state::shut, shop_state::quiet, shop_state::working}),
};
// 40 ms after a sign-out at most, 8 ms after the expiry of a background session, and nothing else takes time.
inline constexpr std::array<Ending, 3> shop_endings{{
    {Cause::signed_out, no_state, shop_state::ended, Outcome::stopped, Rule::none, Duration{40}},
    {Cause::background_session_expired, no_state, shop_state::ended, Outcome::stopped, Rule::emr_4,
     Duration{8}},
    {Cause::none, no_state, shop_state::ended, Outcome::stopped, Rule::none},
}};

// Through which a shop is reached: active while what is busy in the shop is.
namespace page_state {
enum : StateId { quiet, active, closed };
}
inline constexpr std::array<State, 3> page_states{
    {{.name = "quiet"}, {.name = "active", .busy = true}, {.name = "closed", .terminal = true}}};
inline constexpr std::array<Ending, 1> page_endings{
    {{Cause::none, no_state, page_state::closed, Outcome::completed, Rule::none}}};

inline const std::array shop_kinds{
    kinds[box],
    kinds[token],
    kinds[task],
    kinds[machine_tool],
    kinds[lid],
    Kind{.name = "shop",
         .part = Part::session,
         .states = shop_states,
         .clocks = shop_clocks,
         .endings = shop_endings,
         .start_up_clock = shop_clock::opening,
         .stop_clock = shop_clock::stop,
         .activity_clock = shop_clock::inactivity,
         .when_idle = shop_state::quiet,
         .when_busy = shop_state::working,
         .detach_ends_if_bound_to = in_kinds({token})},
    Kind{.name = "page",
         .states = page_states,
         .clocks = {},
         .endings = page_endings,
         .when_idle = page_state::quiet,
         .when_busy = page_state::active,
         .follows_attached = true},
};

struct ShopOptions {
  Duration opening{};
  Duration idle = unlimited;
  Duration inactivity = unlimited;
  Duration hard = unlimited;
  Index bond = no_index;
  Index attachment = no_index;
  StopShare share = at_once;
  CauseMask spared = 0;
  CauseMask fatal_detachment = 0;
};

/// A toy that knows shops and pages, and two resources.
class ShopToy : public Toy {
 public:
  ShopToy() : Toy(shop_kinds, 2) {}

  Index make_shop(const ShopOptions& options = {}) {
    return machine.create({.kind = shop,
                           .bond = options.bond,
                           .attachment = options.attachment,
                           .spared = options.spared,
                           .stop_share = options.share,
                           .fatal_detachment = options.fatal_detachment,
                           .limits = {options.opening, options.idle, options.inactivity, options.hard}});
  }
  Index make_page(Index container = no_index) {
    return machine.create({.kind = page, .container = container});
  }
};

}  // namespace outlive::lifetime::toys
