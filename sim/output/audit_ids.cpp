#include "sim/output/audit_ids.hpp"

#include "sim/engine/mix.hpp"
#include "sim/output/audit_services.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {
namespace {

std::string last_byte(Number number) {
  constexpr Number addresses = 254;
  return std::to_string(number % addresses + 1);
}

}  // namespace

std::uint64_t hash_of(std::string_view purpose, std::string_view name, std::uint64_t number) {
  std::uint64_t hash = 0xCBF29CE484222325;  // FNV-1a, then a finaliser
  const auto add = [&](std::string_view words) {
    for (const char c : words) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    hash = (hash ^ 0xffU) * 0x100000001B3;  // a byte that UTF-8 does not know keeps words apart
  };
  add(purpose);
  add(name);
  return engine::mix(hash ^ engine::mix(number + 1));
}

std::string uuid(std::string_view purpose, std::string_view name, std::uint64_t number) {
  const std::uint64_t first = hash_of(purpose, name, number);
  std::string digits = hexadecimal(first) + hexadecimal(engine::mix(first ^ 0x9E3779B97F4A7C15));
  digits[12] = '4';
  digits[16] = "89ab"[first & 3U];
  for (const std::size_t at : {20U, 16U, 12U, 8U}) digits.insert(at, 1, '-');
  return digits;
}

AuditIds::AuditIds(const Scenario& scenario)
    : scenario_(scenario), region_(scenario.prices.region.empty() ? "us-east-1" : scenario.prices.region) {}

std::string AuditIds::arn(std::string_view service, std::string_view resource) const {
  return "arn:aws:" + std::string(service) + ":" + region_ + ":" + std::string(account) + ":" +
         std::string(resource);
}

std::string AuditIds::role_arn(std::string_view role) {
  return "arn:aws:iam::" + std::string(account) + ":role/" + std::string(role);
}

std::string AuditIds::application_arn(std::string_view application) {
  return "arn:aws:sso::" + std::string(account) + ":application/ssoins-0000000000000000/apl-" +
         hexadecimal(hash_of("application", application));
}

std::string AuditIds::user(Number user) const { return uuid("user", scenario_.users[user].name); }
std::string AuditIds::group(Number group) const { return uuid("group", scenario_.groups[group]); }

std::string AuditIds::address(Number user) {
  return user == no_number ? "203.0.113.10" : "198.51.100." + last_byte(user);
}

std::string AuditIds::host_address(Number host) { return "192.0.2." + last_byte(host); }

std::string AuditIds::host(Number host) const {
  const HostSpec& spec = scenario_.hosts[host];
  return audit_host_of(spec.type).identifier(hexadecimal(hash_of("host", spec.name)));
}

std::string AuditIds::domain(Domain domain, std::string_view kind) const {
  const std::string digits = hexadecimal(hash_of(kind, scenario_.domains.at(domain)));
  return "d-" + digits.substr(0, 12);
}

std::string AuditIds::arn_of(const Work& work, std::string_view name) const {
  const ArnShape& shape = audit_service_of(work.service).arn;
  if (shape.service.empty()) return {};
  std::string resource(shape.host_prefix);
  if (work.host != no_number) resource += host(work.host);
  return arn(shape.service, resource.append(shape.prefix).append(name));
}

std::string AuditIds::session_arn(Number session) const {
  const SessionSpec& spec = scenario_.sessions[session];
  return arn_of(scenario_.works[spec.work], spec.name);
}

std::string AuditIds::job_arn(Number job) const {
  const JobSpec& spec = scenario_.jobs[job];
  return spec.work == no_number ? std::string{} : arn_of(scenario_.works[spec.work], spec.name);
}

}  // namespace outlive::output
