#include "sim/input/open_sign_ins.hpp"

#include <algorithm>

#include "sim/identity/sign_in_duration.hpp"
#include "sim/input/scalars.hpp"
#include "sim/text/duration.hpp"

namespace outlive::input {

void OpenSignIns::begin(Number user, Number sign_in, Moment now) {
  if (scenario_.directory.standing(user, now) != Standing::active) return;  // refused (IDC-13)
  open_[user].push_back({sign_in, now, after(now.at, identity::sign_in_duration(scenario_.settings, now))});
}

void OpenSignIns::end(Number user, Number sign_in) {
  std::erase_if(open_[user], [=](const Open& open) { return open.sign_in == sign_in; });
}

void OpenSignIns::end_all(Number user) { open_[user].clear(); }

void OpenSignIns::forget_ended(Number user, Moment now) {
  // What expires at this instant was over before anyone acted; who is disabled loses all (IDC-13).
  std::erase_if(open_[user], [&](const Open& open) {
    return open.expires <= now.at || !scenario_.directory.active_throughout(user, open.since, now);
  });
}

Number OpenSignIns::only(Number user) const {
  return open_[user].size() == 1 ? open_[user].front().sign_in : no_number;
}

std::optional<Number> OpenSignIns::meant(Node line, Number user, const Names& names, Moment now,
                                         Diagnostics& problems) {
  forget_ended(user, now);
  if (const Node from = line.find("from")) {
    const auto sign_in = names.resolve(from, now, problems);
    if (sign_in && scenario_.sign_ins[*sign_in].user == no_number)
      return std::nullopt;  // its line has a problem
    if (sign_in && scenario_.sign_ins[*sign_in].user != user) {
      problems.error(from.place(), "sign-in " + quote(from.text()) + " is that of " +
                                       scenario_.users[scenario_.sign_ins[*sign_in].user].name + ", not of " +
                                       scenario_.users[user].name);
      return std::nullopt;
    }
    return sign_in;
  }
  const std::vector<Open>& open = open_[user];
  if (open.size() <= 1 || !certain_) return no_number;
  constexpr std::size_t most_named = 5;
  std::string which;
  bool all_named = true;
  for (std::size_t i = 0; i < std::min(open.size(), most_named); ++i) {
    const std::string& name = scenario_.sign_ins[open[i].sign_in].name;
    if (!which.empty()) which += ", ";
    all_named = all_named && !name.empty();
    which += name.empty() ? "one without an id (line " + std::to_string(open[i].since.line) + ")" : name;
  }
  if (open.size() > most_named) which += ", ...";
  problems.error(line.place(), scenario_.users[user].name + " has " + std::to_string(open.size()) +
                                   " sign-ins open at " + text::format_duration(now.at.time_since_epoch()) +
                                   " (" + which + "); " + (all_named ? "" : "give each an 'id' and ") +
                                   "say which is meant with 'from'");
  return std::nullopt;
}

}  // namespace outlive::input
