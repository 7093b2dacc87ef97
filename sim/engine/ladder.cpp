#include "sim/engine/ladder.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace outlive::engine {
namespace {

constexpr std::size_t sorted_at_once = 512;  // a bucket of more is divided
constexpr std::size_t least_in_heap = 64;    // a smaller heap is never worth dividing
constexpr std::size_t least_buckets = 64;    // so that each rung makes a difference
constexpr std::size_t most_buckets = 1024;
constexpr std::size_t window_buckets = 1 << 14;
constexpr std::size_t least_in_window = 4;
constexpr std::size_t entries_per_bucket = 64;
constexpr std::uint32_t most_inserted = 16;  // so many in one place are sorted otherwise
constexpr std::size_t look_ahead = 16;       // records that are on their way from memory

std::uint64_t distance(std::int64_t from, std::int64_t to) {
  return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
}

/// Stays within the numbers: nothing is later than the last of them.
std::int64_t later(std::int64_t time, std::uint64_t by) {
  constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();
  if (by > distance(time, last)) return last;
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(time) + by);
}

/// How wide buckets must be, as a power of two, for so many to cover [start, end).
int shift_for(std::int64_t start, std::int64_t end, std::size_t buckets) {
  const int bits = static_cast<int>(std::bit_width(distance(start, end) - 1));
  return std::max(0, bits - std::countr_zero(buckets));
}

template <class T>
void insertion_sort(std::vector<T>& items) {
  for (std::size_t i = 1; i < items.size(); ++i) {
    if (!(items[i - 1] < items[i])) continue;
    const T item = items[i];
    std::size_t at = i;
    for (; at > 0 && items[at - 1] < item; --at) items[at] = items[at - 1];
    items[at] = item;
  }
}

constexpr auto none_is_due = [](std::uint32_t, EventKey) {};  // where bottom_ has come down to the start

}  // namespace

void Ladder::resize(std::uint32_t slots) {
  if (slots > std::uint32_t{1} << 31) throw std::length_error("an event list holds at most 2^31 slots");
  const bool shrinks = slots < size();
  records_.resize(slots);
  if (shrinks) file_all();
}

void Ladder::reset(std::uint32_t slots) {
  records_.clear();
  resize(slots);
  file_all();
}

void Ladder::set(std::uint32_t slot, EventKey key) {
  Record& record = records_[slot];
  record.key = key;
  if (key.time < bottom_) {
    record.filed = key.time;
    push(slot, key);
    if (heap_.size() > least_in_heap) split_heap();
    settle();
  } else {
    if (key.time < record.filed) {
      record.filed = key.time;
      file(slot, key.time);
    }
    if (slot == winner_.slot || empty()) settle();
  }
  if (entries_ > 2 * records_.size() + most_buckets) [[unlikely]] {
    file_all();
  }
}

void Ladder::append(Bucket& bucket, std::uint32_t slot) {
  if (bucket.used == chunk_slots) {
    std::uint32_t chunk = free_chunk_;
    if (chunk == no_chunk) {
      chunk = static_cast<std::uint32_t>(chunks_.size());
      chunks_.emplace_back();
    } else {
      free_chunk_ = chunks_[chunk].next;
    }
    chunks_[chunk].next = bucket.chunk;
    bucket = {chunk, 0};
  }
  chunks_[bucket.chunk].slots[bucket.used++] = slot;
  ++entries_;
}

/// `time` is not before bottom_.
void Ladder::file(std::uint32_t slot, std::int64_t time) {
  if (time >= top_from_) return append(top_, slot);
  Rung* rung = rungs_.data();
  while (time < rung->reach) ++rung;
  const std::uint64_t index = distance(rung->start, time) >> rung->shift;
  rung->occupied[index / 64] |= std::uint64_t{1} << index % 64;
  append(rung->buckets[index], slot);
}

void Ladder::push(std::uint32_t slot, EventKey key) {
  heap_.push_back({key, slot});
  std::push_heap(heap_.begin(), heap_.end());
  ++entries_;
}

