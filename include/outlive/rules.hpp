// The numbered lifecycle rules that this version obeys, by the IDs of the domain reference (rules.md part a).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace outlive {

enum class Rule : std::uint8_t {
  none,
  idc_1,
  idc_2,
  idc_3,
  idc_4,
  idc_5,
  idc_6,
  idc_7,
  idc_8,
  idc_9,
  idc_10,
  idc_11,
  idc_12,
  idc_16,
  glue_1,
  glue_2,
  glue_3,
  glue_4,
  glue_5,
  glue_6,
  glue_7,
  glue_8,
  glue_9,
  glue_10,
  glue_11,
  glue_12,
  sm_1,
  sm_2,
  sm_3,
  sm_4,
  sm_5,
  sm_6,
  sm_7,
  sm_8,
  sm_9,
  sm_10,
  sm_11,
};
inline constexpr std::size_t rule_count = 37;

struct RuleText {
  std::string_view id;      // "GLUE-5"
  std::string_view text;    // one sentence in our words
  std::string_view source;  // the vendor page that says so
};

const RuleText& text_of(Rule rule);

/// "GLUE-5", or an empty text for Rule::none.
std::string_view id_of(Rule rule);

}  // namespace outlive
