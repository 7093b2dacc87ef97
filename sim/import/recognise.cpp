#include <algorithm>
#include <array>
#include <cctype>

#include "sim/import/import.hpp"
#include "sim/import/text_lines.hpp"

namespace outlive::import {
namespace {

constexpr std::array<std::string_view, 6> names{"cloudtrail", "glue-sessions", "sagemaker-training",
                                                "price-list", "swf",           "sacct"};

/// Keys that tell JSON documents apart, in the order in which they are looked for.
struct Sign {
  std::string_view key;
  Format format;
};
constexpr std::array<Sign, 15> signs{{{"\"eventSource\"", Format::cloudtrail},
                                      {"\"Records\"", Format::cloudtrail},
                                      {"\"offerCode\"", Format::price_list},
                                      {"\"publicationDate\"", Format::price_list},
                                      {"\"TrainingJobSummaries\"", Format::sagemaker_training},
                                      {"\"TrainingJobName\"", Format::sagemaker_training},
                                      {"\"ProcessingJobSummaries\"", Format::sagemaker_training},
                                      {"\"ProcessingJobName\"", Format::sagemaker_training},
                                      {"\"JobRuns\"", Format::glue_sessions},
                                      {"\"total_statements\"", Format::glue_sessions},
                                      {"\"Statements\"", Format::glue_sessions},
                                      {"\"Sessions\"", Format::glue_sessions},
                                      {"\"GlueVersion\"", Format::glue_sessions},
                                      {"\"IdleTimeout\"", Format::glue_sessions},
                                      {"\"products\"", Format::price_list}}};

bool is_number(std::string_view word) {
  return !word.empty() && word.find_first_not_of("-0123456789.") == std::string_view::npos;
}

std::optional<Format> recognise_json(std::string_view text) {
  constexpr std::size_t enough = 20'000;
  const std::string_view beginning = text.substr(0, enough);
  for (const Sign& sign : signs) {
    if (beginning.find(sign.key) != std::string_view::npos) return sign.format;
  }
  return std::nullopt;
}

}  // namespace

std::span<const std::string_view> format_names() { return names; }
std::string_view name_of(Format format) { return names.at(static_cast<std::size_t>(format)); }

std::optional<Format> format_named(std::string_view name) {
  const auto* const found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Format>(found - names.begin());
}

std::optional<Format> recognise(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return std::nullopt;
  text.remove_prefix(begin);
  if (text.front() == '{' || text.front() == '[') return recognise_json(text);
  const std::string_view line = trimmed(text.substr(0, text.find_first_of("\r\n")));
  if (line.find('|') != std::string_view::npos && line.find("JobID") != std::string_view::npos)
    return Format::sacct;
  if (line.front() == ';') return Format::swf;
  const std::string_view word = line.substr(0, line.find_first_of(" \t"));
  if (is_number(word) && word.size() < line.size() && line.find(',') == std::string_view::npos)
    return Format::swf;
  return std::nullopt;
}

}  // namespace outlive::import
