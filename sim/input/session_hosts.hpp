// Where the sessions of EMR run: in an application or cluster of the timeline.
#pragma once

#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"
#include "sim/input/names.hpp"

namespace outlive::input {

struct SessionHosts {
  const Names& names;
  const std::vector<Number>&
      setup_of;  // by host: what it was set up with at first; no_number if that is not known

  /// Puts a session as `compute` describes it into the host that `compute` names; other work needs none. False if
  /// there is no such thing at `now`, which is reported: at `through`, where a line names what describes the session.
  [[nodiscard]] bool place(Node compute, Node through, Moment now, const Scenario& scenario, Work& work,
                           Diagnostics& problems) const;

 private:
  [[nodiscard]] bool may_have_ttl(Number application, const Place& ttl, const Scenario& scenario,
                                  Diagnostics& problems) const;
};

}  // namespace outlive::input
