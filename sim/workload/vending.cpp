// Credentials for what jobs read: handed out when the work begins and renewed while it goes on (DATA-1, DATA-2).
#include "sim/access/vending.hpp"

#include <limits>

#include "sim/access/durations.hpp"
#include "sim/services/credentials.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/service.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

/// The moment whose groups and grants decide; what a service sees may be older (ATH-2).
Moment Estate::entitlements_seen(Number number) const {
  const LiveJob& live = jobs_[number];
  if (live.work == no_number) return moment_;
  const Duration bound = services::service_of(inputs_.works[live.work].service).entitlement_lag;
  const Duration lag = lifetime::share_of(bound, share_of_user(users_[machine_[live.ref.index].user]));
  if (lag == Duration::zero()) return moment_;
  return {moment_.at - lag, std::numeric_limits<std::uint32_t>::max()};
}

void Estate::vend(Number number) {
  const LiveJob& live = jobs_[number];
  if (!machine_.alive(live.ref) || machine_[live.ref.index].cause != Cause::none) return;
  const lifetime::Lifetime& life = machine_[live.ref.index];
  const std::uint32_t local = life.user;
  const Number user = users_[local];
  const Reads& reads = inputs_.reads[live.reads];
  const Moment now = moment_;
  JobResult& job = records_.jobs[number];
  const bool as_role = job.identity == Identity::role;
  const access::Decision decision = as_role ? access::decide_for_role(*inputs_.access, reads)
                                            : access::decide(*inputs_.access, *inputs_.directory, reads, user,
                                                             now, entitlements_seen(number));
  const Duration for_table = access::table_credentials(*inputs_.settings, now);
  const Duration for_location = access::location_credentials(*inputs_.settings, now);

  const auto record = [&](Duration lasts, Number table, Number location, std::vector<Number> columns) {
    const Instant expires = decision.allowed ? after(now.at, lasts) : never;
    records_.vendings.push_back({.at = now.at,
                                 .expires = expires,
                                 .user = user,
                                 .job = number,
                                 .table = table,
                                 .location = location,
                                 .columns = std::move(columns)});
    if (!decision.allowed) return;
    if (job.credentials_until == never || expires > job.credentials_until) job.credentials_until = expires;
    lifetime::Birth credential{.kind = services::credential, .user = local, .tag = number};
    credential.limits[services::credential_clock] = lasts;
    machine_.create(credential);
  };
  for (std::size_t i = 0; i < reads.tables.size(); ++i) {
    record(for_table, reads.tables[i], no_number,
           decision.allowed ? decision.columns[i] : std::vector<Number>{});
  }
  for (Number i = 0; i < reads.locations.size(); ++i) record(for_location, no_number, i, {});
  if (!decision.allowed) return machine_.end(live.ref.index, Cause::access_denied, Rule::data_2);

  lifetime::Birth renewal{
      .kind = services::renewal, .user = local, .tag = number, .container = live.ref.index};
  renewal.limits[services::credential_clock] = access::until_renewal(*inputs_.settings, reads, now);
  machine_.create(renewal);
}

/// The wait for new credentials is over; whether the job still wants any is seen when they are asked for.
void Estate::note_renewal(const lifetime::Lifetime& life, const lifetime::State& to) {
  if (!to.terminal || life.cause != Cause::done || !machine_.alive(life.container)) return;
  follow_ups_.push_back({FollowUp::What::vend, life.container, life.tag});
}

}  // namespace outlive::workload
