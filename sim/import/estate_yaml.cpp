#include <algorithm>
#include <tuple>

#include "sim/import/estate_draft.hpp"
#include "sim/import/text_lines.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/instant.hpp"
#include "sim/text/sanitize.hpp"
#include "sim/text/yaml_scalar.hpp"

namespace outlive::import {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;

/// One line of the timeline on its way into the file.
struct Written {
  std::int64_t at_ms;
  Rank rank;
  std::string text;  // "user: ana, do: sign_in"
  std::string comment;
};

/// Settings as a tree, since a file nests what a dotted key joins.
struct Branch {
  std::map<std::string, Branch> branches;
  std::string value;
  std::string comment;
};

void plant(Branch& root, std::string_view key, const std::string& value, const std::string& comment) {
  Branch* at = &root;
  for (;;) {
    // What is behind quotas is the name of an instance type, dots and all.
    const std::size_t dot = key.find('.');
    const bool is_last = dot == std::string_view::npos || key.starts_with("ml.");
    at = &at->branches[std::string(is_last ? key : key.substr(0, dot))];
    if (is_last) break;
    key.remove_prefix(dot + 1);
  }
  at->value = value;
  at->comment = comment;
}

void write(const Branch& branch, std::size_t depth, std::string& yaml) {
  for (const auto& [key, below] : branch.branches) {
    yaml += std::string(2 * depth, ' ') + key + ":";
    if (below.branches.empty())
      yaml += " " + below.value + (below.comment.empty() ? "" : "  # " + below.comment);
    yaml += "\n";
    write(below, depth + 1, yaml);
  }
}

class Writer {
 public:
  Writer(const EstateDraft& draft, const std::vector<Override>& settings, std::string_view what)
      : draft_(draft), settings_(settings), what_(what) {
    sign_in_duration_ = duration_setting(settings, Setting::interactive_session_duration);
    of_users_.resize(draft.users.size());
    for (const DraftSignIn& each : draft.sign_ins) ++of_users_[each.user];
  }

  std::string write_all() {
    add_sign_ins();
    for (const DraftSession& session : draft_.sessions) add_session(session);
    for (const DraftJob& job : draft_.jobs) add_job(job);
    for (const DraftLine& line : draft_.lines)
      add(line.at_ms, line.rank, line.text + from(line), line.comment);
    std::stable_sort(lines_.begin(), lines_.end(), [](const Written& a, const Written& b) {
      return std::tie(a.at_ms, a.rank) < std::tie(b.at_ms, b.rank);
    });
    return head() + settings_text() + users_text() + timeline_text();
  }

 private:
  /// Which sign-in is meant, where a user has several.
  [[nodiscard]] std::string from(std::size_t user, std::int64_t at_ms) const {
    if (of_users_[user] < 2) return {};
    const std::size_t sign_in = open_sign_in(draft_, user, at_ms, sign_in_duration_);
    return sign_in == nobody ? std::string{} : ", from: " + text::yaml_scalar(draft_.sign_ins[sign_in].name);
  }

  /// Apps are opened from a sign-in; what computes does not depend on one.
  [[nodiscard]] std::string from(const DraftLine& line) const {
    const bool is_app = line.text.find(", do: open_app") != std::string::npos ||
                        line.text.find(", do: restart_app") != std::string::npos;
    return line.actor != nobody && is_app ? from(line.actor, line.at_ms) : std::string{};
  }

  [[nodiscard]] std::string who(std::size_t user) const {
    return "user: " + text::yaml_scalar(draft_.users[user]);
  }

  void add(std::int64_t at_ms, Rank rank, std::string text, std::string comment = {}) {
    lines_.push_back({at_ms, rank, std::move(text), std::move(comment)});
  }

  void add_sign_ins() {
    for (const DraftSignIn& each : draft_.sign_ins) {
      const bool several = of_users_[each.user] > 1;
      const std::string name = text::yaml_scalar(each.name);
      add(each.at_ms, Rank::sign_in, who(each.user) + ", do: sign_in" + (several ? ", id: " + name : ""),
          each.inferred ? "inferred: no open sign-in is on record" : "");
      if (!each.ended_ms) continue;
      const std::string which = several ? ", from: " + name : "";
      if (each.ended_by_administrator) {
        add(*each.ended_ms, Rank::administer, "admin: end_session, " + who(each.user) + which);
      } else {
        add(*each.ended_ms, Rank::sign_out, who(each.user) + ", do: sign_out" + which);
      }
    }
  }

