#include "sim/services/queries.hpp"

#include <array>
#include <span>

#include "sim/identity/losses.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/service.hpp"

namespace outlive::services {
namespace {

using lifetime::end_of_work;
using lifetime::Ending;
using lifetime::hard_limit;
using lifetime::no_state;
using lifetime::State;
using lifetime::stop_delay;

enum : lifetime::StateId { running, succeeded, failed, cancelled };
constexpr std::array<State, 4> states{{
    {.name = "RUNNING", .billed = true, .works = true},
    {.name = "SUCCEEDED", .terminal = true},
    {.name = "FAILED", .terminal = true},
    {.name = "CANCELLED", .terminal = true},
}};

// Athena cancels a query of an Identity Center workgroup after 30 minutes, 60 at most.
constexpr std::array clocks{
    end_of_work(running, Rule::none),
    hard_limit("query timeout", {running}, Cause::max_runtime, Rule::ath_1),
    stop_delay({running}),
};
constexpr auto endings_with_policy(lifetime::StateId state, Outcome outcome) {
  return identity::endings_with(std::array<Ending, 5>{{
                                    {Cause::done, no_state, succeeded, Outcome::completed, Rule::none},
                                    {Cause::work_failed, no_state, failed, Outcome::failed, Rule::none},
                                    {Cause::max_runtime, no_state, cancelled, Outcome::stopped, Rule::ath_1},
                                    {Cause::access_denied, no_state, failed, Outcome::failed, Rule::data_2},
                                    {Cause::denied_by_policy, no_state, state, outcome, Rule::idc_15},
                                }},
                                {.state = cancelled,
                                 .outcome = Outcome::stopped,
                                 .of_interactive = Rule::idc_4,
                                 .otherwise = identity::refresh_bound},
                                {Cause::none, no_state, cancelled, Outcome::stopped, Rule::none});
}

// Bound to nobody (B-28): a policy denies the query itself.
constexpr auto endings_by_itself = endings_with_policy(failed, Outcome::failed);
// A dashboard of QuickSight lives in an application session and ends with it, within its bound, whatever ends that.
constexpr auto endings_in_session = endings_with_policy(cancelled, Outcome::stopped);

constexpr lifetime::Kind query_kind(std::string_view name, std::span<const Ending> endings) {
  return {.name = name,
          .part = lifetime::Part::job,
          .states = states,
          .clocks = clocks,
          .endings = endings,
          .work_clock = query_clock::work,
          .stop_clock = query_clock::stop};
}

constexpr Service query_service(std::string_view name, std::string_view title, lifetime::KindId kind,
                                Application application) {
  return {.name = name,
          .type = "query",
          .title = title,
          .sku = "",
          .kind = kind,
          .application = application,
          .propagation = Propagation::always,
          .interactive_rule = Rule::idc_3};
}

constexpr Service surviving(Service service) {
  service.unbound_by = Assumption::query_after_sign_out;  // its results wait for whoever signs in again
  service.keeps_results = true;                           // on S3, or until their user fetches them (RS-DAPI)
  return service;
}

constexpr Service limited_by_athena(Service service) {
  service.sku = "athena.scanned";
  service.entitlement_lag = std::chrono::hours{1};  // ATH-2
  service.interactive_rule = Rule::ath_1;
  service.limits[static_cast<std::size_t>(Limit::hard_limit)] =
      limited(query_clock::timeout, Setting::athena_query_timeout);
  return service;
}

}  // namespace

const lifetime::Kind athena_query_kind = query_kind("Athena query", endings_by_itself);
const lifetime::Kind redshift_query_kind = query_kind("Redshift query", endings_by_itself);
const lifetime::Kind quicksight_query_kind = query_kind("QuickSight query", endings_in_session);

const Service athena_query_service =
    limited_by_athena(surviving(query_service("athena", "Athena query", athena_query, Application::athena)));
const Service redshift_query_service =
    surviving(query_service("redshift", "Redshift query", redshift_query, Application::redshift));
const Service quicksight_query_service =
    query_service("quicksight", "QuickSight query", quicksight_query, Application::quicksight);

}  // namespace outlive::services
