// What stands in requestParameters and responseElements of the calls for apps, applications and clusters.
#pragma once

#include "sim/output/audit_services.hpp"

namespace outlive::output::requests {

// SageMaker.
void create_app(const HostSubject& app, Call& call);
void delete_app(const HostSubject& app, Call& call);

// EMR Serverless.
void create_application(const HostSubject& application, Call& call);
void update_application(const HostSubject& application, Call& call);
void switch_application(const HostSubject& application,
                        Call& call);  // on or off: only the event's name differs

// EMR.
void run_job_flow(const HostSubject& cluster, Call& call);
void terminate_job_flows(const HostSubject& cluster, Call& call);

}  // namespace outlive::output::requests
