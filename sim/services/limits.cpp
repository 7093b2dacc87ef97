#include "sim/services/limits.hpp"

#include "sim/services/service.hpp"

namespace outlive::services {
namespace {

constexpr Release first_with_the_timeout_of_jobs{5, 0};
constexpr Duration timeout_of_jobs = std::chrono::minutes{480};

bool has_timeout_of_jobs(const SettingsHistory& settings, const Assumptions& assumptions, const Work& work,
                         Setting setting, Moment when, Domain domain) {
  return setting == Setting::glue_timeout && work.release >= first_with_the_timeout_of_jobs &&
         assumptions.otherwise(Assumption::glue_timeout_of_release_5) &&
         !settings.is_said(setting, when, domain);
}

}  // namespace

Duration limit_at(const SettingsHistory& settings, const Assumptions& assumptions, const Work& work,
                  Limit limit, Moment when, Domain domain) {
  const auto index = static_cast<std::size_t>(limit);
  if (work.limits[index] != from_settings) return work.limits[index];
  const std::optional<Setting>& setting = service_of(work.service).limits[index].setting;
  if (!setting) return unlimited;
  if (has_timeout_of_jobs(settings, assumptions, work, *setting, when, domain)) return timeout_of_jobs;
  return settings.duration(*setting, when, domain);
}

}  // namespace outlive::services
