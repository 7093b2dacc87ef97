// What the program allocates in one piece of megabytes begins on a large page.
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <limits>
#include <new>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "sim/engine/cache_line_allocator.hpp"

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

template <class T>
bool begins_on_a_large_page(const T& vector) {
  return reinterpret_cast<std::uintptr_t>(vector.data()) % (2 * mebibyte) == 0;
}

/// The flags that the system keeps of the memory at an address: `hg` is the wish for large pages.
std::string flags_of(const void* memory) {
  const auto address = reinterpret_cast<std::uintptr_t>(memory);
  std::ifstream maps("/proc/self/smaps");
  std::string line;
  bool is_here = false;
  while (std::getline(maps, line)) {
    std::uintptr_t first = 0;
    std::uintptr_t last = 0;
    char dash = 0;
    std::istringstream words(line);
    if (words >> std::hex >> first >> dash >> last && dash == '-')
      is_here = first <= address && address < last;
    if (is_here && line.starts_with("VmFlags:")) return line + ' ';
  }
  return {};
}

TEST_SUITE("memory of the program") {
  TEST_CASE("large tables lie on large pages, whatever their alignment") {
    const std::vector<char> table(5 * mebibyte);
    const std::vector<char, outlive::engine::CacheLineAllocator<char>> aligned(5 * mebibyte);
    CHECK(begins_on_a_large_page(table));
    CHECK(begins_on_a_large_page(aligned));
    const bool has_large_pages = std::ifstream("/sys/kernel/mm/transparent_hugepage/enabled").good();
    if (has_large_pages) CHECK(flags_of(table.data()).find(" hg ") != std::string::npos);
  }

  TEST_CASE("small ones keep the alignment that they want") {
    const std::vector<char, outlive::engine::CacheLineAllocator<char>> aligned(1000);
    CHECK(reinterpret_cast<std::uintptr_t>(aligned.data()) % outlive::engine::cache_line_bytes == 0);
  }

  TEST_CASE("no room is std::bad_alloc, and the new-handler is asked first") {
    static int asked = 0;
    std::set_new_handler([] {
      ++asked;
      std::set_new_handler(nullptr);
    });
    volatile std::size_t too_much = std::numeric_limits<std::size_t>::max() / 2;
    CHECK_THROWS_AS(::operator delete(::operator new(too_much)), std::bad_alloc);
    CHECK(asked == 1);
    too_much = std::numeric_limits<std::size_t>::max();
    CHECK_THROWS_AS(::operator delete(::operator new(too_much)), std::bad_alloc);
  }
}

}  // namespace
