// The tables of all kinds of lifetimes, and their places in the span that the machine is given.
#pragma once

#include <span>

#include "sim/identity/kinds.hpp"
#include "sim/lifetime/kind.hpp"

namespace outlive::services {

enum : lifetime::KindId {
  studio_app = identity::presence + 1,
  unified_studio_app,
  notebook,
  active_notebook,
  notebook_run,
  glue_session,
  statement,
  glue_job,
  training_job,
  processing_job,
  warm_pool,
  application,
  emr_serverless_session,
  cluster,
  emr_ec2_session,
  athena_query,
  redshift_query,
  quicksight_query,
  renewal,
  credential,
  traced_job,
};

extern const lifetime::Kind studio_app_kind;              // studio.cpp
extern const lifetime::Kind unified_studio_app_kind;      // studio.cpp
extern const lifetime::Kind notebook_kind;                // studio.cpp
extern const lifetime::Kind active_notebook_kind;         // studio.cpp
extern const lifetime::Kind notebook_run_kind;            // studio.cpp
extern const lifetime::Kind glue_session_kind;            // glue.cpp
extern const lifetime::Kind statement_kind;               // glue.cpp
extern const lifetime::Kind glue_job_kind;                // glue.cpp
extern const lifetime::Kind training_job_kind;            // sagemaker.cpp
extern const lifetime::Kind processing_job_kind;          // sagemaker.cpp
extern const lifetime::Kind warm_pool_kind;               // sagemaker.cpp
extern const lifetime::Kind application_kind;             // emr_serverless.cpp
extern const lifetime::Kind emr_serverless_session_kind;  // emr_serverless.cpp
extern const lifetime::Kind cluster_kind;                 // emr_ec2.cpp
extern const lifetime::Kind emr_ec2_session_kind;         // emr_ec2.cpp
extern const lifetime::Kind athena_query_kind;            // queries.cpp
extern const lifetime::Kind redshift_query_kind;          // queries.cpp
extern const lifetime::Kind quicksight_query_kind;        // queries.cpp
extern const lifetime::Kind renewal_kind;                 // credentials.cpp
extern const lifetime::Kind credential_kind;              // credentials.cpp
extern const lifetime::Kind traced_job_kind;              // traced.cpp

/// Every kind, identity first, in the order of the enumerations.
std::span<const lifetime::Kind> all_kinds();

/// Endings of an attachment that end what is bound to a sign-in, one or any of the user's (GLUE-3, B-17).
inline constexpr lifetime::KindMask sign_in_kinds =
    lifetime::in_kinds({identity::interactive_session, identity::presence});

}  // namespace outlive::services
