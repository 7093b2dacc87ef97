// What no record says, concluded from what the others say.
#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "sim/import/cloudtrail_event.hpp"
#include "sim/import/estate_draft.hpp"
#include "sim/text/duration.hpp"

namespace outlive::import {
namespace {

using std::chrono::hours;

/// So much longer than it was seen is work that something else ended.
constexpr Duration beyond_what_was_seen = hours{1};

Setting idle_setting(const DraftSession& session) {
  if (session.service == "emr_serverless") return Setting::emr_serverless_idle_timeout;
  if (session.service == "emr_ec2") return Setting::emr_ec2_idle_timeout;
  return Setting::glue_idle_timeout;
}

class Inference {
 public:
  Inference(EstateDraft& draft, const std::vector<Override>& settings, Duration takes)
      : draft_(draft), settings_(settings), takes_(takes) {
    for (const DraftLine& line : draft.lines) {
      if (line.text.starts_with("admin: ") && !line.text.starts_with("admin: set,"))
        against_people_.push_back(line);
    }
  }

  void all() {
    find_sign_ins();
    for (DraftJob& job : draft_.jobs) find_length(job);
    for (DraftSession& session : draft_.sessions) find_activity(session);
    find_switches();
    for (DraftSession& session : draft_.sessions) tell_end(session);
  }

 private:
  // --- Sign-ins ---

