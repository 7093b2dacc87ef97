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
  std::uint32_t replications = 0;
  std::optional<Estimate> goal;
  std::vector<PromiseStanding> promises;  // in the order of the goal's
  /// Of the goal from the point that the recommendation is about, paired by replication.
  std::optional<Estimate> difference;
  /// Goal and first promise as if all points had had the replications of that point: what is there of it, and the paired
  /// difference. Points with different replications cannot be compared otherwise.
  std::optional<double> comparable_goal;
  std::optional<double> comparable_promise;
  bool on_front = false;  // no other point is better in one of these two and not worse in the other

  /// Whether it keeps all promises: yes if all surely hold, no if one surely does not.
  [[nodiscard]] Answer keeps() const;
};

/// A point one step of one factor away from the chosen one.
struct Neighbour {
  std::size_t point = 0;
  std::size_t factor = 0;
  std::optional<std::size_t> breaks;  // the promise that it misses by most, as means go
  bool as_good = false;  // breaks none and is dearer by no more than the indifference, as means go
};

/// What comes of the choice if one assumption takes another option.
struct AssumptionTrial {
  enum class Effect : std::uint8_t {
    breaks_promise,  // the chosen point surely breaks one
    changes_choice,  // a rival that surely keeps all promises is surely cheaper by more than the indifference
    may_break_promise,  // the same two, if means are right; more replications would tell
    may_change_choice,
    moves_numbers,  // something differs, the choice stays
    nothing,        // what was looked at is the same in every replication that was tried
    impossible,     // there is no such scenario: `refused` says why
  };
  Assumption assumption{};
  Option from = 0;
  Option to = 0;
  Effect effect = Effect::nothing;
  Diagnostics refused;
  std::uint32_t replications = 0;      // of each point
  std::optional<Estimate> difference;  // of the goal at the chosen point, paired
  std::size_t promise = 0;             // that the chosen point breaks
  std::optional<Estimate> promised;    // what becomes of it; nothing if a replication has no number
  std::optional<std::size_t> instead;  // the cheapest rival that would keep all promises, as means go

  /// Whether the choice does not surely stand.
  [[nodiscard]] bool is_against() const { return effect < Effect::moves_numbers; }
  /// Whether that is as a promise breaks; else something else is better.
  [[nodiscard]] bool breaks() const {
    return effect == Effect::breaks_promise || effect == Effect::may_break_promise;
  }
  /// Of what is against the choice.
  [[nodiscard]] bool is_sure() const {
    return effect == Effect::breaks_promise || effect == Effect::changes_choice;
  }
};

/// A polynomial of second order in the factors, fitted to the goal at all points over the replications that all of them have.
struct ResponseSurface {
  /// What one factor alone does, from its level with the least response to that with the greatest, all others in the middle.
  struct Effect {
    std::size_t factor = 0;
    std::string least_at;
    std::string greatest_at;
    bool rises = true;  // whether the greatest lies beyond the least on the axis of the factor
    Estimate difference;
  };
  /// A coefficient of factors that are coded from -1 to 1.
  struct Term {
    std::string name;
    Estimate estimate;
  };
  /// The fitted response over the two factors with the widest effects, all others as at the point recommended; less that at
  /// this point, since what all points have in common is known worse than what they differ by.
  struct Map {
    std::size_t across = 0;  // factors
    std::size_t down = 0;
    std::vector<std::string> columns;  // levels of `across`
    std::vector<std::string> rows;
    std::vector<double> values;  // row by row
  };
  std::size_t points = 0;
  std::uint32_t replications = 0;  // of each point
  bool logarithmic = false;        // numeric factors on a logarithmic scale, which foretells better here
  double r_squared = 0;
  double predicted = 0;  // Q^2: each point foretold by a model that has not seen it
  std::optional<double>
      lack_of_fit;              // probability of so bad a fit, were the model right; nothing without noise
  std::vector<Effect> effects;  // the widest first
  std::vector<Term> terms;      // without the intercept, the greatest first
  std::vector<std::string> left_out;  // terms that these points cannot tell from others
  std::optional<Map> map;             // of studies with two factors or more

  /// Whether anything may be said by it: it foretells at least half of what points differ by.
  [[nodiscard]] bool fits() const { return predicted >= 0.5; }
};

struct Recommendation {
  enum class End : std::uint8_t { chosen, none_keeps, undecided, stopped, invalid };
  End end = End::stopped;
  /// The chosen point; if undecided or stopped the one that leads; if none keeps the promises the one that misses them by least.
  std::size_t point = 0;
  std::vector<Candidate> candidates;       // one for each design point
  bool random = true;                      // whether chance has a part: without, one replication is exact
  std::uint32_t looks = 1;                 // how many times at most each point was judged
  double confidence_of_each = 0;           // of each interval, which makes all hold together with the study's
  std::uint64_t replications = 0;          // of all points
  std::optional<std::uint64_t> wanted;     // replications of a point that would probably decide, if undecided
  std::vector<Neighbour> neighbours;       // of a chosen point
  std::optional<ResponseSurface> surface;  // nothing if there are too few points for any
  std::vector<std::size_t> rivals;         // points tried under other assumptions besides the chosen one
  std::vector<AssumptionTrial> trials;     // the greatest effect first
  std::size_t untried = 0;                 // options that there was no time for: it was told to stop
};

struct RecommendOptions {
  unsigned threads = 0;         // as of a sweep
  Control* control = nullptr;   // likewise
  bool try_assumptions = true;  // the dear part
  /// Called with how many replications are done, and how many there will be as far as is known.
  std::function<void(std::uint64_t done, std::uint64_t whole)> on_progress = {};
};

/// Throws std::invalid_argument if the study has no goal. `observations` receives all replications of all points; `problems`
/// what is wrong with the base at a design point.
Recommendation recommend(const Study& study, const RecommendOptions& options, Observations& observations,
                         Diagnostics& problems);

}  // namespace outlive
