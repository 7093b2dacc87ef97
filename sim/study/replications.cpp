#include "sim/study/replications.hpp"

#include <algorithm>

#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

double amount(Money money) { return static_cast<double>(money.nanos()) / 1e9; }

class Collector {
 public:
  explicit Collector(Replications& replications) : replications_(replications) {}

  void money(std::string name, Money value) { add(std::move(name), Response::Kind::money, amount(value)); }
  void count(std::string name, double value) { add(std::move(name), Response::Kind::count, value); }
  void share(std::string name, double value) { add(std::move(name), Response::Kind::share, value); }

  /// What this replication has none of is nothing.
  void finish() {
    for (Response& response : replications_.responses) response.values.resize(replications_.count + 1, 0);
    ++replications_.count;
  }

 private:
  // They come in the same order every time, so the next one is nearly always where it is looked for first.
  void add(std::string name, Response::Kind kind, double value) {
    auto& all = replications_.responses;
    if (next_ >= all.size() || all[next_].name != name) {
      const auto found =
          std::find_if(all.begin(), all.end(), [&](const Response& each) { return each.name == name; });
      next_ = static_cast<std::size_t>(found - all.begin());
      if (found == all.end()) {
        all.push_back({.name = std::move(name), .kind = kind, .values = {}});
        all.back().values.resize(replications_.count, 0);
      }
    }
    all[next_++].values.push_back(value);
  }

  Replications& replications_;
  std::size_t next_ = 0;
};

void collect_resources(const Results& results, Collector& collector) {
  for (const ResourceResult& resource : results.resources) {
    if (resource.limit == setting_none) continue;
    const std::string name = "resources." + resource.name + ".";
    const auto requests = static_cast<double>(resource.requests);
    const auto refusals = static_cast<double>(resource.refusals);
    collector.count(name + "refusals", refusals);
    collector.share(name + "refusal_share", requests == 0 ? 0 : refusals / requests);
    collector.count(name + "peak", static_cast<double>(resource.peak));
  }
}

void collect_activities(const Scenario& scenario, const Results& results, Collector& collector) {
  for (std::size_t i = 0; i < results.populations.size(); ++i) {
    const Population& population = scenario.populations[i];
    for (std::size_t a = 0; a < population.activities.size(); ++a) {
      const std::string name =
          "populations." + population.name + ".activities." + population.activities[a].name + ".";
      const ActivityResult& activity = results.populations[i].activities[a];
      collector.count(name + "wanted", static_cast<double>(activity.wanted));
      collector.count(name + "given_up", static_cast<double>(activity.given_up));
    }
  }
}

}  // namespace

double Response::mean() const { return moments_of(values).mean; }

std::optional<double> Response::standard_deviation() const { return moments_of(values).standard_deviation(); }

std::optional<Interval> Response::interval() const { return mean_of(values, confidence).interval; }

void Replications::add(const Scenario& scenario, const Results& results) {
  Collector collector(*this);
  const Cells<Money> cost = results.totals.cost_of_all();
  collector.money("cost.total", cost.total());
  for (std::size_t i = 0; i < bucket_count; ++i) {
    const auto bucket = static_cast<Bucket>(i);
    collector.money("cost." + std::string(name_of(bucket)), cost.bucket(bucket));
  }
  const Totals& totals = results.totals;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    collector.count("totals.jobs." + std::string(name_of(outcome)),
                    static_cast<double>(totals.jobs_with(outcome)));
  }
  collector.count("totals.jobs.surviving", static_cast<double>(totals.surviving_jobs));
  collector.count("totals.jobs.unseen", static_cast<double>(totals.unseen_jobs));
  collect_activities(scenario, results, collector);
  collect_resources(results, collector);
  collector.finish();
}

Replications replicate(const Scenario& scenario, const RunOptions& options, std::uint32_t wanted,
                       const std::function<void(Results)>& each) {
  Replications replications{.wanted = wanted, .count = 0, .responses = {}};
  for (std::uint32_t number = 0; number < wanted; ++number) {
    RunOptions own = options;
    own.replication = options.replication + number;
    Results results = run(scenario, own);
    const bool incomplete = results.incomplete;
    if (!incomplete) replications.add(scenario, results);
    each(std::move(results));
    if (incomplete || (options.control != nullptr && options.control->stop)) break;
  }
  return replications;
}

}  // namespace outlive::study
