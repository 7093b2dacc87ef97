// A study: one base scenario, what varies in it, what is looked at, and how sure one wants to be.
//
// The words are those of simulation experiments: a factor has levels, a combination of levels is a design point, a
// response is a number that every replication of a design point gives one of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "outlive/time.hpp"

namespace outlive {

/// One value of a factor.
struct Level {
  std::string text;                 // as reports call it: "7d"; of keys that vary together "1h/2h"
  std::vector<std::string> values;  // one for each key of its factor, as a scenario would write them
  double position = 0;  // on the axis of the factor: milliseconds, a number, a share; 0, 1, 2 ... of words
  Place place;
};

struct Factor {
  /// What its values are, which says how they lie on an axis.
  enum class Type : std::uint8_t { word, duration, count, share, number };

  std::string name;
  /// What it replaces: settings and keys of populations as `--set` spells them, `assumptions.KEY`, or `prices`. All of
  /// them move together.
  std::vector<std::string> keys;
  Type type = Type::word;
  bool is_range = false;     // any value from the first level to the last may be taken
  bool logarithmic = false;  // a range whose steps multiply
  std::vector<Level> levels;
  Place place;
};

/// The level of a range at `share` of its way (0 to 1), to whole milliseconds, numbers or tenths of a per mille.
Level level_at(const Factor& factor, double share);

/// A combination of levels, one for each factor. Its number never changes, whatever constraints leave out.
struct DesignPoint {
  std::uint32_t number = 0;
  std::vector<Level> levels;
};

struct Design {
  enum class Kind : std::uint8_t { full_factorial, fractional_factorial, latin_hypercube, sobol };
  Kind kind = Kind::full_factorial;
  std::uint32_t points = 0;      // of a Latin hypercube or a Sobol sequence
  std::uint32_t resolution = 3;  // of a fractional factorial
};

/// What is told of a quantity over replications.
struct Response {
  enum class Statistic : std::uint8_t {
    mean,
    quantile,  // of its distribution over replications
    share,     // of the replications in which `condition` holds
  };
  /// What its numbers are: money in whole units of the currency, durations and instants in milliseconds.
  enum class Unit : std::uint8_t { money, number, share, duration };

  std::string name;
  std::string key;  // of the quantity, as an expectation spells it
  Statistic statistic = Statistic::mean;
  double quantile = 0.5;
  Expectation condition;
  Unit unit = Unit::number;
  Place place;
};

/// What is observed beside the responses of a study with populations: what their users set out to do, of which the mean is
/// known in closed form. It checks the simulation, and narrows intervals (control variates).
struct ControlVariate {
  enum class Kind : std::uint8_t {
    wanted,  // sessions or jobs that users set out to start
    capped,  // of jobs: the time that they would take, each cut off where its background session or MaxRuntime ends
  };
  std::string name;          // "analysts.train.wanted"
  std::size_t activity = 0;  // of all populations, one after the other
  Kind kind = Kind::wanted;
};

/// Replications are added at a design point until each of these responses is known to within a share of its mean.
struct Precision {
  std::vector<std::string> of;  // responses; empty: all means
  double within = 0.02;         // half-width of the interval, as a share of the mean
  std::uint32_t at_most = 1000;
};

/// What responses leave out: everything before the warm-up is over.
struct WarmUp {
  Duration length{};
  std::string series;  // not empty: a resource whose use decides, by MSER-5, how long it is
};

/// What must hold of a study.
struct StudyExpectation {
  enum class Kind : std::uint8_t {
    limit,       // of a response, at the points that `at` picks
    difference,  // of a response at the points that `at` picks, from the point that `from` picks
    rises_with,  // of a response: never falls with a factor, all others being equal
    falls_with,
  };
  struct Choice {
    std::size_t factor = 0;
    std::size_t level = 0;
  };
  Kind kind = Kind::limit;
  std::size_t response = 0;
  std::size_t factor = 0;  // of rises_with and falls_with
  std::vector<Choice> at;
  std::vector<Choice> from;
  Comparison comparison = Comparison::at_most;
  Expected low;
  Expected high;
  bool relative = false;  // a difference as a share of what it is from; `low` and `high` are portions then
  Place place;
};

/// A promise about a response: a limit that the chosen settings must keep.
struct Promise {
  std::size_t response = 0;
  Comparison comparison = Comparison::at_least;
  Expected low;
  Expected high;
  Place place;
};

/// What `recommend` looks for: the least of one response under which all promises hold.
struct Goal {
  std::size_t least = 0;  // among the responses
  std::vector<Promise> promises;
  double indifference = 0.01;   // a share of the least: who is that near to it is as good
  std::uint32_t at_most = 200;  // replications of one design point
};

/// Reads the base with other values. `problems` receives what is wrong with it then; there is no scenario if something is.
/// May be called from several threads at once.
using LoadBase = std::function<std::optional<Scenario>(
    const std::vector<Override>& settings, const std::vector<Override>& assumptions, Diagnostics& problems)>;

/// How far the runs of a study came that was told to stop.
struct Unfinished {
  std::size_t points_done = 0;  // with all their replications, and known as precisely as was wanted
  std::size_t points_planned = 0;
};

struct Study {
  /// How many numbers a replication gives: responses, then controls.
  [[nodiscard]] std::size_t width() const { return responses.size() + controls.size(); }

  std::string path;
  std::string title;
  std::string base;                   // path of the scenario
  std::vector<Override> settings;     // replaced at every point
  std::vector<Override> assumptions;  // likewise
  std::vector<Factor> factors;
  Design design;
  std::vector<DesignPoint> points;     // those that the constraints leave, by number
  std::uint32_t points_of_design = 0;  // with those that they leave out
  /// Of a study that was told to stop: its points are then those that can be told of.
  std::optional<Unfinished> unfinished;
  std::vector<std::string>
      notes;  // what a reader of the results must know of the design: aliases and the like
  std::vector<Response> responses;
  std::vector<ControlVariate> controls;  // observed behind the responses
  std::uint32_t replications = 1;        // of each point; the first, if there is a precision
  std::optional<Precision> precision;
  std::optional<WarmUp> warm_up;
  double confidence = 0.95;
  /// How many jobs background sessions of each level of the one factor would end, read off a single run with the longest;
  /// empty where that says nothing.
  std::vector<std::uint64_t> foretold;
  std::vector<StudyExpectation> expectations;
  std::optional<Goal> goal;
  std::string plan;   // a hash of all that decides what the study comes to, input files included
  Scenario scenario;  // the base, for names, prices and units
  LoadBase load_base;
};

/// What is replaced in the base at a design point: first what the study sets everywhere.
struct Replaced {
  std::vector<Override> settings;
  std::vector<Override> assumptions;
};
Replaced replaced_at(const Study& study, const DesignPoint& point);

}  // namespace outlive
