// trace_json of outlive/exports.hpp, in the Trace Event Format of Chrome, which Perfetto reads as well: one event a line.
// Slices of a thread nest or stand apart, as the format wants; here they only ever stand apart.
#include <algorithm>
#include <map>
#include <utility>

#include "outlive/exports.hpp"
#include "sim/output/json.hpp"
#include "sim/output/trace_tracks.hpp"
#include "sim/output/words.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive {
namespace output {
namespace {

constexpr std::int64_t estate = 1;  // the process of what belongs to no user
constexpr std::int64_t us_per_ms = 1000;

std::int64_t microseconds(Instant at) { return at.time_since_epoch().count() * us_per_ms; }
double as_number(Int128 nanos) { return static_cast<double>(nanos) / static_cast<double>(nanos_per_dollar); }

/// Whether the end of a sign-in ended the work; else it may have been that of its background session.
bool is_by_sign_in(Cause cause) {
  return cause == Cause::signed_out || cause == Cause::interactive_session_expired ||
         cause == Cause::interactive_session_ended;
}
bool is_by_background_session(Cause cause) {
  return cause == Cause::background_session_expired || cause == Cause::background_session_revoked;
}

class Trace {
 public:
  Trace(const Scenario& scenario, const Results& results)
      : scenario_(scenario),
        results_(results),
        cost_key_("cost" + unit_key(scenario.prices.currency)),
        tracks_(tracks_of(scenario, results)) {}

  std::string document() {
    const Json about{{"title", text::sanitize(scenario_.title)},
                     {"start", iso(scenario_, Instant{})},
                     {"seed", scenario_.seed},
                     {"fingerprint", hexadecimal(results_.fingerprint)},
                     {"incomplete", results_.incomplete}};
    text_ = "{\"displayTimeUnit\":\"ms\",\"otherData\":" + line(about) + ",\"traceEvents\":[\n";
    name_process(estate, "estate");
    Number last = no_number;
    for (std::size_t i = 0; i < tracks_.size(); ++i) {
      const Number user = tracks_[i].user;
      if (user != last) name_process(process_of(tracks_[i]), text::sanitize(scenario_.users[user].name));
      last = user;
      add_track(i);
    }
    add_flows();
    add_resources();
    add_cost_rate();
    text_ += "\n]}\n";
    return std::move(text_);
  }

 private:
  static std::string line(const Json& json) { return dump_value(json); }
  static std::int64_t process_of(const Track& track) { return estate + 1 + track.user; }
  /// No two threads have the same number, whatever their process: older readers go by it alone.
  static std::int64_t thread_of(std::size_t track) { return static_cast<std::int64_t>(track) + 1; }

  /// One event; `more` are its further members.
  void emit(std::string_view phase, std::int64_t process, std::int64_t thread, std::string_view name,
            const Json& more) {
    if (text_.back() == '}') text_ += ",\n";
    text_.append("{\"ph\":\"").append(phase);
    text_.append("\",\"pid\":").append(std::to_string(process));
    text_.append(",\"tid\":").append(std::to_string(thread));
    text_.append(",\"name\":").append(line(name)).append(",").append(line(more), 1);
  }

  void name_process(std::int64_t process, const std::string& name) {
    emit("M", process, 0, "process_name", {{"args", {{"name", name}}}});
    emit("M", process, 0, "process_sort_index", {{"args", {{"sort_index", process}}}});
  }

  void add_track(std::size_t number) {
    const Track& track = tracks_[number];
    const std::int64_t process = process_of(track);
    const std::int64_t thread = thread_of(number);
    emit("M", process, thread, "thread_name", {{"args", {{"name", track.name}}}});
    emit("M", process, thread, "thread_sort_index", {{"args", {{"sort_index", thread}}}});
    if (track.stretches.empty()) {
      emit("i", process, thread, "refused",
           {{"s", "t"},
            {"cat", track.kind},
            {"ts", microseconds(refused_at(track))},
            {"args", ending(track)}});
    }
    for (const Stretch& stretch : track.stretches) {
      Json args = Json::object();
      if (stretch.rule != Rule::none) args["rule"] = id_of(stretch.rule);
      if (&stretch == &track.stretches.back()) args.update(ending(track));
      emit("X", process, thread, stretch.state,
           {{"cat", track.kind},
            {"ts", microseconds(stretch.from)},
            {"dur", microseconds(stretch.until) - microseconds(stretch.from)},
            {"args", std::move(args)}});
    }
  }

  Instant refused_at(const Track& track) const {
    return track.job != no_number ? results_.jobs[track.job].submitted
                                  : results_.sessions[track.session].created;
  }

  /// What ended it, and what it cost.
  Json ending(const Track& track) const {
    Json args = Json::object();
    if (track.ended) args["cause"] = name_of(track.cause);
    if (track.ended && track.rule != Rule::none) args["cause_rule"] = id_of(track.rule);
    if (!track.is_owner) return args;
    const Money cost = cost_of(track);
    if (cost != Money{}) args[cost_key_] = exact(cost);
    return args;
  }

