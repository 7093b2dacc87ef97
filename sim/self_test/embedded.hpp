// What is compiled in by embed_text() in CMakeLists.txt.
#pragma once

#include <string_view>

namespace outlive::embedded {

extern const std::string_view reference_answers;
extern const std::string_view recorded_fingerprints;
extern const std::string_view forgotten_session;
extern const std::string_view what_ends_a_session_first;
extern const std::string_view do_the_vendors_examples_hold;
extern const std::string_view what_if_a_company_grows;
extern const std::string_view what_will_the_quarter_cost;
extern const std::string_view what_if_the_dpu_quota_is_1000;

}  // namespace outlive::embedded
