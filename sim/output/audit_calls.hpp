// Who called what: the parts that an audit log is put together from, each in a file of its own.
#pragma once

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/output/audit_services.hpp"

namespace outlive::output {

/// What all parts read and write.
struct Audit {
  const Scenario& scenario;
  const Results& results;
  const AuditIds& ids;
  AuditLog& log;
};

/// Whether people's calls for this work carry the user's identity; without `onBehalfOf` where they do not.
Caller caller_of(Number user, const Work& work, Identity identity);

/// What AWS answered to a start that was refused; an empty code where no call was made: nobody was there to make it.
struct Refusal {
  std::string_view code{};
  std::string_view message{};
};
void refuse(Call& call, const Refusal& refusal);
Refusal refusal_of(const Scenario& scenario, ServiceType service, Cause cause);

/// Whether a line of the timeline turned out to have no effect.
class IneffectiveLines {
 public:
  explicit IneffectiveLines(const Results& results);
  [[nodiscard]] bool has(const Action& action) const;

 private:
  std::vector<Moment> lines_;  // sorted
};

void add_sign_ins(const Audit& audit);        // signing in and out
void add_work(const Audit& audit);            // sessions, statements, jobs and their background sessions
void add_hosts(const Audit& audit);           // apps, applications, clusters
void add_administrators(const Audit& audit);  // users, groups, assignments, settings, grants, ended sessions
void add_vendings(const Audit& audit);        // credentials of Lake Formation and S3 Access Grants

}  // namespace outlive::output
