// hold and idle on ns-3: Simulator::Schedule, EventId::Cancel.
//
//   events hold|idle SIZE DELAYS [SCHEDULER]
#include <ns3/core-module.h>

#include "../course.hpp"

namespace {

Course* course = nullptr;
std::vector<ns3::EventId> timers;

std::int64_t now() { return ns3::Simulator::Now().GetTimeStep(); }

bool count() {
  const bool enough = course->fired(now());
  if (enough) ns3::Simulator::Stop();
  return enough;
}

void hold() {
  if (!count()) ns3::Simulator::Schedule(ns3::TimeStep(course->next()), &hold);
}

void run_out(std::size_t session) {
  if (!count())
    timers[session] = ns3::Simulator::Schedule(ns3::TimeStep(Course::idle_timeout), &run_out, session);
}

void statement(std::size_t session) {
  if (count()) return;
  ns3::Simulator::Schedule(ns3::TimeStep(course->next()), &statement, session);
  timers[session].Cancel();
  timers[session] = ns3::Simulator::Schedule(ns3::TimeStep(Course::idle_timeout), &run_out, session);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string scheduler = argc > 4 ? argv[4] : "MapScheduler";
  Course the_course("ns-3/" + scheduler, argc, argv);
  course = &the_course;
  ns3::ObjectFactory factory;
  factory.SetTypeId("ns3::" + scheduler);
  ns3::Simulator::SetScheduler(factory);
  timers.resize(course->size());
  for (std::size_t i = 0; i < course->size(); ++i) {
    if (course->is_idle()) {
      ns3::Simulator::Schedule(ns3::TimeStep(course->next()), &statement, i);
      timers[i] = ns3::Simulator::Schedule(ns3::TimeStep(Course::idle_timeout), &run_out, i);
    } else {
      ns3::Simulator::Schedule(ns3::TimeStep(course->next()), &hold);
    }
  }
  ns3::Simulator::Run();
  course->report();
  ns3::Simulator::Destroy();
}
