#include "tools/outlive/machine.hpp"

#include <algorithm>
#include <fstream>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

namespace outlive::tool {
namespace {

/// The first number in a file; `max` stands for none.
std::optional<std::uint64_t> number_in(const char* path) {
  std::ifstream file(path);
  std::uint64_t number = 0;
  if (file >> number) return number;
  return std::nullopt;
}

std::optional<std::uint64_t> of_machine() {
  std::ifstream file("/proc/meminfo");
  std::string key;
  std::uint64_t kibibytes = 0;
  std::string unit;
  while (file >> key >> kibibytes) {
    if (key == "MemAvailable:") return kibibytes * 1024;
    std::getline(file, unit);
  }
  return std::nullopt;
}

std::optional<std::uint64_t> left_of(const char* limit_path, const char* used_path) {
  const auto limit = number_in(limit_path);
  if (!limit) return std::nullopt;
  const std::uint64_t used = number_in(used_path).value_or(0);
  return *limit > used ? *limit - used : 0;
}

/// Of the address space that `ulimit -v` leaves to the program: what it may still map.
std::optional<std::uint64_t> left_of_address_space() {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return std::nullopt;
  const std::uint64_t pages = number_in("/proc/self/statm").value_or(0);  // all that is mapped
  const std::uint64_t used = pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  return limit.rlim_cur > used ? limit.rlim_cur - used : 0;
}

}  // namespace

std::optional<std::uint64_t> available_memory() {
  std::optional<std::uint64_t> least;
  const auto consider = [&](std::optional<std::uint64_t> bytes) {
    if (bytes) least = least ? std::min(*least, *bytes) : *bytes;
  };
  consider(of_machine());
  consider(left_of_address_space());
  consider(left_of("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"));
  consider(
      left_of("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"));
  return least;
}

}  // namespace outlive::tool
