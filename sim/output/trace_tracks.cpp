#include "sim/output/trace_tracks.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "sim/output/summary.hpp"
#include "sim/services/kinds.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive::output {
namespace {

using lifetime::Kind;
using lifetime::Part;

const Kind* kind_named(std::string_view name) {
  const auto kinds = services::all_kinds();
  const auto kind =
      std::find_if(kinds.begin(), kinds.end(), [&](const Kind& each) { return each.name == name; });
  return kind == kinds.end() ? nullptr : &*kind;
}

bool is_owner(Part part) {
  return part == Part::sign_in || part == Part::session || part == Part::job || part == Part::host;
}

class Tracks {
 public:
  Tracks(const Scenario& scenario, const Results& results) : scenario_(scenario), results_(results) {}

  std::vector<Track> all() {
    for (const LifeEvent& event : results_.lives) add(event);
    for (Track& track : tracks_) {
      if (!track.ended) track.stretches.back().until = scenario_.horizon;
    }
    add_refused();
    std::stable_sort(tracks_.begin(), tracks_.end(),
                     [](const Track& a, const Track& b) { return a.user < b.user; });
    return std::move(tracks_);
  }

 private:
  // What is alike and alive at the same time, such as the credentials of one job for two tables, gets lanes.
  using Key = std::tuple<std::string_view, Number, Number, Number, Number>;

  void add(const LifeEvent& event) {
    const bool belongs = event.sign_in != no_number || event.session != no_number || event.job != no_number ||
                         event.host != no_number;
    if (event.user >= scenario_.users.size() || !belongs) return;
    const Kind* kind = kind_named(event.kind);
    const bool owns = kind == nullptr || is_owner(kind->part);
    std::vector<std::size_t>& lanes =
        lanes_[{event.kind, event.sign_in, event.session, event.job, event.host}];
    // Only what has one life at a time may have two states of one name.
    const bool born = !owns && kind->states[kind->initial].name == event.state;
    const auto lane = std::find_if(lanes.begin(), lanes.end(),
                                   [&](std::size_t each) { return owns || tracks_[each].ended == born; });
    if (lane == lanes.end() && !owns && event.cause != Cause::none) return;  // an end without a beginning
    const std::size_t number = lane != lanes.end() ? *lane : tracks_.size();
    if (lane == lanes.end()) {
      lanes.push_back(number);
      open(event, owns);
    }
    move(tracks_[number], event);
  }

  void open(const LifeEvent& event, bool owns) {
    tracks_.push_back({.name = name_of_track(event, owns),
                       .kind = event.kind,
                       .user = event.user,
                       .sign_in = event.sign_in,
                       .session = event.session,
                       .job = event.job,
                       .host = event.host,
                       .is_owner = owns,
                       .ended = true});
  }

  static void move(Track& track, const LifeEvent& event) {
    if (!track.ended) {
      Stretch& last = track.stretches.back();
      last.until = event.at;
      // A state that took no time was never seen; only what ended at once stays, so that there is something to see.
      const bool is_all = event.cause != Cause::none && track.stretches.size() == 1;
      if (last.until == last.from && !is_all) track.stretches.pop_back();
    }
    track.ended = event.cause != Cause::none;
    if (track.ended) {
      track.cause = event.cause;
      track.rule = event.rule;
    } else {
      track.stretches.push_back({event.at, event.at, event.state, event.rule});
    }
  }

  std::string owner_name(const LifeEvent& event) const {
    if (event.job != no_number) return name_of_job(scenario_, event.job);
    if (event.session != no_number) return scenario_.sessions[event.session].name;
    if (event.host != no_number) return scenario_.hosts[event.host].name;
    const std::string& name = scenario_.sign_ins[event.sign_in].name;
    return name.empty() ? "sign-in" : "sign-in " + name;
  }

  std::string name_of_track(const LifeEvent& event, bool owns) const {
    return text::sanitize(owns ? owner_name(event) : std::string(event.kind) + " of " + owner_name(event));
  }

  void add_refused() {
    for (Number i = 0; i < results_.sessions.size(); ++i) {
      const SessionResult& session = results_.sessions[i];
      if (!session.rejected()) continue;
      const SessionSpec& spec = scenario_.sessions[i];
      refuse(spec.name, spec.user, session.cause, session.rule).session = i;
    }
    for (Number i = 0; i < results_.jobs.size(); ++i) {
      const JobResult& job = results_.jobs[i];
      if (job.outcome != Outcome::rejected || job.submitted == never) continue;
      refuse(name_of_job(scenario_, i), scenario_.jobs[i].user, job.cause, job.rule).job = i;
    }
  }

  Track& refuse(const std::string& name, Number user, Cause cause, Rule rule) {
    tracks_.push_back({.name = text::sanitize(name),
                       .kind = "refused",
                       .user = user,
                       .is_owner = true,
                       .ended = true,
                       .cause = cause,
                       .rule = rule});
    return tracks_.back();
  }

  const Scenario& scenario_;
  const Results& results_;
  std::vector<Track> tracks_;
  std::map<Key, std::vector<std::size_t>> lanes_;
};

}  // namespace

std::vector<Track> tracks_of(const Scenario& scenario, const Results& results) {
  return Tracks(scenario, results).all();
}

}  // namespace outlive::output
