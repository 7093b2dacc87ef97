#include "sim/services/kinds.hpp"

#include <array>

namespace outlive::services {

std::span<const lifetime::Kind> all_kinds() {
  static const std::array kinds{
      identity::interactive_session_kind,
      identity::background_session_kind,
      identity::application_session_kind,
      studio_app_kind,
      notebook_kind,
      glue_session_kind,
      statement_kind,
      glue_job_kind,
      training_job_kind,
      processing_job_kind,
      traced_job_kind,
  };
  return kinds;
}

}  // namespace outlive::services
