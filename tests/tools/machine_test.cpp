// How much memory the program takes itself to have before it begins a run.
#include "tools/outlive/machine.hpp"

#include <fstream>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace outlive::tool;

namespace {

/// Bytes of address space that this process has mapped.
rlim_t mapped() {
  std::ifstream file("/proc/self/statm");
  rlim_t pages = 0;
  file >> pages;
  return pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

/// Lowers the limit of address space of this process while it lives.
class AddressSpace {
 public:
  explicit AddressSpace(rlim_t bytes) {
    REQUIRE(getrlimit(RLIMIT_AS, &before_) == 0);
    rlimit lower = before_;
    lower.rlim_cur = bytes;
    REQUIRE(setrlimit(RLIMIT_AS, &lower) == 0);
  }
  ~AddressSpace() { setrlimit(RLIMIT_AS, &before_); }
  AddressSpace(const AddressSpace&) = delete;
  AddressSpace& operator=(const AddressSpace&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("machine: memory is no more than the limit of address space leaves beside what is mapped already") {
  constexpr std::uint64_t left = std::uint64_t{64} << 20U;
  const auto without = available_memory();
  REQUIRE(without);
  REQUIRE(*without > left);
  std::optional<std::uint64_t> with;
  {
    const AddressSpace limited(mapped() + left);
    with = available_memory();
  }
  REQUIRE(with);
  CHECK(*with <= left);
  CHECK(*with > left / 2);  // what is mapped already does not count twice
  CHECK(available_memory() > left);
}
