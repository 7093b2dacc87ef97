#include "sim/output/shortfall.hpp"

#include <algorithm>

#include "sim/services/limits.hpp"
#include "sim/services/sagemaker.hpp"
#include "sim/services/service.hpp"

namespace outlive::output {
namespace {

// When the limits of a job were fixed: when it, or the session that it is a statement of, was started.
Moment fixed_at(const Scenario& scenario, const Results& results, const JobSpec& spec, const JobResult& job) {
  if (spec.session == no_number) return {job.submitted, spec.line};
  return {results.sessions[spec.session].created, scenario.sessions[spec.session].place.line};
}

void add_hard_limit(const Scenario& scenario, const Results& results, Number number,
                    std::vector<Shortfall>& all) {
  const JobSpec& spec = scenario.jobs[number];
  const JobResult& job = results.jobs[number];
  const Work* work = work_of(scenario, number);
  if (job.needs.hard_limit == Duration::zero() || work == nullptr) return;
  const auto index = static_cast<std::size_t>(Limit::hard_limit);
  const services::Service& service = services::service_of(work->service);
  if (service.fixed_hard_limit != unlimited) {
    all.push_back({.limit = service.fixed_hard_limit_name,
                   .setting = std::nullopt,
                   .had = service.fixed_hard_limit,
                   .needed = job.needs.hard_limit});
    return;
  }
  const services::LimitSource& source = service.limits[index];
  all.push_back(
      {.limit = source.setting ? info_of(*source.setting).key : std::string_view("max_runtime"),
       .setting = source.setting,
       .set_by_line = work->limits[index] != from_settings,
       .had = services::limit_at(scenario.settings, scenario.assumptions, *work, Limit::hard_limit,
                                 fixed_at(scenario, results, spec, job), scenario.users[spec.user].domain),
       .needed = job.needs.hard_limit});
}

// A sign-in lasts as long as the shorter of two settings lets it; whichever was too short counts.
void add_interactive(const Scenario& scenario, const Results& results, Number number,
                     std::vector<Shortfall>& all) {
  const JobSpec& spec = scenario.jobs[number];
  const JobResult& job = results.jobs[number];
  if (job.needs.interactive_session == Duration::zero()) return;
  const Instant begun = fixed_at(scenario, results, spec, job).at;
  const Number origin = origin_of(scenario, results, spec.user, begun, job.ended);
  if (origin == no_number) return;
  const auto signed_in = std::find_if(
      scenario.actions.begin(), scenario.actions.end(),
      [&](const Action& action) { return action.verb == Verb::sign_in && action.subject == origin; });
  if (signed_in == scenario.actions.end()) return;
  for (const Setting setting :
       {Setting::interactive_session_duration, Setting::interactive_session_directory_cap}) {
    const Duration had = scenario.settings.duration(setting, {signed_in->at, signed_in->line});
    if (had >= job.needs.interactive_session) continue;
    all.push_back({.limit = info_of(setting).key,
                   .setting = setting,
                   .had = had,
                   .needed = job.needs.interactive_session});
  }
}

bool is_hard_limit(Cause cause) { return cause == Cause::session_timeout || cause == Cause::max_runtime; }

}  // namespace

const Work* work_of(const Scenario& scenario, Number job) {
  const JobSpec& spec = scenario.jobs[job];
  const Number work = spec.session == no_number ? spec.work : scenario.sessions[spec.session].work;
  return work == no_number ? nullptr : &scenario.works[work];
}

Number origin_of(const Scenario& scenario, const Results& results, Number user, Instant begun,
                 Instant ended) {
  Number found = no_number;
  for (Number i = 0; i < scenario.sign_ins.size(); ++i) {
    const SignInResult& sign_in = results.sign_ins[i];
    if (scenario.sign_ins[i].user != user || sign_in.started == never) continue;
    if (sign_in.started > begun || sign_in.ended < begun || sign_in.ended < ended) continue;
    if (found == no_number || sign_in.started >= results.sign_ins[found].started) found = i;
  }
  return found;
}

std::vector<Shortfall> shortfalls_of(const Scenario& scenario, const Results& results, Number number) {
  const JobResult& job = results.jobs[number];
  std::vector<Shortfall> all;
  if (!is_limit(job.cause)) return all;
  if (is_hard_limit(job.cause)) add_hard_limit(scenario, results, number, all);
  const auto add_total = [&] {
    if (job.needs.total_runtime == Duration::zero()) return;
    all.push_back({.limit = "the 30 days that a training job may live",
                   .setting = std::nullopt,
                   .had = services::training_total_runtime,
                   .needed = job.needs.total_runtime});
  };
  if (job.cause == Cause::total_runtime) add_total();
  if (job.needs.background_session != Duration::zero()) {
    all.push_back({.limit = info_of(Setting::background_session_duration).key,
                   .setting = Setting::background_session_duration,
                   .had = job.background_duration,
                   .needed = job.needs.background_session});
  }
  add_interactive(scenario, results, number, all);
  if (!is_hard_limit(job.cause)) add_hard_limit(scenario, results, number, all);
  if (job.cause != Cause::total_runtime) add_total();
  return all;
}

}  // namespace outlive::output
