// Asks for memory before it is needed. Changes what a program costs and nothing of what it does.
#pragma once

#include <cstddef>

#include "sim/engine/cache_line_allocator.hpp"

namespace outlive::engine {

/// The cache lines of an object; of its first `bytes`, where the rest is rarely read.
template <class T>
void prefetch(const T& object, std::size_t bytes = sizeof(T)) {
  const char* const first = reinterpret_cast<const char*>(&object);
  for (std::size_t at = 0; at < bytes; at += cache_line_bytes) __builtin_prefetch(first + at);
  // gcc takes a function that does nothing but this for one without effect, and leaves its calls away.
  asm volatile("");
}

}  // namespace outlive::engine
