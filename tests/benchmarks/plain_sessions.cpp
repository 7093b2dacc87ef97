#include "tests/benchmarks/plain_sessions.hpp"

#include <deque>
#include <memory>
#include <queue>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/cost/pricing.hpp"
#include "sim/engine/event_order.hpp"
#include "sim/engine/fingerprint.hpp"

namespace outlive::benchmarks {
namespace {

using engine::EventClass;

enum class EventType : std::uint8_t {
  ready,
  statement_done,
  background_expiry,
  interactive_expiry,
  idle_timeout
};

struct Event {
  Instant at;
  EventClass event_class;
  EventType type;
  Number user;
  std::uint64_t born;  // which of its user's objects, for ties
  Number session;      // or sign-in
  std::uint32_t generation;

  friend bool operator<(const Event& a, const Event& b) {  // the queue gives the greatest first
    return std::tie(a.at, a.event_class, a.user, a.born) > std::tie(b.at, b.event_class, b.user, b.born);
  }
};

struct Statement {
  Instant started = never;
  Duration takes{};
  Duration attended_then{};
  std::uint64_t born = 0;
  bool saves_results = false;
};

struct SignIn {
  Number user = 0;
  bool open = true;
  std::uint32_t generation = 0;
};

struct Session {
  Number user = 0;
  const Work* work = nullptr;
  SignIn* sign_in = nullptr;
  std::uint64_t born = 0;
  bool has_background = false;
  bool ready = false;
  bool ended = false;
  std::uint32_t start_generation = 0;
  std::uint32_t idle_generation = 0;
  std::uint32_t background_generation = 0;
  std::uint32_t statement_generation = 0;
  Duration idle_timeout{};
  std::deque<std::unique_ptr<Statement>> statements;
  Instant ready_at = never;
  Duration attended_then{};
  Cells<std::int64_t> usage;
};

struct User {
  std::unique_ptr<SignIn> sign_in;
  std::vector<std::unique_ptr<SignIn>> old_sign_ins;
  std::vector<Session*> bound;  // to the sign-in that is open
  std::uint64_t born = 0;
  Instant since{};
  Duration attended{};
};

class Plain {
 public:
  Plain(const Market& market, Number users, Number sessions)
      : market_(market), users_(users), sessions_(sessions) {
    totals_.usage.resize(1);
    totals_.cost.resize(1);
  }

  Totals play(std::span<const Action> actions) {
    std::size_t next = 0;
    for (;;) {
      while (!events_.empty() && stale(events_.top())) events_.pop();
      const Instant action = next < actions.size() ? actions[next].at : never;
      const Instant event = events_.empty() ? never : events_.top().at;
      now_ = std::min(action, event);
      if (now_ == never || now_ > market_.horizon) break;
      ++totals_.events;
      if (event <= action) {
        const Event top = events_.top();
        events_.pop();
        happen(top);
      } else {
        act(actions[next++]);
      }
    }
    for (const auto& session : sessions_) {
      if (session && !session->ended) throw std::logic_error("a session outlived the benchmark's horizon");
    }
    if (fingerprint_.events() == 0) throw std::logic_error("nothing happened");
    return std::move(totals_);
  }

 private:
  [[nodiscard]] bool stale(const Event& event) const {
    if (event.type == EventType::interactive_expiry) {
      const SignIn* sign_in = users_[event.user].sign_in.get();
      return sign_in == nullptr || !sign_in->open || sign_in->generation != event.generation;
    }
    const Session& session = *sessions_[event.session];
    if (session.ended) return true;
    switch (event.type) {
      case EventType::ready: return session.start_generation != event.generation;
      case EventType::statement_done: return session.statement_generation != event.generation;
      case EventType::background_expiry: return session.background_generation != event.generation;
      default: return session.idle_generation != event.generation;
    }
  }

  void schedule(Instant at, EventClass event_class, EventType type, const Session& session,
                std::uint64_t born, Number number, std::uint32_t generation) {
    events_.push({at, event_class, type, session.user, born, number, generation});
  }

