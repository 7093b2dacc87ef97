#include "sim/engine/fingerprint.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <vector>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "sim/engine/event_order.hpp"

using namespace outlive::engine;

namespace {

using Event = std::array<std::uint64_t, 4>;

Fingerprint of(const std::vector<Event>& events) {
  Fingerprint fingerprint;
  for (const Event& e : events) fingerprint.add(e[0], e[1], e[2], e[3]);
  return fingerprint;
}

}  // namespace

TEST_CASE("a fingerprint prints as sixteen hexadecimal digits") {
  CHECK(to_string(Fingerprint()).size() == 16);
  Fingerprint fingerprint;
  fingerprint.add(std::int64_t{90'000}, EventClass::idle_timeout, 7U, -1);
  // Computed from the definition by a second implementation, in Python.
  CHECK(to_string(fingerprint) == "bd6d3e16c8c31f4d");
  CHECK(std::stoull(to_string(fingerprint), nullptr, 16) == fingerprint.value());
}

TEST_CASE("the order of the events and the partition do not matter") {
  CHECK(rc::check("any order, any parts", [](std::vector<Event> events) {
    const Fingerprint whole = of(events);
    const auto shuffle = *rc::gen::arbitrary<std::uint32_t>();
    std::shuffle(events.begin(), events.end(), std::mt19937(shuffle));
    const auto cut = static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, events.size() + 1));
    Fingerprint parts = of({events.begin(), events.begin() + cut});
    parts += of({events.begin() + cut, events.end()});
    RC_ASSERT(parts == whole);
    RC_ASSERT(parts.value() == whole.value());
    RC_ASSERT(parts.events() == events.size());
  }));
}

TEST_CASE("every word and its position matters") {
  CHECK(rc::check("one change", [](Event event) {
    const auto at = *rc::gen::inRange<std::size_t>(0, 4);
    const auto bit = *rc::gen::inRange(0, 64);
    Event changed = event;
    changed[at] ^= std::uint64_t{1} << bit;
    RC_ASSERT(of({event}).value() != of({changed}).value());

    const auto other = *rc::gen::inRange<std::size_t>(0, 4);
    Event swapped = event;
    std::swap(swapped[at], swapped[other]);
    RC_ASSERT((swapped == event) == (of({event}).value() == of({swapped}).value()));
  }));
}

TEST_CASE("words exchanged between two events, repeated and empty events are noticed") {
  CHECK(of({{1, 2, 3, 4}, {5, 6, 7, 8}}).value() != of({{1, 2, 3, 8}, {5, 6, 7, 4}}).value());
  CHECK(of({{1, 2, 3, 4}, {1, 2, 3, 4}}).value() != of({}).value());
  CHECK(of({{0, 0, 0, 0}}).value() != of({}).value());
  CHECK(of({{0, 0, 0, 0}}).value() != of({{0, 0, 0, 0}, {0, 0, 0, 0}}).value());
  Fingerprint short_event;
  short_event.add(0, 0, 0);
  CHECK(short_event.value() != of({{0, 0, 0, 0}}).value());
}

TEST_CASE("one changed bit changes about half the digits' bits") {
  int changed_bits = 0;
  for (int bit = 0; bit < 64; ++bit) {
    const Event event{std::uint64_t{1} << bit, 2, 3, 4};
    changed_bits += std::popcount(of({event}).value() ^ of({{0, 2, 3, 4}}).value());
  }
  CHECK(changed_bits > 64 * 28);
  CHECK(changed_bits < 64 * 36);
}
