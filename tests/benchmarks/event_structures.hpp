// The structures that the event list is measured against, each as one would use it for what the workloads ask:
// every slot holds one deadline, the earliest fires, and others move.
//
//   set(slot, key)           schedules the slot for the first time
//   move(slot, key)          gives another key to a slot that is scheduled
//   replace_earliest(key)    schedules the slot that fires anew
//   earliest_slot, earliest_time
#pragma once

#include <cstdint>
#include <queue>
#include <set>
#include <utility>
#include <vector>

#include <boost/heap/d_ary_heap.hpp>
#include <boost/heap/fibonacci_heap.hpp>
#include <boost/heap/pairing_heap.hpp>

#include "sim/engine/event_list.hpp"

namespace outlive::benchmarks {

using engine::EventKey;

/// An event list of this house: a slot is rewritten in place.
template <class List>
class Slots {
 public:
  explicit Slots(std::uint32_t slots) : list_(slots) {}
  void set(std::uint32_t slot, EventKey key) { list_.set(slot, key); }
  void move(std::uint32_t slot, EventKey key) { list_.set(slot, key); }
  void replace_earliest(EventKey key) { list_.set(list_.earliest_slot(), key); }
  [[nodiscard]] std::uint32_t earliest_slot() const { return list_.earliest_slot(); }
  [[nodiscard]] std::int64_t earliest_time() const { return list_.earliest_time(); }

 private:
  List list_;
};

struct QueueEntry {
  EventKey key;
  std::uint32_t slot;
  std::uint32_t generation;
  bool operator<(const QueueEntry& other) const { return other.key < key; }  // a heap has its greatest on top
};

/// What most programs do: a heap, and a generation per slot by which entries that were moved are recognised.
class LazyQueue {
 public:
  explicit LazyQueue(std::uint32_t slots) : generations_(slots) {}
  void set(std::uint32_t slot, EventKey key) { queue_.push({key, slot, generations_[slot]}); }
  void move(std::uint32_t slot, EventKey key) {
    ++generations_[slot];
    set(slot, key);
  }
  void replace_earliest(EventKey key) {
    const std::uint32_t slot = queue_.top().slot;
    queue_.pop();
    set(slot, key);
  }
  [[nodiscard]] std::uint32_t earliest_slot() {
    while (queue_.top().generation != generations_[queue_.top().slot]) queue_.pop();
    return queue_.top().slot;
  }
  [[nodiscard]] std::int64_t earliest_time() const { return queue_.top().key.time; }

 private:
  std::priority_queue<QueueEntry> queue_;
  std::vector<std::uint32_t> generations_;
};

/// A balanced tree. The node of a slot is kept and moved, not allocated again.
class OrderedSet {
 public:
  explicit OrderedSet(std::uint32_t slots) : nodes_(slots) {}
  void set(std::uint32_t slot, EventKey key) { nodes_[slot] = set_.insert({key, slot}).first; }
  void move(std::uint32_t slot, EventKey key) {
    auto node = set_.extract(nodes_[slot]);
    node.value().first = key;
    nodes_[slot] = set_.insert(std::move(node)).position;
  }
  void replace_earliest(EventKey key) { move(earliest_slot(), key); }
  [[nodiscard]] std::uint32_t earliest_slot() const { return set_.begin()->second; }
  [[nodiscard]] std::int64_t earliest_time() const { return set_.begin()->first.time; }

 private:
  std::set<std::pair<EventKey, std::uint32_t>> set_;
  std::vector<decltype(set_)::iterator> nodes_;
};

/// A heap of Boost with handles, by which entries are moved.
template <class Heap>
class BoostHeap {
 public:
  explicit BoostHeap(std::uint32_t slots) : handles_(slots) {}
  void set(std::uint32_t slot, EventKey key) { handles_[slot] = heap_.push({key, slot, 0}); }
  void move(std::uint32_t slot, EventKey key) { heap_.update(handles_[slot], {key, slot, 0}); }
  void replace_earliest(EventKey key) { move(earliest_slot(), key); }
  [[nodiscard]] std::uint32_t earliest_slot() const { return heap_.top().slot; }
  [[nodiscard]] std::int64_t earliest_time() const { return heap_.top().key.time; }

 private:
  Heap heap_;
  std::vector<typename Heap::handle_type> handles_;
};

using Tournament = Slots<engine::Tournament>;
using Ladder = Slots<engine::Ladder>;
using EventList = Slots<engine::EventList>;
using DAryHeap =
    BoostHeap<boost::heap::d_ary_heap<QueueEntry, boost::heap::arity<4>, boost::heap::mutable_<true>>>;
using PairingHeap = BoostHeap<boost::heap::pairing_heap<QueueEntry>>;
using FibonacciHeap = BoostHeap<boost::heap::fibonacci_heap<QueueEntry>>;

}  // namespace outlive::benchmarks