  void happen(const Event& event) {
    if (event.type == EventType::interactive_expiry)
      return end_sign_in(event.user, Cause::interactive_session_expired);
    Session& session = *sessions_[event.session];
    switch (event.type) {
      case EventType::ready: return become_ready(session, event.session);
      case EventType::statement_done: return finish_statement(session, event.session);
      case EventType::background_expiry:
        return end(session, event.session, Cause::background_session_expired);
      default: return end(session, event.session, Cause::idle_timeout);
    }
  }

  void act(const Action& action) {
    switch (action.verb) {
      case Verb::sign_in: return sign_in(action);
      case Verb::start_session: return start(action);
      case Verb::run: return run(action);
      case Verb::sign_out: return end_sign_in(action.user, Cause::signed_out);
      case Verb::stop_session: return end_if_open(action.subject, Cause::stopped_by_user);
      case Verb::revoke: {
        Session* session = sessions_[action.subject].get();
        if (session != nullptr && session->has_background) {
          end_if_open(action.subject, Cause::background_session_revoked);
        }
        return;
      }
      default: throw std::logic_error("the benchmark knows no such verb");
    }
  }

  void note(Number user, Number what, Cause cause) {
    fingerprint_.add(static_cast<std::uint64_t>(now_.time_since_epoch().count()), user, what,
                     static_cast<std::uint64_t>(cause));
  }

  [[nodiscard]] Duration attendance(const User& user) const {
    return user.sign_in && user.sign_in->open ? user.attended + (now_ - user.since) : user.attended;
  }

  void sign_in(const Action& action) {
    User& user = users_[action.user];
    if (user.sign_in) user.old_sign_ins.push_back(std::move(user.sign_in));
    user.sign_in = std::make_unique<SignIn>();
    user.sign_in->user = action.user;
    user.sign_in->generation = action.subject;
    user.since = now_;
    note(action.user, action.subject, Cause::none);
    const Duration lasts =
        market_.settings.duration(Setting::interactive_session_duration, {now_, action.line});
    events_.push({after(now_, lasts), EventClass::interactive_expiry, EventType::interactive_expiry,
                  action.user, user.born++, action.subject, action.subject});
  }

  void end_sign_in(Number number, Cause cause) {
    User& user = users_[number];
    if (!user.sign_in || !user.sign_in->open) return;
    user.attended += now_ - user.since;
    user.sign_in->open = false;
    note(number, user.sign_in->generation, cause);
    for (Session* session : user.bound) {
      if (!session->ended) end(*session, static_cast<Number>(session->born), cause);
    }
    user.bound.clear();
  }

  void start(const Action& action) {
    const Moment moment{now_, action.line};
    const SettingsHistory& settings = market_.settings;
    User& user = users_[action.user];
    auto& session = sessions_[action.subject];
    session = std::make_unique<Session>();
    session->user = action.user;
    session->work = &market_.works[action.work];
    session->sign_in = user.sign_in.get();
    session->born = action.subject;
    session->has_background = settings.flag(Setting::background_sessions_enabled, moment) &&
                              settings.flag(Setting::glue_background_sessions, moment) &&
                              settings.flag(Setting::glue_identity_propagation, moment);
    session->idle_timeout = settings.duration(Setting::glue_idle_timeout, moment);
    note(action.user, action.subject, Cause::none);
    if (session->has_background) {
      ++totals_.background_sessions;
      schedule(after(now_, settings.duration(Setting::background_session_duration, moment)),
               EventClass::background_expiry, EventType::background_expiry, *session, user.born++,
               action.subject, session->background_generation);
    } else {
      user.bound.push_back(session.get());
    }
    schedule(after(now_, settings.duration(Setting::glue_start_up, moment)), EventClass::work_completes,
             EventType::ready, *session, user.born++, action.subject, session->start_generation);
  }

  void become_ready(Session& session, Number number) {
    session.ready = true;
    ++session.start_generation;
    session.ready_at = now_;
    session.attended_then = attendance(users_[session.user]);
    note(session.user, number, Cause::none);
    if (session.statements.empty()) {
      set_idle_timer(session, number);
    } else {
      start_statement(session, number);
    }
  }

  void set_idle_timer(Session& session, Number number) {
    schedule(after(now_, session.idle_timeout), EventClass::idle_timeout, EventType::idle_timeout, session,
             users_[session.user].born++, number, ++session.idle_generation);
  }

