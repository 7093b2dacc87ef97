// Projects of Unified Studio: who works in them, and where their sessions compute.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"
#include "sim/input/soundness.hpp"
#include "sim/input/timeline_names.hpp"

namespace outlive::input {

class Projects {
 public:
  Projects(const Soundness& sound, const Scenario& scenario, TimelineNames& names, Diagnostics& problems)
      : sound_(sound), scenario_(scenario), names_(names), problems_(problems) {}

  /// Reads the section `projects:`, which may be absent, and makes the projects' names known. The names of what
  /// sessions run in must be known before.
  void read(Node section);

  /// Whether `user` is a member of the project that `name` names. If not, that is reported.
  [[nodiscard]] bool admits(Node name, Number user, Moment now) const;

  /// The connection that `compute` names in the project that `project` names; absent if there is none, which is then
  /// reported.
  [[nodiscard]] Node connection(Node project, Node compute, Moment now) const;

 private:
  struct Project {
    std::set<Number> members;
    bool knows_members = true;  // false: a member is misspelt, so nobody can be refused
    Node compute;
    std::set<std::string, std::less<>> faulty;  // connections with problems, which have been reported
  };
  [[nodiscard]] Project read_project(Node node);
  [[nodiscard]] bool has_its_host(Node connection);

  const Soundness& sound_;
  const Scenario& scenario_;
  TimelineNames& names_;
  Diagnostics& problems_;
  std::vector<Project> projects_;
};

}  // namespace outlive::input
