#include "sim/output/audit_host_requests.hpp"

namespace outlive::output::requests {
namespace {

std::int64_t minutes(Duration duration) { return duration / std::chrono::minutes{1}; }

const HostSpec& spec_of(const HostSubject& host) { return host.scenario.hosts[host.number]; }

/// The name under which the first meter is priced, "studio.ml.t3.medium"; empty: nothing is billed.
std::string_view priced_as(const HostSubject& host) {
  const SkuNumber sku = host.setup == nullptr ? no_sku : host.setup->meters[0].sku;
  return sku == no_sku ? std::string_view{} : host.scenario.prices.skus.at(sku).name;
}

std::string release_label(Release release) {
  return "emr-" + std::to_string(release.major) + "." + std::to_string(release.minor) + ".0";
}

// --- Apps ---

Json app_name(const HostSubject& app) {
  const HostSpec& spec = spec_of(app);
  return {{"domainId", app.ids.domain(app.scenario.users[spec.user].domain, audit_host_of(spec.type).domain)},
          {"spaceName", spec.name},
          {"appType", app.setup != nullptr && app.setup->code_editor ? "CodeEditor" : "JupyterLab"},
          {"appName", "default"}};
}

// --- Applications ---

Json application_id(const HostSubject& application) {
  return {{"applicationId", application.ids.host(application.number)}};
}

Json initial_capacity(const Workers& workers) {
  return {{"Executor",
           {{"workerCount", workers.count},
            {"workerConfiguration",
             {{"cpu", std::to_string(workers.vcpu) + " vCPU"},
              {"memory", std::to_string(workers.memory_gb) + " GB"},
              {"disk", std::to_string(workers.storage_gb) + " GB"}}}}}};
}

/// What creation and updates have in common: only what the line sets.
void add_setup(Json& request, const HostSetup& setup) {
  if ((setup.changes & HostSetup::initial_capacity) != 0 && setup.initial.count > 0) {
    request["initialCapacity"] = initial_capacity(setup.initial);
  }
  if ((setup.changes & HostSetup::maximum) != 0 && setup.maximum_vcpu > 0) {
    request["maximumCapacity"] = {{"cpu", std::to_string(setup.maximum_vcpu) + " vCPU"}};
  }
  if ((setup.changes & HostSetup::auto_stop) != 0 && setup.idle_timeout != from_settings) {
    Json& stop = request["autoStopConfiguration"];
    stop["enabled"] = setup.idle_timeout != unlimited;
    if (setup.idle_timeout != unlimited) stop["idleTimeoutMinutes"] = minutes(setup.idle_timeout);
  }
  if ((setup.changes & HostSetup::flag) != 0) {
    request["identityCenterConfiguration"] = {{"identityCenterInstanceArn", instance_arn},
                                              {"userBackgroundSessionsEnabled", setup.background_sessions}};
  }
}

}  // namespace

void create_app(const HostSubject& app, Call& call) {
  call.request = app_name(app);
  const std::string_view price = priced_as(app);
  if (!price.empty()) {
    call.request["resourceSpec"] = {{"instanceType", price.substr(price.find('.') + 1)}};
  }
  call.response["appArn"] = app.ids.arn("sagemaker", "app/" + spec_of(app).name + "/default");
}

void delete_app(const HostSubject& app, Call& call) { call.request = app_name(app); }

void create_application(const HostSubject& application, Call& call) {
  const HostSetup& setup = *application.setup;
  call.request = {
      {"name", spec_of(application).name}, {"releaseLabel", release_label(setup.release)}, {"type", "SPARK"}};
  add_setup(call.request, setup);
  call.request["autoStartConfiguration"] = {{"enabled", setup.auto_start}};
  call.response = application_id(application);
  call.response["arn"] =
      application.ids.arn("emr-serverless", "/applications/" + application.ids.host(application.number));
}

void update_application(const HostSubject& application, Call& call) {
  call.request = call.response = application_id(application);
  add_setup(call.request, *application.setup);
}

void switch_application(const HostSubject& application, Call& call) {
  call.request = application_id(application);
}

void run_job_flow(const HostSubject& cluster, Call& call) {
  const HostSetup& setup = *cluster.setup;
  call.request = {{"name", spec_of(cluster).name}, {"releaseLabel", release_label(setup.release)}};
  Json& instances = call.request["instances"];
  instances["instanceCount"] = setup.meters[0].units;
  instances["keepJobFlowAliveWhenNoSteps"] = true;
  const std::string_view price = priced_as(cluster);
  if (!price.empty()) {
    constexpr std::string_view prefix = "emr_ec2.instance.";
    instances["slaveInstanceType"] = price.starts_with(prefix) ? price.substr(prefix.size()) : price;
  }
  if (setup.idle_timeout != from_settings && setup.idle_timeout != unlimited) {
    call.request["autoTerminationPolicy"] = {{"idleTimeout", setup.idle_timeout / std::chrono::seconds{1}}};
  }
  // The flag stands in the configuration that it names; its name tells which.
  call.request["securityConfiguration"] =
      setup.background_sessions ? "with-background-sessions" : "without-background-sessions";
  call.response["jobFlowId"] = cluster.ids.host(cluster.number);
}

void terminate_job_flows(const HostSubject& cluster, Call& call) {
  call.request["jobFlowIds"] = Json::array({cluster.ids.host(cluster.number)});
}

}  // namespace outlive::output::requests
