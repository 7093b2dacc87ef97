#include "outlive/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "sim/study/contrast.hpp"
#include "sim/study/sample.hpp"

namespace outlive {
namespace study {
namespace {

bool same(const Fate& a, const Fate& b) {
  return std::tie(a.outcome, a.cause, a.survived, a.unseen) ==
         std::tie(b.outcome, b.cause, b.survived, b.unseen);
}

/// Jobs by name, each of them once.
class JobsByName {
 public:
  explicit JobsByName(const std::vector<RecordedJob>& jobs) : jobs_(jobs), taken_(jobs.size()) {
    for (std::size_t i = 0; i < jobs.size(); ++i) waiting_[jobs[i].name].push_back(i);
    for (auto& [name, numbers] : waiting_) std::reverse(numbers.begin(), numbers.end());
  }

  /// The first of this name that was not taken yet.
  const RecordedJob* take(const std::string& name) {
    const auto found = waiting_.find(name);
    if (found == waiting_.end() || found->second.empty()) return nullptr;
    const std::size_t number = found->second.back();
    found->second.pop_back();
    taken_[number] = true;
    return &jobs_[number];
  }

  [[nodiscard]] std::vector<std::string> rest() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
      if (!taken_[i]) names.push_back(jobs_[i].name);
    }
    return names;
  }

 private:
  const std::vector<RecordedJob>& jobs_;
  std::unordered_map<std::string_view, std::vector<std::size_t>>
      waiting_;  // looked up, never walked for a result
  std::vector<bool> taken_;
};

void count(Swing& swing, bool in_a, bool in_b) {
  if (in_a && in_b) ++swing.in_both;
  if (in_a && !in_b) ++swing.only_in_a;
  if (!in_a && in_b) ++swing.only_in_b;
}

void compare_jobs(const RunRecord& a, const RunRecord& b, RunComparison& found) {
  JobsByName others(b.jobs);
  for (const RecordedJob& job : a.jobs) {
    const RecordedJob* other = others.take(job.name);
    if (other == nullptr) {
      found.only_in_a.push_back(job.name);
      continue;
    }
    ++found.jobs_in_both;
    count(found.surviving, job.fate.survived, other->fate.survived);
    count(found.completed, job.fate.outcome == Outcome::completed, other->fate.outcome == Outcome::completed);
    if (!same(job.fate, other->fate)) found.fates.push_back({job.name, job.fate, other->fate});
  }
  found.only_in_b = others.rest();
}

std::vector<FateChangeCount> count_changes(const std::vector<FateChange>& fates) {
  std::map<std::tuple<Outcome, Cause, Outcome, Cause>, std::uint64_t> counts;
  for (const FateChange& each : fates) {
    ++counts[{each.a.outcome, each.a.cause, each.b.outcome, each.b.cause}];
  }
  std::vector<FateChangeCount> all;
  for (const auto& [key, jobs] : counts) {
    all.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), std::get<3>(key), jobs});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const FateChangeCount& x, const FateChangeCount& y) { return x.jobs > y.jobs; });
  return all;
}

/// Those that either side names; the other may have everybody's there.
void compare_own_settings(const RunRecord& a, const RunRecord& b, RunComparison& found) {
  if (!a.own_settings || !b.own_settings) return;
  OwnSettings named = *a.own_settings;
  named.insert(b.own_settings->begin(), b.own_settings->end());
  for (const auto& [setting, value] : named) {
    const auto in_a = a.in_force(setting);
    const auto in_b = b.in_force(setting);
    if (in_a && in_b && in_a != in_b) found.own_settings.push_back({setting, *in_a, *in_b});
  }
}

