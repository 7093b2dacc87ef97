// explain of outlive/report.hpp: one life as dated lines, each with the rule that acted.
#include <algorithm>

#include "outlive/report.hpp"
#include "sim/output/explain_host.hpp"
#include "sim/output/explain_row.hpp"
#include "sim/output/life.hpp"
#include "sim/output/shortfall.hpp"
#include "sim/output/summary.hpp"
#include "sim/output/teller.hpp"
#include "sim/output/words.hpp"
#include "sim/services/service.hpp"
#include "sim/study/data_seen.hpp"
#include "sim/text/table.hpp"

namespace outlive {
namespace output {
namespace {

class Story {
 public:
  Story(const Scenario& scenario, const Results& results, Subject subject, const TextStyle& style)
      : scenario_(scenario), results_(results), subject_(std::move(subject)), tell_(scenario, style) {}

  std::string whole() {
    tell_.title(title());
    add_life();
    tell_.gap();
    tell_.fact("outcome", subject_.is_session() ? outcome_of_session() : outcome_of_job());
    add_data();
    add_cost();
    add_rescue();
    return std::move(tell_).text();
  }

 private:
  std::string title() const {
    const Work* work = subject_.start.work;
    std::string what = work == nullptr ? "job" : std::string(services::service_of(work->service).title);
    if (!subject_.is_session() && subject_.session != no_number) {
      what = "statement in " + shown(scenario_.sessions[subject_.session].name, who_width) + ", an " + what;
    }
    return shown(subject_.name, who_width) + ": " + what + " of " +
           shown(scenario_.users[subject_.user].name, who_width);
  }

  void add_life() {
    const std::vector<LifeEvent> life = life_of(subject_, results_);
    std::vector<LateChange> changes = late_changes(scenario_, subject_.start);
    if (life.empty() && changes.empty()) {
      tell_.line("Nothing happened: its time had not come at the horizon.", 0);
      return;
    }
    std::vector<std::string> people;
    people.reserve(life.size());
    for (const LifeEvent& event : life) people.push_back(who(subject_, scenario_, event));
    const std::vector<std::string> lines = tell_.life_lines(life, people);
    auto change = changes.begin();
    for (std::size_t i = 0; i < life.size(); ++i) {
      // What people do at an instant comes after all that was over by itself.
      for (; change != changes.end() && change->at < life[i].at; ++change) add_change(*change);
      tell_.event(life[i], lines[i]);
    }
    for (; change != changes.end(); ++change) add_change(*change);
  }

  void add_change(const LateChange& change) {
    const std::string_view key = info_of(change.setting).key;
    std::string line = dated(scenario_, change.at) + "  " + std::string(key) + " " +
                       setting_text(change.setting, change.before) + " " + std::string(tell_.ink().arrow()) +
                       " " + setting_text(change.setting, change.after) + ": ";
    const std::string kept = setting_text(change.setting, change.kept);
    const std::string owner = starter();
    line += change.given ? "not for " + owner + ", whose own line says " + kept
                         : "too late for " + owner + ", which keeps its " + kept;
    if (change.rule != Rule::none) line += " [" + std::string(id_of(change.rule)) + "]";
    tell_.line(line, life_margin);
    tell_.rule(change.rule);
  }

  // What was started, and so has its settings fixed: for a statement its session.
  std::string starter() const {
    return shown(subject_.session != no_number ? scenario_.sessions[subject_.session].name : subject_.name,
                 who_width);
  }

  std::string outcome_of_session() const {
    const SessionResult& session = results_.sessions[subject_.session];
    if (session.created == never) return "not started";
    std::string text = session.cause == Cause::horizon ? "running at the horizon" : "ended";
    if (session.rejected()) text = "rejected";
    return text + because(session.cause, session.rule) + stop_took(session) + "; " +
           counted(session.jobs, "statement") + ", " + span(session.worked) + " of work";
  }

  // Only where a model of latency made it take time.
  template <class Result>
  static std::string stop_took(const Result& result) {
    if (result.identity_lost == never || result.ended == never) return {};
    if (result.ended <= result.identity_lost) return {};
    return ", " + span(result.ended - result.identity_lost) + " after it lost its identity session";
  }

  std::string outcome_of_job() const {
    const JobResult& job = results_.jobs[subject_.job];
    std::string text = std::string(name_of(job.outcome)) + because(job.cause, job.rule) + stop_took(job);
    if (job.survived) text += "; it outlived its sign-in";
    if (job.unseen) text += "; unseen: nobody can have its results";
    if (job.outcome != Outcome::completed && job.outcome != Outcome::rejected) {
      text += "; " + span(job.worked) + " of " + span(job.takes) + " done";
      if (job.kept > Duration::zero()) text += ", " + span(job.kept) + " of it saved";
    }
    if (job.continued_by != no_number) {
      text += "; continued by " + shown(name_of_job(scenario_, job.continued_by), who_width);
    }
    return text;
  }