  void start_statement(Session& session, Number number) {
    Statement& statement = *session.statements.front();
    statement.started = now_;
    statement.attended_then = attendance(users_[session.user]);
    ++session.idle_generation;
    note(session.user, number, Cause::none);
    schedule(after(now_, statement.takes), EventClass::work_completes, EventType::statement_done, session,
             statement.born, number, ++session.statement_generation);
  }

  void run(const Action& action) {
    Session& session = *sessions_[action.object];
    if (session.ended) return count(Outcome::rejected, Cause::session_ended);
    if (!session.sign_in->open) return count(Outcome::rejected, Cause::not_attached);
    auto statement = std::make_unique<Statement>();
    statement->takes = action.takes;
    statement->saves_results = action.saves_results;
    statement->born = users_[session.user].born++;
    session.statements.push_back(std::move(statement));
    if (session.ready && session.statements.size() == 1) start_statement(session, action.object);
  }

  void finish_statement(Session& session, Number number) {
    const Statement& statement = *session.statements.front();
    const bool unseen = !statement.saves_results && !session.sign_in->open;
    totals_.surviving_jobs += session.sign_in->open ? 0 : 1;
    totals_.unseen_jobs += unseen ? 1 : 0;
    bill(session, statement, unseen ? Bucket::unseen : Bucket::useful);
    note(session.user, number, Cause::done);
    count(Outcome::completed, Cause::done);
    session.statements.pop_front();
    if (session.statements.empty()) {
      set_idle_timer(session, number);
    } else {
      start_statement(session, number);
    }
  }

  void bill(Session& session, const Statement& statement, Bucket bucket) {
    if (statement.started == never) return;
    const Duration attended = attendance(users_[session.user]) - statement.attended_then;
    session.usage.at(bucket, Attendance::attended) += attended.count();
    session.usage.at(bucket, Attendance::background) += (now_ - statement.started - attended).count();
  }

  void end_if_open(Number number, Cause cause) {
    Session* session = sessions_[number].get();
    if (session != nullptr && !session->ended) end(*session, number, cause);
  }

  void end(Session& session, Number number, Cause cause) {
    session.ended = true;
    note(session.user, number, cause);
    ++totals_.sessions[static_cast<std::size_t>(cause)];
    while (!session.statements.empty()) {
      bill(session, *session.statements.front(), Bucket::lost);
      count(Outcome::stopped, cause);
      session.statements.pop_front();
    }
    if (session.ready_at != never) price(session);
  }

  void price(Session& session) {
    const User& user = users_[session.user];
    const Duration used = now_ - session.ready_at;
    Duration idle_attended = attendance(user) - session.attended_then;
    Duration idle_background = used - idle_attended;
    for (const auto& bucket : session.usage.of) {
      idle_attended -= Duration{bucket[0]};
      idle_background -= Duration{bucket[1]};
    }
    session.usage.at(Bucket::idle, Attendance::attended) = idle_attended.count();
    session.usage.at(Bucket::idle, Attendance::background) = idle_background.count();
    const Sku& sku = market_.prices.skus[session.work->meters[0].sku];
    const bool present = user.sign_in && user.sign_in->open;
    session.usage.at(Bucket::overhead, present ? Attendance::attended : Attendance::background) =
        (cost::charged(used, sku) - used).count();
    for (auto& bucket : session.usage.of) {
      for (std::int64_t& cell : bucket) cell *= session.work->units;
    }
    totals_.usage[0] += session.usage;
    totals_.cost[0] += cost::price_cells(session.usage, sku);
  }

  void count(Outcome outcome, Cause cause) {
    ++totals_.jobs[static_cast<std::size_t>(outcome)][static_cast<std::size_t>(cause)];
  }

  const Market& market_;
  std::vector<User> users_;
  std::vector<std::unique_ptr<Session>> sessions_;
  std::priority_queue<Event> events_;
  engine::Fingerprint fingerprint_;
  Totals totals_;
  Instant now_{};
};

}  // namespace

Totals play_plainly(const Market& market, std::span<const Action> actions, Number users, Number sessions,
                    const std::function<void()>& at_end) {
  Plain plain(market, users, sessions);
  Totals totals = plain.play(actions);
  at_end();
  return totals;
}

}  // namespace outlive::benchmarks
