// What other engines need to play the workloads of this folder, and what they must come to, as text:
//
//   peer_sessions delays          the delays of hold and idle, one a line
//   peer_sessions actions USERS   at,verb,user,session,job,work,takes,saves: what people do, in the order of time
//   peer_sessions ends USERS      how every session and job ended here, usage in unit-milliseconds, nano-dollars, events
//   peer_sessions times USERS     nanoseconds per event: a process for each user, all in one, the plain program
//   peer_sessions checksum WORKLOAD SIZE   what hold and idle must come to (event_workloads.hpp)
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sim/workload/estate.hpp"
#include "tests/benchmarks/event_structures.hpp"
#include "tests/benchmarks/event_workloads.hpp"
#include "tests/benchmarks/plain_sessions.hpp"
#include "tests/benchmarks/session_workload.hpp"

namespace {

using namespace outlive;
using namespace outlive::benchmarks;

struct Play {
  Market market = make_market();
  Number users = 0;
  Number sessions = 0;
  Number jobs = 0;
  std::vector<Action> actions;
};

/// As the benchmark has it, but every job has a number of its own, so that its end can be told.
Play play_of(Number users) {
  Play play;
  play.users = users;
  for (Number user = 0; user < users; ++user)
    play.sessions += append_user(user, {.sign_in = play.sessions}, play.actions);
  for (Action& action : play.actions) {
    if (action.verb == Verb::run) action.subject = play.jobs++;
  }
  std::sort(play.actions.begin(), play.actions.end(),
            [](const Action& a, const Action& b) { return std::tie(a.at, a.line) < std::tie(b.at, b.line); });
  return play;
}

long long number(Instant at) { return at == never ? -1 : at.time_since_epoch().count(); }

double processor_ns() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

std::string_view verb_name(Verb verb) {
  switch (verb) {
    case Verb::sign_in: return "sign_in";
    case Verb::sign_out: return "sign_out";
    case Verb::start_session: return "start_session";
    case Verb::stop_session: return "stop_session";
    case Verb::revoke: return "revoke";
    default: return "run";
  }
}

void print_actions(const Play& play) {
  for (const Action& action : play.actions) {
    const bool is_run = action.verb == Verb::run;
    const auto session = static_cast<int>(is_run ? action.object : action.subject);
    std::printf("%lld,%s,%u,%d,%d,%d,%lld,%d\n", number(action.at), verb_name(action.verb).data(),
                action.user, session, is_run ? static_cast<int>(action.subject) : -1,
                static_cast<int>(action.work), static_cast<long long>(action.takes.count()),
                action.saves_results ? 1 : 0);
  }
}

void print_ends(const workload::Records& records) {
  int number_of = 0;
  for (const SessionResult& session : records.sessions) {
    std::printf("session,%d,%lld,%lld,%s\n", number_of++, number(session.created), number(session.ended),
                name_of(session.cause).data());
  }
  number_of = 0;
  for (const JobResult& job : records.jobs) {
    const bool rejected = job.outcome == Outcome::rejected;
    std::printf("job,%d,%s,%s,%lld,%lld\n", number_of++, name_of(job.outcome).data(),
                name_of(job.cause).data(), number(job.started), rejected ? -1 : number(job.ended));
  }
  const Totals& totals = records.totals;
  for (const Bucket bucket : {Bucket::useful, Bucket::lost, Bucket::unseen, Bucket::idle, Bucket::overhead}) {
    const auto& cells = totals.usage.front().of[static_cast<std::size_t>(bucket)];
    std::printf("usage,%s,%lld,%lld\n", name_of(bucket).data(), static_cast<long long>(cells[0]),
                static_cast<long long>(cells[1]));
  }
  std::printf("cost,%lld\n", static_cast<long long>(totals.cost_of_all().total().nanos()));
  std::printf("events,%llu\n", static_cast<unsigned long long>(totals.events));
}

workload::Inputs inputs_of(const Play& play, const std::vector<User>& users) {
  return {.settings = &play.market.settings,
          .directory = &play.market.directory,
          .access = &play.market.access,
          .prices = &play.market.prices,
          .users = users,
          .works = play.market.works,
          .horizon = play.market.horizon};
}

workload::Records play_together(const Play& play) {
  const std::vector<User> table(play.users);
  std::vector<Number> numbers(play.users);
  for (Number user = 0; user < play.users; ++user) numbers[user] = user;
  const workload::Inputs inputs = inputs_of(play, table);
  workload::Records records;
  workload::Estate estate(inputs, records);
  estate.renew_rows({.sign_ins = play.sessions, .sessions = play.sessions, .jobs = play.jobs});
  estate.play(numbers, play.actions);
  return records;
}

/// Nanoseconds per event with a logical process for each user.
double time_apart(const Play& play) {
  const std::vector<User> table(play.users);
  std::vector<std::vector<Action>> actions(play.users);
  std::vector<Number> visits;
  for (Number user = 0; user < play.users; ++user) visits.push_back(append_user(user, {}, actions[user]));
  workload::Records records;
  const workload::Inputs inputs = inputs_of(play, table);
  const double start = processor_ns();
  workload::Estate estate(inputs, records);
  for (Number user = 0; user < play.users; ++user) {
    estate.renew_rows({.sign_ins = visits[user], .sessions = visits[user], .jobs = job_rows_per_user});
    estate.play({&user, 1}, actions[user]);
  }
  return (processor_ns() - start) / static_cast<double>(records.totals.events);
}

double time_together(const Play& play) {
  const double start = processor_ns();
  const workload::Records records = play_together(play);
  return (processor_ns() - start) / static_cast<double>(records.totals.events);
}

double time_plain(const Play& play) {
  const double start = processor_ns();
  const Totals totals = play_plainly(play.market, play.actions, play.users, play.sessions, [] {});
  return (processor_ns() - start) / static_cast<double>(totals.events);
}

double median_of_nine(double (*time)(const Play&), const Play& play) {
  std::vector<double> times(9);
  for (double& one : times) one = time(play);
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

std::uint64_t checksum_of(std::string_view workload, Number size) {
  constexpr int events = 200'000;
  return workload == "hold" ? checksum(Hold<EventList>(size), events)
                            : checksum(Idle<EventList>(size), events);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  const auto last = static_cast<Number>(argc > 2 ? std::strtoul(argv[argc - 1], nullptr, 10) : 0);
  if (what == "delays") {
    const Delays delays;
    for (const std::int64_t delay : delays.all()) std::printf("%lld\n", static_cast<long long>(delay));
  } else if (what == "actions" && last > 0) {
    print_actions(play_of(last));
  } else if (what == "ends" && last > 0) {
    print_ends(play_together(play_of(last)));
  } else if (what == "times" && last > 0) {
    const Play play = play_of(last);
    std::printf("Outlive/apart sessions %u %.1f\n", last, median_of_nine(time_apart, play));
    std::printf("Outlive/together sessions %u %.1f\n", last, median_of_nine(time_together, play));
    std::printf("plain-C++ sessions %u %.1f\n", last, median_of_nine(time_plain, play));
  } else if (what == "checksum" && argc > 3) {
    std::printf("%016llx\n", static_cast<unsigned long long>(checksum_of(argv[2], last)));
  } else {
    std::fputs("peer_sessions: delays | actions USERS | ends USERS | times USERS | checksum hold|idle SIZE\n",
               stderr);
    return 2;
  }
  return 0;
}
