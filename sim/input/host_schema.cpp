#include "sim/input/host_schema.hpp"

#include "sim/input/compute_schema.hpp"
#include "sim/input/schema_fields.hpp"

namespace outlive::input {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

Field application_field() { return required("application", identifier(), "The application, by its `id`."); }

std::vector<Variant> app_lines() {
  return {
      does(
          "open_app", "Opens a Studio app (JupyterLab or Code Editor) [IDC-3].",
          {user_field(), required("id", identifier(), "A name for the app."), from_field(),
           optional("type", choice({"jupyterlab", "code_editor"}),
                    "What keeps it active: JupyterLab an open notebook (assumption B-15), Code Editor only a "
                    "statement that runs or waits.",
                    "jupyterlab"),
           optional("studio", choice({"sagemaker", "unified"}), "SageMaker Studio, or Unified Studio.",
                    "sagemaker"),
           optional(
               "instance_type", identifier(),
               "Such as ml.t3.medium, which the price book must know; billed while the app is InService.",
               "not billed"),
           optional("idle_timeout",
                    duration({.min = minutes{60}, .max = days{365}, .none = true, .rule = "SM-12"}),
                    "Shuts the app down when nothing in it has been active for so long.",
                    "the setting in force"),
           optional("start_up", duration({.max = hours{24}}), "Time from Pending to InService; not billed.",
                    "the setting in force"),
           optional("project", identifier(), "The project of Unified Studio that it is opened in.")}),
      does("restart_app",
           "Stops the app and opens it again, which is when changed identity propagation takes effect.",
           {app_field(), owner_field(), from_field()}),
      does("stop_app", "Stops the app; the notebooks in it close.", {app_field(), owner_field()}),
  };
}

/// What can be changed of an application later, too.
std::vector<Field> application_fields() {
  return {
      background_sessions_field("Its own switch of user background sessions [EMRS-1]."),
      optional("auto_stop", duration({.min = minutes{1}, .max = days{7}, .none = true, .rule = "EMRS-6"}),
               "Stops it when it has had no session for so long.", "emr_serverless.auto_stop"),
      optional("maximum_vcpu", any_of({integer({.min = 1, .max = most_vcpu}), choice({"none"})}),
               "vCPUs that it holds at most [EMRS-9]; an update counts while it is not started [EMRS-10].",
               "none"),
      optional(
          "initial_capacity", object(emr_worker_fields(0)),
          "Pre-initialised workers, billed from its start to its stop [EMRS-7]; an update counts while it "
          "is not started [EMRS-10]. `workers: 0` takes them away.",
          "none"),
  };
}

std::vector<Variant> application_lines() {
  return {
      does("create_application", "CreateApplication of EMR Serverless; a session needs it started.",
           joined({user_field(), required("id", identifier(), "A name for the application."),
                   optional("release", release(),
                            "Of EMR. Identity propagation, and so a background session, needs 7.8 [EMRS-5].",
                            "7.8"),
                   optional("auto_start", flag(), "A session starts it; else `start_application` does.",
                            "false")},
                  application_fields())),
      does("update_application", "UpdateApplication: changes what the line names.",
           joined({application_field(), anyone_field()}, application_fields())),
      does("start_application", "StartApplication.", {application_field(), anyone_field()}),
      does("stop_application", "StopApplication: its sessions end.", {application_field(), anyone_field()}),
  };
}

std::vector<Variant> cluster_lines() {
  return {
      does("launch_cluster", "RunJobFlow: launches a cluster of EMR on EC2, billed until it terminates.",
           {user_field(), required("id", identifier(), "A name for the cluster."),
            required("instance_type", identifier(), "Such as m5.xlarge; the price book must know it."),
            optional("instances", integer({.min = 1, .max = most_workers}), "How many.", "3"),
            optional("vcpu", integer({.min = 1, .max = most_vcpu}),
                     "vCPUs that YARN hands out to its sessions; whoever finds none left waits "
                     "(emr_ec2.queues_when_full).",
                     "unlimited"),
            optional("release", release(),
                     "Of EMR. Identity propagation needs 6.15, a background session 7.11 [EMR-7].", "7.11"),
            background_sessions_field("The switch in the security configuration of the cluster."),
            optional("unified_studio", flag(), "Unified Studio has provisioned it.", "true"),
            optional("bootstrap", flag(),
                     "The bootstrap script that background sessions need on any other cluster [EMR-7].",
                     "false"),
            optional("idle_timeout",
                     duration({.min = minutes{1}, .max = days{7}, .none = true, .rule = "EMR-5"}),
                     "Auto-termination: ends the cluster when it has been idle for so long.",
                     "emr_ec2.cluster_idle_timeout"),
            optional("start_up", duration({.max = hours{24}}), "Time from launch to WAITING; billed.",
                     "emr_ec2.cluster_start_up")}),
      does("terminate_cluster", "TerminateJobFlows: its sessions end.",
           {required("cluster", identifier(), "The cluster, by its `id`."), anyone_field()}),
  };
}

}  // namespace

std::vector<Variant> host_lines() {
  std::vector<Variant> all = app_lines();
  for (auto&& variants : {application_lines(), cluster_lines()}) {
    all.insert(all.end(), variants.begin(), variants.end());
  }
  return all;
}

}  // namespace outlive::input
