#include "sim/engine/event_order.hpp"

#include <initializer_list>

#include <doctest/doctest.h>

using namespace outlive::engine;

TEST_CASE("events are ordered by time, then class, then user, then own number") {
  const auto key = [](std::int64_t time, EventClass event_class, std::uint32_t user, std::uint64_t own) {
    return EventKey{time, order_of(event_class, user, own)};
  };
  const std::uint32_t last_user = (1U << order_user_bits) - 1;
  const std::uint64_t last_own = (std::uint64_t{1} << order_own_bits) - 1;

  CHECK(key(1, EventClass::people, last_user, last_own) < key(2, EventClass::work_completes, 0, 0));
  CHECK(key(1, EventClass::work_completes, last_user, last_own) <
        key(1, EventClass::background_expiry, 0, 0));
  for (const std::uint32_t user : {0U, 1U, 2U, 7U, last_user - 1}) {
    CHECK(key(1, EventClass::people, user, last_own) < key(1, EventClass::people, user + 1, 0));
  }
  CHECK(key(1, EventClass::people, 3, 4) < key(1, EventClass::people, 3, 5));
  CHECK(key(-1, EventClass::people, 0, 0) < key(0, EventClass::people, 0, 0));
  CHECK(key(1, EventClass::people, last_user, last_own) < EventKey::none);
}

TEST_CASE("at one instant what was over by itself was over before anyone acted") {
  CHECK(EventClass::work_completes < EventClass::background_expiry);
  CHECK(EventClass::background_expiry < EventClass::interactive_expiry);
  CHECK(EventClass::interactive_expiry < EventClass::hard_limit);
  CHECK(EventClass::hard_limit < EventClass::idle_timeout);
  CHECK(EventClass::idle_timeout < EventClass::people);
}

TEST_CASE("the class of an order can be read back") {
  for (int number = 1; number <= 6; ++number) {
    const auto event_class = static_cast<EventClass>(number);
    CHECK(class_of(order_of(event_class, (1U << order_user_bits) - 1, 12345)) == event_class);
  }
}
