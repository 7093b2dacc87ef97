// explain of outlive/report.hpp: one life as dated lines, each with the rule that acted.
#include <algorithm>
#include <set>

#include "outlive/report.hpp"
#include "sim/output/ink.hpp"
#include "sim/output/life.hpp"
#include "sim/output/shortfall.hpp"
#include "sim/output/summary.hpp"
#include "sim/output/words.hpp"
#include "sim/services/service.hpp"
#include "sim/text/sanitize.hpp"
#include "sim/text/table.hpp"

namespace outlive {
namespace output {
namespace {

constexpr std::size_t who_width = 40;
constexpr std::size_t margin = 18;  // behind a date

class Story {
 public:
  Story(const Scenario& scenario, const Results& results, Subject subject, const TextStyle& style)
      : scenario_(scenario), results_(results), subject_(std::move(subject)), ink_(style) {}

  std::string whole() {
    text_ = ink_.bold(title()) + "\n\n";
    add_life();
    add_outcome();
    add_cost();
    add_rescue();
    return std::move(text_);
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

  /// Behind each line the sentence of its rule, the first time that it is named.
  void add_life() {
    const std::vector<LifeEvent> life = life_of(subject_, results_);
    std::vector<LateChange> changes = late_changes(scenario_, subject_.start);
    if (life.empty() && changes.empty()) {
      text_ += "Nothing happened: its time had not come at the horizon.\n";
      return;
    }
    const std::vector<std::string> lines = life_lines(life);
    auto change = changes.begin();
    for (std::size_t i = 0; i < life.size(); ++i) {
      // What people do at an instant comes after all that was over by itself.
      for (; change != changes.end() && change->at < life[i].at; ++change) add_change(*change);
      add_event(life[i], lines[i]);
    }
    for (; change != changes.end(); ++change) add_change(*change);
  }

  // The reason stands on a line of its own where there is no room beside the state.
  void add_event(const LifeEvent& event, const std::string& line) {
    const std::string why = reason(event);
    const bool fits = text::width_of(line) + 2 + text::width_of(why) <= ink_.width();
    text_ += line + (fits && !why.empty() ? "  " + why : "") + "\n";
    if (!fits) text_ += std::string(margin, ' ') + why + "\n";
    add_rule_text(event.rule);
  }

  static std::string reason(const LifeEvent& event) {
    std::string why(event.cause == Cause::none ? std::string_view{} : name_of(event.cause));
    if (event.rule != Rule::none) why += (why.empty() ? "[" : " [") + std::string(id_of(event.rule)) + "]";
    return why;
  }

  // When, who and the state, without trailing blanks.
  std::vector<std::string> life_lines(const std::vector<LifeEvent>& life) const {
    text::Table table({{""}, {""}, {""}});
    for (const LifeEvent& event : life) {
      table.add_row({dated(scenario_, event.at), shown(who(subject_, scenario_, event), who_width),
                     std::string(event.state)});
    }
    std::vector<std::string> lines;
    const std::string all = table.text();
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t end = all.find('\n', at);
      lines.push_back(all.substr(at, end - at));
      at = end + 1;
    }
    return lines;
  }

  void add_rule_text(Rule rule) {
    if (rule == Rule::none || !told_.insert(rule).second) return;
    const std::string sentence = std::string(margin, ' ') + std::string(text_of(rule).text);
    text_ += ink_.dim(wrap(sentence, ink_.width(), margin)) + "\n";
  }

  void add_change(const LateChange& change) {
    const std::string_view key = info_of(change.setting).key;
    std::string line = dated(scenario_, change.at) + "  " + std::string(key) + " " +
                       setting_text(change.setting, change.before) + " " + std::string(ink_.arrow()) + " " +
                       setting_text(change.setting, change.after) + ": ";
    const std::string kept = setting_text(change.setting, change.kept);
    const std::string owner = starter();
    line += change.given ? "not for " + owner + ", whose own line says " + kept
                         : "too late for " + owner + ", which keeps its " + kept;
    if (change.rule != Rule::none) line += " [" + std::string(id_of(change.rule)) + "]";
    text_ += wrap(line, ink_.width(), margin) + "\n";
    add_rule_text(change.rule);
  }

