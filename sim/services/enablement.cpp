#include "sim/services/enablement.hpp"

namespace outlive::services {
namespace {

bool propagates(const Service& service, const Work& work, const SettingsHistory& settings,
                const Circumstances& when) {
  if (work.release < service.needs_for_propagation) return false;
  if (!settings.flag(service.propagation_switch, when.now, when.domain)) return false;
  if (service.propagation == Propagation::at_once) return true;
  const Moment switched_on = settings.since(service.propagation_switch, when.now, when.domain);
  return when.app_started >= switched_on && when.signed_in >= switched_on;
}

}  // namespace

Grant grant_identity(const Service& service, const Work& work, const SettingsHistory& settings,
                     const Circumstances& when) {
  if (service.propagation == Propagation::assumed) {
    return {Identity::background_session, false, service.background_rule};
  }
  if (service.propagation == Propagation::never) return {Identity::role, false, service.role_rule};
  if (work.scheduled) return {Identity::role, false, Rule::idc_7};
  if (!propagates(service, work, settings, when)) return {Identity::role, false, service.role_rule};
  if (work.release < service.needs_for_background) {
    return {Identity::interactive_session, false, service.interactive_rule};
  }
  const bool instance_allows = settings.flag(Setting::background_sessions_enabled, when.now);
  const bool service_allows = settings.flag(service.background_switch, when.now, when.domain);
  if (instance_allows && service_allows)
    return {Identity::background_session, false, service.background_rule};
  if (service_allows && service.off_true == OffTrue::refuses)
    return {Identity::none, true, service.refused_rule};
  return {Identity::interactive_session, false, service.interactive_rule};
}

}  // namespace outlive::services
