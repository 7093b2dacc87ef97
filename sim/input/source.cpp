#include "sim/input/source.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace outlive::input {
namespace {

/// Owns an open file descriptor, but never closes standard input.
class File {
 public:
  explicit File(const std::string& path)
      : descriptor_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~File() {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// 4194304 -> "4 MiB"; sizes that are not whole are rounded up, so that "too large" never looks equal to its
/// limit.
std::string size_text(std::size_t bytes) {
  constexpr std::size_t mebibyte = std::size_t{1} << 20U;
  if (bytes < mebibyte) return std::to_string(bytes) + " bytes";
  return std::to_string((bytes + mebibyte - 1) / mebibyte) + " MiB";
}

std::string too_large(SizeLimit limit) {
  return "the file is larger than " + size_text(limit.bytes) + "; " + std::string(limit.advice);
}

/// Why the file cannot be read, or nothing. Reads at most one byte more than the limit: enough to know.
std::optional<std::string> read_all(const std::string& path, SizeLimit limit, std::string& text) {
  const File file(path);
  if (file.get() < 0) return std::generic_category().message(errno);
  struct stat facts{};
  if (::fstat(file.get(), &facts) != 0) return std::generic_category().message(errno);
  if (S_ISDIR(facts.st_mode)) return "it is a directory";
  if (S_ISREG(facts.st_mode) && facts.st_size > 0) {
    text.reserve(std::min(static_cast<std::size_t>(facts.st_size), limit.bytes) + 1);
  }
  std::array<char, 1U << 16U> block;
  while (text.size() <= limit.bytes) {
    const ssize_t count =
        ::read(file.get(), block.data(), std::min(block.size(), limit.bytes + 1 - text.size()));
    if (count == 0) break;
    if (count > 0) {
      text.append(block.data(), static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      return std::generic_category().message(errno);
    }
  }
  return std::nullopt;
}

constexpr unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

/// Length of the well-formed sequence at `i` (RFC 3629), or 0.
std::size_t sequence_length(std::string_view text, std::size_t i) {
  const unsigned lead = byte_at(text, i);
  if (lead < 0x80U) return 1;
  const std::size_t length = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
  if (lead < 0xC2U || lead > 0xF4U || text.size() - i < length) return 0;
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte_at(text, i + k) & 0xC0U) != 0x80U) return 0;
  }
  const unsigned second = byte_at(text, i + 1);
  const bool overlong = (lead == 0xE0U && second < 0xA0U) || (lead == 0xF0U && second < 0x90U);
  const bool outside = (lead == 0xEDU && second > 0x9FU) || (lead == 0xF4U && second > 0x8FU);
  return overlong || outside ? 0 : length;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    // Nearly all input is ASCII: step over it eight bytes at a time.
    std::uint64_t word = 0;
    if (text.size() - i >= sizeof word) {
      std::memcpy(&word, text.data() + i, sizeof word);
      if ((word & 0x8080808080808080U) == 0) {
        i += sizeof word;
        continue;
      }
    }
    const std::size_t length = sequence_length(text, i);
    if (length == 0) return i;
    i += length;
  }
  return std::string_view::npos;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Place place_of(std::string_view path, std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t column = count_characters(before.substr(line_start)) + 1;
  return {std::string(path), static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(column)};
}

std::size_t offset_of(std::string_view text, const Place& place) {
  std::size_t offset = 0;
  for (std::uint32_t line = 1; line < place.line; ++line) {
    const std::size_t end = text.find('\n', offset);
    if (end == std::string_view::npos) return end;
    offset = end + 1;
  }
  const auto continues = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  for (std::uint32_t column = 1; column < place.column; ++column) {
    if (offset == text.size()) return std::string_view::npos;
    for (++offset; offset < text.size() && continues(offset);) ++offset;
  }
  return offset;
}

Source check_source(std::string path, std::string text, SizeLimit limit, Diagnostics& problems) {
  Source source{SourceStatus::ok, std::move(path), std::move(text), false};
  const auto reject = [&](Place place, std::string message) {
    problems.error(std::move(place), std::move(message));
    source.status = SourceStatus::invalid;
    source.text.clear();
  };
  if (source.text.size() > limit.bytes) {
    reject({source.path, 0, 0}, too_large(limit));
    return source;
  }
  source.had_mark = source.text.starts_with(byte_order_mark);
  if (source.had_mark) source.text.erase(0, byte_order_mark.size());
  const std::size_t nul = source.text.find('\0');
  const std::size_t broken = find_invalid_utf8(std::string_view(source.text).substr(0, nul));
  if (broken != std::string::npos) {
    reject(place_of(source.path, source.text, broken), "this byte is not UTF-8; save the file as UTF-8 text");
  } else if (nul != std::string::npos) {
    reject(place_of(source.path, source.text, nul), "a NUL byte: this is not a text file in UTF-8");
  }
  return source;
}

Source read_source(const std::string& path, SizeLimit limit, Diagnostics& problems) {
  const std::string name = path == "-" ? "<stdin>" : path;
  std::string text;
  if (const auto reason = read_all(path, limit, text)) {
    problems.error({name, 0, 0}, "cannot read the file: " + *reason);
    return {SourceStatus::unreadable, name, {}, false};
  }
  return check_source(name, std::move(text), limit, problems);
}

}  // namespace outlive::input