void compare_circumstances(const RunRecord& a, const RunRecord& b, RunComparison& found) {
  for (std::size_t i = 0; i < setting_count; ++i) {
    if (!a.settings[i] || !b.settings[i] || a.settings[i] == b.settings[i]) continue;
    found.settings.push_back({static_cast<Setting>(i), *a.settings[i], *b.settings[i]});
  }
  compare_own_settings(a, b, found);
  for (std::size_t i = 0; i < assumption_count; ++i) {
    if (!a.assumptions[i] || !b.assumptions[i] || a.assumptions[i] == b.assumptions[i]) continue;
    found.assumptions.push_back({static_cast<Assumption>(i), *a.assumptions[i], *b.assumptions[i]});
  }
}

/// Of either, those of a first.
std::vector<std::string_view> responses_of(const RunRecord& a, const RunRecord& b) {
  std::vector<std::string_view> names;
  for (const Observed& each : a.responses) names.push_back(each.name);
  for (const Observed& each : b.responses) {
    if (a.find(each.name) == nullptr) names.push_back(each.name);
  }
  return names;
}

/// The change as a share of a: its interval is that of the contrast which is 0 at this share (a ratio estimator's, W. G.
/// Cochran, Sampling Techniques, section 6.3).
std::optional<Estimate> relative_change(const Sides& sides, const Difference& difference, double confidence) {
  if (difference.a == 0) return std::nullopt;
  Estimate relative{difference.change.value / difference.a, std::nullopt, difference.change.count};
  if (const auto interval = contrast(sides, 1 + relative.value, confidence).interval) {
    const double half = interval->half_width() / std::abs(difference.a);
    relative.interval = Interval{relative.value - half, relative.value + half};
  }
  return relative;
}

void require_comparable(const RunRecord& a, const RunRecord& b) {
  if (a.replications == 0 || b.replications == 0) throw std::invalid_argument("a run without a replication");
  if (a.currency != b.currency) throw std::invalid_argument("runs that count in different currencies");
}

}  // namespace
}  // namespace study

bool Difference::told_apart(Basis basis) const {
  if (basis == Basis::exact) return change.value != 0;
  return change.interval && (change.interval->lower > 0 || change.interval->upper < 0);
}

const Difference* RunComparison::find(std::string_view response) const {
  const auto found = std::find_if(differences.begin(), differences.end(),
                                  [&](const Difference& each) { return each.response == response; });
  return found == differences.end() ? nullptr : &*found;
}

bool RunComparison::same_fates() const { return fates.empty() && only_in_a.empty() && only_in_b.empty(); }

Difference difference(const RunRecord& a, const RunRecord& b, std::string_view response, double confidence) {
  study::require_comparable(a, b);
  const study::Sides sides = study::sides_of(a, b, response);
  const Observed* observed = a.find(response) != nullptr ? a.find(response) : b.find(response);
  Difference made;
  made.response = response;
  if (observed != nullptr) made.unit = observed->unit;
  if (!sides.is_finite()) {
    made.a = made.b = made.change.value = std::numeric_limits<double>::quiet_NaN();
    return made;
  }
  made.a = study::mean_of(sides.a, confidence).value;
  made.b = study::mean_of(sides.b, confidence).value;
  made.change = study::contrast(sides, 1, confidence);
  made.relative = study::relative_change(sides, made, confidence);
  return made;
}

RunComparison compare(const RunRecord& a, const RunRecord& b, double confidence) {
  study::require_comparable(a, b);
  RunComparison found;
  found.basis = study::basis_of(a, b);
  const bool is_one = found.basis == Basis::exact || found.basis == Basis::one_draw;
  found.replications = is_one ? 1 : std::min(a.replications, b.replications);
  found.confidence = confidence;
  for (const std::string_view response : study::responses_of(a, b)) {
    if (!study::tells_of(a, response) || !study::tells_of(b, response)) continue;
    const study::Sides sides = study::sides_of(a, b, response);
    if (sides.a != sides.b) found.differences.push_back(difference(a, b, response, confidence));
  }
  study::compare_jobs(a, b, found);
  found.fate_changes = study::count_changes(found.fates);
  study::compare_circumstances(a, b, found);
  return found;
}

}  // namespace outlive
