#include "sim/input/activity_decoder.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "sim/input/decode.hpp"
#include "sim/input/shares.hpp"
#include "sim/input/starts_decoder.hpp"

namespace outlive::input {
namespace {

bool fits(std::string_view key, bool is_session) {
  constexpr std::array<std::string_view, 6> of_sessions{"statements",      "think",           "saves_results",
                                                        "restarts_kernel", "forgets_to_stop", "comes_back"};
  constexpr std::array<std::string_view, 3> of_jobs{"batch", "checkpoints", "restarts"};
  const auto lists = [key](const auto& keys) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  };
  return is_session ? !lists(of_jobs) : !lists(of_sessions);
}

class ActivityReader {
 public:
  ActivityReader(const KeyedNode& written, const Object& members, PopulationContext& context)
      : written_(written), members_(members), context_(context) {}

  Activity read() {
    made_.name = std::string(written_.node.key());
    if (const KeyedNode starts = part("starts")) {
      Starts read = read_starts(starts, context_);
      made_.is_session = read.is_session;
      made_.starts = read.choices;
      refuse_keys_of_others();
      read_checkpoints(read);
    }
    read_counts();
    read_durations();
    read_shares();
    read_retries();
    read_restarts();
    return std::move(made_);
  }

 private:
  [[nodiscard]] KeyedNode part(std::string_view key) const { return context_.part(written_, members_, key); }

  void read_counts() {
    const auto read = [&](const char* key, CountDistribution& count) {
      if (const KeyedNode given = part(key)) count = read_count_distribution(given, context_.problems);
    };
    read("per_day", made_.per_day);
    read("batch", made_.batch);
    read("statements", made_.statements);
  }

  void read_durations() {
    const auto read = [&](const char* key, Distribution& distribution) {
      const KeyedNode given = part(key);
      if (!given) return;
      const std::size_t before = context_.problems.error_count();
      distribution = context_.durations(given);
      if (context_.problems.error_count() != before || std::isfinite(mean_of(distribution))) return;
      given.warning(context_.problems, "the mean is infinite; 'at_most' would bound it");
    };
    read("takes", made_.takes);
    read("think", made_.think);
  }

  void read_shares() {
    const auto read = [&](const char* key, double& share) {
      if (const KeyedNode given = part(key)) share = as_fraction(given.node);
    };
    read("saves_results", made_.saves_results);
    read("fails", made_.fails);
    read("restarts_kernel", made_.restarts_kernel);
    read("forgets_to_stop", made_.forgets_to_stop);
    read("comes_back", made_.comes_back);
    read("checkpoints", made_.checkpoints);
  }

  void read_checkpoints(const Starts& starts) {
    const KeyedNode share = part("checkpoints");
    if (!share) {
      made_.checkpoints = starts.any_checkpoints ? 1 : 0;
    } else if (!starts.is_session && !starts.all_checkpoints && as_portion(share.node) > 0) {
      share.error(context_.problems,
                  "how often checkpoints are written must stand in " +
                      std::string(starts.any_checkpoints ? "each entry of 'starts'" : "'starts'") +
                      ", as in 'checkpoint_every: 1h'");
    }
  }

  void refuse_keys_of_others() {
    for (const Node given : written_.node) {
      if (fits(given.key(), made_.is_session)) continue;
      context_.problems.error(given.key_place(),
                              "'" + std::string(given.key()) + "' cannot stand in " + written_.path +
                                  ": it is for " +
                                  (made_.is_session ? "jobs, and 'starts' names a session"
                                                    : "sessions, and 'starts' names a job"));
    }
  }

  void read_retries() {
    const KeyedNode given = part("retries");
    if (!given) return;
    made_.retries.at_most = static_cast<std::uint32_t>(as_integer(given.node.find("at_most")));
    made_.retries.first_after =
        value_or(given.node.find("first_after"), as_duration, Duration{std::chrono::minutes{1}});
    made_.retries.factor = value_or(given.node.find("factor"), as_decimal, 1.0);
  }

  void read_restarts() {
    const KeyedNode given = part("restarts");
    if (!given) return;
    made_.restarts.share = as_fraction(given.node.find("share"));
    made_.restarts.after = value_or(given.node.find("after"), as_duration, Duration::zero());
    made_.restarts.at_most =
        static_cast<std::uint32_t>(value_or(given.node.find("at_most"), as_integer, std::int64_t{1}));
  }

  const KeyedNode& written_;
  const Object& members_;
  PopulationContext& context_;
  Activity made_;
};

}  // namespace

Activity read_activity(const KeyedNode& activity, const Object& members, PopulationContext& context) {
  return ActivityReader(activity, members, context).read();
}

bool fits_activity(Node activity, std::string_view key) {
  const Node starts = activity.find("starts");
  return fits(key, starts_session(starts.is_list() ? starts[0] : starts));
}

}  // namespace outlive::input
