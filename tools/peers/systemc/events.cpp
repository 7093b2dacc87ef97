// hold and idle on SystemC: a method for each lifetime, woken by its sc_event; a timer that moves is cancelled and
// notified again. The length of a time step does not matter.
//
//   events hold|idle SIZE DELAYS
#define SC_INCLUDE_DYNAMIC_PROCESSES  // sc_spawn
#include <memory>
#include <systemc>

#include "../course.hpp"

namespace {

Course* course = nullptr;
std::vector<std::unique_ptr<sc_core::sc_event>> due;  // of the statements, or of all that is held
std::vector<std::unique_ptr<sc_core::sc_event>> timers;

sc_core::sc_time steps(std::int64_t count) {
  return sc_core::sc_time::from_value(static_cast<sc_dt::uint64>(count));
}

bool count() {
  const bool enough = course->fired(static_cast<std::int64_t>(sc_core::sc_time_stamp().value()));
  if (enough) sc_core::sc_stop();
  return enough;
}

void fire(std::size_t i) {
  if (count()) return;
  due[i]->notify(steps(course->next()));
  if (!course->is_idle()) return;
  timers[i]->cancel();
  timers[i]->notify(steps(Course::idle_timeout));
}

void run_out(std::size_t i) {
  if (!count()) timers[i]->notify(steps(Course::idle_timeout));
}

template <class Function>
void spawn(Function function, sc_core::sc_event& event) {
  sc_core::sc_spawn_options options;
  options.spawn_method();
  options.dont_initialize();
  options.set_sensitivity(&event);
  sc_core::sc_spawn(function, nullptr, &options);
}

}  // namespace

int sc_main(int argc, char** argv) {
  Course the_course("SystemC", argc, argv);
  course = &the_course;
  for (std::size_t i = 0; i < course->size(); ++i) {
    due.push_back(std::make_unique<sc_core::sc_event>());
    spawn([i] { fire(i); }, *due[i]);
    due[i]->notify(steps(course->next()));
    if (!course->is_idle()) continue;
    timers.push_back(std::make_unique<sc_core::sc_event>());
    spawn([i] { run_out(i); }, *timers[i]);
    timers[i]->notify(steps(Course::idle_timeout));
  }
  sc_core::sc_start();
  course->report();
  return 0;
}
