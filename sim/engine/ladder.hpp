// The event list of large logical processes: a ladder of buckets of times, each rung dividing one bucket of the
// rung above, down to one that is sorted when its time has come, the run; what is added to the run's time later
// goes to a small heap beside it.
//
// A tournament tree reads a few lines of memory per level, and a large one waits for most of them. Here an event
// is written to the end of a bucket, and is looked at again when its bucket comes up, together with its
// neighbours, whose records are fetched all at once.
//
//  * A bucket holds slots, four bytes each; when they are due stands in the slot's record.
//  * An entry may come up too early, never too late. Moving a deadline to later, or clearing it, therefore writes the
//    record and nothing else; the entry is filed anew when it comes up. Moving it to earlier files a second entry,
//    and the first is dropped when it comes up.
//  * What is left behind is bounded: with more than two entries per slot everything is filed anew.
//
// set: O(1) on average over the times that a simulation draws, at worst O(log n) for the sort and a rung per factor
// of 64 in time. About 40 bytes per slot. Ties as in the tournament: by order, then the lower slot.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "sim/engine/cache_line_allocator.hpp"
#include "sim/engine/event_order.hpp"

namespace outlive::engine {

class Ladder {
 public:
  explicit Ladder(std::uint32_t slots = 0) { resize(slots); }

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(records_.size()); }
  void resize(std::uint32_t slots);
  void reset(std::uint32_t slots);

  void set(std::uint32_t slot, EventKey key);
  void clear(std::uint32_t slot) { set(slot, EventKey::none); }
  [[nodiscard]] EventKey key(std::uint32_t slot) const { return records_[slot].key; }

  [[nodiscard]] bool empty() const { return winner_.key.time == no_time; }
  [[nodiscard]] std::int64_t earliest_time() const { return winner_.key.time; }
  [[nodiscard]] EventKey earliest() const { return winner_.key; }
  [[nodiscard]] std::uint32_t earliest_slot() const { return winner_.slot; }

  static constexpr std::uint32_t no_slot = 0xFFFFFFFF;
  /// The slot that may well come up so many events after the earliest, or no_slot: for fetching what it will need.
  [[nodiscard]] std::uint32_t upcoming(std::size_t ahead) const {
    return run_at_ + ahead < run_.size() ? run_[run_at_ + ahead].slot : no_slot;
  }

  /// For tests: how many entries there are, those left behind included.
  [[nodiscard]] std::size_t entries() const { return entries_; }

 private:
  static constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::max();
  static constexpr std::int64_t first_time = std::numeric_limits<std::int64_t>::min();
  static constexpr std::uint32_t no_chunk = 0xFFFFFFFF;
  static constexpr std::uint32_t chunk_slots = 15;
  static constexpr std::size_t most_rungs = 16;
  static constexpr std::size_t most_places = 1024;

  struct alignas(32) Record {
    EventKey key = EventKey::none;
    std::int64_t filed = no_time;  // an entry of this slot comes up at this time: no later than its key
  };

  struct Chunk {  // one cache line
    std::array<std::uint32_t, chunk_slots> slots;
    std::uint32_t next;
  };

  struct Bucket {
    std::uint32_t chunk = no_chunk;    // the newest; those before it are full
    std::uint32_t used = chunk_slots;  // of the newest
  };

  struct Rung {
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::int64_t reach = 0;  // where the buckets begin that have not come up
    std::uint32_t next = 0;  // the first of them
    std::uint32_t count = 0;
    int shift = 0;  // a bucket is 2^shift wide
    std::vector<Bucket> buckets;
    std::vector<std::uint64_t> occupied;  // one bit a bucket
  };

  struct Entry {
    EventKey key;
    std::uint32_t slot;
    friend bool operator<(const Entry& a, const Entry& b) {  // a heap has its greatest on top: the earliest
      if (a.key.time != b.key.time) return a.key.time > b.key.time;
      if (a.key.order != b.key.order) return a.key.order > b.key.order;
      return a.slot > b.slot;
    }
  };

  static constexpr Entry nothing{EventKey::none, 0};

  template <class T>
  using Lines = std::vector<T, CacheLineAllocator<T>>;

  void append(Bucket& bucket, std::uint32_t slot);
  void file(std::uint32_t slot, std::int64_t time);
  void push(std::uint32_t slot, EventKey key);
  void settle();
  void refile(const Entry& entry);
  [[nodiscard]] bool advance();
  void take_bucket(Rung& rung, std::uint32_t index);
  void collect(Bucket& bucket);
  void sort_collected(std::int64_t start, std::int64_t end);
  template <class Soon>
  void place_collected(std::int64_t start, std::int64_t end, Soon soon);
  void open_window();
  void split_heap();
  void add_rung(std::int64_t start, std::int64_t end, std::size_t buckets);
  void file_all();

  // Everything due before bottom_: what came up, in order, and what was added since.
  std::vector<Entry> run_;
  std::size_t run_at_ = 0;
  std::vector<Entry> heap_;
  std::int64_t bottom_ = first_time;
  std::int64_t top_from_ = first_time;  // everything due from here on is in top_
  std::size_t rungs_in_use_ = 0;
  Entry winner_ = nothing;
  std::size_t entries_ = 0;
  Lines<Record> records_;  // by slot
  std::array<Rung, most_rungs> rungs_;
  Bucket top_;
  Lines<Chunk> chunks_;
  std::uint32_t free_chunk_ = no_chunk;
  // Of the bucket that is being worked on: its slots, those of them that are due, how many in which place.
  std::vector<std::uint32_t> collected_;
  std::vector<Entry> unsorted_;
  std::array<std::uint32_t, most_places + 1> places_{};
};

}  // namespace outlive::engine
