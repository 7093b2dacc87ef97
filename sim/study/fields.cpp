#include "sim/study/fields.hpp"

#include <array>
#include <limits>
#include <stdexcept>

namespace outlive::study {

using Type = Expected::Type;

Value duration_value(Duration duration) {
  Value value{.type = Type::duration};
  value.ticks = duration.count();
  return value;
}

Value instant_value(Instant instant) {
  Value value{.type = Type::instant};
  value.ticks = instant.time_since_epoch().count();
  return value;
}

Value money_value(Money money) {
  Value value{.type = Type::money};
  value.money = money;
  return value;
}

Value count_value(Int128 count) {
  Value value{.type = Type::number};
  value.numerator = count;
  return value;
}

// A share of nothing is nothing: scenarios without a bill may still say that none of it was idle.
Value share_value(Money part, Money whole) {
  Value value = count_value(part.nanos());
  if (whole.nanos() != 0) value.denominator = whole.nanos();
  return value;
}

Value survival_value(std::uint64_t surviving, std::uint64_t lost) {
  Value value = count_value(surviving + lost == 0 ? 1 : surviving);
  if (surviving + lost != 0) value.denominator = surviving + lost;
  return value;
}

double as_number(const Value& value) {
  const auto fraction = [](Int128 numerator, Int128 denominator) {
    return static_cast<double>(numerator) / static_cast<double>(denominator);
  };
  switch (value.type) {
    case Type::money: return fraction(value.money.nanos(), nanos_per_dollar);
    case Type::number: return fraction(value.numerator, value.denominator);
    case Type::flag: return value.flag ? 1 : 0;
    case Type::duration:
    case Type::instant:
      return value.ticks == unlimited.count() ? std::numeric_limits<double>::infinity()
                                              : static_cast<double>(value.ticks);
    case Type::text: break;
  }
  throw std::logic_error("a word has no mean");
}

namespace {

template <auto member, class R>
Value word(const Scenario& /*scenario*/, const R& result) {
  return text_value(name_of(result.*member));
}
template <auto member, class R>
Value rule(const Scenario& /*scenario*/, const R& result) {
  return text_value(result.*member == Rule::none ? "none" : id_of(result.*member));
}
template <auto member, class R>
Value flag(const Scenario& /*scenario*/, const R& result) {
  return flag_value(result.*member);
}
template <auto member, class R>
Value instant(const Scenario& /*scenario*/, const R& result) {
  return instant_value(result.*member);
}
template <auto member, class R>
Value duration(const Scenario& /*scenario*/, const R& result) {
  return duration_value(result.*member);
}
template <auto member, class R>
Value count(const Scenario& /*scenario*/, const R& result) {
  return count_value(static_cast<Int128>(result.*member));
}
template <Duration Needs::* limit>
Value need(const Scenario& /*scenario*/, const JobResult& result) {
  return duration_value(result.needs.*limit);
}
template <class R>
Value state(const Scenario& /*scenario*/, const R& result) {
  return text_value(result.state);
}
Value rejected(const Scenario& /*scenario*/, const SessionResult& result) {
  return flag_value(result.rejected());
}
Value continued_by(const Scenario& scenario, const JobResult& result) {
  return text_value(result.continued_by == no_number ? "none" : scenario.jobs.at(result.continued_by).name);
}

constexpr std::array<Field<JobResult>, 26> job_table{{
    {"outcome", Type::text, word<&JobResult::outcome>},
    {"cause", Type::text, word<&JobResult::cause>},
    {"ended_by", Type::text, word<&JobResult::cause>},
    {"rule", Type::text, rule<&JobResult::rule>},
    {"state", Type::text, state<JobResult>},
    {"identity", Type::text, word<&JobResult::identity>},
    {"survived_sign_out", Type::flag, flag<&JobResult::survived>},
    {"unseen", Type::flag, flag<&JobResult::unseen>},
    {"lost_in_background", Type::flag, flag<&JobResult::lost_in_background>},
    {"results_kept", Type::flag, flag<&JobResult::results_kept>},
    {"submitted", Type::instant, instant<&JobResult::submitted>},
    {"granted", Type::instant, instant<&JobResult::granted>},
    {"started", Type::instant, instant<&JobResult::started>},
    {"ended", Type::instant, instant<&JobResult::ended>},
    {"at", Type::instant, instant<&JobResult::ended>},
    {"takes", Type::duration, duration<&JobResult::takes>},
    {"worked", Type::duration, duration<&JobResult::worked>},
    {"kept", Type::duration, duration<&JobResult::kept>},
    {"background_session", Type::duration, duration<&JobResult::background_duration>},
    {"needs_background_session", Type::duration, need<&Needs::background_session>},
    {"needs_interactive_session", Type::duration, need<&Needs::interactive_session>},
    {"needs_hard_limit", Type::duration, need<&Needs::hard_limit>},
    {"needs_total_runtime", Type::duration, need<&Needs::total_runtime>},
    {"continued_by", Type::text, continued_by},
    {"identity_lost", Type::instant, instant<&JobResult::identity_lost>},
    {"credentials_until", Type::instant, instant<&JobResult::credentials_until>},
}};

constexpr std::array<Field<SessionResult>, 16> session_table{{
    {"ended_by", Type::text, word<&SessionResult::cause>},
    {"cause", Type::text, word<&SessionResult::cause>},
    {"rule", Type::text, rule<&SessionResult::rule>},
    {"state", Type::text, state<SessionResult>},
    {"identity", Type::text, word<&SessionResult::identity>},
    {"rejected", Type::flag, rejected},
    {"created", Type::instant, instant<&SessionResult::created>},
    {"granted", Type::instant, instant<&SessionResult::granted>},
    {"ready", Type::instant, instant<&SessionResult::ready>},
    {"ended", Type::instant, instant<&SessionResult::ended>},
    {"at", Type::instant, instant<&SessionResult::ended>},
    {"last_work", Type::instant, instant<&SessionResult::last_work>},
    {"worked", Type::duration, duration<&SessionResult::worked>},
    {"background_session", Type::duration, duration<&SessionResult::background_duration>},
    {"jobs", Type::number, count<&SessionResult::jobs>},
    {"identity_lost", Type::instant, instant<&SessionResult::identity_lost>},
}};

constexpr std::array<Field<SignInResult>, 5> sign_in_table{{
    {"ended_by", Type::text, word<&SignInResult::cause>},
    {"cause", Type::text, word<&SignInResult::cause>},
    {"started", Type::instant, instant<&SignInResult::started>},
    {"ended", Type::instant, instant<&SignInResult::ended>},
    {"at", Type::instant, instant<&SignInResult::ended>},
}};

// Of the last life, if it was opened or started several times; `up` is of all lives together.
constexpr std::array<Field<HostResult>, 11> host_table{{
    {"ended_by", Type::text, word<&HostResult::cause>},
    {"cause", Type::text, word<&HostResult::cause>},
    {"rule", Type::text, rule<&HostResult::rule>},
    {"state", Type::text, state<HostResult>},
    {"created", Type::instant, instant<&HostResult::created>},
    {"ready", Type::instant, instant<&HostResult::ready>},
    {"ended", Type::instant, instant<&HostResult::ended>},
    {"at", Type::instant, instant<&HostResult::ended>},
    {"up", Type::duration, duration<&HostResult::up>},
    {"lives", Type::number, count<&HostResult::lives>},
    {"sessions", Type::number, count<&HostResult::sessions>},
}};

constexpr std::array<Field<TraceResult>, 14> trace_table{{
    {"jobs", Type::number, count<&TraceResult::jobs>},
    {"survived", Type::number, count<&TraceResult::survived>},
    {"killed", Type::number, count<&TraceResult::killed>},
    {"unfinished", Type::number, count<&TraceResult::unfinished>},
    {"ties_at_limit", Type::number, count<&TraceResult::ties_at_limit>},
    {"background_sessions", Type::number, count<&TraceResult::background_sessions>},
    {"total_resource_ms", Type::number, count<&TraceResult::total_resource_ms>},
    {"run_resource_ms", Type::number, count<&TraceResult::run_resource_ms>},
    {"forgone_resource_ms", Type::number, count<&TraceResult::forgone_resource_ms>},
    {"wasted_resource_ms", Type::number, count<&TraceResult::wasted_resource_ms>},
    {"peak_running", Type::number, count<&TraceResult::peak_running>},
    {"peak_running_at", Type::instant, instant<&TraceResult::peak_running_at>},
    {"peak_resources", Type::number, count<&TraceResult::peak_resources>},
    {"peak_resources_at", Type::instant, instant<&TraceResult::peak_resources_at>},
}};

Value wait(const Scenario& /*scenario*/, const ResourceResult& result) {
  const auto granted = static_cast<std::int64_t>(result.waits.count());
  const auto waited = static_cast<std::int64_t>(result.waits.sum());
  return duration_value(Duration{granted == 0 ? 0 : waited / granted});
}
Value longest_wait(const Scenario& /*scenario*/, const ResourceResult& result) {
  return duration_value(result.waits.longest());
}
Value fraction(Int128 part, Int128 whole) {
  Value value = count_value(whole == 0 ? 0 : part);
  if (whole != 0) value.denominator = whole;
  return value;
}
Value refusal_share(const Scenario& /*scenario*/, const ResourceResult& result) {
  return fraction(result.refusals, result.requests);
}
Value mean_use(const Scenario& scenario, const ResourceResult& result) {
  return fraction(result.unit_ms, scenario.horizon.time_since_epoch().count());
}

constexpr std::array<Field<ResourceResult>, 11> resource_table{{
    {"peak", Type::number, count<&ResourceResult::peak>},
    {"peak_at_least", Type::number, count<&ResourceResult::peak_at_least>},
    {"peak_at", Type::instant, instant<&ResourceResult::peak_at>},
    {"mean_use", Type::number, mean_use},
    {"requests", Type::number, count<&ResourceResult::requests>},
    {"refusals", Type::number, count<&ResourceResult::refusals>},
    {"refusal_share", Type::number, refusal_share},
    {"queued", Type::number, count<&ResourceResult::queued>},
    {"abandoned", Type::number, count<&ResourceResult::abandoned>},
    {"mean_wait", Type::duration, wait},
    {"longest_wait", Type::duration, longest_wait},
}};

constexpr std::array<Field<PopulationResult>, 3> population_table{{
    {"users", Type::number, count<&PopulationResult::users>},
    {"leavers", Type::number, count<&PopulationResult::leavers>},
    {"sign_ins", Type::number, count<&PopulationResult::sign_ins>},
}};

Value refused(const Scenario& /*scenario*/, const ActivityResult& result) {
  Int128 sum = 0;
  for (const std::uint64_t each : result.refusals) sum += each;
  return count_value(sum);
}
Value sessions(const Scenario& /*scenario*/, const ActivityResult& result) {
  Int128 sum = 0;
  for (const std::uint64_t each : result.sessions) sum += each;
  return count_value(sum);
}
template <Outcome outcome>
Value jobs(const Scenario& /*scenario*/, const ActivityResult& result) {
  Int128 sum = 0;
  for (const std::uint64_t each : result.jobs[static_cast<std::size_t>(outcome)]) sum += each;
  return count_value(sum);
}
template <int per_cent, Sketch ActivityResult::* member>
Value quantile(const Scenario& /*scenario*/, const ActivityResult& result) {
  return duration_value((result.*member).quantile(per_cent / 100.0));
}
template <int per_cent, Sketch ActivityResult::* member>
Value quantile_at_least(const Scenario& /*scenario*/, const ActivityResult& result) {
  return duration_value((result.*member).quantile_at_least(per_cent / 100.0));
}

Value survival(const Scenario& /*scenario*/, const ActivityResult& result) {
  return survival_value(result.surviving_jobs, result.jobs_lost_in_background);
}

constexpr std::array<Field<ActivityResult>, 17> activity_table{{
    {"wanted", Type::number, count<&ActivityResult::wanted>},
    {"started", Type::number, count<&ActivityResult::started>},
    {"attempts", Type::number, count<&ActivityResult::attempts>},
    {"refused", Type::number, refused},
    {"given_up", Type::number, count<&ActivityResult::given_up>},
    {"restarts", Type::number, count<&ActivityResult::restarts>},
    {"sessions", Type::number, sessions},
    {"completed", Type::number, jobs<Outcome::completed>},
    {"failed", Type::number, jobs<Outcome::failed>},
    {"stopped", Type::number, jobs<Outcome::stopped>},
    {"surviving", Type::number, count<&ActivityResult::surviving_jobs>},
    {"unseen", Type::number, count<&ActivityResult::unseen_jobs>},
    {"lost_in_background", Type::number, count<&ActivityResult::jobs_lost_in_background>},
    {"background_survival_share", Type::number, survival},
    {"median_delay", Type::duration, quantile<50, &ActivityResult::delays>},
    {"p95_delay", Type::duration, quantile<95, &ActivityResult::delays>},
    {"median_length", Type::duration, quantile<50, &ActivityResult::lengths>},
}};

constexpr std::array<Field<ActivityResult>, 3> activity_at_least_table{{
    {"median_delay", Type::duration, quantile_at_least<50, &ActivityResult::delays>},
    {"p95_delay", Type::duration, quantile_at_least<95, &ActivityResult::delays>},
    {"median_length", Type::duration, quantile_at_least<50, &ActivityResult::lengths>},
}};

}  // namespace

std::span<const Field<JobResult>> job_fields() { return job_table; }
std::span<const Field<SessionResult>> session_fields() { return session_table; }
std::span<const Field<SignInResult>> sign_in_fields() { return sign_in_table; }
std::span<const Field<HostResult>> host_fields() { return host_table; }
std::span<const Field<TraceResult>> trace_fields() { return trace_table; }
std::span<const Field<ResourceResult>> resource_fields() { return resource_table; }
std::span<const Field<PopulationResult>> population_fields() { return population_table; }
std::span<const Field<ActivityResult>> activity_fields() { return activity_table; }
std::span<const Field<ActivityResult>> activity_at_least_fields() { return activity_at_least_table; }

}  // namespace outlive::study
