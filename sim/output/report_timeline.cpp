#include "sim/output/report_timeline.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "sim/identity/kinds.hpp"
#include "sim/output/hosts.hpp"
#include "sim/output/life.hpp"
#include "sim/output/timeline_names.hpp"
#include "sim/output/timeline_rows.hpp"
#include "sim/output/words.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/service.hpp"
#include "sim/study/run_record.hpp"

namespace outlive::output {
namespace {

// Bytes of the indented document.
constexpr std::size_t room_of_timeline = 450'000;
constexpr std::size_t room_of_lives = 350'000;

/// As it will stand in the report, so many levels deep.
std::size_t size_of(const Json& value, std::size_t levels) {
  const std::string text = value.dump(2, ' ', false, Json::error_handler_t::replace);
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  return text.size() + lines * 2 * levels;
}

std::string_view cause_text(Cause cause) {
  return cause == Cause::none ? std::string_view{} : name_of(cause);
}

std::int64_t ms(Instant at) { return at.time_since_epoch().count(); }

class Timeline {
 public:
  Timeline(const Scenario& scenario, const Results& results)
      : scenario_(scenario), results_(results), names_(scenario), rows_(timeline_rows(scenario, results)) {}

  void write(Json& report) {
    Json& timeline = report["timeline"];
    timeline["states"] = Json::array();
    std::vector<std::pair<std::size_t, Json>> told;
    for (std::size_t left = room_of_timeline; told.size() < rows_.size();) {
      Json row = row_json(rows_[told.size()]);
      const std::size_t size = size_of(row, 3);
      if (size > left) break;
      left -= size;
      told.emplace_back(told.size(), std::move(row));
    }
    const std::size_t count = told.size();
    std::sort(told.begin(), told.end(), [&](const auto& a, const auto& b) {
      const TimelineRow& of_a = rows_[a.first];
      const TimelineRow& of_b = rows_[b.first];
      return std::tuple(of_a.begin(), of_a.key) < std::tuple(of_b.begin(), of_b.key);
    });
    timeline["rows"] = Json::array();
    for (auto& [rank, json] : told) timeline["rows"].push_back(std::move(json));
    for (const std::string_view state : states_) timeline["states"].push_back(state);
    timeline["hidden"] = rows_.size() - count;
    if (!results_.sampled_lives.empty()) timeline["note"] = note_of_sample;
    write_lives(report, count);
    write_rules(report);
  }

 private:
  static constexpr const char* note_of_sample =
      "Of populations: the first users of each, and the first thousand lifetimes of each of them. Which "
      "costs what is not "
      "known of them.";

  Json row_json(const TimelineRow& row) {
    Json all;
    all["id"] = names_.id(row);
    all["user"] = names_.user(row);
    all["kind"] = names_.kind(row.key);
    all["service"] = names_.service(row);
    all["spans"] = Json::array();
    for (const TimelineRow::Span& span : row.spans)
      all["spans"].push_back(Json::array({ms(span.from), ms(span.until), index_of(span.state)}));
    all["ended_by"] = cause_text(row.cause);
    all["rule"] = id_of(row.rule);
    name(id_of(row.rule));
    return all;
  }

  std::size_t index_of(std::string_view state) {
    const auto place = std::find(states_.begin(), states_.end(), state);
    const auto index = static_cast<std::size_t>(place - states_.begin());
    if (place == states_.end()) states_.push_back(state);
    return index;
  }

  void name(std::string_view rule) {
    if (!rule.empty()) rules_.insert(std::string(rule));
  }

  void write_rules(Json& report) const {
    for (std::size_t i = 0; i < rule_count; ++i) {
      const RuleText& rule = text_of(static_cast<Rule>(i));
      if (const std::string id(rule.id); rules_.contains(id)) report["rules"][id] = rule.text;
    }
  }

  /// Of the first `rows`, as many as there is room for.
  void write_lives(Json& report, std::size_t rows) {
    std::size_t left = room_of_lives;
    std::size_t hidden = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const TimelineRow& row = rows_[i];
      if (row.key.kind != RowKind::session && row.key.kind != RowKind::job) continue;
      Json life = i < rows && left > 0 ? life_json(row) : Json();
      const std::size_t size = life.is_null() ? left : size_of(life, 2);
      left -= std::min(left, size);
      if (left == 0) {
        ++hidden;
        continue;
      }
      for (const Json& event : life) name(event.back().get<std::string>());
      report["lives"][names_.id(row)] = std::move(life);
    }
    if (hidden > 0) report["lives_hidden"] = hidden;
  }

  [[nodiscard]] Json life_json(const TimelineRow& row) const {
    if (row.key.member == no_number) return own_life(row.key);
    Json life = Json::array();
    for (const LifeEvent& event : life_of_row(row.key, results_))
      add_event(life, event, std::string(event.kind));
    return life;
  }

  static void add_event(Json& life, const LifeEvent& event, const std::string& who) {
    life.push_back(Json::array(
        {ms(event.at), shown(who, name_width), event.state, cause_text(event.cause), id_of(event.rule)}));
  }

  [[nodiscard]] Json own_life(const RowKey& key) const {
    const bool is_job = key.kind == RowKind::job;
    const Number session = is_job ? scenario_.jobs[key.number].session : key.session;
    const Subject subject = subject_of(scenario_, results_, session, is_job ? key.number : no_number);
    Json life = Json::array();
    for (const LifeEvent& event : life_of(subject, results_))
      add_event(life, event, who(subject, scenario_, event));
    return life;
  }

  const Scenario& scenario_;
  const Results& results_;
  TimelineNames names_;
  std::vector<TimelineRow> rows_;
  std::vector<std::string_view> states_;
  std::set<std::string> rules_;  // by ID
};

}  // namespace

void add_timeline(Json& report, const Scenario& scenario, const Results& results) {
  Timeline(scenario, results).write(report);
}

}  // namespace outlive::output