/// Finds what is due first, and drops or files anew what came up too early.
void Ladder::settle() {
  for (;;) {
    const bool in_run = run_at_ < run_.size();
    if (!in_run && heap_.empty()) {
      if (advance()) continue;
      winner_ = nothing;
      return;
    }
    const bool from_heap = !heap_.empty() && (!in_run || run_[run_at_] < heap_.front());
    const Entry first = from_heap ? heap_.front() : run_[run_at_];
    if (records_[first.slot].key == first.key) {
      winner_ = first;
      return;
    }
    if (from_heap) {
      std::pop_heap(heap_.begin(), heap_.end());
      heap_.pop_back();
    } else {
      ++run_at_;
    }
    --entries_;
    refile(first);
  }
}

/// An entry that has come up and is not the key of its slot.
void Ladder::refile(const Entry& entry) {
  Record& record = records_[entry.slot];
  // If the key is earlier, or another entry stands for it, that one counts.
  if (record.filed != entry.key.time || record.key.time == entry.key.time) return;
  record.filed = record.key.time;
  if (record.filed != no_time) file(entry.slot, record.filed);
}

/// Takes a step towards the next run. False: there is nothing to come.
bool Ladder::advance() {
  while (rungs_in_use_ > 0) {
    Rung& rung = rungs_[rungs_in_use_ - 1];
    std::size_t word = rung.next / 64;
    const std::size_t words = (rung.count + 63) / 64;
    while (word < words && rung.occupied[word] == 0) ++word;
    if (word < words) {
      take_bucket(rung, static_cast<std::uint32_t>(word * 64) +
                            static_cast<std::uint32_t>(std::countr_zero(rung.occupied[word])));
      return true;
    }
    bottom_ = rung.end;
    --rungs_in_use_;
  }
  if (top_.chunk == no_chunk) return false;
  open_window();
  return true;
}

void Ladder::take_bucket(Rung& rung, std::uint32_t index) {
  const std::int64_t start = later(rung.start, std::uint64_t{index} << rung.shift);
  rung.next = index + 1;
  rung.reach = rung.next == rung.count ? rung.end : later(rung.start, std::uint64_t{rung.next} << rung.shift);
  rung.occupied[index / 64] &= ~(std::uint64_t{1} << index % 64);
  const std::int64_t end = rung.reach;
  collect(rung.buckets[index]);
  if (collected_.size() <= sorted_at_once || rung.shift == 0 || rungs_in_use_ == most_rungs) {
    bottom_ = end;
    sort_collected(start, end);
  } else {
    add_rung(start, end,
             std::clamp(std::bit_ceil(collected_.size() / entries_per_bucket), least_buckets, most_buckets));
    place_collected(start, end, none_is_due);
  }
}

/// What was collected from [start, end) becomes the run: near its place by counting, then to its place by
/// insertion, which finds little to do.
void Ladder::sort_collected(std::int64_t start, std::int64_t end) {
  const std::size_t places = std::clamp(std::bit_ceil(2 * collected_.size()), std::size_t{4}, most_places);
  const int shift = shift_for(start, end, places);
  std::fill_n(places_.begin(), places + 1, 0);
  unsorted_.resize(collected_.size());
  std::size_t live = 0;
  place_collected(start, end, [&](std::uint32_t slot, EventKey key) {
    unsorted_[live++] = {key, slot};
    ++places_[(distance(start, key.time) >> shift) + 1];
  });
  unsorted_.resize(live);
  run_.resize(live);
  run_at_ = 0;
  entries_ += live;

  std::uint32_t most = 0;
  for (std::size_t i = 1; i <= places; ++i) {
    most = std::max(most, places_[i]);
    places_[i] += places_[i - 1];
  }
  for (const Entry& entry : unsorted_) run_[places_[distance(start, entry.key.time) >> shift]++] = entry;
  if (most <= most_inserted) {
    insertion_sort(run_);
  } else {
    std::sort(run_.rbegin(), run_.rend());  // the earliest is the greatest
  }
}

/// Empties a bucket.
void Ladder::collect(Bucket& bucket) {
  collected_.clear();
  std::uint32_t used = bucket.used;
  for (std::uint32_t chunk = bucket.chunk; chunk != no_chunk; used = chunk_slots) {
    Chunk& from = chunks_[chunk];
    collected_.insert(collected_.end(), from.slots.begin(), from.slots.begin() + used);
    const std::uint32_t next = from.next;
    from.next = free_chunk_;
    free_chunk_ = chunk;
    chunk = next;
  }
  bucket = {};
  entries_ -= collected_.size();
}

