// What administrators' acts against people came to: when the last of the work that each ended stopped, and when the
// last credential that this work had been given expires (IDC-11 to IDC-15, DATA-1).
#pragma once

#include <string_view>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::study {

/// One line of the timeline, be it against one user or, with a group's assignment, against several.
struct Offboarding {
  Moment moment{};
  std::string_view act{};  // "revoke", as the timeline calls it
  std::vector<Number> users{};
  std::uint32_t jobs = 0;      // that it ended
  std::uint32_t sessions = 0;  // that it ended
  Instant last_stop = never;   // `never`: it ended nothing by the horizon
  /// Of that work, and of whatever else ran in those sessions; `never`: none outlived the act.
  Instant last_credential = never;

  /// From the act to the last stop; zero if it ended nothing.
  [[nodiscard]] Duration takes() const {
    return last_stop == never ? Duration::zero() : last_stop - moment.at;
  }
};

/// Every act that revokes, ends, disables, deletes, removes or denies, in the order of the timeline. Work counts for the
/// first act whose cause it bears and which took its identity: at that instant, or for what is only noticed at the next
/// refresh within half an hour (IDC-13, IDC-14; two hours by the older documentation).
std::vector<Offboarding> offboardings(const Scenario& scenario, const Results& results);

}  // namespace outlive::study
