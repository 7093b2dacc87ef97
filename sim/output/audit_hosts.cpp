// Calls for what holds sessions: Studio apps, EMR Serverless applications, EMR clusters.
#include "sim/output/audit_calls.hpp"

namespace outlive::output {
namespace {

std::int64_t minutes(Duration duration) { return duration / std::chrono::minutes{1}; }

std::string label(Release release) {
  return "emr-" + std::to_string(release.major) + "." + std::to_string(release.minor) + ".0";
}

Json identity_center(const HostSetup& setup) {
  return {{"identityCenterInstanceArn", instance_arn},
          {"userBackgroundSessionsEnabled", setup.background_sessions}};
}

Json initial_capacity(const Workers& workers) {
  return {{"Executor",
           {{"workerCount", workers.count},
            {"workerConfiguration",
             {{"cpu", std::to_string(workers.vcpu) + " vCPU"},
              {"memory", std::to_string(workers.memory_gb) + " GB"},
              {"disk", std::to_string(workers.storage_gb) + " GB"}}}}}};
}

class HostCalls {
 public:
  explicit HostCalls(const Audit& audit)
      : audit_(audit),
        scenario_(audit.scenario),
        ineffective_(audit.results),
        open_(scenario_.hosts.size()) {}

  void add_all() {
    for (const Action& action : scenario_.actions) {
      if (action.at > scenario_.horizon) break;
      switch (action.verb) {
        case Verb::open_app: open_app(action); break;
        case Verb::stop_app: stop_app(action); break;
        case Verb::restart_app:
          if (open_[action.subject]) stop_app(action);
          open_app(action);
          break;
        case Verb::create_application: create_application(action); break;
        case Verb::update_application: update_application(action); break;
        case Verb::start_application: switch_application(action, "StartApplication"); break;
        case Verb::stop_application: switch_application(action, "StopApplication"); break;
        case Verb::launch_cluster: launch_cluster(action); break;
        case Verb::terminate_cluster: terminate_cluster(action); break;
        default: break;
      }
    }
  }

 private:
  [[nodiscard]] Call call(const Action& action, std::string_view source, std::string_view name, Json request,
                          Json response = nullptr) const {
    Call made{.at = action.at, .source = source, .name = name};
    made.caller = {.user = action.user, .as = Caller::As::person, .role = "DataPlatformUser"};
    made.request = std::move(request);
    made.response = std::move(response);
    return made;
  }

  [[nodiscard]] const HostSetup* setup_of(const Action& action) const {
    return action.work == no_number ? nullptr : &scenario_.setups[action.work];
  }

  // --- Apps ---

  [[nodiscard]] Json app_name(const Action& action) const {
    const HostSpec& spec = scenario_.hosts[action.subject];
    const HostSetup* setup = setup_of(action);
    const bool unified = spec.type == HostType::unified_studio_app;
    return {{"domainId", audit_.ids.domain(scenario_.users[spec.user].domain, unified)},
            {"spaceName", spec.name},
            {"appType", setup != nullptr && setup->code_editor ? "CodeEditor" : "JupyterLab"},
            {"appName", "default"}};
  }

  // Who is not signed in opens nothing; who opens what is open is only shown it.
  void open_app(const Action& action) {
    if (ineffective_.has(action)) return;
    open_[action.subject] = true;
    Json request = app_name(action);
    const HostSetup* setup = setup_of(action);
    const SkuNumber sku = setup == nullptr ? no_sku : setup->meters[0].sku;
    if (sku != no_sku) {
      const std::string& name = scenario_.prices.skus.at(sku).name;
      request["resourceSpec"] = {{"instanceType", name.substr(name.find('.') + 1)}};
    }
    const std::string space = scenario_.hosts[action.subject].name;
    Call made = call(action, "sagemaker.amazonaws.com", "CreateApp", std::move(request));
    made.response["appArn"] = audit_.ids.arn("sagemaker", "app/" + space + "/default");
    audit_.log.add(std::move(made));
  }

  void stop_app(const Action& action) {
    if (ineffective_.has(action)) return;
    open_[action.subject] = false;
    audit_.log.add(call(action, "sagemaker.amazonaws.com", "DeleteApp", app_name(action)));
  }

  // --- Applications ---

  static void refuse_background_sessions(Call& made, const Scenario& scenario) {
    const Refusal refusal =
        refusal_of(scenario, ServiceType::emr_serverless_session, Cause::background_sessions_refused);
    made.error = refusal.code;
    made.message = refusal.message;
  }

