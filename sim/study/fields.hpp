// The tables of quantities that one job, session, sign-in or trace has (quantities.hpp puts them together).
#pragma once

#include <span>
#include <string_view>

#include "sim/study/quantities.hpp"

namespace outlive::study {

template <class Result>
struct Field {
  std::string_view name;
  Expected::Type type;
  Value (*read)(const Scenario&, const Result&);
};

std::span<const Field<JobResult>> job_fields();
std::span<const Field<SessionResult>> session_fields();
std::span<const Field<SignInResult>> sign_in_fields();
std::span<const Field<HostResult>> host_fields();
std::span<const Field<TraceResult>> trace_fields();
std::span<const Field<ResourceResult>> resource_fields();
std::span<const Field<PopulationResult>> population_fields();
std::span<const Field<ActivityResult>> activity_fields();
/// By the same names: what those are at least that are known from two sides only.
std::span<const Field<ActivityResult>> activity_at_least_fields();

template <class Result>
const Field<Result>* find_field(std::span<const Field<Result>> fields, std::string_view name) {
  for (const Field<Result>& field : fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

inline Value text_value(std::string_view text) {
  return {.type = Expected::Type::text, .text = std::string(text)};
}
inline Value flag_value(bool flag) { return {.type = Expected::Type::flag, .flag = flag}; }
Value duration_value(Duration duration);
Value instant_value(Instant instant);
Value money_value(Money money);
Value count_value(Int128 count);
Value share_value(Money part, Money whole);

/// For statistics: money in whole units of its currency, times in milliseconds, flags as 0 or 1. Infinite where there is no end
/// or no limit; std::logic_error for words.
double as_number(const Value& value);
/// Of the jobs that outlived their sign-in: those that completed, among those and the lost ones. 1 where there was none.
Value survival_value(std::uint64_t surviving, std::uint64_t lost);

}  // namespace outlive::study
