#include "sim/output/timeline_names.hpp"

#include <algorithm>

#include "sim/output/hosts.hpp"
#include "sim/output/report_timeline.hpp"
#include "sim/output/words.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/service.hpp"
#include "sim/study/run_record.hpp"

namespace outlive::output {
namespace {

/// Empty for statements and background sessions, whose kind no service has for itself.
std::string_view service_of_kind(std::string_view kind) {
  for (std::size_t type = 0; type < service_type_count; ++type) {
    const services::Service& service = services::service_of(static_cast<ServiceType>(type));
    if (services::all_kinds()[service.kind].name == kind) return service.name;
  }
  return {};
}

}  // namespace

TimelineNames::TimelineNames(const Scenario& scenario) : scenario_(scenario) {
  for (const SessionSpec& session : scenario.sessions) sessions_.insert(session.name);
  auto first = static_cast<Number>(scenario.users.size());
  for (const Population& population : scenario.populations) {
    first_users_.push_back(first);
    first += population.most_users;
  }
}

std::string TimelineNames::id(const TimelineRow& row) const {
  const RowKey& key = row.key;
  if (key.member != no_number)
    return user(row) + " #" + std::to_string((key.session != no_number ? key.session : key.number) + 1);
  switch (key.kind) {
    case RowKind::sign_in: {
      const std::string& name = scenario_.sign_ins[key.number].name;
      return name.empty() ? "sign-in of " + user(row) : shown(name, name_width);
    }
    case RowKind::host: return shown(scenario_.hosts[key.number].name, name_width);
    case RowKind::job: return id_of_job(key.number);
    case RowKind::background_session:
      if (key.session == no_number) return id_of_job(key.number);
      break;
    case RowKind::session: break;
  }
  return shown(scenario_.sessions[key.session].name, name_width);
}

std::string TimelineNames::user(const TimelineRow& row) const {
  if (row.key.member == no_number) return shown(scenario_.users[row.user].name, name_width);
  const auto next = std::upper_bound(first_users_.begin(), first_users_.end(), row.user);
  const auto population = static_cast<std::size_t>(next - first_users_.begin()) - 1;
  return shown(scenario_.populations[population].name, name_width) + " " +
         std::to_string(row.user - first_users_[population] + 1);
}

std::string TimelineNames::kind(const RowKey& key) const {
  switch (key.kind) {
    case RowKind::sign_in: return "sign_in";
    case RowKind::session: return "session";
    case RowKind::background_session: return "background session";
    case RowKind::job: return "job";
    case RowKind::host: break;
  }
  const HostType type = scenario_.hosts[key.number].type;
  if (type == HostType::application) return "application";
  return type == HostType::cluster ? "cluster" : "app";
}

std::string_view TimelineNames::service(const TimelineRow& row) const {
  const RowKey& key = row.key;
  if (key.kind == RowKind::sign_in) return {};
  if (key.kind == RowKind::host) return name_of(scenario_.hosts[key.number].type);
  if (key.member != no_number) return service_of_kind(row.kind);
  const bool of_job = key.number != no_number;
  Number work = of_job ? scenario_.jobs[key.number].work : no_number;
  const Number session = of_job ? scenario_.jobs[key.number].session : key.session;
  if (work == no_number && session != no_number) work = scenario_.sessions[session].work;
  return work == no_number ? std::string_view{} : services::service_of(scenario_.works[work].service).name;
}

std::string TimelineNames::id_of_job(Number job) const {
  const std::string name = study::name_of_job(scenario_, job);
  return shown((sessions_.contains(name) ? "jobs." : "") + name, name_width);
}

}  // namespace outlive::output