  /// Everything that a person must be signed in for, by time and then by person.
  [[nodiscard]] std::vector<std::pair<std::int64_t, std::size_t>> acts() const {
    std::vector<std::pair<std::int64_t, std::size_t>> all;
    for (const DraftSession& session : draft_.sessions) {
      if (session.personal || !can_be_scheduled(session)) all.emplace_back(session.at_ms, session.user);
    }
    for (const DraftJob& job : draft_.jobs) {
      const bool of_session = job.session != nobody;
      if (!of_session && (job.personal || !can_be_scheduled(job))) all.emplace_back(job.at_ms, job.user);
    }
    for (const DraftLine& line : draft_.lines) {
      if (line.actor != nobody) all.emplace_back(line.at_ms, line.actor);
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  void find_sign_ins() {
    const Duration duration = duration_setting(settings_, Setting::interactive_session_duration);
    const auto of_users = sign_ins_by_user(draft_);
    std::vector<std::int64_t> until(draft_.users.size(), -1);  // the last inferred one of each
    for (const auto& [at, user] : acts()) {
      if (at < until[user] || open_sign_in(draft_, of_users[user], at, duration) != nobody) continue;
      draft_.sign_ins.push_back({.user = user, .at_ms = at, .inferred = true});
      until[user] = at + duration.count();
      draft_.tally.inferred("a sign-in, where a user acts and no open one is on record");
    }
    std::stable_sort(draft_.sign_ins.begin(), draft_.sign_ins.end(),
                     [](const DraftSignIn& a, const DraftSignIn& b) {
                       return std::tie(a.at_ms, a.user) < std::tie(b.at_ms, b.user);
                     });
    std::vector<std::size_t> counts(draft_.users.size());
    for (DraftSignIn& each : draft_.sign_ins) {
      each.name = draft_.users[each.user] + "-" + std::to_string(++counts[each.user]);
    }
    of_users_ = sign_ins_by_user(draft_);
  }

  // --- How long work took ---

  void find_length(DraftJob& job) {
    const std::int64_t begin = job.started_ms.value_or(job.at_ms);
    if (job.failed && lost_its_identity(job)) job.failed = false;
    if (job.ended_ms && (job.completed || job.failed)) {
      job.takes = Duration{std::max<std::int64_t>(*job.ended_ms - begin, 0)};
    } else if (job.started_ms && !job.ended_ms && !job.stopped_ms) {
      job.takes = Duration{horizon_of(draft_, settings_) - begin};
      job.comment = "takes inferred: it was still at work when the list was made";
      draft_.tally.inferred("work to the horizon, where a list tells of no end");
    } else if (job.ended_ms || job.stopped_ms) {
      const std::int64_t end = job.stopped_ms.value_or(job.ended_ms.value_or(begin));
      job.takes = Duration{std::max<std::int64_t>(end - begin, 0)} + beyond_what_was_seen;
      job.comment = "takes inferred: it was still at work when something ended it";
      draft_.tally.inferred("work of an hour more than was seen, where something ended it");
    } else {
      job.takes = takes_;
      job.comment = "takes inferred: its end is on no record";
      draft_.tally.inferred("work of " + text::format_duration(takes_) +
                            ", where its end is on no record (--takes)");
    }
  }

  /// Whether a job failed at the moment at which it must have lost its background session or sign-in: a list tells no reason.
  [[nodiscard]] bool lost_its_identity(const DraftJob& job) const {
    if (!job.personal || !job.ended_ms || job.session != nobody) return false;
    const auto is_then = [&](std::int64_t moment) {
      constexpr std::int64_t rounding_ms = 2000;
      return std::abs(*job.ended_ms - moment) <= rounding_ms;
    };
    if (is_then(job.at_ms + duration_setting(settings_, Setting::background_session_duration).count()))
      return true;
    const std::int64_t sign_in = duration_setting(settings_, Setting::interactive_session_duration).count();
    for (const std::size_t number : of_users_[job.user]) {
      const DraftSignIn& each = draft_.sign_ins[number];
      if (!job.background && is_then(each.ended_ms.value_or(each.at_ms + sign_in))) return true;
    }
    return std::any_of(against_people_.begin(), against_people_.end(), [&](const DraftLine& line) {
      const std::string whose = field("user", draft_.users[job.user]);
      return is_then(line.at_ms) &&
             (line.text.ends_with(whose) || line.text.ends_with(field("job", job.name)));
    });
  }

  /// A session that a call found alive had not been idle for long: what was running must have taken until then.
  void find_activity(DraftSession& session) {
    const std::int64_t idle =
        session.idle_ms.value_or(duration_setting(settings_, idle_setting(session)).count());
    std::sort(session.alive.begin(), session.alive.end());
    std::int64_t busy_until = session.at_ms;
    std::size_t next = 0;
    for (const std::int64_t alive : session.alive) {
      DraftJob* last = nullptr;
      while (next < session.statements.size() && draft_.jobs[session.statements[next]].at_ms < alive) {
        last = &draft_.jobs[session.statements[next++]];
        busy_until = std::max(busy_until, last->at_ms) + last->takes.count();
      }
      const std::int64_t missing = alive - idle - busy_until + 1000;  // limits act before people
      if (last == nullptr || missing <= 0 || last->ended_ms || last->stopped_ms) continue;
      last->takes += Duration{missing};
      last->comment = "takes inferred: at least so long, or the session would have been idle for too long";
      busy_until += missing;
      draft_.tally.inferred("longer work, where a session was alive that would have been idle for too long");
    }
  }

  // --- Switches ---

  [[nodiscard]] bool is_given(std::string_view key) const {
    return std::any_of(settings_.begin(), settings_.end(),
                       [&](const Override& each) { return each.key == key; });
  }

  /// What held at the first start that carried an identity held at the beginning, unless a change is on record before it.
  void find_switches() {
    const auto before = [this](std::string_view key, std::int64_t at_ms) {
      return std::any_of(draft_.lines.begin(), draft_.lines.end(), [&](const DraftLine& line) {
        return line.at_ms <= at_ms && line.text.find(key) != std::string::npos;
      });
    };
    const auto conclude = [&](const std::string& key, bool found, bool usual, std::int64_t at_ms) {
      if (found == usual || is_given(key) || before(key, at_ms)) return;
      draft_.settings[key] = found ? "true" : "false";
      draft_.tally.inferred(
          key + ": " + (found ? "true, since work got a background session" : "false, since work got none"));
    };
    const auto session =
        std::find_if(draft_.sessions.begin(), draft_.sessions.end(),
                     [](const DraftSession& each) { return each.service == "glue" && each.personal; });
    if (session != draft_.sessions.end())
      conclude("glue.background_sessions", session->background, false, session->at_ms);
    const auto job = std::find_if(draft_.jobs.begin(), draft_.jobs.end(), [](const DraftJob& each) {
      return each.personal && (each.verb == "start_training_job" || each.verb == "start_processing_job");
    });
    if (job != draft_.jobs.end())
      conclude("sagemaker.background_sessions", job->background, true, job->at_ms);
  }

  void tell_end(DraftSession& session) {
    if (session.from_list && session.stopped && session.ended_ms) {
      draft_.tally.inferred("a stop, where a list says STOPPED");
      draft_.lines.push_back({*session.ended_ms, Rank::stop,
                              "session: " + session.name + ", do: stop_session",
                              "inferred: a list says that it was stopped", nobody});
      return;
    }
    if (!session.stop_called && session.comment.empty())
      session.comment = "its end is on no record: the settings decide it";
  }

  EstateDraft& draft_;
  const std::vector<Override>& settings_;
  Duration takes_;
  std::vector<std::vector<std::size_t>> of_users_;  // sign-ins
  std::vector<DraftLine> against_people_;           // what administrators did, but for settings
};

}  // namespace

std::size_t EstateDraft::user_of(const std::string& id) {
  const auto number = user_numbers.find(id);
  if (number != user_numbers.end()) return number->second;
  const auto name = known_as.find(id);
  std::string called = name != known_as.end() ? name->second : id.empty() ? "unknown" : id;
  // Of an identifier such as a1b2c3d4-e5f6-7890-abcd-ef0123456789 the first two groups tell users apart.
  constexpr std::size_t length_of_uuid = 36;
  constexpr std::size_t enough = 13;
  if (called.size() == length_of_uuid && called[8] == '-' && called[enough] == '-') called.resize(enough);
  const std::size_t next = users.size();
  users.push_back(user_names.of(id, called));
  user_numbers[id] = next;
  return next;
}

Duration duration_setting(const std::vector<Override>& settings, Setting setting) {
  Duration value{info_of(setting).initial};
  for (const Override& each : settings) {
    if (each.key != info_of(setting).key) continue;
    if (const auto parsed = text::parse_duration(each.value)) value = *parsed;
  }
  return value;
}

std::int64_t horizon_of(const EstateDraft& draft, const std::vector<Override>& settings) {
  constexpr std::int64_t day_ms = 86'400'000;
  return (draft.last_ms / day_ms + 2) * day_ms +
         duration_setting(settings, Setting::background_session_duration).count();
}

bool can_be_scheduled(const DraftSession& session) { return session.service == "glue"; }
bool can_be_scheduled(const DraftJob& job) { return job.verb != "start_query"; }

std::vector<std::vector<std::size_t>> sign_ins_by_user(const EstateDraft& draft) {
  std::vector<std::vector<std::size_t>> all(draft.users.size());
  for (std::size_t i = 0; i < draft.sign_ins.size(); ++i) all[draft.sign_ins[i].user].push_back(i);
  return all;
}

std::size_t open_sign_in(const EstateDraft& draft, const std::vector<std::size_t>& of_user,
                         std::int64_t at_ms, Duration duration) {
  std::size_t found = nobody;
  for (const std::size_t number : of_user) {
    const DraftSignIn& each = draft.sign_ins[number];
    if (each.at_ms > at_ms || at_ms - each.at_ms >= duration.count()) continue;
    if (each.ended_ms && *each.ended_ms < at_ms) continue;
    if (found == nobody || draft.sign_ins[found].at_ms <= each.at_ms) found = number;
  }
  return found;
}

void infer(EstateDraft& draft, const std::vector<Override>& settings, Duration takes) {
  Inference(draft, settings, takes).all();
}

}  // namespace outlive::import
