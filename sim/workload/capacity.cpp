// What starts draw on, who is refused or waits for it, and what was used when.
#include <algorithm>

#include "sim/identity/kinds.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/service.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

using lifetime::Birth;
using lifetime::Draw;
using lifetime::Draws;
using lifetime::Lifetime;
using lifetime::Part;
using lifetime::Use;

namespace {

/// Of a session of EMR Serverless.
constexpr std::size_t draw_of_application = 1;
constexpr std::size_t draw_of_account = 2;

SettingValue or_none(std::int64_t maximum) { return maximum == 0 ? setting_none : maximum; }

std::int32_t units_of(std::int64_t units) { return static_cast<std::int32_t>(units); }

}  // namespace

SettingValue Estate::limit_of(const Resource& resource, Moment when) const {
  const auto account = static_cast<Owner>(resource.account);
  if (const auto setting = setting_of(resource.kind)) return inputs_.settings->at(*setting, when, account);
  if (resource.kind == ResourceKind::instances)
    return inputs_.settings->instance_quota(resource.of, when, account);
  return or_none(hosts_[resource.of].setup.maximum_vcpu);
}

std::uint32_t Estate::number_of(ResourceKind kind, Number user, Number of) const {
  return numbers_.number({kind, account_of(user), of});
}

/// What this work needs from its beginning to its end, the narrowest first: who waits for the last has the others.
Draws Estate::draws_of(const Work& work, Number user, std::int64_t pre_initialised) const {
  const services::Service& service = services::service_of(work.service);
  switch (service.capacity) {
    case services::Capacity::unlimited: break;
    case services::Capacity::dpus: {
      const bool counts = service.is_session && inputs_.counts_glue_sessions[account_of(user)];
      return {{{number_of(ResourceKind::glue_sessions, user), counts ? 1 : 0},
               {number_of(ResourceKind::dpus, user), units_of(work.units)}}};
    }
    case services::Capacity::instances:
      if (work.meters[0].sku == no_sku) break;
      return {{{number_of(ResourceKind::instances, user, work.meters[0].sku), units_of(work.units)}}};
    case services::Capacity::application: {
      const std::int32_t vcpus = units_of((work.workers.count - pre_initialised) * work.workers.vcpu);
      return {{{number_of(ResourceKind::host_sessions, user, work.host), 1},
               {number_of(ResourceKind::host_vcpus, user, work.host), vcpus},
               {number_of(ResourceKind::emr_serverless_vcpus, user), vcpus}}};
    }
    case services::Capacity::cluster:
      if (hosts_[work.host].setup.maximum_vcpu == 0) break;
      return {{{number_of(ResourceKind::host_vcpus, user, work.host), units_of(work.units)}}};
  }
  return {};
}

/// The first that is missing, by the limits that hold at this moment; nothing if there is room for all.
const Draw* Estate::lacking(const Draws& draws, Moment when) {
  for (const Draw& draw : draws) {
    if (draw.units != 0) machine_.set_limit(draw.resource, limit_of(numbers_.at(draw.resource), when));
  }
  const auto* const found =
      std::find_if(draws.begin(), draws.end(), [&](const Draw& draw) { return !machine_.has_room(draw); });
  return found == draws.end() ? nullptr : found;
}

/// Where capacity is missing the work waits for it, if the service lets it and it could ever have so much; else it is
/// refused.
Estate::Refusal Estate::refusal_of_capacity(const Wanted& wanted, Birth& birth) {
  const Moment when = now(*wanted.action);
  const Draw* missing = lacking(birth.draws, when);
  if (missing == nullptr) return {};
  const services::Service& service = services::service_of(wanted.work->service);
  const auto never_fits = [&](const Draw& draw) { return draw.units > machine_.limit(draw.resource); };
  const auto* const too_much = std::find_if(birth.draws.begin(), birth.draws.end(), never_fits);
  birth.waits_for_room = service.queues_when_full && too_much == birth.draws.end() &&
                         inputs_.settings->flag(*service.queues_when_full, when);
  if (birth.waits_for_room) return {};
  return note_refusal((too_much == birth.draws.end() ? missing : too_much)->resource);
}

Estate::Refusal Estate::note_refusal(std::uint32_t number) {
  ResourceUse& use = records_.resources[number];
  ++use.requests;
  ++use.refusals;
  if (moment_.at < intervals_.horizon) {
    if (use.refused.empty())
      use.refused.resize((intervals_.count() + Intervals::parts - 1) / Intervals::parts);
    ++use.refused[intervals_.of(moment_.at) / Intervals::parts];
  }
  const Resource resource = numbers_.at(number);
  const bool of_cluster =
      resource.kind == ResourceKind::host_vcpus && hosts_[resource.of].setup.type == HostType::cluster;
  return {Cause::quota_exceeded, of_cluster ? Rule::none : rule_of(resource.kind)};
}

