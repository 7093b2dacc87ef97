#include "sim/study/run_record.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/study/fields.hpp"
#include "sim/study/sample.hpp"

namespace outlive {
namespace study {
namespace {

std::vector<RecordedJob> jobs_of(const Scenario& scenario, const Results& results) {
  std::vector<RecordedJob> jobs;
  jobs.reserve(results.jobs.size());
  for (Number i = 0; i < results.jobs.size(); ++i) {
    const JobResult& job = results.jobs[i];
    jobs.push_back({name_of_job(scenario, i), {job.outcome, job.cause, job.rule, job.survived, job.unseen}});
  }
  return jobs;
}

void add_own(const Scenario& scenario, Setting setting, Owner owner, const std::string& name,
             OwnSettings& found) {
  const auto& changes = scenario.settings.changes(setting, owner);
  if (changes.empty() || changes.front().from > start_of_study) return;
  const SettingInfo& info = info_of(setting);
  found[{info.scope, name, std::string(info.key)}] = scenario.settings.at(setting, start_of_study, owner);
}

void record_circumstances(const Scenario& scenario, RunRecord& made) {
  made.path = scenario.path;
  made.title = scenario.title;
  made.seed = scenario.seed;
  made.horizon = scenario.horizon.time_since_epoch();
  made.chance =
      has_chance(!scenario.populations.empty(), scenario.assumptions.option(Assumption::stop_latency));
  made.currency = scenario.prices.currency;
  for (std::size_t i = 0; i < setting_count; ++i) {
    made.settings[i] = scenario.settings.at(static_cast<Setting>(i), start_of_study);
  }
  made.own_settings = own_settings_of(scenario);
  for (std::size_t i = 0; i < assumption_count; ++i) {
    made.assumptions[i] = scenario.assumptions.option(static_cast<Assumption>(i));
  }
}

}  // namespace

Recorder::Recorder(const Scenario& scenario, const RunOptions& options, const std::vector<std::string>& also)
    : scenario_(scenario), options_(options) {
  record_circumstances(scenario, made_);
  for (const std::string& key : also) {
    const auto unit = unit_of_quantity(scenario, key);
    if (!unit) throw std::invalid_argument("no number is called " + key);
    asked_.push_back({*find_quantity(scenario, key), {.name = key, .unit = *unit, .values = {}}});
  }
}

bool Recorder::next() {
  const Results results = run(scenario_, options_);
  if (results.incomplete) return false;
  ++options_.replication;
  if (all_.count == 0) {
    made_.fingerprint = results.fingerprint;
    made_.jobs = jobs_of(scenario_, results);
  }
  all_.add(scenario_, results);
  for (Asked& each : asked_)
    each.observed.values.push_back(as_number(each.quantity.read(scenario_, results)));
  return true;
}

RunRecord Recorder::take() {
  made_.replications = all_.count;
  made_.responses = std::move(all_.responses);
  for (Asked& each : asked_) {
    if (made_.find(each.observed.name) == nullptr) made_.responses.push_back(std::move(each.observed));
  }
  return std::move(made_);
}

OwnSettings own_settings_of(const Scenario& scenario) {
  OwnSettings found;
  for (std::size_t i = 0; i < setting_count; ++i) {
    const auto setting = static_cast<Setting>(i);
    if (info_of(setting).scope == Scope::domain) {
      for (std::size_t owner = 1; owner < scenario.domains.size(); ++owner)
        add_own(scenario, setting, static_cast<Owner>(owner), scenario.domains[owner], found);
    } else if (info_of(setting).scope == Scope::account) {
      for (std::size_t owner = 1; owner < scenario.accounts.size(); ++owner)
        add_own(scenario, setting, static_cast<Owner>(owner), scenario.accounts[owner].label(), found);
    }
  }
  for (const auto& [sku, account, changes] : scenario.settings.instance_quotas()) {
    if (changes.front().from > start_of_study) continue;
    const bool everybodys = account == general_owner;
    found[{everybodys ? Scope::general : Scope::account,
           everybodys ? "" : scenario.accounts.at(account).label(),
           name_of_instance_quota(scenario.prices.skus.at(sku).name)}] =
        scenario.settings.instance_quota(sku, start_of_study, account);
  }
  return found;
}

std::string name_of_job(const Scenario& scenario, Number job) {
  const JobSpec& spec = scenario.jobs[job];
  if (!spec.name.empty() || spec.trace == no_number) return spec.name;
  const std::string& path = scenario.traces[spec.trace].path;
  return path.substr(path.find_last_of('/') + 1) + ":" + std::to_string(spec.line);
}

bool has_chance(bool has_populations, Option stop_latency) {
  return has_populations || static_cast<StopLatency>(stop_latency) == StopLatency::random;
}

ResponseUnit unit_of_number(std::string_view key) {
  return key.ends_with("share") ? ResponseUnit::share : ResponseUnit::number;
}

std::optional<ResponseUnit> unit_of_quantity(const Scenario& scenario, std::string_view key) {
  const auto quantity = find_quantity(scenario, key);
  if (!quantity) return std::nullopt;
  switch (quantity->type) {
    case Expected::Type::money: return ResponseUnit::money;
    case Expected::Type::duration: return ResponseUnit::duration;
    case Expected::Type::number: return unit_of_number(key);
    case Expected::Type::text:
    case Expected::Type::flag:
    case Expected::Type::instant: break;
  }
  return std::nullopt;
}

}  // namespace study

const Observed* in_baseline(const Scenario& scenario, const Expectation& expectation) {
  if (expectation.baseline == no_number) return nullptr;
  const auto& record = scenario.baselines.at(expectation.baseline).record;
  return record == nullptr ? nullptr : record->find(expectation.key);
}

const Observed* RunRecord::find(std::string_view response) const {
  const auto found = std::find_if(responses.begin(), responses.end(),
                                  [&](const Observed& each) { return each.name == response; });
  return found == responses.end() ? nullptr : &*found;
}

double Observed::mean() const { return study::moments_of(values).mean; }

std::optional<SettingValue> RunRecord::in_force(const SettingOf& setting) const {
  if (!own_settings) return std::nullopt;
  const auto own = own_settings->find(setting);
  if (own != own_settings->end()) return own->second;
  if (setting.scope != Scope::general) return in_force({Scope::general, "", setting.key});
  const auto of_registry = setting_named(setting.key);
  return of_registry ? settings[static_cast<std::size_t>(*of_registry)] : setting_none;
}

std::optional<double> Observed::standard_deviation() const {
  return study::moments_of(values).standard_deviation();
}

std::optional<Interval> Observed::interval() const {
  return study::mean_of(values, study::confidence).interval;
}

RunRecord record(const Scenario& scenario, std::uint32_t replications, const RunOptions& options,
                 const std::vector<std::string>& also, const std::function<void(std::uint32_t)>& progress) {
  study::Recorder recorder(scenario, options, also);
  for (std::uint32_t done = 0; done < replications && recorder.next();) {
    ++done;
    if (progress) progress(done);
    if (options.control != nullptr && options.control->stop) break;
  }
  return recorder.take();
}

}  // namespace outlive
