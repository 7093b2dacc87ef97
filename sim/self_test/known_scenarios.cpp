#include "sim/self_test/known_scenarios.hpp"

#include <stdexcept>

#include "sim/self_test/embedded.hpp"

namespace outlive::self_test {

Scenario KnownScenario::load() const {
  LoadResult result = load_scenario_text(std::string(text), std::string(name) + ".yaml", overrides);
  if (result.scenario) return std::move(*result.scenario);
  std::string messages;
  for (const Diagnostic& problem : result.diagnostics.all())
    messages += (messages.empty() ? "" : "; ") + to_string(problem);
  throw std::runtime_error(messages);
}

std::span<const KnownScenario> known_scenarios() {
  static const std::vector<KnownScenario> all{
      {"forgotten-session", embedded::forgotten_session, {}},
      {"what-ends-a-session-first", embedded::what_ends_a_session_first, {}},
      {"do-the-vendors-examples-hold", embedded::do_the_vendors_examples_hold, {}},
      {"what-if-a-company-grows",
       embedded::what_if_a_company_grows,
       {{"populations.staff.users.start", "20"}}},
      {"what-will-the-quarter-cost",
       embedded::what_will_the_quarter_cost,
       {{"populations.analysts.users", "100"}}},
      {"what-if-the-dpu-quota-is-1000",  // one that binds: all who share it are one logical process
       embedded::what_if_the_dpu_quota_is_1000,
       {{"populations.analysts.users", "100"}, {"glue.dpu_quota", "40"}}}};
  return all;
}

}  // namespace outlive::self_test
