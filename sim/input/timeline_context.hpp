// What the lines of a timeline share while they are read: names, open sign-ins, projects, and the scenario that they fill.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/directory_lines.hpp"
#include "sim/input/document.hpp"
#include "sim/input/open_sign_ins.hpp"
#include "sim/input/projects.hpp"
#include "sim/input/soundness.hpp"
#include "sim/input/timeline_names.hpp"

namespace outlive::input {

struct TimelineContext {
  TimelineContext(const Soundness& sound, Scenario& scenario_, Diagnostics& problems_)
      : scenario(scenario_),
        problems(problems_),
        names(scenario_),
        open(scenario_, sound.all()),
        projects(sound, scenario_, names, problems_),
        directory(scenario_, problems_, sound.all()) {}

  Scenario& scenario;
  Diagnostics& problems;
  TimelineNames names;
  OpenSignIns open;
  Projects projects;
  DirectoryLines directory;
  std::vector<Number>
      setup_of;  // by host: what it was set up with at first; no_number before its line, or if that has
                 // a problem

  /// Appends an action of the line, whose subject is what the line starts.
  Action& add(const TimelineLine& line, Verb verb, Number user);
  Number add_work(const Work& work);

  /// The user that a line names.
  std::optional<Number> user_of(const TimelineLine& line);

  /// The sign-in that a line means, no_number for the one that is open. What needs nobody (a schedule's work, IDC-7, and
  /// what starts nothing) means none, unless it names one.
  std::optional<Number> sign_in_of(const TimelineLine& line, Number user, bool needs_one = true);

  /// Where a line names a user although what it acts on has an owner, it must be that one. False if it is
  /// not, or if the owner is not known because the line that starts it has a problem.
  [[nodiscard]] bool check_owner(const TimelineLine& line, Number owner, const std::string& what);

  /// The app that a line names, no_number if it names none, nothing if it cannot mean that one.
  std::optional<Number> app_of(const TimelineLine& line, Number user);

  /// The host that `name` names, used by `line`: an app, an application or a cluster, as `word` says.
  std::optional<Number> host_of(const TimelineLine& line, Node name, std::string_view word);

  [[nodiscard]] bool is_scheduled(Number work) const;
};

}  // namespace outlive::input
