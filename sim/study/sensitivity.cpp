#include "sim/study/sensitivity.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "outlive/run.hpp"

namespace outlive {
namespace study {
namespace {

Int128 size_of(Money money) { return money.nanos() < 0 ? -money.nanos() : money.nanos(); }

bool same_fate(const JobResult& a, const JobResult& b) {
  return std::tie(a.outcome, a.cause, a.survived, a.unseen) ==
         std::tie(b.outcome, b.cause, b.survived, b.unseen);
}

// What else a report tells of a job, a session and so on. Lifetimes that no report shows may well differ.
auto details_of(const JobResult& job) {
  return std::tie(job.rule, job.identity, job.results_kept, job.started, job.worked, job.kept, job.retained,
                  job.background_duration, job.identity_lost, job.credentials_until, job.state);
}

auto details_of(const SessionResult& session) {
  return std::tie(session.identity, session.created, session.ready, session.state, session.rule,
                  session.background_duration, session.identity_lost, session.worked, session.last_work);
}

auto details_of(const HostResult& host) {
  return std::tie(host.created, host.ready, host.ended, host.state, host.cause, host.rule, host.lives,
                  host.sessions, host.up);
}

auto details_of(const SignInResult& sign_in) {
  return std::tie(sign_in.started, sign_in.ended, sign_in.cause);
}

auto details_of(const Vending& vending) {
  return std::tie(vending.at, vending.expires, vending.user, vending.job, vending.table, vending.location,
                  vending.columns);
}

auto details_of(const Ineffective& act) { return std::tie(act.at, act.line, act.what); }

template <class Each>
bool same_details(const std::vector<Each>& a, const std::vector<Each>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Each& one, const Each& other) { return details_of(one) == details_of(other); });
}

bool same_details(const Results& a, const Results& b) {
  return a.totals.cost_of_all().of == b.totals.cost_of_all().of && same_details(a.jobs, b.jobs) &&
         same_details(a.sessions, b.sessions) && same_details(a.hosts, b.hosts) &&
         same_details(a.sign_ins, b.sign_ins) && same_details(a.vendings, b.vendings) &&
         same_details(a.ineffective, b.ineffective);
}

std::vector<Assumption> all_assumptions() {
  std::vector<Assumption> all;
  all.reserve(assumption_count);
  for (std::size_t i = 0; i < assumption_count; ++i) all.push_back(static_cast<Assumption>(i));
  return all;
}

// One for each option that is not in force.
std::vector<Flip> flips_from(const Assumptions& in_force, const std::vector<Assumption>& tested) {
  std::vector<Flip> flips;
  for (const Assumption assumption : tested) {
    const Option from = in_force.option(assumption);
    for (std::size_t to = 0; to < info_of(assumption).options.size(); ++to) {
      if (to == from) continue;
      Flip& flip = flips.emplace_back();
      flip.assumption = assumption;
      flip.from = from;
      flip.to = static_cast<Option>(to);
    }
  }
  return flips;
}

std::size_t count_changing(const Sensitivity& found) {
  const auto changes = [&](Assumption assumption) {
    return std::any_of(found.flips.begin(), found.flips.end(), [&](const Flip& flip) {
      return flip.assumption == assumption && flip.changes_answer();
    });
  };
  return static_cast<std::size_t>(std::count_if(found.tested.begin(), found.tested.end(), changes));
}

// Of assumptions with no option that was tried nothing is known.
void leave_out_untried(Sensitivity& found) {
  std::erase_if(found.tested, [&](Assumption assumption) {
    return std::none_of(found.flips.begin(), found.flips.end(),
                        [&](const Flip& flip) { return flip.assumption == assumption; });
  });
}

/// The runs, one after the other.
class Flipping {
 public:
  Flipping(const Scenario& scenario, const LoadUnder& load, const Progress& progress,
           const RunOptions& options)
      : scenario_(scenario), load_(load), progress_(progress), options_(options) {}

  void run(Sensitivity& found) {
    const std::size_t runs = found.flips.size() + 1;
    tell(0, runs);
    const Results before = outlive::run(scenario_, options_);
    found.cost = before.totals.cost_of_all().total();
    std::size_t tried = 0;
    if (!before.incomplete) {
      for (; tried < found.flips.size() && !stops(); ++tried) {
        tell(tried + 1, runs);
        if (!try_out(found.in_force, before, found.flips[tried])) break;
      }
    }
    found.untried = found.flips.size() - tried;
    found.flips.resize(tried);
    if (found.untried > 0) leave_out_untried(found);
  }

 private:
  [[nodiscard]] bool stops() const { return options_.control != nullptr && options_.control->stop; }
  void tell(std::size_t done, std::size_t all) const {
    if (progress_) progress_(done, all);
  }

  /// False if it was stopped.
  bool try_out(Assumptions assumptions, const Results& before, Flip& flip) const {
    assumptions.choose(flip.assumption, flip.to);
    const std::optional<Scenario> other = load_(assumptions, flip.refused);
    if (other) {
      const Results after = outlive::run(*other, options_);
      if (after.incomplete) return false;
      compare(before, after, flip);
    } else if (flip.possible()) {
      flip.refused.error({scenario_.path, 0, 0}, "cannot be loaded");  // and nobody said why
    }
    return true;
  }

  const Scenario& scenario_;
  const LoadUnder& load_;
  const Progress& progress_;
  const RunOptions& options_;
};

}  // namespace

void compare(const Results& before, const Results& after, Flip& flip) {
  if (before.jobs.size() != after.jobs.size() || before.sessions.size() != after.sessions.size() ||
      before.hosts.size() != after.hosts.size()) {
    throw std::invalid_argument("the runs compared are not of one scenario");
  }
  flip.cost = after.totals.cost_of_all().total() - before.totals.cost_of_all().total();
  for (std::size_t i = 0; i < before.jobs.size(); ++i) {
    if (!same_fate(before.jobs[i], after.jobs[i])) ++flip.fates;
    if (before.jobs[i].ended != after.jobs[i].ended) ++flip.job_ends;
  }
  for (std::size_t i = 0; i < before.sessions.size(); ++i) {
    const SessionResult& a = before.sessions[i];
    const SessionResult& b = after.sessions[i];
    if (std::tie(a.ended, a.cause) != std::tie(b.ended, b.cause)) ++flip.session_ends;
  }
  flip.details = !same_details(before, after);
}

bool matters_more(const Flip& a, const Flip& b) {
  const auto rank = [](const Flip& flip) {
    return std::tuple(!flip.changes_answer(), -size_of(flip.cost), -static_cast<Int128>(flip.fates),
                      flip.assumption, flip.to);
  };
  return rank(a) < rank(b);
}

}  // namespace study

Sensitivity test_assumptions(const Scenario& scenario, const LoadUnder& load,
                             const std::vector<Assumption>& tested, const Progress& progress,
                             const RunOptions& options) {
  Sensitivity found;
  found.in_force = scenario.assumptions;
  found.tested = tested.empty() ? study::all_assumptions() : tested;
  std::sort(found.tested.begin(), found.tested.end());
  found.tested.erase(std::unique(found.tested.begin(), found.tested.end()), found.tested.end());
  found.flips = study::flips_from(found.in_force, found.tested);
  study::Flipping(scenario, load, progress, options).run(found);
  std::sort(found.flips.begin(), found.flips.end(), study::matters_more);
  found.changing = study::count_changing(found);
  return found;
}

}  // namespace outlive
