#include "sim/study/settings_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "sim/study/promises.hpp"
#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

using End = Recommendation::End;
using State = Candidate::State;

const Study& with_goal(const Study& study) {
  if (!study.goal) throw std::invalid_argument("the study does not say what to recommend");
  return study;
}

/// Half as many again at each look: few looks, each of which costs a little confidence, and no more than half too many
/// replications.
std::vector<std::uint32_t> looks_of(const Study& study, bool random) {
  if (!random) return {1};
  const std::uint32_t most = study.goal->at_most;
  std::vector<std::uint32_t> looks{std::min(std::max(study.replications, fewest_at_first_look), most)};
  while (looks.back() < most) looks.push_back(std::min(looks.back() + (looks.back() + 1) / 2, most));
  return looks;
}

/// Both tails of each interval get the same.
double confidence_of_each(const Study& study, std::size_t looks) {
  const double estimates =
      static_cast<double>(study.points.size()) * static_cast<double>(study.goal->promises.size() + 1);
  // From the best point: whether another is cheaper, and whether it is within the indifference.
  const double differences = 2 * static_cast<double>(study.points.size() - 1);
  return 1 - (1 - study.confidence) / (static_cast<double>(looks) * (estimates + differences));
}

}  // namespace

std::uint32_t replications_at_first_look(const Study& study, bool random) {
  return looks_of(study, random).front();
}

SettingsSearch::SettingsSearch(const Study& study, const Observations& observations, bool random)
    : study_(with_goal(study)),
      observations_(observations),
      looks_(looks_of(study, random)),
      certainty_{random, confidence_of_each(study, looks_.size())},
      compare_(study, observations, certainty_),
      candidates_(study.points.size()) {}

std::vector<Unit> SettingsSearch::next() {
  if (end_ != End::stopped) return {};
  Points fresh;
  for (std::size_t point = 0; point < candidates_.size(); ++point) {
    if (observations_.replications(point) != candidates_[point].replications) judge(point);
    if (candidates_[point].replications < looks_.front()) fresh.push_back(point);
  }
  if (!fresh.empty()) return units_for(fresh);

  const auto keeper = compare_.cheapest(sure_keepers());
  if (keeper) drop_dearer(*keeper);
  const bool is_best = keeper && rivals_of(*keeper).empty();
  if (is_best) {
    conclude(End::chosen, *keeper);
    return {};
  }
  const Points open = open_points();
  if (open.empty()) {
    conclude(End::none_keeps, nearest_miss());
    return {};
  }
  Points seeming;
  std::copy_if(open.begin(), open.end(), std::back_inserter(seeming),
               [this](std::size_t point) { return seems_to_keep(point); });
  std::optional<std::size_t> leader = compare_.cheapest(seeming);
  if (keeper && candidates_[*leader].keeps() == Answer::yes) leader = keeper;
  point_ = leader ? *leader : nearest_miss();
  std::vector<Unit> units = units_for(leader ? undecided_points(*leader) : open);
  if (units.empty()) {
    conclude(End::undecided, point_);
    estimate_wanted();
  }
  return units;
}

void SettingsSearch::judge(std::size_t point) {
  Candidate& candidate = candidates_[point];
  candidate.replications = observations_.replications(point);
  candidate.goal = estimate_of(study_.responses[study_.goal->least],
                               observations_.values(point, study_.goal->least), certainty_);
  candidate.promises.clear();
  bool without_number = !candidate.goal;
  for (const Promise& promise : study_.goal->promises) {
    candidate.promises.push_back(standing_at(study_, observations_, point, promise, certainty_));
    without_number = without_number || !candidate.promises.back().estimate;
  }
  if (candidate.state != State::open) return;
  if (without_number) candidate.state = State::without_number;
  const auto broken = std::find_if(candidate.promises.begin(), candidate.promises.end(),
                                   [](const PromiseStanding& each) { return each.answer == Answer::no; });
  if (without_number || broken == candidate.promises.end()) return;
  candidate.state = State::breaks_promise;
  candidate.because = static_cast<std::size_t>(broken - candidate.promises.begin());
}

void SettingsSearch::drop_dearer(std::size_t than) {
  for (const std::size_t point : open_points()) {
    if (point == than || !compare_.surely_less(than, point)) continue;
    candidates_[point].state = State::dearer;
    candidates_[point].because = than;
  }
}

