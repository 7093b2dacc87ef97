#include "sim/output/late_changes.hpp"

#include <algorithm>

#include "sim/services/limits.hpp"
#include "sim/services/service.hpp"

namespace outlive::output {
namespace {

// The rule that says that a change comes too late, where there is a better one than the setting's own.
Rule rule_of(Setting setting, Identity identity) {
  switch (setting) {
    case Setting::interactive_session_duration:
    case Setting::interactive_session_directory_cap: return Rule::idc_2;
    case Setting::background_sessions_enabled: return Rule::idc_9;
    case Setting::background_session_duration: return Rule::idc_8;
    case Setting::glue_background_sessions: return Rule::glue_9;
    case Setting::sagemaker_background_sessions:
      return identity == Identity::background_session ? Rule::sm_7 : Rule::idc_10;
    case Setting::sagemaker_identity_propagation: return identity == Identity::role ? Rule::sm_9 : Rule::sm_8;
    default: return info_of(setting).rule;
  }
}

class Search {
 public:
  Search(const Scenario& scenario, const Start& start) : scenario_(scenario), start_(start) {}

  std::vector<LateChange> all() {
    const services::Service& service = services::service_of(start_.work->service);
    if (service.propagation != services::Propagation::never &&
        service.propagation != services::Propagation::assumed) {
      if (service.propagation != services::Propagation::always) add(service.propagation_switch, start_.begun);
      if (service.background == services::BackgroundSwitch::setting)
        add(service.background_switch, start_.begun);
      add(Setting::background_sessions_enabled, start_.begun);
    }
    if (start_.identity == Identity::background_session)
      add(Setting::background_session_duration, start_.begun);
    if (start_.identity == Identity::interactive_session) {
      add(Setting::interactive_session_duration, start_.signed_in);
      add(Setting::interactive_session_directory_cap, start_.signed_in);
    }
    for (std::size_t i = 0; i < limit_count; ++i) {
      const auto& setting = service.limits[i].setting;
      if (!setting) continue;
      const Duration had = services::limit_at(scenario_.settings, scenario_.assumptions, *start_.work,
                                              static_cast<Limit>(i), start_.begun, start_.domain);
      add(*setting, start_.begun, had, start_.work->limits[i] != from_settings);
    }
    std::stable_sort(found_.begin(), found_.end(),
                     [](const LateChange& a, const LateChange& b) { return a.at < b.at; });
    return std::move(found_);
  }

 private:
  void add(Setting setting, Moment fixed) {
    add(setting, fixed, scenario_.settings.duration(setting, fixed, start_.domain), false);
  }

  void add(Setting setting, Moment fixed, Duration kept, bool is_own) {
    std::vector<Moment> moments;
    const Instant last = std::min(start_.ended, scenario_.horizon);
    const auto collect = [&](Domain domain) {
      for (const auto& change : scenario_.settings.changes(setting, domain)) {
        if (change.from > fixed && change.from.at <= last) moments.push_back(change.from);
      }
    };
    collect(general_domain);
    if (start_.domain != general_domain) collect(start_.domain);
    std::sort(moments.begin(), moments.end());
    SettingValue before = scenario_.settings.at(setting, fixed, start_.domain);
    for (const Moment& moment : moments) {
      const SettingValue after = scenario_.settings.at(setting, moment, start_.domain);
      if (after != before) {
        found_.push_back(
            {moment.at, setting, before, after, kept.count(), is_own, rule_of(setting, start_.identity)});
      }
      before = after;
    }
  }

  const Scenario& scenario_;
  const Start& start_;
  std::vector<LateChange> found_;
};

}  // namespace

std::vector<LateChange> late_changes(const Scenario& scenario, const Start& start) {
  return start.work == nullptr ? std::vector<LateChange>{} : Search(scenario, start).all();
}

}  // namespace outlive::output
