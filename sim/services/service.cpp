#include "sim/services/service.hpp"

namespace outlive::services {

const Service& service_of(ServiceType type) {
  static constexpr std::array<const Service*, service_type_count> services{
      &glue_session_service,     &glue_job_service,       &glue_streaming_job_service,
      &training_job_service,     &processing_job_service, &emr_serverless_session_service,
      &emr_ec2_session_service,  &athena_query_service,   &redshift_query_service,
      &quicksight_query_service, &notebook_run_service,   &traced_job_service,
  };
  return *services[static_cast<std::size_t>(type)];
}

}  // namespace outlive::services