  // What was started, and so has its settings fixed: for a statement its session.
  std::string starter() const {
    return shown(subject_.session != no_number ? scenario_.sessions[subject_.session].name : subject_.name,
                 who_width);
  }

  void add_outcome() {
    text_ += "\n" + ink_.bold("outcome") + "  ";
    add_fact(subject_.is_session() ? outcome_of_session() : outcome_of_job());
  }

  // Behind a word of seven letters and two blanks.
  void add_fact(const std::string& fact) {
    constexpr std::size_t indent = 9;
    text_ += wrap(fact, ink_.width() - indent, indent) + "\n";
  }

  std::string outcome_of_session() const {
    const SessionResult& session = results_.sessions[subject_.session];
    if (session.created == never) return "not started";
    std::string text = session.cause == Cause::horizon ? "running at the horizon" : "ended";
    if (session.rejected()) text = "rejected";
    return text + because(session.cause, session.rule) + "; " + counted(session.jobs, "statement") + ", " +
           span(session.worked) + " of work";
  }

  std::string outcome_of_job() const {
    const JobResult& job = results_.jobs[subject_.job];
    std::string text = std::string(name_of(job.outcome)) + because(job.cause, job.rule);
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

  static std::string because(Cause cause, Rule rule) {
    if (cause == Cause::horizon) return {};
    std::string text = " (" + std::string(name_of(cause));
    if (rule != Rule::none) text += " [" + std::string(id_of(rule)) + "]";
    return text + ")";
  }

  void add_cost() {
    text_ += ink_.bold("cost") + "     ";
    const bool statement = !subject_.is_session() && subject_.session != no_number;
    if (statement) {
      text_ += "billed with its session, " + starter() + "\n";
      return;
    }
    const LineSpan lines =
        subject_.is_session() ? results_.sessions[subject_.session].lines : results_.jobs[subject_.job].lines;
    if (lines.empty()) {
      text_ += "nothing was billed\n";
      return;
    }
    const Cells<Money> cost = results_.cost_of(lines);
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < bucket_count; ++i) {
      const Money money = cost.bucket(static_cast<Bucket>(i));
      if (money != Money{})
        parts.push_back(std::string(name_of(static_cast<Bucket>(i))) + " " + cents(money));
    }
    std::string whole = cents(cost.total()) + " " + scenario_.prices.currency;
    if (!parts.empty()) whole += ": " + text::join(parts, ", ");
    whole += "; " + cents(cost_while(cost, Attendance::background)) + " of it while the user was signed out";
    add_fact(whole);
  }

  void add_rescue() {
    if (subject_.is_session()) return;
    const std::vector<Shortfall> shortfalls = shortfalls_of(scenario_, results_, subject_.job);
    if (shortfalls.empty()) return;
    const bool possible = std::all_of(shortfalls.begin(), shortfalls.end(),
                                      [](const Shortfall& shortfall) { return shortfall.possible(); });
    text_ += ink_.bold(possible ? "would have saved it" : "no allowed value would have saved it") + "\n";
    for (const Shortfall& shortfall : shortfalls) {
      std::string line = "  " + std::string(shortfall.limit) + ": " + span(shortfall.needed) + " or more";
      line += ", where it had " + span(shortfall.had);
      if (shortfall.set_by_line) line += " of its own line";
      if (!shortfall.possible()) line += "; " + span(shortfall.most()) + " is the most";
      text_ += wrap(line, ink_.width(), 4) + "\n";
    }
  }

  const Scenario& scenario_;
  const Results& results_;
  const Subject subject_;
  const Ink ink_;
  std::string text_;
  std::set<Rule> told_;
};

}  // namespace
}  // namespace output

std::optional<std::string> explain(const Scenario& scenario, const Results& results, std::string_view name,
                                   const TextStyle& style) {
  auto subject = output::find_subject(scenario, results, name);
  if (!subject) return std::nullopt;
  return output::Story(scenario, results, *std::move(subject), style).whole();
}

}  // namespace outlive
