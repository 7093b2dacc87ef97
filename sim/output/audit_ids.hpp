// The names that AWS would have given to what a scenario names: made up, stable, and recognisable as made up.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "outlive/scenario.hpp"

namespace outlive::output {

/// The account of the documentation's examples.
inline constexpr std::string_view account = "111122223333";
inline constexpr std::string_view identity_store = "d-0000000000";
inline constexpr std::string_view instance_arn = "arn:aws:sso:::instance/ssoins-0000000000000000";
inline constexpr std::string_view identity_store_arn =
    "arn:aws:identitystore::111122223333:identitystore/d-0000000000";

/// A hash of a few words; the same on every machine.
std::uint64_t hash_of(std::string_view purpose, std::string_view name, std::uint64_t number = 0);

/// `3f2c...`: shaped like a UUID of version 4, and always the same for the same words.
std::string uuid(std::string_view purpose, std::string_view name, std::uint64_t number = 0);

class AuditIds {
 public:
  explicit AuditIds(const Scenario& scenario);

  [[nodiscard]] const std::string& region() const { return region_; }
  /// `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`.
  [[nodiscard]] std::string arn(std::string_view service, std::string_view resource) const;
  static std::string role_arn(std::string_view role);
  static std::string application_arn(std::string_view application);

  [[nodiscard]] std::string user(Number user) const;
  [[nodiscard]] std::string group(Number group) const;
  /// An address of the ranges that are kept for documentation (RFC 5737); no_number: an administrator's.
  [[nodiscard]] static std::string address(Number user);
  /// A cluster's, of another of these ranges.
  [[nodiscard]] static std::string host_address(Number host);
  /// What the vendor calls an application, a cluster or a domain: an identifier instead of a name.
  [[nodiscard]] std::string host(Number host) const;
  [[nodiscard]] std::string domain(Domain domain, std::string_view kind) const;
  /// The ARN that CloudTrail names as the `resource` of a background session.
  [[nodiscard]] std::string session_arn(Number session) const;
  /// Empty for what has none: a query, a row of a trace.
  [[nodiscard]] std::string job_arn(Number job) const;

 private:
  [[nodiscard]] std::string arn_of(const Work& work, std::string_view name) const;

  const Scenario& scenario_;
  std::string region_;
};

}  // namespace outlive::output