/// One more token exchange of this application in this second of the clock (IDC-17).
bool Estate::throttled(const services::Service& service, Number user, Moment when) {
  if (!service.application) return false;
  const Resource resource{ResourceKind::exchanges, account_of(user),
                          static_cast<Number>(*service.application)};
  const std::uint32_t number = numbers_.number(resource);
  Exchanges& exchanges = exchanges_[resource.account * application_count + resource.of];
  const std::int64_t second = when.at.time_since_epoch().count() / 1000;
  if (exchanges.second != second) {
    end_second(exchanges);
    exchanges = {second, 0, number};
  }
  if (exchanges.count >= limit_of(resource, when)) {
    note_refusal(number);
    return true;
  }
  ++exchanges.count;
  if (inputs_.exchange_counts != nullptr) {
    inputs_.exchange_counts->add(resource.account, *service.application, second);
  }
  ResourceUse& use = records_.resources[number];
  ++use.requests;
  use.waits.add({});
  use.use.change(intervals_, Instant{std::chrono::seconds{second}}, 1);
  return false;
}

/// Exchanges count for the whole of their second.
void Estate::end_second(const Exchanges& exchanges) {
  if (exchanges.count == 0) return;
  records_.resources[exchanges.resource].use.change(
      intervals_, Instant{std::chrono::seconds{exchanges.second + 1}}, -exchanges.count);
}

// --- What the machine says of it ---

void Estate::read_uses(std::size_t& read) {
  for (; read < machine_.uses().size(); ++read) {
    const Use use = machine_.uses()[read];
    ResourceUse& record = records_.resources[use.resource];
    switch (use.what) {
      case Use::What::queued:
        ++record.requests;
        ++record.queued;
        record.queue.change(intervals_, machine_.now(), 1);
        continue;
      case Use::What::abandoned:
        ++record.abandoned;
        record.queue.change(intervals_, machine_.now(), -1);
        continue;
      case Use::What::returned: record.use.change(intervals_, machine_.now(), -use.units); continue;
      case Use::What::taken: ++record.requests; break;
      case Use::What::granted:
        record.queue.change(intervals_, machine_.now(), -1);
        if (!machine_.waits(machine_[use.index])) note_granted(use.index);
        break;
    }
    record.waits.add(use.waited);
    record.use.change(intervals_, machine_.now(), use.units);
  }
}

/// It has waited, and has all that it needs.
void Estate::note_granted(lifetime::Index index) {
  const Lifetime& life = machine_[index];
  if (machine_.kind_of(index).part == Part::session) {
    LiveSession& live = sessions_[life.tag];
    SessionResult& session = records_.sessions[life.tag];
    session.granted = machine_.now();
    record_running(live.work, 1);
    if (billed_from_creation(inputs_.works[live.work]))
      session.lines = lines_.open(life.user, meters_of(live), machine_.now(), live.tally != no_number);
  } else if (machine_.kind_of(index).part == Part::job) {
    records_.jobs[life.tag].granted = machine_.now();
    settle_background_clock(index);
  }
}

/// The background session of a job that has waited, where its clock counts from the work (B-12) or a tie with MaxRuntime
/// goes to that (B-19): what was to be known for either is known now.
void Estate::settle_background_clock(lifetime::Index index) {
  const Lifetime& life = machine_[index];
  JobResult& job = records_.jobs[life.tag];
  if (life.bond == lifetime::no_index || machine_[life.bond].kind != identity::background_session) return;
  const Work& work = inputs_.works[jobs_[life.tag].work];
  const services::Service& service = services::service_of(work.service);
  const Duration waited = machine_.now() - life.created;
  Duration expiry = job.background_duration;  // since the creation of both
  if (counts_from_work(service)) {
    const Duration delay = waited + background_delay(service, life.limits());
    job.background_since = life.created + delay;
    expiry += delay;
  }
  expiry += tie_break(service, life.limits(), expiry - waited);
  if (expiry != machine_[life.bond].timers[identity::duration_clock].limit)
    machine_.limit_clock(life.bond, identity::duration_clock, expiry, life.created);
}

/// Pre-initialised workers that a session gave back go to those that wait, the first of them first.
void Estate::hand_on_pre_initialised(Number number) {
  LiveHost& host = hosts_[number];
  if (machine_.waiting() == 0 || !machine_.alive(host.ref)) return;
  machine_.for_each_content(host.ref.index, [&](lifetime::Index index) {
    const Lifetime& life = machine_[index];
    if (!machine_.waits(life) || machine_.kind_of(index).part != Part::session) return;
    LiveSession& session = sessions_[life.tag];
    const Workers& workers = inputs_.works[session.work].workers;
    if (!host.setup.initial.same_size(workers)) return;
    const std::int64_t more = std::min(host.pre_initialised_free, workers.count - session.pre_initialised);
    if (more == 0) return;
    session.pre_initialised += more;
    host.pre_initialised_free -= more;
    machine_.need_less(index, draw_of_application, units_of(more * workers.vcpu));
    machine_.need_less(index, draw_of_account, units_of(more * workers.vcpu));
  });
}

// --- Quotas that change while somebody waits ---

Moment Estate::next_change_of_quotas() const {
  const auto next =
      std::upper_bound(inputs_.changes_of_quotas.begin(), inputs_.changes_of_quotas.end(), moment_);
  return next == inputs_.changes_of_quotas.end() ? Moment{never, 0} : *next;
}

/// Only those who wait can learn of it now; whoever starts later asks for the limit of then.
void Estate::change_quotas(Moment when) {
  machine_.advance_to(when.at);
  moment_ = when;
  for (const std::uint32_t number : machine_.touched())
    machine_.set_limit(number, limit_of(numbers_.at(number), when));
  read_journal();
}

}  // namespace outlive::workload
