#include "tools/outlive/descriptor.hpp"

#include <cerrno>
#include <system_error>

#include <unistd.h>

namespace outlive::tool {

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::string reason_of(int number) { return std::error_code(number, std::generic_category()).message(); }

bool Descriptor::close() { return number_ < 0 || ::close(std::exchange(number_, -1)) == 0; }

}  // namespace outlive::tool
