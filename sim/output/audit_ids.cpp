#include "sim/output/audit_ids.hpp"

#include "sim/engine/mix.hpp"
#include "sim/output/shortfall.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {

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
  constexpr Number hosts = 254;
  return user == no_number ? "203.0.113.10" : "198.51.100." + std::to_string(user % hosts + 1);
}

std::string AuditIds::host(Number host) const {
  const HostSpec& spec = scenario_.hosts[host];
  const std::string digits = hexadecimal(hash_of("host", spec.name));
  if (spec.type != HostType::cluster) return digits;
  std::string letters = "j-" + digits.substr(0, 13);
  for (char& c : letters) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  return letters;
}

std::string AuditIds::domain(Domain domain, bool unified) const {
  const std::string digits =
      hexadecimal(hash_of(unified ? "unified studio" : "domain", scenario_.domains.at(domain)));
  return "d-" + digits.substr(0, 12);
}

std::string AuditIds::session_arn(Number session) const {
  const SessionSpec& spec = scenario_.sessions[session];
  const Work& work = scenario_.works[spec.work];
  const std::string id = work.host == no_number ? std::string{} : host(work.host);
  switch (work.service) {
    case ServiceType::emr_serverless_session:
      return arn("emr-serverless", "/applications/" + id + "/sessions/" + spec.name);
    case ServiceType::emr_ec2_session:
      return arn("elasticmapreduce", "cluster/" + id + "/session/" + spec.name);
    default: return arn("glue", "session/" + spec.name);
  }
}

std::string AuditIds::job_arn(Number job) const {
  const JobSpec& spec = scenario_.jobs[job];
  const Work* work = work_of(scenario_, job);
  if (work == nullptr) return {};
  switch (work->service) {
    case ServiceType::training_job: return arn("sagemaker", "training-job/" + spec.name);
    case ServiceType::processing_job: return arn("sagemaker", "processing-job/" + spec.name);
    case ServiceType::glue_job:
    case ServiceType::glue_streaming_job: return arn("glue", "job/" + spec.name);
    default: return {};
  }
}

}  // namespace outlive::output
