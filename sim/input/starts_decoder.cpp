#include "sim/input/starts_decoder.hpp"

#include <limits>
#include <optional>

#include "sim/input/decode.hpp"
#include "sim/input/session_hosts.hpp"
#include "sim/input/shares.hpp"
#include "sim/input/starts_schema.hpp"
#include "sim/input/work_decoder.hpp"
#include "sim/services/service.hpp"

namespace outlive::input {
namespace {

ServiceType type_of(Node start) {
  const ServiceType type = service_started(start.find("service").text());
  const bool streaming = value_or(start.find("streaming"), as_flag, false);
  return type == ServiceType::glue_job && streaming ? ServiceType::glue_streaming_job : type;
}

/// Whenever a user starts it: a host need not be there from the beginning.
constexpr Moment some_time{Instant::max(), std::numeric_limits<std::uint32_t>::max()};

std::optional<Work> work_of(Node start, PopulationContext& context) {
  const ServiceType type = type_of(start);
  auto work = read_work(start, type, context.scenario.prices, context.problems);
  Work unsized{.service = type};  // its host may be wrong, too
  const SessionHosts hosts{context.hosts.names, context.hosts.setup_of};
  if (!hosts.place(start, {}, some_time, context.scenario, work ? *work : unsized, context.problems))
    return std::nullopt;
  return work;
}

Number add(Work work, Scenario& scenario) {
  scenario.works.push_back(work);
  return static_cast<Number>(scenario.works.size() - 1);
}

/// One choice, and the same with checkpoints if it says how often they are written.
Activity::Choice choice_of(const KeyedNode& start, Starts& starts, PopulationContext& context) {
  Activity::Choice choice;
  auto work = work_of(start.node, context);
  if (!work) return choice;
  const Duration every = work->checkpoint_every;
  work->checkpoint_every = Duration::zero();
  choice.work = add(*work, context.scenario);
  const bool writes = every > Duration::zero();
  starts.any_checkpoints = starts.any_checkpoints || writes;
  starts.all_checkpoints = starts.all_checkpoints && writes;
  choice.with_checkpoints = choice.work;
  if (!writes) return choice;
  work->checkpoint_every = every;
  choice.with_checkpoints = add(*work, context.scenario);
  return choice;
}

}  // namespace

bool starts_session(Node start) { return services::service_of(type_of(start)).is_session; }

Starts read_starts(const KeyedNode& starts, PopulationContext& context) {
  Starts made;
  if (starts.node.is_map()) {
    made.is_session = starts_session(starts.node);
    made.choices.push_back(choice_of(starts, made, context));
    return made;
  }
  made.is_session = starts_session(starts.node[0]);
  Shares shares;
  for (std::size_t i = 0; i < starts.node.size(); ++i) {
    const KeyedNode start = starts.item(i);
    if (starts_session(start.node) != made.is_session) {
      start["service"].error(context.problems,
                             std::string("this is a ") + (made.is_session ? "job" : "session") +
                                 ", and the first of the list a " + (made.is_session ? "session" : "job") +
                                 "; sessions and jobs need activities of their own");
    }
    shares.add(as_portion(start.node.find("share")));
    made.choices.push_back(choice_of(start, made, context));
  }
  if (!shares.add_up(starts, context.problems)) return made;
  const std::vector<double> until = shares.cumulative();
  for (std::size_t i = 0; i < until.size(); ++i) made.choices[i].until = until[i];
  return made;
}

}  // namespace outlive::input
