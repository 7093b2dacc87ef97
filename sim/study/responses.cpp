// What a run gives for each response of a study.
#include <stdexcept>

#include "outlive/sweep.hpp"
#include "sim/study/comparing.hpp"
#include "sim/study/fields.hpp"
#include "sim/study/quantities.hpp"

namespace outlive {
namespace {

using study::Value;

/// What came after the warm-up: sums are what was added since, shares are shares of what was added since.
Value since(const Value& warm, Value all) {
  all.money = all.money - warm.money;
  if (all.denominator == warm.denominator) {
    all.numerator -= warm.numerator;
  } else {
    all.numerator -= warm.denominator == 1 ? 0 : warm.numerator;  // a share of nothing is 0 of 1
    all.denominator -= warm.denominator == 1 ? 0 : warm.denominator;
  }
  return all;
}

}  // namespace

std::vector<double> responses_of(const Study& study, const Played& whole, const Played* warm_up) {
  std::vector<double> values;
  values.reserve(study.responses.size());
  for (const Response& response : study.responses) {
    const auto quantity = study::find_quantity(whole.scenario, response.key);
    if (!quantity) throw std::logic_error("there is no quantity '" + response.key + "' at a design point");
    Value value = quantity->read(whole.scenario, whole.results);
    if (warm_up != nullptr)
      value = since(quantity->read(warm_up->scenario, warm_up->results), std::move(value));
    const bool is_condition = response.statistic == Response::Statistic::share;
    values.push_back(is_condition ? static_cast<double>(study::holds(response.condition, value))
                                  : study::as_number(value));
  }
  return values;
}

}  // namespace outlive
