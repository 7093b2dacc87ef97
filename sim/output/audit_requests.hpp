// What stands in requestParameters and responseElements of the calls that start and stop work (rules.md section 8.3).
#pragma once

#include <string_view>

#include "sim/output/audit_ids.hpp"
#include "sim/output/audit_log.hpp"
#include "sim/output/json.hpp"

namespace outlive::output {

struct Request {
  std::string_view name{};  // of the event; empty: there is no such call
  Json parameters = nullptr;
  Json response = nullptr;
  Json service_details = nullptr;
  EventType type = EventType::api_call;
  bool read_only = false;
};

class Requests {
 public:
  Requests(const Scenario& scenario, const AuditIds& ids) : scenario_(scenario), ids_(ids) {}

  [[nodiscard]] Request create_session(Number session, const Work& work, Moment when) const;
  [[nodiscard]] Request stop_session(Number session, const Work& work) const;
  [[nodiscard]] Request run_statement(Number session, const Work& work, std::uint32_t statement) const;
  [[nodiscard]] Request cancel_statement(Number session, const Work& work, std::uint32_t statement) const;
  [[nodiscard]] Request start_job(Number job, const Work& work, Moment when) const;
  [[nodiscard]] Request stop_job(Number job, const Work& work) const;
  /// The exchange that makes a background session for `resource`.
  static Json token(std::string_view application, const std::string& resource);

 private:
  [[nodiscard]] Json livy(Number session, const Work& work) const;
  [[nodiscard]] Request glue_session(Number session, const Work& work, Moment when) const;
  [[nodiscard]] Request training_job(Number job, const Work& work, Moment when) const;
  [[nodiscard]] Request processing_job(Number job, const Work& work, Moment when) const;
  [[nodiscard]] Request query(Number job, const Work& work) const;
  [[nodiscard]] Json instance_type(const Work& work) const;
  [[nodiscard]] Duration limit(const Work& work, Limit limit, Moment when, Number user) const;

  const Scenario& scenario_;
  const AuditIds& ids_;
};

}  // namespace outlive::output
