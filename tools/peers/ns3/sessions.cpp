// The session workload on ns-3: objects, Simulator::Schedule, EventId::Cancel.
//
//   sessions ACTIONS > ENDS     (both as tests/benchmarks/peer_sessions.cpp has them)
//
// The time that the simulation took, in seconds of the processor, goes to standard error.
#include <array>
#include <deque>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <ns3/core-module.h>

#include "../course.hpp"

namespace {

using ns3::EventId;
using ns3::Simulator;
using ns3::TimeStep;

constexpr std::int64_t second = 1'000, hour = 3'600'000, day = 86'400'000;
constexpr std::array<std::int64_t, 4> units{2, 5, 10, 16};
enum Bucket { useful, lost, unseen, idle, overhead, buckets };
constexpr std::array<const char*, buckets> bucket_names{"useful", "lost", "unseen", "idle", "overhead"};
using Usage = std::array<std::array<std::int64_t, 2>, buckets>;

std::int64_t now() { return Simulator::Now().GetTimeStep(); }

struct JobEnd {
  const char* how = nullptr;
  const char* cause = "";
  std::int64_t started = -1, ended = -1;
};
struct SessionEnd {
  std::int64_t created = -1, ended = -1;
  const char* cause = nullptr;
};

struct Result {
  std::vector<JobEnd> jobs;
  std::vector<SessionEnd> sessions;
  Usage usage{};
  __int128 cost = 0;
} result;

class Session;

struct User;

struct SignIn {
  explicit SignIn(User& of);
  void End(const char* cause);
  User& user;
  bool open = true;
  EventId expiry;
  std::vector<Session*> bound;
};

struct Action {
  std::int64_t at = 0;
  std::string verb;
  long session = 0, job = 0, work = 0;
  std::int64_t takes = 0;
  bool saves = false;
};

struct User {
  [[nodiscard]] std::int64_t Attendance() const {
    return attended + (sign_in && sign_in->open ? now() - since : 0);
  }
  void Await();
  void Act();
  void Leave(const Action& action);
  std::vector<Action> actions;
  std::size_t next = 0;
  std::shared_ptr<SignIn> sign_in;
  std::map<long, std::unique_ptr<Session>> sessions;
  std::int64_t since = 0, attended = 0;
};

struct Statement {
  long number;
  std::int64_t takes;
  bool saves;
  std::int64_t started = -1, attended_then = 0;
};

class Session {
 public:
  Session(User& user, long number, std::int64_t size)
      : user_(user), sign_in_(user.sign_in), number_(number), size_(size) {
    has_background = now() < 30 * day || now() >= 34 * day;
    if (has_background) {
      const std::int64_t lasts = now() >= 20 * day ? 2 * day : day;
      background_ = Simulator::Schedule(TimeStep(lasts), &Session::End, this, "background_session_expired");
    } else {
      sign_in_->bound.push_back(this);
    }
    step_ = Simulator::Schedule(TimeStep(30 * second), &Session::Ready, this);
  }

  void Run(const Action& action) {
    JobEnd& job = result.jobs[action.job];
    if (ended_) {
      job = {"rejected", "session_ended"};
    } else if (!sign_in_->open) {
      job = {"rejected", "not_attached"};
    } else {
      statements_.push_back({action.job, action.takes, action.saves});
      if (ready_at_ >= 0 && statements_.size() == 1) Next();
    }
  }

  void End(const char* cause) {
    if (ended_) return;
    ended_ = true;
    for (EventId* event : {&background_, &step_, &idle_}) event->Cancel();
    for (const Statement& statement : statements_) {
      Bill(statement, lost);
      result.jobs[statement.number] = {"stopped", cause, statement.started, now()};
    }
    statements_.clear();
    result.sessions[number_] = {created_, now(), cause};
    if (ready_at_ >= 0) Price();
  }

  bool has_background = false;

 private:
  void Ready() {
    ready_at_ = now();
    attended_then_ = user_.Attendance();
    Next();
  }

  void Next() {
    idle_.Cancel();
    if (statements_.empty()) {
      idle_ = Simulator::Schedule(TimeStep(2 * hour), &Session::End, this, "idle_timeout");
      return;
    }
    Statement& statement = statements_.front();
    statement.started = now();
    statement.attended_then = user_.Attendance();
    step_ = Simulator::Schedule(TimeStep(statement.takes), &Session::Done, this);
  }

  void Done() {
    const Statement& statement = statements_.front();
    Bill(statement, statement.saves || sign_in_->open ? useful : unseen);
    result.jobs[statement.number] = {"completed", "done", statement.started, now()};
    statements_.pop_front();
    Next();
  }

  void Bill(const Statement& statement, Bucket bucket) {
    if (statement.started < 0) return;
    const std::int64_t attended = user_.Attendance() - statement.attended_then;
    used_[bucket][0] += attended;
    used_[bucket][1] += now() - statement.started - attended;
  }

