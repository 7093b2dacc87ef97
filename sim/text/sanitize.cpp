#include "sim/text/sanitize.hpp"

#include <algorithm>
#include <cstdint>

namespace outlive::text {

namespace {

struct CodePoint {
  std::uint32_t value;
  std::size_t bytes;
  bool valid;  // where not, `value` is the single byte at fault
};

constexpr std::uint32_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// Decodes one code point; refuses overlong forms, surrogates and what lies beyond U+10FFFF, as the standard
// asks.
CodePoint decode(std::string_view text, std::size_t at) {
  const std::uint32_t lead = byte_at(text, at);
  const CodePoint invalid{lead, 1, false};
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < bytes) return invalid;
  std::uint32_t value = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    const std::uint32_t next = byte_at(text, at + i);
    if ((next & 0xC0) != 0x80) return invalid;
    value = value << 6 | (next & 0x3F);
  }
  const std::uint32_t least = bytes == 4 ? 0x10000 : bytes == 3 ? 0x800 : 0x80;
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < least || value > 0x10FFFF || surrogate) return invalid;
  return {value, bytes, true};
}

bool is_harmful(std::uint32_t value) {
  const bool control = value < 0x20 || (value >= 0x7F && value < 0xA0);
  const bool turns_direction = value == 0x061C || value == 0x200E || value == 0x200F ||
                               (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
  const bool breaks_line = value == 0x2028 || value == 0x2029;
  return control || turns_direction || breaks_line;
}

std::string hexadecimal(std::uint32_t value, int digits) {
  std::string text;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) text += "0123456789abcdef"[value >> shift & 15];
  return text;
}

std::string escape(CodePoint point) {
  if (point.value == '\n') return "\\n";
  if (point.value == '\r') return "\\r";
  if (point.value == '\t') return "\\t";
  if (point.value < 0x80 || !point.valid) return "\\x" + hexadecimal(point.value, 2);
  return "\\u" + hexadecimal(point.value, 4);
}

}  // namespace

std::string sanitize(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    if (!point.valid || is_harmful(point.value)) {
      safe += escape(point);
    } else {
      safe += text.substr(at, point.bytes);
    }
    at += point.bytes;
  }
  return safe;
}

std::string escape_in_json(std::string json) {
  const auto may_be_harmful = [](char letter) { return static_cast<unsigned char>(letter) >= 0x7F; };
  const auto first = std::find_if(json.begin(), json.end(), may_be_harmful);
  if (first == json.end()) return json;
  std::string safe(json.begin(), first);
  for (auto at = static_cast<std::size_t>(first - json.begin()); at < json.size();) {
    const CodePoint point = decode(json, at);
    // The line feeds between its lines stay.
    if (point.value >= 0x7F && is_harmful(point.value))
      safe += "\\u" + hexadecimal(point.value, 4);
    else
      safe.append(json, at, point.bytes);
    at += point.bytes;
  }
  return safe;
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size(); at += decode(text, at).bytes) ++width;
  return width;
}

}  // namespace outlive::text
