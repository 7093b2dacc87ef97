#include "sim/input/projects.hpp"

#include <limits>
#include <utility>

#include "sim/input/compute_schema.hpp"
#include "sim/input/emr_workers.hpp"
#include "sim/input/scalars.hpp"

namespace outlive::input {
namespace {

// Whether something is ever there, whenever that is.
constexpr Moment the_end{Instant::max(), std::numeric_limits<std::uint32_t>::max()};

}  // namespace

void Projects::read(Node section) {
  static const TypeRef schema = projects_schema();
  for (const Node node : section) {
    const bool repeated = section.find(node.key()) != node;  // reported when the file was read
    if (repeated) continue;
    if (!is_identifier(node.key()) || !sound_(node, *schema->keys.front().type)) {
      names_.projects.expect(node.key());
      continue;
    }
    names_.projects.declare(std::string(node.key()), static_cast<Number>(projects_.size()));
    projects_.push_back(read_project(node));
  }
}

Projects::Project Projects::read_project(Node node) {
  Project project;
  for (const Node member : node.find("members")) {
    const auto user = names_.users.resolve(member, the_end, problems_);
    if (user) project.members.insert(*user);
    project.knows_members = project.knows_members && user.has_value();
  }
  project.compute = node.find("compute");
  for (const Node connection : project.compute) {
    if (!has_its_host(connection)) project.faulty.emplace(connection.key());
  }
  return project;
}

/// That a connection nobody uses is right, too. Prices are missed only where it is used.
bool Projects::has_its_host(Node connection) {
  for (const std::string_view word : {host_word::application, host_word::cluster}) {
    const Node host = connection.find(word);
    if (host && !names_.hosts.resolve(host.text(), host.place(), the_end, problems_, word)) return false;
  }
  return connection.find("service").text() != "emr_serverless" ||
         read_emr_workers(connection, problems_).has_value();
}

bool Projects::admits(Node name, Number user, Moment now) const {
  const auto number = names_.projects.resolve(name, now, problems_);
  if (!number) return false;
  const Project& project = projects_[*number];
  if (project.members.contains(user)) return true;
  if (project.knows_members) {
    problems_.error(name.place(), scenario_.users[user].name + " is no member of project " +
                                      quote(name.text()) + ": 'projects: " + std::string(name.text()) +
                                      ": members:' does not name " + scenario_.users[user].name);
  }
  return false;
}

Node Projects::connection(Node project, Node compute, Moment now) const {
  const auto number = names_.projects.resolve(project, now, problems_);
  if (!number) return {};
  const Project& found = projects_[*number];
  if (found.faulty.contains(compute.text())) return {};
  if (const Node connection = found.compute.find(compute.text())) return connection;
  std::vector<std::string> known;
  for (const Node other : found.compute) known.emplace_back(other.key());
  const std::string hint = did_you_mean(compute.text(), known);
  problems_.error(
      compute.place(),
      "project " + quote(project.text()) + " has no connection " + quote(compute.text()) +
          (hint.empty()
               ? "; connections are named under 'projects: " + std::string(project.text()) + ": compute:'"
               : hint));
  return {};
}

}  // namespace outlive::input
