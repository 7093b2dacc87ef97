#include "tools/outlive/option_values.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "sim/text/duration.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/suggestion.hpp"

namespace outlive::tool {

std::int64_t whole_number(std::string_view option, const std::string& word, std::int64_t least,
                          std::int64_t most) {
  std::int64_t number = 0;
  const char* const end = word.data() + word.size();
  const auto [rest, error] = std::from_chars(word.data(), end, number);
  const std::string name = "--" + std::string(option);
  if (word.empty() || error == std::errc::invalid_argument || rest != end) {
    throw UsageError("option '" + name + "' needs a whole number");
  }
  if (error != std::errc{} || number < least || number > most) {
    if (most == std::numeric_limits<std::int64_t>::max()) {
      throw UsageError(name + " is a whole number from " + std::to_string(least) + " on");
    }
    throw UsageError(name + " is from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return number;
}

double share_of(std::string_view option, const std::string& word) {
  double percent = 0;
  const char* const end = word.data() + word.size();
  const auto [rest, error] = std::from_chars(word.data(), end, percent);
  const bool is_share = error == std::errc{} &&
                        std::string_view(rest, static_cast<std::size_t>(end - rest)) == "%" && percent >= 0 &&
                        percent < 100;
  if (!is_share) {
    throw UsageError("--" + std::string(option) + " needs a share such as 1%, not '" + text::sanitize(word) +
                     "'");
  }
  return percent / 100;
}

Override override_of(std::string_view option, const std::string& word, std::string_view example) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw UsageError("--" + std::string(option) + ", such as " + std::string(example) + ", not '" + word +
                     "'");
  }
  return {word.substr(0, equals), word.substr(equals + 1)};
}

Variation variation_of(std::string_view option, const std::string& word) {
  const Override whole =
      override_of(std::string(option) + " needs KEY=VALUE,VALUE", word, "glue.idle_timeout=1h,8h,48h");
  Variation variation{whole.key, {""}};
  int depth = 0;
  for (const char each : whole.value) {
    if (each == '[' || each == '{') ++depth;
    if (each == ']' || each == '}') --depth;
    if (each == ',' && depth == 0) {
      variation.values.emplace_back();
    } else if (each != ' ' || !variation.values.back().empty()) {
      variation.values.back() += each;
    }
  }
  for (const std::string& value : variation.values) {
    if (value.empty()) throw UsageError("--" + std::string(option) + " " + word + ": a value is empty");
  }
  return variation;
}

std::vector<std::string> list_of(std::string_view option, const std::string& word) {
  std::vector<std::string> items;
  for (std::size_t at = 0; at <= word.size();) {
    const std::size_t end = std::min(word.find(',', at), word.size());
    items.push_back(word.substr(at, end - at));
    if (items.back().empty())
      throw UsageError("--" + std::string(option) + " needs words with a comma between, not '" +
                       text::sanitize(word) + "'");
    at = end + 1;
  }
  return items;
}

Duration duration_of_option(std::string_view option, const std::string& word) {
  const auto parsed = text::parse_duration(word);
  if (!parsed)
    throw UsageError("--" + std::string(option) + " needs a duration such as 10m; it " + parsed.reason);
  if (*parsed <= Duration::zero()) throw UsageError("--" + std::string(option) + " is more than nothing");
  return *parsed;
}

WantedExport wanted_export(const std::string& word) {
  const std::size_t equals = word.find('=');
  const std::string name = word.substr(0, equals);
  WantedExport wanted{find_export(name), std::nullopt};
  if (wanted.format == nullptr) {
    std::vector<std::string_view> names;
    std::string all;
    for (const ExportFormat& each : export_formats()) {
      names.push_back(each.name);
      all += (all.empty() ? "" : ", ") + std::string(each.name);
    }
    throw UsageError("--export has no '" + text::sanitize(name) + "'" + suggestion(name, names) +
                     " (it has " + all + ")");
  }
  if (equals == std::string::npos) return wanted;
  wanted.path = word.substr(equals + 1);
  if (wanted.path->empty() || *wanted.path == "-") {
    throw UsageError("--export " + name + " needs a file, such as " + name + "=" +
                     std::string(wanted.format->file_name) + ", not '" + *wanted.path + "'");
  }
  return wanted;
}

When when(const std::string& word) {
  if (word == "auto") return When::automatic;
  if (word == "always") return When::always;
  if (word == "never") return When::never;
  throw UsageError("--color is auto, always or never, not '" + word + "'");
}

Undecided undecided_as(const std::string& word) {
  if (word == "fail") return Undecided::fail;
  if (word == "pass") return Undecided::pass;
  throw UsageError("--undecided is fail or pass, not '" + text::sanitize(word) + "'");
}

bool annotations_for(const std::string& word) {
  if (word == "github") return true;
  if (word == "none") return false;
  throw UsageError("--annotations is github or none, not '" + text::sanitize(word) + "'");
}

}  // namespace outlive::tool
