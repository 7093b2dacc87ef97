// audit_json and audit_lines of outlive/audit.hpp.
#include "outlive/audit.hpp"

#include "sim/output/audit_calls.hpp"

namespace outlive {
namespace output {
namespace {

std::vector<std::string> records(const Scenario& scenario, const Results& results) {
  const AuditIds ids(scenario);
  AuditLog log(scenario, ids);
  const Audit audit{scenario, results, ids, log};
  add_sign_ins(audit);
  add_work(audit);
  add_hosts(audit);
  add_vendings(audit);
  add_administrators(audit);
  return std::move(log).lines();
}

}  // namespace
}  // namespace output

std::string audit_json(const Scenario& scenario, const Results& results) {
  std::string text = "{\"Records\":[";
  bool first = true;
  for (const std::string& record : output::records(scenario, results)) {
    text += first ? "\n" : ",\n";
    text += record;
    first = false;
  }
  return text + "\n]}\n";
}

std::string audit_lines(const Scenario& scenario, const Results& results) {
  std::string text;
  for (const std::string& record : output::records(scenario, results)) text += record + '\n';
  return text;
}

}  // namespace outlive
