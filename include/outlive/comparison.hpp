// Two runs side by side: what differs in what they came to, and whether chance alone could have done it.
//
//   const RunRecord a = record(before, 10);
//   const RunRecord b = record(after, 10);
//   const RunComparison found = compare(a, b);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/assumptions.hpp"
#include "outlive/estimate.hpp"
#include "outlive/run_record.hpp"
#include "outlive/settings.hpp"
#include "outlive/vocabulary.hpp"

namespace outlive {

/// How a difference between two records is known.
enum class Basis : std::uint8_t {
  exact,        // chance had no part
  one_draw,     // it had, but there is one replication: what it contributed is not known
  paired,       // common random numbers: replication by replication
  independent,  // other seeds: as two samples
};

/// One response, on average over replications.
struct Difference {
  std::string response;
  ResponseUnit unit = ResponseUnit::number;
  double a = 0;
  double b = 0;
  Estimate change;                   // b - a
  std::optional<Estimate> relative;  // the change as a share of a; nothing where a is nothing

  /// Whether it is known to be a difference: without chance it is, else the interval must leave out 0.
  [[nodiscard]] bool told_apart(Basis basis) const;
};

struct FateChange {
  std::string job;
  Fate a;
  Fate b;
};

/// Jobs that changed from one outcome and cause to another.
struct FateChangeCount {
  Outcome outcome_a = Outcome::rejected;
  Cause cause_a = Cause::none;
  Outcome outcome_b = Outcome::rejected;
  Cause cause_b = Cause::none;
  std::uint64_t jobs = 0;
};

/// Of how many jobs something is true on one side only, or on both.
struct Swing {
  std::uint64_t only_in_a = 0;
  std::uint64_t only_in_b = 0;
  std::uint64_t in_both = 0;
  [[nodiscard]] bool is_any() const { return only_in_a + only_in_b + in_both > 0; }
};

struct SettingChange {
  Setting setting{};
  SettingValue a = 0;
  SettingValue b = 0;
};

struct OwnSettingChange {
  SettingOf of;
  SettingValue a = 0;
  SettingValue b = 0;
};

struct AssumptionChange {
  Assumption assumption{};
  Option a = 0;
  Option b = 0;
};

struct RunComparison {
  Basis basis = Basis::exact;
  std::uint32_t replications = 1;  // that are compared
  double confidence = 0.95;
  std::vector<Difference> differences;        // of the responses that differ in any replication
  std::vector<FateChange> fates;              // of jobs on both sides, in the order of a
  std::vector<FateChangeCount> fate_changes;  // the most frequent first
  std::vector<std::string> only_in_a;         // jobs
  std::vector<std::string> only_in_b;
  std::uint64_t jobs_in_both = 0;
  Swing surviving;  // of those
  Swing completed;
  std::vector<SettingChange> settings;
  std::vector<OwnSettingChange> own_settings;
  std::vector<AssumptionChange> assumptions;

  [[nodiscard]] const Difference* find(std::string_view response) const;
  /// Whether the same jobs are on both sides, and ended the same way.
  [[nodiscard]] bool same_fates() const;
};

/// Jobs are told by their names; of several with one name the first is compared with the first, and so on. Replications that
/// only one side has are left out, and responses that only one side was asked for. Throws std::invalid_argument if a side has no replication or another currency.
RunComparison compare(const RunRecord& a, const RunRecord& b, double confidence = 0.95);

/// One response on both sides; where a side has none of it, it had nothing of it.
Difference difference(const RunRecord& a, const RunRecord& b, std::string_view response,
                      double confidence = 0.95);

}  // namespace outlive