  /// A log has whole seconds. What started in the second in which a switch was turned, and has what the switch does not give any more,
  /// started before.
  [[nodiscard]] bool came_before(std::int64_t at_ms, std::string_view key, bool personal,
                                 bool background) const {
    if (!personal) return false;
    const std::string on = "admin: set, " + std::string(key) + (background ? ": false" : ": true");
    return std::any_of(draft_.lines.begin(), draft_.lines.end(),
                       [&](const DraftLine& line) { return line.at_ms == at_ms && line.text == on; });
  }

  void add_session(const DraftSession& session) {
    const bool scheduled = !session.personal && can_be_scheduled(session);
    const bool early = session.service == "glue" && came_before(session.at_ms, "glue.background_sessions",
                                                                session.personal, session.background);
    add(session.at_ms, early ? Rank::start_before_settings : Rank::start,
        who(session.user) + ", do: start_session, id: " + text::yaml_scalar(session.name) +
            ", service: " + session.service + session.fields +
            (scheduled ? ", scheduled: true" : from(session.user, session.at_ms)),
        session.comment);
  }

  void add_job(const DraftJob& job) {
    const std::string takes =
        ", takes: " + text::format_duration(job.takes) + (job.failed ? ", fails: true" : "");
    if (job.session != nobody) {
      return add(job.at_ms, Rank::run,
                 "session: " + text::yaml_scalar(draft_.sessions[job.session].name) +
                     ", do: run, job: " + text::yaml_scalar(job.name) + takes,
                 job.comment);
    }
    const bool scheduled = !job.personal && can_be_scheduled(job);
    std::string waits;
    constexpr std::int64_t longest_wait = 30 * 24 * hour_ms;
    if (job.started_ms && *job.started_ms > job.at_ms && job.verb != "start_query" &&
        job.verb != "start_notebook_run") {
      waits = ", start_up: " +
              text::format_duration(Duration{std::min(*job.started_ms - job.at_ms, longest_wait)});
    }
    const bool early = came_before(job.at_ms, "sagemaker.background_sessions", job.personal, job.background);
    add(job.at_ms, early ? Rank::start_before_settings : Rank::start,
        who(job.user) + ", do: " + job.verb + ", id: " + text::yaml_scalar(job.name) + takes + job.fields +
            waits + (scheduled ? ", scheduled: true" : from(job.user, job.at_ms)),
        job.comment);
  }

  [[nodiscard]] std::int64_t start_ms() const {
    if (lines_.empty()) return draft_.last_ms - draft_.last_ms % hour_ms;
    return lines_.front().at_ms - lines_.front().at_ms % hour_ms;
  }

  [[nodiscard]] std::string head() const {
    return "# Imported by outlive import (" + std::string(what_) +
           "). What a comment calls inferred is on no record: idle timeouts,\n"
           "# expiries and the end of work leave none. Settings are the documented defaults where nothing "
           "shows others:\n"
           "# --set says what was in force, and a list of statements or jobs how long work took.\n"
           "outlive: 1\ntitle: " +
           text::yaml_scalar("What the log of " + text::format_instant(start_ms()).substr(0, 10) + " tells") +
           "\nstart: " + text::format_instant(start_ms()) +
           "\nhorizon: " + text::format_instant(horizon_of(draft_, settings_)) + "\n";
  }

  [[nodiscard]] std::string settings_text() const {
    Branch root;
    for (const auto& [key, value] : draft_.settings) plant(root, key, value, "inferred");
    for (const Override& each : settings_) plant(root, each.key, each.value, "");
    if (root.branches.empty()) return {};
    std::string yaml = "\nsettings:\n";
    write(root, 1, yaml);
    return yaml;
  }

  [[nodiscard]] std::string users_text() const {
    std::string yaml = "\nusers:\n";
    for (const std::string& user : draft_.users) yaml += "  " + text::yaml_scalar(user) + ": {}\n";
    return yaml;
  }

  [[nodiscard]] std::string timeline_text() const {
    std::string yaml = "\ntimeline:\n";
    for (const Written& line : lines_) {
      yaml += "  - {at: " + text::format_instant(line.at_ms) + ", " + line.text + "}";
      if (!line.comment.empty()) yaml += "  # " + text::sanitize(line.comment);
      yaml += "\n";
    }
    return yaml;
  }

  const EstateDraft& draft_;
  const std::vector<Override>& settings_;
  std::string_view what_;
  Duration sign_in_duration_{};
  std::vector<std::size_t> of_users_;  // sign-ins
  std::vector<Written> lines_;
};

}  // namespace

std::string estate_scenario(const EstateDraft& draft, const std::vector<Override>& settings,
                            std::string_view what) {
  return Writer(draft, settings, what).write_all();
}

}  // namespace outlive::import
