// What the command line of AWS prints of sessions, statements and jobs: how long they took.
#pragma once

#include "outlive/diagnostic.hpp"
#include "sim/import/estate_draft.hpp"
#include "sim/input/source.hpp"

namespace outlive::import {

/// Adds sessions (Sessions[], or one Session), statements (Statements[]) and job runs (JobRuns[]) to the draft, or what they tell of
/// those that a CloudTrail log has started. A list of statements does not name its session: the file does, as SESSION.json, or a
/// key `SessionId` beside `Statements`. Members are those of the AWS Glue web API (Session, Statement, JobRun); statements may also be
/// what the Livy endpoint of EMR answers to GET /sessions/ID/statements.
void read_glue_lists(const input::Source& source, EstateDraft& draft, Diagnostics& problems);

/// The same of training and processing jobs: a list of summaries, or what describe-training-job or describe-processing-job prints, one
/// or a list of them (Amazon SageMaker API reference).
void read_sagemaker_jobs(const input::Source& source, EstateDraft& draft, Diagnostics& problems);

}  // namespace outlive::import
