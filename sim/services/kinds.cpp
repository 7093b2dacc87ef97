#include "sim/services/kinds.hpp"

#include <array>

namespace outlive::services {

std::span<const lifetime::Kind> all_kinds() {
  static const std::array kinds{
      identity::interactive_session_kind,
      identity::background_session_kind,
      identity::application_session_kind,
      identity::presence_kind,
      studio_app_kind,
      unified_studio_app_kind,
      notebook_kind,
      active_notebook_kind,
      notebook_run_kind,
      glue_session_kind,
      statement_kind,
      glue_job_kind,
      training_job_kind,
      processing_job_kind,
      warm_pool_kind,
      application_kind,
      emr_serverless_session_kind,
      cluster_kind,
      emr_ec2_session_kind,
      athena_query_kind,
      redshift_query_kind,
      quicksight_query_kind,
      renewal_kind,
      credential_kind,
      traced_job_kind,
  };
  return kinds;
}

}  // namespace outlive::services
