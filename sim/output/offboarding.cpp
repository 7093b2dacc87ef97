#include "sim/output/offboarding.hpp"

#include "sim/output/words.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t user_width = 24;

}  // namespace

std::string offboarding_act(const Scenario& scenario, const study::Offboarding& row) {
  std::string text = "line " + std::to_string(row.moment.line) + ", " + dated(scenario, row.moment.at) +
                     ", " + std::string(row.act) + " ";
  if (row.users.size() > 1) return text + "of " + counted(row.users.size(), "user");
  return text + shown(scenario.users[row.users.front()].name, user_width);
}

std::string offboarding_effect(const Scenario& scenario, const study::Offboarding& row) {
  std::string text;
  if (row.jobs > 0) text = counted(row.jobs, "job");
  if (row.sessions > 0) text += (text.empty() ? "" : " and ") + counted(row.sessions, "session");
  if (text.empty()) {
    text = "ended no work";
  } else {
    text += " ended, ";
    const std::string_view last = row.jobs + row.sessions > 1 ? "the last " : "";
    text += row.takes() == Duration::zero() ? "at once" : std::string(last) + "after " + span(row.takes());
  }
  if (row.last_credential == never) return text;
  return text + "; the last credential expires at " + dated(scenario, row.last_credential) + ", " +
         span(row.last_credential - row.moment.at) + " after the act";
}

}  // namespace outlive::output
