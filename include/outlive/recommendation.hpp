// Which settings keep what was promised at the least cost, and how sure that is.
//
// All design points of a study are searched with common random numbers: replications are added where they decide, until one
// point is chosen with the study's confidence or replications run out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "outlive/assumptions.hpp"
#include "outlive/diagnostic.hpp"
#include "outlive/estimate.hpp"
#include "outlive/run.hpp"
#include "outlive/study.hpp"
#include "outlive/sweep.hpp"

namespace outlive {

/// What is known of one promise at one design point.
struct PromiseStanding {
  Answer answer = Answer::undecided;
  std::optional<Estimate> estimate;  // of what was promised
  std::optional<std::uint64_t>
      wanted;  // replications in all that would probably decide, if that is undecided
};

/// What the search knows of one design point.
struct Candidate {
  enum class State : std::uint8_t {
    open,            // it may be the best
    breaks_promise,  // surely
    dearer,          // surely, than a point that surely keeps all promises
    without_number,  // a replication had no number for the goal or a promise, such as an end that never came
  };
  State state = State::open;
  std::size_t because = 0;  // the first promise that it breaks; the point that is cheaper
  std::optional<Estimate> goal;
  std::vector<PromiseStanding> promises;  // in the order of the goal's
  std::uint32_t replications = 0;
  bool on_front = false;  // no other point is better in goal and first promise; by means

  /// Whether it keeps all promises: yes if all surely hold, no if one surely does not.
  [[nodiscard]] Answer keeps() const;
};

/// A point one step of one factor away from the chosen one.
struct Neighbour {
  std::size_t point = 0;
  std::size_t factor = 0;
  std::optional<Estimate> difference;  // of the goal, from the chosen point, paired
  /// The promise that it keeps least, if it surely breaks one or does not keep it on average.
  std::optional<std::size_t> breaks;
  bool as_good = false;  // breaks nothing, and is dearer by no more than the indifference; by means
};

/// What comes of the choice if one assumption takes another option.
struct AssumptionTrial {
  enum class Effect : std::uint8_t {
    breaks_promise,     // the chosen point surely breaks one
    changes_choice,     // a rival that keeps all promises is surely cheaper by more than the indifference
    may_break_promise,  // the same two as means go; more replications would tell
    may_change_choice,
    moves_numbers,  // something differs, the choice stays
    nothing,        // goal and promises are the same in every replication
    impossible,     // there is no such scenario: `refused` says why
  };
  Assumption assumption{};
  Option from = 0;
  Option to = 0;
  Effect effect = Effect::nothing;
  Diagnostics refused;
  std::uint32_t replications = 0;      // of each point
  std::optional<Estimate> difference;  // of the goal at the chosen point, paired
  std::size_t promise = 0;             // that breaks
  std::optional<Estimate> promised;    // what becomes of it
  std::optional<std::size_t>
      instead;  // the cheapest point tried that would keep all promises, if it is another one
};

struct Recommendation {
  enum class End : std::uint8_t { chosen, none_keeps, undecided, stopped, invalid };
  End end = End::stopped;
  /// The chosen point; if undecided the one that leads; if none keeps the promises the one that misses them by least.
  std::size_t point = 0;
  std::vector<Candidate> candidates;    // one for each design point
  std::vector<Neighbour> neighbours;    // of a chosen point
  bool random = true;                   // whether chance has a part: without, one replication is exact
  std::uint32_t looks = 1;              // how many times at most each point was judged
  std::uint64_t replications = 0;       // of all points
  std::optional<std::uint64_t> wanted;  // replications of a point that would probably decide, if undecided
  std::vector<std::size_t> rivals;  // points that were tried under other assumptions, besides the chosen one
  std::vector<AssumptionTrial> trials;  // the greatest effect first
};

struct RecommendOptions {
  unsigned threads = 0;         // as of a sweep
  Control* control = nullptr;   // likewise
  bool try_assumptions = true;  // the dear part
  /// Called with how many replications are done, and how many there will be as far as is known.
  std::function<void(std::uint64_t done, std::uint64_t whole)> on_progress = {};
};

/// Throws std::invalid_argument if the study has no goal. `problems` receives what is wrong with the base at a design point.
/// `observations` receives all replications of all points.
Recommendation recommend(const Study& study, const RecommendOptions& options, Observations& observations,
                         Diagnostics& problems);

}  // namespace outlive
