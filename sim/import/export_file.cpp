#include "sim/import/export_file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include <zlib.h>

namespace outlive::import {
namespace {

constexpr int gzip_window = 15 + 16;  // the largest window, and a gzip header around it

/// The stream of zlib, ended whatever happens.
class Inflater {
 public:
  Inflater() : works_(inflateInit2(&stream_, gzip_window) == Z_OK) {}
  ~Inflater() {
    if (works_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Why the bytes cannot be unpacked, or nothing. Stops one byte beyond the limit: enough to know.
  std::optional<std::string> unpack(const std::string& bytes, std::string& text) {
    if (!works_) return "there is no memory to unpack it";
    // zlib never writes through the pointer to its input.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    std::size_t left = bytes.size();
    for (;;) {
      const auto piece = static_cast<uInt>(std::min<std::size_t>(left, std::size_t{1} << 30U));
      stream_.avail_in = piece;
      const int result = unpack_piece(text);
      left -= piece - stream_.avail_in;
      if (text.size() > export_limit.bytes) return std::nullopt;
      if (result == Z_STREAM_END && left == 0) return std::nullopt;
      if (result == Z_STREAM_END) {
        inflateReset(&stream_);  // another member follows
      } else if (result == Z_BUF_ERROR || (result == Z_OK && left == 0)) {
        return "the gzip data end too early: the file is truncated";
      } else if (result != Z_OK) {
        return "the gzip data are broken";
      }
    }
  }

 private:
  int unpack_piece(std::string& text) {
    std::array<char, 1U << 16U> block;
    int result = Z_OK;
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(block.data());
      stream_.avail_out = block.size();
      result = inflate(&stream_, Z_NO_FLUSH);
      text.append(block.data(), block.size() - stream_.avail_out);
    } while (result == Z_OK && (stream_.avail_in > 0 || stream_.avail_out == 0) &&
             text.size() <= export_limit.bytes);
    return result;
  }

  z_stream stream_{};
  bool works_;
};

bool is_gzip(const std::string& bytes) { return bytes.starts_with("\x1f\x8b"); }

/// Why the file cannot be read, or nothing.
std::optional<std::string> read_bytes(const std::string& path, std::string& bytes) {
  const auto close = [](std::FILE* file) {
    if (file != stdin) (void)std::fclose(file);
  };
  const std::unique_ptr<std::FILE, decltype(close)> file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"),
                                                         close);
  if (!file) return std::generic_category().message(errno);
  std::array<char, 1U << 16U> block;
  std::size_t count = 0;
  while (bytes.size() <= export_limit.bytes &&
         (count = std::fread(block.data(), 1, block.size(), file.get())) > 0) {
    bytes.append(block.data(), count);
  }
  if (std::ferror(file.get()) != 0) return std::generic_category().message(errno);
  return std::nullopt;
}

}  // namespace

input::Source unpack_export(const std::string& path, std::string bytes, Diagnostics& problems) {
  if (!is_gzip(bytes)) return input::check_source(path, std::move(bytes), export_limit, problems);
  std::string text;
  if (const auto reason = Inflater().unpack(bytes, text)) {
    problems.error({path, 0, 0}, *reason);
    return {input::SourceStatus::invalid, path, {}, false};
  }
  return input::check_source(path, std::move(text), export_limit, problems);
}

input::Source read_export(const std::string& path, Diagnostics& problems) {
  const std::string name = path == "-" ? "<stdin>" : path;
  std::string bytes;
  if (const auto reason = read_bytes(path, bytes)) {
    problems.error({name, 0, 0}, "cannot read the file: " + *reason);
    return {input::SourceStatus::unreadable, name, {}, false};
  }
  return unpack_export(name, std::move(bytes), problems);
}

}  // namespace outlive::import
