#include "sim/study/replications.hpp"

#include <algorithm>

#include "sim/study/fields.hpp"
#include "sim/study/quantities.hpp"
#include "sim/study/run_record.hpp"

namespace outlive::study {
namespace {

class Collector {
 public:
  explicit Collector(Replications& replications) : replications_(replications) {}

  void money(std::string name, Money value) {
    add(std::move(name), ResponseUnit::money, as_number(money_value(value)));
  }
  void count(std::string name, double value) { add(std::move(name), ResponseUnit::number, value); }
  void share(std::string name, double value) { add(std::move(name), ResponseUnit::share, value); }

  // They come in the same order every time, so the next one is nearly always where it is looked for first.
  void add(std::string name, ResponseUnit unit, double value) {
    auto& all = replications_.responses;
    if (next_ >= all.size() || all[next_].name != name) {
      const auto found =
          std::find_if(all.begin(), all.end(), [&](const Observed& each) { return each.name == name; });
      next_ = static_cast<std::size_t>(found - all.begin());
      if (found == all.end()) {
        all.push_back({.name = std::move(name), .unit = unit, .values = {}});
        all.back().values.resize(replications_.count, 0);
      }
    }
    all[next_++].values.push_back(value);
  }
  /// Unless this replication has told of it already.
  void further(const std::string& name, ResponseUnit unit, double value) {
    const bool is_there = std::any_of(
        replications_.responses.begin(), replications_.responses.end(),
        [&](const Observed& each) { return each.name == name && each.values.size() > replications_.count; });
    if (!is_there) add(name, unit, value);
  }

  void at_least(const std::string& name, double value) {
    auto& all = replications_.at_least;
    auto found =
        std::find_if(all.begin(), all.end(), [&](const Observed& each) { return each.name == name; });
    if (found == all.end()) {
      found = all.insert(found, {.name = name, .unit = ResponseUnit::number, .values = {}});
      found->values.resize(replications_.count, 0);
    }
    found->values.push_back(value);
  }

  /// What this replication has none of is nothing.
  void finish() {
    for (auto* all : {&replications_.responses, &replications_.at_least}) {
      for (Observed& response : *all) response.values.resize(replications_.count + 1, 0);
    }
    ++replications_.count;
  }

 private:
  Replications& replications_;
  std::size_t next_ = 0;
};

void collect_resources(const Scenario& scenario, const Results& results, Collector& collector) {
  for (const ResourceResult& resource : results.resources) {
    if (resource.limit == setting_none) continue;
    const std::string name = "resources." + resource.name + ".";
    for (const std::string_view observed : observed_of_resources) {
      const Field<ResourceResult>& field = *find_field(resource_fields(), observed);
      const bool is_duration = field.type == Expected::Type::duration;
      collector.add(name + std::string(observed),
                    is_duration ? ResponseUnit::duration : unit_of_number(observed),
                    as_number(field.read(scenario, resource)));
    }
    collector.at_least(name + "peak", static_cast<double>(resource.peak_at_least));
  }
}

void collect_activities(const Scenario& scenario, const Results& results, Collector& collector) {
  for (std::size_t i = 0; i < results.populations.size(); ++i) {
    const Population& population = scenario.populations[i];
    for (std::size_t a = 0; a < population.activities.size(); ++a) {
      const std::string name =
          "populations." + population.name + ".activities." + population.activities[a].name + ".";
      const ActivityResult& activity = results.populations[i].activities[a];
      for (const Field<ActivityResult>& field : activity_fields()) {
        if (field.type != Expected::Type::number) continue;
        collector.add(name + std::string(field.name), unit_of_number(field.name),
                      as_number(field.read(scenario, activity)));
      }
      collector.money(name + "cost", activity.cost.total());
    }
  }
}

void collect_services(const Scenario& scenario, const Results& results, Collector& collector) {
  std::vector<std::pair<std::string_view, Money>> services;  // in the order of the price book
  for (std::size_t i = 0; i < results.totals.cost.size(); ++i) {
    const Money cost = results.totals.cost[i].total();
    if (cost == Money{}) continue;
    const std::string_view service = service_of_sku(scenario.prices.skus[i].name);
    const auto found = std::find_if(services.begin(), services.end(),
                                    [&](const auto& each) { return each.first == service; });
    if (found == services.end()) {
      services.emplace_back(service, cost);
    } else {
      found->second += cost;
    }
  }
  for (const auto& [service, cost] : services) collector.money("cost.service." + std::string(service), cost);
}

/// Those that any had: most causes never come up.
void collect_causes(const Totals& totals, Collector& collector) {
  for (std::size_t cause = 0; cause < cause_count; ++cause) {
    const std::string name(name_of(static_cast<Cause>(cause)));
    std::uint64_t jobs = 0;
    for (const auto& row : totals.jobs) jobs += row[cause];
    if (jobs > 0) collector.count("totals.jobs.cause." + name, static_cast<double>(jobs));
    const std::uint64_t sessions = totals.sessions[cause];
    if (sessions > 0) collector.count("totals.sessions.cause." + name, static_cast<double>(sessions));
  }
}

/// Whoever saves these results may want to hold later ones against them.
void collect_expected(const Scenario& scenario, const Results& results, Collector& collector) {
  for (const Expectation& expectation : scenario.expectations) {
    const auto quantity = find_quantity(scenario, expectation.key);
    if (!quantity) continue;
    const bool money = quantity->type == Expected::Type::money;
    if (!money && quantity->type != Expected::Type::number) continue;
    const ResponseUnit unit = money ? ResponseUnit::money : unit_of_number(expectation.key);
    collector.further(expectation.key, unit, as_number(quantity->read(scenario, results)));
  }
}

}  // namespace

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
  collector.count("totals.background_sessions", static_cast<double>(totals.background_sessions));
  collect_resources(scenario, results, collector);
  collect_services(scenario, results, collector);
  collect_causes(totals, collector);
  collect_activities(scenario, results, collector);
  collect_expected(scenario, results, collector);
  collector.finish();
}

const Observed* Replications::find(std::string_view response) const {
  const auto found = std::find_if(responses.begin(), responses.end(),
                                  [&](const Observed& each) { return each.name == response; });
  return found == responses.end() ? nullptr : &*found;
}

const Observed* Replications::least_of(const Observed& response) const {
  const auto found = std::find_if(at_least.begin(), at_least.end(),
                                  [&](const Observed& each) { return each.name == response.name; });
  return found == at_least.end() || found->values == response.values ? nullptr : &*found;
}

Replications replicate(const Scenario& scenario, const RunOptions& options, std::uint32_t wanted,
                       const std::function<void(Results)>& each) {
  Replications replications{.wanted = wanted, .count = 0, .responses = {}};
  for (std::uint32_t number = 0; number < wanted; ++number) {
    RunOptions own = options;
    own.replication = options.replication + number;
    if (number > 0) own.record_lives = own.record_over_time = false;  // reports tell of the first
    Results results = run(scenario, own);
    const bool incomplete = results.incomplete;
    if (!incomplete) replications.add(scenario, results);
    each(std::move(results));
    if (incomplete || (options.control != nullptr && options.control->stop)) break;
  }
  return replications;
}

}  // namespace outlive::study
