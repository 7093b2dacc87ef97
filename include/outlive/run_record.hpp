// What is kept of a scenario's runs, so that they can be compared with others: of this program or read back from a file.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/assumptions.hpp"
#include "outlive/estimate.hpp"
#include "outlive/rules.hpp"
#include "outlive/run.hpp"
#include "outlive/scenario.hpp"
#include "outlive/settings.hpp"
#include "outlive/study.hpp"
#include "outlive/time.hpp"
#include "outlive/vocabulary.hpp"

namespace outlive {

using ResponseUnit = Response::Unit;

/// A number that every replication gives one of, named as an expectation would name it.
struct Observed {
  std::string name;
  ResponseUnit unit = ResponseUnit::number;
  std::vector<double> values{};  // one for each replication

  [[nodiscard]] double mean() const;
  /// Of a single replication; nothing where there is only one.
  [[nodiscard]] std::optional<double> standard_deviation() const;
  /// Student's, for the mean, with 95 % confidence; nothing where there is only one replication.
  [[nodiscard]] std::optional<Interval> interval() const;
};

/// How a job ended and what that was worth.
struct Fate {
  Outcome outcome = Outcome::rejected;
  Cause cause = Cause::none;
  Rule rule = Rule::none;
  bool survived = false;
  bool unseen = false;
};

struct RecordedJob {
  std::string name;
  Fate fate;
};

/// What a setting is called, and whose it is: everybody's, or that of one SageMaker domain or account alone.
struct SettingOf {
  Scope scope = Scope::general;
  std::string owner{};  // as results call it; empty if it is everybody's
  std::string key{};    // as scenario files spell it; the quota of an instance type with the type behind it
  friend auto operator<=>(const SettingOf&, const SettingOf&) = default;
};

/// What single domains and accounts have of their own, and quotas of instance types.
using OwnSettings = std::map<SettingOf, SettingValue>;

/// What is kept of a scenario's runs, as far as runs can be compared.
struct RunRecord {
  std::string path;
  std::string title;
  std::uint64_t seed = 0;
  Duration horizon{};
  bool chance = false;  // whether random numbers had a part in it
  std::string currency;
  std::uint64_t fingerprint = 0;   // of the first replication
  std::uint32_t replications = 0;  // that went to their end
  std::vector<Observed> responses;
  std::vector<RecordedJob> jobs;  // those with names, in the first replication
  /// In force at the start; nothing where they are not known.
  std::array<std::optional<SettingValue>, setting_count> settings{};
  std::optional<OwnSettings> own_settings{};
  std::array<std::optional<Option>, assumption_count> assumptions{};

  [[nodiscard]] const Observed* find(std::string_view response) const;
  /// What was in force at the start: a domain or account that has none of its own has everybody's.
  [[nodiscard]] std::optional<SettingValue> in_force(const SettingOf& setting) const;
};

/// What its baseline says of the quantity of an expectation that is held against one; nothing if that was not read, or says
/// nothing of it.
const Observed* in_baseline(const Scenario& scenario, const Expectation& expectation);

/// Runs replications 0, 1 ... of a scenario. Of each it keeps what every report gives, and `also`: quantities as an expectation
/// names them that are numbers, money or durations (std::invalid_argument for others). Fewer replications than were wanted if
/// `options.control` stopped it. `progress` is told how many are over.
RunRecord record(const Scenario& scenario, std::uint32_t replications = 1, const RunOptions& options = {},
                 const std::vector<std::string>& also = {},
                 const std::function<void(std::uint32_t)>& progress = {});

}  // namespace outlive
