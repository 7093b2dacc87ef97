// What `aws glue list-sessions`, `list-statements` and `aws sagemaker list-training-jobs`, `describe-training-job` print.
#pragma once

#include "outlive/diagnostic.hpp"
#include "sim/import/estate_draft.hpp"
#include "sim/input/source.hpp"

namespace outlive::import {

/// Adds sessions (Sessions[], or one Session) and statements (Statements[]) to the draft, or what they tell of those that a CloudTrail
/// log has started. A list of statements does not name its session: the file does, as SESSION.json, or a key `SessionId` beside
/// `Statements`. Names of members are those of the AWS Glue web API (Session, Statement).
void read_glue_lists(const input::Source& source, EstateDraft& draft, Diagnostics& problems);

/// The same of training jobs: TrainingJobSummaries[], or one or a list of what describe-training-job prints (Amazon SageMaker API
/// reference, DescribeTrainingJob).
void read_training_jobs(const input::Source& source, EstateDraft& draft, Diagnostics& problems);

}  // namespace outlive::import
