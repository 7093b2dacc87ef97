// The tables of all kinds of lifetimes, and their places in the span that the machine is given.
#pragma once

#include <span>

#include "sim/identity/kinds.hpp"
#include "sim/lifetime/kind.hpp"

namespace outlive::services {

enum : lifetime::KindId {
  studio_app = identity::application_session + 1,
  notebook,
  glue_session,
  statement,
  glue_job,
  training_job,
  processing_job,
  traced_job,
};

extern const lifetime::Kind studio_app_kind;      // studio.cpp
extern const lifetime::Kind notebook_kind;        // studio.cpp
extern const lifetime::Kind glue_session_kind;    // glue.cpp
extern const lifetime::Kind statement_kind;       // glue.cpp
extern const lifetime::Kind glue_job_kind;        // glue.cpp
extern const lifetime::Kind training_job_kind;    // sagemaker.cpp
extern const lifetime::Kind processing_job_kind;  // sagemaker.cpp
extern const lifetime::Kind traced_job_kind;      // traced.cpp

/// Every kind, identity first, in the order of the enumerations.
std::span<const lifetime::Kind> all_kinds();

}  // namespace outlive::services
