// The one state machine: losing an identity takes effect at once, later, or never, and may be given back.
#include <doctest/doctest.h>

#include "tests/lifetime/shop_kinds.hpp"

namespace outlive::lifetime::toys {
namespace {

using namespace std::chrono_literals;

constexpr StopShare half = whole_bound / 2;  // of 2^32, less one
constexpr StopShare least = 1;

TEST_CASE("stop shares: none, the whole and what is in between of a bound, for the longest bounds, too") {
  CHECK(share_of(40ms, at_once) == 0ms);
  CHECK(share_of(40ms, whole_bound) == 40ms);
  CHECK(share_of(40ms, half) == 20ms);
  CHECK(share_of(40ms, least) == 0ms);
  CHECK(share_of(0ms, whole_bound) == 0ms);
  CHECK(share_of(std::chrono::days{24}, whole_bound) == std::chrono::days{24});
  CHECK(share_of(std::chrono::days{24}, half) == std::chrono::days{12});
}

/// When a shop ends whose token is ended at 10 ms with this cause.
Duration end_after(Cause cause, StopShare share) {
  ShopToy toy;
  const Index bond = toy.make_token(unlimited);
  const Index it = toy.make_shop({.bond = bond, .share = share});
  toy.play(10ms);
  toy.machine.end(bond, cause, Rule::idc_4);
  toy.note();
  for (Duration now = 10ms;; now += 1ms) {
    toy.play(now);
    if (toy.machine.alive(it)) continue;
    CHECK(toy.machine[it].cause == cause);
    return now - 10ms;
  }
}

TEST_CASE(
    "machine: the loss of an identity takes effect within the bound of its cause, by the share of the "
    "lifetime") {
  CHECK(end_after(Cause::signed_out, at_once) == 0ms);
  CHECK(end_after(Cause::signed_out, half) == 20ms);
  CHECK(end_after(Cause::signed_out, whole_bound) == 40ms);
  CHECK(end_after(Cause::signed_out, least) == 0ms);  // less than a millisecond
  CHECK(end_after(Cause::background_session_expired, half) == 4ms);
  CHECK(end_after(Cause::background_session_expired, whole_bound) == 8ms);
  CHECK(end_after(Cause::background_session_revoked, whole_bound) == 0ms);  // the table gives no bound
}

TEST_CASE("machine: an explicit bound goes before that of the table") {
  ShopToy toy;
  const Index longer = toy.make_shop({.share = half});
  const Index none = toy.make_shop({.share = whole_bound});
  toy.play(0ms);
  toy.machine.lose_identity(longer, Cause::signed_out, Rule::idc_14, 100ms);
  toy.machine.lose_identity(none, Cause::signed_out, Rule::idc_14, 0ms);
  CHECK_FALSE(toy.machine.alive(none));
  toy.play(49ms);
  CHECK(toy.machine.alive(longer));
  toy.play(50ms);
  CHECK_FALSE(toy.machine.alive(longer));
  CHECK(toy.machine[longer].rule == Rule::idc_14);  // the row has none of its own
}

TEST_CASE("machine: what loses its identity is told once, lives on meanwhile, and ends by what comes first") {
  ShopToy toy;
  const Index bond = toy.make_token(unlimited);
  const Index it = toy.make_shop({.bond = bond, .share = whole_bound});
  const Index idles = toy.make_shop({.idle = 30ms, .bond = bond, .share = whole_bound});
  const Index stopped = toy.make_shop({.bond = bond, .share = whole_bound});
  const Index tied = toy.make_shop({.hard = 50ms, .bond = bond, .share = whole_bound});
  toy.play(10ms);
  toy.told();
  toy.machine.end(bond, Cause::signed_out, Rule::idc_4);
  std::size_t told = 0;
  for (const JournalEntry& entry : toy.machine.journal()) told += entry.from == entry.to ? 1 : 0;
  CHECK(told == 4);
  CHECK(toy.machine[it].losing == Cause::signed_out);
  CHECK(toy.machine[it].lost_bond == token);
  CHECK(toy.machine[it].cause == Cause::none);
  toy.note();
  toy.play(20ms);
  toy.machine.lose_identity(it, Cause::background_session_expired, Rule::idc_16,
                            30ms);  // not before the other
  toy.make_task(it, 15ms);
  toy.machine.end(stopped, Cause::stopped_by_user, Rule::glue_7);
  CHECK(toy.machine[stopped].cause == Cause::stopped_by_user);
  toy.note();
  toy.play(30ms);
  CHECK_FALSE(toy.machine.alive(idles));
  CHECK(toy.machine.state_of(it).name == "working");
  toy.play(49ms);
  CHECK(toy.machine.alive(it));
  CHECK(toy.machine.state_of(it).name == "quiet");
  toy.machine.advance_to(Instant{50ms});
  while (toy.machine.events().earliest_time() == 50) toy.machine.fire(toy.machine.events().earliest_slot());
  CHECK(toy.machine[it].cause == Cause::signed_out);
  CHECK(toy.machine[it].rule == Rule::idc_4);
  CHECK(toy.machine[tied].cause == Cause::signed_out);  // the loss comes before a hard limit
}

TEST_CASE("machine: of two losses the one that takes effect first counts, the older of equals") {
  ShopToy toy;
  const Index slow = toy.make_shop({.share = whole_bound});
  const Index tied = toy.make_shop({.share = whole_bound});
  toy.play(10ms);
  CHECK(toy.machine.lose_identity(slow, Cause::signed_out, Rule::idc_4) == Instant{50ms});
  toy.machine.lose_identity(tied, Cause::signed_out, Rule::idc_4);
  toy.play(20ms);
  CHECK(toy.machine.lose_identity(slow, Cause::background_session_expired, Rule::idc_16) == Instant{28ms});
  toy.machine.lose_identity(tied, Cause::background_session_expired, Rule::idc_16, 30ms);
  toy.play(27ms);
  CHECK(toy.machine.alive(slow));
  toy.play(28ms);
  CHECK(toy.machine[slow].cause == Cause::background_session_expired);
  CHECK(toy.machine.lose_identity(slow, Cause::signed_out, Rule::idc_4) == never);
  toy.play(50ms);
  CHECK(toy.machine[tied].cause == Cause::signed_out);
}

TEST_CASE("machine: an identity session that is ended early would have expired all the same (B-4)") {
  ShopToy toy;
  const Index soon = toy.make_token(30ms);
  const Index later = toy.make_token(60ms);
  const Index it = toy.make_shop({.bond = soon, .share = whole_bound});
  const Index other = toy.make_shop({.bond = later, .share = whole_bound});
  toy.play(10ms);
  toy.machine.end(soon, Cause::signed_out, Rule::idc_4);   // within 40 ms, but 8 ms after its expiry
  toy.machine.end(later, Cause::signed_out, Rule::idc_4);  // here that would be later
  toy.note();
  toy.play(38ms);
  CHECK_FALSE(toy.machine.alive(it));
  CHECK(toy.machine.alive(other));
  toy.play(50ms);
  CHECK_FALSE(toy.machine.alive(other));
}

TEST_CASE("machine: what is spared a loss is told of it and goes on, and ends of any other") {
  ShopToy toy;
  const Index bond = toy.make_token(unlimited);
  const Index it =
      toy.make_shop({.bond = bond, .share = whole_bound, .spared = in_causes({Cause::signed_out})});
  toy.play(10ms);
  toy.machine.end(bond, Cause::signed_out, Rule::idc_4);
  REQUIRE_FALSE(toy.machine.journal().empty());
  CHECK(toy.machine.journal().back().index == it);
  CHECK(toy.machine.journal().back().from == toy.machine.journal().back().to);
  CHECK(toy.machine[it].losing == Cause::none);
  CHECK(toy.machine[it].bond == no_index);
  toy.note();
  toy.play(1000ms);
  CHECK(toy.machine.alive(it));
  toy.machine.lose_identity(it, Cause::background_session_revoked, Rule::idc_11);
  CHECK(toy.machine[it].cause == Cause::background_session_revoked);
}

TEST_CASE("machine: a reprieve gives the identity back, until that one is lost in turn") {
  ShopToy toy;
  const Index bond = toy.make_token(unlimited);
  const Index it = toy.make_shop({.bond = bond, .share = whole_bound});
  toy.play(10ms);
  toy.machine.end(bond, Cause::signed_out, Rule::idc_4);
  toy.note();
  toy.play(49ms);
  const Index again = toy.make_token(unlimited);
  toy.note();
  toy.machine.reprieve(it, again, toy.machine.ref(again));
  CHECK(toy.machine.journal().size() == 1);
  CHECK(toy.machine.journal()[0].index == it);
  CHECK(toy.machine[it].losing == Cause::none);
  CHECK(toy.machine[it].lost_bond == no_kind);
  CHECK(toy.machine[it].bond == again);
  CHECK(toy.machine.alive(toy.machine[it].origin));
  toy.note();
  toy.play(200ms);
  CHECK(toy.machine.alive(it));
  toy.machine.end(again, Cause::background_session_expired, Rule::idc_16);
  toy.note();
  toy.play(207ms);
  CHECK(toy.machine.alive(it));
  toy.play(208ms);
  CHECK_FALSE(toy.machine.alive(it));
  CHECK(toy.machine[it].rule == Rule::emr_4);  // the row's own
}

TEST_CASE(
    "machine: a detachment that is fatal by its cause ends what is bound to nothing, another does not") {
  ShopToy toy;
  for (const bool fatal : {true, false}) {
    CAPTURE(fatal);
    const Index it = toy.make_page();
    const Index marked =
        toy.make_shop({.attachment = it, .fatal_detachment = in_causes({Cause::app_stopped})});
    const Index plain = toy.make_shop({.attachment = it});
    toy.play(0ms);
    toy.machine.end(it, fatal ? Cause::app_stopped : Cause::notebook_closed, Rule::none);
    CHECK(toy.machine.alive(marked) == !fatal);
    CHECK(toy.machine.alive(plain));
    toy.note();
  }
}

TEST_CASE("machine: what is losing its identity is still of the kind that a detachment ends") {
  ShopToy toy;
  const Index bond = toy.make_token(unlimited);
  const Index it = toy.make_page();
  const Index losing = toy.make_shop({.bond = bond, .attachment = it, .share = whole_bound});
  toy.play(0ms);
  toy.machine.end(bond, Cause::signed_out, Rule::idc_4);
  CHECK(toy.machine.alive(losing));
  toy.machine.end(it, Cause::notebook_closed, Rule::none);
  CHECK(toy.machine[losing].cause == Cause::notebook_closed);
}

}  // namespace
}  // namespace outlive::lifetime::toys