SettingsSearch::Points SettingsSearch::open_points() const {
  Points open;
  for (std::size_t point = 0; point < candidates_.size(); ++point)
    if (candidates_[point].state == State::open) open.push_back(point);
  return open;
}

SettingsSearch::Points SettingsSearch::sure_keepers() const {
  Points points = open_points();
  std::erase_if(points, [this](std::size_t point) { return candidates_[point].keeps() != Answer::yes; });
  return points;
}

bool SettingsSearch::seems_to_keep(std::size_t point) const {
  return !worst_miss(study_, candidates_[point].promises);
}

/// The open points that might be cheaper by more than the indifference.
SettingsSearch::Points SettingsSearch::rivals_of(std::size_t leader) const {
  Points rivals = open_points();
  std::erase_if(rivals,
                [&](std::size_t point) { return point == leader || compare_.surely_as_good(leader, point); });
  return rivals;
}

/// What would have to be known better for the leader to be chosen or replaced: whether it keeps its promises, and of each
/// rival whether that is cheaper, for which both need the same replications.
SettingsSearch::Points SettingsSearch::undecided_points(std::size_t leader) const {
  const std::uint32_t own = candidates_[leader].replications;
  bool needs_leader = candidates_[leader].keeps() != Answer::yes;
  Points points;
  for (const std::size_t rival : rivals_of(leader)) {
    const std::uint32_t others = candidates_[rival].replications;
    if (others <= own || candidates_[rival].keeps() != Answer::yes) points.push_back(rival);
    needs_leader = needs_leader || own <= others;
  }
  if (needs_leader) points.push_back(leader);
  std::sort(points.begin(), points.end());
  return points;
}

/// Up to the next look of each.
std::vector<Unit> SettingsSearch::units_for(const Points& points) const {
  std::vector<Unit> units;
  for (const std::size_t point : points) {
    const std::uint32_t count = observations_.replications(point);
    const auto look = std::upper_bound(looks_.begin(), looks_.end(), count);
    for (std::uint32_t first = count; look != looks_.end() && first < *look; ++first)
      units.push_back({no_unit, static_cast<std::uint32_t>(point), first, 1});
  }
  return units;
}

void SettingsSearch::conclude(End end, std::size_t point) {
  end_ = end;
  point_ = point;
}

/// The most that any open question takes, each answered in the way that takes least.
void SettingsSearch::estimate_wanted() {
  using Count = std::optional<std::uint64_t>;  // nothing: no number would do
  const auto of_promises = [this](std::size_t point) {
    Count most = 1;
    for (const PromiseStanding& each : candidates_[point].promises)
      if (each.answer == Answer::undecided)
        most = most && each.wanted ? std::max(most, each.wanted) : Count{};
    return most;
  };
  const double indifference = std::abs(candidates_[point_].goal->value) * study_.goal->indifference;
  Count most = of_promises(point_);
  for (const std::size_t rival : rivals_of(point_)) {
    Count least = seems_to_keep(rival) ? Count{} : of_promises(rival);
    const auto difference = compare_.difference(point_, rival);
    if (difference && difference->interval) {
      const Count wanted = replications_wanted(difference->count, difference->interval->half_width(),
                                               difference->value - indifference);
      if (wanted && (!least || *wanted < *least)) least = wanted;
    }
    most = most && least ? std::max(most, least) : Count{};
  }
  wanted_ = most;
}

std::size_t SettingsSearch::nearest_miss() const {
  const auto miss = [this](std::size_t point) {
    const Candidate& candidate = candidates_[point];
    if (candidate.state == State::without_number) return std::numeric_limits<double>::infinity();
    const auto worst = worst_miss(study_, candidate.promises);
    return worst ? miss_of(candidate.promises[*worst].estimate->value, study_.goal->promises[*worst]) : 0.0;
  };
  std::vector<std::size_t> points(candidates_.size());
  std::iota(points.begin(), points.end(), std::size_t{0});
  return *std::min_element(points.begin(), points.end(),
                           [&](std::size_t a, std::size_t b) { return miss(a) < miss(b); });
}

}  // namespace outlive::study
