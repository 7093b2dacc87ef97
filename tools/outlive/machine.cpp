#include "tools/outlive/machine.hpp"

#include <algorithm>
#include <fstream>
#include <string>

namespace outlive::tool {
namespace {

/// Of a file with one number in it; `max` stands for none.
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

}  // namespace

std::optional<std::uint64_t> available_memory() {
  std::optional<std::uint64_t> least;
  const auto consider = [&](std::optional<std::uint64_t> bytes) {
    if (bytes) least = least ? std::min(*least, *bytes) : *bytes;
  };
  consider(of_machine());
  consider(left_of("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"));
  consider(
      left_of("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"));
  return least;
}

}  // namespace outlive::tool
