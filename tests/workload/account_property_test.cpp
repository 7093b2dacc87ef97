// Random accounts with random quotas: how work is divided does not show, and each comes to what it comes to alone.
#include <array>
#include <random>
#include <string>

#include "tests/workload/play.hpp"
#include "tests/workload/together.hpp"

namespace outlive::testing {
namespace {

/// Six users in three pairs of account and region, who ask for more than there is.
class Estate {
 public:
  explicit Estate(unsigned seed) : random_(seed) {
    for (std::string& own : quotas_) own = some_quotas();
    queues_ = below(2) == 0;
    for (int hour = 1; hour < 20; ++hour) add_hour(hour);
  }

  /// All of them, with quotas by account.
  [[nodiscard]] std::string together() const {
    std::string text = "settings:\n" + switches() + "  quotas:\n";
    for (std::size_t pair = 0; pair < pairs.size(); ++pair)
      text += "    - {" + where(pair) + ", " + quotas_[pair] + "}\n";
    text += "users:\n";
    for (std::size_t user = 0; user < users; ++user)
      text += "  u" + std::to_string(user) + ": {" + where(user % pairs.size()) + "}\n";
    text += "timeline:\n";
    for (const Line& line : lines_)
      text += "  - {at: " + line.at + (line.sets ? ", admin: set, " + where(line.pair) + ", " : ", ") +
              line.what + "}\n";
    return text;
  }

  /// Those of one pair, whose quotas are the general ones.
  [[nodiscard]] std::string alone(std::size_t pair) const {
    const std::string& own = quotas_[pair];
    std::string text = "settings:\n" + switches();
    text += "users:\n";
    for (std::size_t user = pair; user < users; user += pairs.size())
      text += "  u" + std::to_string(user) + ": {}\n";
    text += "timeline:\n  - {at: 0s, admin: set, " + own + "}\n";
    for (const Line& line : lines_) {
      if (line.pair == pair)
        text += "  - {at: " + line.at + (line.sets ? ", admin: set, " : ", ") + line.what + "}\n";
    }
    return text;
  }

  static constexpr std::size_t users = 6;
  static constexpr std::array<std::string_view, 3> pairs{"account: research, region: west",
                                                         "account: research, region: east", "region: south"};

 private:
  struct Line {
    std::string at;
    std::size_t pair = 0;
    bool sets = false;
    std::string what;
  };

  static std::string where(std::size_t pair) { return std::string(pairs.at(pair)); }
  unsigned below(unsigned end) { return std::uniform_int_distribution<unsigned>(0, end - 1)(random_); }
  std::string between(unsigned least, unsigned most) {
    return std::to_string(least + below(most - least + 1));
  }

  [[nodiscard]] std::string switches() const {
    const std::string queues = queues_ ? "true" : "false";
    return "  glue: {background_sessions: true, queues_when_full: " + queues +
           "}\n  sagemaker: {queues_when_full: " + queues + "}\n";
  }

  std::string some_quotas() {
    return "glue.dpu_quota: " + between(5, 20) + ", glue.session_quota: " + between(1, 3) +
           ", identity_center.token_exchange_rate: " + between(1, 2) +
           ", sagemaker.training_instance_quotas: {ml.m5.xlarge: " + between(0, 2) + "}";
  }

  void add_hour(int hour) {
    for (std::size_t user = 0; user < users; ++user) {
      const std::string name = "u" + std::to_string(user);
      const std::string id = std::to_string(user) + "-" + std::to_string(hour);
      const std::size_t pair = user % pairs.size();
      const auto add = [&](const std::string& minute, std::string what) {
        lines_.push_back({std::to_string(hour) + "h" + minute, pair, false, std::move(what)});
      };
      if (hour == 1) add("0m", "user: " + name + ", do: sign_in");
      if (below(2) == 0) {
        add("1m", "user: " + name + ", do: start_session, id: s" + id +
                      ", service: glue, idle_timeout: 2h, workers: " + between(2, 10));
      }
      if (below(3) == 0) {
        add("2m", "user: " + name + ", do: start_training_job, id: t" + id +
                      ", instance_type: ml.m5.xlarge, takes: " + between(1, 5) + "h");
      }
      if (below(20) == 0) lines_.push_back({std::to_string(hour) + "h30m", pair, true, some_quotas()});
    }
  }

  std::mt19937 random_;
  std::array<std::string, pairs.size()> quotas_;
  bool queues_ = false;
  std::vector<Line> lines_;
};

void check_same_fates(const Play& all, const Play& one) {
  for (std::size_t i = 0; i < one.scenario.sessions.size(); ++i) {
    const std::string& name = one.scenario.sessions[i].name;
    CAPTURE(name);
    CHECK(all.session(name).cause == one.results.sessions[i].cause);
    CHECK(all.session(name).granted == one.results.sessions[i].granted);
    CHECK(all.session(name).ended == one.results.sessions[i].ended);
  }
  for (std::size_t i = 0; i < one.scenario.jobs.size(); ++i) {
    const std::string& name = one.scenario.jobs[i].name;
    CAPTURE(name);
    CHECK(all.job(name).cause == one.results.jobs[i].cause);
    CHECK(all.job(name).granted == one.results.jobs[i].granted);
    CHECK(all.job(name).ended == one.results.jobs[i].ended);
  }
}

TEST_CASE("property: any accounts with quotas of their own come to what each comes to without the others") {
  std::uint64_t refusals = 0;
  std::uint64_t waited = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    const Estate estate(seed);
    const Play all(estate.together(), {.horizon = "2d"});
    check_same_apart_and_together(all.scenario, all.results);
    Money cost;
    for (std::size_t pair = 0; pair < Estate::pairs.size(); ++pair) {
      CAPTURE(pair);
      const Play one(estate.alone(pair), {.horizon = "2d"});
      check_same_fates(all, one);
      cost += one.results.totals.cost_of_all().total();
    }
    CHECK(all.results.totals.cost_of_all().total() == cost);
    for (const ResourceResult& each : all.results.resources) {
      refusals += each.refusals;
      waited += each.queued;
    }
  }
  CHECK(refusals > 500);  // limits do bind
  CHECK(waited > 100);
}

}  // namespace
}  // namespace outlive::testing
