// Credentials that were vended to work, or refused: one record for each table and each location.
#include "sim/output/audit_calls.hpp"
#include "sim/output/shortfall.hpp"
#include "sim/study/data_seen.hpp"

namespace outlive::output {
namespace {

class VendingCalls {
 public:
  explicit VendingCalls(const Audit& audit)
      : audit_(audit), scenario_(audit.scenario), seen_(audit.scenario, audit.results) {}

  void add_all() {
    for (const Vending& vending : audit_.results.vendings) {
      const Work* work = work_of(scenario_, vending.job);
      if (work == nullptr) continue;
      if (vending.table != no_number) add_table(vending, *work);
      if (vending.location != no_number) add_location(vending, *work);
    }
  }

 private:
  [[nodiscard]] Call call(const Vending& vending, const Work& work, std::string_view source) const {
    Call made{.at = vending.at, .source = source, .name = "GetDataAccess", .read_only = true};
    made.caller = caller_of(vending.user, work, audit_.results.jobs[vending.job].identity);
    const AuditService& service = audit_service_of(work.service);
    if (service.reads_from_host) {
      made.caller.address = AuditIds::host_address(work.host);
    } else {
      made.caller.service = service.engine;
    }
    if (!vending.allowed()) refuse(made, {"AccessDenied", "Insufficient permissions"});
    return made;
  }

  void add_table(const Vending& vending, const Work& work) {
    const AuditService& service = audit_service_of(work.service);
    const JobSpec& spec = scenario_.jobs[vending.job];
    const std::string& runs_in =
        spec.session == no_number ? spec.name : scenario_.sessions[spec.session].name;
    Call made = call(vending, work, "lakeformation.amazonaws.com");
    std::string table = scenario_.access.tables[vending.table].name;
    if (const std::size_t dot = table.find('.'); dot != std::string::npos) table[dot] = '/';
    made.request["tableArn"] = audit_.ids.arn("glue", "table/" + table);
    if (vending.allowed()) made.request["durationSeconds"] = seconds(vending);
    if (service.ask_for_data != nullptr) {
      service.ask_for_data({audit_.ids, work, runs_in, uuid("query", spec.name, vending.job)}, made);
    }
    made.additional["requesterService"] = service.requester;
    made.additional["LakeFormationTrustedCallerInvocation"] = "true";
    made.additional["lakeFormationPrincipal"] =
        made.caller.as == Caller::As::person ? "arn:aws:identitystore:::user/" + audit_.ids.user(vending.user)
                                             : AuditIds::role_arn(service.role);
    audit_.log.add(std::move(made));
  }

  // Where S3 records its data events: it is one of them.
  void add_location(const Vending& vending, const Work& work) {
    Call made = call(vending, work, "s3.amazonaws.com");
    made.request["target"] = seen_.location(vending);
    made.request["permission"] = "READ";
    if (vending.allowed()) made.request["durationSeconds"] = seconds(vending);
    made.data_event = true;
    audit_.log.add(std::move(made));
  }

  static std::int64_t seconds(const Vending& vending) {
    return (vending.expires - vending.at) / std::chrono::seconds{1};
  }

  const Audit& audit_;
  const Scenario& scenario_;
  const study::DataSeen seen_;
};

}  // namespace

void add_vendings(const Audit& audit) { VendingCalls(audit).add_all(); }

}  // namespace outlive::output
