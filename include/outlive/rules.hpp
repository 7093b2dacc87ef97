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
  idc_13,
  idc_14,
  idc_15,
  idc_16,
  idc_17,
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
  sm_12,
  sm_13,
  sm_14,
  sm_15,
  smus_1,
  smus_2,
  smus_3,
  emrs_1,
  emrs_2,
  emrs_3,
  emrs_4,
  emrs_5,
  emrs_6,
  emrs_7,
  emrs_8,
  emrs_9,
  emrs_10,
  emr_1,
  emr_2,
  emr_3,
  emr_4,
  emr_5,
  emr_6,
  emr_7,
  ath_1,
  ath_2,
  data_1,
  data_2,
  ct_1,
};
inline constexpr std::size_t rule_count = 70;

struct RuleText {
  std::string_view id;      // "GLUE-5"
  std::string_view text;    // one sentence in our words
  std::string_view source;  // the vendor page that says so
};

const RuleText& text_of(Rule rule);

/// "GLUE-5", or an empty text for Rule::none.
std::string_view id_of(Rule rule);

}  // namespace outlive
