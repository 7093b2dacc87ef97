// What stands in requestParameters and responseElements of the calls that start and stop work (rules.md section 8.3).
#pragma once

#include "sim/output/audit_services.hpp"

namespace outlive::output::requests {

// Sessions and statements.
void create_glue_session(const WorkSubject& session, Call& call);
void stop_glue_session(const WorkSubject& session, Call& call);
void start_livy_session(const WorkSubject& session, Call& call);
void stop_livy_session(const WorkSubject& session, Call& call);
void run_statement(const WorkSubject& session, Call& call);
void cancel_statement(const WorkSubject& session, Call& call);

// Jobs.
void start_job_run(const WorkSubject& job, Call& call);
void batch_stop_job_run(const WorkSubject& job, Call& call);
void create_training_job(const WorkSubject& job, Call& call);
void stop_training_job(const WorkSubject& job, Call& call);
void create_processing_job(const WorkSubject& job, Call& call);
void stop_processing_job(const WorkSubject& job, Call& call);
void start_notebook_run(const WorkSubject& job, Call& call);
void stop_notebook_run(const WorkSubject& job, Call& call);

// Queries.
void start_query_execution(const WorkSubject& query, Call& call);
void stop_query_execution(const WorkSubject& query, Call& call);
void execute_statement(const WorkSubject& query, Call& call);
void cancel_query(const WorkSubject& query, Call& call);
void get_dashboard(const WorkSubject& query, Call& call);

// Lake Formation's GetDataAccess, beyond the table, as each engine makes it.
void data_for_glue(const AccessSubject& subject, Call& call);
void data_for_emr_serverless(const AccessSubject& subject, Call& call);
void data_for_cluster(const AccessSubject& subject, Call& call);
void data_for_athena(const AccessSubject& subject, Call& call);
void data_for_redshift(const AccessSubject& subject, Call& call);

}  // namespace outlive::output::requests