  /// What was vended to a job: for which table or location, how often, and until when.
  void add_data() {
    if (subject_.is_session()) return;
    const study::DataSeen seen(scenario_, results_);
    const std::vector<Number> vendings = seen.vendings_of(subject_.job);
    if (vendings.empty()) return;
    std::string heading = "data";
    for (const auto& [what, own] : by_target(seen, vendings)) {
      tell_.fact(heading, credentials(what, own));
      heading.clear();
    }
    const Instant until = results_.jobs[subject_.job].credentials_until;
    if (until != never) tell_.fact("", "the last credential expires at " + dated(scenario_, until));
  }

  using Target = std::pair<std::string, std::vector<const Vending*>>;
  std::vector<Target> by_target(const study::DataSeen& seen, const std::vector<Number>& vendings) const {
    std::vector<Target> targets;
    for (const Number number : vendings) {
      const Vending& vending = results_.vendings[number];
      const std::string name =
          vending.table != no_number ? scenario_.access.tables[vending.table].name : seen.location(vending);
      auto target = std::find_if(targets.begin(), targets.end(),
                                 [&](const Target& each) { return each.first == name; });
      if (target == targets.end()) target = targets.insert(targets.end(), {name, {}});
      target->second.push_back(&vending);
    }
    return targets;
  }

  std::string credentials(const std::string& what, const std::vector<const Vending*>& vendings) const {
    const auto allowed = static_cast<std::size_t>(std::count_if(
        vendings.begin(), vendings.end(), [](const Vending* vending) { return vending->allowed(); }));
    std::string text = shown(what, who_width) + ": ";
    if (allowed == 0) return text + "denied at " + dated(scenario_, vendings.front()->at);
    text += "credentials at " + dated(scenario_, vendings.front()->at);
    if (allowed > 1) text += ", renewed " + (allowed == 2 ? "once" : grouped(allowed - 1) + " times");
    if (vendings.size() > allowed) text += ", denied at " + dated(scenario_, vendings.back()->at);
    const Vending& last = **std::find_if(vendings.rbegin(), vendings.rend(),
                                         [](const Vending* vending) { return vending->allowed(); });
    if (last.table == no_number) return text;
    std::vector<std::string> columns;
    for (const Number column : last.columns) {
      columns.push_back(shown(scenario_.access.tables[last.table].columns[column].name, who_width));
    }
    return text + "; sees " + text::join(columns, ", ");
  }

  void add_cost() {
    const bool statement = !subject_.is_session() && subject_.session != no_number;
    if (statement) return tell_.fact("cost", "billed with its session, " + starter());
    if (const Number host = host_that_pays(); host != no_number) {
      return tell_.fact("cost", "billed with " + shown(scenario_.hosts[host].name, who_width));
    }
    const auto tell = [&](const auto& result) {
      tell_.fact("cost", tell_.money(results_.cost_of(result), !result.lines.empty()));
    };
    subject_.is_session() ? tell(results_.sessions[subject_.session]) : tell(results_.jobs[subject_.job]);
  }

  /// The cluster, or the application with its pre-initialised workers, that a session without meters of its own ran in.
  [[nodiscard]] Number host_that_pays() const {
    if (!subject_.is_session()) return no_number;
    const SessionResult& session = results_.sessions[subject_.session];
    if (session.ready == never || !session.lines.empty()) return no_number;
    return scenario_.works[scenario_.sessions[subject_.session].work].host;
  }

  void add_rescue() {
    if (subject_.is_session()) return;
    const std::vector<Shortfall> shortfalls = shortfalls_of(scenario_, results_, subject_.job);
    if (shortfalls.empty()) return;
    const bool possible = std::all_of(shortfalls.begin(), shortfalls.end(),
                                      [](const Shortfall& shortfall) { return shortfall.possible(); });
    tell_.heading(possible ? "would have saved it" : "no allowed value would have saved it");
    for (const Shortfall& shortfall : shortfalls) {
      std::string line = "  " + std::string(shortfall.limit) + ": " + span(shortfall.needed) + " or more";
      line += ", where it had " + span(shortfall.had);
      if (shortfall.set_by_line) line += " of its own line";
      if (!shortfall.possible()) line += "; " + span(shortfall.most()) + " is the most";
      tell_.line(line, 4);
    }
  }

  const Scenario& scenario_;
  const Results& results_;
  const Subject subject_;
  Teller tell_;
};

}  // namespace
}  // namespace output

std::optional<std::string> explain(const Scenario& scenario, const Results& results, std::string_view name,
                                   const TextStyle& style) {
  auto subject = output::find_subject(scenario, results, name);
  if (!subject) {
    auto of_host = output::explain_host(scenario, results, name, style);
    return of_host ? of_host : output::explain_row(scenario, results, name, style);
  }
  return output::Story(scenario, results, *std::move(subject), style).whole();
}

}  // namespace outlive
