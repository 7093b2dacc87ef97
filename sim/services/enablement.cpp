#include "sim/services/enablement.hpp"

namespace outlive::services {
namespace {

Release release_of(const Service& service, const Work& work, const Circumstances& when) {
  return service.background == BackgroundSwitch::host ? when.host.release : work.release;
}

bool propagates(const Service& service, const Work& work, const SettingsHistory& settings,
                const Circumstances& when) {
  if (work.role_only || release_of(service, work, when) < service.needs_for_propagation) return false;
  if (service.propagation == Propagation::always) return true;
  if (!settings.flag(service.propagation_switch, when.now, when.domain)) return false;
  if (service.propagation == Propagation::at_once) return true;
  const Moment switched_on = settings.since(service.propagation_switch, when.now, when.domain);
  return when.app_started >= switched_on && when.signed_in >= switched_on;
}

bool asks_for_background(const Service& service, const SettingsHistory& settings, const Circumstances& when) {
  switch (service.background) {
    case BackgroundSwitch::never: return false;
    case BackgroundSwitch::setting: return settings.flag(service.background_switch, when.now, when.domain);
    case BackgroundSwitch::host: return when.host.asks_for_background;
  }
  return false;
}

bool refuses_off_true(const Service& service, const Assumptions& assumptions) {
  switch (service.off_true) {
    case OffTrue::refuses: return true;
    case OffTrue::falls_back: return false;
    case OffTrue::as_assumed:
      return assumptions.otherwise(Assumption::application_flag_without_identity_center);
  }
  return false;
}

}  // namespace

Grant grant_identity(const Service& service, const Work& work, const SettingsHistory& settings,
                     const Assumptions& assumptions, const Circumstances& when) {
  if (service.propagation == Propagation::assumed) {
    return {Identity::background_session, false, service.background_rule};
  }
  if (service.propagation == Propagation::never) return {Identity::role, false, service.role_rule};
  if (work.scheduled) return {Identity::role, false, Rule::idc_7};
  if (!propagates(service, work, settings, when)) return {Identity::role, false, service.role_rule};
  const Grant interactive{Identity::interactive_session, false, service.interactive_rule};
  const bool knows_background =
      release_of(service, work, when) >= service.needs_for_background && when.host.knows_background;
  if (!knows_background) return interactive;
  if (!asks_for_background(service, settings, when)) return interactive;
  if (settings.flag(Setting::background_sessions_enabled, when.now)) {
    return {Identity::background_session, false, service.background_rule};
  }
  if (refuses_off_true(service, assumptions)) return {Identity::none, true, service.refused_rule};
  if (service.off_true_rule == Rule::none) return interactive;
  return {Identity::interactive_session, false, service.off_true_rule};
}

}  // namespace outlive::services