  void Price() {
    const std::int64_t used = now() - ready_at_;
    std::int64_t attended = user_.Attendance() - attended_then_;
    std::int64_t background = used - attended;
    for (const auto& cells : used_) {
      attended -= cells[0];
      background -= cells[1];
    }
    used_[idle] = {attended, background};
    const std::int64_t charged = used > 0 ? std::max((used + second - 1) / second * second, 60 * second) : 0;
    used_[overhead][user_.sign_in->open ? 0 : 1] = charged - used;
    __int128 total = 0;
    for (int bucket = 0; bucket < buckets; ++bucket) {
      for (int i : {0, 1}) {
        result.usage[bucket][i] += used_[bucket][i] * size_;
        total += used_[bucket][i] * size_;
      }
    }
    const __int128 nanos = total * 440'000'000, whole = nanos / hour, rest = nanos % hour;
    result.cost += whole + (2 * rest > hour || (2 * rest == hour && whole % 2 == 1) ? 1 : 0);
  }

  User& user_;
  std::shared_ptr<SignIn> sign_in_;
  long number_;
  std::int64_t size_;
  std::int64_t created_ = now(), ready_at_ = -1, attended_then_ = 0;
  bool ended_ = false;
  std::deque<Statement> statements_;
  Usage used_{};
  EventId background_, step_, idle_;
};

SignIn::SignIn(User& of) : user(of) {
  user.since = now();
  expiry = Simulator::Schedule(TimeStep(12 * hour), &SignIn::End, this, "interactive_session_expired");
}

void SignIn::End(const char* cause) {
  if (!open) return;
  expiry.Cancel();
  open = false;
  user.attended += now() - user.since;
  for (Session* session : bound) session->End(cause);
}

void User::Await() {
  if (next < actions.size()) Simulator::Schedule(TimeStep(actions[next].at - now()), &User::Act, this);
}

void User::Act() {
  const Action& action = actions[next++];
  if (action.verb == "stop_session" || action.verb == "revoke") {
    // What is over at this instant was over before.
    Simulator::ScheduleNow(&User::Leave, this, action);
    return;
  }
  if (action.verb == "sign_in") {
    sign_in = std::make_shared<SignIn>(*this);
  } else if (action.verb == "start_session") {
    sessions[action.session] = std::make_unique<Session>(*this, action.session, units[action.work]);
  } else if (action.verb == "run") {
    sessions[action.session]->Run(action);
  } else {
    sign_in->End("signed_out");
  }
  Await();
}

void User::Leave(const Action& action) {
  Session& session = *sessions[action.session];
  if (action.verb == "stop_session") {
    session.End("stopped_by_user");
  } else if (session.has_background) {
    session.End("background_session_revoked");
  }
  Await();
}

std::map<long, User> Read(const char* path) {
  std::map<long, User> users;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream cells(line);
    std::vector<std::string> cell;
    for (std::string text; std::getline(cells, text, ',');) cell.push_back(text);
    const Action action{
        std::stoll(cell[0]), cell[1],       std::stol(cell[3]), std::stol(cell[4]), std::stol(cell[5]),
        std::stoll(cell[6]), cell[7] == "1"};
    users[std::stol(cell[2])].actions.push_back(action);
    result.sessions.resize(std::max<std::size_t>(result.sessions.size(), action.session + 1));
    result.jobs.resize(std::max<std::size_t>(result.jobs.size(), action.job + 1));
  }
  return users;
}

void Print() {
  for (std::size_t i = 0; i < result.sessions.size(); ++i) {
    const SessionEnd& end = result.sessions[i];
    std::printf("session,%zu,%ld,%ld,%s\n", i, end.created, end.ended, end.cause);
  }
  for (std::size_t i = 0; i < result.jobs.size(); ++i) {
    const JobEnd& end = result.jobs[i];
    std::printf("job,%zu,%s,%s,%ld,%ld\n", i, end.how, end.cause, end.started, end.ended);
  }
  for (int i = 0; i < buckets; ++i)
    std::printf("usage,%s,%ld,%ld\n", bucket_names[i], result.usage[i][0], result.usage[i][1]);
  std::printf("cost,%lld\n", static_cast<long long>(result.cost));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  std::map<long, User> users = Read(argv[1]);
  ns3::ObjectFactory factory;
  factory.SetTypeId("ns3::PriorityQueueScheduler");
  Simulator::SetScheduler(factory);
  const double start = processor_ns();
  for (auto& [number, user] : users) user.Await();
  Simulator::Run();
  std::fprintf(stderr, "%.6f\n", (processor_ns() - start) / 1e9);
  Print();
  Simulator::Destroy();
}
