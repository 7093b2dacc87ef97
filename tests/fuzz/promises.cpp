// What all targets share: places of messages, and files of memory.
#include <sys/mman.h>
#include <unistd.h>

#include "tests/fuzz/targets.hpp"

namespace outlive::fuzz {
namespace {

/// Bytes of line `wanted`, from 1. A text that ends in a line feed has an empty line after it.
std::size_t bytes_of_line(std::string_view text, std::uint32_t wanted) {
  std::size_t start = 0;
  for (std::uint32_t line = 1; line < wanted; ++line) {
    const std::size_t end = text.find('\n', start);
    if (end == std::string_view::npos) throw Broken("a message stands after the last line");
    start = end + 1;
  }
  const std::size_t end = text.find('\n', start);
  return (end == std::string_view::npos ? text.size() : end) - start;
}

}  // namespace

void check_places(const Diagnostics& found, std::string_view path, std::string_view text) {
  std::size_t errors = 0;
  for (const Diagnostic& each : found.all()) {
    if (each.severity == Severity::error) ++errors;
    if (each.message.empty()) throw Broken("a message says nothing");
    if (each.place.line == 0 && each.place.column != 0) throw Broken("a column without a line");
    if (each.place.path != path || each.place.line == 0) continue;
    // A byte order mark is not counted; one column after the last character is its end.
    if (each.place.column > bytes_of_line(text, each.place.line) + 1)
      throw Broken("a message stands after the end of its line: " + to_string(each));
  }
  if (errors != found.error_count()) throw Broken("errors are counted wrongly");
}

MemoryFile::MemoryFile(int descriptor)
    : descriptor_(descriptor), path_("/proc/self/fd/" + std::to_string(descriptor)) {
  const int made = memfd_create("input", 0);
  if (made < 0 || dup2(made, descriptor) < 0) throw std::runtime_error("no file of memory");
  if (made != descriptor) close(made);
}

void MemoryFile::hold(std::string_view text) const {
  if (ftruncate(descriptor_, 0) != 0 ||
      pwrite(descriptor_, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
    throw std::runtime_error("no room for a file of memory");
}

}  // namespace outlive::fuzz
