// What the program allocates in one piece of megabytes lies on large pages, where the system has them to give: Linux in its
// usual setting (`madvise`) only gives them to who asks. A process of many users touches tables of hundreds of megabytes
// in no order; on pages of 4 KiB, finding an address there costs as much as fetching what stands at it. Results do not
// depend on it.
//
// The program's business and not the library's: whoever builds on that decides about memory for themselves.
#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <new>

#include <sys/mman.h>

namespace {

constexpr std::size_t large_page_bytes = std::size_t{2} << 20;
constexpr std::size_t large_bytes =
    2 * large_page_bytes;  // smaller pieces would leave much of their last page unused

/// Null where there is no room.
void* allocate(std::size_t bytes, std::size_t alignment) {
  if (bytes < large_bytes) {
    if (alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__) return std::malloc(std::max(bytes, std::size_t{1}));
    return std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
  }
  const std::size_t whole_pages = (bytes + large_page_bytes - 1) / large_page_bytes * large_page_bytes;
  if (whole_pages < bytes) return nullptr;
  void* const memory = std::aligned_alloc(std::max(alignment, large_page_bytes), whole_pages);
  if (memory != nullptr)
    madvise(memory, whole_pages, MADV_HUGEPAGE);  // refused where there are none: no matter
  return memory;
}

/// As the standard wants it of an operator new: asks the new-handler, if there is one, until there is room.
void* allocate_or_throw(std::size_t bytes, std::size_t alignment) {
  for (;;) {
    if (void* const memory = allocate(bytes, alignment)) return memory;
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

}  // namespace

// The other forms come down to these.
void* operator new(std::size_t bytes) { return allocate_or_throw(bytes, __STDCPP_DEFAULT_NEW_ALIGNMENT__); }
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  return allocate_or_throw(bytes, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
