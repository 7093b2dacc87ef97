#include "sim/output/explain_host.hpp"

#include <algorithm>

#include "sim/output/hosts.hpp"
#include "sim/output/teller.hpp"
#include "sim/output/words.hpp"
#include "sim/study/quantities.hpp"

namespace outlive::output {
namespace {

Number find_host(const Scenario& scenario, std::string_view name) {
  constexpr std::string_view prefix = "hosts.";
  for (const std::string_view wanted :
       {name, name.starts_with(prefix) ? name.substr(prefix.size()) : std::string_view{}}) {
    if (wanted.empty()) continue;
    const auto host = std::find_if(scenario.hosts.begin(), scenario.hosts.end(),
                                   [&](const HostSpec& each) { return each.name == wanted; });
    if (host != scenario.hosts.end()) return static_cast<Number>(host - scenario.hosts.begin());
  }
  return no_number;
}

class HostStory {
 public:
  HostStory(const Scenario& scenario, const Results& results, Number host, const TextStyle& style)
      : scenario_(scenario),
        results_(results),
        spec_(scenario.hosts[host]),
        host_(host),
        tell_(scenario, style) {}

  std::string whole() {
    tell_.title(shown(spec_.name, who_width) + ": " + std::string(title_of(spec_.type)) + " of " +
                shown(scenario_.users[spec_.user].name, who_width));
    add_life();
    tell_.gap();
    tell_.fact("outcome", outcome());
    const HostResult& result = results_.hosts[host_];
    tell_.fact("cost", tell_.money(results_.cost_of(result), !result.lines.empty()));
    return std::move(tell_).text();
  }

 private:
  // Its own transitions only: what it held has its own story.
  void add_life() {
    std::vector<LifeEvent> life;
    for (const LifeEvent& event : results_.lives) {
      if (event.host == host_ && event.session == no_number && event.job == no_number) life.push_back(event);
    }
    if (results_.hosts[host_].created == never) {
      return tell_.line("Nothing happened: it was never opened, started or launched.", 0);
    }
    const auto lines =
        tell_.life_lines(life, std::vector<std::string>(life.size(), shown(spec_.name, who_width)));
    for (std::size_t i = 0; i < life.size(); ++i) tell_.event(life[i], lines[i]);
  }

  std::string outcome() const {
    const HostResult& host = results_.hosts[host_];
    const bool refused = host.lives == 0 && host.cause != Cause::none && host.cause != Cause::horizon;
    if (host.created == never || refused)
      return "not there" + (host.cause == Cause::none ? "" : because(host.cause, host.rule));
    return (host.cause == Cause::horizon || host.cause == Cause::none ? "there at the horizon" : "ended") +
           (host.cause == Cause::none ? "" : because(host.cause, host.rule)) + "; up for " + span(host.up) +
           (host.lives > 1 ? " in " + grouped(host.lives) + " lives" : "") + ", " +
           counted(host.sessions, "session");
  }

  const Scenario& scenario_;
  const Results& results_;
  const HostSpec& spec_;
  const Number host_;
  Teller tell_;
};

}  // namespace

std::optional<std::string> explain_host(const Scenario& scenario, const Results& results,
                                        std::string_view name, const TextStyle& style) {
  const Number host = find_host(scenario, name);
  if (host == no_number || host >= results.hosts.size()) return std::nullopt;
  return HostStory(scenario, results, host, style).whole();
}

}  // namespace outlive::output
