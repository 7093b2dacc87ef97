// What a start is limited by and begins with: limits, identity, capacity, latency of its stops.
#include <algorithm>
#include <tuple>
#include <utility>

#include "sim/engine/random_stream.hpp"
#include "sim/identity/kinds.hpp"
#include "sim/identity/losses.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/limits.hpp"
#include "sim/services/sagemaker.hpp"
#include "sim/services/service.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

using lifetime::Birth;
using lifetime::in_causes;
using lifetime::StopShare;
using services::Service;
using services::service_of;

namespace {

/// Purposes of random streams.
enum : std::uint32_t { stops_of_work = 1, stops_of_user = 2 };

}  // namespace

/// The share of a bound that a stop takes: a draw of the user's stream where chance decides (assumption B-3).
StopShare Estate::stop_share(Number user, std::uint32_t purpose, std::uint64_t draw) const {
  switch (inputs_.assumptions.stop_latency()) {
    case StopLatency::none: return lifetime::at_once;
    case StopLatency::documented_bound: return lifetime::whole_bound;
    case StopLatency::random: break;
  }
  const Habits* habits = inputs_.habits_of(user);
  const Number of_stream = habits == nullptr ? user : user - habits->first_user();
  if (habits != nullptr)
    purpose = habits->purpose(purpose == stops_of_work ? "stops of work" : "stops of user");
  engine::RandomStream stream(inputs_.seed, inputs_.replication, of_stream, purpose);
  stream.jump_to(draw);
  return static_cast<StopShare>(stream.next_u64() >> 32) | 1u;  // more than none of it
}

/// The phase at which this piece of work polls for its identity, drawn anew for each.
StopShare Estate::draw_stop_share(std::uint32_t user) {
  return stop_share(users_[user], stops_of_work, live_users_[user].stops_drawn++);
}

/// The same for what is known of a user elsewhere: one phase each.
StopShare Estate::share_of_user(Number user) const { return stop_share(user, stops_of_user, 0); }

/// Limits are fixed here: what the line says, else the setting in force (IDC-8, GLUE-9, SM-7).
void Estate::set_limits(Birth& birth, const Wanted& wanted) const {
  const Work& work = *wanted.work;
  const Service& service = service_of(work.service);
  const lifetime::Kind& kind = services::all_kinds()[service.kind];
  const Domain domain = inputs_.domain_of(wanted.action->user);
  const Moment when = now(*wanted.action);
  for (std::size_t i = 0; i < limit_count; ++i) {
    const services::LimitSource& source = service.limits[i];
    if (source.clock == lifetime::no_clock) continue;
    Duration& limit = birth.limits[source.clock];
    if (static_cast<Limit>(i) == Limit::max_pending && work.limits[i] <= Duration::zero()) continue;
    limit =
        services::limit_at(*inputs_.settings, inputs_.assumptions, work, static_cast<Limit>(i), when, domain);
  }
  if (kind.work_clock != lifetime::no_clock) birth.limits[kind.work_clock] = wanted.takes;
  if (service.fixed_hard_limit != unlimited) {
    birth.limits[service.limits[static_cast<std::size_t>(Limit::hard_limit)].clock] =
        service.fixed_hard_limit;
  }
  if (service.saves_on_stop) {
    birth.limits[services::training_clock::save] = std::min(work.saves_in, services::save_window);
    birth.limits[services::training_clock::total_runtime] = services::training_total_runtime;
  }
  if (service.activity_limit != lifetime::no_clock && otherwise(Assumption::livy_skips_busy_sessions)) {
    const lifetime::ClockId idle = service.limits[static_cast<std::size_t>(Limit::idle_timeout)].clock;
    birth.limits[service.activity_limit] = std::exchange(birth.limits[idle], unlimited);
  }
}

/// Losses of identity that leave this work alone.
lifetime::CauseMask Estate::spared_losses(const Work& work) const {
  const Service& service = service_of(work.service);
  lifetime::CauseMask spared = 0;
  if (!service.fails_on_expiry) return spared;
  if (otherwise(Assumption::interactive_expiry_fails_jobs))
    spared |= in_causes({Cause::interactive_session_expired});
  if (otherwise(Assumption::job_without_reads_loses_identity) && work.reads == no_number)
    spared |= identity::every_loss;
  return spared;
}

