// Sign-ins, and what administrators do.
#include <optional>

#include "sim/input/settings_decoder.hpp"
#include "sim/input/timeline_lines.hpp"

namespace outlive::input::lines {

void set(TimelineContext& context, const TimelineLine& line) {
  Owners owners;
  const Node domain = line.node.find("domain");
  const bool is_of_accounts = line.node.find("account") || line.node.find("region");
  if (domain && is_of_accounts) {
    context.problems.error(domain.key_place(),
                           "settings of a domain and quotas of an account are set by lines of their own");
    return;
  }
  if (domain) {
    const auto known = context.names.domains.resolve(domain, line.at, context.problems);
    if (!known) return;
    owners = {Scope::domain, {static_cast<Domain>(*known)}};
  } else if (is_of_accounts) {
    owners = {Scope::account, context.names.accounts.fitting(line.node, line.at, context.problems)};
  }
  read_changes(line.node, line.at, owners, context.scenario, context.problems);
}

void sign_in(TimelineContext& context, const TimelineLine& line) {
  const auto user = context.user_of(line);
  if (!user) return;
  context.scenario.sign_ins[line.subject].user = *user;
  context.add(line, Verb::sign_in, *user);
  context.open.begin(*user, line.subject, line.at);
}

void sign_out(TimelineContext& context, const TimelineLine& line) {
  const auto user = context.user_of(line);
  if (!user) return;
  const auto from = context.sign_in_of(line, *user);
  if (!from) return;
  context.add(line, Verb::sign_out, *user).from = *from;
  context.open.end(*user, *from == no_number ? context.open.only(*user) : *from);
}

void end_session(TimelineContext& context, const TimelineLine& line) {
  const auto user = context.user_of(line);
  if (!user) return;
  if (!line.node.find("from")) {
    context.add(line, Verb::end_interactive, *user);
    context.open.end_all(*user);
    return;
  }
  const auto from = context.sign_in_of(line, *user);
  if (!from) return;
  context.add(line, Verb::end_interactive, *user).from = *from;
  context.open.end(*user, *from);
}

void revoke(TimelineContext& context, const TimelineLine& line) {
  const Node session = line.node.find("session");
  const Node job = line.node.find("job");
  const Node user = line.node.find("user");
  if ((session ? 1 : 0) + (job ? 1 : 0) + (user ? 1 : 0) != 1) {
    context.problems.error(line.node.place(),
                           "'admin: revoke' needs exactly one of 'session', 'job' and 'user'");
    return;
  }
  if (session) {
    if (const auto number = context.names.sessions.resolve(session, line.at, context.problems)) {
      context.add(line, Verb::revoke, context.scenario.sessions[*number].user).subject = *number;
    }
  } else if (job) {
    const auto number = context.names.jobs.resolve(job, line.at, context.problems);
    if (!number) return;
    const JobSpec& spec = context.scenario.jobs[*number];
    if (spec.session != no_number) {
      context.problems.error(job.place(),
                             "a statement has no background session of its own; revoke that of session '" +
                                 context.scenario.sessions[spec.session].name + "'");
      return;
    }
    context.add(line, Verb::revoke, spec.user).object = *number;
  } else if (const auto whose = context.user_of(line)) {
    context.add(line, Verb::revoke, *whose);
  }
}

}  // namespace outlive::input::lines