/// Looks at what was collected from [start, end) again: `soon` gets what is due before bottom_, the rest is filed.
template <class Soon>
void Ladder::place_collected(std::int64_t start, std::int64_t end, Soon soon) {
  const std::size_t count = collected_.size();
  for (std::size_t i = 0; i < count; ++i) {
    __builtin_prefetch(&records_[collected_[std::min(i + look_ahead, count - 1)]]);
    const std::uint32_t slot = collected_[i];
    Record& record = records_[slot];
    if (record.filed < start || record.filed >= end) continue;  // left behind
    record.filed = record.key.time;
    if (record.filed < bottom_) {
      soon(slot, record.key);
    } else if (record.filed != no_time) {
      file(slot, record.filed);
    }
  }
}

/// The first rung, over the times at which most of what is to come is due. The rest waits.
void Ladder::open_window() {
  const std::int64_t from = top_from_;
  collect(top_);
  std::int64_t first = no_time;
  double sum = 0;
  std::size_t live = 0;
  for (std::size_t i = 0; i < collected_.size(); ++i) {
    __builtin_prefetch(&records_[collected_[std::min(i + look_ahead, collected_.size() - 1)]]);
    const Record& record = records_[collected_[i]];
    if (record.filed < from || record.key.time == no_time) continue;
    first = std::min(first, record.key.time);
    sum += static_cast<double>(record.key.time);
    ++live;
  }
  if (live > 0) {
    // Four times the mean: at least three quarters are due before, so that few are looked at again and again.
    const double mean = sum / static_cast<double>(live) - static_cast<double>(first);
    const double width = std::clamp(4 * mean, 0.0, 0x1p62);
    top_from_ = later(first, static_cast<std::uint64_t>(width) + 1);
    bottom_ = top_from_;
    add_rung(first, top_from_,
             std::clamp(std::bit_ceil(live / entries_per_bucket), least_in_window, window_buckets));
  }
  place_collected(from, no_time, none_is_due);
}

/// Divides the heap, which has grown, and the run beside it.
void Ladder::split_heap() {
  const std::size_t left = run_.size() - run_at_;
  if (heap_.size() <= left || rungs_in_use_ == most_rungs) return;
  std::int64_t start = heap_.front().key.time;
  if (left > 0) start = std::min(start, run_[run_at_].key.time);
  const std::int64_t end = bottom_;
  if (distance(start, end) <= 1) return;
  collected_.clear();
  entries_ -= heap_.size() + left;
  const auto collect_entry = [&](const Entry& entry) {
    if (records_[entry.slot].key == entry.key) {
      collected_.push_back(entry.slot);
    } else {
      refile(entry);
    }
  };
  for (const Entry& entry : heap_) collect_entry(entry);
  for (; run_at_ < run_.size(); ++run_at_) collect_entry(run_[run_at_]);
  heap_.clear();
  add_rung(start, end, least_buckets);
  place_collected(start, end, none_is_due);
}

void Ladder::add_rung(std::int64_t start, std::int64_t end, std::size_t buckets) {
  Rung& rung = rungs_[rungs_in_use_++];
  rung.shift = shift_for(start, end, buckets);
  rung.start = start;
  rung.end = end;
  rung.reach = start;
  rung.next = 0;
  rung.count = static_cast<std::uint32_t>((distance(start, end) - 1) >> rung.shift) + 1;
  if (rung.buckets.size() < rung.count) {
    rung.buckets.resize(buckets);
    rung.occupied.resize((buckets + 63) / 64);
  }
  bottom_ = start;
}

void Ladder::file_all() {
  for (Rung& rung : rungs_) {
    std::fill(rung.buckets.begin(), rung.buckets.end(), Bucket{});
    std::fill(rung.occupied.begin(), rung.occupied.end(), 0);
  }
  rungs_in_use_ = 0;
  heap_.clear();
  run_.clear();
  run_at_ = 0;
  chunks_.clear();
  free_chunk_ = no_chunk;
  top_ = {};
  bottom_ = top_from_ = first_time;
  entries_ = 0;
  for (std::uint32_t slot = 0; slot < size(); ++slot) {
    Record& record = records_[slot];
    record.filed = record.key.time;
    if (record.filed != no_time) append(top_, slot);
  }
  settle();
}

}  // namespace outlive::engine