Birth Estate::birth_of(const Wanted& wanted, Started& started) {
  const Work& work = *wanted.work;
  const Service& service = service_of(work.service);
  Birth birth{.kind = service.kind, .user = local(wanted.action->user), .tag = wanted.tag};
  birth.attachment = wanted.notebook;
  birth.work_ends = wanted.action->fails ? Cause::work_failed : Cause::done;
  birth.spared = spared_losses(work);
  const StopShare share = draw_stop_share(birth.user);
  const bool at_once = service.is_engine && otherwise(Assumption::stop_of_engine_sessions);
  birth.stop_share = at_once ? lifetime::at_once : share;
  set_limits(birth, wanted);
  if (service.capacity == services::Capacity::application)
    started.pre_initialised = free_pre_initialised(work);
  birth.draws = draws_of(work, wanted.action->user, started.pre_initialised);
  if (work.host != no_number) birth.container = hosts_[work.host].ref.index;
  return birth;
}

/// Pre-initialised workers of the same size that nobody uses (EMRS-PRE).
std::int64_t Estate::free_pre_initialised(const Work& work) const {
  const LiveHost& host = hosts_[work.host];
  if (!host.setup.initial.same_size(work.workers)) return 0;
  return std::min(host.pre_initialised_free, work.workers.count);
}

/// What is granted to this work from now on (IDC-6), or what was left of the session that it takes over (B-30).
Duration Estate::background_duration(const Wanted& wanted) const {
  if (wanted.background_left != from_settings) return wanted.background_left;
  return inputs_.settings->duration(Setting::background_session_duration, now(*wanted.action));
}

/// Whether a background session that is granted now waits until it begins to count (B-12).
bool Estate::counts_from_work(const Service& service) const {
  return service.waits && otherwise(Assumption::background_session_clock);
}

/// How long it waits, once there is capacity.
Duration Estate::background_delay(const Service& service, const lifetime::ClockLimits& limits) const {
  if (!counts_from_work(service)) return {};
  return limits[services::all_kinds()[service.kind].start_up_clock];
}

/// The least that lets MaxRuntime come first where both end at one instant (B-19), both from when there is capacity.
Duration Estate::tie_break(const Service& service, const lifetime::ClockLimits& limits,
                           Duration until_expiry) const {
  if (!service.waits || !otherwise(Assumption::max_runtime_tie_goes_to)) return {};
  const Duration waits = limits[services::all_kinds()[service.kind].start_up_clock];
  const Duration hard = limits[service.limits[static_cast<std::size_t>(Limit::hard_limit)].clock];
  return until_expiry == waits + hard ? Duration{1} : Duration{};
}

/// Instances that an earlier job of the user left warm and that match are taken over; else the pool is new (SM-14). A job
/// that waits for its quota leaves them to others: they would stand there for it, warm and not billed.
void Estate::enter_warm_pool(Birth& birth, const Wanted& wanted) {
  const Work& work = *wanted.work;
  const Duration keep_alive = work.limits[static_cast<std::size_t>(Limit::keep_alive)];
  if (keep_alive <= Duration::zero()) return;
  const auto idle_since = [&](lifetime::Index index) {
    constexpr lifetime::ClockId clock = services::warm_pool_clock::keep_alive;
    return machine_[index].timers[clock].deadline - machine_[index].timers[clock].limit;
  };
  lifetime::Index pool = lifetime::no_index;  // of those that match, the one that has been idle for longest
  machine_.for_each_of_user(birth.user, [&](lifetime::Index index) {
    const lifetime::Lifetime& life = machine_[index];
    if (birth.waits_for_room) return;
    if (life.kind != services::warm_pool || life.busy_contents != 0) return;
    if (inputs_.works[pools_[life.tag].work].meters != work.meters) return;
    if (pool == lifetime::no_index ||
        std::tuple(idle_since(index), life.own) < std::tuple(idle_since(pool), machine_[pool].own)) {
      pool = index;
    }
  });
  if (pool == lifetime::no_index) {
    const auto number = static_cast<Number>(pools_.size());
    pools_.push_back({.job = wanted.tag, .next_job = wanted.tag, .work = jobs_[wanted.tag].work});
    pool = machine_.create({.kind = services::warm_pool, .user = birth.user, .tag = number});
  } else {
    pools_[machine_[pool].tag].next_job = wanted.tag;
    birth.limits[services::training_clock::start_up] = Duration::zero();
  }
  machine_.limit_clock(pool, services::warm_pool_clock::keep_alive, keep_alive);
  birth.container = pool;
}

}  // namespace outlive::workload
