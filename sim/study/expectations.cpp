// The functions of outlive/expectation.hpp.
#include <stdexcept>

#include "outlive/expectation.hpp"
#include "sim/study/comparing.hpp"
#include "sim/study/quantities.hpp"

namespace outlive {

std::vector<Verdict> check(const Scenario& scenario, const Results& results) {
  std::vector<Verdict> verdicts;
  verdicts.reserve(scenario.expectations.size());
  for (const Expectation& expectation : scenario.expectations) {
    const auto quantity = study::find_quantity(scenario, expectation.key);
    if (!quantity) throw std::logic_error("an expectation on '" + expectation.key + "' was let through");
    const study::Value found = quantity->read(scenario, results);
    verdicts.push_back(
        {&expectation, study::holds(expectation, found), study::write_value(scenario, expectation, found)});
  }
  return verdicts;
}

bool is_quantity(const Scenario& scenario, const std::string& key, Expected::Type& type,
                 std::string& suggestion) {
  if (const auto quantity = study::find_quantity(scenario, key)) {
    type = quantity->type;
    return true;
  }
  suggestion = study::nearest_quantity(scenario, key);
  return false;
}

}  // namespace outlive
