#include "sim/input/compute_schema.hpp"

#include <string>
#include <utility>

#include "sim/input/schema_fields.hpp"
#include "sim/services/glue.hpp"

namespace outlive::input {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr const char* worker_sizes = "EMRS-APP";

std::vector<Field> glue_fields() {
  return joined(
      glue_worker_fields(),
      {optional("glue_version", choice({"0.9", "1.0", "2.0", "3.0", "4.0", "5.0", "5.1"}),
                "The release of Glue. Identity propagation, and so a background session, needs 5.0 "
                "[GLUE-1].",
                "5.0"),
       optional("idle_timeout", duration({.min = minutes{1}, .max = days{365}, .rule = "GLUE-5"}),
                "Ends the session when no statement has run for so long; in place of "
                "glue.idle_timeout.",
                "glue.idle_timeout"),
       optional("timeout", duration({.min = minutes{1}, .max = days{7}, .none = true, .rule = "GLUE-6"}),
                "Hard limit since creation; in place of glue.timeout.", "glue.timeout")});
}

std::vector<Field> emr_serverless_fields() {
  return joined(
      joined({required("application", identifier(), "The application that it runs in, by its `id`.")},
             emr_worker_fields(1)),
      {optional("idle_timeout", duration({.min = minutes{1}, .max = hours{24}, .rule = "EMRS-2"}),
                "Its ttl: ends the session when no statement has run for so long; needs release 7.8.",
                "emr_serverless.idle_timeout")});
}

std::vector<Field> emr_ec2_fields() {
  return {required("cluster", identifier(), "The cluster that it runs in, by its `id`."),
          optional("vcpu", integer({.min = 1, .max = most_vcpu}),
                   "vCPUs that YARN hands out to it; counts where the cluster has a limit.", "1")};
}

std::vector<Variant> services(std::vector<Field> more_of_glue, const std::vector<Field>& more) {
  return {line("service", "glue", "An AWS Glue interactive session.",
               joined(joined(glue_fields(), std::move(more_of_glue)), more)),
          line("service", "emr_serverless", "A Livy session in an application of EMR Serverless.",
               joined(emr_serverless_fields(), more)),
          line("service", "emr_ec2", "A Livy session in a cluster of EMR on EC2; the cluster is billed.",
               joined(emr_ec2_fields(), more))};
}

}  // namespace

std::vector<Field> glue_worker_fields() {
  std::vector<std::string> names;
  for (const services::WorkerType& type : services::glue_worker_types()) names.emplace_back(type.name);
  return {optional("worker_type", choice(std::move(names)), "Size of each worker.", "G.1X"),
          optional("workers", integer({.min = 1, .max = most_workers}), "How many of them.", "5")};
}

std::vector<Field> emr_worker_fields(std::int64_t least) {
  return {
      optional("workers", integer({.min = least, .max = most_workers}), "How many workers.", "3"),
      optional("vcpu", integer({.min = 1, .max = 32, .rule = worker_sizes}),
               "vCPUs of each: 1, 2, 4, 8, 16 or 32.", "4"),
      optional("memory_gb", integer({.min = 2, .max = 244, .rule = worker_sizes}),
               "Memory of each in GB; which are possible depends on its vCPUs.", "16"),
      optional("storage_gb", integer({.min = 20, .max = 200, .rule = worker_sizes}),
               "Disk of each in GB; 20 cost nothing.", "20"),
  };
}

std::vector<Variant> compute_of_a_line() {
  std::vector<Variant> all = services({scheduled_field()}, {});
  all.push_back(line(
      "compute", "", "",
      {
          required("compute", identifier(), "A connection of the user's project, in place of `service`."),
          required("project", identifier(), "The project; its user must be a member."),
      }));
  return all;
}

TypeRef projects_schema() {
  Object connection;
  connection.variants = services(
      {},
      {optional("mode", choice({"fine_grained", "compatibility"}),
                "Whether the user's identity is propagated, or the work is role-based.", "fine_grained")});
  const TypeRef project = object(
      {required("members", list_of(identifier()), "The users who work in it."),
       optional("compute", map_of(named("connection", object(std::move(connection)))),
                "Where its sessions compute: what a line has with `service`, under a name of its own.")});
  return map_by_key({{"<name>", project, "A project of Unified Studio."}});
}

}  // namespace outlive::input
