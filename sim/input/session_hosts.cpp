#include "sim/input/session_hosts.hpp"

#include <string>

#include "sim/input/scalars.hpp"
#include "sim/input/timeline_names.hpp"
#include "sim/services/emr_serverless.hpp"

namespace outlive::input {

bool SessionHosts::place(Node compute, Node through, Moment now, const Scenario& scenario, Work& work,
                         Diagnostics& problems) const {
  const bool serverless = work.service == ServiceType::emr_serverless_session;
  if (!serverless && work.service != ServiceType::emr_ec2_session) return true;
  const std::string_view word = serverless ? host_word::application : host_word::cluster;
  const Node name = compute.find(word);
  const auto host = names.resolve(name.text(), (through ? through : name).place(), now, problems, word);
  if (!host) return false;
  const Node ttl = compute.find("idle_timeout");
  if (serverless && ttl && !may_have_ttl(*host, (through ? through : ttl).place(), scenario, problems)) {
    return false;
  }
  work.host = *host;
  if (setup_of[*host] != no_number) work.release = scenario.setups[setup_of[*host]].release;
  return true;
}

/// A ttl is known to Livy only since a release (EMRS-2).
bool SessionHosts::may_have_ttl(Number application, const Place& ttl, const Scenario& scenario,
                                Diagnostics& problems) const {
  const Number setup = setup_of[application];
  if (setup == no_number) return true;
  const Release release = scenario.setups[setup].release;
  if (release >= services::emr_serverless_release) return true;
  const auto spelt = [](Release r) { return std::to_string(r.major) + "." + std::to_string(r.minor); };
  problems.error(ttl,
                 "application " + quote(scenario.hosts[application].name) + " has release " + spelt(release) +
                     ", whose sessions have no idle_timeout of their own; that needs " +
                     spelt(services::emr_serverless_release),
                 "EMRS-2");
  return false;
}

}  // namespace outlive::input