  Money cost_of(const Track& track) const {
    if (track.job != no_number) return results_.cost_of(results_.jobs[track.job]).total();
    if (track.session != no_number) return results_.cost_of(results_.sessions[track.session]).total();
    return track.host != no_number ? results_.cost_of(results_.hosts[track.host]).total() : Money{};
  }

  /// From the end of an identity session to the work that it ended.
  void add_flows() {
    std::map<std::pair<Number, Instant>, std::size_t> sign_ins;    // by user and end
    std::map<std::pair<Number, Number>, std::size_t> backgrounds;  // by session and job
    for (std::size_t i = 0; i < tracks_.size(); ++i) {
      const Track& track = tracks_[i];
      if (track.stretches.empty() || !track.ended) continue;
      if (track.kind == "interactive session") sign_ins[{track.user, track.end()}] = i;
      if (track.kind == "background session") backgrounds[{track.session, track.job}] = i;
    }
    for (std::size_t i = 0; i < tracks_.size(); ++i) {
      const Track& track = tracks_[i];
      if (!track.is_owner || !track.ended || track.stretches.empty()) continue;
      if (is_by_sign_in(track.cause)) {
        const auto source = sign_ins.find({track.user, lost_at(track)});
        if (source != sign_ins.end()) add_flow(source->second, i);
      } else if (is_by_background_session(track.cause)) {
        auto source = backgrounds.find({track.session, track.job});
        // Statements share that of their session.
        if (source == backgrounds.end()) source = backgrounds.find({track.session, no_number});
        if (source != backgrounds.end()) add_flow(source->second, i);
      }
    }
  }

  Instant lost_at(const Track& track) const {
    const Instant lost = track.job != no_number       ? results_.jobs[track.job].identity_lost
                         : track.session != no_number ? results_.sessions[track.session].identity_lost
                                                      : never;
    return lost == never ? track.end() : lost;
  }

  /// Arrows are tied to the slices that enclose their ends, so they begin and end just before these do.
  void add_flow(std::size_t from, std::size_t to) {
    const Stretch& source = tracks_[from].stretches.back();
    const Stretch& target = tracks_[to].stretches.back();
    if (from == to || source.from == source.until || target.from == target.until) return;
    ++flows_;
    const auto end = [&](const char* phase, std::size_t track, std::int64_t ts, Json more) {
      more["ts"] = ts;
      emit(phase, process_of(tracks_[track]), thread_of(track), "ended", more);
    };
    end("s", from, microseconds(source.until) - 2, {{"cat", "ended"}, {"id", flows_}});
    end("f", to, microseconds(target.until) - 1, {{"cat", "ended"}, {"id", flows_}, {"bp", "e"}});
  }

  void count(const std::string& name, Instant at, const char* unit, double value) {
    emit("C", estate, 0, name, {{"ts", microseconds(at)}, {"args", {{unit, value}}}});
  }

  /// The mean of each interval.
  void add_resources() {
    constexpr double per_unit = 1000;
    for (const ResourceResult& resource : results_.resources) {
      const std::string name = text::sanitize(resource.name + " in use");
      for (std::size_t i = 0; i < resource.mean_use.size(); ++i) {
        if (i > 0 && resource.mean_use[i] == resource.mean_use[i - 1]) continue;
        count(name, Instant{resource.interval * static_cast<std::int64_t>(i)}, resource.unit.c_str(),
              static_cast<double>(resource.mean_use[i]) / per_unit);
      }
      if (!resource.mean_use.empty() && resource.mean_use.back() != 0) {
        count(name, scenario_.horizon, resource.unit.c_str(), 0);
      }
    }
  }

  /// Of what has lines, and is billed by time.
  void add_cost_rate() {
    std::map<Instant, Int128> changes;
    for (const UsageLine& used : results_.lines) {
      if (used.sku == no_sku || scenario_.prices.skus[used.sku].bills_bytes()) continue;
      const Int128 rate = scenario_.prices.skus[used.sku].price.nanos() * used.units;
      changes[used.from] += rate;
      changes[used.until] -= rate;
    }
    const std::string name = "cost rate, " + text::sanitize(scenario_.prices.currency) + " per hour";
    Int128 rate = 0;
    for (const auto& [at, change] : changes) {
      rate += change;
      if (change != 0) count(name, at, "rate", as_number(rate));
    }
  }

  const Scenario& scenario_;
  const Results& results_;
  const std::string cost_key_;
  const std::vector<Track> tracks_;
  std::string text_;
  std::uint64_t flows_ = 0;
};

}  // namespace
}  // namespace output

std::string trace_json(const Scenario& scenario, const Results& results) {
  return output::Trace(scenario, results).document();
}

}  // namespace outlive
