// The tables of all kinds and services hold together: what one table names, another has.
#include <set>

#include <doctest/doctest.h>

#include "sim/services/glue.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/sagemaker.hpp"
#include "sim/services/service.hpp"

namespace outlive::services {
namespace {

using namespace lifetime;

TEST_CASE("kinds: each table is closed: clocks, endings and states name only each other") {
  for (const Kind& kind : all_kinds()) {
    CAPTURE(kind.name);
    CHECK(kind.states.size() <= 16);
    CHECK(kind.clocks.size() <= max_clocks);
    CHECK_FALSE(kind.states[kind.initial].terminal);
    if (kind.on_turn != no_state) {
      CHECK_FALSE(kind.states[kind.on_turn].terminal);
      for (const State& state : kind.states) CHECK(state.busy != state.terminal);
    }
    for (const State& state : kind.states) {
      CAPTURE(state.name);
      CHECK_FALSE((state.terminal && (state.busy || state.open || state.billed || state.works)));
    }
    for (const Clock& clock : kind.clocks) {
      CAPTURE(clock.name);
      for (std::size_t state = kind.states.size(); state < 16; ++state)
        CHECK(((clock.runs_in >> state) & 1) == 0);
      for (std::size_t state = 0; state < kind.states.size(); ++state) {
        if (kind.states[state].terminal) CHECK(((clock.runs_in >> state) & 1) == 0);
      }
      if (clock.cause == Cause::none && clock.runs != Runs::on_request)
        CHECK(clock.next < kind.states.size());
    }
    REQUIRE_FALSE(kind.endings.empty());
    CHECK(kind.endings.back().cause == Cause::none);  // a row for every cause
    for (const Ending& ending : kind.endings) {
      CHECK(kind.states[ending.state].terminal);
      if (ending.through != no_state) CHECK_FALSE(kind.states[ending.through].terminal);
    }
    if (kind.work_clock != no_clock) CHECK(kind.clocks[kind.work_clock].cause == Cause::done);
    if (kind.start_up_clock != no_clock) CHECK(kind.clocks[kind.start_up_clock].cause == Cause::none);
  }
}

TEST_CASE("kinds: the enumerations lead to the tables that they name") {
  const auto name = [](KindId id) { return all_kinds()[id].name; };
  CHECK(name(identity::interactive_session) == "interactive session");
  CHECK(name(identity::background_session) == "background session");
  CHECK(name(identity::application_session) == "application session");
  CHECK(name(studio_app) == "Studio app");
  CHECK(name(notebook) == "notebook");
  CHECK(name(glue_session) == "Glue session");
  CHECK(name(statement) == "statement");
  CHECK(name(glue_job) == "Glue job");
  CHECK(name(training_job) == "training job");
  CHECK(name(processing_job) == "processing job");
  CHECK(name(traced_job) == "traced job");
}

TEST_CASE("kinds: states as the APIs name them") {
  const auto states = [](KindId id) {
    std::set<std::string_view> names;
    for (const State& state : all_kinds()[id].states) names.insert(state.name);
    return names;
  };
  CHECK(states(glue_session) ==
        std::set<std::string_view>{"PROVISIONING", "READY", "STOPPING", "STOPPED", "TIMEOUT", "FAILED"});
  CHECK(states(statement) ==
        std::set<std::string_view>{"WAITING", "RUNNING", "AVAILABLE", "CANCELLING", "CANCELLED", "ERROR"});
  CHECK(states(training_job) == std::set<std::string_view>{"Starting", "Training", "Stopping", "Completed",
                                                           "Failed", "Stopped", "MaxRuntimeExceeded"});
}

TEST_CASE("services: the clocks that a service takes limits for are clocks of its kind") {
  for (std::size_t i = 0; i < service_type_count; ++i) {
    const Service& service = service_of(static_cast<ServiceType>(i));
    CAPTURE(service.title);
    const Kind& kind = all_kinds()[service.kind];
    for (const LimitSource& source : service.limits) {
      if (source.clock != no_clock) CHECK(source.clock < kind.clocks.size());
    }
    const LimitSource& start_up = service.limits[static_cast<std::size_t>(Limit::start_up)];
    CHECK(start_up.clock == kind.start_up_clock);
    const LimitSource& idle = service.limits[static_cast<std::size_t>(Limit::idle_timeout)];
    if (idle.clock != no_clock) CHECK(kind.clocks[idle.clock].runs == Runs::while_idle);
    CHECK(service.is_session == (kind.part == Part::session));
    if (service.saves_on_stop) CHECK(kind.clocks[training_clock::save].name == "save window");
  }
}

TEST_CASE("Glue: a worker counts for as many DPUs as its name says") {
  std::int64_t sum = 0;
  for (const WorkerType& type : glue_worker_types()) {
    CAPTURE(type.name);
    CHECK(type.memory_optimised == type.name.starts_with("R."));
    sum += type.units;
  }
  CHECK(sum == 1 + (1 + 2 + 4 + 8 + 12 + 16) + (1 + 2 + 4 + 8));
}

}  // namespace
}  // namespace outlive::services
