#include "sim/input/host_decoder.hpp"

#include <string>

#include "sim/input/decode.hpp"
#include "sim/input/emr_workers.hpp"
#include "sim/input/skus.hpp"
#include "sim/services/emr_ec2.hpp"
#include "sim/services/emr_serverless.hpp"
#include "sim/services/service.hpp"

namespace outlive::input {
namespace {

constexpr const char* studio_sku = "studio.";  // with the instance type behind it
constexpr std::int64_t default_instances = 3;

std::int64_t maximum_of(Node node) { return node.text() == "none" ? 0 : as_integer(node); }

}  // namespace

std::optional<HostSetup> read_app(Node line, HostType type, const PriceBook& prices, Diagnostics& problems) {
  HostSetup setup{.type = type};
  const Node kind = line.find("type");
  setup.code_editor = kind && kind.text() == "code_editor";
  setup.start_up = value_or(line.find("start_up"), as_duration, from_settings);
  setup.idle_timeout = value_or(line.find("idle_timeout"), as_duration, from_settings);
  if (const Node instance = line.find("instance_type")) {
    const auto meters = instance_meters({studio_sku}, instance, 1, prices, problems);
    if (!meters) return std::nullopt;
    setup.meters = *meters;
  }
  return setup;
}

std::optional<HostSetup> read_application(Node line, const PriceBook& prices, Diagnostics& problems) {
  HostSetup setup{.type = HostType::application};
  setup.release = value_or(line.find("release"), as_release, services::emr_serverless_release);
  setup.auto_start = value_or(line.find("auto_start"), as_flag, false);
  unsigned given = 0;
  if (const Node flag = line.find("background_sessions")) {
    given |= HostSetup::flag;
    setup.background_sessions = as_flag(flag);
  }
  if (const Node auto_stop = line.find("auto_stop")) {
    given |= HostSetup::auto_stop;
    setup.idle_timeout = as_duration(auto_stop);
  }
  if (const Node maximum = line.find("maximum_vcpu")) {
    given |= HostSetup::maximum;
    setup.maximum_vcpu = maximum_of(maximum);
  }
  if (const Node initial = line.find("initial_capacity")) {
    given |= HostSetup::initial_capacity;
    const auto workers = read_emr_workers(initial, problems);
    if (!workers) return std::nullopt;
    const auto meters = meters_of(*workers, initial.key_place(), prices, problems);
    if (!meters) return std::nullopt;
    setup.initial = *workers;
    setup.meters = *meters;
  }
  const bool updates = static_cast<bool>(line.find("application"));
  if (updates && given == 0) {
    problems.error(line.place(),
                   "'do: update_application' changes nothing; expected background_sessions, auto_stop, "
                   "maximum_vcpu or initial_capacity");
    return std::nullopt;
  }
  if (updates) setup.changes = static_cast<std::uint8_t>(given);
  return setup;
}

std::optional<HostSetup> read_cluster(Node line, const PriceBook& prices, Diagnostics& problems) {
  const std::string prefix(services::emr_ec2_session_service.sku);
  const std::int64_t instances = value_or(line.find("instances"), as_integer, default_instances);
  const auto meters = instance_meters({prefix + ".instance.", prefix + ".uplift."},
                                      line.find("instance_type"), instances, prices, problems);
  if (!meters) return std::nullopt;
  HostSetup setup{.type = HostType::cluster, .meters = *meters};
  setup.release = value_or(line.find("release"), as_release, services::emr_release_with_background_sessions);
  setup.maximum_vcpu = value_or(line.find("vcpu"), as_integer, std::int64_t{0});
  setup.background_sessions = value_or(line.find("background_sessions"), as_flag, false);
  setup.can_have_background_sessions = value_or(line.find("unified_studio"), as_flag, true) ||
                                       value_or(line.find("bootstrap"), as_flag, false);
  setup.idle_timeout = value_or(line.find("idle_timeout"), as_duration, from_settings);
  setup.start_up = value_or(line.find("start_up"), as_duration, from_settings);
  return setup;
}

}  // namespace outlive::input
