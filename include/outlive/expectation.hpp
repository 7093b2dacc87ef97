// Holds the results of runs against the scenario's `expect:` block.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outlive/estimate.hpp"
#include "outlive/results.hpp"
#include "outlive/rules.hpp"
#include "outlive/scenario.hpp"
#include "outlive/vocabulary.hpp"

namespace outlive {

/// What became of one expectation, over all replications.
struct Verdict {
  const Expectation* expectation = nullptr;
  Answer answer = Answer::no;
  /// The value in the results, as the scenario would write it: the mean, if it is the mean that was judged; otherwise that
  /// of the first replication in which the expectation does not hold, or of the first.
  std::string found;
  std::size_t replications = 1;
  std::size_t failed_in = 0;  // so many of them; 0 where the mean was judged

  /// It is known from two sides only, as the peak of users who were simulated apart, or a quantile of a Sketch; `found` tells
  /// of both.
  bool is_bound = false;

  std::string against;  // where it is held against a baseline: "147.95 USD, there 131.63 USD"

  /// Only where the mean was judged, or its share of a baseline, or its change; money in whole units of its currency, durations
  /// and instants in milliseconds.
  std::optional<Estimate> mean;
  std::string half_width;  // of its interval, as the scenario would write it
  /// Of an undecided one: about so many replications in all would decide. Nothing if no number is likely to.
  std::optional<std::uint64_t> replications_wanted;

  /// What ended the session or job that it is about, in the replication that `found` is of.
  Cause cause = Cause::none;
  Rule rule = Rule::none;
};

/// What an expectation would have to say so that it held.
struct Amendment {
  Expectation expectation;  // only its values differ
  std::string why_not;      // not empty if nothing that a scenario can say would hold
};

/// Takes the results of one replication after the other. The scenario must outlive it.
///
/// What was the same in every replication is compared exactly. A limit on what varies is judged by Student's interval of
/// the mean: yes if it lies within the limit, no if it lies beyond, and otherwise undecided. What has no mean (`equals`,
/// words, flags, what never happened in some replication) must hold in each.
class Judge {
 public:
  explicit Judge(const Scenario& scenario);
  ~Judge();
  Judge(Judge&&) noexcept;
  Judge& operator=(Judge&&) noexcept;

  void add(const Results& results);

  /// One for each expectation of the scenario, in its order; none before there are results.
  [[nodiscard]] std::vector<Verdict> verdicts() const;

  /// Of one expectation, once there are results.
  [[nodiscard]] Amendment amend(std::size_t number) const;

 private:
  struct Case;
  const Scenario* scenario_;
  std::vector<Case> cases_;
};

/// The verdicts on a single run.
std::vector<Verdict> check(const Scenario& scenario, const Results& results);

/// What an expectation key yields, or nothing if there is no such quantity; used by the loader to refuse bad keys.
/// `suggestion` receives the nearest valid key.
bool is_quantity(const Scenario& scenario, const std::string& key, Expected::Type& type,
                 std::string& suggestion);

}  // namespace outlive
