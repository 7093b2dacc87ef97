// The users of populations as they live through a study: they come, start sessions and jobs, wait for what they started,
// try again, go home, leave the company.
//
// Each of them is a few numbers and one slot in an agenda of the crowd's own; so is each visit, which is one session with
// its statements, or one job. What they do goes through the estate like the lines of a timeline (the estate knows no
// difference), and the estate tells the crowd when a job has ended. What chance decides is in habits.hpp.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "outlive/results.hpp"
#include "sim/engine/event_list.hpp"
#include "sim/workload/habits.hpp"

namespace outlive::workload {

class Estate;

/// Users of one population, side by side.
struct Members {
  Number population = 0;
  Number first = 0;  // among the population's users
  Number count = 0;
};

class Crowd {
 public:
  Crowd(const std::vector<Habits>& habits, Estate& estate) : habits_(habits), estate_(estate) {}

  /// Forgets everybody and lets these users begin. Where each of them has an agenda of their own, `act` and what is next
  /// are of one of them at a time.
  void reset(std::span<const Members> members, bool by_user = false);
  void turn_to(Number person) { agenda_.by_user().turn_to(person); }
  void forget_moved() { agenda_.by_user().forget_moved(); }
  [[nodiscard]] const engine::EventList& agenda() const { return agenda_; }
  /// Whether it is certain that what comes next neither takes capacity nor gives any back.
  [[nodiscard]] bool next_is_own_affair() const;  // run_ahead.cpp

  [[nodiscard]] Instant next_time() const { return Instant{Duration{agenda_.earliest_time()}}; }
  /// Lets whoever comes first act.
  void act();

  /// The job in `row`, which a visit started, has ended; for good, unless true is returned: it is to be started again from
  /// where it broke off.
  bool job_ended(Number visit, Number row, const JobResult& job);
  void look_ahead_to_visit(Number visit) const;  // look_ahead.cpp
  void look_ahead_to_person(Number person) const;
  void look_ahead_to_agenda_of(Number person) const;
  void look_ahead_to_visits_of(Number person) const;
  /// The horizon: nobody acts any more.
  void close();

  static constexpr Number no_visit = no_number;

 private:
  /// Arrivals of one activity on one day.
  struct Arrivals {
    Instant next = never;
    double position = 0;
    std::uint32_t left = 0;  // the next one included
    std::uint32_t done = 0;
  };
  enum class Stage : std::uint8_t {
    away,
    at_work,
    left,  // the company
  };
  static constexpr std::uint32_t no_day = no_number;
  struct Person {
    const Habits* habits = nullptr;
    Number index = 0;
    Instant leaves_company = never;
    Instant day_end = never;
    double weight = 1;
    std::uint32_t day = 0;           // of the arrivals to come
    std::uint32_t today = no_day;    // that the person lives, or lived last
    std::uint32_t visits_begun = 0;  // their order among the person's acts of one instant
    Number first_visit = no_visit;
    Stage stage = Stage::away;
    Leaving leaving = Leaving::at_day_end;
    bool is_leaving = false;  // runs nothing more today, and waits for what is running
  };
  enum class Doing : std::uint8_t {
    starting,  // a session or job, perhaps not for the first time
    waiting,   // for a statement or job to end
    thinking,  // about the next statement
    absent,    // has to be started, when its user comes back
  };
  struct Visit {
    Number person = no_number;
    const Habit* habit = nullptr;
    VisitId id;
    Instant wanted{};
    Number row = no_number;        // of its session or job
    Number continues = no_number;  // row of the job that goes on where `row` broke off
    Number statement = no_number;  // row of the statement that runs
    Number work = no_number;
    std::uint32_t next_statement = 0;
    std::uint32_t statements = 0;
    std::uint32_t order = 0;
    std::uint32_t attempts = 0;  // refused so far
    std::uint32_t restarts = 0;
    Duration takes{};  // of a job
    Duration think{};
    Number before = no_visit, after = no_visit;  // in the person's list
    Doing doing = Doing::starting;
    bool is_session = false;
    bool fails = false;
    bool forgets_to_stop = false;
    bool restarts_kernel = false;
  };

  [[nodiscard]] engine::Draws draws_of(const Person& person) const {
    return person.habits->draws_of(person.index);
  }
  [[nodiscard]] Number user_of(Number person) const {
    return people_[person].habits->first_user() + people_[person].index;
  }
  [[nodiscard]] std::span<Arrivals> arrivals_of(Number person) {
    return {arrivals_.data() + std::size_t{person} * most_activities_, most_activities_};
  }
  [[nodiscard]] std::span<const Arrivals> arrivals_of(Number person) const {
    return {arrivals_.data() + std::size_t{person} * most_activities_, most_activities_};
  }
  void schedule_person(Number person);
  void schedule_visit(Number visit, Instant at);

  void look_ahead() const;

  // Whether what comes next touches nobody else: run_ahead.cpp.
  [[nodiscard]] bool goes_home_alone(Number person) const;
  [[nodiscard]] bool runs_next_alone(const Visit& visit) const;

  // A person: crowd.cpp.
  void act_person(Number person);
  void find_arrivals(Number person, std::uint32_t first_day);
  void draw_next_arrival(Number person, std::size_t activity);
  void arrive(Number person, std::size_t activity);
  void begin_work(Number person);
  void go_home(Number person);
  void leave_when_done(Number person);
  [[nodiscard]] bool waits_for_work(const Person& person) const;
  [[nodiscard]] bool has_sessions_open(const Person& person, bool at_work_only) const;
  [[nodiscard]] bool has_arrivals(Number person);
  [[nodiscard]] bool expects_more(Number person);
  void leave_company(Number person);
  void let_administrator_act(Number person);
  void sign_in(Number person);

  // A visit: visits.cpp.
  Number open_visit(Number person, const Habit& habit, VisitId id);
  void close_visit(Number visit);
  void let_go_of(Number visit);
  void act_visit(Number visit);
  void start(Number visit);
  void start_session(Number visit);
  void start_job(Number visit);
  void refused(Number visit, Cause cause);
  void run_next(Number visit);
  [[nodiscard]] bool restart_kernel(Number visit);
  void find_session_gone(Number visit);
  void want_anew(Visit& visit);
  void finish_session(Number visit);
  void let_go_of_statement(Number visit);
  bool work_ended(Number visit, Number row, const JobResult& job);

  const std::vector<Habits>& habits_;
  Estate& estate_;
  std::size_t most_activities_ = 0;
  std::vector<Person> people_;
  std::vector<Arrivals> arrivals_;
  std::vector<Visit> visits_;
  std::vector<Number> free_visits_;
  engine::EventList agenda_;  // people first, then visits
};

}  // namespace outlive::workload