  static void add_setup(Json& request, const HostSetup& setup) {
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
      request["identityCenterConfiguration"] = identity_center(setup);
    }
  }

  void create_application(const Action& action) {
    const HostSetup* setup = setup_of(action);
    if (setup == nullptr) return;
    Json request{{"name", scenario_.hosts[action.subject].name},
                 {"releaseLabel", label(setup->release)},
                 {"type", "SPARK"}};
    add_setup(request, *setup);
    request["autoStartConfiguration"] = {{"enabled", setup->auto_start}};
    const std::string id = audit_.ids.host(action.subject);
    Call made = call(action, "emr-serverless.amazonaws.com", "CreateApplication", std::move(request));
    made.response["applicationId"] = id;
    made.response["arn"] = audit_.ids.arn("emr-serverless", "/applications/" + id);
    if (audit_.results.hosts[action.subject].cause == Cause::background_sessions_refused ||
        ineffective_.has(action)) {
      refuse_background_sessions(made, scenario_);
    }
    audit_.log.add(std::move(made));
  }

  [[nodiscard]] Json application_id(const Action& action) const {
    Json request;
    request["applicationId"] = audit_.ids.host(action.subject);
    return request;
  }

  // Refused for the switch (EMRS-1), or because the application was running (EMRS-10).
  void update_application(const Action& action) {
    const HostSetup* setup = setup_of(action);
    if (setup == nullptr) return;
    Json request = application_id(action);
    add_setup(request, *setup);
    Call made = call(action, "emr-serverless.amazonaws.com", "UpdateApplication", std::move(request),
                     application_id(action));
    if (ineffective_.has(action)) {
      if (setup->background_sessions) refuse_background_sessions(made, scenario_);
      if (made.error.empty()) {
        made.error = "ValidationException";
        made.message = "The application must be in the state CREATED or STOPPED";
      }
    }
    audit_.log.add(std::move(made));
  }

  void switch_application(const Action& action, std::string_view name) {
    Call made = call(action, "emr-serverless.amazonaws.com", name, application_id(action));
    if (ineffective_.has(action)) {
      made.error = "ValidationException";
      made.message = "The application's state or capacity does not allow it";
    }
    audit_.log.add(std::move(made));
  }

  // --- Clusters ---

  void launch_cluster(const Action& action) {
    const HostSetup* setup = setup_of(action);
    if (setup == nullptr || ineffective_.has(action)) return;
    Json request{{"name", scenario_.hosts[action.subject].name}, {"releaseLabel", label(setup->release)}};
    const MeterSpec& meter = setup->meters[0];
    Json& instances = request["instances"];
    instances["instanceCount"] = meter.units;
    instances["keepJobFlowAliveWhenNoSteps"] = true;
    if (meter.sku != no_sku) {
      constexpr std::string_view prefix = "emr_ec2.instance.";
      const std::string& name = scenario_.prices.skus.at(meter.sku).name;
      instances["slaveInstanceType"] = name.starts_with(prefix) ? name.substr(prefix.size()) : name;
    }
    if (setup->idle_timeout != from_settings && setup->idle_timeout != unlimited) {
      request["autoTerminationPolicy"] = {{"idleTimeout", setup->idle_timeout / std::chrono::seconds{1}}};
    }
    // The flag stands in the configuration that it names; its name tells which.
    request["securityConfiguration"] =
        setup->background_sessions ? "with-background-sessions" : "without-background-sessions";
    Json response;
    response["jobFlowId"] = audit_.ids.host(action.subject);
    audit_.log.add(call(action, "elasticmapreduce.amazonaws.com", "RunJobFlow", std::move(request),
                        std::move(response)));
  }

  // Ending a cluster that has ended is no error.
  void terminate_cluster(const Action& action) {
    Json request;
    request["jobFlowIds"] = Json::array({audit_.ids.host(action.subject)});
    audit_.log.add(call(action, "elasticmapreduce.amazonaws.com", "TerminateJobFlows", std::move(request)));
  }

  const Audit& audit_;
  const Scenario& scenario_;
  const IneffectiveLines ineffective_;
  std::vector<bool>
      open_;  // apps that were opened and not stopped; one that was shut down for idleness counts as open
};

}  // namespace

void add_hosts(const Audit& audit) { HostCalls(audit).add_all(); }

}  // namespace outlive::output
