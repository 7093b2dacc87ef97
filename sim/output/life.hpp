// The subject of `explain`: one session or job, and whatever shared its life.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/output/late_changes.hpp"

namespace outlive::output {

struct Subject {
  std::string name;
  Number user = no_number;
  Number session = no_number;  // itself, or the one that it is a statement of
  Number job = no_number;      // no_number: the subject is the session
  Number origin = no_number;   // the sign-in that it was started from
  Start start;                 // of the session where there is one

  [[nodiscard]] bool is_session() const { return job == no_number; }
};

/// Nothing if neither a session nor a job has this name.
std::optional<Subject> find_subject(const Scenario& scenario, const Results& results, std::string_view name);

/// Of a session, or of a job that is not no_number: the session is then the one that it is a statement of, or no_number.
Subject subject_of(const Scenario& scenario, const Results& results, Number of_session, Number of_job);

/// What happened to it, in the order in which it did.
std::vector<LifeEvent> life_of(const Subject& subject, const Results& results);

/// Who a life event is about: `etl`, `background session` (its own), `sign-in of maria`.
std::string who(const Subject& subject, const Scenario& scenario, const LifeEvent& event);

}  // namespace outlive::output
