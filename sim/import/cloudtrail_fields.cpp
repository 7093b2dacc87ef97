#include <algorithm>
#include <array>

#include "sim/import/cloudtrail_event.hpp"
#include "sim/services/glue.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/yaml_scalar.hpp"

namespace outlive::import {
namespace {

constexpr std::int64_t most_workers = 10'000;

bool is_worker_type(std::string_view name) {
  const auto& types = services::glue_worker_types();
  return std::any_of(types.begin(), types.end(),
                     [&](const services::WorkerType& each) { return each.name == name; });
}

bool is_glue_version(std::string_view version) {
  constexpr std::array<std::string_view, 7> versions{"0.9", "1.0", "2.0", "3.0", "4.0", "5.0", "5.1"};
  return std::find(versions.begin(), versions.end(), version) != versions.end();
}

void out_of_range(EstateDraft& draft, std::string_view key) {
  draft.tally.inferred("the usual " + std::string(key) +
                       ", where one is out of the range that Outlive knows");
}

}  // namespace

std::string field(std::string_view key, std::string_view value) {
  return ", " + std::string(key) + ": " + text::yaml_scalar(value);
}

std::string duration_field(EstateDraft& draft, std::string_view key, std::optional<std::int64_t> number,
                           Duration unit, Duration least, Duration most) {
  if (!number || *number == 0) return {};
  if (*number < 0 || *number > most / unit || *number * unit < least) {
    out_of_range(draft, key);
    return {};
  }
  return ", " + std::string(key) + ": " + text::format_duration(*number * unit);
}

std::string number_field(EstateDraft& draft, std::string_view key, std::optional<std::int64_t> number,
                         std::int64_t least, std::int64_t most) {
  if (!number) return {};
  if (*number < least || *number > most) {
    out_of_range(draft, key);
    return {};
  }
  return ", " + std::string(key) + ": " + std::to_string(*number);
}

std::string glue_worker_fields(EstateDraft& draft, const Json& parameters, bool capital) {
  const auto type = text_at(parameters, {capital ? "WorkerType" : "workerType"});
  const auto number = integer_at(parameters, {capital ? "NumberOfWorkers" : "numberOfWorkers"});
  const auto capacity = integer_at(parameters, {capital ? "MaxCapacity" : "maxCapacity"});
  std::string text;
  if (type && is_worker_type(*type)) text += ", worker_type: " + *type;
  if (type && !is_worker_type(*type)) out_of_range(draft, "worker_type");
  // A capacity without workers is one in DPUs, and a G.1X is one of them.
  text += number_field(draft, "workers", number || type ? number : capacity, 1, most_workers);
  const auto version = text_at(parameters, {capital ? "GlueVersion" : "glueVersion"});
  if (version && is_glue_version(*version)) text += ", glue_version: \"" + *version + "\"";
  if (version && !is_glue_version(*version)) out_of_range(draft, "glue_version");
  return text;
}

std::string release_field(const std::optional<std::string>& label) {
  if (!label || !label->starts_with("emr-")) return {};
  const std::string_view numbers = std::string_view(*label).substr(4);
  const std::size_t first = numbers.find('.');
  if (first == std::string_view::npos) return {};
  const std::string_view release = numbers.substr(0, numbers.find('.', first + 1));
  const bool plain = release.size() <= 6 &&
                     release.find_first_not_of("0123456789.") == std::string_view::npos &&
                     release.front() != '.' && release.back() != '.' && release.front() != '0';
  return plain ? ", release: \"" + std::string(release) + "\"" : std::string{};
}

std::string instance_fields(EstateDraft& draft, const std::optional<std::string>& type,
                            std::optional<std::int64_t> count) {
  const bool known = type && !type->empty() && type->front() >= 'a' && type->front() <= 'z' &&
                     type->find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string::npos;
  if (!known) draft.tally.inferred("ml.m5.xlarge, where no instance type is told");
  // By `field`, since a word such as true has to be quoted to stay a name.
  const std::string text = field("instance_type", known ? *type : "ml.m5.xlarge");
  return text + number_field(draft, "instances", count, 1, most_workers);
}

}  // namespace outlive::import
